//! The score of every link in the band: shape, words, lengths and blocks together.

use super::band::Band;
use super::evidence::Evidence;
use super::length::LengthModel;
use super::path::{NEVER, Scores};
use super::prior::{Prior, SHAPES};

/// Weight of the words' evidence. Below one, because the words of a sentence are no independent witnesses.
pub(super) const WORDS: f32 = 0.3;
/// What a sentence without counterpart gains by standing late: of two equal sentences the second is the added one.
const LATER: f32 = 0.01;
/// What a link costs that crosses the boundary of blocks on one side only.
const CROSSING: f32 = 1.0;

/// Score of shape and lengths at which the words are not looked at any more.
const HOPELESS: f32 = -9.0;

/// All that the score of a link is made of.
pub(super) struct Scoring<'a> {
    pub(super) prior: &'a Prior,
    /// What source sentences say about spans of the version.
    pub(super) of_source: &'a Evidence,
    /// What version sentences say about spans of the source.
    pub(super) of_version: &'a Evidence,
    pub(super) lengths: LengthModel<'a>,
    pub(super) source_blocks: &'a [u32],
    pub(super) version_blocks: &'a [u32],
}

impl Scoring<'_> {
    /// Scores every shape in every cell.
    pub(super) fn fill(&self, band: &Band, out: &mut Scores) {
        let prior = self.prior.logs();
        out.clear();
        out.resize(band.cells(), [NEVER; SHAPES.len()]);
        let mut start = 0;
        for i in 0..band.rows() {
            let row = band.row(i);
            let cells = &mut out[start..start + row.len()];
            start += row.len();
            for (shape, &(a, b)) in SHAPES.iter().enumerate().filter(|(_, s)| s.0 <= i) {
                // Only links that start inside the band.
                let from = band.row(i - a);
                let columns = row.start.max(from.start + b)..row.end.min(from.end + b);
                for j in columns {
                    cells[j - row.start][shape] = self.link(prior[shape], i, a, j, b, band);
                }
            }
        }
    }

    /// Score of the link of `a` and `b` sentences that ends at (i, j).
    #[inline]
    fn link(&self, prior: f32, i: usize, a: usize, j: usize, b: usize, band: &Band) -> f32 {
        if a == 0 || b == 0 {
            return prior + LATER * (i + j) as f32 / band.rows() as f32;
        }
        let (x, y) = (i - a, j - b);
        let outward = prior + self.lengths.score(x, a, y, b);
        if outward > HOPELESS {
            outward + self.inward(x, a, y, b)
        } else {
            NEVER
        }
    }

    /// What the words and blocks say of a link.
    fn inward(&self, i: usize, a: usize, j: usize, b: usize) -> f32 {
        let score = WORDS * self.words(i, a, j, b);
        if a + b > 2 && crosses(self.source_blocks, i, a) != crosses(self.version_blocks, j, b) {
            score - CROSSING
        } else {
            score
        }
    }

    /// The words' evidence for a link, in both directions.
    pub(super) fn words(&self, i: usize, a: usize, j: usize, b: usize) -> f32 {
        let theirs: f32 = (i..i + a).map(|x| self.of_source.gain(x, j, b)).sum();
        let ours: f32 = (j..j + b).map(|y| self.of_version.gain(y, i, a)).sum();
        theirs + ours
    }
}

/// Whether `count` sentences from `at` on stand in more than one block.
fn crosses(blocks: &[u32], at: usize, count: usize) -> bool {
    match (blocks.get(at), blocks.get(at + count - 1)) {
        (Some(first), Some(last)) => first != last,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_over_two_blocks_crosses() {
        assert!(crosses(&[0, 1], 0, 2));
        assert!(!crosses(&[0, 0], 0, 2));
        assert!(!crosses(&[], 0, 2), "without blocks nothing is crossed");
    }
}
