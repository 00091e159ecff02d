//! Where the path of two long texts runs: a chain of rare types that match.

use super::band::Band;
use super::hits::Hits;
use super::matching::DICTIONARY;
use super::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;

/// A type that stands in more sentences than this is no anchor.
const MAX_PLACES: usize = 3;
/// Weight that a pair of sentences needs: one type unique on both sides, or several less rare ones.
const MIN_WEIGHT: f32 = 0.9;
/// Least and most sentences on either side of the chain that are looked at.
const RADIUS: (usize, usize) = (24, 80);
/// Neighbours in the chain that an anchor has to agree with.
const NEIGHBOURS: usize = 5;
/// How far an anchor may lie off the line through its neighbours, in sentences.
const MAX_OFF: i64 = 30;

/// The band around the heaviest chain of anchors.
pub(super) fn band(source: &Vocabulary, version: &Vocabulary, of_version: &Hits) -> Band {
    let mut weights: FxHashMap<(u32, u32), f32> = FxHashMap::default();
    for index in 0..version.types.len() {
        let (theirs, ours) = (of_version.places(index as u32), version.places.row(index));
        if of_version.of(index as u32).best < DICTIONARY
            || theirs.len() > MAX_PLACES
            || ours.len() > MAX_PLACES
        {
            continue;
        }
        let weight = 1.0 / (theirs.len() * ours.len()) as f32;
        for place in theirs {
            for &y in ours {
                *weights.entry((place.sentence() as u32, y)).or_default() += weight;
            }
        }
    }
    let mut points: Vec<(u32, u32, f32)> = weights
        .into_iter()
        .filter(|(_, w)| *w >= MIN_WEIGHT)
        .map(|((x, y), w)| (x, y, w))
        .collect();
    // Of one source sentence the later version sentence first, so that a chain takes only one of them.
    points.sort_unstable_by_key(|&(x, y, _)| (x, std::cmp::Reverse(y)));
    let chain = without_strays(&heaviest_chain(&points, version.len()));
    let corners = chain.into_iter().map(|(x, y)| (x as usize, y as usize));
    // The path can be as far from the chain as two anchors are apart.
    let radius = |apart: usize| apart.clamp(RADIUS.0, RADIUS.1);
    Band::around(corners, source.len(), version.len(), radius)
}

/// The chain that rises in both coordinates and weighs most.
fn heaviest_chain(points: &[(u32, u32, f32)], columns: usize) -> Vec<(u32, u32)> {
    // A Fenwick tree of the best chain that ends at or before each column.
    let mut tree = vec![(0.0f32, usize::MAX); columns + 1];
    let mut sums = Vec::with_capacity(points.len());
    let mut before = Vec::with_capacity(points.len());
    for (index, &(_, y, weight)) in points.iter().enumerate() {
        let mut best = (0.0, usize::MAX);
        let mut at = y as usize;
        while at > 0 {
            if tree[at].0 > best.0 {
                best = tree[at];
            }
            at &= at - 1;
        }
        sums.push(best.0 + weight);
        before.push(best.1);
        let mut at = y as usize + 1;
        while at <= columns {
            if sums[index] > tree[at].0 {
                tree[at] = (sums[index], index);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut at = (0..points.len())
        .max_by(|&a, &b| sums[a].total_cmp(&sums[b]))
        .unwrap_or(usize::MAX);
    let mut chain = Vec::new();
    while let Some(&(x, y, _)) = points.get(at) {
        chain.push((x, y));
        at = before[at];
    }
    chain.reverse();
    chain
}

/// The chain without the anchors that lie off the line through their neighbours.
fn without_strays(chain: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let offset = |&(x, y): &(u32, u32)| i64::from(y) - i64::from(x);
    (0..chain.len())
        .filter(|&k| {
            let near = &chain[k.saturating_sub(NEIGHBOURS)..(k + NEIGHBOURS + 1).min(chain.len())];
            let mut offsets: Vec<i64> = near.iter().map(offset).collect();
            offsets.sort_unstable();
            (offset(&chain[k]) - offsets[offsets.len() / 2]).abs() <= MAX_OFF
        })
        .map(|k| chain[k])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_chain_rises() {
        let points = [
            (0, 0, 1.0),
            (1, 5, 1.5),
            (1, 1, 1.0),
            (2, 2, 1.0),
            (3, 3, 1.0),
        ];
        assert_eq!(heaviest_chain(&points, 6), [(0, 0), (1, 1), (2, 2), (3, 3)]);
        assert!(heaviest_chain(&[], 6).is_empty());
    }

    #[test]
    fn strays_are_left_out() {
        let mut chain: Vec<(u32, u32)> = (0..20).map(|k| (k, k)).collect();
        chain[10].1 = 90;
        assert_eq!(without_strays(&chain).len(), 19);
    }
}
