//! Names of countries, cities and regions, found in the sentences of a language in the forms that it declines them to.

use super::files;
use super::lexicon::{is_spelled_freely, normalised, spellings};
use super::tag::{self, Lang};
use super::{Language, data::LanguageData};
use crate::text::classes::{Script, is_combining, is_word_char, script_of};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Kinds of names whose identifiers start so.
const KINDS: [&str; 8] = [
    "country.", "city.", "region.", "sea.", "river.", "island.", "nation.", "org.",
];
/// The identifier of words that look like a place and are none; a longer one hides the place in it.
const NO_PLACE: &str = "none";
/// What lies in which country.
const INSIDE: &str = include_str!("../../data/names/inside.tsv");
/// Letters of a name that must be left for endings to be taken off.
const MIN_STEM: usize = 3;
/// Letters of a stem from which its last one may change (Islanti, Islannin).
const LONG_STEM: usize = 6;
/// Longest ending of a language whose stems change their last consonant.
const CHANGING_STEM: usize = 6;
/// Longest ending that is added to a name without changing it ("Chinas", "Deutschlands").
const ADDED_ENDING: usize = 2;

/// A place: the identifier that all languages share, such as `country.DE` or `city.vienna`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place(&'static str);

impl Place {
    /// The identifier.
    pub const fn id(self) -> &'static str {
        self.0
    }

    /// `country`, `city`, `region` and so on.
    pub fn kind(self) -> &'static str {
        self.0.split('.').next().unwrap_or("")
    }

    /// Whether it is a country or a territory that is named like one.
    pub fn is_country(self) -> bool {
        self.0.starts_with("country.")
    }

    /// Whether it is no place: a word that only looks like one.
    pub fn is_none(self) -> bool {
        self.0 == NO_PLACE
    }

    /// Whether some language calls the place by `word`, with at most `endings` letters behind the name.
    ///
    /// The files are searched as they are, so that no language has to be read for it.
    pub fn is_called(self, word: &str, endings: usize) -> bool {
        let word = plain(word);
        let entry = format!("\n{}\t", self.0);
        let forms_in = |file: &'static str| {
            let at = memchr::memmem::find(file.as_bytes(), entry.as_bytes());
            let line = at.and_then(|at| file[at + entry.len()..].lines().next());
            line.into_iter().flat_map(|line| line.split(','))
        };
        files::NAMES.iter().copied().flat_map(forms_in).any(|form| {
            let (name, open) = match form.trim().strip_suffix('*') {
                Some(stem) => (plain(stem), true),
                None => (plain(form.trim()), false),
            };
            let rest = word.strip_prefix(&name).filter(|_| !name.is_empty());
            rest.is_some_and(|rest| open || rest.chars().count() <= endings)
        })
    }

    /// Whether one may stand for the other: the same, a part of it, its capital, its government, or in one country.
    pub fn is_related(self, other: Place) -> bool {
        if self == other {
            return true;
        }
        let ours = self.countries();
        !ours.is_empty() && other.countries().iter().any(|c| ours.contains(c))
    }

    /// The countries that the place is, lies in or speaks for.
    fn countries(self) -> Vec<&'static str> {
        static TABLE: OnceLock<FxHashMap<&str, Vec<&str>>> = OnceLock::new();
        let table = TABLE.get_or_init(|| {
            let mut table: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
            for line in INSIDE.lines().filter(|l| !l.starts_with('#')) {
                if let Some((country, members)) = line.split_once('\t') {
                    for member in members.split(',') {
                        table.entry(member.trim()).or_default().push(country);
                    }
                }
            }
            table
        });
        let mut out: Vec<&'static str> = table.get(self.0).cloned().unwrap_or_default();
        // "region.us-*" and "country.gb-*" are filed under the start that their members share.
        if let Some(start) = self.0.find('-') {
            let family = &INSIDE_FAMILIES.iter().find(|f| f.0 == &self.0[..=start]);
            out.extend(family.map(|f| f.1));
        }
        if self.is_country() {
            out.push(self.0);
        }
        out
    }
}

/// Identifiers that start so belong to one country.
const INSIDE_FAMILIES: [(&str, &str); 3] = [
    ("region.us-", "country.US"),
    ("org.us-", "country.US"),
    ("country.gb-", "country.GB"),
];

/// One form of a name.
#[derive(Debug)]
struct Form {
    /// Its words, [`normalised`] and without accents that move when a name is declined.
    words: Vec<Box<str>>,
    /// The first bytes of its first word, which no ending changes.
    start: Start,
    /// Bytes of its words together.
    size: usize,
    /// Whether its last word may go on (`Afghan*`).
    open: bool,
    /// Whether it must stand with a capital.
    capital: bool,
    /// Whether it is an abbreviation in capitals, which is never declined.
    upper: bool,
    place: Place,
}

/// The first [`MIN_STEM`] bytes of a word in one number, and which of its bits a shorter word has.
#[derive(Clone, Copy, Debug)]
struct Start {
    bytes: u32,
    mask: u32,
}

