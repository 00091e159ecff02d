//! Names across scripts: how like two transliterated words are.

use super::matching::{NAME, Pair};
use super::vocabulary::{Class, Vocabulary};
use crate::text::classes::Script;
use crate::text::fold::skeleton;
use crate::text::likeness::Pattern;

/// Least similarity of two forms of one name.
const MIN_SIMILARITY: f32 = 0.74;
/// Shortest form that is compared, in letters.
const MIN_LETTERS: usize = 4;
/// Shortest consonant skeleton that carries a name.
const MIN_SKELETON: usize = 2;

/// A form made ready for comparison.
struct Prepared {
    of: u32,
    script: Option<Script>,
    letters: Pattern,
    bones: Pattern,
}

/// Appends the pairs of words in different scripts that are likely one name.
pub(super) fn pairs(source: &Vocabulary, version: &Vocabulary, out: &mut Vec<Pair>) {
    // With case on a side only its names are compared, without case on both nothing tells names from words.
    let named = |v: &Vocabulary| v.types.iter().any(|t| t.class == Class::Name);
    let (by_source, by_version) = (named(source), named(version));
    if !by_source && !by_version {
        return;
    }
    // Words of one script are compared by their spelling.
    let scripts = |v: &Vocabulary| {
        let mut scripts = v.types.iter().filter_map(|t| t.script);
        let first = scripts.next();
        (first, scripts.all(|s| Some(s) == first))
    };
    let (theirs, ours) = (scripts(source), scripts(version));
    if theirs.1 && ours.1 && theirs.0 == ours.0 {
        return;
    }
    let theirs = prepare(source, by_source);
    let ours = prepare(version, by_version);
    let mut by_bone: [Vec<u32>; 26] = Default::default();
    for (index, form) in theirs.iter().enumerate() {
        by_bone[usize::from(form.bones.letters()[0] - b'a')].push(index as u32);
    }
    for form in &ours {
        for &index in &by_bone[usize::from(form.bones.letters()[0] - b'a')] {
            let other = &theirs[index as usize];
            if other.script == form.script {
                continue;
            }
            let (a, b) = (other.letters.letters().len(), form.letters.letters().len());
            if a > 2 * b || b > 2 * a {
                continue;
            }
            let most = form.bones.likeness_at_most(&other.bones)
                + form.letters.likeness_at_most(&other.letters);
            if most < 2.0 * MIN_SIMILARITY {
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
            if letters.len() < MIN_LETTERS {
                return None;
            }
            let bones = Pattern::new(&skeleton(letters));
            if bones.letters().len() < MIN_SKELETON {
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
    fn transliterated_names_are_like_and_other_words_are_not() {
        assert!(similarity("washington", "vashington") > MIN_SIMILARITY);
        assert!(similarity("merkel", "mirkl") > MIN_SIMILARITY);
        assert!(similarity("merkel", "pravitelstvo") < 0.5);
    }
}
