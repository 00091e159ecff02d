//! The forms of one language and the concepts they stand for, found by word, by phrase or inside unspaced text.

use super::bundled::Bundled;
use super::own::Own;
use super::spelling::{MAX_SUBSTRING, is_inside};
use crate::language::key::{Kind, hash};
use crate::language::tag::Lang;

/// Shortest form, in characters, that also matches words with an ending after it.
pub(super) const MIN_STEM: usize = 4;
/// Longest ending, in characters, that a word may have after a form.
const MAX_ENDING: usize = 3;
/// The same after a stem, if the word is the name of a person as well.
const MAX_NAME_ENDING: usize = 2;

/// What a form stands for, as a number: forms of two languages with the same concept can render each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Concept(u64);

impl Concept {
    const LEARNED: u64 = 1 << 63;
    /// What fills free slots.
    pub(super) const NONE: Concept = Concept(0);

    /// The concept with this identifier in the bundled files.
    pub fn of(id: &str) -> Concept {
        Concept::of_key(hash(Kind::Id, id))
    }

    /// The concept whose identifier has this key.
    pub(super) const fn of_key(key: u64) -> Concept {
        Concept(key & !Self::LEARNED)
    }

    /// The concept of one pair of terms of a user's lexicon.
    pub fn of_pair(source: &str, target: &str, learned: bool) -> Concept {
        let id = hash(Kind::First, source) ^ hash(Kind::Second, target).rotate_left(17);
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

/// The forms of one language, each with its concepts.
#[derive(Clone, Debug)]
pub struct FormIndex(Forms);

#[derive(Clone, Debug)]
enum Forms {
    Bundled(&'static Bundled),
    Own(Own),
}

impl Default for FormIndex {
    fn default() -> FormIndex {
        FormIndex(Forms::Own(Own::default()))
    }
}

impl FormIndex {
    /// The forms that the program brings along, which are listed as they occur.
    pub(super) fn of_bundled(bundled: &'static Bundled) -> FormIndex {
        FormIndex(Forms::Bundled(bundled))
    }

    /// An empty index for the words of a dictionary, which has them in their basic form: words of `lang` may carry an
    /// ending that no form has.
    pub fn of_dictionary(lang: Lang) -> FormIndex {
        FormIndex(Forms::Own(Own::new(lang != Lang::EN)))
    }

    /// Whether there is no form.
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Forms::Bundled(bundled) => bundled.is_empty(),
            Forms::Own(own) => own.is_empty(),
        }
    }

    /// Adds a form as the files write it to a dictionary: a word, a `stem*`, a phrase, or a run of an unspaced script.
    pub(super) fn add(&mut self, form: &str, concept: Concept) {
        if let Forms::Own(own) = &mut self.0 {
            own.add(form, concept);
        }
    }

    /// Appends the concepts of a word, given in [`normalised`](super::normalised) form.
    pub fn word(&self, word: &str, out: &mut Vec<Concept>) {
        self.word_by(word, usize::MAX, out);
    }

    /// Appends the concepts of a word that may be a name: a stem with a long end behind it is none of its own.
    pub fn name(&self, word: &str, out: &mut Vec<Concept>) {
        self.word_by(word, MAX_NAME_ENDING, out);
    }

    /// Appends the concepts of the word itself and of the stems that it goes on from by at most `most` characters.
    fn word_by(&self, word: &str, most: usize, out: &mut Vec<Concept>) {
        let before = out.len();
        self.collect(hash(Kind::Whole, word), out);
        let takes_endings = match &self.0 {
            Forms::Bundled(_) => false,
            Forms::Own(own) => own.takes_endings && out.len() == before,
        };
        let chars = word.chars().count();
        for (done, (at, c)) in word.char_indices().enumerate() {
            let prefix = &word[..at + c.len_utf8()];
            let rest = chars - done - 1;
            if rest <= most {
                self.collect(hash(Kind::Prefix, prefix), out);
            }
            if takes_endings && done + 1 >= MIN_STEM && rest <= MAX_ENDING {
                self.collect(hash(Kind::Stem, prefix), out);
            }
        }
    }

    /// Whether a phrase starts with `word`, given in [`normalised`](super::normalised) form.
    pub fn starts_phrase(&self, word: &str) -> bool {
        match &self.0 {
            Forms::Bundled(bundled) => bundled.phrases(word).next().is_some(),
            Forms::Own(own) => own.phrases.contains_key(word),
        }
    }

    /// Words of the longest phrase, 0 without any.
    pub fn longest_phrase(&self) -> usize {
        match &self.0 {
            Forms::Bundled(bundled) => bundled.longest_phrase,
            Forms::Own(own) => own.longest_phrase,
        }
    }

    /// Appends the concepts of the phrases that start with the first of `words` (all
    /// [`normalised`](super::normalised)); gives the number of words of the longest.
    pub fn phrase(&self, words: &[&str], out: &mut Vec<Concept>) -> usize {
        let Some((head, behind)) = words.split_first() else {
            return 0;
        };
        let mut longest = 0;
        let mut found = |rest: &[u8], open: bool, concept: Concept| {
            if let Some(words) = words_matched(rest, open, behind) {
                longest = longest.max(words + 1);
                if !out.contains(&concept) {
                    out.push(concept);
                }
            }
        };
        match &self.0 {
            Forms::Bundled(bundled) => {
                for phrase in bundled.phrases(head) {
                    found(phrase.text, phrase.is_open(), bundled.concept(phrase.value));
                }
            }
            Forms::Own(own) => {
                for phrase in own.phrases.get(*head).into_iter().flatten() {
                    found(phrase.rest.as_bytes(), phrase.open, phrase.concept);
                }
            }
        }
        longest
    }

    /// The length in bytes of the longest form of an unspaced script or Hangul at the start of `text`; appends its concepts.
    pub fn inside(&self, text: &str, out: &mut Vec<Concept>) -> usize {
        let lengths = text.chars().next().and_then(|first| match &self.0 {
            Forms::Bundled(bundled) => bundled.lengths_inside(&text[..first.len_utf8()]),
            Forms::Own(own) => own.lengths_inside.get(&first).copied(),
        });
        let Some(lengths) = lengths else {
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
            self.collect(hash(Kind::Inside, &text[..end]), out);
            if out.len() > before {
                return end;
            }
        }
        0
    }

    /// Whether there are forms to look for inside unspaced text.
    pub fn has_inside(&self) -> bool {
        match &self.0 {
            Forms::Bundled(bundled) => bundled.has_inside(),
            Forms::Own(own) => !own.lengths_inside.is_empty(),
        }
    }

    fn collect(&self, key: u64, out: &mut Vec<Concept>) {
        let mut found = |concept| {
            if !out.contains(&concept) {
                out.push(concept);
            }
        };
        match &self.0 {
            Forms::Bundled(bundled) => bundled.concepts(key).for_each(&mut found),
            Forms::Own(own) => own.concepts(key).for_each(&mut found),
        }
    }
}

/// How many words `rest` has, the words of a phrase behind its first with a space between them, if they are those of
/// `behind`; the last may go on if the phrase is open.
fn words_matched(mut rest: &[u8], open: bool, behind: &[&str]) -> Option<usize> {
    for (n, word) in behind.iter().enumerate() {
        let word = word.as_bytes();
        if word.first() != rest.first() {
            return None;
        }
        match rest.strip_prefix(word) {
            Some([]) => return Some(n + 1),
            Some([b' ', next @ ..]) => rest = next,
            Some(_) => return None,
            None => return (open && word.starts_with(rest)).then_some(n + 1),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::normalised;
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
    fn a_phrase_ends_where_its_words_do() {
        let matched =
            |rest: &str, open, behind: &[&str]| words_matched(rest.as_bytes(), open, behind);
        assert_eq!(matched("of the", false, &["of", "the", "house"]), Some(2));
        assert_eq!(matched("of the", false, &["of", "them"]), None);
        assert_eq!(matched("of the", true, &["of", "them"]), Some(2));
        assert_eq!(matched("of the", true, &["often", "the"]), None);
        assert_eq!(matched("of the", true, &["o", "the"]), None);
        assert_eq!(matched("of the", false, &["of"]), None);
        assert_eq!(matched("of the", false, &[]), None);
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
