//! What each sentence of one side says about spans of the other: log-likelihoods against chance.

use super::matching::{LEVELS, Level, Pair};
use super::model::Rates;
use super::rows::Rows;
use super::vocabulary::{Class, Vocabulary};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Longest span that one link takes of a side.
pub(super) const MAX_SPAN: usize = 5;
/// Largest chance of a hit that is reckoned with.
const MAX_CHANCE: f32 = 0.98;
/// Words that say something in a sentence of usual length.
const USUAL_WORDS: f32 = 10.0;
/// How much less each word of a sentence says the more of them there are: the more words stand side by side, the oftener
/// they say the same. An exponent from 0, each in its own right, to 1, only their mean.
const CROWDED: f32 = 0.3;
/// Smallest probability that a level is given.
const FLOOR: f32 = 1e-4;

/// Where on the other side each type of one side has partners, and how often that happens by chance.
#[derive(Debug)]
pub(super) struct Hits {
    /// For each type: sentences of the other side with the best level there.
    pub(super) places: Rows<(u32, Level)>,
    /// For each type and level: share of the other side's sentences with a partner at that level or better.
    pub(super) chance: Vec<[f32; LEVELS]>,
    /// For each type the best level anywhere, 0 without a partner.
    pub(super) best: Vec<Level>,
}

impl Hits {
    /// The partners of `types` types; `pairs` gives type, type of `other` and level.
    pub(super) fn new(
        types: usize,
        other: &Vocabulary,
        pairs: impl Iterator<Item = (u32, (u32, Level))> + Clone,
    ) -> Hits {
        let partners = Rows::grouped(types, pairs);
        let mut hits = Hits {
            places: Rows::default(),
            chance: Vec::with_capacity(types),
            best: Vec::with_capacity(types),
        };
        let mut level_at = vec![0; other.len()];
        let mut touched: Vec<u32> = Vec::new();
        for index in 0..types {
            let mut best = 0;
            for &(partner, level) in partners.row(index) {
                best = best.max(level);
                for &place in other.places.row(partner as usize) {
                    let seen = &mut level_at[place as usize];
                    if *seen == 0 {
                        touched.push(place);
                    }
                    *seen = level.max(*seen);
                }
            }
            touched.sort_unstable();
            let mut counts = [0u32; LEVELS];
            for &place in &touched {
                counts[usize::from(level_at[place as usize])] += 1;
            }
            hits.places.push(
                touched
                    .drain(..)
                    .map(|p| (p, std::mem::take(&mut level_at[p as usize]))),
            );
            let mut chance = [0.0; LEVELS];
            let mut reached = 0;
            for level in (1..LEVELS).rev() {
                reached += counts[level];
                chance[level] = (reached as f32 / other.len().max(1) as f32).min(MAX_CHANCE);
            }
            hits.chance.push(chance);
            hits.best.push(best);
        }
        hits
    }

    /// The partners of the version's types in the source, and those of the source's in the version.
    pub(super) fn both(source: &Vocabulary, version: &Vocabulary, pairs: &[Pair]) -> (Hits, Hits) {
        let of_source = pairs.iter().map(|p| (p.source, (p.version, p.level)));
        let of_version = pairs.iter().map(|p| (p.version, (p.source, p.level)));
        (
            Hits::new(source.types.len(), version, of_source),
            Hits::new(version.types.len(), source, of_version),
        )
    }
}

/// Log-likelihood of each best level in a span, of one sentence and of each more.
pub(super) fn log_ratios(
    chance: &[f32; LEVELS],
    rates: &[f32; LEVELS],
) -> impl Iterator<Item = [f32; LEVELS]> {
    let mut missed = [1.0; LEVELS];
    std::iter::repeat_with(move || {
        let mut out = [0.0; LEVELS];
        let (mut above_chance, mut above_true) = (0.0, 0.0);
        for level in (0..LEVELS).rev() {
            let (reached, truly) = if level == 0 {
                (1.0, 1.0)
            } else {
                missed[level] *= 1.0 - chance[level];
                let reached = 1.0 - missed[level];
                (reached, 1.0 - (1.0 - rates[level]) * missed[level])
            };
            if level == 0 || chance[level] > above_level(chance, level) {
                let by_chance = (reached - above_chance).max(FLOOR);
                let by_truth = (truly - above_true).max(FLOOR);
                out[level] = (by_truth / by_chance).ln();
            }
            (above_chance, above_true) = (reached, truly);
        }
        out
    })
}

