//! How names of places are filed and looked up. The build script reads this file as well.

use crate::language::lexicon::normalised;
use crate::text::classes::is_combining;

/// The identifier of words that look like a place and are none; a longer one hides the place in it.
pub(crate) const NO_PLACE: &str = "none";

/// Bytes of words together that have a space between them.
pub(crate) fn size(words: &str) -> usize {
    words.bytes().filter(|b| *b != b' ').count()
}

/// A word as names are compared: [`normalised`], Finnish and Hungarian doubled letters once.
pub(crate) fn plain(word: &str) -> String {
    let lower = normalised(word);
    if lower.is_ascii() {
        return lower;
    }
    lower
        .chars()
        .filter(|c| !(is_combining(*c) && (*c as u32) < 0x370))
        .collect()
}

/// What a form is filed under: the first two characters of its first word, or the only one.
pub(crate) fn head(words: &str) -> &str {
    let first = words.split(' ').next().unwrap_or("");
    let end = first
        .char_indices()
        .nth(2)
        .map_or(first.len(), |(at, _)| at);
    &first[..end]
}
