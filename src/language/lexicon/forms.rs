//! The forms of one language and the concepts they stand for, found by word, by phrase or inside unspaced text.

use super::super::tag::Lang;
use crate::text::classes::{digit_value, is_invisible, is_word_char};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// Shortest form, in characters, that also matches words with an ending after it.
const MIN_STEM: usize = 4;
/// Longest ending, in characters, that a word may have after a form.
const MAX_ENDING: usize = 3;
/// The same after a stem, if the word is the name of a person as well.
const MAX_NAME_ENDING: usize = 2;
/// Longest form looked for inside unspaced text, in characters: a Thai word has many, and there is a bit for each.
const MAX_SUBSTRING: usize = 127;
/// Spaces of a form up to which it is known with and without each of them; of more with all and with none.
const MAX_SPACES: usize = 5;

/// What a form stands for, as a number: forms of two languages with the same concept can render each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Concept(u64);

impl Concept {
    const LEARNED: u64 = 1 << 63;

    /// The concept with this identifier in the bundled files.
    pub fn of(id: &str) -> Concept {
        Concept(hash(0, id) & !Self::LEARNED)
    }

    /// The concept of one pair of terms of a user's lexicon.
    pub fn of_pair(source: &str, target: &str, learned: bool) -> Concept {
        let id = hash(1, source) ^ hash(2, target).rotate_left(17);
        Concept(if learned {
            id | Self::LEARNED
        } else {
            id & !Self::LEARNED
        })
    }

    /// The number of the concept, spread evenly over all numbers.
    pub fn number(self) -> u64 {
        self.0
    }

    /// Whether the pair was learned from texts, so that it is worth less than a dictionary's.
    pub fn is_learned(self) -> bool {
        self.0 & Self::LEARNED != 0
    }
}

const WHOLE: u8 = 3;
const PREFIX: u8 = 4;
const STEM: u8 = 5;
const INSIDE: u8 = 6;

/// A form of several words, filed under its first.
#[derive(Clone, Debug)]
struct Phrase {
    /// The first bytes of the second word, by which most phrases are told apart; zeros fill them up.
    second: [u8; 7],
    /// The other words.
    rest: Box<[Box<str>]>,
    /// Whether the last word may go on.
    open: bool,
    concept: Concept,
}

impl Phrase {
    /// Whether the words behind the first are those of the phrase.
    fn matches(&self, behind: &[&str]) -> bool {
        let starts = |word: &str| {
            let mut wanted = self.second.iter().take_while(|b| **b != 0);
            let mut bytes = word.bytes();
            wanted.all(|b| bytes.next() == Some(*b))
        };
        if !behind.first().is_some_and(|word| starts(word)) {
            return false;
        }
        let Some(behind) = behind.get(..self.rest.len()) else {
            return false;
        };
        let last = self.rest.len() - 1;
        behind
            .iter()
            .zip(&self.rest)
            .enumerate()
            .all(|(n, (word, wanted))| {
                **wanted == **word || self.open && n == last && word.starts_with(&**wanted)
            })
    }
}

/// Lengths in characters of the forms that are looked for inside text, a bit for each.
#[derive(Clone, Copy, Debug, Default)]
struct Lengths {
    /// Of those that are a run of an unspaced script or Hangul.
    run: u128,
    /// Of those with a space, a digit or a mark in them.
    mixed: u128,
}

/// The forms of one language, each with its concepts.
///
/// A single word is known by a 64-bit hash in an open table in which a key may stand several times.
#[derive(Clone, Debug, Default)]
pub struct FormIndex {
    /// Whether a whole form also matches words with an ending after it.
    takes_endings: bool,
    slots: Vec<(u64, Concept)>,
    used: usize,
    /// Lengths of the forms of an unspaced script or Hangul with each first character.
    lengths_inside: FxHashMap<char, Lengths>,
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    /// Words of the longest phrase.
    longest: usize,
}

impl Lengths {
    /// The longest of all.
    fn longest(self) -> usize {
        (self.run | self.mixed).checked_ilog2().unwrap_or(0) as usize
    }
}

impl FormIndex {
    /// An empty index for forms that are listed as they occur, with room for about `forms` of them.
    pub fn of_listed(forms: usize) -> FormIndex {
        let mut index = FormIndex::default();
        index.grow((forms * 2).next_power_of_two().max(64));
        index
    }

