//! Two texts on their way to an alignment: read once, matched once, scored in several rounds.

use super::anchors;
use super::band::Band;
use super::edges::EdgeModel;
use super::hits::Hits;
use super::kinds::{self, EvidenceKind};
use super::length::Lengths;
use super::matching::{self, Pair};
use super::model::Rates;
use super::path::{PathFinder, Step};
use super::posterior::Posterior;
use super::prior::{Prior, SHAPES};
use super::ratio;
use super::score::Scoring;
use super::scores::Scores;
use super::threads::Threads;
use super::vocabulary::Vocabulary;
use super::voices::Voices;
use super::words::Lexicons;
use super::{AlignOptions, Aligned};
use crate::language::lexicon::bundled;
use std::sync::Arc;

/// Sentences from which on words are learned beside a lexicon.
const LEARNED_FROM: usize = 30;
/// Cells of the whole table up to which the first round looks along the diagonal; in larger ones it needs anchors.
const SMALL_CELLS: usize = 60_000;
/// Sentences beside the diagonal that the first round looks at where both texts are of one length.
const FIRST_RADIUS: usize = 10;
/// The shapes that it tries in short texts: up to two sentences for one.
const FIRST_SHAPES: usize = 5;
/// Sentences on either side of the last path that later rounds look at.
const RADIUS: usize = 4;
/// The same for texts so long that the first path is less sure.
const LONG_RADIUS: usize = 10;

/// Two texts, read and matched.
pub(super) struct Pairing {
    pub(super) source: Arc<Vocabulary>,
    pub(super) version: Arc<Vocabulary>,
    pairs: Vec<Pair>,
    pub(super) source_lengths: Lengths,
    pub(super) version_lengths: Lengths,
    /// Logarithm of how much longer a version in this language usually is, if both languages are known.
    pub(super) usual: Option<f32>,
    pub(super) length_weight: f32,
    /// Whether the beginnings and ends of sentences are heard.
    edges: bool,
    /// Whether a lexicon knows the words of both sides.
    has_lexicon: bool,
    /// The threads that work on the pair.
    pub(super) threads: Threads,
}

/// What is estimated from round to round.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) rates: Rates,
    pub(super) prior: Prior,
}

/// The tables of a round, used again in the next.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) band: Band,
    pub(super) scores: Scores,
    pub(super) path: Vec<Step>,
    /// The probabilities of all links, if the round was to find them.
    pub(super) posterior: Posterior,
    finder: PathFinder,
}

impl Pairing {
    pub(super) fn new(
        source: Aligned<'_>,
        version: Aligned<'_>,
        options: &AlignOptions<'_>,
        terms: bool,
    ) -> Pairing {
        let (from, to) = (source.reading.lang, version.reading.lang);
        let without = options.without;
        let both = !without.has(EvidenceKind::Lexicon)
            && !bundled(from).is_empty()
            && !bundled(to).is_empty();
        let [mut theirs, mut ours] = [from, to].map(|lang| Lexicons {
            bundled: both.then(|| bundled(lang)),
            own: Vec::new(),
        });
        for (a, b) in options.lexicons.iter().filter_map(|l| l.sides(from, to)) {
            theirs.own.push(a);
            ours.own.push(b);
        }
        let plain = both && !terms && theirs.own.is_empty();
        let words = |side: Aligned<'_>, lexicons: &Lexicons<'_>| {
            let new = || Arc::new(Vocabulary::new(side, lexicons, terms));
            // What is kept holds the words as the bundled lexicon knows them.
            match side.kept {
                Some(kept) if plain => Arc::clone(kept.0.get_or_init(new)),
                _ => new(),
            }
        };
        let [n, m] = [source, version].map(|side| side.reading.sentences.len());
        let threads = Threads::several_if(options.parallel && n * m > SMALL_CELLS);
        let (source, version) = threads.join(|| words(source, &theirs), || words(version, &ours));
        let mut pairs = matching::matches(&source, &version, threads);
        kinds::remove(without, &mut pairs, &source, &version);
        Pairing {
            pairs,
            source_lengths: Lengths::new(&source.lengths),
            version_lengths: Lengths::new(&version.lengths),
            source,
            version,
            usual: ratio::usual(from, to),
            length_weight: f32::from(!without.has(EvidenceKind::Length)),
            edges: !without.has(EvidenceKind::Edges),
            has_lexicon: both,
            threads,
        }
    }

