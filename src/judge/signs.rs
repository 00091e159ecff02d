//! Signs that make what is left over from a page surer: it stands in the text more than once, and nothing in the source answers it.

use crate::desk::FamilyReport;
use crate::finding::{Finding, Side};
use crate::rules::{self, Group};

/// Every sign leaves so much of the doubt.
const DOUBT_LEFT: f32 = 0.5;
/// More findings of a kind than this say no more.
const OFTEN: usize = 3;

/// Raises the confidence of residue by repetition in its text and by standing unaligned.
pub(super) fn weigh(found: &mut [Finding], report: &FamilyReport) {
    let is_residue = |f: &Finding| rules::find(f.rule).is_some_and(|r| r.group == Group::Residue);
    let signs: Vec<i32> = found
        .iter()
        .map(|f| {
            if !is_residue(f) {
                return 0;
            }
            let same = found
                .iter()
                .filter(|o| o.rule == f.rule && o.side == f.side);
            let others = same.take(OFTEN).count() - 1;
            others as i32 + i32::from(is_unaligned(f, report))
        })
        .collect();
    for (f, signs) in found.iter_mut().zip(signs) {
        f.confidence = 1.0 - (1.0 - f.confidence) * DOUBT_LEFT.powi(signs);
    }
}

/// Whether the words stand in a sentence of a version that renders nothing of its source.
fn is_unaligned(f: &Finding, report: &FamilyReport) -> bool {
    let Side::Version(version) = f.side else {
        return false;
    };
    let pair = report
        .versions
        .get(version)
        .zip(report.alignments.get(version));
    pair.is_some_and(|(article, alignment)| {
        let sentence = article.reading.sentence_at(f.span.start);
        let link = sentence.and_then(|s| alignment.link_of_version(s));
        link.is_some_and(|l| l.is_addition())
    })
}
