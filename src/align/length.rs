//! How well the lengths of two spans fit.

use super::evidence::MAX_SPAN;
use super::prior::{ByShape, LANES, by_shape};

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

impl Measure {
    const NONE: Measure = Measure {
        log: 0.0,
        letters: 0.0,
        precision: 0.0,
        log_spread: 0.0,
    };
}

/// Of the spans that start in one place those that each shape takes, prepared.
#[derive(Clone, Debug)]
pub(super) struct Measures {
    log: ByShape<f32>,
    letters: ByShape<f32>,
    precision: ByShape<f32>,
    log_spread: ByShape<f32>,
}

impl Measures {
    /// The spans of so many sentences; a shape that takes none gets the shortest.
    fn new(spans: &[Measure; MAX_SPAN], sentences: impl Fn((usize, usize)) -> usize) -> Measures {
        let each = |value: fn(&Measure) -> f32| {
            by_shape(0.0, |_, size| {
                value(&spans[sentences(size).saturating_sub(1)])
            })
        };
        Measures {
            log: each(|m| m.log),
            letters: each(|m| m.letters),
            precision: each(|m| m.precision),
            log_spread: each(|m| m.log_spread),
        }
    }
}

/// The lengths of all spans of one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Lengths {
    spans: Vec<[Measure; MAX_SPAN]>,
    variance: f32,
}

impl Lengths {
    pub(super) fn new(lengths: &[f32]) -> Lengths {
        let n = lengths.len().max(1) as f32;
        let mean = lengths.iter().map(|l| l.ln()).sum::<f32>() / n;
        let variance = lengths.iter().map(|l| (l.ln() - mean).powi(2)).sum::<f32>() / n;
        let spans = (0..lengths.len())
            .map(|at| {
                let mut letters = 0.0;
                std::array::from_fn(|a| {
                    letters += lengths.get(at + a).copied().unwrap_or(0.0);
                    let spread = SPREAD * SPREAD * (1.0 + SHORT / letters);
                    Measure {
                        log: letters.ln(),
                        letters,
                        precision: 1.0 / spread,
                        log_spread: 0.5 * spread.ln(),
                    }
                })
            })
            .collect();
        Lengths { spans, variance }
    }

    fn spans_from(&self, at: usize) -> &[Measure; MAX_SPAN] {
        const NOTHING: [Measure; MAX_SPAN] = [Measure::NONE; MAX_SPAN];
        self.spans.get(at).unwrap_or(&NOTHING)
    }
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

    /// The spans of the source that start at sentence `i`.
    pub(super) fn source_spans(&self, i: usize) -> Measures {
        Measures::new(self.source.spans_from(i), |(a, _)| a)
    }

    /// The spans of the version that start at sentence `j`.
    pub(super) fn version_spans(&self, j: usize) -> Measures {
        Measures::new(self.version.spans_from(j), |(_, b)| b)
    }

    /// Log-likelihood of the two lengths under a true link of each shape against any two spans.
    #[inline]
    pub(super) fn scores(&self, s: &Measures, v: &Measures) -> ByShape<f32> {
        let mut out = [0.0; LANES];
        for (shape, out) in out.iter_mut().enumerate() {
            let is_shorter = s.letters[shape] < v.letters[shape];
            let shorter = |s: f32, v: f32| if is_shorter { s } else { v };
            let precision = shorter(s.precision[shape], v.precision[shape]);
            let log_spread = shorter(s.log_spread[shape], v.log_spread[shape]);
            let d = v.log[shape] - s.log[shape] - self.ratio;
            let score = 0.5 * d * d * (self.precision - precision) + self.log_spread - log_spread;
            *out = (if score > FLOOR { score } else { FLOOR }) * self.weight;
        }
        out
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
        let score = |i, j| model.scores(&model.source_spans(i), &model.version_spans(j))[0];
        assert!(score(0, 0) > score(2, 2));
        assert!(score(2, 2) >= FLOOR);
    }
}
