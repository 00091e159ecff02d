//! The best path through a scored table. Knows shapes and scores, nothing of texts.

use super::band::Band;
use super::evidence::MAX_SPAN;
use super::prior::SHAPES;
use super::scores::{NEVER, Scores};

/// One link of a path: the sentences behind its end and its shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    /// Source sentences up to the end of the link.
    pub(super) i: usize,
    /// Version sentences up to the end of the link.
    pub(super) j: usize,
    /// Index of its shape.
    pub(super) shape: usize,
    /// Its own score.
    pub(super) score: f32,
}

impl Step {
    /// Number of source and of version sentences of the link.
    pub(super) fn size(&self) -> (usize, usize) {
        SHAPES[self.shape]
    }
}

/// Rows of the table in which a link can end, that in which it starts among them.
pub(super) const ROWS: usize = MAX_SPAN + 1;

/// Tables that are used again for every path.
#[derive(Debug, Default)]
pub(super) struct PathFinder {
    /// The best sums in the row at hand and in those behind it, which take the places of those before it in turn.
    best: Vec<f64>,
    /// For each cell the shape of the link by which the best path comes.
    back: Vec<u8>,
}

impl PathFinder {
    /// Writes the path of the highest sum of scores from the first to the last cell of the band.
    pub(super) fn find(&mut self, band: &Band, scores: &Scores, out: &mut Vec<Step>) {
        self.back.clear();
        self.back.resize(band.cells(), 0);
        out.clear();
        if band.rows() == 0 {
            return;
        }
        let width = band.width();
        self.best.clear();
        self.best.resize(ROWS * width, f64::NEG_INFINITY);
        self.best[0] = 0.0;
        let mut cell = 0;
        for i in 0..band.rows() {
            let rows = band.rows_from(i);
            let sums: [usize; ROWS] = std::array::from_fn(|a| (i + a) % ROWS * width);
            for (column, j) in band.row(i).enumerate() {
                let before = self.best[sums[0] + column];
                for (shape, score) in scores.starting(cell) {
                    let (a, b) = SHAPES[shape];
                    let Some(to) = rows[a].cell(j + b) else {
                        continue;
                    };
                    let sum = before + f64::from(score);
                    let best = &mut self.best[sums[a] + rows[a].position(to)];
                    let back = &mut self.back[to];
                    // Of equally good links the one whose shape comes first.
                    if sum > *best || sum == *best && (shape as u8) < *back {
                        (*best, *back) = (sum, shape as u8);
                    }
                }
                cell += 1;
            }
            self.best[sums[0]..sums[0] + width].fill(f64::NEG_INFINITY);
        }
        let (mut i, mut j) = (band.rows() - 1, band.row(band.rows() - 1).end - 1);
        while i + j > 0 {
            let Some(cell) = band.cell(i, j) else { break };
            let shape = usize::from(self.back[cell]);
            let (a, b) = SHAPES[shape];
            let from = (i.saturating_sub(a), j.saturating_sub(b));
            let start = band.cell(from.0, from.1);
            let score = start.map_or(NEVER, |start| scores.get(start, shape));
            out.push(Step { i, j, shape, score });
            (i, j) = from;
        }
        out.reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_takes_the_shapes_that_score() {
        let band = Band::full(2, 3);
        let links = [
            ((1, 1), 0, 1.0),
            ((2, 2), 0, 1.0),
            ((2, 3), 3, 5.0),
            ((2, 3), 2, 0.0),
        ];
        let scores = Scores::of_links(&band, &links);
        let mut path = Vec::new();
        PathFinder::default().find(&band, &scores, &mut path);
        assert_eq!(
            path.iter().map(Step::size).collect::<Vec<_>>(),
            [(1, 1), (1, 2)]
        );
    }
}
