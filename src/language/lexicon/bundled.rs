//! The forms of a language that the program brings along, in tables that `build.rs` makes of the files.

use super::forms::Concept;
use crate::language::files::CONCEPTS;
use crate::language::key::{Kind, hash};
use crate::language::tables::{Record, Slots, bucket, values};

/// The tables of one language. A value in them is the number of a concept, a place or a length, counted from 1.
#[derive(Debug)]
pub(in crate::language) struct Bundled {
    /// The concepts of words, stems and forms of unspaced scripts.
    pub forms: Slots,
    /// For each first character of such a form, which lengths in characters there are.
    pub starts: Slots,
    /// The sets of lengths that occur, a bit for each length.
    pub lengths: &'static [[u8; 4]],
    /// Where the phrases with each first word are.
    pub heads: Slots,
    /// The phrases: the words behind the first.
    pub phrases: &'static [u8],
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

    /// The lengths of the forms that start with the character `first`, a bit for each.
    pub(super) fn lengths_inside(&self, first: &str) -> Option<u32> {
        let number = values(self.starts, hash(Kind::Start, first)).next()?;
        let lengths = self.lengths.get(number.wrapping_sub(1))?;
        Some(u32::from_le_bytes(*lengths))
    }

    pub(super) fn has_inside(&self) -> bool {
        !self.lengths.is_empty()
    }
}
