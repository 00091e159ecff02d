//! UTF-8 that was shown in a code page: characters that, taken as bytes, are one character again.

use super::lines::before;
use crate::language::Language;
use crate::text::Span;
use crate::text::classes::{Script, script_of};
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1251, WINDOWS_1252};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A code page in which UTF-8 is often shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// Windows-1252, which is also how Latin-1 is read.
    Western,
    /// Windows-1251.
    Cyrillic,
    /// Mac OS Roman.
    Mac,
}

impl Page {
    pub(super) const ALL: [Page; 3] = [Self::Western, Self::Cyrillic, Self::Mac];

    /// Whether a text can hold UTF-8 shown in the code page, by a quick look.
    fn may_be_in(self, text: &str, language: &Language) -> bool {
        match self {
            // Every lead is U+00C2 to U+00F4, in UTF-8 a pair that starts with 0xC3.
            Self::Western => memchr::memchr(0xC3, text.as_bytes()).is_some(),
            // In a text of another script any Cyrillic letter makes one look.
            Self::Cyrillic if language.script != "Cyrillic" => {
                memchr::memchr2(0xD0, 0xD1, text.as_bytes()).is_some()
            }
            Self::Cyrillic => text.chars().any(|c| {
                matches!(
                    c,
                    'Ђ' | 'Ѓ' | 'ѓ' | '‚' | 'Њ' | 'Ќ' | 'Џ' | 'ђ' | 'њ' | 'ќ' | 'џ' | 'і' | '°'
                        ..='±' | 'µ' | '·' | '©' | '»'
                )
            }),
            Self::Mac => text.chars().any(|c| {
                matches!(
                    c,
                    '√' | '≈'
                        | '∏'
                        | '≤'
                        | '≥'
                        | '∂'
                        | '∑'
                        | '∫'
                        | '∞'
                        | '◊'
                        | '‚'
                        | '‡'
                        | 'Ω'
                        | 'ƒ'
                        | 'Œ'
                        | 'Ÿ'
                        | 'ÿ'
                        | '¬'
                        | 'Ë'
                        | 'Î'
                        | 'Ï'
                )
            }),
        }
    }

    /// Where the next character that may lead a sequence stands, from byte `at` on. No byte of a sequence is ASCII.
    fn next_lead(self, text: &str, at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut from = at;
        loop {
            let rest = bytes.get(from..)?;
            let found = from
                + match self {
                    Self::Western => memchr::memchr(0xC3, rest)?,
                    Self::Cyrillic => rest.iter().position(|b| matches!(b, 0xD0 | 0xD1))?,
                    Self::Mac => rest
                        .iter()
                        .position(|b| matches!(b, 0xC2 | 0xC3 | 0xC5 | 0xC6 | 0xE2 | 0xEF))?,
                };
            let width = if bytes[found] < 0xE0 { 2 } else { 3 };
            let second = bytes.get(found + width..).unwrap_or(&[]);
            let stands = match second {
                // А to я show as the bytes of letters, not as those that follow a lead.
                [0xD0, 0x90..=0xBF, ..] | [0xD1, 0x80..=0x8F, ..] => self != Self::Cyrillic,
                [first, ..] => *first >= 0x80,
                [] => false,
            };
            if stands {
                return Some(found);
            }
            from = found + width;
        }
    }

    /// The byte that shows as `c`; Latin-1 counts as Western where Windows-1252 has nothing.
    pub(super) fn byte_of(self, c: char) -> Option<u8> {
        static TABLES: OnceLock<[FxHashMap<char, u8>; 3]> = OnceLock::new();
        if self == Self::Western
            && let Ok(byte) = u8::try_from(u32::from(c))
        {
            return Some(byte);
        }
        let tables =
            TABLES.get_or_init(|| [table(WINDOWS_1252), table(WINDOWS_1251), table(MACINTOSH)]);
        tables[self as usize].get(&c).copied()
    }

    /// Sequences in a row without which nothing is proved: two letters of Cyrillic may well stand side by side in a text
    /// that is written in it.
    fn least_run(self, language: &Language) -> usize {
        if self == Self::Cyrillic && language.script == "Cyrillic" {
            2
        } else {
            1
        }
    }
}

/// Text that was read in the wrong encoding.
#[derive(Clone, Debug)]
pub(super) struct Misread {
    pub(super) span: Span,
    /// What it was, if the way back gives text of the language.
    pub(super) repaired: Option<String>,
    /// Whether that is proved.
    pub(super) sure: bool,
}

/// How often text may have gone through the wrong encoding.
const ROUNDS: usize = 3;

/// A stretch of wrongly read text inside one word.
struct Stretch {
    span: Span,
    repaired: String,
    /// Sequences in it, and characters of the longest.
    sequences: usize,
    longest: usize,
}

