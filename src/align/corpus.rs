//! A lexicon learned from many articles at once, without supervision.

use super::learn::Cooccurrence;
use super::model::Counts;
use super::pairing::{Model, Pairing, Tables};
use super::prior::Prior;
use super::threads::Threads;
use super::{AlignOptions, Aligned};
use rustc_hash::FxHashMap;

/// Rounds over the articles.
const ROUNDS: usize = 4;
/// Least association (G²) of a pair that is kept.
const ASSOCIATION: f32 = 25.0;

/// A pair of terms that render each other, and how sure that is.
#[derive(Clone, Debug, PartialEq)]
pub struct LearnedPair {
    /// Term of the source language; `stem*` stands for every word that starts so.
    pub source: String,
    /// Term of the language of the versions.
    pub version: String,
    /// Log-likelihood ratio G² of the two standing together.
    pub weight: f32,
}

/// Numbers for the types of one language over all articles.
#[derive(Default)]
struct Register {
    by_key: FxHashMap<u64, u32>,
    terms: Vec<String>,
}

/// Learns which terms render each other from articles and their versions, the surest pairs first.
pub fn learn(articles: &[(Aligned<'_>, Aligned<'_>)]) -> Vec<LearnedPair> {
    let options = AlignOptions::default();
    let (mut theirs, mut ours) = (Register::default(), Register::default());
    let mut pairings: Vec<(Pairing, Tables)> = articles
        .iter()
        .map(|(source, version)| {
            let pairing = Pairing::new(*source, *version, &options, true);
            (pairing, Tables::default())
        })
        .collect();
    let names: Vec<[Vec<Option<u32>>; 2]> = pairings
        .iter()
        .map(|(p, _)| [theirs.names(&p.source), ours.names(&p.version)])
        .collect();
    let mut model = Model::default();
    let mut learned = Vec::new();
    for _ in 0..ROUNDS {
        let mut counts = Counts::default();
        let mut prior = Prior::default();
        let mut together = Cooccurrence::default();
        let known: FxHashMap<u32, Vec<u32>> = group(&learned);
        for ((pairing, tables), [theirs, ours]) in pairings.iter_mut().zip(&names) {
            let local = localise(&known, theirs, ours);
            let mut hits = pairing.hits();
            pairing.learn(&mut hits, &local);
            pairing.round(&model, &hits, tables, true);
            pairing.count(tables, true, &hits, &mut counts, &mut prior);
            pairing.cooccurrences(
                &tables.path,
                &mut together,
                |t| theirs[t as usize],
                |t| ours[t as usize],
            );
        }
        model = Model {
            rates: counts.rates(),
            prior,
        };
        learned = together.associations(ASSOCIATION, Threads::Several);
    }
    learned
        .iter()
        .map(|pair| LearnedPair {
            source: theirs.terms[pair.source as usize].clone(),
            version: ours.terms[pair.version as usize].clone(),
            weight: pair.weight,
        })
        .collect()
}

fn group(learned: &[super::learn::Association]) -> FxHashMap<u32, Vec<u32>> {
    let mut out: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for pair in learned {
        out.entry(pair.source).or_default().push(pair.version);
    }
    out
}

/// The learned pairs whose types both stand in one article, by their numbers there.
fn localise(
    known: &FxHashMap<u32, Vec<u32>>,
    theirs: &[Option<u32>],
    ours: &[Option<u32>],
) -> Vec<(u32, u32)> {
    let here: FxHashMap<u32, u32> = (0u32..)
        .zip(ours)
        .filter_map(|(local, name)| name.map(|n| (n, local)))
        .collect();
    let mut out = Vec::new();
    for (local, name) in (0u32..).zip(theirs) {
        let partners = name.and_then(|n| known.get(&n));
        out.extend(
            partners
                .into_iter()
                .flatten()
                .filter_map(|p| Some((local, *here.get(p)?))),
        );
    }
    out
}

impl Register {
    /// The number of each type of an article; none for figures and marks, which need no lexicon.
    fn names(&mut self, side: &super::vocabulary::Vocabulary) -> Vec<Option<u32>> {
        side.types
            .iter()
            .zip(&side.terms)
            .map(|(kind, term)| {
                if term.is_empty() {
                    return None;
                }
                let next = self.terms.len() as u32;
                let id = *self.by_key.entry(kind.key).or_insert(next);
                if id == next {
                    self.terms.push(term.clone());
                }
                Some(id)
            })
            .collect()
    }
}
