//! Which quotations of a source a version has.

use super::page::{Article, Pair};
use super::quotations::{Quotation, letters};
use super::wording::Echo;
use crate::text::Span;
use std::ops::Range;

/// The part of `span` that lies in `frame`.
fn clipped(span: Span, frame: Span) -> Span {
    let start = span.start.max(frame.start);
    Span::new(start, span.end.min(frame.end).max(start))
}

/// What the quotations of a pair leave over.
#[derive(Debug, Default)]
pub(super) struct Pairing<'q> {
    /// Quotations that both texts have.
    pub(super) both: Vec<(&'q Quotation, &'q Quotation)>,
    /// Quotations of the source that the version has not, with the index of the link.
    pub(super) lost: Vec<(&'q Quotation, usize)>,
    /// Quotations of the version that the source has not.
    pub(super) new: Vec<(&'q Quotation, usize)>,
}

/// Least probability of a link whose quotations are compared.
const SURE_LINK: f32 = 0.5;
/// Cost of leaving a quotation without a partner.
const SKIP: f32 = 1.1;
/// Cost of taking two quotations with words between them for one.
const JOIN: f32 = 0.15;
/// What it is worth that one quotation says what the other says, and what it costs that it does not.
const SAYS: f32 = 0.4;
/// What it costs that a quotation says nothing of another that it would have swallowed.
const SILENT: f32 = 1.2;
/// Share of the expected letters in quotation marks from which on no quotation is lost.
const SAME_TOTAL: f32 = 0.75;
/// How far the lengths may differ then, as a logarithm.
const JOINED_OFF: f32 = 0.4;

/// Pairs the quotations of every link by order and length.
pub(super) fn pair_quotations<'a>(pair: &Pair<'a>) -> Pairing<'a> {
    let (source, version) = (pair.source.quotations(), pair.version.quotations());
    let mut out = Pairing::default();
    let ratio = version.article_letters as f32 / source.article_letters as f32;
    for (index, link) in pair.alignment.links.iter().enumerate() {
        let outer = |q: &&Quotation| q.depth == 0;
        if link.is_addition() {
            // What is quoted here may have left a sentence beside it.
            let moves = &pair.alignment.moves;
            let moved = moves.iter().any(|m| link.version.contains(&m.version));
            if !moved && !pair.is_residue(link.version.clone()) {
                let added = version.touching(&link.version).filter(outer);
                out.new.extend(added.map(|q| (q, index)));
            }
            continue;
        }
        if link.is_drop() || link.probability < SURE_LINK {
            continue;
        }
        let theirs: Vec<&Quotation> = source.touching(&link.source).filter(outer).collect();
        let ours: Vec<&Quotation> = version.touching(&link.version).filter(outer).collect();
        let sizes = |article: &Article, list: &[&Quotation], range: &Range<usize>| -> Vec<usize> {
            let link = article.span_of(range.clone());
            list.iter()
                .map(|q| match link {
                    // Of a quotation over several sentences only what stands in these.
                    Some(link) => letters(article.slice(clipped(q.inner, link))).max(1),
                    None => q.letters,
                })
                .collect()
        };
        let theirs_size = sizes(pair.source, &theirs, &link.source);
        let ours_size = sizes(pair.version, &ours, &link.version);
        let total = |sizes: &[usize]| sizes.iter().sum::<usize>() as f32;
        // Where the one side has more, what the quotations say tells which of them have no partner.
        let echoes: Vec<Vec<Echo>> = if theirs.len() == ours.len() {
            Vec::new()
        } else {
            let of = |q| ours.iter().map(move |v| Echo::in_quotation(pair, q, v));
            theirs.iter().map(|q| of(q).collect()).collect()
        };
        let says = |i: usize, j: usize| echoes.get(i).map_or(0.0, |row| row[j].balance());
        let mut steps = best_steps(&theirs_size, &ours_size, ratio, &says);
        // "A," he says, "B": as much stands in quotation marks, divided in another way.
        if theirs.len() != ours.len()
            && !ours.is_empty()
            && total(&ours_size) >= SAME_TOTAL * ratio * total(&theirs_size)
        {
            let is_silent = |i: usize| echoes[i].iter().all(|echo| echo.is_silent());
            steps.retain(|(i, _)| i.is_some());
            for step in &mut steps {
                if step.1.is_none() && step.0.is_some_and(|i| !is_silent(i)) {
                    step.1 = Some(0);
                }
            }
        }
        for step in steps {
            match step {
                (Some(i), Some(j)) => out.both.push((theirs[i], ours[j])),
                (Some(i), None) => out.lost.push((theirs[i], index)),
                (None, Some(j)) => out.new.push((ours[j], index)),
                (None, None) => {}
            }
        }
    }
    // A quotation over several links is lost only where none of them has it.
    let matched = |q: &Quotation,
                   with: fn(&(&'a Quotation, &'a Quotation)) -> Span,
                   both: &[(&'a Quotation, &'a Quotation)]| {
        both.iter().any(|b| with(b) == q.span)
    };
    let both = std::mem::take(&mut out.both);
    out.lost.retain(|(q, link)| {
        !matched(q, |b| b.0.span, &both)
            || pair.alignment.links.get(*link).is_some_and(|link| {
                // Each of several sentences is quoted by itself, and this one is not.
                let whole = pair
                    .source
                    .span_of(link.source.clone())
                    .is_some_and(|span| q.span.contains(span));
                let quoted =
                    |sentences: Range<usize>| version.touching(&sentences).next().is_some();
                whole
                    && !quoted(link.version.clone())
                    && quoted(link.version.start.saturating_sub(1)..link.version.start)
                    && quoted(link.version.end..link.version.end + 1)
            })
    });
    out.new.retain(|(q, _)| !matched(q, |b| b.1.span, &both));
    // What left one sentence and turns up in the next was moved.
    let near = |a: usize, b: usize| a.abs_diff(b) <= 1;
    let mut moved: Vec<Span> = Vec::new();
    out.lost.retain(|(_, at)| {
        let partner = out
            .new
            .iter()
            .find(|(v, link)| near(*at, *link) && !moved.contains(&v.span));
        moved.extend(partner.map(|(v, _)| v.span));
        partner.is_none()
    });
    out.new.retain(|(v, _)| !moved.contains(&v.span));
    out.lost.dedup_by(|a, b| a.0.span == b.0.span);
    out.new.dedup_by(|a, b| a.0.span == b.0.span);
    out.both = both;
    out
}

