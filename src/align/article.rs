//! The alignment of one article: rounds of estimation, then the path and its probabilities.

use super::learn::Cooccurrence;
use super::model::Counts;
use super::moves;
use super::pairing::{Model, Pairing, Tables};
use super::posterior::Posterior;
use super::prior::Prior;
use super::{AlignOptions, Aligned, Alignment, Link};

/// Rounds over the article.
const ROUNDS: usize = 3;
/// Least association (G²) of words learned from the article alone, for each natural logarithm of the number of links:
/// the longer the article, the more pairs meet by chance.
const ASSOCIATION: f32 = 3.0;
/// Evidence of words at which a link is as likely as not to be more than chance.
const RELATED: f32 = 4.0;

/// Aligns the sentences of two texts.
pub(super) fn align(
    source: Aligned<'_>,
    version: Aligned<'_>,
    options: &AlignOptions<'_>,
) -> Alignment {
    let pairing = Pairing::new(source, version, options, false);
    let mut model = Model::default();
    let mut tables = Tables::default();
    let mut learned: Vec<(u32, u32)> = Vec::new();
    for _ in 1..ROUNDS {
        let hits = pairing.round(&model, &learned, &mut tables);
        let mut counts = Counts::default();
        let mut prior = Prior::default();
        pairing.count(&tables.path, &hits, &mut counts, &mut prior);
        model = Model {
            rates: counts.rates(),
            prior,
        };
        learned = learn(&pairing, &tables);
    }
    let hits = pairing.round(&model, &learned, &mut tables);
    let mut posterior = Posterior::default();
    posterior.sum(&tables.band, &tables.scores);
    let links: Vec<Link> = tables
        .path
        .iter()
        .map(|step| {
            let (a, b) = step.size();
            Link {
                source: step.i - a..step.i,
                version: step.j - b..step.j,
                probability: posterior.step(&tables.band, &tables.scores, step),
            }
        })
        .collect();
    let moves = moves::find(
        &links,
        &pairing.source,
        &pairing.version,
        &hits,
        &model.rates,
    );
    let relatedness = relatedness(&pairing, &tables);
    Alignment::new(links, moves, relatedness)
}

/// Words that go together in this article.
fn learn(pairing: &Pairing, tables: &Tables) -> Vec<(u32, u32)> {
    let mut counts = Cooccurrence::default();
    // A word that stands once is associated with nothing.
    let twice = |places: usize, id: u32| (places >= 2).then_some(id);
    pairing.cooccurrences(
        &tables.path,
        &mut counts,
        |t| twice(pairing.source.places.row(t as usize).len(), t),
        |t| twice(pairing.version.places.row(t as usize).len(), t),
    );
    let threshold = ASSOCIATION * (tables.path.len().max(2) as f32).ln();
    let found = counts.associations(threshold);
    found.iter().map(|a| (a.source, a.version)).collect()
}

/// Share of the linked text whose words belong together.
fn relatedness(pairing: &Pairing, tables: &Tables) -> f32 {
    let (mut related, mut all) = (0.0, 0.0);
    for (step, words) in tables.path.iter().zip(&tables.words) {
        let (a, b) = step.size();
        if a == 0 || b == 0 {
            continue;
        }
        let length: f32 = pairing.source.lengths[step.i - a..step.i].iter().sum();
        all += length;
        related += length / (1.0 + (RELATED - words).exp());
    }
    if all > 0.0 { related / all } else { 0.0 }
}
