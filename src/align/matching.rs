//! Which types of the two texts match, and how well.

use super::by_key::ByKey;
use super::threads::Threads;
use super::vocabulary::Vocabulary;
use super::{cognates, names};

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

/// A source type, a version type and how well they match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) source: u32,
    pub(super) version: u32,
    pub(super) level: Level,
}

/// The types of a text by their keys, by their forms and by their concepts.
#[derive(Debug)]
pub(super) struct Index {
    keys: ByKey,
    forms: ByKey,
    concepts: ByKey,
}

impl Index {
    fn new(side: &Vocabulary) -> Index {
        Index {
            keys: ByKey::new(side.types.len(), keys(side)),
            forms: ByKey::new(side.forms.len(), hashed_forms(side)),
            concepts: ByKey::new(
                side.concepts.len(),
                side.concepts
                    .iter()
                    .map(|&(concept, of)| (concept.number(), of)),
            ),
        }
    }
}

fn keys(side: &Vocabulary) -> impl Iterator<Item = (u64, u32)> + Clone {
    (0u32..).zip(&side.types).map(|(of, kind)| (kind.key, of))
}

/// The forms that are long enough to be one word where they are equal, by the hashes of their letters.
fn hashed_forms(side: &Vocabulary) -> impl Iterator<Item = (u64, u32)> + Clone {
    let forms = side.forms.iter().map(|f| (side.letters(*f), f.of));
    let long = forms.filter(|(letters, _)| letters.len() >= MIN_EXACT);
    long.map(|(letters, of)| (hash(letters), of))
}

/// All matches that the texts and the lexicons give, each pair once with its best level.
pub(super) fn matches(source: &Vocabulary, version: &Vocabulary, threads: Threads) -> Vec<Pair> {
    let (mut out, alike) = threads.join(
        || known(source, version),
        || cognates::pairs(source, version),
    );
    out.extend(alike);
    best(&mut out);
    out
}

/// The matches by keys, forms, concepts and names.
fn known(source: &Vocabulary, version: &Vocabulary) -> Vec<Pair> {
    let mut out = Vec::new();
    let index = source.index.get_or_init(|| Index::new(source));
    let mut join = |sources: &ByKey, key: u64, version: u32, level: Level| {
        out.extend(sources.get(key).map(|source| Pair {
            source,
            version,
            level,
        }));
    };
    for (key, of) in keys(version) {
        join(&index.keys, key, of, EXACT);
    }
    for (form, of) in hashed_forms(version) {
        join(&index.forms, form, of, EXACT);
    }
    for &(concept, of) in &version.concepts {
        let level = if concept.is_learned() {
            LEARNED
        } else {
            DICTIONARY
        };
        join(&index.concepts, concept.number(), of, level);
    }
    names::pairs(source, version, &mut out);
    out
}

/// Sorts pairs and keeps each once, at its best level.
fn best(pairs: &mut Vec<Pair>) {
    let place = |p: &Pair| u64::from(p.version) << u32::BITS | u64::from(p.source);
    pairs.sort_unstable_by_key(|p| (place(p), std::cmp::Reverse(p.level)));
    pairs.dedup_by_key(|p| (p.version, p.source));
}

/// The hash of a form.
fn hash(text: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    std::hash::Hasher::write(&mut hasher, text.as_bytes());
    std::hash::Hasher::finish(&hasher)
}