    /// Whether words learned from the texts themselves can tell more than they cost: a lexicon knows those of a short text.
    pub(super) fn is_worth_learning(&self) -> bool {
        !self.has_lexicon || self.source.len().min(self.version.len()) >= LEARNED_FROM
    }

    /// Where the types of both sides have partners.
    pub(super) fn hits(&self) -> (Hits, Hits) {
        let (source, version, pairs) = (&self.source, &self.version, &self.pairs);
        self.threads.join(
            || Hits::of_source(source, version, pairs),
            || Hits::of_version(source, version, pairs),
        )
    }

    /// Adds to the hits the pairs of types that were learned, in place of those learned before.
    pub(super) fn learn(&self, (of_source, of_version): &mut (Hits, Hits), learned: &[(u32, u32)]) {
        let turned = learned.iter().map(|&(source, version)| (version, source));
        self.threads.join(
            || of_source.learn(&self.version, learned.iter().copied()),
            || of_version.learn(&self.source, turned),
        );
    }

    /// What the words of both sides say under `model`, with all else that makes a score; `path` is that of the round before.
    pub(super) fn scoring<'a>(
        &'a self,
        model: &'a Model,
        (of_source, of_version): &'a (Hits, Hits),
        path: &[Step],
    ) -> Scoring<'a> {
        let (n, m) = (self.source.len(), self.version.len());
        let first_shapes = self.is_small() && path.is_empty();
        let (of_source, of_version) = self.threads.join(
            || Voices::new(&self.source, m, of_source, &model.rates),
            || Voices::new(&self.version, n, of_version, &model.rates),
        );
        Scoring {
            shapes: if first_shapes {
                FIRST_SHAPES
            } else {
                SHAPES.len()
            },
            prior: &model.prior,
            of_source,
            of_version,
            lengths: self.lengths(path),
            edges: self.edges.then(|| self.edge_model(path)),
            source_blocks: &self.source.blocks,
            version_blocks: &self.version.blocks,
        }
    }

    pub(super) fn is_small(&self) -> bool {
        self.source.len() * self.version.len() <= SMALL_CELLS
    }

    /// One round: evidence, scores and the best path under `model`, and the sums over all paths if they are asked for;
    /// `tables` holds the path of the round before.
    pub(super) fn round(
        &self,
        model: &Model,
        hits: &(Hits, Hits),
        tables: &mut Tables,
        all_paths: bool,
    ) {
        let (n, m) = (self.source.len(), self.version.len());
        let small = self.is_small();
        tables.band = if !tables.path.is_empty() {
            let radius = if small { RADIUS } else { LONG_RADIUS };
            Band::around(tables.path.iter().map(|s| (s.i, s.j)), n, m, |_| radius)
        } else if small {
            // Beside the diagonal as far as the sentences that one side has more can push the path, and some more.
            let diagonal = (0..=n).map(|i| (i, i * m / n.max(1)));
            Band::around(diagonal, n, m, |_| FIRST_RADIUS + n.abs_diff(m))
        } else {
            anchors::band(&self.source, &self.version, &hits.1)
        };
        let mut scoring = self.scoring(model, hits, &tables.path);
        let is_first = tables.path.is_empty();
        self.search(&scoring, tables, all_paths);
        if let Some(other) = is_first.then(|| self.other_lengths()).flatten() {
            let score = |path: &[Step]| path.iter().map(|s| s.score).sum::<f32>();
            let with_usual = score(&tables.path);
            let usual = std::mem::replace(&mut scoring.lengths, other);
            self.search(&scoring, tables, all_paths);
            if with_usual >= score(&tables.path) {
                scoring.lengths = usual;
                self.search(&scoring, tables, all_paths);
            }
        }
    }

    /// Scores all links, finds the best path and, if they are asked for, the sums over all paths.
    fn search(&self, scoring: &Scoring<'_>, tables: &mut Tables, all_paths: bool) {
        let Tables {
            band,
            scores,
            path,
            posterior,
            finder,
        } = tables;
        scoring.fill(band, self.threads, scores);
        self.threads.join(
            || finder.find(band, scores, path),
            || {
                if all_paths {
                    posterior.fill(band, scores, self.threads);
                }
            },
        );
    }

    /// What beginnings and ends of sentences say, as the links of `path` have them.
    fn edge_model(&self, path: &[Step]) -> EdgeModel {
        let links = path.iter().map(|s| ((s.i, s.j), s.size()));
        let full = links.filter(|(_, (a, b))| *a > 0 && *b > 0);
        EdgeModel::new(&self.source.edges, &self.version.edges, full)
    }
}
