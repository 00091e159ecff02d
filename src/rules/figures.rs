//! The figures of a pair, matched by value inside the links: what is left on either side is what the fact rules report.

use super::page::Pair;
use crate::reading::value::{Agreement, agreement};
use crate::reading::{Fact, FactKind};
use std::ops::Range;

/// Two figures that stand in matching places with different values.
#[derive(Debug)]
pub struct Changed<'a> {
    /// The figure of the source.
    pub source: &'a Fact,
    /// The figure of the version.
    pub version: &'a Fact,
    /// Probability of the link that they stand in.
    pub link: f32,
}

/// What the figures of a pair leave over.
#[derive(Debug, Default)]
pub struct Leftovers<'a> {
    /// Figures that changed on the way.
    pub changed: Vec<Changed<'a>>,
    /// Figures of the source that the version has nowhere near, with the version sentences of the link.
    pub missing: Vec<(&'a Fact, Range<usize>)>,
    /// Figures of the version that the source has nowhere near, with the source sentences of the link.
    pub extra: Vec<(&'a Fact, Range<usize>)>,
}

/// Least probability of a link whose figures are compared.
const SURE_LINK: f32 = 0.5;

/// Matches the figures of every link with both sides.
pub fn leftovers<'a>(pair: &Pair<'a>) -> Leftovers<'a> {
    let mut out = Leftovers::default();
    for link in &pair.alignment.links {
        if link.source.is_empty() || link.version.is_empty() || link.probability < SURE_LINK {
            continue;
        }
        let source = figures(pair.source, link.source.clone());
        let version = figures(pair.version, link.version.clone());
        let (free_source, free_version) = match_all(&source, &version);
        if free_source.is_empty() && free_version.is_empty() {
            continue;
        }
        let near_source = figures(
            pair.source,
            around(&link.source, pair.source.sentences().len()),
        );
        let near_version = figures(
            pair.version,
            around(&link.version, pair.version.sentences().len()),
        );
        let absent = |fact: &Fact, others: &[&Fact]| {
            others.iter().all(|o| agreement(fact, o) == Agreement::None)
        };
        let mut lost: Vec<&Fact> = free_source
            .into_iter()
            .filter(|f| absent(f, &near_version))
            .collect();
        let mut new: Vec<&Fact> = free_version
            .into_iter()
            .filter(|f| absent(f, &near_source))
            .collect();
        while let Some((i, j)) = likeliest_change(&lost, &new) {
            out.changed.push(Changed {
                source: lost.remove(i),
                version: new.remove(j),
                link: link.probability,
            });
        }
        out.missing
            .extend(lost.into_iter().map(|f| (f, link.version.clone())));
        out.extra
            .extend(new.into_iter().map(|f| (f, link.source.clone())));
    }
    out
}

fn around(range: &Range<usize>, len: usize) -> Range<usize> {
    range.start.saturating_sub(1)..(range.end + 1).min(len)
}

fn figures(article: &super::Article, sentences: Range<usize>) -> Vec<&Fact> {
    sentences
        .flat_map(|s| article.facts_of(s))
        .filter(|f| {
            !matches!(
                f.kind,
                FactKind::Name | FactKind::Quotation { .. } | FactKind::Link(_)
            )
        })
        .collect()
}

/// One-to-one matching by the best agreement first; gives what is left on both sides.
fn match_all<'a>(source: &[&'a Fact], version: &[&'a Fact]) -> (Vec<&'a Fact>, Vec<&'a Fact>) {
    let mut source_free = vec![true; source.len()];
    let mut version_free = vec![true; version.len()];
    for level in [Agreement::Equal, Agreement::Amount, Agreement::Converted] {
        for (i, s) in source.iter().enumerate().filter(|_| true) {
            if !source_free[i] {
                continue;
            }
            let partner = version
                .iter()
                .enumerate()
                .position(|(j, v)| version_free[j] && agreement(s, v) == level);
            if let Some(j) = partner {
                source_free[i] = false;
                version_free[j] = false;
            }
        }
    }
    let left = |facts: &[&'a Fact], free: &[bool]| {
        facts
            .iter()
            .zip(free)
            .filter(|(_, f)| **f)
            .map(|(f, _)| *f)
            .collect()
    };
    (left(source, &source_free), left(version, &version_free))
}

/// The pair of leftovers that most looks like one figure that was changed.
fn likeliest_change(lost: &[&Fact], new: &[&Fact]) -> Option<(usize, usize)> {
    let mut best: Option<(i32, usize, usize)> = None;
    for (i, s) in lost.iter().enumerate() {
        for (j, v) in new.iter().enumerate() {
            let score =
                i32::from(s.kind.name() == v.kind.name()) * 2 + i32::from(s.digits && v.digits);
            if score > 0 && best.is_none_or(|(b, ..)| score > b) {
                best = Some((score, i, j));
            }
        }
    }
    best.map(|(_, i, j)| (i, j))
}
