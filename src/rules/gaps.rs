//! Gaps of a translation: runs of source sentences without a counterpart, and what kind of loss each is.

use super::lengths::{chars_of, probability_of_gap};
use super::page::Pair;
use super::sentence_end::{couples_of, is_finished};
use super::wording::Echo;
use crate::align::Link;
use std::ops::Range;

/// What a gap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GapKind {
    /// A sentence or two inside the text.
    Sentences,
    /// A longer run inside the text, or whole paragraphs.
    Block,
    /// Everything from some place to the end.
    Tail,
}

/// A run of source sentences that the version does not render.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    /// What it is.
    pub kind: GapKind,
    /// The sentences of the source.
    pub source: Range<usize>,
    /// The version sentence before which they are missing.
    pub version_at: usize,
    /// Share of the sentences that is to be expected missing, 0 to 1: where a long run begins and ends is less sure than the run.
    pub probability: f32,
}

/// Shortest run inside the text that is called a block, in sentences.
const BLOCK_SENTENCES: usize = 3;
/// Shortest run at the end that is called a truncated text, in sentences.
const TAIL_SENTENCES: usize = 2;

/// Probability of a gap where a sentence is linked with a leftover of the page instead of its translation.
const BESIDE_RESIDUE: f32 = 0.8;

/// Share of the known words of a sentence that a title does not say by chance.
const ECHO: f32 = 0.4;
/// Share of the usual length of two sentences that a rendering of both has at least.
const MERGED_SHARE: f64 = 0.8;

/// The gaps of the pair in order. Moved sentences are none.
pub(super) fn gaps(pair: &Pair<'_>) -> Vec<Gap> {
    let mut out: Vec<Gap> = Vec::new();
    let moved = |s: usize| pair.alignment.moves.iter().any(|m| m.source == s);
    for (at, link) in pair.alignment.links.iter().enumerate() {
        let missing: Vec<(Range<usize>, usize, f32)> = if link.is_drop() {
            let probability = probability_of_gap(pair, at);
            vec![(link.source.clone(), link.version.start, probability)]
        } else {
            let beside = couples_of(link).into_iter();
            beside
                .filter(|(source, version)| renders_nothing(pair, source, version))
                .filter(|_| !is_merged(pair, at))
                .map(|(source, version)| (source, version.start, BESIDE_RESIDUE))
                .collect()
        };
        for (sentences, version_at, probability) in missing {
            for sentence in sentences.filter(|s| !moved(*s)) {
                match out.last_mut() {
                    Some(gap) if gap.source.end == sentence && gap.version_at == version_at => {
                        let before = gap.source.len() as f32;
                        gap.source.end = sentence + 1;
                        gap.probability = (gap.probability * before + probability) / (before + 1.0);
                    }
                    _ => out.push(Gap {
                        kind: GapKind::Sentences,
                        source: sentence..sentence + 1,
                        version_at,
                        probability,
                    }),
                }
            }
        }
    }
    let (source_end, version_end) = (
        pair.source.sentences().len(),
        pair.version.sentences().len(),
    );
    for gap in &mut out {
        let tail = gap.source.end == source_end && gap.version_at == version_end;
        let blocks = blocks_in(pair, &gap.source);
        gap.kind = if tail && gap.source.len() >= TAIL_SENTENCES {
            GapKind::Tail
        } else if gap.source.len() >= BLOCK_SENTENCES
            || (gap.source.len() >= 2 && blocks >= 1 && covers_whole_blocks(pair, &gap.source))
        {
            GapKind::Block
        } else {
            GapKind::Sentences
        };
    }
    out
}

/// Whether nothing renders the source sentences of the link.
pub(super) fn is_gap(pair: &Pair<'_>, link: &Link) -> bool {
    link.is_drop()
        || !link.is_addition()
            && couples_of(link)
                .iter()
                .all(|(source, version)| renders_nothing(pair, source, version))
}

/// Whether what stands where the translation of the source sentences should is left over from the page: residue, or a title
/// with residue behind it where the source has a whole sentence.
fn renders_nothing(pair: &Pair<'_>, source: &Range<usize>, version: &Range<usize>) -> bool {
    if pair.is_residue(version.clone()) {
        return true;
    }
    let Some(title) = pair.before_residue(version.clone()) else {
        return false;
    };
    let span = pair.source.span_of(source.clone());
    span.is_some_and(|s| is_finished(pair.source.slice(s)))
        && !is_finished(title)
        && Echo::of_sentences(pair, source.clone(), version.clone()).share() < ECHO
}

/// Whether the source sentences of the link `at` are rendered together with a neighbour, judging by its length.
fn is_merged(pair: &Pair<'_>, at: usize) -> bool {
    let links = &pair.alignment.links;
    let own = chars_of(pair.source, links[at].source.clone());
    let usual = pair.lengths().usual;
    let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    neighbours.filter_map(|i| links.get(i)).any(|link| {
        let both = own + chars_of(pair.source, link.source.clone());
        chars_of(pair.version, link.version.clone()) >= MERGED_SHARE * usual * both
    })
}

fn blocks_in(pair: &Pair<'_>, sentences: &Range<usize>) -> usize {
    let block = |i: usize| pair.source.sentences().get(i).map_or(0, |s| s.block);
    block(sentences.end.saturating_sub(1)) - block(sentences.start) + 1
}

fn covers_whole_blocks(pair: &Pair<'_>, sentences: &Range<usize>) -> bool {
    let block = |i: usize| pair.source.sentences().get(i).map(|s| s.block);
    let before = sentences.start.checked_sub(1).and_then(block);
    before != block(sentences.start) && block(sentences.end) != block(sentences.end - 1)
}
