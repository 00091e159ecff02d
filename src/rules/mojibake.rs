use super::Page;
use super::lines::before;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::language::Language;
use crate::text::Span;
use crate::text::classes::{Script, script_of};

declare_rule! {
    /// Text that was read in the wrong character encoding.
    ///
    /// ## What it finds
    /// UTF-8 shown as Windows-1252 or Latin-1 (`prÃ©sident`, `â€œ`, `Ð½Ð°`), once or twice over, told by its way back: the
    /// characters taken as bytes give a letter of the language or a usual mark.
    ///
    /// ## Why it matters
    /// The words cannot be read, searched or spoken.
    ///
    /// ## Example
    /// ```bad fr
    /// Le prÃ©sident a parlÃ©.
    /// ```
    /// ```bad ru
    /// Он всегда Ð½Ð° связи.
    /// ```
    /// Use instead:
    /// ```good fr
    /// Le président a parlé.
    /// ```
    ///
    /// ## What it leaves alone
    /// Letters that only look like it: `NÃO`, `ÂM NHẠC`, `« liberté »`.
    /// ```good vi
    /// Ông ấy nói: ÂM NHẠC và CÂU CHUYỆN
    /// ```
    pub static MOJIBAKE = "mojibake" {
        group: Encoding, severity: Error, fix: Some(Safety::Safe), mqm: "design/character-encoding",
        explains: ["invisible-character", "replacement-character", "mixed-script-word", "stray-punctuation", "spacing", "unbalanced-quotes", "mixed-quote-style",
            "number-mismatch", "currency-mismatch", "untranslated-text", "wrong-language", "fused-blocks", "name-mismatch", "html-entity"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// How often text may have gone through the wrong encoding.
const ROUNDS: usize = 3;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    // Every lead is U+00C2 to U+00F4, in UTF-8 a pair that starts with 0xC3.
    if memchr::memchr(0xC3, text.as_bytes()).is_none() && !text.contains(['´', 'º', 'À']) {
        return;
    }
    let language = page.language();
    let mut word: Option<(Span, String)> = None;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|r| r.chars().next()) {
        let hit = sequence(text, at, language);
        if let Some((end, shown)) = hit {
            let (span, repaired) = word.get_or_insert_with(|| (Span::empty(at), String::new()));
            repaired.push_str(text.get(span.end..at).unwrap_or(""));
            repaired.push(shown);
            span.end = end;
            at = end;
            continue;
        }
        if c.is_whitespace() {
            report(page, word.take(), findings);
        }
        at += c.len_utf8();
    }
    report(page, word.take(), findings);
    wrong_code_page(page, findings);
}

fn report(page: &Page<'_>, word: Option<(Span, String)>, findings: &mut Findings) {
    let Some((span, repaired)) = word else { return };
    let mut repaired = repaired;
    for _ in 1..ROUNDS {
        match again(&repaired, page.language()) {
            Some(better) => repaired = better,
            None => break,
        }
    }
    let shown = span.of(page.text());
    findings
        .add(
            span,
            format!("“{shown}” is “{repaired}” read in the wrong encoding."),
        )
        .confidence(0.98)
        .replace(Safety::Safe, span, repaired);
}

/// The text with every sequence repaired once more; `None` if there is none.
fn again(text: &str, language: &Language) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|r| r.chars().next()) {
        match sequence(text, at, language) {
            Some((end, shown)) => {
                out.push(shown);
                changed = true;
                at = end;
            }
            None => {
                out.push(c);
                at += c.len_utf8();
            }
        }
    }
    changed.then_some(out)
}