fn above_level(chance: &[f32; LEVELS], level: usize) -> f32 {
    chance.get(level + 1).copied().unwrap_or(0.0)
}

/// What a type says of spans of each length.
#[derive(Clone, Debug)]
struct Gains {
    /// Log-likelihood if the span holds no partner.
    none: [f32; MAX_SPAN],
    /// What each best level in the span adds to that.
    over: [[f32; MAX_SPAN]; LEVELS],
    /// Where all partners are of one level: what that adds if the first of them stands so many sentences behind the first.
    ahead: Option<[[f32; MAX_SPAN]; MAX_SPAN]>,
}

impl Gains {
    fn new(best: Level, chance: &[f32; LEVELS], rates: &[f32; LEVELS]) -> Gains {
        let mut none = [0.0; MAX_SPAN];
        let mut over = [[0.0; MAX_SPAN]; LEVELS];
        for (span, ratios) in log_ratios(chance, rates).take(MAX_SPAN).enumerate() {
            none[span] = ratios[0];
            for (level, ratio) in ratios.iter().enumerate() {
                over[level][span] = ratio - ratios[0];
            }
        }
        let best = usize::from(best);
        let ahead = (chance[1] <= chance[best]).then(|| {
            std::array::from_fn(|way| {
                std::array::from_fn(|span| if span < way { 0.0 } else { over[best][span] })
            })
        });
        Gains { none, over, ahead }
    }
}

/// Evidence of each sentence of a side for spans of the other side that start in a range.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    ranges: Vec<(u32, u32)>,
    starts: Vec<usize>,
    values: Vec<[f32; MAX_SPAN]>,
}

impl Evidence {
    /// Fills the table for `side`; the spans looked at start in `range(sentence)`.
    pub(super) fn fill(
        &mut self,
        side: &Vocabulary,
        other: usize,
        hits: &Hits,
        rates: &Rates,
        range: impl Fn(usize) -> Range<usize>,
    ) {
        self.ranges.clear();
        self.starts.clear();
        self.values.clear();
        // Types of one class that are as frequent on the other side say the same; those without a partner say nothing.
        let mut known: FxHashMap<(Class, Level, [u32; LEVELS]), u32> = FxHashMap::default();
        let mut gains: Vec<Gains> = Vec::new();
        let gain_of: Vec<Option<u32>> = (0..side.types.len())
            .map(|index| {
                let best = hits.best[index];
                if best == 0 {
                    return None;
                }
                let class = side.types[index].class;
                let chance = &hits.chance[index];
                let key = (class, best, chance.map(f32::to_bits));
                Some(*known.entry(key).or_insert_with(|| {
                    gains.push(Gains::new(best, chance, rates.of(class, best)));
                    gains.len() as u32 - 1
                }))
            })
            .collect();
        let mut telling: Vec<(u32, &Gains)> = Vec::new();
        for sentence in 0..side.len() {
            let range = range(sentence);
            let (low, high) = (range.start, range.end.min(other).max(range.start));
            self.ranges.push((low as u32, high as u32));
            let start = self.values.len();
            self.starts.push(start);
            telling.clear();
            telling.extend(side.sentences.row(sentence).iter().filter_map(|&index| {
                let gain = gain_of[index as usize]?;
                Some((index, &gains[gain as usize]))
            }));
            let mut base = [0.0; MAX_SPAN];
            for (_, gains) in &telling {
                for (a, gain) in base.iter_mut().zip(gains.none) {
                    *a += gain;
                }
            }
            self.values.extend(std::iter::repeat_n(base, high - low));
            let cells = &mut self.values[start..];
            for (index, gains) in &telling {
                add_hits(hits.places.row(*index as usize), gains, low, cells);
            }
            let weight = weight_of(telling.len());
            for value in cells.as_flattened_mut() {
                *value *= weight;
            }
        }
    }

    /// Evidence of `sentence` for the spans of the other side from `at` on, one for each length.
    #[inline]
    pub(super) fn gains(&self, sentence: usize, at: usize) -> &[f32; MAX_SPAN] {
        let (low, high) = self.ranges[sentence];
        if at < low as usize || at >= high as usize {
            return &[0.0; MAX_SPAN];
        }
        &self.values[self.starts[sentence] + at - low as usize]
    }
}

