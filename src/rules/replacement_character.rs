use super::Page;
use super::lines::{after, before, source_text, words_before};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::Severity;
use crate::text::Span;
use crate::text::classes::{is_combining, is_line_break, is_word_char, script_of};

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
    /// Question marks at the end of a word, unless a small word of the language lacks its last letter there, and in web addresses.
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
    for &(at, c) in page.article.marks() {
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
        let seen = || lost || ends_a_word(page, at, rest) || closes_quotation(page, at, rest);
        return (end - at == 1 && seen() || lost).then_some(Severity::Warning);
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

/// Whether the word before the mark is none, and one with a letter more: `ett? Syyrian` for `että Syyrian`.
///
/// Only the small words of the language and its verbs of speech are known well enough.
fn ends_a_word(page: &Page<'_>, at: usize, rest: &str) -> bool {
    let language = page.language();
    if !rest.starts_with(' ') || language.is_unspaced() {
        return false;
    }
    let head = words_before(page.lower(), at);
    let word = head.rsplit(|c: char| !is_word_char(c)).next().unwrap_or("");
    let speech = language.words.speech.iter();
    let known: Vec<&str> = language
        .function_words
        .iter()
        .chain(speech)
        .map(|w| &**w)
        .collect();
    // Encodings lose the letters that are not in ASCII.
    let lacks_one = |known: &str| {
        let mut rest = known.strip_prefix(word).unwrap_or("").chars();
        rest.next().is_some_and(|c| !c.is_ascii()) && rest.next().is_none()
    };
    word.chars().count() > 2
        && !known.contains(&word)
        && known.iter().any(|w| lacks_one(w))
        && !stands_elsewhere(page, word, at)
}

/// Whether the word stands in the text, apart from the one that ends at `at`.
fn stands_elsewhere(page: &Page<'_>, word: &str, at: usize) -> bool {
    let tokens = page.article.reading.tokens.iter();
    tokens
        .filter(|t| t.is_word() && t.span.end != at)
        .any(|t| t.span.of(page.lower()) == word)
}

/// Whether the mark stands where a quotation would have to be closed: before a comma, in a sentence in which one is opened and
/// never closed, and whose source asks nothing.
fn closes_quotation(page: &Page<'_>, at: usize, rest: &str) -> bool {
    let sentence = page.article.reading.sentence_at(at);
    let open =
        page.article.quotes().lone.iter().any(|lone| {
            lone.opens && Some(lone.mark.sentence) == sentence && lone.mark.span.end < at
        });
    let asks = || source_text(page, at).contains(['?', '？', '؟', '\u{37e}']);
    rest.starts_with([',', '،', '，']) && open && page.source().is_some() && !asks()
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
