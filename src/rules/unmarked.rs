//! How a translation says what the source quotes, where the quotation has lost its marks.

use super::page::{Article, Pair};
use super::quotations::Quotation;
use super::sentence_start::is_capital_of_sentence;
use super::wording::Echo;
use crate::align::Link;
use crate::reading::Token;
use crate::text::Span;
use std::ops::Range;

/// Most words between a verb of speech and the word that makes what follows reported speech.
const REACH: usize = 8;
/// Least share of a quotation's usual length that the reported clause has.
const HELD: f32 = 0.6;

/// What the words of the translation show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unmarked {
    /// The words of the quotation stand there, as far as they are known: the translation has adopted them.
    pub(super) literal: bool,
    /// Grammar says that it is reported speech, so that the words are still somebody else's.
    pub(super) reported: bool,
    /// "I" or "we", which only the person quoted can say.
    pub(super) in_person: bool,
}

impl Unmarked {
    /// What the version of `link` makes of a quotation of its source.
    pub(super) fn of(pair: &Pair<'_>, quotation: &Quotation, link: &Link) -> Unmarked {
        let inside = |span: Span| quotation.inner.contains(span);
        let outside = |span: Span| !quotation.span.overlaps(span);
        let said = says_i(pair.source, quotation.sentences.clone(), &inside);
        let told = says_i(pair.source, link.source.clone(), &outside);
        let quoted = pair.version.quotations();
        let unquoted = |span: Span| !quoted.all.iter().any(|q| q.inner.contains(span));
        let says = says_i(pair.version, link.version.clone(), &unquoted);
        let attributed = link
            .source
            .clone()
            .flat_map(|s| pair.source.tokens_of(s))
            .any(|t| outside(t.span) && is_speech(pair.source, t));
        Unmarked {
            literal: Echo::of_quotation(pair, quotation, link.version.clone(), &unquoted)
                .is_literal(),
            reported: attributed && !says && is_reported(pair, quotation, link, &unquoted),
            in_person: said && !told && says,
        }
    }
}

fn is_speech(article: &Article, token: &Token) -> bool {
    article.reading.form(token).is_some_and(|f| f.uses.speech)
}

/// Whether somebody speaks of himself in those words of the sentences.
fn says_i(article: &Article, sentences: Range<usize>, counts: &dyn Fn(Span) -> bool) -> bool {
    let list = &article.language().words.first_person;
    let lower = &article.document.lower;
    let unspaced = article.language().is_unspaced();
    let is = |word: &str| {
        list.iter()
            .any(|w| w.eq_ignore_ascii_case(word) || unspaced && word.contains(w.as_str()))
    };
    let mut tokens = sentences.flat_map(|s| article.tokens_of(s));
    tokens.any(|t| t.is_word() && counts(t.span) && is(t.span.of(lower)))
}

/// Whether a verb of speech is followed by the word that opens reported speech and enough to hold the quotation, or whether
/// the verbs have the mood of reported speech.
fn is_reported(
    pair: &Pair<'_>,
    quotation: &Quotation,
    link: &Link,
    counts: &dyn Fn(Span) -> bool,
) -> bool {
    let article = pair.version;
    let words = &article.language().words;
    let lower = &article.document.lower;
    let mut since_speech = None;
    let mut clause = None;
    let mut opens = false;
    for token in link.version.clone().flat_map(|s| article.tokens_of(s)) {
        if !token.is_word() || !counts(token.span) {
            continue;
        }
        // A sentence with a capital of its own was direct speech.
        if std::mem::take(&mut opens) && is_capital_of_sentence(article, token) {
            return false;
        }
        let word = token.span.of(lower);
        if words.subjunctive.iter().any(|w| w == word) {
            return true;
        }
        if is_speech(article, token) {
            since_speech = Some(0);
        } else if let Some(count) = &mut since_speech {
            *count += 1;
            if *count <= REACH && words.reported.iter().any(|w| w == word) {
                opens = clause.is_none();
                clause.get_or_insert(token.span.end);
            }
        }
    }
    let Some((start, whole)) = clause.zip(article.span_of(link.version.clone())) else {
        return false;
    };
    let length = |span: Span, of: &Article| of.slice(span).chars().count() as f32;
    let usual = pair.lengths().usual() * length(quotation.inner, pair.source);
    length(Span::new(start, whole.end), article) >= HELD * usual
}
