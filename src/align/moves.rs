//! Moved sentences: pairs among the unlinked ones that belong together.

use super::evidence::Evidence;
use super::score::{Scoring, WORDS};
use super::{Link, Move};

/// Unlinked sentences of a side beyond which moves are not looked for: nothing is moved in unrelated texts.
const MAX_UNLINKED: usize = 400;
/// Least probability of a move.
const MIN_PROBABILITY: f32 = 0.5;
/// Odds, as a logarithm, that two unlinked sentences belong together before they are looked at.
const PRIOR: f32 = -2.0;

/// Pairs the unlinked sentences whose words and lengths belong together, the surest first; `known` are moves found already.
pub(super) fn find(links: &[Link], known: &[Move], scoring: &Scoring<'_>) -> Vec<Move> {
    let (theirs, ours) = (&scoring.of_source, &scoring.of_version);
    let lengths = &scoring.lengths;
    let dropped: Vec<usize> = links
        .iter()
        .filter(|l| l.is_drop())
        .flat_map(|l| l.source.clone())
        .filter(|s| known.iter().all(|m| m.source != *s))
        .collect();
    let added: Vec<usize> = links
        .iter()
        .filter(|l| l.is_addition())
        .flat_map(|l| l.version.clone())
        .filter(|v| known.iter().all(|m| m.version != *v))
        .collect();
    if dropped.len().max(added.len()) > MAX_UNLINKED {
        return Vec::new();
    }
    let (mut of_source, mut of_version) = (Evidence::default(), Evidence::default());
    let mut found = Vec::new();
    for &x in &dropped {
        for &y in &added {
            let words = of_source.gain(theirs, x, y..y + 1) + of_version.gain(ours, y, x..x + 1);
            let lengths = lengths.score_of(x, y);
            let probability = 1.0 / (1.0 + (-(PRIOR + lengths + WORDS * words)).exp());
            if probability >= MIN_PROBABILITY {
                found.push(Move {
                    source: x,
                    version: y,
                    probability,
                });
            }
        }
    }
    found.sort_by(|a, b| {
        b.probability
            .total_cmp(&a.probability)
            .then_with(|| (a.source, a.version).cmp(&(b.source, b.version)))
    });
    let mut out: Vec<Move> = Vec::new();
    for candidate in found {
        if out
            .iter()
            .all(|m| m.source != candidate.source && m.version != candidate.version)
        {
            out.push(candidate);
        }
    }
    out
}
