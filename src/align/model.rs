//! What is estimated on the article itself: how often each kind of type finds its partner.

use super::fingers::Fingers;
use super::hits::Hits;
use super::matching::{LEVELS, Level};
use super::vocabulary::{CLASSES, Class, Vocabulary};

/// Weight of the start values against what is observed.
const START_WEIGHT: f32 = 5.0;
/// Probability at which the rates are held.
const BOUNDS: (f32, f32) = (0.005, 0.95);

/// Start values: probability of a match beyond chance, by class and by the best level that a type has anywhere.
/// In order: none, learned, cognate, name, dictionary, exact.
const START: [[f32; LEVELS]; CLASSES] = [
    [0.0, 0.85, 0.85, 0.85, 0.85, 0.85],
    [0.0, 0.6, 0.75, 0.8, 0.8, 0.88],
    [0.0, 0.5, 0.55, 0.5, 0.55, 0.5],
    [0.0, 0.85, 0.85, 0.85, 0.85, 0.85],
];

/// Probability that a type truly finds a partner at each level or better, by its class and best level anywhere.
#[derive(Clone, Debug)]
pub(super) struct Rates([[f32; LEVELS]; CLASSES * LEVELS]);

impl Default for Rates {
    fn default() -> Self {
        Rates(start())
    }
}

fn start() -> [[f32; LEVELS]; CLASSES * LEVELS] {
    std::array::from_fn(|cell| {
        let (class, best) = (cell / LEVELS, cell % LEVELS);
        std::array::from_fn(|level| {
            if 0 < level && level <= best {
                START[class][best]
            } else {
                0.0
            }
        })
    })
}

impl Rates {
    /// The rates of types of this class and best level.
    pub(super) fn of(&self, class: Class, best: Level) -> &[f32; LEVELS] {
        &self.0[cell(class, best)]
    }
}

fn cell(class: Class, best: Level) -> usize {
    class as usize * LEVELS + usize::from(best)
}

/// Counts over sure links, from which the rates are estimated.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    hits: [[f32; LEVELS]; CLASSES * LEVELS],
    chance: [[f32; LEVELS]; CLASSES * LEVELS],
    seen: [f32; CLASSES * LEVELS],
}

impl Default for Counts {
    fn default() -> Self {
        Counts {
            hits: [[0.0; LEVELS]; CLASSES * LEVELS],
            chance: [[0.0; LEVELS]; CLASSES * LEVELS],
            seen: [0.0; CLASSES * LEVELS],
        }
    }
}

impl Counts {
    /// Counts what the types of one sentence find in the sentence that it is linked to.
    pub(super) fn add(
        &mut self,
        (side, sentence): (&Vocabulary, usize),
        hits: &Hits,
        fingers: &mut Fingers,
        linked: usize,
    ) {
        for &index in side.sentences.row(sentence) {
            let met = hits.of(index);
            if met.best == 0 {
                continue;
            }
            let cell = cell(side.types[index as usize].class, met.best);
            let level = fingers.level_in(hits, index, linked);
            self.seen[cell] += 1.0;
            for l in 1..LEVELS {
                self.hits[cell][l] += f32::from(usize::from(level) >= l);
                self.chance[cell][l] += met.chance[l];
            }
        }
    }

    /// The rates that explain the counts.
    pub(super) fn rates(&self) -> Rates {
        let start = start();
        Rates(std::array::from_fn(|cell| {
            std::array::from_fn(|level| {
                let first = start[cell][level];
                if first == 0.0 {
                    return 0.0;
                }
                let total = self.seen[cell] + START_WEIGHT;
                let observed = (self.hits[cell][level] + START_WEIGHT * first) / total;
                let chance = (self.chance[cell][level] + 0.05) / total;
                let rate = 1.0 - (1.0 - observed) / (1.0 - chance).max(1e-3);
                rate.clamp(BOUNDS.0, BOUNDS.1)
            })
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_counts_the_rates_stay_near_their_start() {
        let rates = Counts::default().rates();
        let (now, first) = (
            rates.of(Class::Name, 5)[5],
            Rates::default().of(Class::Name, 5)[5],
        );
        assert!((now - first).abs() < 0.02);
        assert_eq!(rates.of(Class::Name, 2)[5], 0.0);
    }
}
