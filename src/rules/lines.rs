//! The lines of a page and small questions about them that several rules ask.

use super::Page;
use crate::document::{BlockKind, Document};
use crate::text::classes::{
    closing_bracket, digit_value, is_closing, is_dash, is_line_break, is_quote, is_sentence_end,
    is_space, is_word_char,
};
use crate::text::{Span, line_spans};

/// One line of the visible text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its text, without the white space around it.
    pub(super) span: Span,
    /// Index of its block.
    pub(super) block: usize,
    /// How many words it has, as [`word_count`] counts them.
    pub(super) words: usize,
}

/// The lines of every block but code.
pub(super) fn lines<'a>(page: &Page<'a>) -> impl Iterator<Item = Line> + use<'a> {
    page.article.lines().iter().copied()
}

/// Divides a document into lines.
pub(super) fn lines_of(document: &Document, unspaced: bool) -> Vec<Line> {
    let text = &document.text;
    let mut out = Vec::new();
    let blocks = document.blocks.iter().enumerate();
    for (index, block) in blocks.filter(|(_, block)| block.kind != BlockKind::Code) {
        for line in line_spans(block.span.of(text)) {
            let at = |offset| block.span.start + offset;
            let span = Span::new(at(line.start), at(line.end)).trimmed(text);
            if !span.is_empty() {
                out.push(Line {
                    span,
                    block: index,
                    words: word_count(span.of(text), unspaced),
                });
            }
        }
    }
    out
}

/// Offset of the first letter or digit of `span` behind bullets, brackets and other decoration; never behind a quotation mark.
pub(super) fn behind_decoration(text: &str, span: Span) -> usize {
    let decoration = |c: char| {
        c.is_whitespace()
            || is_dash(c, true)
            || closing_bracket(c).is_some()
            || (!c.is_alphanumeric()
                && !is_word_char(c)
                && !is_quote(c)
                && !is_sentence_end(c)
                && !matches!(
                    c,
                    '\'' | '‘' | '’' | '<' | '&' | '%' | '@' | '`' | '¿' | '¡'
                ))
    };
    span.of(text)
        .char_indices()
        .find(|&(_, c)| !decoration(c))
        .map_or(span.end, |(at, _)| span.start + at)
}

/// Words beyond which [`word_count`] does not count: more than any rule asks about.
const MANY_WORDS: usize = 64;

/// How many words `text` has, at most [`MANY_WORDS`]; a text without spaces counts two characters as a word.
pub(super) fn word_count(text: &str, unspaced: bool) -> usize {
    words_up_to(MANY_WORDS, text, unspaced)
}

/// Whether `text` has more than `most` words; no more of it is read than tells.
pub(super) fn has_more_words(text: &str, most: usize, unspaced: bool) -> bool {
    words_up_to(most + 1, text, unspaced) > most
}

/// How many words `text` has, counted up to `enough`.
pub(super) fn words_up_to(enough: usize, text: &str, unspaced: bool) -> usize {
    let letter = |c: char| is_word_char(c) || c.is_numeric();
    if unspaced {
        let letters = text.chars().filter(|c| letter(*c));
        return letters.take(2 * enough).count().div_ceil(2);
    }
    let (mut words, mut has_letter) = (0, false);
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        if byte.is_ascii_whitespace() {
            words += usize::from(std::mem::take(&mut has_letter));
            if words == enough {
                return words;
            }
        } else if !has_letter {
            // Every character starts with an ASCII byte or one from 0xC0 on.
            has_letter = byte.is_ascii_alphanumeric()
                || byte >= 0xC0 && text[at..].chars().next().is_some_and(letter);
        }
    }
    words + usize::from(has_letter)
}

/// Whether `text` ends with the end mark of a statement; closing quotation marks and brackets are looked through.
pub(super) fn ends_with_stop(text: &str) -> bool {
    text.chars()
        .rev()
        .find(|&c| !is_closing(c) && !c.is_whitespace())
        .is_some_and(|c| is_sentence_end(c) && !matches!(c, '?' | '!' | '？' | '！' | '؟' | '…'))
}

