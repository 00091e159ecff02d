//! What each sentence of one side says about spans of the other: log-likelihoods against chance.

use super::fingers::Fingers;
use super::hits::{Hits, Place};
use super::matching::{LEVELS, Level};
use super::model::Rates;
use super::vocabulary::{Class, Vocabulary};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Longest span that one link takes of a side.
pub(super) const MAX_SPAN: usize = 5;
/// Room for a value of each span: whole registers are added at once.
const LANES: usize = MAX_SPAN.next_multiple_of(4);
/// What is said about the spans that start in one place, one value for each length.
pub(super) type Values = [f32; LANES];
/// Words that say something in a sentence of usual length.
const USUAL_WORDS: f32 = 10.0;
/// How much less each word of a sentence says the more of them there are: the more words stand side by side, the oftener
/// they say the same. An exponent from 0, each in its own right, to 1, only their mean.
const CROWDED: f32 = 0.3;
/// Smallest probability that a level is given.
const FLOOR: f32 = 1e-4;

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
    none: Values,
    /// What each best level in the span adds to that.
    over: [Values; LEVELS],
    /// Where all partners are of one level: what that adds if the first of them stands so many sentences behind the first.
    ahead: Option<[Values; MAX_SPAN]>,
}

impl Gains {
    fn new(best: Level, chance: &[f32; LEVELS], rates: &[f32; LEVELS]) -> Gains {
        let mut none = [0.0; LANES];
        let mut over = [[0.0; LANES]; LEVELS];
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

/// What the types of one side say about spans of the other, in one round.
#[derive(Debug)]
pub(super) struct Voices<'a> {
    side: &'a Vocabulary,
    hits: &'a Hits,
    /// Sentences of the other side.
    others: usize,
    gains: Vec<Gains>,
    /// For each type which of the gains are its own, if it says anything.
    gain_of: Vec<Option<u32>>,
}

impl<'a> Voices<'a> {
    /// The types of `side`, whose partners stand in a text of `others` sentences, under these rates.
    pub(super) fn new(
        side: &'a Vocabulary,
        others: usize,
        hits: &'a Hits,
        rates: &Rates,
    ) -> Voices<'a> {
        // Types of one class that are as frequent on the other side say the same; those without a partner say nothing.
        let mut known: FxHashMap<(Class, Level, [u32; LEVELS]), u32> = FxHashMap::default();
        let mut gains: Vec<Gains> = Vec::new();
        let gain_of = (0u32..)
            .zip(&side.types)
            .map(|(index, kind)| {
                let met = hits.of(index);
                if met.best == 0 {
                    return None;
                }
                let key = (kind.class, met.best, met.chance.map(f32::to_bits));
                Some(*known.entry(key).or_insert_with(|| {
                    let rates = rates.of(kind.class, met.best);
                    gains.push(Gains::new(met.best, &met.chance, rates));
                    gains.len() as u32 - 1
                }))
            })
            .collect();
        Voices {
            side,
            hits,
            others,
            gains,
            gain_of,
        }
    }

    /// Number of sentences that speak.
    pub(super) fn len(&self) -> usize {
        self.side.len()
    }

    /// The types of a sentence that say anything, and what.
    fn of(&self, sentence: usize) -> impl Iterator<Item = (u32, &Gains)> {
        let types = self.side.sentences.row(sentence).iter();
        types
            .filter_map(|&index| Some((index, &self.gains[self.gain_of[index as usize]? as usize])))
    }
}

/// Evidence of some sentences of a side for spans of the other side that start in a range.
///
/// Of a long text no more is held at a time than fits into the cache.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// The first of the sentences.
    first: usize,
    /// For each sentence where the spans start that are looked at, and where its values do.
    rows: Vec<(Range<u32>, u32)>,
    values: Vec<Values>,
    fingers: Fingers,
}

impl Evidence {
    /// Fills the table for some sentences; the spans looked at start in `range(sentence)`.
    pub(super) fn fill(
        &mut self,
        voices: &Voices<'_>,
        sentences: Range<usize>,
        range: impl Fn(usize) -> Range<usize>,
    ) {
        self.first = sentences.start;
        self.rows.clear();
        self.values.clear();
        self.fingers.reach(voices.gain_of.len());
        let mut near: Vec<(&[Place], &Gains)> = Vec::new();
        for sentence in sentences {
            let range = range(sentence);
            let (low, high) = (range.start, range.end.min(voices.others).max(range.start));
            let start = self.values.len();
            self.rows.push((low as u32..high as u32, start as u32));
            near.clear();
            let mut base = [0.0; LANES];
            let mut telling = 0;
            for (index, gains) in voices.of(sentence) {
                telling += 1;
                add(&mut base, &gains.none);
                let places = self.fingers.places_from(voices.hits, index, low);
                let is_near = |place: &Place| place.sentence() < high + MAX_SPAN - 1;
                if places.first().is_some_and(is_near) {
                    near.push((places, gains));
                }
            }
            self.values.extend(std::iter::repeat_n(base, high - low));
            for (places, gains) in &near {
                add_hits(places, gains, low, &mut self.values[start..]);
            }
            let weight = weight_of(telling);
            for value in self.values[start..].as_flattened_mut() {
                *value *= weight;
            }
        }
    }