type Step = (Option<usize>, Option<usize>);

/// The cheapest way through both lists in order; `says` tells from -1 to 1 whether
/// two of them say the same.
fn best_steps(
    theirs: &[usize],
    ours: &[usize],
    ratio: f32,
    says: &dyn Fn(usize, usize) -> f32,
) -> Vec<Step> {
    let (n, m) = (theirs.len(), ours.len());
    let width = m + 1;
    let mut cost = vec![f32::INFINITY; (n + 1) * width];
    let mut from = vec![(0usize, 0usize); (n + 1) * width];
    cost[0] = 0.0;
    let length = |q: &[usize]| q.iter().sum::<usize>().max(1) as f32;
    for i in 0..=n {
        for j in 0..=m {
            for (di, dj) in [(1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (3, 1), (1, 3)] {
                if di > i || dj > j {
                    continue;
                }
                let step = if di == 0 || dj == 0 {
                    SKIP
                } else {
                    let expected = length(&theirs[i - di..i]) * ratio;
                    let off = (expected / length(&ours[j - dj..j])).ln().abs();
                    // Short ones vary more.
                    let slack = 1.0 / expected.sqrt().max(1.0);
                    let off = (off - slack).max(0.0);
                    match di + dj {
                        2 => off - SAYS * says(i - 1, j - 1),
                        _ if off > JOINED_OFF => continue,
                        more => {
                            let joined = (i - di..i).flat_map(|a| (j - dj..j).map(move |b| (a, b)));
                            let silent: f32 = joined.map(|(a, b)| (-says(a, b)).max(0.0)).sum();
                            off + JOIN * (more - 2) as f32 + SILENT * silent
                        }
                    }
                };
                let total = cost[(i - di) * width + j - dj] + step;
                if total < cost[i * width + j] {
                    cost[i * width + j] = total;
                    from[i * width + j] = (di, dj);
                }
            }
        }
    }
    let mut out = Vec::new();
    let (mut i, mut j) = (n, m);
    while i > 0 || j > 0 {
        let (di, dj) = from[i * width + j];
        if di + dj == 0 {
            break;
        }
        if di == 0 {
            out.push((None, Some(j - 1)));
        } else if dj == 0 {
            out.push((Some(i - 1), None));
        } else {
            for a in i - di..i {
                for b in j - dj..j {
                    out.push((Some(a), Some(b)));
                }
            }
        }
        i -= di;
        j -= dj;
    }
    out.reverse();
    out
}
