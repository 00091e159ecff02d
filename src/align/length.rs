//! How well the lengths of two spans fit.

use super::blocks::{BLOCK, Block, block};
use super::evidence::MAX_SPAN;

/// Spread of the log-ratio of lengths of true links of long sentences.
const SPREAD: f32 = 0.22;
/// Letters below which the spread grows.
const SHORT: f32 = 20.0;
/// Weight of the usual spread against that of a text's own links, in links.
const USUAL_LINKS: f32 = 50.0;
/// Most that one link counts for the spread of its text, as a square of its deviation in spreads.
const FAR: f32 = 9.0;
/// How far from the usual the spread of a text may be, as a factor of its square.
const SCALES: (f32, f32) = (0.3, 4.0);
/// Least score that lengths alone can give.
const FLOOR: f32 = -8.0;

/// One span's length, prepared.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    log: f32,
    letters: f32,
    precision: f32,
    log_spread: f32,
}

/// The same of all spans of so many sentences, by the sentence that they start at.
#[derive(Clone, Debug, Default)]
struct Measures {
    log: Vec<f32>,
    letters: Vec<f32>,
    precision: Vec<f32>,
    log_spread: Vec<f32>,
}

/// The lengths of all spans of one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Lengths {
    spans: [Measures; MAX_SPAN],
    variance: f32,
}

impl Lengths {
    pub(super) fn new(lengths: &[f32]) -> Lengths {
        let n = lengths.len().max(1) as f32;
        let mean = lengths.iter().map(|l| l.ln()).sum::<f32>() / n;
        let variance = lengths.iter().map(|l| (l.ln() - mean).powi(2)).sum::<f32>() / n;
        let mut sums = vec![0.0; lengths.len()];
        let spans = std::array::from_fn(|more| {
            for (at, sum) in sums.iter_mut().enumerate() {
                *sum += lengths.get(at + more).copied().unwrap_or(0.0);
            }
            Measures::new(&sums)
        });
        Lengths { spans, variance }
    }

    /// The span from a sentence on that is longer than it by so many more; nothing behind the last.
    fn span(&self, at: usize, more: usize) -> Measure {
        let spans = &self.spans[more];
        let value = |values: &[f32]| values.get(at).copied().unwrap_or(0.0);
        Measure {
            log: value(&spans.log),
            letters: value(&spans.letters),
            precision: value(&spans.precision),
            log_spread: value(&spans.log_spread),
        }
    }
}

impl Measures {
    fn new(letters: &[f32]) -> Measures {
        let spreads: Vec<f32> = letters
            .iter()
            .map(|letters| SPREAD * SPREAD * (1.0 + SHORT / letters))
            .collect();
        Measures {
            log: padded(letters, f32::ln),
            letters: padded(letters, |letters| letters),
            precision: padded(&spreads, |spread| 1.0 / spread),
            log_spread: padded(&spreads, |spread| 0.5 * spread.ln()),
        }
    }
}

/// What `value` makes of each of the values, and a block more, because whole blocks are taken from the last ones as well.
fn padded(values: &[f32], value: impl Fn(f32) -> f32) -> Vec<f32> {
    let mut out = Vec::with_capacity(values.len() + BLOCK);
    out.extend(values.iter().map(|v| value(*v)));
    out.extend([0.0; BLOCK]);
    out
}

/// Compares spans of two sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct LengthModel<'a> {
    source: &'a Lengths,
    version: &'a Lengths,
    /// Logarithm of how much longer the version is where it renders the source.
    ratio: f32,
    /// By what the square of the usual spread is divided, and half the logarithm of that.
    tightness: f32,
    log_tightness: f32,
    precision: f32,
    log_spread: f32,
    /// What the score counts for: 0 leaves the lengths out.
    weight: f32,
}

impl<'a> LengthModel<'a> {
    pub(super) fn new(source: &'a Lengths, version: &'a Lengths, ratio: f32, weight: f32) -> Self {
        let spread = source.variance + version.variance + 0.05;
        LengthModel {
            source,
            version,
            ratio,
            tightness: 1.0,
            log_tightness: 0.0,
            precision: 1.0 / spread,
            log_spread: 0.5 * spread.ln(),
            weight,
        }
    }

    /// The same with the spread that sentences linked one to one show. A sentence of a novel is rendered more freely than one
    /// of a report.
    pub(super) fn fitted(mut self, links: impl Iterator<Item = (usize, usize)>) -> Self {
        let (mut sum, mut count) = (USUAL_LINKS, USUAL_LINKS);
        for (i, j) in links {
            let (s, v) = (self.source.span(i, 0), self.version.span(j, 0));
            let shorter = if s.letters < v.letters { s } else { v };
            let distance = v.log - s.log - self.ratio;
            sum += (distance * distance * shorter.precision).min(FAR);
            count += 1.0;
        }
        self.tightness = 1.0 / (sum / count).clamp(SCALES.0, SCALES.1);
        self.log_tightness = 0.5 * self.tightness.ln();
        self
    }

    /// The score of two sentences linked one to one.
    pub(super) fn score_of(&self, i: usize, j: usize) -> f32 {
        self.scores(&self.source_span(i, 0), j, 0)[0]
    }

    /// The span of the source from a sentence on that is longer than it by so many more.
    pub(super) fn source_span(&self, at: usize, more: usize) -> Measure {
        self.source.span(at, more)
    }

    /// Log-likelihood under a true link against any two spans of the length of one of the source and that of each of the
    /// version's from a sentence on, which are longer than one sentence by so many more.
    #[inline]
    pub(super) fn scores(&self, s: &Measure, from: usize, more: usize) -> Block {
        let version = &self.version.spans[more];
        let (log, letters) = (block(&version.log, from), block(&version.letters, from));
        let precision = block(&version.precision, from);
        let log_spread = block(&version.log_spread, from);
        let mut scores = [0.0; BLOCK];
        for at in 0..BLOCK {
            let is_shorter = s.letters < letters[at];
            let precision = if is_shorter {
                s.precision
            } else {
                precision[at]
            };
            let log_spread = if is_shorter {
                s.log_spread
            } else {
                log_spread[at]
            };
            let d = log[at] - s.log - self.ratio;
            let score = 0.5 * d * d * (self.precision - precision * self.tightness)
                + self.log_spread
                - log_spread
                + self.log_tightness;
            scores[at] = (if score > FLOOR { score } else { FLOOR }) * self.weight;
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lengths_fit_better_than_unequal_ones() {
        let (a, b) = (
            Lengths::new(&[100.0, 40.0, 160.0]),
            Lengths::new(&[110.0, 45.0, 20.0]),
        );
        let model = LengthModel::new(&a, &b, 0.1, 1.0);
        assert!(model.score_of(0, 0) > model.score_of(2, 2));
        assert!(model.score_of(2, 2) >= FLOOR);
    }

    #[test]
    fn freely_rendered_texts_forgive_more() {
        let (a, b) = (Lengths::new(&[100.0; 60]), Lengths::new(&[160.0; 60]));
        let model = LengthModel::new(&a, &b, 0.0, 1.0);
        let fitted = model.fitted((0..60).map(|i| (i, i)));
        assert!(fitted.score_of(0, 0) > model.score_of(0, 0));
        let exact = LengthModel::new(&a, &b, 1.6f32.ln(), 1.0);
        let fitted = exact.fitted((0..60).map(|i| (i, i)));
        assert!(fitted.score_of(0, 0) > exact.score_of(0, 0));
    }
}
