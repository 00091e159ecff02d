//! The names of places in one language, looked up at a word or inside unspaced text.

use super::Place;
use super::declined::{MIN_STEM, is_declined};
use super::spelling::{head, plain, size};
use crate::language::Language;
use crate::language::files;
use crate::language::key::{CAPITAL, Kind, UPPER, hash};
use crate::language::tables::{Record, Slots, bucket};
use crate::language::tag::{self, Lang};
use std::sync::OnceLock;

/// The names of a language as `build.rs` files them.
#[derive(Debug)]
pub(in crate::language) struct Names {
    /// How many letters an ending of a declined name has at most.
    pub endings: usize,
    /// Where the names with each start are.
    pub heads: Slots,
    /// The names, the longest of each start first.
    pub forms: &'static [u8],
}

/// One form of a name.
struct Form {
    record: Record<'static>,
    /// Its words as they are compared, with a space between them.
    words: &'static str,
}

impl Form {
    /// The first word, and whether it is the only one.
    fn first(&self) -> (&'static str, bool) {
        match self.words.split_once(' ') {
            Some((first, _)) => (first, false),
            None => (self.words, true),
        }
    }

    fn place(&self) -> Place {
        Place::at(self.record.value)
    }

    /// Whether it is an abbreviation in capitals, which is never declined.
    fn is_upper(&self) -> bool {
        self.record.flags & UPPER != 0
    }
}

/// Whether a word can be a form of the first of `words`, whose first letters no ending changes.
fn can_be(words: &[u8], seen: &str) -> bool {
    let mut letters = 0;
    let mut seen = seen.bytes();
    for byte in words {
        letters += usize::from(!is_inside_char(*byte));
        if letters > MIN_STEM || *byte == b' ' {
            break;
        }
        if seen.next() != Some(*byte) {
            return false;
        }
    }
    true
}

/// Whether a byte of UTF-8 is not the first of its character.
fn is_inside_char(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// The names of places in one language.
#[derive(Debug)]
pub struct Places {
    names: &'static Names,
    prefixes: Vec<String>,
}

/// A word or mark of a sentence, as far as names need it.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// The word; empty for a mark or a number that ends a name.
    pub text: &'a str,
    /// Whether it is a mark that may stand inside a name.
    pub joins: bool,
}

