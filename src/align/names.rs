//! Names across scripts: how like two transliterated words are.

use super::matching::{NAME, Pair};
use super::vocabulary::{Class, Vocabulary};
use crate::text::classes::Script;
use crate::text::fold::skeleton;

/// Least similarity of two forms of one name.
const MIN_SIMILARITY: f32 = 0.74;
/// Shortest form that is compared, in letters.
const MIN_LETTERS: usize = 4;
/// Longest form that is compared, in letters: what a machine word holds.
const MAX_LETTERS: usize = 64;
/// Shortest consonant skeleton that carries a name.
const MIN_SKELETON: usize = 2;

/// A form made ready for comparison.
struct Prepared {
    of: u32,
    script: Option<Script>,
    letters: Pattern,
    bones: Pattern,
}

/// The letters of a word and where each stands, for counting common subsequences bit by bit.
struct Pattern {
    word: Box<[u8]>,
    at: [u64; 26],
    present: u32,
}

impl Pattern {
    fn new(word: &str) -> Pattern {
        let mut pattern = Pattern {
            word: word
                .bytes()
                .filter(u8::is_ascii_lowercase)
                .take(MAX_LETTERS)
                .collect(),
            at: [0; 26],
            present: 0,
        };
        for (place, &letter) in pattern.word.iter().enumerate() {
            let letter = usize::from(letter - b'a');
            pattern.at[letter] |= 1 << place;
            pattern.present |= 1 << letter;
        }
        pattern
    }

    /// Length of the longest common subsequence (Hyyrö's bit-parallel recurrence).
    fn common(&self, other: &Pattern) -> u32 {
        let mut state = u64::MAX;
        for &letter in &other.word {
            let hits = state & self.at[usize::from(letter - b'a')];
            state = state.wrapping_add(hits) | (state - hits);
        }
        let mask = if self.word.len() == 64 {
            u64::MAX
        } else {
            (1 << self.word.len()) - 1
        };
        (!state & mask).count_ones()
    }

    fn likeness(&self, other: &Pattern) -> f32 {
        2.0 * self.common(other) as f32 / (self.word.len() + other.word.len()).max(1) as f32
    }
}

/// Appends the pairs of words in different scripts that are likely one name.
pub(super) fn pairs(source: &Vocabulary, version: &Vocabulary, out: &mut Vec<Pair>) {
    // With case on a side only its names are compared, without case on both nothing tells names from words.
    let named = |v: &Vocabulary| v.types.iter().any(|t| t.class == Class::Name);
    let (by_source, by_version) = (named(source), named(version));
    if !by_source && !by_version {
        return;
    }
    let theirs = prepare(source, by_source);
    let ours = prepare(version, by_version);
    let mut by_bone: [Vec<u32>; 26] = Default::default();
    for (index, form) in theirs.iter().enumerate() {
        by_bone[usize::from(form.bones.word[0] - b'a')].push(index as u32);
    }
    for form in &ours {
        for &index in &by_bone[usize::from(form.bones.word[0] - b'a')] {
            let other = &theirs[index as usize];
            if other.script == form.script {
                continue;
            }
            let (a, b) = (other.letters.word.len(), form.letters.word.len());
            if a > 2 * b || b > 2 * a {
                continue;
            }
            let bones = form.bones.likeness(&other.bones);
            // What the letters could still add to the mean.
            if bones + 1.0 < 2.0 * MIN_SIMILARITY {
                continue;
            }
            if bones + form.letters.likeness(&other.letters) >= 2.0 * MIN_SIMILARITY {
                out.push(Pair {
                    source: other.of,
                    version: form.of,
                    level: NAME,
                });
            }
        }
    }
}

fn prepare(side: &Vocabulary, names_only: bool) -> Vec<Prepared> {
    side.forms
        .iter()
        .filter_map(|&form| {
            let kind = &side.types[form.of as usize];
            if names_only && kind.class != Class::Name {
                return None;
            }
            let letters = side.letters(form);
            let bones = Pattern::new(&skeleton(letters));
            if letters.len() < MIN_LETTERS || bones.word.len() < MIN_SKELETON {
                return None;
            }
            Some(Prepared {
                of: form.of,
                script: kind.script,
                letters: Pattern::new(letters),
                bones,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similarity(a: &str, b: &str) -> f32 {
        let letters = Pattern::new(a).likeness(&Pattern::new(b));
        let bones = Pattern::new(&skeleton(a)).likeness(&Pattern::new(&skeleton(b)));
        (letters + bones) / 2.0
    }

    #[test]
    fn common_subsequences_are_counted() {
        assert_eq!(Pattern::new("trump").common(&Pattern::new("toranpu")), 4);
        assert_eq!(Pattern::new("abc").common(&Pattern::new("xyz")), 0);
    }

    #[test]
    fn transliterated_names_are_like_and_other_words_are_not() {
        assert!(similarity("washington", "vashington") > MIN_SIMILARITY);
        assert!(similarity("merkel", "mirkl") > MIN_SIMILARITY);
        assert!(similarity("merkel", "pravitelstvo") < 0.5);
    }
}
