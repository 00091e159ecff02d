//! Finding the words and phrases of a table at a place of a text. The build script, which files some, reads this file as
//! well.

use crate::text::classes::{Script, is_word_char, script_of};
use rustc_hash::FxHashMap;

/// The terms that start with the same word, longest first, with their values.
pub(crate) type Bucket<T> = Vec<(Box<str>, Vec<T>)>;

/// A set of words and phrases with values, found at a position of a lower-case text, the longest first.
///
/// A term given twice has both values. In scripts without spaces a term may end anywhere; elsewhere it must end where a
/// word ends.
#[derive(Debug, Clone)]
pub struct TermIndex<T> {
    by_head: FxHashMap<Box<str>, Bucket<T>>,
    /// The first characters of the terms, by their lowest bits: most places of a text are ruled out by it.
    starts: [u64; START_WORDS],
    /// Length in bytes of the longest head.
    longest_head: usize,
    attached_endings: bool,
}

impl<T> Default for TermIndex<T> {
    fn default() -> Self {
        Self {
            by_head: FxHashMap::default(),
            starts: [0; START_WORDS],
            longest_head: 0,
            attached_endings: false,
        }
    }
}

impl<T: PartialEq> TermIndex<T> {
    /// Builds the index. With `attached_endings` a term of two or more letters may be followed by further letters (Korean particles).
    pub fn new<S: AsRef<str>>(
        terms: impl IntoIterator<Item = (S, T)>,
        attached_endings: bool,
    ) -> Self {
        let by_head = by_head(terms, attached_endings);
        Self {
            starts: starts(by_head.keys().map(|head| &**head)),
            longest_head: by_head.keys().map(|head| head.len()).max().unwrap_or(0),
            by_head,
            attached_endings,
        }
    }

    /// The terms that may start at the start of `rest`.
    fn bucket(&self, rest: &str) -> Option<&Bucket<T>> {
        if !can_start(&self.starts, rest) {
            return None;
        }
        self.by_head
            .get(head(rest, self.attached_endings, self.longest_head))
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.by_head.is_empty()
    }

    /// The longest term that starts at byte `at` of the lower-case text `lower`: its end and its values.
    ///
    /// The caller makes sure that a word may start at `at`.
    pub fn longest_at(&self, lower: &str, at: usize) -> Option<(usize, &[T])> {
        let rest = lower.get(at..)?;
        let bucket = self.bucket(rest)?;
        bucket.iter().find_map(|(term, values)| {
            (rest.starts_with(&**term)
                && ends_well(term, &rest[term.len()..], self.attached_endings))
            .then_some((at + term.len(), values.as_slice()))
        })
    }
}

/// The terms by what they are filed under, the longest first; a term given twice has both values.
pub(crate) fn by_head<S: AsRef<str>, T: PartialEq>(
    terms: impl IntoIterator<Item = (S, T)>,
    attached_endings: bool,
) -> FxHashMap<Box<str>, Bucket<T>> {
    let mut by_head: FxHashMap<Box<str>, Bucket<T>> = FxHashMap::default();
    for (term, value) in terms {
        let term = crate::text::lower::lower_in_place(term.as_ref().trim());
        if term.is_empty() {
            continue;
        }
        let bucket = by_head
            .entry(head(&term, attached_endings, usize::MAX).into())
            .or_default();
        match bucket.iter_mut().find(|(t, _)| **t == *term) {
            Some((_, values)) if values.contains(&value) => {}
            Some((_, values)) => values.push(value),
            None => bucket.push((term.into(), vec![value])),
        }
    }
    for bucket in by_head.values_mut() {
        bucket.sort_by_key(|(term, _)| std::cmp::Reverse(term.len()));
    }
    by_head
}

/// Whether a term may end where `rest` follows it.
pub(crate) fn ends_well(term: &str, rest: &str, attached_endings: bool) -> bool {
    let (Some(last), Some(next)) = (term.chars().next_back(), rest.chars().next()) else {
        return true;
    };
    if !is_word_char(last) || !is_word_char(next) {
        return !(last.is_numeric() && next.is_numeric());
    }
    if script_of(last).is_some_and(|s| s.is_unspaced()) || script_of(last) != script_of(next) {
        return true;
    }
    // Short words are too often the start of others, but for Korean ones.
    let least = if script_of(last) == Some(Script::Hangul) {
        2
    } else {
        4
    };
    attached_endings && term.chars().count() >= least
}

/// Words of 64 bits for the first characters of terms.
pub(crate) const START_WORDS: usize = 64;

/// The first characters of the terms filed under `heads`, by their lowest bits.
pub(crate) fn starts<'a>(heads: impl Iterator<Item = &'a str>) -> [u64; START_WORDS] {
    let firsts = heads.filter_map(|head| head.chars().next());
    firsts.fold([0; START_WORDS], |mut starts, c| {
        let (word, bit) = start_bit(c);
        starts[word] |= bit;
        starts
    })
}

/// Whether the first character of `rest` may be that of a term.
pub(crate) fn can_start(starts: &[u64; START_WORDS], rest: &str) -> bool {
    rest.chars().next().is_some_and(|first| {
        let (word, bit) = start_bit(first);
        starts[word] & bit != 0
    })
}

fn start_bit(c: char) -> (usize, u64) {
    let low = c as usize % (START_WORDS * u64::BITS as usize);
    (low / u64::BITS as usize, 1 << (low % u64::BITS as usize))
}

/// What a term is filed under: its first word, or its first character if that is of an unspaced script or no letter, or if
/// letters may follow the term. Of a word longer than `longest` bytes only so much is read that it can equal no other head.
pub(crate) fn head(text: &str, attached_endings: bool, longest: usize) -> &str {
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else {
        return "";
    };
    let single = &text[..first.len_utf8()];
    let Some(script) = script_of(first) else {
        return single;
    };
    if script.is_unspaced() || script == Script::Hangul || attached_endings {
        return single;
    }
    let end = text
        .char_indices()
        .find(|(at, c)| *at > longest || !is_word_char(*c))
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_term_wins_and_ends_at_a_word_end() {
        let index = TermIndex::new([("per cent", 1), ("per", 2), ("亿", 3)], false);
        assert_eq!(index.longest_at("per cent of", 0), Some((8, &[1][..])));
        assert_eq!(index.longest_at("per centum", 0), Some((3, &[2][..])));
        assert_eq!(index.longest_at("percent", 0), None);
        assert_eq!(index.longest_at("亿美元", 0), Some((3, &[3][..])));
        let long = "per".repeat(1000);
        assert_eq!(index.longest_at(&long, 0), None);
    }
}
