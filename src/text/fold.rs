//! Folding: forms of a word under which it is compared.

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;

/// The text in lower case with every character kept at its byte offset.
///
/// A character whose lower-case form has another length in UTF-8 (İ, ẞ and few others) stays as it is,
/// so that a match in the result is a match at the same offsets of `text`.
pub fn lower_in_place(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(l), None) if l.len_utf8() == c.len_utf8() => out.push(l),
            _ => out.push(c),
        }
    }
    out
}

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
    for c in folded.chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' | 'h' => continue,
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
    fn lower_case_keeps_offsets() {
        for text in ["İstanbul ẞ Straße", "ÀÉ Привет", "Ωμέγα"] {
            assert_eq!(lower_in_place(text).len(), text.len());
        }
        assert_eq!(lower_in_place("Привет"), "привет");
    }

    #[test]
    fn scripts_fold_to_comparable_forms() {
        assert_eq!(folded("Путин"), "putin");
        assert_eq!(folded("L’Oréal"), "loreal");
        assert_eq!(skeleton("sturridge"), "strdg");
    }
}
