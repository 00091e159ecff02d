//! Folding: forms of a word under which it is compared.

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;

/// Folds a word to lower-case ASCII: compatibility forms, transliteration, apostrophes dropped.
///
/// Cyrillic, Arabic, Devanagari, Hangul, kana and Han words get forms that can be compared with Latin ones.
pub fn fold_word(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.extend(
            word.bytes()
                .filter(|&b| b != b'\'')
                .map(|b| b.to_ascii_lowercase() as char),
        );
        return;
    }
    for c in word.nfkc() {
        for b in any_ascii_char(c).bytes() {
            if b != b'\'' && b != b' ' && b != b'`' {
                out.push(b.to_ascii_lowercase() as char);
            }
        }
    }
}

/// [`fold_word`] into a new string.
pub fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_word(word, &mut out);
    out
}

/// The consonants of a folded word in order, doubled ones once: what names keep across scripts.
pub fn skeleton(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        let c = match c {
            'p' if chars.peek() == Some(&'h') => 'f',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' | 'h' => continue,
            'x' => {
                out.push('k');
                's'
            }
            'c' | 'q' => 'k',
            'z' => 's',
            'v' => 'b',
            'j' => 'g',
            other => other,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_fold_to_comparable_forms() {
        assert_eq!(folded("Путин"), "putin");
        assert_eq!(folded("L’Oréal"), "loreal");
        assert_eq!(skeleton("sturridge"), "strdg");
    }
}
