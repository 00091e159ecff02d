//! How probable each link is, given everything: sums over all paths, forward and backward.

use super::band::Band;
use super::path::{ROWS, Step};
use super::prior::{ADDITION, DROP, SHAPES};
use super::scores::{NEVER, Scores, Shapes};
use super::threads::Threads;

/// Divides the scores before they become probabilities, so that of the links given .8 about 8 of 10 are right.
pub(super) const TEMPERATURE: f64 = 0.8;
/// Terms smaller than the largest by this factor (a logarithm) are left out of sums.
const NEGLIGIBLE: f64 = 25.0;
/// More than rounding can make of a sum.
const ROUNDING: f64 = 1e-3;

/// The probabilities of all links of a table.
#[derive(Debug, Default)]
pub(super) struct Posterior {
    forward: Vec<f64>,
    backward: Vec<f64>,
}

impl Posterior {
    /// Sums over all paths of a band.
    pub(super) fn fill(&mut self, band: &Band, scores: &Scores, threads: Threads) {
        let Posterior { forward, backward } = self;
        threads.join(
            || fill_forward(band, scores, forward),
            || fill_backward(band, scores, backward),
        );
    }

    /// The sum over all paths through the whole table.
    fn total(&self) -> f64 {
        self.forward.last().copied().unwrap_or(f64::NEG_INFINITY)
    }

    /// Probability of one link: its shape, ending at (i, j).
    pub(super) fn link(
        &self,
        band: &Band,
        scores: &Scores,
        i: usize,
        j: usize,
        shape: usize,
    ) -> f32 {
        let (a, b) = SHAPES[shape];
        if a > i || b > j {
            return 0.0;
        }
        let (Some(from), Some(to)) = (band.cell(i - a, j - b), band.cell(i, j)) else {
            return 0.0;
        };
        let score = scores.get(from, shape);
        let total = self.total();
        if score == NEVER || total == f64::NEG_INFINITY {
            return 0.0;
        }
        let log = self.forward[from] + f64::from(score) / TEMPERATURE + self.backward[to] - total;
        (log.exp() as f32).clamp(0.0, 1.0)
    }

    /// How many links of each shape are to be expected: the sums of their probabilities.
    pub(super) fn expected(&self, band: &Band, scores: &Scores) -> [f32; SHAPES.len()] {
        let mut sums = [0.0; SHAPES.len()];
        let total = self.total();
        if total == f64::NEG_INFINITY {
            return sums;
        }
        let mut from = 0;
        for i in 0..band.rows() {
            let rows = band.rows_from(i);
            for j in band.row(i) {
                // No link is likelier than that any path passes here.
                let here = self.forward[from] + self.backward[from] - total;
                if here > -NEGLIGIBLE - ROUNDING {
                    for (shape, score) in scores.starting(from) {
                        let (a, b) = SHAPES[shape];
                        if let Some(to) = rows[a].cell(j + b) {
                            let score = f64::from(score) / TEMPERATURE;
                            let log = self.forward[from] + score + self.backward[to] - total;
                            if log > -NEGLIGIBLE {
                                sums[shape] += log.exp() as f32;
                            }
                        }
                    }
                }
                from += 1;
            }
        }
        sums
    }

    /// Probability that a sentence of the source has no counterpart, wherever the version could lack it.
    pub(super) fn dropped(&self, band: &Band, scores: &Scores, x: usize) -> f32 {
        let places = band.row(x + 1);
        let places = places.map(|j| self.link(band, scores, x + 1, j, DROP));
        places.sum::<f32>().clamp(0.0, 1.0)
    }

    /// Probability that a sentence of the version has no counterpart, wherever the source could lack it.
    pub(super) fn added(&self, band: &Band, scores: &Scores, y: usize) -> f32 {
        let rows = band.source_starts(y + 1, 1);
        let places = rows.map(|i| self.link(band, scores, i, y + 1, ADDITION));
        places.sum::<f32>().clamp(0.0, 1.0)
    }

    /// Probability of a step of a path. That of a sentence without counterpart is summed over all places at which
    /// the other side could lack it.
    pub(super) fn step(&self, band: &Band, scores: &Scores, step: &Step) -> f32 {
        match step.shape {
            DROP => self.dropped(band, scores, step.i - 1),
            ADDITION => self.added(band, scores, step.j - 1),
            shape => self.link(band, scores, step.i, step.j, shape),
        }
    }
}

