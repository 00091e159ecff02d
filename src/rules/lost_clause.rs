//! Clauses of the source that the version leaves out of a sentence which it renders otherwise.

use super::figures::figures;
use super::lengths::length_ratio;
use super::page::{Article, Pair};
use super::wording::Echo;
use crate::align::Link;
use crate::reading::{Fact, FactKind, TokenKind};
use crate::text::Span;

/// Fewest words of a clause whose loss is worth a remark.
const CLAUSE_WORDS: usize = 5;
/// Fewest words of a clause whose renderings are known, so that their absence says something.
const KNOWN_WORDS: usize = 3;
/// Share of a lost clause by which the version is shorter than usual at least.
const SHORTER: f64 = 0.7;
/// Least probability of a link that is looked into.
const SURE_LINK: f32 = 0.8;
/// Share of the known words of a lost clause of which something like a rendering may stand in the rest of the sentence.
const STRAY: f32 = 0.25;
/// Share of the known words of the rest of the sentence that stand in the version at least.
const REST_KEPT: f32 = 0.3;

/// A clause that is lost.
pub(super) struct LostClause {
    /// The clause in the source.
    pub(super) clause: Span,
    /// What renders its sentence.
    pub(super) version: Span,
}

/// The clauses of the source of which no figure and hardly a word stands in the version, while the rest of their sentence does
/// stand there and is as much shorter.
pub(super) fn lost_clauses(pair: &Pair<'_>) -> Vec<LostClause> {
    let links = pair.alignment.links.iter();
    links
        .filter(|link| {
            link.source.len() == 1 && link.version.len() == 1 && link.probability >= SURE_LINK
        })
        .filter_map(|link| in_link(pair, link))
        .collect()
}

fn in_link(pair: &Pair<'_>, link: &Link) -> Option<LostClause> {
    let sentence = link.source.start;
    let block = pair.source.sentences().get(sentence)?.block;
    let kind = pair.source.document.blocks.get(block)?.kind;
    // Headlines are written anew.
    if kind.is_heading() {
        return None;
    }
    let shortfall = 1.0 - length_ratio(pair, link) / f64::from(pair.lengths().usual());
    let whole = pair.source.span_of(link.source.clone())?;
    let length = |span: Span| pair.source.slice(span).chars().count() as f64;
    // A name in letters without capitals is not always recognised.
    let names_show = pair.version.language().has_case();
    let telling = |f: &&Fact| !matches!(f.kind, FactKind::Quotation { .. });
    let facts: Vec<&Fact> = pair
        .source
        .facts_of(sentence)
        .iter()
        .filter(telling)
        .collect();
    let lost = clauses(pair.source, sentence).into_iter().find(|clause| {
        shortfall >= SHORTER * length(*clause) / length(whole)
            && facts
                .iter()
                .any(|f| clause.contains(f.span) && (names_show || f.kind != FactKind::Name))
            && facts.iter().any(|f| !clause.contains(f.span))
            && is_lost(pair, link, *clause)
    })?;
    Some(LostClause {
        clause: lost,
        version: pair.version.span_of(link.version.clone())?,
    })
}

/// Whether no figure of the clause stands in the version and hardly a word in its sentence, and enough of what stands around it.
fn is_lost(pair: &Pair<'_>, link: &Link, clause: Span) -> bool {
    let missing = figures(pair.source, link.source.clone())
        .into_iter()
        .filter(|figure| clause.contains(figure.span))
        .all(|figure| {
            let mut singles = pair.leftovers().missing.iter();
            singles.any(|single| std::ptr::eq(single.fact, figure))
        });
    if !missing {
        return false;
    }
    let all = |_: Span| true;
    let said = |s: Span| clause.contains(s);
    let echo = Echo::of(pair, &said, link.source.clone(), link.version.clone(), &all);
    if echo.known < KNOWN_WORDS || echo.share() > STRAY {
        return false;
    }
    let outside = |s: Span| !clause.contains(s);
    let rest = Echo::of(
        pair,
        &outside,
        link.source.clone(),
        link.version.clone(),
        &all,
    );
    rest.share() >= REST_KEPT
}

/// The clauses of a sentence, as far as its marks show them; none if it has only one.
fn clauses(article: &Article, sentence: usize) -> Vec<Span> {
    let text = article.text();
    let mut out: Vec<Span> = Vec::new();
    let mut current: Option<(Span, usize)> = None;
    let mut parts = 0;
    for token in article.tokens_of(sentence) {
        let parts_here = token.mark(text).is_some_and(|c| {
            matches!(c, ',' | ';' | ':' | '(' | ')' | '–' | '—') || c == '-' && token.spaced
        });
        if parts_here {
            parts += 1;
            out.extend(current.take().filter(|c| c.1 >= CLAUSE_WORDS).map(|c| c.0));
        } else if token.kind != TokenKind::Mark {
            let (span, words) = current.get_or_insert((token.span, 0));
            *span = span.cover(token.span);
            *words += usize::from(token.is_word());
        }
    }
    out.extend(current.filter(|c| c.1 >= CLAUSE_WORDS).map(|c| c.0));
    if parts == 0 {
        out.clear();
    }
    out
}
