//! The scores of the links of a band.

use super::band::Band;
use super::prior::SHAPES;
use super::threads::Threads;
use std::ops::Range;

/// Score of what cannot be.
pub(super) const NEVER: f32 = f32::NEG_INFINITY;

/// Logarithm of the number of cells of a part: what is looked up to score them fits into the cache.
const PART_BITS: u32 = 14;
/// Cells of a part.
const PART: usize = 1 << PART_BITS;
/// The bits of a start that tell the shapes.
const SHAPE_BITS: u32 = SHAPES.len() as u32;

const _: () = assert!(PART * SHAPES.len() < 1 << (u32::BITS - SHAPE_BITS));

/// Scores by the cell that a link starts in and by its shape.
///
/// Most shapes fit nowhere near: only the scores of those that do are kept, cell by cell and in the order of their shapes.
/// Cells are scored in parts that know nothing of each other, so that several threads may do it.
#[derive(Debug, Default)]
pub(super) struct Scores {
    parts: Vec<Part>,
}

/// The scores of the links that start in some consecutive cells.
#[derive(Debug, Default)]
pub(super) struct Part {
    starts: Vec<Start>,
    scores: Vec<f32>,
}

/// Of a cell the shapes of the links that start in it, and where their scores are in its part.
#[derive(Clone, Copy, Debug, Default)]
struct Start(u32);

impl Start {
    #[inline]
    fn shapes(self) -> Shapes {
        Shapes((self.0 & ((1 << SHAPE_BITS) - 1)) as u16)
    }

    #[inline]
    fn scores(self) -> usize {
        (self.0 >> SHAPE_BITS) as usize
    }
}

impl Scores {
    /// Scores the cells of a band anew: `score` is given some of them at a time, and the part that their scores go into, cell
    /// by cell. What it needs for that `new` makes.
    pub(super) fn fill<T>(
        &mut self,
        band: &Band,
        threads: Threads,
        new: impl Fn() -> T + Sync + Send,
        score: impl Fn(&mut T, Range<usize>, &mut Part) + Sync + Send,
    ) {
        // What is scored in a part is copied, so that it takes no more room than it needs.
        let new = || (new(), Part::default());
        let cells = band.cells();
        self.parts.resize_with(cells.div_ceil(PART), Part::default);
        threads.each(&mut self.parts, new, |(made, part), index, out| {
            part.starts.clear();
            part.scores.clear();
            let cells = index * PART..cells.min((index + 1) * PART);
            score(made, cells, part);
            out.starts.clone_from(&part.starts);
            out.scores.clone_from(&part.scores);
        });
    }

    /// The score of the link of this shape that starts in a cell; [`NEVER`] where it does not fit.
    #[inline]
    pub(super) fn get(&self, cell: usize, shape: usize) -> f32 {
        let part = &self.parts[cell >> PART_BITS];
        let start = part.starts[cell & (PART - 1)];
        match start.shapes().position(shape) {
            Some(position) => part.scores[start.scores() + position],
            None => NEVER,
        }
    }

    /// The links that start in a cell, by their shapes in order, and their scores.
    #[inline]
    pub(super) fn starting(&self, cell: usize) -> impl Iterator<Item = (usize, f32)> {
        let part = &self.parts[cell >> PART_BITS];
        let start = part.starts[cell & (PART - 1)];
        start
            .shapes()
            .zip(part.scores[start.scores()..].iter().copied())
    }
}

impl Part {
    /// Appends the scores of the links that start in the next cell: those of these shapes.
    #[inline]
    pub(super) fn push(&mut self, shapes: Shapes, score: impl Fn(usize) -> f32) {
        let from = self.scores.len();
        let mut kept = [0.0; SHAPES.len()];
        let mut count = 0;
        for shape in shapes {
            kept[count] = score(shape);
            count += 1;
        }
        // All at once and what is too much off again: so many are written faster than they are counted.
        self.scores.extend_from_slice(&kept);
        self.scores.truncate(from + count);
        let shapes = u32::from(shapes.0);
        self.starts
            .push(Start((from as u32) << SHAPE_BITS | shapes));
    }
}

/// A set of shapes, a bit for each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shapes(u16);

const _: () = assert!(SHAPES.len() <= u16::BITS as usize);

