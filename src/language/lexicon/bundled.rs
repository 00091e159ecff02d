//! The forms of a language that the program brings along, in tables that `build.rs` makes of the files.

use super::forms::Concept;
use super::spelling::Lengths;
use crate::language::files::CONCEPTS;
use crate::language::key::{Kind, hash};
use crate::language::tables::{Record, Slots, bucket, values};

/// The tables of one language. A value in them is the number of a concept, a place or a length, counted from 1.
#[derive(Debug)]
pub(in crate::language) struct Bundled {
    /// The concepts of words, stems and forms of unspaced scripts.
    pub forms: Slots,
    /// For each first character of such a form, which lengths there are.
    pub starts: Slots,
    /// The [`Lengths`] that occur: of runs, then of others.
    pub lengths: &'static [[u8; 32]],
    /// Where the phrases with each first word are.
    pub heads: Slots,
    /// The phrases: the words behind the first.
    pub phrases: &'static [u8],
    /// Words of the longest phrase.
    pub longest_phrase: usize,
}

impl Bundled {
    pub(super) fn is_empty(&self) -> bool {
        self.forms.is_empty() && self.heads.is_empty()
    }

    /// The concept with a number.
    pub(super) fn concept(&self, number: usize) -> Concept {
        let key = CONCEPTS.get(number.wrapping_sub(1));
        Concept::of_key(key.map_or(0, |key| u64::from_le_bytes(*key)))
    }

    /// The concepts of a key.
    pub(super) fn concepts(&self, key: u64) -> impl Iterator<Item = Concept> {
        values(self.forms, key).map(|number| self.concept(number))
    }

    /// The phrases whose first word this is.
    pub(super) fn phrases(&self, head: &str) -> impl Iterator<Item = Record<'static>> {
        bucket(self.heads, self.phrases, hash(Kind::Phrase, head))
    }

    /// The lengths of the forms that start with the character `first`.
    pub(super) fn lengths_inside(&self, first: &str) -> Option<Lengths> {
        let number = values(self.starts, hash(Kind::Start, first)).next()?;
        let lengths = self.lengths.get(number.wrapping_sub(1))?;
        let [run, mixed] = lengths.as_chunks().0 else {
            return None;
        };
        Some(Lengths {
            run: u128::from_le_bytes(*run),
            mixed: u128::from_le_bytes(*mixed),
        })
    }

    pub(super) fn has_inside(&self) -> bool {
        !self.lengths.is_empty()
    }
}