    /// An empty index for the words of a dictionary, which has them in their basic form: words of `lang` may carry an
    /// ending that no form has.
    pub fn of_dictionary(lang: Lang) -> FormIndex {
        FormIndex {
            takes_endings: lang != Lang::EN,
            ..FormIndex::default()
        }
    }

    /// Whether there is no form.
    pub fn is_empty(&self) -> bool {
        self.used == 0 && self.phrases.is_empty()
    }

    /// Adds a form as the files write it: a word, a `stem*`, a phrase, or a run of an unspaced script.
    pub fn add(&mut self, form: &str, concept: Concept) {
        let (form, open) = match form.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (form, false),
        };
        let form = normalised(form.trim());
        if form.is_empty() {
            return;
        }
        if let Some(first) = form.chars().next().filter(|c| is_inside(*c)) {
            if is_spelled_freely(&form) {
                for form in spellings(&form) {
                    self.add_inside(first, &form, concept);
                }
            } else {
                self.add_inside(first, &form, concept);
            }
            return;
        }
        let open = open && form.ends_with(is_part);
        let (mut head, mut rest) = (form.as_str(), Box::default());
        // Most forms are one word, and need no splitting.
        if !form.bytes().all(|b| b.is_ascii_lowercase()) && !form.chars().all(is_part) {
            let mut words = form.split(|c| !is_part(c)).filter(|w| !w.is_empty());
            head = words.next().unwrap_or("");
            rest = words.map(Box::from).collect::<Box<[Box<str>]>>();
        }
        if let Some(next) = rest.first() {
            self.longest = self.longest.max(rest.len() + 1);
            let mut second = [0; 7];
            for (to, from) in second.iter_mut().zip(next.bytes()) {
                *to = from;
            }
            let phrase = Phrase {
                second,
                rest,
                open,
                concept,
            };
            self.phrases.entry(head.into()).or_default().push(phrase);
        } else if open {
            self.insert(hash(PREFIX, head), concept);
        } else if !head.is_empty() {
            self.insert(hash(WHOLE, head), concept);
            if self.takes_endings
                && let Some(stem) = stem_of(head)
            {
                self.insert(hash(STEM, stem), concept);
            }
        }
    }

    /// Adds one spelling of a form that is looked for inside text.
    fn add_inside(&mut self, first: char, form: &str, concept: Concept) {
        let chars = form.chars().count();
        if chars <= MAX_SUBSTRING {
            let lengths = self.lengths_inside.entry(first).or_default();
            let run = form.chars().all(is_inside);
            *(if run {
                &mut lengths.run
            } else {
                &mut lengths.mixed
            }) |= 1 << chars;
            self.insert(hash(INSIDE, form), concept);
        }
    }

    /// Appends the concepts of a word, given in [`normalised`] form.
    pub fn word(&self, word: &str, out: &mut Vec<Concept>) {
        self.word_by(word, usize::MAX, out);
    }

    /// Appends the concepts of a word that may be a name: a stem with a long end behind it is none of its own.
    pub fn name(&self, word: &str, out: &mut Vec<Concept>) {
        self.word_by(word, MAX_NAME_ENDING, out);
    }

    /// Appends the concepts of the word itself and of the stems that it goes on from by at most `most` characters.
    fn word_by(&self, word: &str, most: usize, out: &mut Vec<Concept>) {
        if self.used == 0 {
            return;
        }
        let before = out.len();
        self.collect(hash(WHOLE, word), out);
        let whole = out.len() > before;
        let chars = word.chars().count();
        for (done, (at, c)) in word.char_indices().enumerate() {
            let prefix = &word[..at + c.len_utf8()];
            let rest = chars - done - 1;
            if rest <= most {
                self.collect(hash(PREFIX, prefix), out);
            }
            if !whole && self.takes_endings && done + 1 >= MIN_STEM && rest <= MAX_ENDING {
                self.collect(hash(STEM, prefix), out);
            }
        }
    }

    /// Whether a phrase starts with `word`, given in [`normalised`] form.
    pub fn starts_phrase(&self, word: &str) -> bool {
        self.phrases.contains_key(word)
    }

    /// Words of the longest phrase, 0 without any.
    pub fn longest_phrase(&self) -> usize {
        self.longest
    }

    /// Appends the concepts of the phrases that start with the first of `words` (all [`normalised`]);
    /// gives the number of words of the longest.
    pub fn phrase(&self, words: &[&str], out: &mut Vec<Concept>) -> usize {
        let Some((head, behind)) = words.split_first() else {
            return 0;
        };
        let mut longest = 0;
        for phrase in self.phrases.get(*head).into_iter().flatten() {
            if phrase.matches(behind) {
                longest = longest.max(phrase.rest.len() + 1);
                if !out.contains(&phrase.concept) {
                    out.push(phrase.concept);
                }
            }
        }
        longest
    }

    /// The length in bytes of the longest form of an unspaced script or Hangul at the start of `text`; appends its concepts.
    pub fn inside(&self, text: &str, out: &mut Vec<Concept>) -> usize {
        let first = text.chars().next();
        let Some(&lengths) = first.and_then(|c| self.lengths_inside.get(&c)) else {
            return 0;
        };
        let mut ends = [0u16; MAX_SUBSTRING];
        let (mut count, mut run) = (0, None);
        for (at, c) in text.char_indices().take(lengths.longest()) {
            if run.is_none() && !is_inside(c) {
                run = Some(count);
                if lengths.mixed >> count == 0 {
                    break;
                }
            }
            ends[count] = (at + c.len_utf8()) as u16;
            count += 1;
        }
        let run = run.unwrap_or(count);
        for (chars, &end) in ends[..count].iter().enumerate().rev() {
            let known = if chars < run {
                lengths.run
            } else {
                lengths.mixed
            };
            if known & 2 << chars == 0 {
                continue;
            }
            let end = usize::from(end);
            let before = out.len();
            self.collect(hash(INSIDE, &text[..end]), out);
            if out.len() > before {
                return end;
            }
        }
        0
    }

    /// Whether there are forms to look for inside unspaced text.
    pub fn has_inside(&self) -> bool {
        !self.lengths_inside.is_empty()
    }

    fn collect(&self, key: u64, out: &mut Vec<Concept>) {
        if self.slots.is_empty() {
            return;
        }
        let mask = self.slots.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        while self.slots[at].0 != 0 {
            let (found, concept) = self.slots[at];
            if found == key && !out.contains(&concept) {
                out.push(concept);
            }
            at = (at + 1) & mask;
        }
    }

    fn insert(&mut self, key: u64, concept: Concept) {
        if (self.used + 1) * 2 > self.slots.len() {
            self.grow((self.slots.len() * 2).max(64));
        }
        self.place(key, concept);
    }

    fn place(&mut self, key: u64, concept: Concept) {
        let mask = self.slots.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        while self.slots[at].0 != 0 {
            if self.slots[at] == (key, concept) {
                return;
            }
            at = (at + 1) & mask;
        }
        self.slots[at] = (key, concept);
        self.used += 1;
    }

    fn grow(&mut self, size: usize) {
        let old = std::mem::replace(&mut self.slots, vec![(0, Concept(0)); size]);
        self.used = 0;
        for (key, concept) in old.into_iter().filter(|(key, _)| *key != 0) {
            self.place(key, concept);
        }
    }
}

