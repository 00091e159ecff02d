//! Which languages use a word as a function word and which write a letter: one look-up for all languages.

use super::files::{FUNCTION_SETS, FUNCTION_WORDS, LETTERS, NO_LETTERS};
use super::key::{Kind, hash};
use super::tables::values;
use super::tag::{COUNT, Lang};

/// A set of languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LangSet(u64);

impl LangSet {
    /// Every language with data.
    pub const ALL: LangSet = LangSet((1 << COUNT) - 1);

    /// The set with `lang` added; the unknown language belongs to no set.
    #[must_use]
    pub fn with(self, lang: Lang) -> LangSet {
        if lang.is_known() {
            LangSet(self.0 | 1 << lang.index())
        } else {
            self
        }
    }

    /// Whether `lang` is in the set.
    pub fn contains(self, lang: Lang) -> bool {
        lang.is_known() && self.0 >> lang.index() & 1 == 1
    }

    /// Whether no language is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The places of the languages of the set in [`Lang::all`].
    pub fn indices(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let next = rest.trailing_zeros();
            rest &= rest.wrapping_sub(1);
            (next < u64::BITS).then_some(next as usize)
        })
    }

    /// The languages in both sets.
    #[must_use]
    pub const fn and(self, other: LangSet) -> LangSet {
        LangSet(self.0 & other.0)
    }
}

impl FromIterator<Lang> for LangSet {
    fn from_iter<I: IntoIterator<Item = Lang>>(languages: I) -> LangSet {
        languages
            .into_iter()
            .fold(LangSet::default(), LangSet::with)
    }
}

/// The languages in which `word`, in lower case, is a function word.
pub(super) fn with_function_word(word: &str) -> LangSet {
    let number = values(FUNCTION_WORDS, hash(Kind::Function, word)).next();
    let set = number.and_then(|number| FUNCTION_SETS.get(number - 1));
    set.map_or(LangSet::default(), |set| LangSet(*set))
}

/// The languages that write every letter of `word`, in lower case; a language whose letters are not listed writes all.
pub(super) fn writing(word: &str) -> LangSet {
    word.chars()
        .filter(|c| !c.is_ascii())
        .fold(LangSet::ALL, |set, c| {
            let place = LETTERS.binary_search_by_key(&c, |&(letter, _)| letter);
            let listed = place.map_or(0, |at| LETTERS[at].1);
            set.and(LangSet(listed | NO_LETTERS))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::from_tag(tag).unwrap_or_default()
    }

    #[test]
    fn words_know_their_languages() {
        let der = with_function_word("der");
        assert!(der.contains(lang("de")) && !der.contains(lang("es")));
        assert!(with_function_word("qwxyz").is_empty());
        assert!(!LangSet::ALL.contains(Lang::UNKNOWN));
        assert_eq!(LangSet::ALL.indices().count(), COUNT);
        for lang in Lang::all() {
            let known = |w: &&str| with_function_word(w).contains(lang);
            assert!(lang.profile().function_words.iter().all(known), "{lang}");
        }
    }

    #[test]
    fn letters_know_their_languages() {
        let set = writing("größe");
        assert!(set.contains(lang("de")) && !set.contains(lang("es")));
        assert_eq!(writing("house"), LangSet::ALL);
    }
}
