//! How sentences end, and whether the translation of one ends as it should.

use super::page::{Article, Pair};
use crate::align::Link;
use crate::document::BlockKind;
use crate::language::Language;
use crate::text::classes::{is_closing, is_sentence_end};
use std::ops::Range;

/// Share of the sentences with an end mark from which on a text is taken to write them.
const HABIT: f64 = 0.6;

/// Whether the text ends in the mark of a finished sentence, closing quotation marks and brackets aside.
pub(super) fn is_finished(text: &str) -> bool {
    core(text)
        .chars()
        .next_back()
        .is_some_and(|c| is_sentence_end(c) || matches!(c, ':' | '：' | ';' | '؛'))
}

/// Whether the text ends in a closing quotation mark or bracket, as a sentence does that was written to its end: one whose
/// opening it has, or one that its source has too.
pub(super) fn is_closed(text: &str, source: &str) -> bool {
    let closing = |text: &str| {
        text.trim_end()
            .chars()
            .next_back()
            .filter(|c| is_closing(*c))
    };
    let Some(last) = closing(text) else {
        return false;
    };
    if closing(source).is_some() && !matches!(last, '’' | '\'') {
        return true;
    }
    let count = |marks: &[char]| text.matches(marks).count();
    match last {
        '’' | '\'' => count(&['‘']) > 0,
        '»' => count(&['«']) <= count(&['»']),
        ')' | '）' => count(&['(', '（']) <= count(&[')', '）']),
        '」' => count(&['「']) <= count(&['」']),
        _ => count(&['"', '“', '”', '„']) % 2 == 0,
    }
}

fn core(text: &str) -> &str {
    text.trim_end()
        .trim_end_matches(|c: char| is_closing(c) || c.is_whitespace())
}

/// Whether the language ends its statements with a mark at all.
pub(super) fn writes_end_marks(language: &Language) -> bool {
    let marks = &language.punctuation.full_stop;
    marks.is_empty()
        || marks
            .iter()
            .any(|m| matches!(m.as_str(), "." | "。" | "।" | "۔"))
}

/// How the version ends the sentences at the end of its blocks whose source is finished.
pub(super) struct EndMarks<'a, 'p> {
    pair: &'a Pair<'p>,
    finished: usize,
    open: usize,
}

impl<'a, 'p> EndMarks<'a, 'p> {
    /// The end marks of the version of a pair.
    pub(super) fn of(pair: &'a Pair<'p>) -> EndMarks<'a, 'p> {
        let mut marks = EndMarks {
            pair,
            finished: 0,
            open: 0,
        };
        for (source, version) in couples(pair) {
            match marks.version_is_finished(source, version) {
                Some(true) => marks.finished += 1,
                Some(false) => marks.open += 1,
                None => {}
            }
        }
        marks
    }

    /// Whether the last version sentence ends finished, if it ends its block and the source's last one is finished.
    fn version_is_finished(
        &self,
        mut source: Range<usize>,
        mut version: Range<usize>,
    ) -> Option<bool> {
        let (source, version) = (source.next_back()?, version.next_back()?);
        let sentence = self.pair.version.sentences().get(version)?;
        let source = self.pair.source.sentences().get(source)?;
        (ends_block(self.pair.version, version) && is_finished(self.pair.source.slice(source.span)))
            .then(|| is_finished(self.pair.version.slice(sentence.span)))
    }

    /// Whether the version, as a rule, ends its sentences with a mark.
    pub(super) fn are_usual(&self) -> bool {
        let open = self.open.saturating_sub(1);
        writes_end_marks(self.pair.version.language())
            && self.finished as f64 >= HABIT * (self.finished + open) as f64
    }

    /// The first of some version sentences that lacks the end mark of its block, where their source has one and the
    /// translation has them elsewhere.
    pub(super) fn lacking(&self, source: &Range<usize>, version: &Range<usize>) -> Option<usize> {
        let last = self.version_is_finished(source.clone(), version.clone());
        let open = |&i: &usize| {
            let sentence = self.pair.version.sentences().get(i);
            let blocks = &self.pair.version.document.blocks;
            ends_block(self.pair.version, i)
                && sentence.is_some_and(|s| {
                    !is_finished(self.pair.version.slice(s.span))
                        && blocks
                            .get(s.block)
                            .is_some_and(|b| b.kind != BlockKind::Headline)
                })
        };
        (last == Some(false) && self.are_usual())
            .then(|| version.clone().find(open))
            .flatten()
    }
}

/// The linked sentences of both sides, one by one where a link has as many of the one as of the other.
pub(super) fn couples(pair: &Pair<'_>) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    pair.alignment.links.iter().flat_map(couples_of)
}

/// The sentences of a link, one by one where it has as many of the one side as of the other.
pub(super) fn couples_of(link: &Link) -> Vec<(Range<usize>, Range<usize>)> {
    let (source, version) = (link.source.clone(), link.version.clone());
    if source.len() == version.len() {
        let pairs = source.zip(version);
        pairs.map(|(s, v)| (s..s + 1, v..v + 1)).collect()
    } else {
        vec![(source, version)]
    }
}

fn ends_block(article: &Article, sentence: usize) -> bool {
    let block = |i: usize| article.sentences().get(i).map(|s| s.block);
    block(sentence) != block(sentence + 1)
}