/// A word as it is looked up: lower case, no vowel points, Greek accents or invisible characters, one shape for each Arabic
/// letter.
pub fn normalised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
        return out;
    }
    for c in word.chars() {
        match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ى' | 'ی' => out.push('ي'),
            'ک' => out.push('ك'),
            'ة' => out.push('ه'),
            'ـ' => {}
            '’' => out.push('\''),
            // Greek accents move when a word is declined, and Russian mostly leaves the dots out.
            'ά' | 'Ά' => out.push('α'),
            'έ' | 'Έ' => out.push('ε'),
            'ή' | 'Ή' => out.push('η'),
            'ί' | 'ϊ' | 'ΐ' | 'Ί' | 'Ϊ' => out.push('ι'),
            'ό' | 'Ό' => out.push('ο'),
            'ύ' | 'ϋ' | 'ΰ' | 'Ύ' | 'Ϋ' => out.push('υ'),
            'ώ' | 'Ώ' => out.push('ω'),
            'ς' => out.push('σ'),
            'ё' | 'Ё' => out.push('е'),
            '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{670}' => {}
            c if is_invisible(c) || c == '\u{301}' || c == '\u{307}' => {}
            'İ' => out.push('i'),
            // What most files are written in needs no table.
            'а'..='ѐ'
            | 'ђ'..='џ'
            | '\u{900}'..='\u{9FF}'
            | '\u{E00}'..='\u{E7F}'
            | '\u{2E80}'..='\u{D7FF}' => out.push(c),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Whether `c` belongs to a word or a number, and not to what stands between the words of a phrase.
fn is_part(c: char) -> bool {
    // The letters of most forms need no look-up.
    matches!(c as u32, 0x61..=0x7A | 0xDF..=0xF6 | 0x3B1..=0x3C9 | 0x430..=0x45F | 0x5D0..=0x5EA | 0x621..=0x64A | 0x900..=0x963)
        || is_word_char(c)
        || digit_value(c).is_some()
}

/// Whether a form with spaces is of an unspaced script or Hangul.
pub(in super::super) fn is_spelled_freely(form: &str) -> bool {
    (form.starts_with(is_inside) || form.ends_with(is_inside)) && form.contains(' ')
}

/// A form that [`is_spelled_freely`] with and without each of its spaces. Korean is written both ways: 세계 보건 기구,
/// 세계보건기구.
pub(in super::super) fn spellings(form: &str) -> Vec<String> {
    let parts: Vec<&str> = form.split_whitespace().collect();
    let spaces = parts.len().saturating_sub(1);
    let all = (1usize << spaces.min(MAX_SPACES)) - 1;
    let ways = if spaces > MAX_SPACES {
        vec![0, all]
    } else {
        (0..=all).collect()
    };
    let spell = |way: usize| {
        let mut out = String::with_capacity(form.len());
        for (at, part) in parts.iter().enumerate() {
            if at > 0 && way >> (at - 1).min(MAX_SPACES - 1) & 1 == 1 {
                out.push(' ');
            }
            out.push_str(part);
        }
        out
    };
    ways.into_iter().map(spell).collect()
}

/// Whether the forms that start with `c` are looked for inside runs of text: Thai, Hangul, kana and Han.
fn is_inside(c: char) -> bool {
    matches!(c as u32, 0xE00..=0xE7F | 0x1100..=0x11FF | 0x3005..=0x3007 | 0x3041..=0x30FF | 0x3400..=0x9FFF
        | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x323AF)
}

/// The form without a vowel at its end, if what is left is long enough to carry endings.
fn stem_of(form: &str) -> Option<&str> {
    let (last, c) = form.char_indices().next_back()?;
    let vowel = matches!(
        c,
        'a' | 'e'
            | 'i'
            | 'o'
            | 'u'
            | 'y'
            | 'ą'
            | 'ę'
            | 'á'
            | 'é'
            | 'í'
            | 'ý'
            | 'ě'
            | 'ů'
            | 'ú'
            | 'а'
            | 'е'
            | 'и'
            | 'о'
            | 'у'
            | 'ы'
            | 'э'
            | 'ю'
            | 'я'
            | 'й'
            | 'ь'
            | 'і'
            | 'ї'
            | 'є'
            | 'ा'
            | 'ी'
            | 'े'
            | 'ه'
            | 'ה'
    );
    let stem = if vowel { &form[..last] } else { form };
    (stem.chars().count() >= MIN_STEM).then_some(stem)
}

/// A key that is never 0, which marks a free slot.
fn hash(kind: u8, text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(kind);
    hasher.write(text.as_bytes());
    hasher.finish() | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(tag: &str, forms: &[&str]) -> FormIndex {
        let mut index = FormIndex::of_dictionary(Lang::from_tag(tag).unwrap_or_default());
        for form in forms {
            index.add(form, Concept::of(form));
        }
        index
    }

    fn concepts(index: &FormIndex, word: &str) -> Vec<Concept> {
        let mut out = Vec::new();
        index.word(&normalised(word), &mut out);
        out
    }

    #[test]
    fn words_stems_and_endings() {
        let en = index("en", &["house", "minist*"]);
        assert_eq!(concepts(&en, "House").len(), 1);
        assert_eq!(concepts(&en, "houses").len(), 0);
        assert_eq!(concepts(&en, "ministerial").len(), 1);
        let ru = index("ru", &["война", "год"]);
        assert_eq!(
            concepts(&ru, "войны").len(),
            1,
            "four letters and an ending"
        );
        assert_eq!(
            concepts(&ru, "годовщина").len(),
            0,
            "three letters are no stem"
        );
        let ru = index("ru", &["правительство"]);
        assert_eq!(concepts(&ru, "правительством").len(), 1);
    }

    #[test]
    fn a_name_is_no_form_of_a_short_stem() {
        let es = index("es", &["lind*"]);
        let mut out = Vec::new();
        es.name("lindgren", &mut out);
        assert!(out.is_empty(), "Lindgren is not pretty");
        es.name("lindas", &mut out);
        assert_eq!(out.len(), 1);
    }

    #[test]
    fn phrases_are_found_at_their_first_word() {
        let en = index("en", &["prime minister*", "vice-president"]);
        let mut out = Vec::new();
        assert_eq!(en.phrase(&["prime", "ministers", "met"], &mut out), 2);
        assert_eq!(en.phrase(&["vice", "president"], &mut out), 2);
        assert_eq!(en.phrase(&["prime", "time"], &mut out), 0);
        assert_eq!(out.len(), 2);
    }

    #[test]
    fn capitals_lose_their_accents_as_small_letters_do() {
        for word in [
            "Άγιος",
            "Έγινε",
            "Ήταν",
            "Ίδιος",
            "Όσλο",
            "Ύπατη",
            "Ώρα",
            "Ёлка",
        ] {
            assert_eq!(normalised(word), normalised(&word.to_lowercase()));
        }
    }

    #[test]
    fn a_form_is_split_as_texts_are() {
        let uk = index("uk", &["об'єдн*", "дев’ять"]);
        let mut out = Vec::new();
        assert_eq!(uk.phrase(&["об", "єднання"], &mut out), 2);
        assert_eq!(uk.phrase(&["дев", "ять"], &mut out), 2);
        let fi = index("fi", &["yk:*", "ul."]);
        assert_eq!(concepts(&fi, "yk").len(), 1);
        assert_eq!(concepts(&fi, "yksi").len(), 0, "open behind its mark only");
        assert_eq!(concepts(&fi, "ul").len(), 1);
    }

    #[test]
    fn a_phrase_has_as_many_words_as_it_has() {
        let form = "Organisation for Economic Co-operation and Development";
        let en = index("en", &[form]);
        assert_eq!(en.longest_phrase(), 7);
        let text = normalised(form);
        let words: Vec<&str> = text.split([' ', '-']).collect();
        assert_eq!(en.phrase(&words, &mut Vec::new()), 7);
    }

    #[test]
    fn forms_with_spaces_are_found_with_and_without() {
        let ko = index("ko", &["세계 보건 기구", "주요 7개국", "한국"]);
        for (text, form) in [
            ("세계 보건 기구는", "세계 보건 기구"),
            ("세계보건기구는", "세계보건기구"),
            ("세계 보건기구는", "세계 보건기구"),
            ("주요 7개국 정상", "주요 7개국"),
            ("주요7개국", "주요7개국"),
            ("한국 정부", "한국"),
            ("한 국가", ""),
        ] {
            assert_eq!(ko.inside(text, &mut Vec::new()), form.len(), "{text}");
        }
        let long = "ก".repeat(60);
        let th = index("th", &[&long]);
        assert_eq!(th.inside(&long, &mut Vec::new()), long.len());
    }

    #[test]
    fn unspaced_scripts_give_the_longest_form() {
        let zh = index("zh", &["美国", "美国总统", "国"]);
        let mut out = Vec::new();
        assert_eq!(zh.inside("美国总统说", &mut out), "美国总统".len());
        assert_eq!(out, [Concept::of("美国总统")]);
        let th = index("th", &["ประธานาธิบดี", "ประธาน"]);
        let mut out = Vec::new();
        assert_eq!(
            th.inside("ประธานาธิบดีกล่าว", &mut out),
            "ประธานาธิบดี".len(),
            "Thai words are long"
        );
    }
}
