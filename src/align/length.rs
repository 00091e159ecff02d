//! How well the lengths of two spans fit.

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

impl Measure {
    const NONE: Measure = Measure {
        log: 0.0,
        letters: 0.0,
        precision: 0.0,
        log_spread: 0.0,
    };
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

    /// The spans of the source that start at sentence `i`, the shortest first.
    pub(super) fn source_spans(&self, i: usize) -> &'a [Measure; MAX_SPAN] {
        self.source.spans_from(i)
    }

    /// The spans of the version that start at sentence `j`, the shortest first.
    pub(super) fn version_spans(&self, j: usize) -> &'a [Measure; MAX_SPAN] {
        self.version.spans_from(j)
    }

    /// Log-likelihood of the two lengths under a true link against any two spans.
    #[inline]
    pub(super) fn score(&self, s: &Measure, v: &Measure) -> f32 {
        let shorter = if s.letters < v.letters { s } else { v };
        let d = v.log - s.log - self.ratio;
        let score = 0.5 * d * d * (self.precision - shorter.precision) + self.log_spread
            - shorter.log_spread;
        score.max(FLOOR) * self.weight
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
        let score = |i, j| model.score(&model.source_spans(i)[0], &model.version_spans(j)[0]);
        assert!(score(0, 0) > score(2, 2));
        assert!(score(2, 2) >= FLOOR);
    }
}
