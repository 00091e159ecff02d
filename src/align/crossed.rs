//! Neighbours that changed places: where two adjacent stretches fit crosswise better than in order.

use super::band::Band;
use super::path::Step;
use super::prior::SHAPES;
use super::scores::{NEVER, Scores};
use super::{Link, Move};
use std::ops::Range;

/// Most sentences of either side that a crossing takes.
const MAX_SIDE: usize = 6;
/// Most sentences of either side that one of its two stretches takes.
const MAX_STRETCH: usize = 4;
/// Logarithm of how much rarer a crossing is than the order of the source.
const PRIOR: f32 = -3.0;
/// Least log-odds of a crossing against the path in order.
const MIN_ODDS: f32 = 0.0;
/// Score for each step from which a stretch of the path leaves nothing to ask.
const FINE: f32 = 3.0;

/// Two adjacent stretches of the source that the version has the other way round.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Crossing {
    /// The steps of the path that it replaces.
    steps: Range<usize>,
    /// Where the first stretch of each side starts.
    start: (usize, usize),
    /// Where the second stretch of each side starts.
    cut: (usize, usize),
    /// Where the second stretch of each side ends.
    end: (usize, usize),
    /// Which of the source's stretches the path links already, if it links one.
    linked: Option<Stretch>,
    odds: f32,
}

/// One of the two stretches of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stretch {
    First,
    Second,
}

/// The crossings of a path, which do not overlap, in order.
pub(super) fn find(path: &[Step], band: &Band, scores: &Scores) -> Vec<Crossing> {
    let table = Table { band, scores };
    let mut found: Vec<Crossing> = Vec::new();
    let corner = |k: usize| k.checked_sub(1).map_or((0, 0), |k| (path[k].i, path[k].j));
    for from in 0..path.len() {
        let start = corner(from);
        let mut score = 0.0;
        for (count, step) in (1..).zip(&path[from..]) {
            let end = (step.i, step.j);
            let (a, b) = (end.0 - start.0, end.1 - start.1);
            if a > MAX_SIDE || b > MAX_SIDE {
                break;
            }
            score += step.score;
            // A link of several sentences on both sides hides whether they are in order.
            let in_order = path[from..from + count]
                .iter()
                .all(|s| s.size().0.min(s.size().1) < 2);
            if a < 2 || b < 2 || in_order && score > FINE * count as f32 {
                continue;
            }
            let best = cuts(start, end)
                .filter_map(|cut| Some((table.crossed(start, cut, end)?, cut)))
                .max_by(|x, y| x.0.total_cmp(&y.0));
            if let Some((crossed, cut)) = best
                && PRIOR + crossed - score > MIN_ODDS
            {
                found.push(Crossing {
                    steps: from..from + count,
                    start,
                    cut,
                    end,
                    linked: linked(&path[from..from + count], start, cut, end),
                    odds: PRIOR + crossed - score,
                });
            }
        }
    }
    found.sort_by(|x, y| {
        y.odds
            .total_cmp(&x.odds)
            .then_with(|| x.steps.len().cmp(&y.steps.len()))
            .then_with(|| x.start.cmp(&y.start))
    });
    let mut out: Vec<Crossing> = Vec::new();
    for crossing in found {
        let apart = |o: &Crossing| {
            crossing.steps.end <= o.steps.start || o.steps.end <= crossing.steps.start
        };
        if out.iter().all(apart) {
            out.push(crossing);
        }
    }
    out.sort_by_key(|c| c.steps.start);
    out
}

/// Which stretch of the source the steps link to its crosswise counterpart, leaving out the other.
fn linked(
    steps: &[Step],
    start: (usize, usize),
    cut: (usize, usize),
    end: (usize, usize),
) -> Option<Stretch> {
    let passes = |corner| steps.iter().any(|s| (s.i, s.j) == corner);
    if passes((start.0, cut.1)) && passes((cut.0, end.1)) {
        Some(Stretch::First)
    } else {
        (passes((cut.0, start.1)) && passes((end.0, cut.1))).then_some(Stretch::Second)
    }
}