/// The stretches of a text that are UTF-8 shown in the code page, word by word.
pub(super) fn utf8_shown_in(page: Page, text: &str, language: &Language, out: &mut Vec<Misread>) {
    if text.is_ascii() || !page.may_be_in(text, language) {
        return;
    }
    let mut word: Option<Stretch> = None;
    let mut at = 0;
    while let Some(lead) = page.next_lead(text, at) {
        let Some(found) = sequence(page, text, lead, half_way(page, language))
            .filter(|s| page != Page::Western || !is_ordinary(text, lead, s, language))
        else {
            at = lead + text[lead..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let apart = |w: &Stretch| text[w.span.end..lead].contains(char::is_whitespace);
        if word.as_ref().is_some_and(apart) {
            out.extend(word.take().and_then(|w| proved(page, text, w, language)));
        }
        let stretch = word.get_or_insert_with(|| Stretch {
            span: Span::empty(lead),
            repaired: String::new(),
            sequences: 0,
            longest: 0,
        });
        stretch.repaired.push_str(&text[stretch.span.end..lead]);
        stretch.repaired.push(found.shown);
        stretch.span.end = found.end;
        stretch.sequences += 1;
        stretch.longest = stretch.longest.max(found.chars);
        at = found.end;
    }
    out.extend(word.and_then(|w| proved(page, text, w, language)));
}

fn proved(page: Page, text: &str, stretch: Stretch, language: &Language) -> Option<Misread> {
    if stretch.sequences < page.least_run(language) && stretch.longest <= 2 {
        return None;
    }
    let mut repaired = stretch.repaired;
    for _ in 1..ROUNDS {
        match again(page, &repaired, half_way(page, language)) {
            Some(better) => repaired = better,
            None => break,
        }
    }
    // Where half-way characters come to nothing, only what is text at once is mended.
    let is_text = |c: char| c.is_ascii() || plausible(c, language);
    if !repaired.chars().all(is_text) {
        repaired = again(page, stretch.span.of(text), |c| plausible(c, language))?;
    }
    Some(Misread {
        span: stretch.span,
        repaired: Some(repaired),
        sure: true,
    })
}

/// What may come out of one round: text, or, where it went through twice, characters of the code page again.
fn half_way(page: Page, language: &Language) -> impl Fn(char) -> bool {
    move |c| plausible(c, language) || page.byte_of(c).is_some_and(|b| b >= 0x80)
}

fn table(encoding: &'static Encoding) -> FxHashMap<char, u8> {
    let shown = |byte: u8| {
        let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
        text.chars().next().map(|c| (c, byte))
    };
    (0x80..=0xFF).filter_map(shown).collect()
}

/// Characters at `at` that as bytes are the UTF-8 form of one plausible character.
#[derive(Clone, Copy, Debug)]
struct Sequence {
    /// Offset behind them.
    end: usize,
    /// The character.
    shown: char,
    /// The last of them.
    last: char,
    /// How many characters stand for it.
    chars: usize,
}

/// The sequence at `at`, if there is one in the code page that stands for a character that `fits`.
fn sequence(page: Page, text: &str, at: usize, fits: impl Fn(char) -> bool) -> Option<Sequence> {
    let mut chars = text.get(at..)?.char_indices();
    let (_, lead) = chars.next()?;
    let first = page.byte_of(lead)?;
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
        *slot = page.byte_of(c).filter(|b| (0x80..=0xBF).contains(b))?;
        end = at + offset + c.len_utf8();
        last = c;
    }
    let shown = std::str::from_utf8(bytes.get(..=more)?)
        .ok()?
        .chars()
        .next()?;
    fits(shown).then_some(Sequence {
        end,
        shown,
        last,
        chars: more + 1,
    })
}

/// The text with every sequence repaired once more; `None` if there is none.
fn again(page: Page, text: &str, fits: impl Fn(char) -> bool) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|r| r.chars().next()) {
        match sequence(page, text, at, &fits) {
            Some(found) => {
                out.push(found.shown);
                changed = true;
                at = found.end;
            }
            None => {
                out.push(c);
                at += c.len_utf8();
            }
        }
    }
    changed.then_some(out)
}

/// Whether the two characters may stand there rightly: a capital letter and a closing mark at the end of a word in capitals.
fn is_ordinary(text: &str, at: usize, found: &Sequence, language: &Language) -> bool {
    let Some(lead) = text.get(at..).and_then(|r| r.chars().next()) else {
        return false;
    };
    let (last, end) = (found.last, found.end);
    let own_letter = language.script == "Latin" && lead.is_alphabetic();
    let closing = "”“»’‘›…–—™®«°ºª\u{a0}".contains(last);
    let capitals = before(text, at).is_some_and(char::is_uppercase);
    let ends = text
        .get(end..)
        .and_then(|r| r.chars().next())
        .is_none_or(|c| !c.is_alphabetic());
    let alone = !before(text, at).is_some_and(char::is_alphabetic);
    let small = before(text, at).is_some_and(|c| c.is_lowercase() || c.is_control());
    let vowel_sign =
        language.lang.tag() == "vi" && matches!(lead, 'Â' | 'Ã') && last == '\u{a0}' && !small;
    own_letter && closing && ends && (capitals || alone && !matches!(lead, 'Â' | 'Ã' | 'â'))
        || vowel_sign
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
            language.script == "Latin"
                && matches!(c as u32, 0x100..=0x17F | 0x1A0 | 0x1A1 | 0x1AF | 0x1B0 | 0x218..=0x21B | 0x1E80..=0x1EF9)
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
