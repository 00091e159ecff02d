//! Link shapes and how often they occur.

use super::evidence::MAX_SPAN;

/// The shapes of a link: number of source and of version sentences.
pub(super) const SHAPES: [(usize, usize); 14] = [
    (1, 1),
    (1, 0),
    (0, 1),
    (1, 2),
    (2, 1),
    (2, 2),
    (1, 3),
    (3, 1),
    (1, 4),
    (4, 1),
    (2, 3),
    (3, 2),
    (1, 5),
    (5, 1),
];

/// The shape of a dropped sentence and that of an added one.
pub(super) const DROP: usize = 1;
pub(super) const ADDITION: usize = 2;

const _: () = assert!(matches!((SHAPES[DROP], SHAPES[ADDITION]), ((1, 0), (0, 1))));

/// Start values of the shapes' frequencies.
const START: [f32; SHAPES.len()] = [
    0.76, 0.05, 0.05, 0.05, 0.05, 0.004, 0.012, 0.012, 0.003, 0.003, 0.001, 0.001, 0.001, 0.001,
];
/// Weight of the start values against the links counted.
const START_WEIGHT: f32 = 50.0;

const _: () = assert!(SHAPES[12].1 == MAX_SPAN && SHAPES[13].0 == MAX_SPAN);

/// Frequencies of the link shapes.
#[derive(Clone, Debug)]
pub(super) struct Prior {
    counts: [f32; SHAPES.len()],
    links: f32,
}

impl Default for Prior {
    fn default() -> Self {
        Prior {
            counts: START.map(|p| p * START_WEIGHT),
            links: START_WEIGHT,
        }
    }
}

impl Prior {
    /// Counts the links of a text: those with both sides by how often each shape is to be expected, and the sentences without
    /// counterpart as the best path has them, given by the sizes of its links.
    ///
    /// A stretch without counterpart counts once: what left out its first sentence left out the others.
    pub(super) fn count(
        &mut self,
        expected: &[f32; SHAPES.len()],
        path: impl Iterator<Item = (usize, usize)>,
    ) {
        let linked = (0..SHAPES.len()).filter(|&shape| shape != DROP && shape != ADDITION);
        for shape in linked {
            self.add(shape, expected[shape]);
        }
        let mut before = None;
        for size in path {
            let shape = [DROP, ADDITION].into_iter().find(|&s| SHAPES[s] == size);
            if let Some(shape) = shape.filter(|_| before != shape) {
                self.add(shape, 1.0);
            }
            before = shape;
        }
    }

    fn add(&mut self, shape: usize, times: f32) {
        self.counts[shape] += times;
        self.links += times;
    }

    /// Logarithm of each shape's frequency.
    pub(super) fn logs(&self) -> [f32; SHAPES.len()] {
        self.counts.map(|c| (c / self.links).ln())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINKED: usize = 0;

    #[test]
    fn counted_shapes_become_likelier() {
        let mut prior = Prior::default();
        let before = prior.logs();
        let mut expected = [0.0; SHAPES.len()];
        expected[3] = 20.0;
        prior.count(&expected, std::iter::empty());
        let after = prior.logs();
        assert!(after[3] > before[3] && after[LINKED] < before[LINKED]);
    }

    #[test]
    fn a_stretch_without_counterpart_counts_once() {
        let counted = |sizes: &[(usize, usize)]| {
            let mut prior = Prior::default();
            prior.count(&[1.0; SHAPES.len()], sizes.iter().copied());
            prior.counts.map(f32::to_bits)
        };
        let one = counted(&[(1, 1), (0, 1), (1, 1)]);
        assert_eq!(counted(&[(1, 1), (0, 1), (0, 1), (0, 1), (1, 1)]), one);
        assert_ne!(counted(&[(0, 1), (1, 1), (0, 1), (1, 1)]), one);
        assert_ne!(counted(&[(0, 1), (1, 0), (1, 1)]), one);
    }
}
