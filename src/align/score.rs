//! The score of every link in the band: shape, words, lengths and blocks together.

use super::band::Band;
use super::blocks::{BLOCK, block};
use super::edges::EdgeModel;
use super::evidence::{Evidence, MAX_SPAN};
use super::length::{LengthModel, Measure};
use super::path::Step;
use super::prior::{ADDITION, DROP, Prior, SHAPES};
use super::row_words::RowWords;
use super::scores::{Part, Scores, Shapes};
use super::threads::Threads;
use super::voices::Voices;
use std::ops::Range;

/// Weight of the words' evidence. Below one, because the words of a sentence are no independent witnesses.
pub(super) const WORDS: f32 = 0.2;
/// What a sentence without counterpart gains by standing late: of two equal sentences the second is the added one.
const LATER: f32 = 0.01;
/// What a link costs that crosses the boundary of blocks on one side only.
const CROSSING: f32 = 1.5;

/// So many shapes take no more than two sentences of a side.
const SHORT_SHAPES: usize = 6;

const _: () = {
    let mut shape = 0;
    while shape < SHORT_SHAPES {
        assert!(SHAPES[shape].0 <= 2 && SHAPES[shape].1 <= 2);
        shape += 1;
    }
};

/// Links of a path that one thread looks at together.
const STEPS: usize = 512;
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
    pub(super) edges: Option<EdgeModel>,
    pub(super) source_blocks: &'a [u32],
    pub(super) version_blocks: &'a [u32],
}

impl Scoring<'_> {
    /// Scores every shape in every cell.
    pub(super) fn fill(&self, band: &Band, threads: Threads, out: &mut Scores) {
        let prior = self.prior.logs();
        out.fill(band, threads, Window::default, |window, cells, part| {
            // Of short links alone less is added up.
            if self.shapes <= SHORT_SHAPES {
                self.fill_part::<2>(band, &prior, window, cells, part);
            } else {
                self.fill_part::<MAX_SPAN>(band, &prior, window, cells, part);
            }
        });
    }

    /// Scores every shape in some of the cells; none that is tried takes more than `LONGEST` sentences of a side.
    fn fill_part<const LONGEST: usize>(
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
        let rows = band.rows_of(&cells);
        window.look(self, band, &rows);
        let of_columns = band.row(rows.start).start;
        for x in rows {
            // Only links that start inside the band, and that end there.
            let ends = band.rows_from(x);
            let source = self.source_spans(x);
            let columns = ends[0].columns_among(&cells);
            let room = columns.start..columns.end.min(end);
            let (theirs, ours) = (&window.of_source, &window.of_version);
            let row = RowWords::new(theirs, ours, x, &room, &mut window.room);
            for from in columns.clone().step_by(BLOCK) {
                let words = row.of::<LONGEST>(from - columns.start);
                let places: [i32; BLOCK] = std::array::from_fn(|at| (from + at) as i32);
                let mut scores = [[0.0; BLOCK]; SHAPES.len()];
                let mut bits = [0; BLOCK];
                for (shape, &(a, b)) in SHAPES[..self.shapes].iter().enumerate() {
                    if x + a > last {
                        continue;
                    }
                    let ends = ends[a].columns();
                    let (low, high) = (ends.start as i32 - b as i32, ends.end as i32 - b as i32);
                    let out = &mut scores[shape];
                    if shape == DROP || shape == ADDITION {
                        let behind = (x + a + b) as i32;
                        for at in 0..BLOCK {
                            let late = LATER * (behind + places[at]) as f32;
                            out[at] = prior[shape] + late / band.rows() as f32;
                            let is_inside = (low <= places[at]) & (places[at] < high);
                            bits[at] |= u32::from(is_inside) << shape;
                        }
                        continue;
                    }
                    let (opening, closing) = match &self.edges {
                        Some(edges) => (edges.starts(x, from), edges.ends(x + a - 1, from + b - 1)),
                        None => (&[0.0; BLOCK], &[0.0; BLOCK]),
                    };
                    let (span, crosses) = &source[a - 1];
                    let lengths = self.lengths.scores(span, from, b - 1);
                    let crossing = block(
                        &window.crossing,
                        (b - 1) * window.columns + from - of_columns,
                    );
                    for at in 0..BLOCK {
                        let score = prior[shape] + lengths[at];
                        let cost = if *crosses == crossing[at] {
                            0.0
                        } else {
                            CROSSING
                        };
                        out[at] =
                            score + (WORDS * words[shape][at] - cost) + (opening[at] + closing[at]);
                        let is_inside = (low <= places[at]) & (places[at] < high);
                        bits[at] |= u32::from(is_inside & (score > HOPELESS)) << shape;
                    }
                }
                for at in 0..BLOCK.min(columns.end - from) {
                    out.push(Shapes::of_bits(bits[at]), |shape| scores[shape][at]);
                }
            }
        }
    }

    /// The spans of the source that start at a sentence, the shortest first, and 1 for those that cross the boundary of a block.
    fn source_spans(&self, x: usize) -> [(Measure, f32); MAX_SPAN] {
        std::array::from_fn(|more| {
            let crosses = crosses(self.source_blocks, x, more + 1);
            (
                self.lengths.source_span(x, more),
                f32::from(u8::from(crosses)),
            )
        })
    }

    /// The words' evidence for the links of a path, in both directions; nothing for a sentence without counterpart.
    pub(super) fn words(&self, path: &[Step], threads: Threads) -> Vec<f32> {
        let starts = |step: &Step| (step.i - step.size().0, step.j - step.size().1);
        let words = |(theirs, ours): &mut (Evidence, Evidence), step: &Step| match step.size() {
            (0, _) | (_, 0) => 0.0,
            (a, b) => {
                let (x, y) = starts(step);
                let (source, version) = (x..x + a, y..y + b);
                let theirs = source.clone().fold(0.0, |sum, x| {
                    sum + theirs.gain(&self.of_source, x, version.clone())
                });
                let ours = version.fold(0.0, |sum, y| {
                    sum + ours.gain(&self.of_version, y, source.clone())
                });
                theirs + ours
            }
        };
        let mut parts: Vec<(&[Step], Vec<f32>)> = path
            .chunks(STEPS)
            .map(|steps| (steps, Vec::new()))
            .collect();
        threads.each(&mut parts, Default::default, |made, _, (steps, out)| {
            out.extend(steps.iter().map(|step| words(made, step)));
        });
        parts.into_iter().flat_map(|(_, words)| words).collect()
    }
}

/// What is known of the links that start in some rows of a band.
#[derive(Debug, Default)]
struct Window {
    of_source: Evidence,
    of_version: Evidence,
    /// For each length of the version's spans and each column 1 if such a span crosses the boundary of a block; empty if none
    /// does.
    crossing: Vec<f32>,
    /// From a length to the next.
    columns: usize,
    /// Room for the words of a row.
    room: Vec<f32>,
}

impl Window {
    /// Gathers what is known for these rows.
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
        self.crossing.clear();
        self.columns = columns.len();
        if !scoring.version_blocks.is_empty() {
            for count in 1..=MAX_SPAN {
                let crosses = |y| crosses(scoring.version_blocks, y, count);
                let columns = columns.clone();
                self.crossing
                    .extend(columns.map(|y| f32::from(u8::from(crosses(y)))));
            }
            self.crossing.extend([0.0; BLOCK]);
        }
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
