//! Which types of the two texts match, and how well.

use super::names;
use super::vocabulary::{Form, Vocabulary};
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
const MIN_EXACT: usize = 3;
/// Shortest form that can be a cognate.
const MIN_COGNATE: usize = 4;
/// Share of trigrams (Dice) that cognates have in common.
const COGNATE_DICE: f32 = 0.5;
/// Trigrams in more forms than this do not propose cognates, only confirm them.
const MAX_POSTINGS: usize = 400;
/// Logarithm of the number of chains of trigrams.
const POSTING_BITS: u32 = 13;

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
    let keys = |v: &Vocabulary| -> Vec<(u64, u32)> {
        (0u32..).zip(&v.types).map(|(i, t)| (t.key, i)).collect()
    };
    join(keys(source), keys(version), |source, version, _| {
        out.push(Pair {
            source,
            version,
            level: EXACT,
        });
    });
    let forms = |v: &Vocabulary| -> Vec<(u64, u32)> {
        let long = v.forms.iter().filter(|f| v.letters(**f).len() >= MIN_EXACT);
        long.map(|f| (hash(v.letters(*f)), f.of)).collect()
    };
    join(forms(source), forms(version), |source, version, _| {
        out.push(Pair {
            source,
            version,
            level: EXACT,
        });
    });
    join(
        source.concepts.clone(),
        version.concepts.clone(),
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
    cognates(source, version, &mut out);
    best(&mut out);
    out
}

/// Sorts pairs and keeps each once, at its best level.
pub(super) fn best(pairs: &mut Vec<Pair>) {
    pairs.sort_unstable_by_key(|p| (p.version, p.source, std::cmp::Reverse(p.level)));
    pairs.dedup_by_key(|p| (p.version, p.source));
}

/// Calls `meet` for every pair of entries with equal keys.
fn join<K: Ord + Copy>(
    mut a: Vec<(K, u32)>,
    mut b: Vec<(K, u32)>,
    mut meet: impl FnMut(u32, u32, K),
) {
    a.sort_unstable();
    a.dedup();
    b.sort_unstable();
    b.dedup();
    let mut from = 0;
    for (key, version) in b {
        while from < a.len() && a[from].0 < key {
            from += 1;
        }
        for (_, source) in a[from..].iter().take_while(|(k, _)| *k == key) {
            meet(*source, version, key);
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    std::hash::Hasher::write(&mut hasher, text.as_bytes());
    std::hash::Hasher::finish(&hasher)
}

/// The distinct trigrams of `^form$`, sorted.
fn trigrams(form: &str, out: &mut Vec<u32>) {
    out.clear();
    let mut window = u32::from(b'^');
    for &byte in form.as_bytes().iter().chain(b"$") {
        window = (window << 8 | u32::from(byte)) & 0x00FF_FFFF;
        if window > 0xFFFF {
            out.push(window);
        }
    }
    out.sort_unstable();
    out.dedup();
}

/// In which forms each trigram stands: a table of chains, because most trigrams stand in one form only.
struct Postings {
    heads: Vec<u32>,
    /// Trigram, form, and the entry before in the chain.
    entries: Vec<(u32, u32, u32)>,
}

impl Default for Postings {
    fn default() -> Self {
        Postings {
            heads: vec![u32::MAX; 1 << POSTING_BITS],
            entries: Vec::new(),
        }
    }
}

impl Postings {
    fn slot(gram: u32) -> usize {
        (gram.wrapping_mul(0x9E37_79B9) >> (u32::BITS - POSTING_BITS)) as usize
    }

    fn add(&mut self, gram: u32, form: u32) {
        let head = &mut self.heads[Self::slot(gram)];
        self.entries.push((gram, form, *head));
        *head = self.entries.len() as u32 - 1;
    }

    /// The forms with the trigram, the last first.
    fn of(&self, gram: u32) -> impl Iterator<Item = u32> {
        let mut at = self.heads[Self::slot(gram)];
        let chain = std::iter::from_fn(move || {
            let &(found, form, before) = self.entries.get(at as usize)?;
            at = before;
            Some((found, form))
        });
        chain
            .filter(move |(found, _)| *found == gram)
            .map(|(_, form)| form)
    }

    /// Number of forms with the trigram, up to one more than matter.
    fn count(&self, gram: u32) -> usize {
        self.of(gram).take(MAX_POSTINGS + 1).count()
    }
}

fn cognates(source: &Vocabulary, version: &Vocabulary, out: &mut Vec<Pair>) {
    let long = |v: &Vocabulary| -> Vec<Form> {
        let forms = v.forms.iter().copied();
        forms
            .filter(|f| v.letters(*f).len() >= MIN_COGNATE)
            .collect()
    };
    let (theirs, ours) = (long(source), long(version));
    let mut grams = Vec::new();
    let mut postings = Postings::default();
    let mut counts = Vec::with_capacity(theirs.len());
    for (index, form) in theirs.iter().enumerate() {
        trigrams(source.letters(*form), &mut grams);
        counts.push(grams.len());
        for &gram in &grams {
            postings.add(gram, index as u32);
        }
    }
    let mut shared = vec![0u16; theirs.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut other = Vec::new();
    for form in ours {
        trigrams(version.letters(form), &mut grams);
        let mut skipped = false;
        for gram in &grams {
            if postings.count(*gram) > MAX_POSTINGS {
                skipped = true;
                continue;
            }
            for index in postings.of(*gram) {
                if shared[index as usize] == 0 {
                    touched.push(index);
                }
                shared[index as usize] += 1;
            }
        }
        for index in touched.drain(..) {
            let index = index as usize;
            let mut common = usize::from(std::mem::take(&mut shared[index]));
            if skipped {
                trigrams(source.letters(theirs[index]), &mut other);
                common = other
                    .iter()
                    .filter(|g| grams.binary_search(g).is_ok())
                    .count();
            }
            let dice = 2.0 * common as f32 / (grams.len() + counts[index]) as f32;
            if common >= 2 && dice >= COGNATE_DICE {
                out.push(Pair {
                    source: theirs[index].of,
                    version: form.of,
                    level: COGNATE,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_meet_and_others_do_not() {
        let mut met = Vec::new();
        let left = vec![(3, 0), (1, 1), (3, 2)];
        join(left, vec![(3, 7), (2, 8), (1, 9)], |a, b, _| {
            met.push((a, b))
        });
        met.sort_unstable();
        assert_eq!(met, [(0, 7), (1, 9), (2, 7)]);
    }

    #[test]
    fn trigrams_cover_both_ends() {
        let mut grams = Vec::new();
        trigrams("abc", &mut grams);
        assert_eq!(grams.len(), 3);
    }
}
