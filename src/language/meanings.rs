//! The words and phrases of a language that mean something around numbers, found at a place of a text.

use super::files::LISTS;
use super::key::{Kind, hash};
use super::meaning::Meaning;
use super::tables::{Slots, bucket};
use super::terms::{START_WORDS, can_start, ends_well, head};

/// The terms of one language, in tables that `build.rs` makes of its file, the longest found first.
///
/// In scripts without spaces a term may end anywhere; elsewhere it must end where a word ends.
#[derive(Debug)]
pub struct Meanings {
    /// Where the terms with each head are.
    pub(super) heads: Slots,
    /// The terms; their flags count their meanings.
    pub(super) terms: &'static [u8],
    /// The first characters of the terms, by their lowest bits: most places of a text are ruled out by it.
    pub(super) starts: &'static [u64; START_WORDS],
    /// Length in bytes of the longest head.
    pub(super) longest_head: usize,
    /// Whether a term of two or more letters may be followed by further letters (Korean particles).
    pub(super) attached_endings: bool,
}

/// A term and what it means.
type Term = (&'static [u8], &'static [Meaning]);

impl Meanings {
    /// The terms that may start at the start of `rest`, the longest first.
    fn starting(&self, rest: &str) -> impl Iterator<Item = Term> {
        let head = can_start(self.starts, rest)
            .then(|| head(rest, self.attached_endings, self.longest_head));
        head.into_iter().flat_map(|head| {
            let records = bucket(self.heads, self.terms, hash(Kind::Term, head));
            records.map(|record| {
                let count = usize::from(record.flags >> 1);
                let list = LISTS.get(record.value..record.value + count);
                (record.text, list.unwrap_or_default())
            })
        })
    }

    /// Whether a term can start with the word `word`, given in lower case.
    pub fn can_start_with(&self, word: &str) -> bool {
        self.starting(word).next().is_some()
    }

    /// The longest term that starts at byte `at` of the lower-case text `lower`: its end and its meanings.
    ///
    /// The caller makes sure that a word may start at `at`.
    pub fn longest_at(&self, lower: &str, at: usize) -> Option<(usize, &'static [Meaning])> {
        self.longest(lower, at, |term, rest| {
            ends_well(term, rest, self.attached_endings)
        })
    }

    /// The longest term that the text at byte `at` starts with, wherever the word ends.
    pub fn longest_prefix_at(&self, lower: &str, at: usize) -> Option<(usize, &'static [Meaning])> {
        self.longest(lower, at, |_, _| true)
    }

    fn longest(
        &self,
        lower: &str,
        at: usize,
        ends: impl Fn(&str, &str) -> bool,
    ) -> Option<(usize, &'static [Meaning])> {
        let rest = lower.get(at..)?;
        self.starting(rest).find_map(|(term, list)| {
            let found = rest.as_bytes().starts_with(term);
            let (term, behind) = rest.split_at_checked(term.len()).filter(|_| found)?;
            ends(term, behind).then_some((at + term.len(), list))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::language::{Lang, Language, Meaning};

    #[test]
    fn terms_are_found_with_all_that_they_mean() {
        let meanings = Language::of(Lang::EN).meanings();
        let (end, list) = meanings.longest_at("per cent of", 0).unwrap();
        assert_eq!((end, list), (8, &[Meaning::Percent][..]));
        let (_, list) = meanings.longest_at("march", 0).unwrap();
        assert_eq!(list, [Meaning::Month(3, true)]);
        assert!(meanings.longest_at("marching", 0).is_none());
        let korean = Language::of(Lang::from_tag("ko").unwrap_or_default()).meanings();
        let (_, list) = korean.longest_prefix_at("백만명이", 0).unwrap();
        assert!(list.contains(&Meaning::Scale(1e6)), "{list:?}");
    }

    #[test]
    fn every_number_word_is_found() {
        for lang in Lang::all() {
            let language = Language::of(lang);
            for (word, value) in &language.numbers.cardinals {
                let word = crate::text::lower::lower_in_place(word);
                let (end, list) = language.meanings().longest_at(&word, 0).unwrap();
                assert_eq!(end, word.len(), "{lang}: {word}");
                assert!(list.contains(&Meaning::Cardinal(*value)), "{lang}: {word}");
            }
        }
    }

    #[test]
    fn what_every_language_writes_is_known_of_none() {
        let meanings = Language::of(Lang::UNKNOWN).meanings();
        assert!(meanings.longest_at("usd", 0).is_some());
        assert!(meanings.longest_at("march", 0).is_none());
    }
}
