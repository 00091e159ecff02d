//! Words that stand together oftener than by chance: a lexicon learned from linked sentences.

use rustc_hash::FxHashMap;

/// Pairs kept for each word: its best partners.
const BEST_PARTNERS: usize = 2;

/// Two types and how strongly they are associated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Association {
    pub(super) source: u32,
    pub(super) version: u32,
    /// Log-likelihood ratio G².
    pub(super) weight: f32,
}

/// Counts of types and pairs of types over links.
#[derive(Clone, Debug, Default)]
pub(super) struct Cooccurrence {
    links: u32,
    source: FxHashMap<u32, u32>,
    version: FxHashMap<u32, u32>,
    /// The pairs of types of all links, one entry for each meeting.
    meetings: Vec<(u32, u32)>,
    /// How often each pair met, as far as the meetings were counted.
    together: Vec<((u32, u32), u32)>,
}

/// Meetings that are kept before they are counted.
const MAX_MEETINGS: usize = 1 << 20;
/// Pairs of types up to which a table of all of them is faster than sorting.
const MAX_TABLE: usize = 1 << 16;

impl Cooccurrence {
    /// Counts one link; the types of each side are distinct.
    pub(super) fn add(&mut self, source: &[u32], version: &[u32]) {
        self.links += 1;
        for &s in source {
            *self.source.entry(s).or_default() += 1;
        }
        for &v in version {
            *self.version.entry(v).or_default() += 1;
        }
        for &s in source {
            self.meetings.extend(version.iter().map(|&v| (s, v)));
        }
        if self.meetings.len() > MAX_MEETINGS.max(self.together.len()) {
            self.count();
        }
    }

    /// Counts the meetings collected so far into `together`, sorted by pair.
    fn count(&mut self) {
        if self.together.is_empty() && self.count_in_table() {
            return;
        }
        self.meetings.sort_unstable();
        let before = std::mem::take(&mut self.together);
        let mut known = before.into_iter().peekable();
        for run in self.meetings.chunk_by(|a, b| a == b) {
            while let Some(pair) = known.next_if(|(pair, _)| *pair < run[0]) {
                self.together.push(pair);
            }
            let seen = known.next_if(|(pair, _)| *pair == run[0]);
            let count = seen.map_or(0, |(_, n)| n) + run.len() as u32;
            self.together.push((run[0], count));
        }
        self.together.extend(known);
        self.meetings.clear();
    }

    /// Counts the meetings in a table of all pairs, if that is small; says whether it did.
    fn count_in_table(&mut self) -> bool {
        let (rows, columns) = (sorted_keys(&self.source), sorted_keys(&self.version));
        if rows.len() * columns.len() > MAX_TABLE {
            return false;
        }
        let (row_of, column_of) = (places_in(&rows), places_in(&columns));
        let mut table = vec![0u32; rows.len() * columns.len()];
        for (s, v) in self.meetings.drain(..) {
            let row = row_of[s as usize] as usize;
            table[row * columns.len() + column_of[v as usize] as usize] += 1;
        }
        for (row, &s) in table.chunks_exact(columns.len().max(1)).zip(&rows) {
            let met = row.iter().zip(&columns).filter(|(n, _)| **n > 0);
            self.together.extend(met.map(|(&n, &v)| ((s, v), n)));
        }
        true
    }

    /// The pairs whose association reaches `threshold` and that are among the best of either type.
    ///
    /// One meeting is left out of the counts of every pair, so that a link is not evidence for itself.
    pub(super) fn associations(&mut self, threshold: f32) -> Vec<Association> {
        self.count();
        let mut found: Vec<Association> = self
            .together
            .iter()
            .filter(|(_, together)| *together >= 2)
            .filter_map(|&((source, version), together)| {
                let (s, v) = (self.source[&source], self.version[&version]);
                let weight = log_likelihood_ratio(together - 1, s - 1, v - 1, self.links - 1);
                (weight >= threshold).then_some(Association {
                    source,
                    version,
                    weight,
                })
            })
            .collect();
        // Equal weights are told apart by the types, so that the result does not depend on the order of a table.
        found.sort_unstable_by(|a, b| {
            b.weight
                .total_cmp(&a.weight)
                .then_with(|| (a.source, a.version).cmp(&(b.source, b.version)))
        });
        let mut of_source: FxHashMap<u32, usize> = FxHashMap::default();
        let mut of_version: FxHashMap<u32, usize> = FxHashMap::default();
        found.retain(|pair| {
            let s = of_source.entry(pair.source).or_default();
            let v = of_version.entry(pair.version).or_default();
            let keep = *s < BEST_PARTNERS || *v < BEST_PARTNERS;
            *s += 1;
            *v += 1;
            keep
        });
        found
    }
}

fn sorted_keys(counts: &FxHashMap<u32, u32>) -> Vec<u32> {
    let mut keys: Vec<u32> = counts.keys().copied().collect();
    keys.sort_unstable();
    keys
}

/// Where each of the sorted numbers stands, by number.
fn places_in(sorted: &[u32]) -> Vec<u32> {
    let mut places = vec![0; sorted.last().map_or(0, |last| *last as usize + 1)];
    for (at, &key) in (0u32..).zip(sorted) {
        places[key as usize] = at;
    }
    places
}

/// G² of two types that stand together in `both` of `all` links, alone in `s` and in `v`; 0 if rarer than by chance.
fn log_likelihood_ratio(both: u32, s: u32, v: u32, all: u32) -> f32 {
    let [both, s, v, all] = [both, s, v, all].map(f64::from);
    if both * all <= s * v {
        return 0.0;
    }
    let term = |count: f64, expected: f64| {
        if count > 0.0 && expected > 0.0 {
            count * (count / expected).ln()
        } else {
            0.0
        }
    };
    let sum = term(both, s * v / all)
        + term(s - both, s * (all - v) / all)
        + term(v - both, (all - s) * v / all)
        + term(all - s - v + both, (all - s) * (all - v) / all);
    (2.0 * sum) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_always_stand_together_are_learned() {
        let mut counts = Cooccurrence::default();
        for link in 0..30 {
            // Types 1 and 1 share every third link, 2 and 2 stand everywhere.
            let mut types = vec![2, 100 + link];
            if link % 3 == 0 {
                types.push(1);
            }
            counts.add(&types, &types);
        }
        let found = counts.associations(15.0);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].source, found[0].version), (1, 1));
    }

    #[test]
    fn chance_is_no_association() {
        assert_eq!(log_likelihood_ratio(10, 20, 20, 40), 0.0);
        assert!(log_likelihood_ratio(8, 8, 8, 40) > 25.0);
    }
}