/// Weight of each word of a sentence with so many words that say something.
fn weight_of(telling: usize) -> f32 {
    (USUAL_WORDS / telling.max(2) as f32).powf(CROWDED)
}

/// Adds what a type's hits say over "no hit" to the spans that hold them.
fn add_hits(places: &[(u32, Level)], gains: &Gains, low: usize, cells: &mut [[f32; MAX_SPAN]]) {
    let high = low + cells.len();
    if let Some(ahead) = &gains.ahead {
        add_places(places, ahead, low, cells);
        return;
    }
    let mut ahead = places.partition_point(|&(p, _)| (p as usize) < high + MAX_SPAN - 1);
    let Some(mut at) = ahead.checked_sub(1).map(|last| places[last].0 as usize) else {
        return;
    };
    // From the back: the best level in a span is the best of its first sentence and of the shorter span behind that.
    let mut best: [Level; MAX_SPAN] = [0; MAX_SPAN];
    while at >= low {
        let mut level = 0;
        if let Some(&(place, found)) = ahead.checked_sub(1).and_then(|last| places.get(last))
            && place as usize == at
        {
            level = found;
            ahead -= 1;
        }
        for length in (1..MAX_SPAN).rev() {
            best[length] = best[length - 1].max(level);
        }
        best[0] = level;
        if best[MAX_SPAN - 1] == 0 {
            let Some(last) = ahead.checked_sub(1) else {
                return;
            };
            at = places[last].0 as usize;
            continue;
        }
        if at < high {
            let cell = &mut cells[at - low];
            for length in 0..MAX_SPAN {
                cell[length] += gains.over[usize::from(best[length])][length];
            }
        }
        let Some(before) = at.checked_sub(1) else {
            return;
        };
        at = before;
    }
}

/// The same for hits of one level: a span holds the first place behind its start if it is longer than the way there.
fn add_places(
    places: &[(u32, Level)],
    ahead: &[[f32; MAX_SPAN]; MAX_SPAN],
    low: usize,
    cells: &mut [[f32; MAX_SPAN]],
) {
    let high = low + cells.len();
    let mut from = low;
    // What stands before the cells is passed over at once: in a long text that is nearly all.
    let first = places.partition_point(|&(place, _)| (place as usize) < low);
    for &(place, _) in &places[first..] {
        let place = place as usize;
        let start = from.max(place.saturating_sub(MAX_SPAN - 1));
        if start >= high {
            return;
        }
        for at in start..(place + 1).min(high) {
            for (cell, gain) in cells[at - low].iter_mut().zip(ahead[place - at]) {
                *cell += gain;
            }
        }
        from = from.max(place + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_hits_say_much_and_frequent_ones_little() {
        let rates = [0.0, 0.7, 0.7, 0.7, 0.7, 0.7];
        let of_one = |chance: f32| {
            let chance = [0.0, chance, chance, chance, chance, chance];
            log_ratios(&chance, &rates).next().unwrap_or_default()
        };
        let (rare, frequent) = (of_one(0.05), of_one(0.9));
        assert!(rare[5] > 2.0 && frequent[5] < 0.2);
        assert!(
            rare[0] < -1.0,
            "a rare number that is missing counts against the link"
        );
    }

    #[test]
    fn hits_are_added_to_every_span_that_holds_them() {
        let mut gains = Gains {
            none: [0.0; MAX_SPAN],
            over: [[0.0; MAX_SPAN]; LEVELS],
            ahead: None,
        };
        gains.over[5] = [1.0; MAX_SPAN];
        let one_level = Gains {
            ahead: Some(std::array::from_fn(|way| {
                std::array::from_fn(|span| f32::from(u8::from(span >= way)))
            })),
            ..gains.clone()
        };
        for gains in [&gains, &one_level] {
            let mut cells = vec![[0.0; MAX_SPAN]; 6];
            add_hits(&[(2, 5), (3, 5), (9, 5)], gains, 0, &mut cells);
            assert_eq!(cells[0], [0.0, 0.0, 1.0, 1.0, 1.0]);
            assert_eq!(cells[2], [1.0; 5]);
            assert_eq!(cells[3], [1.0; 5]);
            assert_eq!(cells[4], [0.0; 5]);
            assert_eq!(cells[5], [0.0, 0.0, 0.0, 0.0, 1.0]);
        }
    }
}