impl Start {
    fn of(word: &str) -> Start {
        let mut start = Start { bytes: 0, mask: 0 };
        for (at, byte) in word.bytes().take(MIN_STEM).enumerate() {
            start.bytes |= u32::from(byte) << (8 * at);
            start.mask |= 0xFF << (8 * at);
        }
        start
    }

    /// Whether a word with the start `seen` can be a form of this one.
    fn can_be(self, seen: Start) -> bool {
        (self.bytes ^ seen.bytes) & self.mask == 0
    }
}

/// The names of places in one language.
#[derive(Debug, Default)]
pub struct Places {
    by_head: FxHashMap<[char; 2], Vec<Form>>,
    endings: usize,
    prefixes: Vec<String>,
    unspaced: bool,
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
    /// The names of `lang`; read on the first call, shared afterwards.
    pub fn of(lang: Lang) -> &'static Places {
        static TABLE: [OnceLock<Places>; tag::COUNT + 1] =
            [const { OnceLock::new() }; tag::COUNT + 1];
        TABLE[lang.index()].get_or_init(|| Self::prepare(lang))
    }

    fn prepare(lang: Lang) -> Places {
        let language = Language::of(lang);
        let territories = files::of(&files::TERRITORIES, lang);
        let mut places = Places {
            endings: header(territories, "# endings: "),
            prefixes: prefixes(language),
            unspaced: language.is_unspaced(),
            ..Places::default()
        };
        let article = language.prefixes.iter().any(|prefix| prefix == "ال");
        for line in territories
            .lines()
            .chain(files::or_of_base(&files::NAMES, lang).lines())
            .filter(|l| !l.starts_with('#'))
        {
            let Some((id, forms)) = line.split_once('\t') else {
                continue;
            };
            if id == NO_PLACE || KINDS.iter().any(|kind| id.starts_with(kind)) {
                for form in forms.split(',').map(str::trim) {
                    places.add(form, Place(id.trim()));
                    // الهند stands behind a particle without its article: للهند.
                    if let Some(bare) = form.strip_prefix("ال").filter(|_| article) {
                        places.add(bare, Place(id.trim()));
                    }
                }
            }
        }
        for bucket in places.by_head.values_mut() {
            bucket.sort_by_key(|f| std::cmp::Reverse(f.size));
        }
        places
    }

    /// How many letters an ending of a declined name has at most; 0 where names are not declined.
    pub fn endings(&self) -> usize {
        self.endings
    }

    fn add(&mut self, form: &str, place: Place) {
        let (form, open) = match form.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (form, false),
        };
        if is_spelled_freely(form) {
            for form in spellings(form) {
                self.add_spelling(&form, open, place);
            }
        } else {
            self.add_spelling(form, open, place);
        }
    }

    fn add_spelling(&mut self, form: &str, open: bool, place: Place) {
        let words: Vec<Box<str>> = if self.unspaced {
            vec![form.into()]
        } else {
            form.split(|c: char| !is_word_char(c))
                .filter(|w| !w.is_empty())
                .map(|w| plain(w).into())
                .collect()
        };
        let letters: usize = words.iter().map(|w| w.chars().count()).sum();
        let Some(head) = words.first().and_then(|w| head(w)).filter(|_| letters >= 2) else {
            return;
        };
        let upper = form.chars().filter(|c| c.is_uppercase()).count() >= 2
            && !form.chars().any(char::is_lowercase);
        self.by_head.entry(head).or_default().push(Form {
            start: Start::of(&words[0]),
            size: words.iter().map(|w| w.len()).sum(),
            words,
            open,
            capital: form.starts_with(char::is_uppercase),
            upper,
            place,
        });
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
    pub(super) fn can_start_with(&self, word: &str) -> bool {
        let lower = plain(word);
        let starts = |first: &str| {
            let bucket = head(first).and_then(|h| self.by_head.get(&h));
            let start = Start::of(first);
            let mut forms = bucket.into_iter().flatten();
            forms.any(|form| {
                if !form.start.can_be(start) {
                    return false;
                }
                let last = form.words.len() == 1;
                self.is_form(form, first, &form.words[0], last)
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
            || form.open && last && seen.starts_with(wanted)
            || !form.upper && !form.open && self.is_declined(seen, wanted)
    }

    fn starting_with(&self, first: &str, words: &[Word<'_>], out: &mut Vec<Place>) -> usize {
        let Some(bucket) = head(first).and_then(|h| self.by_head.get(&h)) else {
            return 0;
        };
        let capital = words[0].text.starts_with(char::is_uppercase);
        let start = Start::of(first);
        let mut best = (0, 0);
        for form in bucket {
            if !form.start.can_be(start) || form.capital && !capital {
                continue;
            }
            // "Πέρσι" is "last year" to the letter, and only with an ending taken off a form of Περσία.
            let hides =
                || form.place.is_none() && form.words.len() == 1 && *form.words[0] == *first;
            if form.size < best.1 && !hides() {
                continue;
            }
            if let Some(taken) = self.matches(form, first, words) {
                if form.size > best.1 {
                    best = (taken, form.size);
                }
                if !out.contains(&form.place) {
                    out.push(form.place);
                }
            }
        }
        best.0
    }

    fn matches(&self, form: &Form, first: &str, words: &[Word<'_>]) -> Option<usize> {
        let mut at = 0;
        for (n, wanted) in form.words.iter().enumerate() {
            if n > 0 {
                at += 1;
                at += usize::from(words.get(at).is_some_and(|w| w.joins));
            }
            let word = words.get(at).filter(|w| !w.text.is_empty())?;
            let last = n + 1 == form.words.len();
            let equal = if n == 0 {
                self.is_form(form, first, wanted, last)
            } else {
                self.is_form(form, &plain(word.text), wanted, last)
            };
            if !equal || form.upper && !word.text.chars().all(char::is_uppercase) {
                return None;
            }
        }
        Some(at + 1)
    }

    /// Whether `seen` is `name` with an ending of the language.
    fn is_declined(&self, seen: &str, name: &str) -> bool {
        // No ending changes a name before its third letter.
        let start = name.len().min(MIN_STEM);
        if self.endings == 0 || seen.as_bytes().get(..start) != name.as_bytes().get(..start) {
            return false;
        }
        let longer = |stem: &str| {
            seen.strip_prefix(stem)
                .is_some_and(|rest| rest.chars().count() <= self.endings)
        };
        if self.endings <= ADDED_ENDING {
            return name.chars().count() >= MIN_STEM && longer(name);
        }
        if script_of_word(name) == Some(Script::Hangul) {
            return longer(name);
        }
        let stem = stem(name);
        let letters = stem.chars().count();
        if letters < MIN_STEM {
            return false;
        }
        if letters == MIN_STEM {
            return longer(name)
                || longer(stem) && seen[stem.len()..].chars().next().is_none_or(is_soft);
        }
        let shorter = || {
            let cut = stem.char_indices().next_back().map_or(0, |(at, _)| at);
            self.endings >= CHANGING_STEM && letters >= LONG_STEM && longer(&stem[..cut])
        };
        // "Росс" is not Россия: a name in two vowels keeps an ending.
        let bare = seen == stem && name.len() > stem.len() + 2;
        longer(stem) && !bare || shorter()
    }

    /// The longest name at the start of unspaced text: its length in bytes, and the places.
    pub fn inside(&self, text: &str, out: &mut Vec<Place>) -> usize {
        let mut chars = text.chars();
        let (Some(a), Some(b)) = (chars.next(), chars.next()) else {
            return 0;
        };
        let Some(bucket) = self.by_head.get(&[a, b]) else {
            return 0;
        };
        let mut best = 0;
        for form in bucket {
            let name = &*form.words[0];
            if name.len() >= best
                && text.starts_with(name)
                && ends_in_kana(name, &text[name.len()..])
            {
                best = name.len();
                out.push(form.place);
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

/// The number behind `key` in the comments at the head of a file.
fn header(text: &str, key: &str) -> usize {
    text.lines()
        .take_while(|l| l.starts_with('#'))
        .find_map(|l| l.strip_prefix(key)?.trim().parse().ok())
        .unwrap_or(0)
}

fn prefixes(language: &LanguageData) -> Vec<String> {
    let mut out: Vec<String> = language
        .morphology
        .prefixes
        .iter()
        .map(|p| plain(p))
        .collect();
    out.sort_by_key(|p| std::cmp::Reverse(p.len()));
    out
}

/// A word as names are compared: [`normalised`], Finnish and Hungarian doubled letters once.
fn plain(word: &str) -> String {
    let lower = normalised(word);
    if lower.is_ascii() {
        return lower;
    }
    lower
        .chars()
        .filter(|c| !(is_combining(*c) && (*c as u32) < 0x370))
        .collect()
}

/// What of a name stays when it is declined: without its last vowels and soft letters.
fn stem(name: &str) -> &str {
    let name = if script_of_word(name) == Some(Script::Greek) {
        name.trim_end_matches('σ')
    } else {
        name
    };
    let mut end = name.len();
    for _ in 0..2 {
        match name[..end].chars().next_back() {
            Some(c) if is_soft(c) => end -= c.len_utf8(),
            _ => break,
        }
    }
    if name[..end].chars().count() > MIN_STEM {
        return &name[..end];
    }
    // "Kuba" gives up one vowel; "Peru" and "Mali" are not declined.
    match name.char_indices().next_back() {
        Some((at, 'a' | 'á' | 'ä' | 'а' | 'я' | 'α')) => &name[..at],
        _ => name,
    }
}

fn is_soft(c: char) -> bool {
    "aeiouyáéíóöőúüűýäăâîěůąęаеиоуыэюяйьіїєαεηιουω".contains(c)
}

fn script_of_word(word: &str) -> Option<Script> {
    word.chars().next().and_then(script_of)
}

/// What a form is filed under: the first two characters of its first word, or the only one.
fn head(word: &str) -> Option<[char; 2]> {
    let mut chars = word.chars();
    Some([chars.next()?, chars.next().unwrap_or_default()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(tag: &str, text: &str) -> Vec<&'static str> {
        let places = Places::of(Lang::from_tag(tag).unwrap_or_default());
        let mut out = Vec::new();
        if places.unspaced {
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
