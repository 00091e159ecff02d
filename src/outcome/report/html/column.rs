//! The text of one side, cut into stretches by its sentences, and what lies over them.

use super::marked::{Layer, Meaning};
use crate::rules::Article;
use crate::text::Span;

/// The text of one side, cut into the stretches that its sentences stand in.
#[derive(Debug)]
pub(super) struct Column<'a> {
    pub(super) article: &'a Article,
    /// Where each sentence stands, with the white space up to the next.
    regions: Vec<Span>,
    layers: Vec<Layer>,
    /// Layers over each region.
    over: Vec<Vec<usize>>,
}

impl<'a> Column<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        let sentences = article.sentences();
        let regions: Vec<Span> = sentences
            .iter()
            .enumerate()
            .map(|(i, s)| {
                let block = article
                    .document
                    .blocks
                    .get(s.block)
                    .map_or(s.span, |b| b.span);
                let first = i == 0 || sentences[i - 1].block != s.block;
                let start = if first {
                    block.start.min(s.span.start)
                } else {
                    s.span.start
                };
                let end = match sentences.get(i + 1) {
                    Some(next) if next.block == s.block => next.span.start,
                    _ => block.end.max(s.span.end),
                };
                Span::new(start, end)
            })
            .collect();
        Self {
            article,
            over: vec![Vec::new(); regions.len()],
            regions,
            layers: Vec::new(),
        }
    }

    /// The sentence that a visible span belongs to: the first one that it touches, else the one before it.
    pub(super) fn home(&self, span: Span) -> Option<usize> {
        let last = self.regions.len().checked_sub(1)?;
        let before = self
            .regions
            .partition_point(|r| r.start <= span.start)
            .saturating_sub(1);
        let next = (before + 1).min(last);
        let behind = span.start >= self.regions[before].end && !span.is_empty();
        Some(if behind && self.regions[next].start < span.end {
            next
        } else {
            before
        })
    }

    /// Lays a meaning over a span, at the end of the text before it where no sentence stands; says whether its words are seen.
    pub(super) fn add(&mut self, span: Span, meaning: Meaning) -> bool {
        let first = self.regions.partition_point(|r| r.end <= span.start);
        let behind = self.regions.partition_point(|r| r.start < span.end);
        let index = self.layers.len();
        let seen = !span.is_empty() && first < behind;
        if seen {
            self.over[first..behind]
                .iter_mut()
                .for_each(|o| o.push(index));
            self.layers.push(Layer { span, meaning });
        } else if let Some(home) = self.home(span) {
            let region = self.regions[home];
            let span = Span::empty(span.start.clamp(region.start, region.end));
            self.over[home].push(index);
            self.layers.push(Layer { span, meaning });
        }
        seen || span.is_empty()
    }

    /// Whether a finding marks words of the sentence.
    pub(super) fn has_finding(&self, sentence: usize) -> bool {
        let over = self.over.get(sentence).into_iter().flatten();
        over.map(|i| &self.layers[*i].meaning)
            .any(|m| matches!(m, Meaning::Finding { .. }))
    }

    /// Where a sentence stands, and what lies over it.
    pub(super) fn sentence(&self, sentence: usize) -> Option<(Span, Vec<&Layer>)> {
        let over = self.over.get(sentence)?;
        Some((
            self.regions[sentence],
            over.iter().map(|i| &self.layers[*i]).collect(),
        ))
    }
}
