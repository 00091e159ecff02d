//! How sentences end, and whether the translation of one ends as it should.

use super::page::{Article, Pair};
use crate::align::Link;
use crate::text::classes::{is_closing, is_sentence_end};

/// Whether the text ends in the mark of a finished sentence, closing quotation marks and brackets aside.
pub(super) fn is_finished(text: &str) -> bool {
    let core = text
        .trim_end()
        .trim_end_matches(|c: char| is_closing(c) || c.is_whitespace());
    core.chars()
        .next_back()
        .is_some_and(|c| is_sentence_end(c) || matches!(c, ':' | '：' | ';' | '؛'))
}

/// Share of the sentences that end finished among those that end their block and whose block has more than a line's text.
pub(super) fn finished_share(article: &Article) -> f64 {
    let ends: Vec<bool> = (0..article.sentences().len())
        .filter(|&i| ends_block(article, i))
        .map(|i| is_finished(article.slice(article.sentences()[i].span)))
        .collect();
    if ends.is_empty() {
        0.0
    } else {
        ends.iter().filter(|e| **e).count() as f64 / ends.len() as f64
    }
}

fn ends_block(article: &Article, sentence: usize) -> bool {
    let block = |i: usize| article.sentences().get(i).map(|s| s.block);
    block(sentence) != block(sentence + 1)
}

/// Whether the source sentence of a one-to-one link is finished and its version is not, at the end of its block, in a
/// translation that finishes its sentences elsewhere.
pub(super) fn ends_open(pair: &Pair<'_>, link: &Link) -> bool {
    let (s, v) = (link.source.start, link.version.start);
    let (Some(source), Some(version)) = (
        pair.source.sentences().get(s),
        pair.version.sentences().get(v),
    ) else {
        return false;
    };
    ends_block(pair.version, v)
        && is_finished(pair.source.slice(source.span))
        && !is_finished(pair.version.slice(version.span))
        && finished_share(pair.version) >= 0.6
}

/// Ratio of the lengths of the two sides of a link in characters, version to source.
pub(super) fn length_ratio(pair: &Pair<'_>, link: &Link) -> f64 {
    let chars = |article: &Article, range: std::ops::Range<usize>| {
        article.span_of(range).map_or(1.0, |span| {
            article.slice(span).chars().count().max(1) as f64
        })
    };
    chars(pair.version, link.version.clone()) / chars(pair.source, link.source.clone())
}
