//! Finding the words and phrases of a table at a place of a text.

use crate::text::classes::{is_word_char, script_of};
use rustc_hash::FxHashMap;

/// A set of words and phrases with a value each, found at a position of a lower-case text, the longest first.
///
/// In scripts without spaces a term may end anywhere; elsewhere it must end where a word ends.
#[derive(Debug, Clone)]
pub struct TermIndex<T> {
    by_head: FxHashMap<Box<str>, Vec<(Box<str>, T)>>,
    attached_endings: bool,
}

impl<T> Default for TermIndex<T> {
    fn default() -> Self {
        Self {
            by_head: FxHashMap::default(),
            attached_endings: false,
        }
    }
}

impl<T: Clone> TermIndex<T> {
    /// Builds the index. With `attached_endings` a term of two or more letters may be followed by further letters (Korean particles).
    pub fn new<S: AsRef<str>>(
        terms: impl IntoIterator<Item = (S, T)>,
        attached_endings: bool,
    ) -> Self {
        let mut by_head: FxHashMap<Box<str>, Vec<(Box<str>, T)>> = FxHashMap::default();
        for (term, value) in terms {
            let term = crate::text::fold::lower_in_place(term.as_ref().trim());
            if !term.is_empty() {
                by_head
                    .entry(head(&term).into())
                    .or_default()
                    .push((term.into(), value));
            }
        }
        for list in by_head.values_mut() {
            list.sort_by_key(|(term, _)| std::cmp::Reverse(term.len()));
        }
        Self {
            by_head,
            attached_endings,
        }
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.by_head.is_empty()
    }

    /// The longest term that starts at byte `at` of the lower-case text `lower`: its end and its value.
    ///
    /// The caller makes sure that a word may start at `at`.
    pub fn longest_at(&self, lower: &str, at: usize) -> Option<(usize, &T)> {
        let rest = lower.get(at..)?;
        let list = self.by_head.get(head(rest))?;
        list.iter().find_map(|(term, value)| {
            (rest.starts_with(&**term) && self.ends_well(term, &rest[term.len()..]))
                .then_some((at + term.len(), value))
        })
    }

    /// Every value of the longest term at byte `at`, when one form has several meanings.
    pub fn all_at<'a>(&'a self, lower: &str, at: usize) -> impl Iterator<Item = (usize, &'a T)> {
        let end = self.longest_at(lower, at).map(|(end, _)| end);
        let term = end
            .and_then(|end| lower.get(at..end))
            .unwrap_or("")
            .to_owned();
        let list = lower
            .get(at..)
            .and_then(|rest| self.by_head.get(head(rest)));
        list.into_iter()
            .flatten()
            .filter(move |(t, _)| end.is_some() && **t == *term)
            .map(move |(_, value)| (end.unwrap_or(at), value))
    }

    fn ends_well(&self, term: &str, rest: &str) -> bool {
        let (Some(last), Some(next)) = (term.chars().next_back(), rest.chars().next()) else {
            return true;
        };
        if !is_word_char(last) || !is_word_char(next) {
            return !(last.is_numeric() && next.is_numeric());
        }
        if script_of(last).is_some_and(|s| s.is_unspaced()) || script_of(last) != script_of(next) {
            return true;
        }
        self.attached_endings && term.chars().count() >= 2
    }
}

/// What a term is filed under: its first word, or its first character if that is of an unspaced script or no letter.
fn head(text: &str) -> &str {
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else {
        return "";
    };
    let single = &text[..first.len_utf8()];
    let Some(script) = script_of(first) else {
        return single;
    };
    if script.is_unspaced() || script == crate::text::classes::Script::Hangul {
        return single;
    }
    let end = text
        .char_indices()
        .find(|(_, c)| !is_word_char(*c))
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_term_wins_and_ends_at_a_word_end() {
        let index = TermIndex::new([("per cent", 1), ("per", 2), ("亿", 3)], false);
        assert_eq!(index.longest_at("per cent of", 0), Some((8, &1)));
        assert_eq!(index.longest_at("per centum", 0), Some((3, &2)));
        assert_eq!(index.longest_at("percent", 0), None);
        assert_eq!(index.longest_at("亿美元", 0), Some((3, &3)));
    }
}