impl Places {
    /// The names of `lang`.
    pub fn of(lang: Lang) -> &'static Places {
        static TABLE: [OnceLock<Places>; tag::COUNT + 1] =
            [const { OnceLock::new() }; tag::COUNT + 1];
        static NONE: Names = Names {
            endings: 0,
            heads: &[],
            forms: &[],
        };
        TABLE[lang.index()].get_or_init(|| Places {
            names: files::NAMES_OF_PLACES.get(lang.index()).unwrap_or(&NONE),
            prefixes: prefixes(Language::of(lang)),
        })
    }

    /// The names that a text can start with, by its first two characters, if it starts as a form of the first of their words.
    fn forms<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Form> + 'a {
        let key = hash(Kind::Place, head(text));
        let records = bucket(self.names.heads, self.names.forms, key);
        records.filter_map(move |record| {
            let words = can_be(record.text, text).then_some(record.text)?;
            let words = std::str::from_utf8(words).ok()?;
            Some(Form { record, words })
        })
    }

    /// How many letters an ending of a declined name has at most; 0 where names are not declined.
    pub fn endings(&self) -> usize {
        self.names.endings
    }

    /// The longest name that starts with the first of `words`: how many of them it takes, and the place.
    ///
    /// A name that two places share gives both.
    pub fn at(&self, words: &[Word<'_>], out: &mut Vec<Place>) -> usize {
        let Some(first) = words.first().filter(|w| !w.text.is_empty()) else {
            return 0;
        };
        let lower = plain(first.text);
        let before = out.len();
        let mut taken = self.starting_with(&lower, words, out);
        if out.len() == before {
            // وألمانيا, בגרמניה: particles written as one with the name.
            for prefix in &self.prefixes {
                if let Some(rest) = lower.strip_prefix(prefix.as_str())
                    && rest.chars().count() >= MIN_STEM
                {
                    taken = self.starting_with(rest, words, out);
                    if out.len() > before {
                        break;
                    }
                }
            }
        }
        taken
    }

    /// Whether a name can start with `word`, given in lower case; most words are no place, and this need be asked once.
    pub(in crate::language) fn can_start_with(&self, word: &str) -> bool {
        let lower = plain(word);
        let starts = |first: &str| {
            self.forms(first).any(|form| {
                let (wanted, last) = form.first();
                self.is_form(&form, first, wanted, last)
            })
        };
        let stripped = self.prefixes.iter();
        starts(&lower)
            || stripped
                .filter_map(|prefix| lower.strip_prefix(prefix.as_str()))
                .any(starts)
    }

    /// Whether `seen` is the word `wanted` of a name, declined or not.
    fn is_form(&self, form: &Form, seen: &str, wanted: &str, last: bool) -> bool {
        seen == wanted
            || form.record.is_open() && last && seen.starts_with(wanted)
            || !form.is_upper()
                && !form.record.is_open()
                && is_declined(seen, wanted, self.names.endings)
    }

    fn starting_with(&self, first: &str, words: &[Word<'_>], out: &mut Vec<Place>) -> usize {
        let capital = words[0].text.starts_with(char::is_uppercase);
        let mut best = (0, 0);
        for form in self.forms(first) {
            if form.record.flags & CAPITAL != 0 && !capital {
                continue;
            }
            // "Πέρσι" is "last year" to the letter, and only with an ending taken off a form of Περσία.
            let hides = || form.words == first && form.place().is_none();
            let size = size(form.words);
            if size < best.1 && !hides() {
                continue;
            }
            if let Some(taken) = self.matches(&form, first, words) {
                if size > best.1 {
                    best = (taken, size);
                }
                let place = form.place();
                if !out.contains(&place) {
                    out.push(place);
                }
            }
        }
        best.0
    }

    fn matches(&self, form: &Form, first: &str, words: &[Word<'_>]) -> Option<usize> {
        let mut at = 0;
        let mut wanted = form.words.split(' ').enumerate().peekable();
        while let Some((n, name)) = wanted.next() {
            if n > 0 {
                at += 1;
                at += usize::from(words.get(at).is_some_and(|w| w.joins));
            }
            let word = words.get(at).filter(|w| !w.text.is_empty())?;
            let last = wanted.peek().is_none();
            let equal = if n == 0 {
                self.is_form(form, first, name, last)
            } else {
                self.is_form(form, &plain(word.text), name, last)
            };
            if !equal || form.is_upper() && !word.text.chars().all(char::is_uppercase) {
                return None;
            }
        }
        Some(at + 1)
    }

    /// The longest name at the start of unspaced text: its length in bytes, and the places.
    pub fn inside(&self, text: &str, out: &mut Vec<Place>) -> usize {
        let mut best = 0;
        for form in self.forms(text) {
            let name = form.words;
            if name.len() >= best
                && text.starts_with(name)
                && ends_in_kana(name, &text[name.len()..])
            {
                best = name.len();
                out.push(form.place());
            }
        }
        best
    }
}

/// Whether a katakana name ends where its run of katakana does (マリ is not in マリア).
fn ends_in_kana(name: &str, rest: &str) -> bool {
    let kana = |c: char| matches!(c as u32, 0x30A1..=0x30FA | 0x30FC);
    !(name.ends_with(kana) && rest.starts_with(kana))
}

fn prefixes(language: &Language) -> Vec<String> {
    let mut out: Vec<String> = language
        .morphology
        .prefixes
        .iter()
        .map(|p| plain(p))
        .collect();
    out.sort_by_key(|p| std::cmp::Reverse(p.len()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(tag: &str, text: &str) -> Vec<&'static str> {
        let lang = Lang::from_tag(tag).unwrap_or_default();
        let places = Places::of(lang);
        let mut out = Vec::new();
        if Language::of(lang).is_unspaced() {
            places.inside(text, &mut out);
        } else {
            let words: Vec<Word<'_>> = text
                .split(' ')
                .map(|text| Word { text, joins: false })
                .collect();
            places.at(&words, &mut out);
        }
        out.iter().map(|p| p.id()).collect()
    }

    #[test]
    fn declined_names_are_found() {
        for (tag, text, id) in [
            ("ru", "Германии", "country.DE"),
            ("fi", "Kiinassa", "country.CN"),
            ("pl", "Niemczech", "country.DE"),
            ("cs", "Íránu", "country.IR"),
            ("hu", "Kínában", "country.CN"),
            ("el", "Κίνας", "country.CN"),
            ("el", "Αιγύπτου", "country.EG"),
            ("de", "Deutschlands", "country.DE"),
            ("ar", "وألمانيا", "country.DE"),
            ("he", "בגרמניה", "country.DE"),
            ("en", "North Korea", "country.KP"),
            ("zh", "德国总理", "country.DE"),
            ("ja", "ドイツの", "country.DE"),
            ("ko", "독일", "country.DE"),
        ] {
            assert!(
                found(tag, text).contains(&id),
                "{tag} {text}: {:?}",
                found(tag, text)
            );
        }
        for text in ["보스니아 헤르체고비나", "보스니아헤르체고비나"] {
            assert!(found("ko", text).contains(&"country.BA"), "{text}");
        }
        for text in ["ตูร์ เดอ ฟรองซ์", "ตูร์เดอฟรองซ์"]
        {
            assert!(found("th", text).contains(&"org.tour-de-france"), "{text}");
        }
        assert!(found("ja", "マリア").is_empty());
        assert!(found("ru", "Германский").len() < 2);
        assert!(found("de", "Malis").contains(&"country.ML"));
        assert!(found("tr", "Maliye").is_empty());
    }

    #[test]
    fn any_text_can_be_looked_up() {
        for tag in ["en", "zh", "th", "ko", "ar", "fi"] {
            for text in ["", "a", "é", "\u{301}", "北", "ก", "A A A"] {
                let _ = found(tag, text);
            }
        }
    }
}
