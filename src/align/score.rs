//! The score of every link in the band: shape, words, lengths and blocks together.

use super::band::Band;
use super::edges::EdgeModel;
use super::evidence::{Evidence, MAX_SPAN, Voices};
use super::length::LengthModel;
use super::path::Step;
use super::prior::{Prior, SHAPES};
use super::scores::{Part, Scores};
use super::threads::Threads;
use std::ops::Range;

/// Weight of the words' evidence. Below one, because the words of a sentence are no independent witnesses.
pub(super) const WORDS: f32 = 0.2;
/// What a sentence without counterpart gains by standing late: of two equal sentences the second is the added one.
const LATER: f32 = 0.01;
/// What a link costs that crosses the boundary of blocks on one side only.
const CROSSING: f32 = 1.5;

/// Score of shape and lengths at which the words are not looked at any more.
const HOPELESS: f32 = -9.0;

/// All that the score of a link is made of.
pub(super) struct Scoring<'a> {
    /// How many of the shapes are tried.
    pub(super) shapes: usize,
    pub(super) prior: &'a Prior,
    /// What source sentences say about spans of the version.
    pub(super) of_source: Voices<'a>,
    /// What version sentences say about spans of the source.
    pub(super) of_version: Voices<'a>,
    pub(super) lengths: LengthModel<'a>,
    /// What the beginnings and ends of sentences say, if they are to be heard.
    pub(super) edges: Option<EdgeModel<'a>>,
    pub(super) source_blocks: &'a [u32],
    pub(super) version_blocks: &'a [u32],
}

impl Scoring<'_> {
    /// Scores every shape in every cell.
    pub(super) fn fill(&self, band: &Band, threads: Threads, out: &mut Scores) {
        let prior = self.prior.logs();
        out.fill(band, threads, Window::default, |window, cells, part| {
            self.fill_part(band, &prior, window, cells, part);
        });
    }

    /// Scores every shape in some of the cells.
    fn fill_part(
        &self,
        band: &Band,
        prior: &[f32; SHAPES.len()],
        window: &mut Window,
        cells: Range<usize>,
        out: &mut Part,
    ) {
        let Some(last) = band.rows().checked_sub(1) else {
            return;
        };
        let end = band.row(last).end - 1;
        let tried = &SHAPES[..self.shapes];
        let longest = tried.iter().map(|&(a, b)| a.max(b)).max().unwrap_or(0);
        let rows = band.rows_of(&cells);
        window.look(self, band, &rows);
        for x in rows {
            // Only links that start inside the band, and that end there.
            let ends = band.rows_from(x);
            let source_spans = self.lengths.source_spans(x);
            for y in ends[0].columns(&cells) {
                let room = (last - x, end - y);
                let version_spans = self.lengths.version_spans(y);
                let start = match &self.edges {
                    Some(edges) if room.0 > 0 && room.1 > 0 => edges.start(x, y),
                    _ => 0.0,
                };
                let mut words: Option<Words> = None;
                let links = tried.iter().enumerate().filter_map(|(shape, &(a, b))| {
                    if a > room.0 || b > room.1 {
                        return None;
                    }
                    ends[a].cell(y + b)?;
                    let mut score = prior[shape];
                    if a == 0 || b == 0 {
                        score += LATER * (x + a + y + b) as f32 / band.rows() as f32;
                    } else {
                        score += self
                            .lengths
                            .score(&source_spans[a - 1], &version_spans[b - 1]);
                        if score <= HOPELESS {
                            return None;
                        }
                        let words = words.get_or_insert_with(|| {
                            window.words(x, y, (room.0.min(longest), room.1.min(longest)))
                        });
                        let crossing = a + b > 2 && self.crosses_alone(x, a, y, b);
                        let cost = if crossing { CROSSING } else { 0.0 };
                        score += WORDS * words.of(a, b) - cost;
                        if let Some(edges) = &self.edges {
                            score += start + edges.end(x + a - 1, y + b - 1);
                        }
                    }
                    Some((shape, score))
                });
                out.push(links);
            }
        }
    }

    /// Whether the link crosses the boundary of blocks on one side only.
    fn crosses_alone(&self, x: usize, a: usize, y: usize, b: usize) -> bool {
        crosses(self.source_blocks, x, a) != crosses(self.version_blocks, y, b)
    }

    /// The words' evidence for the links of a path, in both directions; nothing for a sentence without counterpart.
    pub(super) fn words(&self, path: &[Step]) -> Vec<f32> {
        let starts = |step: &Step| (step.i - step.size().0, step.j - step.size().1);
        let mut window = Window::default();
        let words = |step: &Step| match step.size() {
            (0, _) | (_, 0) => 0.0,
            (a, b) => {
                let (x, y) = starts(step);
                window
                    .of_source
                    .fill(&self.of_source, x..x + a, |_| y..y + 1);
                window
                    .of_version
                    .fill(&self.of_version, y..y + b, |_| x..x + 1);
                window.words(x, y, (a, b)).of(a, b)
            }
        };
        path.iter().map(words).collect()
    }
}

/// The evidence for the links that start in some rows of a band.
#[derive(Debug, Default)]
struct Window {
    of_source: Evidence,
    of_version: Evidence,
}

impl Window {
    /// Gathers the evidence for these rows.
    fn look(&mut self, scoring: &Scoring<'_>, band: &Band, rows: &Range<usize>) {
        let last = rows.end - 1;
        let columns = band.row(rows.start).start..band.row(last).end;
        let reached = |range: &Range<usize>, voices: &Voices<'_>| {
            let end = voices.len().min(range.end - 1 + MAX_SPAN);
            range.start.min(end)..end
        };
        let (theirs, ours) = (&scoring.of_source, &scoring.of_version);
        self.of_source.fill(theirs, reached(rows, theirs), |x| {
            let first = (x + 1).saturating_sub(MAX_SPAN).max(rows.start);
            band.row(first).start..band.row(x.min(last)).end
        });
        self.of_version.fill(ours, reached(&columns, ours), |y| {
            let starts = band.source_starts(y, MAX_SPAN);
            starts.start.max(rows.start)..starts.end.min(rows.end)
        });
    }

    /// The words' evidence for the links that start at (x, y) and take no more sentences than there is `room` for.
    fn words(&self, x: usize, y: usize, room: (usize, usize)) -> Words {
        Words {
            theirs: sums(|k| (k < room.0).then(|| self.of_source.gains(x + k, y))),
            ours: sums(|k| (k < room.1).then(|| self.of_version.gains(y + k, x))),
        }
    }
}

/// Evidence of the words for all links that start in one place: of so many sentences of a side for so many of the other.
struct Words {
    theirs: [[f32; MAX_SPAN]; MAX_SPAN],
    ours: [[f32; MAX_SPAN]; MAX_SPAN],
}

impl Words {
    fn of(&self, a: usize, b: usize) -> f32 {
        self.theirs[a - 1][b - 1] + self.ours[b - 1][a - 1]
    }
}

/// The sums of the first rows, each row added to those before it.
fn sums<'a>(row: impl Fn(usize) -> Option<&'a [f32; MAX_SPAN]>) -> [[f32; MAX_SPAN]; MAX_SPAN] {
    let mut sum = [0.0; MAX_SPAN];
    std::array::from_fn(|k| {
        if let Some(row) = row(k) {
            for (sum, value) in sum.iter_mut().zip(row) {
                *sum += value;
            }
        }
        sum
    })
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