/// For each cell the sum over all paths that lead there.
fn fill_forward(band: &Band, scores: &Scores, sums: &mut Vec<f64>) {
    sums.clear();
    sums.reserve_exact(band.cells());
    let width = band.width();
    // Of the cells in the row at hand and in those behind it the terms found so far, each shape in its place; the rows take
    // the places of those before them in turn.
    let mut found = vec![[0.0; SHAPES.len()]; ROWS * width];
    let mut shapes_found = vec![Shapes::default(); ROWS * width];
    let mut terms = [0.0; SHAPES.len()];
    for i in 0..band.rows() {
        let rows = band.rows_from(i);
        let places: [usize; ROWS] = std::array::from_fn(|a| (i + a) % ROWS * width);
        for (column, j) in band.row(i).enumerate() {
            let at = places[0] + column;
            let mut count = 0;
            for shape in std::mem::take(&mut shapes_found[at]) {
                terms[count] = found[at][shape];
                count += 1;
            }
            let cell = sums.len();
            let sum = if cell == 0 {
                0.0
            } else {
                log_sum(&terms[..count])
            };
            sums.push(sum);
            for (shape, score) in scores.starting(cell) {
                let (a, b) = SHAPES[shape];
                if let Some(to) = rows[a].cell(j + b) {
                    let to = places[a] + rows[a].position(to);
                    found[to][shape] = sum + f64::from(score) / TEMPERATURE;
                    shapes_found[to].insert(shape);
                }
            }
        }
    }
}

/// For each cell the sum over all paths that go on from there.
fn fill_backward(band: &Band, scores: &Scores, sums: &mut Vec<f64>) {
    sums.clear();
    sums.resize(band.cells(), f64::NEG_INFINITY);
    let mut terms = [0.0; SHAPES.len()];
    if let Some(last) = sums.last_mut() {
        *last = 0.0;
    }
    let mut cell = band.cells();
    for i in (0..band.rows()).rev() {
        let rows = band.rows_from(i);
        for j in band.row(i).rev() {
            cell -= 1;
            let mut count = 0;
            for (shape, score) in scores.starting(cell) {
                let (a, b) = SHAPES[shape];
                if let Some(to) = rows[a].cell(j + b) {
                    terms[count] = sums[to] + f64::from(score) / TEMPERATURE;
                    count += 1;
                }
            }
            if count > 0 {
                sums[cell] = log_sum(&terms[..count]);
            }
        }
    }
}

/// The logarithm of the sum of numbers given by their logarithms.
fn log_sum(terms: &[f64]) -> f64 {
    let mut most = f64::NEG_INFINITY;
    for &term in terms {
        if term > most {
            most = term;
        }
    }
    if most == f64::NEG_INFINITY {
        return most;
    }
    let mut sum = 0.0;
    for term in terms {
        let less = term - most;
        if less > -NEGLIGIBLE {
            sum += if less == 0.0 { 1.0 } else { less.exp() };
        }
    }
    if sum == 1.0 { most } else { most + sum.ln() }
}

#[cfg(test)]
impl Posterior {
    /// Sums over all paths of the band.
    pub(super) fn new(band: &Band, scores: &Scores, threads: Threads) -> Posterior {
        let mut posterior = Posterior::default();
        posterior.fill(band, scores, threads);
        posterior
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_of_rival_links_add_up_to_one() {
        let band = Band::full(1, 1);
        let links = [((1, 1), 0, 1.0), ((1, 0), 1, 0.0), ((1, 1), 2, 0.0)];
        let scores = Scores::of_links(&band, &links);
        let posterior = Posterior::new(&band, &scores, Threads::One);
        let linked = posterior.link(&band, &scores, 1, 1, 0);
        let dropped = posterior.link(&band, &scores, 1, 0, 1);
        assert!((linked + dropped - 1.0).abs() < 1e-5 && linked > dropped);
    }

    #[test]
    fn sums_of_logarithms() {
        assert!((log_sum(&[0.0, 0.0]) - 2f64.ln()).abs() < 1e-12);
        assert_eq!(log_sum(&[f64::NEG_INFINITY]), f64::NEG_INFINITY);
    }
}
