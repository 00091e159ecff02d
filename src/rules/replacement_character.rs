use super::Page;
use super::lines::{after, before};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::Severity;
use crate::text::Span;
use crate::text::classes::{is_combining, is_line_break, is_word_char, marks, script_of};

declare_rule! {
    /// A letter that was lost in a change of encoding.
    ///
    /// ## What it finds
    /// The replacement character `�`, and a question mark in the place of a letter: `возм?жных`, `r?alisa`.
    ///
    /// ## Why it matters
    /// The letter cannot be told from the text; a person has to put it back.
    ///
    /// ## Example
    /// ```bad fr
    /// Il a r�alis� un bon match.
    /// ```
    /// ```bad ru
    /// Полиция ищет воз?ожных свидетелей.
    /// ```
    /// Use instead:
    /// ```good fr
    /// Il a réalisé un bon match.
    /// ```
    ///
    /// ## What it leaves alone
    /// Question marks at the end of a word, and in web addresses.
    /// ```good
    /// Why? See example.org/watch?v=abc for more.
    /// ```
    pub static REPLACEMENT_CHARACTER = "replacement-character" {
        group: Encoding, severity: Error, fix: None, mqm: "design/character-encoding",
        explains: ["stray-punctuation", "spacing", "split-sentence", "fused-blocks", "missing-end-punctuation", "number-mismatch", "heading-case",
            "locale-punctuation", "name-mismatch", "mixed-script-word"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// More findings than this in one text are not told one by one.
const MOST: usize = 500;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let mut behind = 0;
    for (at, c) in marks(text) {
        if at < behind || findings.len() >= MOST || !matches!(c, '\u{FFFD}' | '?') {
            continue;
        }
        let rest = text.get(at..).unwrap_or("");
        let end = at + rest.len() - rest.trim_start_matches(c).len();
        behind = end;
        if c == '\u{FFFD}' {
            findings
                .add(
                    Span::new(at, end),
                    "A character was lost here in a change of encoding.",
                )
                .confidence(0.99);
        } else if let Some(severity) = in_place_of_letter(page, at, end) {
            findings
                .add(
                    Span::new(at, end),
                    "The question mark stands in the place of a letter.",
                )
                .severity(severity);
        }
    }
}

/// Whether the question marks from `at` to `end` stand in the place of a letter.
fn in_place_of_letter(page: &Page<'_>, at: usize, end: usize) -> Option<Severity> {
    let text = page.text();
    if end - at > 2 {
        return None;
    }
    let next = after(text, end)?;
    let previous = before(text, at);
    let address = text
        .get(..at)?
        .rsplit(char::is_whitespace)
        .next()
        .is_some_and(|head| {
            head.contains("//") || head.contains("www.") || head.contains('/') || head.contains('@')
        })
        || next.is_ascii()
            && text
                .get(end..)?
                .split(char::is_whitespace)
                .next()
                .is_some_and(|tail| tail.contains('='));
    if address {
        return None;
    }
    // A vowel sign never starts a word.
    if is_combining(next) && previous.is_none_or(|c| !is_word_char(c)) {
        return Some(Severity::Error);
    }
    let unasked = || page.source().is_some() && !asked_nearby(page, at);
    let language = page.language();
    if !is_word_char(next) {
        let rest = text.get(end..)?;
        let goes_on = match rest.trim_start().chars().next()? {
            ',' | ';' | '%' | '،' | '।' | '、' | '，' => true,
            c if next.is_whitespace() => is_word_char(c) && !c.is_uppercase(),
            _ => false,
        };
        let lost = goes_on
            && !language.is_unspaced()
            && !rest.starts_with(is_line_break)
            && unasked()
            && !said(page, rest);
        return lost.then_some(Severity::Warning);
    }
    match previous.filter(|c| is_word_char(*c)) {
        // Inside a word.
        Some(previous) => {
            let unspaced = |c| script_of(c).is_some_and(|s| s.is_unspaced());
            if unspaced(previous) || unspaced(next) {
                return unasked().then_some(Severity::Warning);
            }
            if next.is_uppercase() && !previous.is_uppercase() {
                return unasked().then_some(Severity::Note);
            }
            Some(Severity::Error)
        }
        // At the start of a word: never in scripts with case unless the word goes on in lower case.
        None if previous.is_none_or(char::is_whitespace) => {
            // A lost letter, or a lost mark before a Spanish question.
            if language.has_case() && (next.is_lowercase() || language.punctuation.inverted) {
                return Some(Severity::Warning);
            }
            unasked().then_some(Severity::Warning)
        }
        None => None,
    }
}

/// Whether the next words say that somebody asked.
fn said(page: &Page<'_>, rest: &str) -> bool {
    let speech = &page.language().words.speech;
    rest.split(|c: char| !is_word_char(c))
        .filter(|w| !w.is_empty())
        .take(3)
        .any(|word| {
            let word = word.to_lowercase();
            speech.iter().any(|s| s.to_lowercase() == word)
        })
}

/// Whether the source asks a question where the text at `at` may come from.
fn asked_nearby(page: &Page<'_>, at: usize) -> bool {
    let Some(source) = page.source() else {
        return false;
    };
    let Some(sentence) = page.article.reading.sentence_at(at) else {
        return false;
    };
    let asks = |range: std::ops::Range<usize>| {
        let around = range.start.saturating_sub(1)..(range.end + 1).min(source.sentences().len());
        source.span_of(around).is_some_and(|span| {
            let greek = source.language().script == "Greek";
            source
                .slice(span)
                .contains(|c| matches!(c, '?' | '？' | '؟' | '\u{37e}') || greek && c == ';')
        })
    };
    match page.counterpart(sentence) {
        Some(range) if !range.is_empty() => asks(range),
        // An added sentence may ask what it likes.
        _ => true,
    }
}
