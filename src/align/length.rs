//! How well the lengths of two spans fit.

use super::blocks::{BLOCK, Block, block};
use super::evidence::MAX_SPAN;

/// Spread of the log-ratio of lengths of true links of long sentences.
const SPREAD: f32 = 0.22;
/// Letters below which the spread grows.
const SHORT: f32 = 20.0;
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
            precision: 1.0 / spread,
            log_spread: 0.5 * spread.ln(),
            weight,
        }
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
            let score = 0.5 * d * d * (self.precision - precision) + self.log_spread - log_spread;
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
        let score = |i, j| model.scores(&model.source_span(i, 0), j, 0)[0];
        assert!(score(0, 0) > score(2, 2));
        assert!(score(2, 2) >= FLOOR);
    }
}
