//! How well the lengths of two spans fit.

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
            let (s, v) = (&self.source_spans(i)[0], &self.version_spans(j)[0]);
            sum += (self.distance(s, v).powi(2) * shorter(s, v).precision).min(FAR);
            count += 1.0;
        }
        self.tightness = 1.0 / (sum / count).clamp(SCALES.0, SCALES.1);
        self.log_tightness = 0.5 * self.tightness.ln();
        self
    }

    /// How much longer the span of the version is than that of the source lets expect, as a logarithm.
    #[inline]
    fn distance(&self, s: &Measure, v: &Measure) -> f32 {
        v.log - s.log - self.ratio
    }

    /// The spans of the source that start at sentence `i`, the shortest first.
    pub(super) fn source_spans(&self, i: usize) -> &'a [Measure; MAX_SPAN] {
        self.source.spans_from(i)
    }

    /// The spans of the version that start at sentence `j`, the shortest first.
    pub(super) fn version_spans(&self, j: usize) -> &'a [Measure; MAX_SPAN] {
        self.version.spans_from(j)
    }

    /// The score of two sentences linked one to one.
    pub(super) fn score_of(&self, i: usize, j: usize) -> f32 {
        self.score(&self.source_spans(i)[0], &self.version_spans(j)[0])
    }

    /// Log-likelihood of the two lengths under a true link against any two spans.
    #[inline]
    pub(super) fn score(&self, s: &Measure, v: &Measure) -> f32 {
        let shorter = shorter(s, v);
        let d = self.distance(s, v);
        let score = 0.5 * d * d * (self.precision - shorter.precision * self.tightness)
            + self.log_spread
            - shorter.log_spread
            + self.log_tightness;
        score.max(FLOOR) * self.weight
    }
}

/// The span with fewer letters.
#[inline]
fn shorter<'a>(s: &'a Measure, v: &'a Measure) -> &'a Measure {
    if s.letters < v.letters { s } else { v }
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
