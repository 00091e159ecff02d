//! How much of some words of a source the words of a version say.

use super::names::{Form, is_alike};
use super::page::{Article, Pair};
use super::quotations::Quotation;
use crate::language::lexicon::{Concept, bundled};
use crate::text::Span;
use crate::text::classes::{Script, script_of};
use std::ops::Range;

/// Shortest word that a word of another language is recognised by, in letters.
const MIN_COGNATE: usize = 4;

/// How much of a part of the source some words of a version say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Echo {
    /// Words of that part whose renderings are known.
    pub(super) known: usize,
    /// Those of them of which a rendering stands there.
    pub(super) found: usize,
}

impl Echo {
    /// The echo of those words of the source's `theirs` that are `said`, in those of the version's `sentences` that `count`.
    pub(super) fn of(
        pair: &Pair<'_>,
        said: &dyn Fn(Span) -> bool,
        theirs: Range<usize>,
        sentences: Range<usize>,
        counts: &dyn Fn(Span) -> bool,
    ) -> Echo {
        let ours: Vec<&Form> = pair
            .version
            .forms()
            .within(sentences.clone())
            .iter()
            .filter(|w| counts(w.span))
            .collect();
        let concepts = concepts_of(pair.version, sentences, &ours, counts);
        let mut echo = Echo::default();
        let theirs = pair.source.forms().within(theirs);
        let theirs = || theirs.iter().filter(|w| said(w.span));
        let telling = theirs().any(|w| !w.uses.function);
        let mut meant = Vec::new();
        for word in theirs().filter(|w| !(telling && w.uses.function)) {
            meant.clear();
            add_concepts(pair.source, word, &mut meant);
            let here = meant.iter().any(|c| concepts.contains(c))
                || ours.iter().any(|w| is_cognate(word, w));
            echo.found += usize::from(here);
            echo.known += usize::from(here || !meant.is_empty());
        }
        echo
    }

    /// The echo of whole sentences of the source in sentences of the version.
    pub(super) fn of_sentences(pair: &Pair<'_>, theirs: Range<usize>, ours: Range<usize>) -> Echo {
        let all = |_: Span| true;
        Echo::of(pair, &all, theirs, ours, &all)
    }

    /// The echo of a quotation of the source in those words of `sentences` of the version that `count`.
    pub(super) fn of_quotation(
        pair: &Pair<'_>,
        quotation: &Quotation,
        sentences: Range<usize>,
        counts: &dyn Fn(Span) -> bool,
    ) -> Echo {
        let said = |span: Span| quotation.inner.contains(span);
        Echo::of(pair, &said, quotation.sentences.clone(), sentences, counts)
    }

    /// The echo of a quotation of the source inside a quotation of the version.
    pub(super) fn in_quotation(pair: &Pair<'_>, theirs: &Quotation, ours: &Quotation) -> Echo {
        let counts = |span: Span| ours.inner.contains(span);
        Echo::of_quotation(pair, theirs, ours.sentences.clone(), &counts)
    }

    /// Whether most of the known words stand there.
    pub(super) fn is_literal(self) -> bool {
        self.found > 0 && 2 * self.found > self.known
    }

    /// Whether words are known and none of them stands there.
    pub(super) fn is_silent(self) -> bool {
        self.known > 0 && self.found == 0
    }

    /// Share of the known words that stand there, 0 to 1; 0 where none is known.
    pub(super) fn share(self) -> f32 {
        self.found as f32 / self.known.max(1) as f32
    }

    /// From -1 to 1, how many of the known words stand there; nearer to 0 the fewer are known.
    pub(super) fn balance(self) -> f32 {
        (2.0 * self.found as f32 - self.known as f32) / (self.known as f32 + 1.0)
    }
}

/// Whether two words of two languages are one, by their letters. Across scripts only names can be told.
fn is_cognate(a: &Form, b: &Form) -> bool {
    a.folded.len().min(b.folded.len()) >= MIN_COGNATE
        && (a.script == b.script || a.named && b.named)
        && is_alike(a, b)
}

/// What a word can stand for, alone and with the words behind it.
fn add_concepts(article: &Article, form: &Form, out: &mut Vec<Concept>) {
    out.extend_from_slice(&form.concepts);
    if !form.starts_phrase {
        return;
    }
    let reading = &article.reading;
    let ahead = reading.tokens_from(form.token);
    let lower = &article.document.lower;
    reading.phrases_at(ahead, lower, &[bundled(reading.lang)], out);
}

/// What the words of some sentences can stand for, where they count.
fn concepts_of(
    article: &Article,
    sentences: Range<usize>,
    forms: &[&Form],
    counts: &dyn Fn(Span) -> bool,
) -> Vec<Concept> {
    let mut out = Vec::new();
    for form in forms {
        add_concepts(article, form, &mut out);
    }
    let is_run = |c: char| script_of(c).is_some_and(|s| s.is_unspaced() || s == Script::Hangul);
    if let Some(span) = article.span_of(sentences) {
        let index = bundled(article.reading.lang);
        let lower = &article.document.lower;
        for (at, c) in span.of(lower).char_indices().filter(|(_, c)| is_run(*c)) {
            let start = span.start + at;
            if counts(Span::new(start, start + c.len_utf8())) {
                index.inside(&lower[start..span.end], &mut out);
            }
        }
    }
    out
}
