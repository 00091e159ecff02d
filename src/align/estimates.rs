//! What a round over two texts shows: how often each shape of link occurs, how often types find their partners, and which of
//! them stand together.

use super::fingers::Fingers;
use super::hits::Hits;
use super::learn::Cooccurrence;
use super::model::Counts;
use super::pairing::{Pairing, Tables};
use super::path::Step;
use super::prior::{Prior, SHAPES};
use super::vocabulary::Vocabulary;

/// Least score of a 1-1 link from which rates are estimated.
pub(super) const SURE: f32 = 1.0;
/// Most sentences, both sides together, of a link from which words are learned.
const MAX_LEARNED_FROM: usize = 4;

impl Pairing {
    /// How often a round has each shape of link: over all paths, or on the best one.
    fn shapes(&self, tables: &Tables, all_paths: bool) -> [f32; SHAPES.len()] {
        if all_paths {
            return tables.posterior.expected(&tables.band, &tables.scores);
        }
        let mut counts = [0.0; SHAPES.len()];
        for step in &tables.path {
            counts[step.shape] += 1.0;
        }
        counts
    }

    /// Adds what a round shows to `counts` and `prior`.
    pub(super) fn count(
        &self,
        tables: &Tables,
        all_paths: bool,
        (of_source, of_version): &(Hits, Hits),
        counts: &mut Counts,
        prior: &mut Prior,
    ) {
        let shapes = self.shapes(tables, all_paths);
        prior.count(&shapes, tables.path.iter().map(Step::size));
        let [mut theirs, mut ours] = [&self.source, &self.version].map(|side| {
            let mut fingers = Fingers::default();
            fingers.reach(side.types.len());
            fingers
        });
        for step in &tables.path {
            if step.size() == (1, 1) && step.score > SURE {
                let (x, y) = (step.i - 1, step.j - 1);
                counts.add((&self.source, x), of_source, &mut theirs, y);
                counts.add((&self.version, y), of_version, &mut ours, x);
            }
        }
    }

    /// Counts which types stand together in the links of a path, under names that `name` gives them.
    pub(super) fn cooccurrences(
        &self,
        path: &[Step],
        counts: &mut Cooccurrence,
        mut source_name: impl FnMut(u32) -> Option<u32>,
        mut version_name: impl FnMut(u32) -> Option<u32>,
    ) {
        let (mut theirs, mut ours) = (Vec::new(), Vec::new());
        let types = |side: &Vocabulary| side.sentences.items();
        counts.reserve(path.len(), types(&self.source), types(&self.version));
        for step in path {
            let (a, b) = step.size();
            if a == 0 || b == 0 || a + b > MAX_LEARNED_FROM || step.score <= 0.0 {
                continue;
            }
            theirs.clear();
            ours.clear();
            for x in step.i - a..step.i {
                theirs.extend(
                    self.source
                        .sentences
                        .row(x)
                        .iter()
                        .filter_map(|&t| source_name(t)),
                );
            }
            for y in step.j - b..step.j {
                ours.extend(
                    self.version
                        .sentences
                        .row(y)
                        .iter()
                        .filter_map(|&t| version_name(t)),
                );
            }
            for side in [&mut theirs, &mut ours] {
                side.sort_unstable();
                side.dedup();
            }
            counts.add(&theirs, &ours);
        }
    }
}
