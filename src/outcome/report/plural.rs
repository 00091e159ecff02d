//! Counts in words.

/// What a word for so many things ends in.
pub(super) const fn ending(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// So many things: `1 article`, `12 articles`.
pub fn counted(n: usize, word: &str) -> String {
    format!("{n} {word}{}", ending(n))
}
