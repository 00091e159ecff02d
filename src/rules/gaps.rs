//! Gaps of a translation: runs of source sentences without a counterpart, and what kind of loss each is.

use super::page::Pair;
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
    /// Probability of the least sure of the links, 0 to 1.
    pub probability: f32,
}

/// Shortest run inside the text that is called a block, in sentences.
const BLOCK_SENTENCES: usize = 3;
/// Shortest run at the end that is called a truncated text, in sentences.
const TAIL_SENTENCES: usize = 2;

/// The gaps of the pair in order. Moved sentences are none.
pub(super) fn gaps(pair: &Pair<'_>) -> Vec<Gap> {
    let mut out: Vec<Gap> = Vec::new();
    let moved = |s: usize| pair.alignment.moves.iter().any(|m| m.source == s);
    for link in pair.alignment.links.iter().filter(|l| l.is_drop()) {
        for sentence in link.source.clone().filter(|s| !moved(*s)) {
            match out.last_mut() {
                Some(gap) if gap.source.end == sentence && gap.version_at == link.version.start => {
                    gap.source.end = sentence + 1;
                    gap.probability = gap.probability.min(link.probability);
                }
                _ => out.push(Gap {
                    kind: GapKind::Sentences,
                    source: sentence..sentence + 1,
                    version_at: link.version.start,
                    probability: link.probability,
                }),
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

fn blocks_in(pair: &Pair<'_>, sentences: &Range<usize>) -> usize {
    let block = |i: usize| pair.source.sentences().get(i).map_or(0, |s| s.block);
    block(sentences.end.saturating_sub(1)) - block(sentences.start) + 1
}

fn covers_whole_blocks(pair: &Pair<'_>, sentences: &Range<usize>) -> bool {
    let block = |i: usize| pair.source.sentences().get(i).map(|s| s.block);
    let before = sentences.start.checked_sub(1).and_then(block);
    before != block(sentences.start) && block(sentences.end) != block(sentences.end - 1)
}