/// Where a rectangle can be cut into two stretches a side.
fn cuts(start: (usize, usize), end: (usize, usize)) -> impl Iterator<Item = (usize, usize)> {
    let short =
        |from: usize, cut: usize, to: usize| cut - from <= MAX_STRETCH && to - cut <= MAX_STRETCH;
    let rows = (start.0 + 1..end.0).filter(move |&i| short(start.0, i, end.0));
    rows.flat_map(move |i| {
        let columns = (start.1 + 1..end.1).filter(move |&j| short(start.1, j, end.1));
        columns.map(move |j| (i, j))
    })
}

/// Puts the crossings into the links of the path: of each the shorter stretch becomes a move.
pub(super) fn apply(
    crossings: &[Crossing],
    links: Vec<Link>,
    lengths: &[f32],
    (band, scores): (&Band, &Scores),
) -> (Vec<Link>, Vec<Move>) {
    if crossings.is_empty() {
        return (links, Vec::new());
    }
    let table = Table { band, scores };
    let (mut out, mut moves) = (Vec::with_capacity(links.len() + 2), Vec::new());
    let mut next = crossings.iter().peekable();
    let mut links = links.into_iter().enumerate();
    while let Some((at, link)) = links.next() {
        let Some(crossing) = next.next_if(|c| c.steps.start == at) else {
            out.push(link);
            continue;
        };
        for _ in 1..crossing.steps.len() {
            links.next();
        }
        crossing.links(&table, lengths, &mut out, &mut moves);
    }
    (out, moves)
}

impl Crossing {
    /// The links and moves that stand for the crossing.
    fn links(
        &self,
        table: &Table<'_>,
        lengths: &[f32],
        out: &mut Vec<Link>,
        moves: &mut Vec<Move>,
    ) {
        let probability = 1.0 / (1.0 + (-self.odds).exp());
        let ((i, j), (ci, cj), (ei, ej)) = (self.start, self.cut, self.end);
        let link = |source: Range<usize>, version: Range<usize>| Link {
            source,
            version,
            probability,
        };
        let dropped = |rows: Range<usize>, j: usize| rows.map(move |x| link(x..x + 1, j..j));
        let added = |columns: Range<usize>, i: usize| columns.map(move |y| link(i..i, y..y + 1));
        let weight = |rows: Range<usize>| (rows.len(), lengths[rows].iter().sum::<f32>());
        let longer = if weight(i..ci) > weight(ci..ei) {
            Stretch::First
        } else {
            Stretch::Second
        };
        let keeps_first = self.linked.unwrap_or(longer) == Stretch::First;
        let (kept, moved) = if keeps_first {
            (((i, cj), (ci, ej)), ((ci, j), (ei, cj)))
        } else {
            (((ci, j), (ei, cj)), ((i, cj), (ci, ej)))
        };
        if keeps_first {
            out.extend(added(j..cj, i));
        } else {
            out.extend(dropped(i..ci, j));
        }
        out.extend(
            table
                .steps(kept.0, kept.1)
                .into_iter()
                .map(|(s, v)| link(s, v)),
        );
        if keeps_first {
            out.extend(dropped(ci..ei, ej));
        } else {
            out.extend(added(cj..ej, ei));
        }
        for (source, version) in table.steps(moved.0, moved.1) {
            let pairs = source.len().max(version.len());
            moves.extend((0..pairs).map(|k| Move {
                source: (source.start + k).min(source.end - 1),
                version: (version.start + k).min(version.end - 1),
                probability,
            }));
        }
    }
}

/// The scores of links between any two corners of the band.
struct Table<'a> {
    band: &'a Band,
    scores: &'a Scores,
}