    /// Evidence of `sentence` for the spans of the other side from `at` on.
    #[inline]
    pub(super) fn gains(&self, sentence: usize, at: usize) -> &Values {
        self.gains_in(sentence, at..at + 1)
            .first()
            .unwrap_or(&[0.0; LANES])
    }

    /// The same for all places of a range; nothing if not all of them are looked at.
    #[inline]
    pub(super) fn gains_in(&self, sentence: usize, places: Range<usize>) -> &[Values] {
        let row = sentence
            .checked_sub(self.first)
            .and_then(|row| self.rows.get(row));
        let Some((range, start)) = row else {
            return &[];
        };
        let (low, high) = (range.start as usize, range.end as usize);
        if places.start < low || places.end > high {
            return &[];
        }
        let at = *start as usize + places.start - low;
        &self.values[at..at + places.len()]
    }
}

/// Adds value by value.
#[inline]
pub(super) fn add(sums: &mut Values, values: &Values) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

/// Weight of each word of a sentence with so many words that say something.
fn weight_of(telling: usize) -> f32 {
    (USUAL_WORDS / telling.max(2) as f32).powf(CROWDED)
}

/// Adds what a type's hits from `low` on say over "no hit" to the spans that hold them.
fn add_hits(places: &[Place], gains: &Gains, low: usize, cells: &mut [Values]) {
    let high = low + cells.len();
    if let Some(ahead) = &gains.ahead {
        add_places(places, ahead, low, cells);
        return;
    }
    let reached = &places[..places.len().min(cells.len() + MAX_SPAN - 1)];
    let mut ahead = reached.partition_point(|p| p.sentence() < high + MAX_SPAN - 1);
    let Some(mut at) = ahead.checked_sub(1).map(|last| places[last].sentence()) else {
        return;
    };
    // From the back: the best level in a span is the best of its first sentence and of the shorter span behind that. Each
    // length has a byte with as many bits as its level is high, so that the better of two levels is all bits of both.
    let mut best = 0u64;
    while at >= low {
        let mut level = 0;
        if let Some(place) = ahead.checked_sub(1).and_then(|last| places.get(last))
            && place.sentence() == at
        {
            level = place.level();
            ahead -= 1;
        }
        best = (best << u8::BITS | ((1 << level) - 1) * ONCE_A_LENGTH) & LENGTHS;
        if best == 0 {
            let Some(last) = ahead.checked_sub(1) else {
                return;
            };
            at = places[last].sentence();
            continue;
        }
        if at < high {
            let levels = best.to_le_bytes();
            for (length, cell) in cells[at - low][..MAX_SPAN].iter_mut().enumerate() {
                *cell += gains.over[levels[length].count_ones() as usize][length];
            }
        }
        let Some(before) = at.checked_sub(1) else {
            return;
        };
        at = before;
    }
}

/// A bit in the byte of each length, and all bits of these bytes.
const ONCE_A_LENGTH: u64 =
    0x0101_0101_0101_0101 >> (u8::BITS as usize * (size_of::<u64>() - MAX_SPAN));
const LENGTHS: u64 = ONCE_A_LENGTH * u8::MAX as u64;

const _: () = assert!(LEVELS <= u8::BITS as usize && LANES == size_of::<u64>());

/// The same for hits of one level: a span holds the first place behind its start if it is longer than the way there.
fn add_places(places: &[Place], ahead: &[Values; MAX_SPAN], low: usize, cells: &mut [Values]) {
    let high = low + cells.len();
    let mut from = low;
    for place in places {
        let place = place.sentence();
        let start = from.max(place.saturating_sub(MAX_SPAN - 1));
        if start >= high {
            return;
        }
        let end = (place + 1).min(high);
        if start < end {
            let ways = ahead[place + 1 - end..=place - start].iter().rev();
            for (cell, gains) in cells[start - low..end - low].iter_mut().zip(ways) {
                add(cell, gains);
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
            none: [0.0; LANES],
            over: [[0.0; LANES]; LEVELS],
            ahead: None,
        };
        gains.over[5] = [1.0; LANES];
        let one_level = Gains {
            ahead: Some(std::array::from_fn(|way| {
                std::array::from_fn(|span| f32::from(u8::from(span >= way)))
            })),
            ..gains.clone()
        };
        for gains in [&gains, &one_level] {
            let mut cells = vec![[0.0; LANES]; 6];
            let places = [2, 3, 9].map(|sentence| Place::new(sentence, 5));
            add_hits(&places, gains, 0, &mut cells);
            let cells: Vec<_> = cells.iter().map(|cell| &cell[..MAX_SPAN]).collect();
            assert_eq!(cells[0], [0.0, 0.0, 1.0, 1.0, 1.0]);
            assert_eq!(cells[2], [1.0; 5]);
            assert_eq!(cells[3], [1.0; 5]);
            assert_eq!(cells[4], [0.0; 5]);
            assert_eq!(cells[5], [0.0, 0.0, 0.0, 0.0, 1.0]);
        }
    }
}
