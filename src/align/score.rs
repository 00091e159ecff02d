//! The score of every link in the band: shape, words, lengths and blocks together.

use super::band::Band;
use super::evidence::{Evidence, MAX_SPAN, Values, Voices, add};
use super::length::{LengthModel, Measures};
use super::path::Step;
use super::prior::{ADDITION, ByShape, DROP, LANES, Prior, SHAPES, by_shape};
use super::scores::{Part, Scores, Shapes};
use super::threads::Threads;
use std::ops::Range;

/// Weight of the words' evidence. Below one, because the words of a sentence are no independent witnesses.
pub(super) const WORDS: f32 = 0.2;
/// What a sentence without counterpart gains by standing late: of two equal sentences the second is the added one.
const LATER: f32 = 0.01;
/// What a link costs that crosses the boundary of blocks on one side only.
const CROSSING: f32 = 1.5;

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
        let rows = band.rows_of(&cells);
        window.look(self, band, &rows);
        let of_columns = band.row(rows.start).start;
        let prior = by_shape(0.0, |shape, _| prior[shape]);
        for x in rows {
            // Only links that start inside the band, and that end there.
            let ends = band.rows_from(x);
            let fits = |shape: usize, a: usize| shape < self.shapes && x + a <= last;
            let low = by_shape(i32::MAX, |shape, (a, b)| {
                if fits(shape, a) {
                    ends[a].columns().start as i32 - b as i32
                } else {
                    i32::MAX
                }
            });
            let high = by_shape(0, |_, (a, b)| ends[a].columns().end as i32 - b as i32);
            let source = self.source_span(x);
            let columns = ends[0].columns_among(&cells);
            let spans = &window.version[columns.start - of_columns..columns.end - of_columns];
            window.words.look(
                (&window.of_source, &window.of_version),
                x,
                columns.start..columns.end.min(end),
            );
            for (version, (column, y)) in spans.iter().zip(columns.enumerate()) {
                let lengths = self.lengths.scores(&source.lengths, &version.lengths);
                let words = window.words.of(column);
                let alone = LATER * (x + y + 1) as f32 / band.rows() as f32;
                let mut of_lengths = [0.0; LANES];
                let mut scores = [0.0; LANES];
                for shape in 0..LANES {
                    of_lengths[shape] = prior[shape] + lengths[shape];
                    let crossing = source.crosses[shape] != version.crosses[shape];
                    let cost = if crossing { CROSSING } else { 0.0 };
                    scores[shape] = of_lengths[shape] + (WORDS * words[shape] - cost);
                }
                for shape in [DROP, ADDITION] {
                    (of_lengths[shape], scores[shape]) = (0.0, prior[shape] + alone);
                }
                let y = y as i32;
                let shapes = Shapes::of(|shape| {
                    (low[shape] <= y) & (y < high[shape]) & (of_lengths[shape] > HOPELESS)
                });
                out.push(shapes, &scores);
            }
        }
    }

    /// The spans of the source that start at a sentence.
    fn source_span(&self, x: usize) -> Spans {
        Spans {
            lengths: self.lengths.source_spans(x),
            crosses: by_shape(0.0, |_, (a, b)| crossing(self.source_blocks, x, a, a + b)),
        }
    }

    /// The spans of the version that start at a sentence.
    fn version_span(&self, y: usize) -> Spans {
        Spans {
            lengths: self.lengths.version_spans(y),
            crosses: by_shape(0.0, |_, (a, b)| crossing(self.version_blocks, y, b, a + b)),
        }
    }

    /// The words' evidence for the links of a path, in both directions; nothing for a sentence without counterpart.
    pub(super) fn words(&self, path: &[Step], threads: Threads) -> Vec<f32> {
        let starts = |step: &Step| (step.i - step.size().0, step.j - step.size().1);
        let words = |(theirs, ours): &mut (Evidence, Evidence), step: &Step| match step.size() {
            (0, _) | (_, 0) => 0.0,
            (a, b) => {
                let (x, y) = starts(step);
                theirs.fill(&self.of_source, x..x + a, |_| y..y + 1);
                ours.fill(&self.of_version, y..y + b, |_| x..x + 1);
                let theirs = (x..x + a).map(|x| theirs.gains(x, y)[b - 1]);
                let ours = (y..y + b).map(|y| ours.gains(y, x)[a - 1]);
                theirs.fold(0.0, |sum, value| sum + value)
                    + ours.fold(0.0, |sum, value| sum + value)
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

/// Of the spans of a side that start at one sentence those that each shape takes.
#[derive(Debug)]
struct Spans {
    lengths: Measures,
    /// 1 if the span crosses the boundary of a block.
    crosses: ByShape<f32>,
}

/// What is known of the links that start in some rows of a band.
#[derive(Debug, Default)]
struct Window {
    of_source: Evidence,
    of_version: Evidence,
    /// The spans of the version, by the column that they start in.
    version: Vec<Spans>,
    words: Words,
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
        self.version.clear();
        self.version
            .extend(columns.map(|y| scoring.version_span(y)));
    }
}

/// The words' evidence for the links that start in some cells of one row.
#[derive(Debug, Default)]
struct Words {
    /// What each of the next source sentences says of the places of the version, one sentence after the other.
    theirs: Vec<Values>,
    /// What each of the version sentences says of this place of the source.
    ours: Vec<Values>,
    cells: usize,
}

impl Words {
    /// Gathers what is said of the links that start at source sentence `x` and these of the version.
    fn look(
        &mut self,
        (of_source, of_version): (&Evidence, &Evidence),
        x: usize,
        columns: Range<usize>,
    ) {
        const SILENCE: Values = [0.0; size_of::<Values>() / size_of::<f32>()];
        self.cells = columns.len();
        self.theirs.clear();
        for k in 0..MAX_SPAN {
            self.theirs
                .extend_from_slice(of_source.gains_in(x + k, columns.clone()));
            self.theirs.resize((k + 1) * self.cells, SILENCE);
        }
        self.ours.clear();
        let reached = columns.start..columns.end + MAX_SPAN;
        self.ours.extend(reached.map(|y| of_version.gains(y, x)));
    }

    /// The words' evidence for the links of each shape that start in a cell, both sides together.
    #[inline]
    fn of(&self, cell: usize) -> ByShape<f32> {
        if cell >= self.cells {
            return [0.0; LANES];
        }
        let theirs = sums(|k| &self.theirs[k * self.cells + cell]);
        let ours = &self.ours[cell..cell + MAX_SPAN];
        let ours = sums(|k| &ours[k]);
        by_shape(0.0, |_, (a, b)| {
            if a == 0 || b == 0 {
                0.0
            } else {
                theirs[a - 1][b - 1] + ours[b - 1][a - 1]
            }
        })
    }
}

/// The sums of the first rows, each row added to those before it.
#[inline]
fn sums<'a>(row: impl Fn(usize) -> &'a Values) -> [Values; MAX_SPAN] {
    let mut sum = *row(0);
    std::array::from_fn(|k| {
        if k > 0 {
            add(&mut sum, row(k));
        }
        sum
    })
}

/// 1 if a span crosses the boundary of a block, as part of a link of more than one sentence a side; else 0.
fn crossing(blocks: &[u32], at: usize, count: usize, sentences: usize) -> f32 {
    f32::from(u8::from(
        count > 0 && sentences > 2 && crosses(blocks, at, count),
    ))
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
