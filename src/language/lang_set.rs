//! Which languages use a word as a function word and which write a letter: one look-up for all languages.

use super::tag::{COUNT, Lang};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

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
    static TABLE: OnceLock<FxHashMap<&str, LangSet>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: FxHashMap<&str, LangSet> = FxHashMap::default();
        for lang in Lang::all() {
            for word in &lang.profile().function_words {
                let languages = table.entry(word).or_default();
                *languages = languages.with(lang);
            }
        }
        table
    });
    table.get(word).copied().unwrap_or_default()
}

/// The languages that write every letter of `word`, in lower case; a language whose letters are not listed writes all.
pub(super) fn writing(word: &str) -> LangSet {
    static TABLE: OnceLock<(FxHashMap<char, LangSet>, LangSet)> = OnceLock::new();
    let (letters, unlisted) = TABLE.get_or_init(|| {
        let mut letters: FxHashMap<char, LangSet> = FxHashMap::default();
        for lang in Lang::all() {
            for letter in lang.profile().letters.chars() {
                let languages = letters.entry(letter).or_default();
                *languages = languages.with(lang);
            }
        }
        let unlisted = Lang::all().filter(|l| l.profile().letters.is_empty());
        (letters, unlisted.collect())
    });
    word.chars()
        .filter(|c| !c.is_ascii())
        .fold(LangSet::ALL, |set, c| {
            let listed = letters.get(&c).copied().unwrap_or_default();
            set.and(LangSet(listed.0 | unlisted.0))
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
            let known = |w: &String| with_function_word(w).contains(lang);
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
