//! How long a version is for its source: what is usual for the languages, and what the two texts show.

use super::estimates::SURE;
use super::length::LengthModel;
use super::pairing::Pairing;
use super::path::Step;
use crate::language::Lang;

/// How much the usual ratio of lengths weighs against the article's own, in letters of the source.
const USUAL_LETTERS: f32 = 1_000.0;
/// How far from the usual ratio that of the whole texts must be, as a logarithm, to be tried beside it.
const UNUSUAL: f32 = 0.2;

/// The logarithm of the usual ratio of lengths between two languages, from their data.
pub(super) fn usual(from: Lang, to: Lang) -> Option<f32> {
    let (from, to) = (from.profile().expansion, to.profile().expansion);
    (from > 0.0 && to > 0.0).then(|| (to / from).ln())
}

/// The logarithm of the ratio of two sums of lengths.
fn ratio_of([source, version]: [f32; 2]) -> f32 {
    (version.max(1.0) / source.max(1.0)).ln()
}

impl Pairing {
    /// How lengths are compared, given the path of the round before.
    pub(super) fn lengths(&self, path: &[Step]) -> LengthModel<'_> {
        let model = self.lengths_at(self.ratio(path));
        let single = path.iter().filter(|step| step.size() == (1, 1));
        // Links that are sure without their own lengths: the others were chosen for them.
        let sure = single.filter(|step| {
            let own = model.score_of(step.i - 1, step.j - 1);
            step.score - own > SURE
        });
        model.fitted(sure.map(|step| (step.i - 1, step.j - 1)))
    }

    /// Another way to compare them in the first round, where the whole texts are unusually long or short for each other: a
    /// large part may be missing, or the texts are of a kind that is rendered at another length.
    pub(super) fn other_lengths(&self) -> Option<LengthModel<'_>> {
        let whole = self.whole_ratio();
        let unusual = (whole - self.usual?).abs() > UNUSUAL;
        unusual.then(|| self.lengths_at(whole))
    }

    fn lengths_at(&self, ratio: f32) -> LengthModel<'_> {
        let (source, version) = (&self.source_lengths, &self.version_lengths);
        LengthModel::new(source, version, ratio, self.length_weight)
    }

    fn whole_ratio(&self) -> f32 {
        ratio_of([&self.source, &self.version].map(|v| v.lengths.iter().sum()))
    }

    /// How much longer the version is, as a logarithm: over the links of `path` and what is usual for the languages; in the
    /// first round by the languages alone, or over the whole texts where these are unknown.
    ///
    /// Whole texts mislead where a large part is missing: every length then looks wrong.
    fn ratio(&self, path: &[Step]) -> f32 {
        let mut sums = self.usual.map_or([0.0; 2], |usual| {
            [USUAL_LETTERS, USUAL_LETTERS * usual.exp()]
        });
        for step in path {
            let (a, b) = step.size();
            if a > 0 && b > 0 {
                sums[0] += self.source.lengths[step.i - a..step.i].iter().sum::<f32>();
                sums[1] += self.version.lengths[step.j - b..step.j].iter().sum::<f32>();
            }
        }
        if sums[0] == 0.0 {
            return self.whole_ratio();
        }
        ratio_of(sums)
    }
}
