//! Which types of the two texts match, and how well.

use super::vocabulary::Vocabulary;
use super::{cognates, names};
use crate::language::lexicon::Concept;

/// How well two types match; 0 is not at all.
pub(super) type Level = u8;
/// They stand together oftener than by chance.
pub(super) const LEARNED: Level = 1;
/// They are spelled alike.
pub(super) const COGNATE: Level = 2;
/// One is the other's name in another script.
pub(super) const NAME: Level = 3;
/// A lexicon says so.
pub(super) const DICTIONARY: Level = 4;
/// They are the same.
pub(super) const EXACT: Level = 5;
/// Number of levels, "no match" among them.
pub(super) const LEVELS: usize = 6;

/// Shortest form that counts as the same word.
pub(super) const MIN_EXACT: usize = 3;

/// A source type, a version type and how well they match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) source: u32,
    pub(super) version: u32,
    pub(super) level: Level,
}

/// All matches that the texts and the lexicons give, each pair once with its best level.
pub(super) fn matches(source: &Vocabulary, version: &Vocabulary) -> Vec<Pair> {
    let mut out = Vec::new();
    let exact = |out: &mut Vec<Pair>, source, version| {
        out.push(Pair {
            source,
            version,
            level: EXACT,
        });
    };
    join(&source.keys, &version.keys, |source, version, _| {
        exact(&mut out, source, version);
    });
    join(&source.hashes, &version.hashes, |source, version, _| {
        exact(&mut out, source, version);
    });
    join(
        &source.concepts,
        &version.concepts,
        |source, version, concept: Concept| {
            let level = if concept.is_learned() {
                LEARNED
            } else {
                DICTIONARY
            };
            out.push(Pair {
                source,
                version,
                level,
            });
        },
    );
    names::pairs(source, version, &mut out);
    cognates::pairs(source, version, &mut out);
    best(&mut out);
    out
}

/// Sorts pairs and keeps each once, at its best level.
pub(super) fn best(pairs: &mut Vec<Pair>) {
    let place = |p: &Pair| u64::from(p.version) << u32::BITS | u64::from(p.source);
    pairs.sort_unstable_by_key(|p| (place(p), std::cmp::Reverse(p.level)));
    pairs.dedup_by_key(|p| (p.version, p.source));
}

/// Calls `meet` for every pair of entries with equal keys of two sorted lists.
fn join<K: Ord + Copy>(a: &[(K, u32)], b: &[(K, u32)], mut meet: impl FnMut(u32, u32, K)) {
    let mut from = 0;
    for &(key, version) in b {
        while from < a.len() && a[from].0 < key {
            from += 1;
        }
        for (_, source) in a[from..].iter().take_while(|(k, _)| *k == key) {
            meet(*source, version, key);
        }
    }
}

/// The hash of a form.
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    std::hash::Hasher::write(&mut hasher, text.as_bytes());
    std::hash::Hasher::finish(&hasher)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_meet_and_others_do_not() {
        let mut met = Vec::new();
        let left = [(1, 1), (3, 0), (3, 2)];
        join(&left, &[(1, 9), (2, 8), (3, 7)], |a, b, _| met.push((a, b)));
        assert_eq!(met, [(1, 9), (0, 7), (2, 7)]);
    }
}
