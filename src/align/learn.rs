//! Words that stand together oftener than by chance: a lexicon learned from linked sentences.

use super::rows::Rows;
use super::threads::Threads;
use std::cmp::Ordering;

/// Pairs kept for each word: its best partners.
const BEST_PARTNERS: usize = 2;
/// Shares of the types that several threads go through one after the other.
const SHARES: usize = 16;

/// Two types and how strongly they are associated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Association {
    pub(super) source: u32,
    pub(super) version: u32,
    /// Log-likelihood ratio G².
    pub(super) weight: f32,
}

/// The types that stand in each of a number of links.
#[derive(Clone, Debug, Default)]
pub(super) struct Cooccurrence {
    source: Rows<u32>,
    version: Rows<u32>,
}

impl Cooccurrence {
    /// Makes room for so many links more, with so many types of each side.
    pub(super) fn reserve(&mut self, links: usize, source: usize, version: usize) {
        self.source.reserve(links, source);
        self.version.reserve(links, version);
    }

    /// Adds one link; the types of each side are distinct.
    pub(super) fn add(&mut self, source: &[u32], version: &[u32]) {
        self.source.push(source.iter().copied());
        self.version.push(version.iter().copied());
    }

    /// The pairs whose association reaches `threshold` and that are among the best of either type.
    ///
    /// One meeting is left out of the counts of every pair, so that a link is not evidence for itself.
    pub(super) fn associations(&self, threshold: f32, threads: Threads) -> Vec<Association> {
        let links = self.source.len() as u32;
        let places = turned(&self.source);
        let mut frequency = vec![0u32; types(&self.version)];
        for link in 0..self.version.len() {
            for &v in self.version.row(link) {
                frequency[v as usize] += 1;
            }
        }
        let share = places.len().div_ceil(SHARES).max(1);
        let mut shares: Vec<Vec<Association>> = vec![Vec::new(); places.len().div_ceil(share)];
        let together = || vec![0u32; frequency.len()];
        let log_all = f64::from(links).ln();
        threads.each(&mut shares, together, |together, index, found| {
            let mut met: Vec<u32> = Vec::new();
            for source in index * share..places.len().min((index + 1) * share) {
                let linked = places.row(source);
                if linked.len() < 2 {
                    continue;
                }
                for &link in linked {
                    for &v in self.version.row(link as usize) {
                        if together[v as usize] == 0 {
                            met.push(v);
                        }
                        together[v as usize] += 1;
                    }
                }
                for version in met.drain(..) {
                    let both = std::mem::take(&mut together[version as usize]);
                    if both < 2 {
                        continue;
                    }
                    let (s, v) = (linked.len() as u32, frequency[version as usize]);
                    let most = most(both - 1, s - 1, v - 1, links - 1, log_all);
                    if most < f64::from(threshold) {
                        continue;
                    }
                    let weight = log_likelihood_ratio(both - 1, s - 1, v - 1, links - 1);
                    if weight >= threshold {
                        found.push(Association {
                            source: source as u32,
                            version,
                            weight,
                        });
                    }
                }
            }
        });
        let mut found = best_of_either(&shares.concat(), places.len(), frequency.len());
        // Equal weights are told apart by the types, so that the result does not depend on the order of the texts.
        found.sort_unstable_by(|a, b| b.order(a));
        found
    }
}

impl Association {
    /// Compares by weight; of equal weights the one of the first types is the greater one.
    fn order(&self, other: &Association) -> Ordering {
        let types = |a: &Association| (a.source, a.version);
        self.weight
            .total_cmp(&other.weight)
            .then_with(|| types(other).cmp(&types(self)))
    }
}

/// The pairs that are among the best of either type.
fn best_of_either(found: &[Association], sources: usize, versions: usize) -> Vec<Association> {
    type Best = [Option<Association>; BEST_PARTNERS];
    let mut of_source: Vec<Best> = vec![[None; BEST_PARTNERS]; sources];
    let mut of_version: Vec<Best> = vec![[None; BEST_PARTNERS]; versions];
    let is_better = |pair: &Association, than: &Option<Association>| {
        than.is_none_or(|than| pair.order(&than).is_gt())
    };
    for pair in found {
        for best in [
            &mut of_source[pair.source as usize],
            &mut of_version[pair.version as usize],
        ] {
            if let Some(place) = best.iter().position(|than| is_better(pair, than)) {
                best[place..].rotate_right(1);
                best[place] = Some(*pair);
            }
        }
    }
    let is_kept = |pair: &&Association| {
        let is_among = |best: &Best| best.iter().flatten().any(|kept| kept == *pair);
        is_among(&of_source[pair.source as usize]) || is_among(&of_version[pair.version as usize])
    };
    found.iter().filter(is_kept).copied().collect()
}

/// One more than the largest type.
fn types(rows: &Rows<u32>) -> usize {
    let last = (0..rows.len()).flat_map(|row| rows.row(row)).max();
    last.map_or(0, |last| *last as usize + 1)
}

/// The links of each type.
fn turned(rows: &Rows<u32>) -> Rows<u32> {
    let links =
        (0..rows.len()).flat_map(|link| rows.row(link).iter().map(move |&t| (t, link as u32)));
    Rows::grouped(types(rows), links)
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

/// What G² cannot pass, found without logarithms; `log_all` is that of the number of links. A logarithm is at most its argument
/// less one, so that G² is at most twice χ²; and of rare types only the links with both or neither count for it.
fn most(both: u32, s: u32, v: u32, all: u32, log_all: f64) -> f64 {
    let [both, s, v, all] = [both, s, v, all].map(f64::from);
    let (without_s, without_v) = (all - s, all - v);
    let surplus = (both - s * v / all).max(0.0);
    let by_all = surplus * all / (without_s * without_v);
    let chi_squared = by_all * surplus * all * all / (s * v);
    let of_rare = both * log_all + (all - s - v + both) * by_all;
    // More than rounding takes off.
    2.001 * chi_squared.min(of_rare) + 0.01
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
        let found = counts.associations(15.0, Threads::One);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].source, found[0].version), (1, 1));
    }

    #[test]
    fn chance_is_no_association() {
        assert_eq!(log_likelihood_ratio(10, 20, 20, 40), 0.0);
        assert!(log_likelihood_ratio(8, 8, 8, 40) > 25.0);
    }

    #[test]
    fn no_association_passes_its_bound() {
        for all in [2u32, 10, 60] {
            for s in 1..=all {
                for v in 1..=all {
                    for both in (s + v).saturating_sub(all).max(1)..=s.min(v) {
                        let found = f64::from(log_likelihood_ratio(both, s, v, all));
                        let most = most(both, s, v, all, f64::from(all).ln());
                        let passes = found > most;
                        assert!(!passes, "{both} {s} {v} {all}: {found} {most}");
                    }
                }
            }
        }
    }
}
