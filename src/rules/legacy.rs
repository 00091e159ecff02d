//! Words in an older encoding of their language that was read as Latin-1: `Ïðèâåò`, `´º½º`, `Pojecha³`.

use super::Page;
use super::misread::{self, Misread};
use crate::language::Language;
use crate::text::Span;
use crate::text::classes::{Script, script_of};
use encoding_rs::Encoding;

/// Fewest characters of a word that is judged.
const WORD: usize = 4;
/// Fewest letters of the language in such a word, read again.
const WORD_LETTERS: usize = 2;
/// Fewest words with foreign letters in a text whose language has letters of its own.
const WORDS: usize = 2;

/// The words of a page that are in an older encoding of its language.
pub(super) fn legacy_words(page: &Page<'_>) -> Vec<Misread> {
    let language = page.language();
    let encodings = encodings(language);
    // What such words are made of stands in UTF-8 behind 0xC2 or 0xC3.
    let bytes = page.text().as_bytes();
    if encodings.is_empty() || memchr::memchr2(0xC2, 0xC3, bytes).is_none() {
        return Vec::new();
    }
    if language.script == "Latin" {
        foreign_letters(page, &encodings)
    } else {
        foreign_words(page, &encodings)
    }
}

/// The encodings in which texts of the language were written before Unicode, the likelier first.
fn encodings(language: &Language) -> Vec<&'static Encoding> {
    let labels = language.legacy_encodings.iter();
    labels
        .filter_map(|label| Encoding::for_label(label.as_bytes()))
        .collect()
}

/// Words of a script other than Latin that are made of accented Latin letters and signs.
fn foreign_words(page: &Page<'_>, encodings: &[&'static Encoding]) -> Vec<Misread> {
    let language = page.language();
    let wide = language.is_unspaced() || language.script == "Hangul";
    let mut found: Vec<(Span, &str)> = Vec::new();
    for (span, word) in words(page.text()) {
        if memchr::memchr2(0xC2, 0xC3, word.as_bytes()).is_none() {
            continue;
        }
        let core = word.trim_matches(|c: char| c.is_ascii_punctuation());
        // What is UTF-8 as a whole was UTF-8.
        if core.is_ascii() || reread(encoding_rs::UTF_8, core).is_some() {
            continue;
        }
        let all = core.chars().count();
        let high = core.chars().filter(|c| is_high(*c)).count();
        let lower = core.chars().any(|c| c.is_ascii_lowercase());
        if all >= WORD && high * 10 >= all * 7 && (wide || !lower) && strange(core) {
            let start = span.start + word.find(core).unwrap_or(0);
            found.push((Span::new(start, start + core.len()), core));
        }
    }
    // One text, one encoding: the one in which most of its words are in lower case, as words are.
    let repaired = |encoding: &'static Encoding| -> Vec<Option<String>> {
        let words = found
            .iter()
            .map(|(_, word)| decoded(encoding, word, language, WORD_LETTERS));
        words.collect()
    };
    let sense = |repaired: &[Option<String>]| -> usize {
        let known = repaired.iter().flatten();
        known.map(|w| if is_capitals(w) { 1 } else { 3 }).sum()
    };
    let mut best: Vec<Option<String>> = vec![None; found.len()];
    let mut chosen = None;
    for &encoding in encodings {
        let attempt = repaired(encoding);
        if sense(&attempt) > sense(&best) {
            (best, chosen) = (attempt, Some(encoding));
        }
    }
    let sure = 2 * best.iter().flatten().filter(|w| is_capitals(w)).count() <= best.len();
    let repaired = found.into_iter().zip(best);
    let mut out: Vec<Misread> = repaired
        .map(|((span, _), repaired)| Misread {
            span,
            repaired,
            sure,
        })
        .collect();
    if let Some(encoding) = chosen {
        let more = around(page, encoding, &out, sure);
        out.extend(more);
    }
    out
}

/// What is too short or too mixed to prove anything, in a paragraph where the encoding of two words is proved: half a sentence
/// that is mended is worse than none.
fn around(
    page: &Page<'_>,
    encoding: &'static Encoding,
    proved: &[Misread],
    sure: bool,
) -> Vec<Misread> {
    let language = page.language();
    let mut out = Vec::new();
    for block in &page.article.document.blocks {
        let inside = |m: &&Misread| m.repaired.is_some() && block.span.contains(m.span);
        if proved.iter().filter(inside).count() < WORDS {
            continue;
        }
        for (span, word) in words(page.article.slice(block.span)) {
            let core = word.trim_matches(|c: char| c.is_ascii_punctuation());
            let start = block.span.start + span.start + word.find(core).unwrap_or(0);
            let span = Span::new(start, start + core.len());
            if core.is_ascii() || proved.iter().any(|m| m.span.overlaps(span)) {
                continue;
            }
            if let Some(repaired) = decoded(encoding, core, language, 1) {
                out.push(Misread {
                    span,
                    repaired: Some(repaired),
                    sure,
                });
            }
        }
    }
    out
}

fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).skip(1);
    letters.any(char::is_uppercase)
}

/// Whether the word is no Latin word in capitals: it has signs, or letters of two cases out of order.
fn strange(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let accented = letters.iter().filter(|c| !c.is_ascii()).count();
    word.chars().any(|c| !c.is_alphabetic() && !c.is_ascii()) || accented * 10 >= letters.len() * 7
}

fn is_high(c: char) -> bool {
    !c.is_ascii() && misread::Page::Western.byte_of(c).is_some()
}

/// The word read in an encoding instead of Latin-1.
fn reread(encoding: &'static Encoding, word: &str) -> Option<String> {
    let western = |c| misread::Page::Western.byte_of(c);
    let bytes = word.chars().map(western).collect::<Option<Vec<u8>>>()?;
    let (text, failed) = encoding.decode_without_bom_handling(&bytes);
    (!failed).then(|| text.into_owned())
}

/// The word read in an encoding, if that gives a word of the language with so many letters of its own.
fn decoded(
    encoding: &'static Encoding,
    word: &str,
    language: &Language,
    least: usize,
) -> Option<String> {
    let text = reread(encoding, word)?;
    let own = |c: char| match script_of(c) {
        Some(script) => writes(language, script),
        None => !c.is_control() && c != '\u{FFFD}',
    };
    let letters = text.chars().filter(|c| script_of(*c).is_some()).count();
    (text.chars().all(own) && letters >= least && has_usual_case(&text)).then_some(text)
}

fn writes(language: &Language, script: Script) -> bool {
    match language.script.as_str() {
        "Han" => script == Script::Han,
        "Japanese" => matches!(script, Script::Han | Script::Kana),
        "Hangul" => script == Script::Hangul,
        "Cyrillic" => script == Script::Cyrillic,
        "Greek" => script == Script::Greek,
        "Hebrew" => script == Script::Hebrew,
        "Arabic" => script == Script::Arabic,
        "Thai" => script == Script::Thai,
        _ => false,
    }
}

/// Whether the word is in lower case but for its first letter, or all in capitals.
fn has_usual_case(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let small = letters.next().is_some_and(char::is_lowercase);
    let rest: Vec<char> = letters.collect();
    rest.iter().all(|c| !c.is_uppercase()) || !small && rest.iter().all(|c| !c.is_lowercase())
}

/// Words of a language with Latin letters of its own, in which letters or signs stand that it does not write.
fn foreign_letters(page: &Page<'_>, encodings: &[&'static Encoding]) -> Vec<Misread> {
    let letters = &page.language().lang.profile().letters;
    let own = |c: char| c.is_ascii() || c.to_lowercase().all(|l| letters.contains(l));
    let mut out: Vec<Misread> = Vec::new();
    for encoding in encodings {
        let found = words(page.text()).filter_map(|(span, word)| {
            let core = word.trim_matches(|c: char| c.is_ascii_punctuation() || is_quote(c));
            let foreign = core.chars().any(|c| is_high(c) && !own(c));
            let latin = core.chars().filter(char::is_ascii_alphabetic).count();
            if !foreign || latin == 0 {
                return None;
            }
            let text = reread(encoding, core)?;
            let all = text.chars().all(|c| c.is_alphabetic() && own(c));
            let start = span.start + word.find(core).unwrap_or(0);
            (all && text != core).then(|| Misread {
                span: Span::new(start, start + core.len()),
                repaired: Some(text),
                sure: false,
            })
        });
        let found: Vec<Misread> = found.collect();
        if found.len() > out.len() {
            out = found;
        }
    }
    // Short words prove nothing, but are mended with those that do.
    let proves = |m: &&Misread| {
        let word = page.article.slice(m.span);
        let latin = word.chars().filter(char::is_ascii_alphabetic).count();
        word.chars().count() >= WORD && latin >= 2
    };
    if out.iter().filter(proves).count() < WORDS {
        out.clear();
    }
    out
}

fn is_quote(c: char) -> bool {
    matches!(c, '„' | '“' | '”' | '«' | '»' | '’' | '‘' | '…' | '–' | '—')
}

/// The stretches of a text between white space of ASCII: a no-break space may be half of a character here.
fn words(text: &str) -> impl Iterator<Item = (Span, &str)> {
    text.split_ascii_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (Span::new(start, start + word.len()), word)
    })
}