/// The span of a line with the white space and line breaks that go when it is deleted.
pub(super) fn whole_line(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or("");
    let start = before.trim_end_matches(is_space).len();
    let rest = text.get(span.end..).unwrap_or("");
    let after = rest.len() - rest.trim_start_matches(is_space).len();
    let breaks = rest.get(after..).unwrap_or("");
    let breaks = breaks.len() - breaks.trim_start_matches(is_line_break).len();
    let end = span.end + after + breaks;
    if end == text.len() {
        let start = before.trim_end_matches(char::is_whitespace).len();
        return Span::new(start, end);
    }
    Span::new(start, end)
}

/// Whether the text at `at` may be direct speech: an odd number of quotation marks stands before it in its block.
pub(super) fn in_speech(page: &Page<'_>, at: usize) -> bool {
    let document = &page.article.document;
    let Some(block) = document.block_at(at).and_then(|i| document.blocks.get(i)) else {
        return false;
    };
    let before = document.text.get(block.span.start..at).unwrap_or("");
    let mut inside = false;
    let mut previous = ' ';
    let mut chars = before.chars().peekable();
    while let Some(c) = chars.next() {
        let in_word = is_word_char(previous) && chars.peek().is_some_and(|&n| is_word_char(n));
        // Inside a word, behind the first byte of a character, it is the second byte of one in the wrong encoding.
        let half = in_word && matches!(previous, '\u{c2}'..='\u{f4}');
        if is_quote(c) && !half && !(in_word && matches!(c, '"' | '״')) {
            inside = !inside;
        }
        previous = c;
    }
    inside
}

/// Whether there is a source and the text at `at` renders nothing of it.
pub(super) fn is_added(page: &Page<'_>, at: usize) -> bool {
    page.article
        .reading
        .sentence_at(at)
        .is_some_and(|sentence| page.is_added(sentence))
}

/// The source text that the text at `at` renders; empty without one.
pub(super) fn source_text<'a>(page: &Page<'a>, at: usize) -> &'a str {
    page.article
        .reading
        .sentence_at(at)
        .and_then(|sentence| page.counterpart_text(sentence))
        .unwrap_or("")
}

/// Whether the source, anywhere, has these characters.
pub(super) fn source_has(page: &Page<'_>, piece: &str) -> bool {
    page.source().is_some_and(|source| {
        memchr::memmem::find(source.text().as_bytes(), piece.as_bytes()).is_some()
    })
}

/// The last character before `at`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character at `at`.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The words in lower case right before `at`, at most 64 bytes, without the white space behind them.
pub(super) fn words_before(lower: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(64);
    while !lower.is_char_boundary(start) {
        start += 1;
    }
    lower.get(start..at).unwrap_or("").trim_end()
}

/// Whether `head` ends with one of the terms, as a word of its own where words are spaced.
pub(super) fn ends_with_any<'a>(
    head: &str,
    terms: impl IntoIterator<Item = &'a String>,
    unspaced: bool,
) -> bool {
    terms.into_iter().any(|term| {
        let term = term.to_lowercase();
        !term.is_empty()
            && head.strip_suffix(term.as_str()).is_some_and(|rest| {
                unspaced
                    || !rest
                        .chars()
                        .next_back()
                        .is_some_and(|c| is_word_char(c) || digit_value(c).is_some())
            })
    })
}

/// How far, in bytes, the ends of a line are looked for; a longer line is taken for as long as this.
const LINE_REACH: usize = 4096;

/// The start of the line that `at` lies in.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let mut from = at.saturating_sub(LINE_REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let head = text.get(from..at).unwrap_or("");
    head.char_indices()
        .rev()
        .find(|&(_, c)| is_line_end(c))
        .map_or(from, |(i, c)| from + i + c.len_utf8())
}

/// The end of the line that `at` lies in.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let mut to = text.len().min(at + LINE_REACH);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text.get(at..to)
        .and_then(|rest| rest.find(is_line_end))
        .map_or(to, |i| at + i)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2029}')
}