impl Shapes {
    /// The shapes whose bits are set.
    #[inline]
    pub(super) fn of_bits(bits: u32) -> Shapes {
        Shapes((bits & ((1 << SHAPES.len()) - 1)) as u16)
    }

    /// Adds a shape.
    #[inline]
    pub(super) fn insert(&mut self, shape: usize) {
        self.0 |= 1 << shape;
    }

    /// How many shapes of the set come before this one, if it is in the set.
    #[inline]
    fn position(self, shape: usize) -> Option<usize> {
        let bit = 1 << shape;
        (self.0 & bit != 0).then(|| (self.0 & (bit - 1)).count_ones() as usize)
    }
}

impl Iterator for Shapes {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let shape = (self.0 != 0).then(|| self.0.trailing_zeros() as usize)?;
        self.0 &= self.0 - 1;
        Some(shape)
    }
}

#[cfg(test)]
impl Part {
    /// Appends the scores of the links that start in the next cell, where there are any.
    fn push_all(&mut self, scores: &[Option<f32>; SHAPES.len()]) {
        let mut shapes = Shapes::default();
        let fits = (0..SHAPES.len()).filter(|&shape| scores[shape].is_some());
        fits.for_each(|shape| shapes.insert(shape));
        self.push(shapes, |shape| scores[shape].unwrap_or(NEVER));
    }
}

#[cfg(test)]
impl Scores {
    /// The scores of the links that end at (i, j) in a band, by shape.
    pub(super) fn of_links(band: &Band, links: &[((usize, usize), usize, f32)]) -> Scores {
        let score = |&(i, j): &(usize, usize), shape: usize| {
            let of = |link: &&((usize, usize), usize, f32)| (link.0, link.1) == ((i, j), shape);
            links.iter().find(of).map(|link| link.2)
        };
        Scores::of_ends(band, |i, j, shape| score(&(i, j), shape))
    }

    /// The scores of all links in a band that `score` gives for their ends and shapes.
    pub(super) fn of_ends(
        band: &Band,
        score: impl Fn(usize, usize, usize) -> Option<f32> + Sync + Send,
    ) -> Scores {
        let corners: Vec<_> = (0..band.rows())
            .flat_map(|i| band.row(i).map(move |j| (i, j)))
            .collect();
        let mut scores = Scores::default();
        scores.fill(
            band,
            Threads::One,
            || (),
            |(), cells, part| {
                for &(i, j) in &corners[cells] {
                    let scores = SHAPES.map(|(a, b)| {
                        let (i, j) = (i + a, j + b);
                        let inside = i < band.rows() && band.cell(i, j).is_some();
                        let shape = SHAPES.iter().position(|&size| size == (a, b))?;
                        inside.then(|| score(i, j, shape)).flatten()
                    });
                    part.push_all(&scores);
                }
            },
        );
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A score that tells the cell and the shape.
    fn marked(cell: usize, shape: usize) -> f32 {
        (cell * SHAPES.len() + shape) as f32
    }

    fn filled(band: &Band, threads: Threads) -> Scores {
        let mut scores = Scores::default();
        // Twice, because nothing may stay of what was there before.
        for shift in [1, 0] {
            let score = |(): &mut (), cells: Range<usize>, part: &mut Part| {
                cells.for_each(|cell| {
                    let is_in = |shape: &usize| (cell + shift).is_multiple_of(shape + 2);
                    part.push_all(&std::array::from_fn(|shape| {
                        Some(shape).filter(is_in).map(|shape| marked(cell, shape))
                    }));
                });
            };
            scores.fill(band, threads, || (), score);
        }
        scores
    }

    #[test]
    fn scores_are_found_by_the_cell_that_a_link_starts_in() {
        let band = Band::full(200, 200);
        assert!(band.cells() > 2 * PART);
        for threads in [Threads::One, Threads::Several] {
            let scores = filled(&band, threads);
            for cell in 0..band.cells() {
                for (shape, score) in scores.starting(cell) {
                    assert_eq!(score, marked(cell, shape));
                }
                for shape in 0..SHAPES.len() {
                    let fits = cell % (shape + 2) == 0;
                    let expected = if fits { marked(cell, shape) } else { NEVER };
                    assert_eq!(scores.get(cell, shape), expected, "{cell} {shape}");
                }
            }
        }
    }
}
