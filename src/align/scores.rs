//! The scores of the links of a band.

use super::prior::SHAPES;
use std::ops::Index;

/// Score of what cannot be.
pub(super) const NEVER: f32 = f32::NEG_INFINITY;

/// Scores by the cell that a link ends in and by its shape; [`NEVER`] where a shape does not fit.
///
/// Most shapes fit nowhere near: which do is kept apart, so that the sums over paths pass over the others.
#[derive(Debug, Default)]
pub(super) struct Scores {
    of: Vec<[f32; SHAPES.len()]>,
    ending: Vec<Shapes>,
    starting: Vec<Shapes>,
}

impl Scores {
    /// Forgets all scores and makes room for those of so many cells.
    pub(super) fn reset(&mut self, cells: usize) {
        self.of.clear();
        self.of.resize(cells, [NEVER; SHAPES.len()]);
        for sets in [&mut self.ending, &mut self.starting] {
            sets.clear();
            sets.resize(cells, Shapes::default());
        }
    }

    /// Sets the score of the link from one cell to another.
    pub(super) fn set(&mut self, from: usize, to: usize, shape: usize, score: f32) {
        self.of[to][shape] = score;
        self.ending[to].0 |= 1 << shape;
        self.starting[from].0 |= 1 << shape;
    }

    /// The shapes of the links that end in a cell, in order.
    pub(super) fn ending(&self, cell: usize) -> Shapes {
        self.ending[cell]
    }

    /// The shapes of the links that start in a cell, in order.
    pub(super) fn starting(&self, cell: usize) -> Shapes {
        self.starting[cell]
    }
}

/// The scores of the links that end in a cell.
impl Index<usize> for Scores {
    type Output = [f32; SHAPES.len()];

    fn index(&self, cell: usize) -> &Self::Output {
        &self.of[cell]
    }
}

/// A set of shapes, a bit for each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shapes(u16);

const _: () = assert!(SHAPES.len() <= u16::BITS as usize);

impl Iterator for Shapes {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let shape = (self.0 != 0).then(|| self.0.trailing_zeros() as usize)?;
        self.0 &= self.0 - 1;
        Some(shape)
    }
}

#[cfg(test)]
impl Scores {
    /// The scores of the links that end at (i, j) in a band, by shape.
    pub(super) fn of_links(
        band: &super::band::Band,
        links: &[((usize, usize), usize, f32)],
    ) -> Scores {
        let mut scores = Scores::default();
        scores.reset(band.cells());
        for &((i, j), shape, score) in links {
            let (a, b) = SHAPES[shape];
            if let (Some(from), Some(to)) = (band.cell(i - a, j - b), band.cell(i, j)) {
                scores.set(from, to, shape, score);
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_known_by_both_ends_of_their_links() {
        let mut scores = Scores::default();
        scores.reset(3);
        scores.set(0, 2, 3, 1.0);
        scores.set(1, 2, 0, 2.0);
        assert_eq!(scores.ending(2).collect::<Vec<_>>(), [0, 3]);
        assert_eq!(scores.starting(0).collect::<Vec<_>>(), [3]);
        assert_eq!((scores[2][3], scores[2][1]), (1.0, NEVER));
        scores.reset(3);
        assert_eq!(scores.ending(2).next(), None);
        assert_eq!(scores[2][3], NEVER);
    }
}
