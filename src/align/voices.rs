//! What the types of one side say about spans of the other, in one round.

use super::evidence::MAX_SPAN;
use super::hits::{Hits, Place};
use super::matching::{LEVELS, Level};
use super::model::Rates;
use super::vocabulary::{Class, Vocabulary};
use rustc_hash::FxHashMap;

/// Words that say something in a sentence of usual length.
const USUAL_WORDS: f32 = 10.0;
/// How much less each word of a sentence says the more of them there are: the more words stand side by side, the oftener
/// they say the same. An exponent from 0, each in its own right, to 1, only their mean.
const CROWDED: f32 = 0.3;
/// Smallest probability that a level is given.
const FLOOR: f32 = 1e-4;

/// Log-likelihood of each best level in a span, of one sentence and of each more.
fn log_ratios(
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

/// Weight of each word of a sentence with so many words that say something.
pub(super) fn weight_of(telling: usize) -> f32 {
    (USUAL_WORDS / telling.max(2) as f32).powf(CROWDED)
}

/// What a type says of spans of each length.
#[derive(Clone, Debug)]
pub(super) struct Gains {
    /// Log-likelihood if the span holds no partner.
    pub(super) none: [f32; MAX_SPAN],
    /// What each best level in the span adds to that.
    pub(super) over: [[f32; MAX_SPAN]; LEVELS],
    /// The level of all partners, where they have one.
    pub(super) only: Option<Level>,
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
        let only = (chance[1] <= chance[usize::from(best)]).then_some(best);
        Gains { none, over, only }
    }

    /// The level of the partner in a place.
    #[inline]
    pub(super) fn level_of(&self, place: Place) -> Level {
        self.only.unwrap_or(place.level())
    }
}

/// What the types of one side say about spans of the other, in one round.
#[derive(Debug)]
pub(super) struct Voices<'a> {
    side: &'a Vocabulary,
    pub(super) hits: &'a Hits,
    /// Sentences of the other side.
    pub(super) others: usize,
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

    /// Number of types of the side.
    pub(super) fn types(&self) -> usize {
        self.gain_of.len()
    }

    /// The types of a sentence that say anything, and what.
    pub(super) fn of(&self, sentence: usize) -> impl Iterator<Item = (u32, &Gains)> {
        let types = self.side.sentences.row(sentence).iter();
        types
            .filter_map(|&index| Some((index, &self.gains[self.gain_of[index as usize]? as usize])))
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
}
