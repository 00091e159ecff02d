//! How much the digits of two figures look alike: what tells a changed figure from another one.

use super::Likeness;
use crate::reading::value::same_dimension;
use crate::reading::{Fact, FactKind};
use crate::rules::page::{Article, Pair};
use crate::text::classes::digit_value;

/// Least amount that is said with a word of scale.
const LARGE: f64 = 1000.0;

/// Runs of figures with nothing but spaces and hyphens between them, as ranges of `facts`; every part of a run is one too.
pub(super) fn rows(article: &Article, facts: &[&Fact]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for start in 0..facts.len() {
        if !facts[start].digits || class_of(&facts[start].kind) != 0 {
            continue;
        }
        let mut end = start + 1;
        out.push((start, end));
        while end < facts.len()
            && end - start < 5
            && facts[end].digits
            && class_of(&facts[end].kind) == 0
        {
            let (from, to) = (facts[end - 1].span.end, facts[end].span.start);
            let gap = article.text().get(from..to);
            if !gap.is_some_and(|g| {
                g.len() <= 4 && !g.contains(|c: char| c.is_alphanumeric() || c == ',')
            }) {
                break;
            }
            end += 1;
            out.push((start, end));
        }
    }
    out
}

/// The digits from one figure to another; a Roman numeral has those of its value.
pub(super) fn digits_of(article: &Article, first: &Fact, last: &Fact) -> String {
    let written: String = article
        .slice(first.span.cover(last.span))
        .chars()
        .filter_map(digit_value)
        .map(|d| (b'0' + d) as char)
        .collect();
    match &first.kind {
        FactKind::Ordinal(value) if written.is_empty() => format!("{value}"),
        FactKind::Identifier(raw) if written.is_empty() => raw.clone(),
        _ => written,
    }
}

/// The digits of the row with its groups in the other order, as a text from right to left shows "0800 555 111".
pub(super) fn digits_from_the_right(article: &Article, first: &Fact, last: &Fact) -> String {
    let row = Fact {
        span: first.span.cover(last.span),
        ..first.clone()
    };
    let mut groups: Vec<Vec<u8>> = groups_of(article, &row).collect();
    groups.reverse();
    groups.into_iter().flatten().map(char::from).collect()
}

/// The pair of leftovers that most looks like one figure that was changed.
pub(super) fn likeliest_change(
    pair: &Pair<'_>,
    dated: bool,
    lost: &[&Fact],
    new: &[&Fact],
) -> Option<(usize, usize, Likeness)> {
    let mut best: Option<(Likeness, usize, usize)> = None;
    for (i, s) in lost.iter().enumerate() {
        for (j, v) in new.iter().enumerate() {
            let likeness = likeness(pair, s, v);
            // "Tuesday" and "yesterday" are compared where the day of the article is known.
            let days = dated
                && matches!(
                    (&s.kind, &v.kind),
                    (FactKind::Weekday(_), FactKind::RelativeDay(_))
                        | (FactKind::RelativeDay(_), FactKind::Weekday(_))
                );
            let same_class = days || class_of(&s.kind) == class_of(&v.kind);
            // A digit too many makes another kind of figure: 120:55, 290 March.
            if !same_class && likeness != Some(Likeness::Digits) {
                continue;
            }
            let likeness = likeness.or_else(|| {
                let only = |facts: &[&Fact], one: &Fact| {
                    facts
                        .iter()
                        .filter(|f| class_of(&f.kind) == class_of(&one.kind))
                        .count()
                        == 1
                };
                let same = days || s.kind.name() == v.kind.name();
                (same && only(lost, s) && only(new, v)).then_some(Likeness::Place)
            });
            if let Some(likeness) = likeness
                && best.is_none_or(|(b, ..)| likeness > b)
            {
                best = Some((likeness, i, j));
            }
        }
    }
    best.map(|(likeness, i, j)| (i, j, likeness))
}

/// Kinds that can be taken for each other.
pub(super) fn class_of(kind: &FactKind) -> u8 {
    match kind {
        FactKind::Weekday(_) => 1,
        FactKind::RelativeDay(_) => 2,
        FactKind::Date { .. } => 3,
        FactKind::Time { .. } => 4,
        _ => 0,
    }
}

/// How much the digits of two figures look alike.
pub(super) fn likeness(pair: &Pair<'_>, s: &Fact, v: &Fact) -> Option<Likeness> {
    if !s.digits || !v.digits {
        return is_scale_slip(&s.kind, &v.kind).then_some(Likeness::Scale);
    }
    let (a, b) = (
        digits_of(pair.source, s, s).into_bytes(),
        digits_of(pair.version, v, v).into_bytes(),
    );
    let (a, b) = (without_zeros(&a), without_zeros(&b));
    let significant = |digits: &[u8]| {
        let zeros = digits.iter().rev().take_while(|d| **d == b'0').count();
        digits[..digits.len() - zeros].to_vec()
    };
    if a == b || scaled(s) && scaled(v) && significant(a) == significant(b) {
        return Some(Likeness::Scale);
    }
    let part = |whole: &Article, fact: &Fact, other: &Fact, digits: &[u8]| {
        matches!(fact.kind, FactKind::Ratio(..) | FactKind::Time { .. })
            && digits.len() > 1
            && matches!(other.kind, FactKind::Duration { .. } | FactKind::Number(_))
            && groups_of(whole, fact).any(|group| one_edit(&group, digits))
    };
    (one_edit(a, b) || part(pair.source, s, v, b) || part(pair.version, v, s, a))
        .then_some(Likeness::Digits)
}

/// Whether two large amounts of money or measures differ by a power of ten, however they are written.
fn is_scale_slip(a: &FactKind, b: &FactKind) -> bool {
    let measured =
        |kind: &FactKind| matches!(kind, FactKind::Money { .. } | FactKind::Quantity { .. });
    let (Some(x), Some(y)) = (a.amount(), b.amount()) else {
        return false;
    };
    let power = (x.value / y.value).log10();
    measured(a)
        && a.name() == b.name()
        && same_dimension(a, b)
        && x.value.min(y.value) >= LARGE
        && power.round() != 0.0
        && (power - power.round()).abs() < 1e-9
}

/// The groups of digits of a figure.
fn groups_of(article: &Article, fact: &Fact) -> impl Iterator<Item = Vec<u8>> {
    article
        .slice(fact.span)
        .split(|c| digit_value(c).is_none())
        .filter(|group| !group.is_empty())
        .map(|group| {
            group
                .chars()
                .filter_map(digit_value)
                .map(|d| b'0' + d)
                .collect()
        })
}

/// Whether a scale word may belong to the figure, so that its digits do not show its size.
fn scaled(fact: &Fact) -> bool {
    fact.kind.amount().is_some_and(|a| a.step >= 1000.0)
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let start = digits.iter().take_while(|d| **d == b'0').count();
    &digits[start..]
}

/// Whether one digit was replaced, added, dropped or swapped with its neighbour.
pub(super) fn one_edit(a: &[u8], b: &[u8]) -> bool {
    let same_head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let same_tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (long, short) = (a.len().max(b.len()), a.len().min(b.len()));
    match long - short {
        0 => {
            let middle = long.saturating_sub(same_head + same_tail);
            middle <= 1 && (long > 1)
                || middle == 2
                    && a[same_head] == b[same_head + 1]
                    && a[same_head + 1] == b[same_head]
        }
        1 => same_head + same_tail >= short && short >= 1,
        _ => false,
    }
}