impl Table<'_> {
    /// Score of the two stretches linked crosswise.
    fn crossed(
        &self,
        start: (usize, usize),
        cut: (usize, usize),
        end: (usize, usize),
    ) -> Option<f32> {
        let first = self.best((start.0, cut.1), (cut.0, end.1))?;
        let second = self.best((cut.0, start.1), (end.0, cut.1))?;
        // A stretch whose words say nothing is no counterpart: both have to fit.
        (first > 0.0 && second > 0.0).then_some(first + second)
    }

    /// Score of the best links in order between two corners, all of them with both sides filled.
    fn best(&self, from: (usize, usize), to: (usize, usize)) -> Option<f32> {
        let sum = self.fill(from, to)[SIDE * (to.0 - from.0) + to.1 - from.1].0;
        (sum > NEVER).then_some(sum)
    }

    /// The links of the best path between two corners.
    fn steps(&self, from: (usize, usize), to: (usize, usize)) -> Vec<(Range<usize>, Range<usize>)> {
        let cells = self.fill(from, to);
        let (mut i, mut j) = (to.0 - from.0, to.1 - from.1);
        let mut out = Vec::new();
        while i + j > 0 {
            let (a, b) = SHAPES[cells[SIDE * i + j].1];
            out.push((from.0 + i - a..from.0 + i, from.1 + j - b..from.1 + j));
            (i, j) = (i - a, j - b);
        }
        out.reverse();
        out
    }

    fn fill(&self, from: (usize, usize), to: (usize, usize)) -> [(f32, usize); SIDE * SIDE] {
        let mut cells = [(NEVER, 0); SIDE * SIDE];
        cells[0].0 = 0.0;
        for i in 0..=to.0 - from.0 {
            for j in 0..=to.1 - from.1 {
                if self.band.cell(from.0 + i, from.1 + j).is_none() {
                    continue;
                }
                for (shape, &(a, b)) in SHAPES.iter().enumerate() {
                    if a > i || b > j || a == 0 || b == 0 {
                        continue;
                    }
                    let before = cells[SIDE * (i - a) + j - b].0;
                    let start = (before > NEVER)
                        .then(|| self.band.cell(from.0 + i - a, from.1 + j - b))
                        .flatten();
                    let Some(start) = start else {
                        continue;
                    };
                    let sum = before + self.scores.get(start, shape);
                    if sum > cells[SIDE * i + j].0 {
                        cells[SIDE * i + j] = (sum, shape);
                    }
                }
            }
        }
        cells
    }
}

/// Corners along one side of a stretch.
const SIDE: usize = MAX_STRETCH + 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::path::PathFinder;

    /// Scores in which the sentences of `partners` fit, source sentence to version sentence.
    fn scored(partners: &[usize]) -> (Band, Scores) {
        let n = partners.len();
        let band = Band::full(n, n);
        let scores = Scores::of_ends(&band, |i, j, shape| {
            let (a, b) = SHAPES[shape];
            let fits = (i - a..i).all(|x| (j - b..j).contains(&partners[x]));
            Some(match (a, b) {
                (1, 1) if fits => 5.0,
                (1, 1) => -5.0,
                (0, _) | (_, 0) => -3.0,
                _ if shape >= 6 => return None,
                _ if fits => 1.0,
                _ => -9.0,
            })
        });
        (band, scores)
    }

    fn aligned(partners: &[usize]) -> (Vec<Link>, Vec<Move>) {
        let (band, scores) = scored(partners);
        let mut path = Vec::new();
        PathFinder::default().find(&band, &scores, &mut path);
        let links = path.iter().map(|step| {
            let (a, b) = step.size();
            Link {
                source: step.i - a..step.i,
                version: step.j - b..step.j,
                probability: 1.0,
            }
        });
        let crossings = find(&path, &band, &scores);
        let lengths = vec![10.0; partners.len()];
        apply(&crossings, links.collect(), &lengths, (&band, &scores))
    }

    #[test]
    fn sentences_that_changed_places_are_found() {
        let (links, moves) = aligned(&[0, 2, 1, 3]);
        assert_eq!(moves.len(), 1, "{links:?} {moves:?}");
        assert_eq!((moves[0].source, moves[0].version), (1, 2));
        let linked: Vec<_> = links
            .iter()
            .filter(|l| !l.is_drop() && !l.is_addition())
            .collect();
        assert_eq!(linked.len(), 3);
        assert_eq!(
            (linked[1].source.clone(), linked[1].version.clone()),
            (2..3, 1..2)
        );
    }

    #[test]
    fn stretches_of_several_sentences_are_found_and_covered_once() {
        let (links, moves) = aligned(&[2, 3, 0, 1, 4]);
        assert_eq!(moves.len(), 2, "{links:?} {moves:?}");
        let (mut i, mut j) = (0, 0);
        for link in &links {
            assert_eq!((link.source.start, link.version.start), (i, j));
            (i, j) = (link.source.end, link.version.end);
        }
        assert_eq!((i, j), (5, 5));
    }

    #[test]
    fn order_is_no_crossing() {
        assert!(aligned(&[0, 1, 2, 3]).1.is_empty());
    }
}