/// Characters at `at` that as bytes are the UTF-8 form of one plausible character: their end and the character.
fn sequence(text: &str, at: usize, language: &Language) -> Option<(usize, char)> {
    let mut chars = text.get(at..)?.char_indices();
    let (_, lead) = chars.next()?;
    let first = u8::try_from(u32::from(lead)).ok()?;
    let more = match first {
        0xC2..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF4 => 3,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    let mut end = at + lead.len_utf8();
    let mut last = lead;
    for slot in bytes.iter_mut().skip(1).take(more) {
        let (offset, c) = chars.next()?;
        *slot = byte_of(c).filter(|b| (0x80..=0xBF).contains(b))?;
        end = at + offset + c.len_utf8();
        last = c;
    }
    let shown = std::str::from_utf8(bytes.get(..=more)?)
        .ok()?
        .chars()
        .next()?;
    (plausible(shown, language) && !is_ordinary(text, at, lead, last, end, language))
        .then_some((end, shown))
}

/// Whether the two characters may stand there rightly: a capital letter and a closing mark at the end of a word in capitals.
fn is_ordinary(
    text: &str,
    at: usize,
    lead: char,
    last: char,
    end: usize,
    language: &Language,
) -> bool {
    let own_letter = language.script == "Latin" && lead.is_alphabetic();
    let closing = matches!(
        last,
        '”' | '“'
            | '»'
            | '’'
            | '‘'
            | '›'
            | '…'
            | '–'
            | '—'
            | '™'
            | '®'
            | '«'
            | '°'
            | 'º'
            | 'ª'
            | '\u{a0}'
    );
    let capitals = before(text, at).is_some_and(char::is_uppercase);
    let ends = text
        .get(end..)
        .and_then(|r| r.chars().next())
        .is_none_or(|c| !c.is_alphabetic());
    let alone = !before(text, at).is_some_and(char::is_alphabetic);
    let vowel_sign = language.lang.tag() == "vi" && matches!(lead, 'Â' | 'Ã') && last == '\u{a0}';
    own_letter && closing && ends && (capitals || alone && !matches!(lead, 'Â' | 'Ã' | 'â'))
        || vowel_sign
}

/// The byte that shows as `c` in Windows-1252, or in Latin-1 where that has none.
fn byte_of(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    HIGH.chars()
        .position(|h| h == c)
        .and_then(|i| u8::try_from(0x80 + i).ok())
}

/// Whether an article of the language may have the character.
fn plausible(c: char, language: &Language) -> bool {
    let usual = matches!(c as u32, 0xA0..=0xFF | 0x2010..=0x2026 | 0x202F | 0x2030 | 0x2032 | 0x2033 | 0x2039 | 0x203A | 0x20AC | 0x2116 | 0x2122 | 0x200B..=0x200F | 0xFEFF);
    if usual {
        return true;
    }
    let Some(script) = script_of(c) else {
        return matches!(c as u32, 0x3000..=0x303F | 0xFF01..=0xFF60 | 0x964..=0x96F | 0x60C | 0x61B | 0x61F | 0x660..=0x669 | 0x6F0..=0x6F9 | 0x1F300..=0x1FAFF);
    };
    match script {
        Script::Latin => {
            matches!(c as u32, 0x100..=0x17F | 0x1A0 | 0x1A1 | 0x1AF | 0x1B0 | 0x218..=0x21B | 0x1E80..=0x1EF9)
        }
        Script::Cyrillic => language.script == "Cyrillic" && (c as u32) < 0x492,
        Script::Greek => language.script == "Greek",
        Script::Arabic => language.script == "Arabic",
        Script::Hebrew => language.script == "Hebrew",
        Script::Devanagari => language.script == "Devanagari",
        Script::Bengali => language.script == "Bengali",
        Script::Thai => language.script == "Thai",
        Script::Han => matches!(language.script.as_str(), "Han" | "Japanese"),
        Script::Kana => language.script == "Japanese",
        Script::Hangul => matches!(language.script.as_str(), "Hangul" | "Korean"),
        Script::Other => false,
    }
}

/// Words of a script other than Latin that are made of accented Latin letters and signs: `Ïðèâåò`, `´º½º`.
fn wrong_code_page(page: &Page<'_>, findings: &mut Findings) {
    let language = page.language();
    if language.script == "Latin" || language.script.is_empty() {
        return;
    }
    let text = page.text();
    let mut start = 0;
    for word in text.split(char::is_whitespace) {
        let span = Span::new(start, start + word.len());
        start = span.end
            + text
                .get(span.end..)
                .and_then(|r| r.chars().next())
                .map_or(0, char::len_utf8);
        if word.len() < 8 {
            continue;
        }
        let all = word.chars().count();
        let high = word
            .chars()
            .filter(|c| matches!(*c as u32, 0xA1..=0xFF))
            .count();
        let capitals = word.chars().any(|c| c.is_ascii_lowercase());
        let repaired = found_in(findings, span);
        if all >= 4 && high * 10 >= all * 7 && !capitals && !repaired {
            findings
                .add(span, "The word looks like text read in the wrong encoding.")
                .severity(Severity::Warning)
                .confidence(0.8);
        }
    }
}

fn found_in(findings: &Findings, span: Span) -> bool {
    findings.spans().any(|s| s.overlaps(span))
}
