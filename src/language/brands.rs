//! Names that are written with a capital inside in every language.

use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// Whether the word is such a name, an ending of a language aside (`WhatsAppissa`, `YouTube'un`).
pub fn is_brand(word: &str) -> bool {
    static BRANDS: OnceLock<FxHashSet<&str>> = OnceLock::new();
    let brands = BRANDS.get_or_init(|| {
        let lines = include_str!("../../data/names/brands.txt").lines();
        lines
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .collect()
    });
    let mut ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.any(|end| end >= MIN_BYTES && brands.contains(&word[..end]))
}

/// Shortest name that endings may follow, in bytes.
const MIN_BYTES: usize = 3;

#[cfg(test)]
mod tests {
    use super::is_brand;

    #[test]
    fn endings_may_follow() {
        assert!(is_brand("WhatsApp") && is_brand("WhatsAppissa"));
        assert!(!is_brand("limpoO") && !is_brand("Whats"));
    }
}
