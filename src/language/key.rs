//! Keys of the tables that the build script makes and the program looks up: one definition for both.

use rustc_hash::FxHasher;
use std::hash::Hasher;

// Keys are the same where the tables are made and where they are read.
const _: () = assert!(usize::BITS == 64, "the tables need a hash of 64 bits");

/// Bits of a slot that hold its value; the others hold the lowest bits of its key.
pub(crate) const VALUE_BITS: u32 = 24;

/// What a text is filed as.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// The identifier of a concept.
    Id = 0,
    /// A term of a user's lexicon, in the first language of the pair.
    First,
    /// The same in the second.
    Second,
    /// A whole word.
    Whole,
    /// A stem that is listed as one.
    Prefix,
    /// What a whole word goes on from when it is declined.
    Stem,
    /// A run of an unspaced script.
    Inside,
    /// The first character of such a run.
    Start,
    /// The first word of a phrase.
    Phrase,
    /// The first characters of the name of a place.
    Place,
    /// What a term is filed under.
    Term,
    /// A function word.
    Function,
    /// The name of people.
    Person,
}

/// The key of a text; never 0.
pub(crate) fn hash(kind: Kind, text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(kind as u8);
    hasher.write(text.as_bytes());
    hasher.finish() | 1
}

/// The slot at which the search for a key starts in a table of so many slots: its highest bits tell.
pub(crate) fn start(key: u64, slots: usize) -> usize {
    ((u128::from(key) * slots as u128) >> 64) as usize
}

/// The bit of a record that ends its bucket.
pub(crate) const LAST: u8 = 1;
/// The bit of a record whose last word may go on.
pub(crate) const OPEN: u8 = 2;
/// The bit of a name that must stand with a capital.
pub(crate) const CAPITAL: u8 = 4;
/// The bit of an abbreviation in capitals.
pub(crate) const UPPER: u8 = 8;
