//! Under which keys tokens and facts of any language meet.

use super::vocabulary::Class;
use crate::language::lexicon::Concept;
use crate::reading::FactKind;
use crate::text::classes::{Script, digit_value};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Letters of the folded form that make the key of a word: inflected forms mostly share them.
pub(super) const STEM_LETTERS: usize = 6;

/// The first `count` characters.
pub(super) fn syllables(word: &str, count: usize) -> &str {
    word.char_indices()
        .nth(count)
        .map_or(word, |(end, _)| &word[..end])
}

/// How a type is written in a lexicon: long words by their stem.
pub(super) fn term(surface: &str, class: Class, script: Option<Script>) -> String {
    if matches!(class, Class::Number | Class::Mark) {
        return String::new();
    }
    let stem = match script {
        Some(s) if s.is_unspaced() => return surface.to_owned(),
        Some(Script::Hangul) => syllables(surface, 2),
        _ => syllables(surface, STEM_LETTERS),
    };
    if stem.len() < surface.len() {
        format!("{stem}*")
    } else {
        surface.to_owned()
    }
}

/// One key for each set of concepts, so that all forms of a concept are one type.
pub(super) fn concept_key(found: &mut [Concept]) -> Option<u64> {
    if found.is_empty() {
        return None;
    }
    found.sort_unstable();
    let mut hasher = FxHasher::default();
    for concept in found.iter() {
        std::hash::Hash::hash(concept, &mut hasher);
    }
    Some(hasher.finish())
}

/// The digits of a number, without a separator before three digits.
pub(super) fn number_key(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(b'#');
    let chars: Vec<char> = text.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        if let Some(digit) = digit_value(c) {
            hasher.write_u8(digit);
            continue;
        }
        let group = chars[i + 1..]
            .iter()
            .take_while(|c| digit_value(**c).is_some())
            .count();
        if group != 3 {
            hasher.write_u8(b'.');
        }
    }
    hasher.finish()
}

/// The key of a fact's value; figures without a unit have the key of their digits already.
pub(super) fn value_key(kind: &FactKind) -> Option<u64> {
    let mut hasher = FxHasher::default();
    match kind {
        FactKind::Weekday(day) => {
            hasher.write_u8(b'D');
            hasher.write_u8(*day);
        }
        FactKind::Date { month, day, .. } => {
            hasher.write_u8(b'M');
            hasher.write_u8((*month)?);
            hasher.write_u8(day.unwrap_or(0));
        }
        FactKind::Time { minutes, .. } => {
            hasher.write_u8(b'T');
            hasher.write_u16(minutes % 720);
        }
        FactKind::Link(target) => {
            hasher.write_u8(b'L');
            hasher.write(target.as_bytes());
        }
        FactKind::Ordinal(value) | FactKind::Grade(value) => {
            hasher.write_u8(b'#');
            hasher.write_u64(value.to_bits());
        }
        kind => {
            hasher.write_u8(b'#');
            hasher.write_u64(kind.amount()?.value.to_bits());
        }
    }
    Some(hasher.finish())
}

/// The mark in the form in which languages share it; full stops, commas and hyphens say nothing.
pub(super) fn shared_mark(mark: char) -> Option<char> {
    Some(match mark {
        '“' | '”' | '„' | '‟' | '«' | '»' | '《' | '》' | '「' | '」' | '『' | '』' | '"' | '״' => {
            '"'
        }
        '？' | '؟' | '?' => '?',
        '！' | '!' => '!',
        '：' | ':' => ':',
        '；' | '؛' | ';' => ';',
        '（' | '(' => '(',
        '）' | ')' => ')',
        '–' | '—' | '―' => '—',
        '％' | '٪' | '%' => '%',
        '$' | '€' | '£' | '…' => mark,
        _ => return None,
    })
}

pub(super) fn hash(kind: u8, text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(kind);
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_the_key_of_their_digits() {
        assert_eq!(number_key("1,234.5"), number_key("1.234,5"));
        assert_eq!(number_key("281"), number_key("٢٨١"));
        assert_ne!(number_key("281"), number_key("218"));
        assert_ne!(number_key("7.09"), number_key("709"));
    }

    #[test]
    fn terms_are_stems_with_a_star() {
        let latin = Some(Script::Latin);
        assert_eq!(term("president", Class::Word, latin), "presid*");
        assert_eq!(term("mayor", Class::Word, latin), "mayor");
        assert_eq!(term("总统", Class::Word, Some(Script::Han)), "总统");
    }
}
