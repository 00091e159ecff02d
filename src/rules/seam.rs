//! Where two blocks that ran into each other come apart: the ways among which an editor chooses.

use super::page::Page;
use super::rule::Draft;
use super::sentence_start::may_start;
use crate::document::Format;
use crate::finding::Safety;
use crate::text::Span;
use std::ops::Range;

/// How far the length of a heading may be from what is usual for its source, as a logarithm of the ratio.
const OFF: f64 = 0.4;
/// Most places that are offered.
const OFFERED: usize = 2;
/// Characters of the word that names a place.
const WORD: usize = 24;

/// The gaps where the sentences, of which the first is a heading of about so many characters, may come apart; the likeliest
/// first. A word in the middle of a sentence shows one if it has a capital behind a word that has none; where such a word is
/// a function word, no name or noun is taken for one.
pub(super) fn seams(page: &Page<'_>, sentences: Range<usize>, heading: f64) -> Vec<Span> {
    let article = page.article;
    let Some(whole) = article.span_of(sentences.clone()) else {
        return Vec::new();
    };
    let tokens: Vec<_> = sentences.flat_map(|s| article.tokens_of(s)).collect();
    let mut found: Vec<(f64, Span, bool)> = Vec::new();
    for pair in 1..tokens.len() {
        let gap = Span::new(tokens[pair - 1].span.end, tokens[pair].span.start);
        let head = Span::new(whole.start, gap.start);
        let off = (article.slice(head).chars().count() as f64 / heading)
            .ln()
            .abs();
        if off <= OFF && !gap.is_empty() && may_start(&tokens[pair - 1..], article.text(), false) {
            let form = article.reading.form(tokens[pair]);
            found.push((off, gap, form.is_some_and(|f| f.uses.function)));
        }
    }
    if found.iter().any(|seam| seam.2) {
        found.retain(|seam| seam.2);
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.truncate(OFFERED);
    found.into_iter().map(|(_, gap, _)| gap).collect()
}

/// What parts two blocks in the text of the page; `None` where that takes markup.
pub(super) fn block_break(page: &Page<'_>) -> Option<&'static str> {
    match page.article.document.format {
        Format::Text | Format::Markdown => Some("\n\n"),
        Format::Lines => Some("\n"),
        Format::Html => None,
    }
}

/// Offers to part the blocks at the gap; at several only as a choice.
pub(super) fn parted<'f>(page: &Page<'_>, gaps: &[Span], draft: Draft<'f>) -> Draft<'f> {
    let Some(parting) = block_break(page) else {
        return draft;
    };
    if let [gap] = gaps {
        return draft.replace(Safety::Suggested, *gap, parting);
    }
    gaps.iter().fold(draft, |draft, gap| {
        let rest = page.text().get(gap.end..).unwrap_or("");
        let word = rest.split_whitespace().next().unwrap_or("");
        let word: String = word.chars().take(WORD).collect();
        draft.or_replace(format!("break the line before “{word}”"), *gap, parting)
    })
}
