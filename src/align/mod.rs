//! Which sentences of the source which sentences of a version render, and how sure that is. Knows no rule.

mod anchors;
mod article;
mod band;
mod blocks;
mod by_key;
mod cognates;
mod corpus;
mod crossed;
mod edges;
mod estimates;
mod evidence;
mod fingers;
mod hits;
mod keys;
mod kinds;
mod learn;
mod length;
mod matching;
mod model;
mod moves;
mod names;
mod pairing;
mod path;
mod posterior;
mod prior;
mod ratio;
mod rivals;
mod row_words;
mod rows;
mod score;
mod scores;
mod threads;
mod unspaced;
mod vocabulary;
mod voices;
mod words;

pub use corpus::{LearnedPair, learn};
pub use kinds::{EvidenceKind, EvidenceKinds};

use crate::document::Document;
use crate::language::lexicon::Lexicon;
use crate::reading::Reading;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use vocabulary::Vocabulary;

/// A link (bead): some consecutive sentences of the source and those of the version that render them.
///
/// An empty side is a dropped (no version sentence) or an added sentence (no source sentence).
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Sentence indices of the source.
    pub source: Range<usize>,
    /// Sentence indices of the version.
    pub version: Range<usize>,
    /// Probability of the link given everything that the two texts show, 0 to 1.
    pub probability: f32,
}

impl Link {
    /// Whether sentences of the source have no counterpart.
    pub fn is_drop(&self) -> bool {
        self.version.is_empty()
    }

    /// Whether sentences of the version have no counterpart.
    pub fn is_addition(&self) -> bool {
        self.source.is_empty()
    }
}

/// Another link that could explain a sentence of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Sentence indices of the source; empty if a sentence of the version would have no counterpart.
    pub source: Range<usize>,
    /// Sentence indices of the version; empty if a sentence of the source would have no counterpart.
    pub version: Range<usize>,
    /// Its probability, 0 to 1.
    pub probability: f32,
}

/// A pair of sentences outside the order of the others: text that was moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Sentence of the source.
    pub source: usize,
    /// Sentence of the version that renders it, at another place.
    pub version: usize,
    /// Probability that the two belong together, 0 to 1.
    pub probability: f32,
}

/// The alignment of a source and a version: links in order that cover every sentence of both once.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    /// The links in reading order.
    pub links: Vec<Link>,
    /// Unlinked sentences that turned out to be moved ones.
    pub moves: Vec<Move>,
    /// Share of the linked text that shows any evidence of belonging together, 0 to 1; near 0 for unrelated texts.
    pub relatedness: f32,
    /// The likeliest other explanation of a sentence of each link; empty unless it was asked for.
    pub alternatives: Vec<Option<Alternative>>,
    link_of_source: Vec<usize>,
    link_of_version: Vec<usize>,
}

impl Alignment {
    /// An alignment from its links, which must cover `0..n` and `0..m` in order.
    pub fn new(links: Vec<Link>, moves: Vec<Move>, relatedness: f32) -> Alignment {
        let mut link_of_source = Vec::new();
        let mut link_of_version = Vec::new();
        for (index, link) in links.iter().enumerate() {
            link_of_source.resize(link.source.end.max(link_of_source.len()), index);
            link_of_version.resize(link.version.end.max(link_of_version.len()), index);
        }
        Alignment {
            links,
            moves,
            relatedness,
            alternatives: Vec::new(),
            link_of_source,
            link_of_version,
        }
    }

    /// The link that the source sentence belongs to.
    pub fn link_of_source(&self, sentence: usize) -> Option<&Link> {
        self.link_of_source
            .get(sentence)
            .and_then(|&i| self.links.get(i))
    }

    /// The link that the version sentence belongs to.
    pub fn link_of_version(&self, sentence: usize) -> Option<&Link> {
        self.link_of_version
            .get(sentence)
            .and_then(|&i| self.links.get(i))
    }
}

/// One side of an alignment: a document and what it says.
#[derive(Clone, Copy, Debug)]
pub struct Aligned<'a> {
    /// The text.
    pub document: &'a Document,
    /// Its sentences, tokens and facts.
    pub reading: &'a Reading,
    /// Where its words are kept for the next alignment, if it may be aligned with several texts.
    pub kept: Option<&'a KeptWords>,
}

/// The words of a text as the aligner sees them, read when the text is first aligned.
#[derive(Debug, Default)]
pub struct KeptWords(OnceLock<Arc<Vocabulary>>);

/// What the aligner is given beside the texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct AlignOptions<'a> {
    /// Lexicons of the user; those for other languages are passed over.
    pub lexicons: &'a [Lexicon],
    /// Evidence that is left out, to measure what it is worth.
    pub without: EvidenceKinds,
    /// Whether [`Alignment::alternatives`] are looked for.
    pub alternatives: bool,
    /// Whether several threads may work on one pair, where it is long.
    pub parallel: bool,
}

/// Aligns the sentences of two texts.
pub fn align(source: Aligned<'_>, version: Aligned<'_>, options: &AlignOptions<'_>) -> Alignment {
    article::align(source, version, options)
}
