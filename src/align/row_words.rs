//! The words' evidence for the links that start in one row of the table.

use super::blocks::{BLOCK, Block, block};
use super::evidence::{Evidence, Heard, MAX_SPAN};
use super::prior::SHAPES;
use std::ops::Range;

/// The longest span of the other side that goes with so many sentences or more.
const REACH: [usize; MAX_SPAN] = reach();

const fn reach() -> [usize; MAX_SPAN] {
    let mut reach = [0; MAX_SPAN];
    let mut shape = 0;
    while shape < SHAPES.len() {
        let (a, b) = SHAPES[shape];
        let mut sentences = 0;
        while sentences < MAX_SPAN {
            if sentences < a && b > reach[sentences] {
                reach[sentences] = b;
            }
            if sentences < b && a > reach[sentences] {
                reach[sentences] = a;
            }
            sentences += 1;
        }
        shape += 1;
    }
    reach
}

/// The words' evidence for the links that start in some cells of one row.
#[derive(Debug)]
pub(super) struct RowWords<'a> {
    /// What each of the next source sentences says of the places of the version.
    theirs: [Heard<'a>; MAX_SPAN],
    /// What each of the version sentences says of this place of the source: the lengths of the spans one after the other.
    ours: &'a [f32],
    /// From a length to the next.
    stride: usize,
}

impl<'a> RowWords<'a> {
    /// What is said of the links that start at source sentence `x` and these of the version; `ours` is room for it.
    pub(super) fn new(
        of_source: &'a Evidence,
        of_version: &Evidence,
        x: usize,
        columns: &Range<usize>,
        ours: &'a mut Vec<f32>,
    ) -> Self {
        let stride = columns.len().next_multiple_of(BLOCK) + BLOCK;
        if ours.len() < MAX_SPAN * stride {
            ours.resize(MAX_SPAN * stride, 0.0);
        }
        for at in 0..columns.len() + MAX_SPAN {
            let heard = of_version.gains_from(columns.start + at, x);
            for more in 0..MAX_SPAN {
                ours[more * stride + at] = heard.first(more);
            }
        }
        RowWords {
            theirs: std::array::from_fn(|more| of_source.gains_from(x + more, columns.start)),
            ours,
            stride,
        }
    }

    /// The words' evidence for the links that start in some cells, both sides together: of each shape that takes no more than
    /// `LONGEST` sentences of a side.
    #[inline]
    pub(super) fn of<const LONGEST: usize>(&self, cell: usize) -> [Block; SHAPES.len()] {
        let mut words = [[0.0; BLOCK]; SHAPES.len()];
        let (mut theirs, mut ours) = ([[0.0; BLOCK]; MAX_SPAN], [[0.0; BLOCK]; MAX_SPAN]);
        // The sums of the first sentences, each added to those before it.
        for (sentence, &reach) in REACH[..LONGEST].iter().enumerate() {
            for (more, sum) in theirs.iter_mut().enumerate().take(reach.min(LONGEST)) {
                add(sum, self.theirs[sentence].block(cell, more));
            }
            for (shape, &(a, b)) in SHAPES.iter().enumerate() {
                if a == sentence + 1 && (1..=LONGEST).contains(&b) {
                    words[shape] = theirs[b - 1];
                }
            }
        }
        for (sentence, &reach) in REACH[..LONGEST].iter().enumerate() {
            for (more, sum) in ours.iter_mut().enumerate().take(reach.min(LONGEST)) {
                let row = more * self.stride;
                add(sum, block(self.ours, row + cell + sentence));
            }
            for (shape, &(a, b)) in SHAPES.iter().enumerate() {
                if b == sentence + 1 && (1..=LONGEST).contains(&a) {
                    add(&mut words[shape], &ours[a - 1]);
                }
            }
        }
        words
    }
}

/// Adds value by value.
#[inline]
fn add(sums: &mut Block, values: &Block) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}
