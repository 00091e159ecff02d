//! Builds the visible text of a marked-up document block by block.

use super::block::{Block, BlockKind, Element, ElementKind};
use super::offsets::OffsetMap;
use crate::text::Span;

/// The visible text so far.
#[derive(Debug, Default)]
pub(super) struct Visible {
    pub(super) text: String,
    pub(super) map: OffsetMap,
    pub(super) blocks: Vec<Block>,
    pub(super) elements: Vec<Element>,
    pub(super) code: Vec<Span>,
    open: Option<(BlockKind, usize)>,
}

impl Visible {
    /// Starts a block; an open one is closed first.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.end();
        self.open = Some((kind, self.text.len()));
    }

    /// Closes the open block; a block without text leaves no trace.
    pub(super) fn end(&mut self) {
        let Some((kind, start)) = self.open.take() else {
            return;
        };
        let span = Span::new(start, self.text.len()).trimmed(&self.text);
        if !span.is_empty() {
            self.blocks.push(Block {
                kind,
                span,
                marked: true,
            });
        }
    }

    /// Whether a block is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The kind of the open block.
    pub(super) fn kind(&self) -> Option<BlockKind> {
        self.open.map(|(kind, _)| kind)
    }

    /// Appends text that shows the original bytes of `original`; opens a paragraph if no block is open.
    pub(super) fn push(&mut self, shown: &str, original: Span) {
        if shown.is_empty() {
            return;
        }
        let at_start = match self.open {
            Some((_, start)) => start == self.text.len(),
            None => {
                self.open = Some((BlockKind::Paragraph, self.text.len()));
                true
            }
        };
        if at_start {
            if shown.trim().is_empty() {
                return;
            }
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            if let Some((_, start)) = &mut self.open {
                *start = self.text.len();
            }
        }
        let start = self.text.len();
        self.text.push_str(shown);
        self.map.push(Span::new(start, self.text.len()), original);
    }

    /// Appends one space for white space or a line break of the original, unless there is one already.
    pub(super) fn push_space(&mut self, original: Span) {
        if self.is_open() && !self.text.ends_with(char::is_whitespace) {
            self.push(" ", original);
        }
    }

    /// Notes that what was appended since the text was so long is code inside running text.
    pub(super) fn note_code(&mut self, since: usize) {
        let span = Span::new(since.min(self.text.len()), self.text.len()).trimmed(&self.text);
        if !span.is_empty() && self.kind() != Some(BlockKind::Code) {
            self.code.push(span);
        }
    }

    /// Notes an element of the markup.
    pub(super) fn element(&mut self, kind: ElementKind, original: Span, value: impl Into<String>) {
        self.elements.push(Element {
            kind,
            original,
            value: value.into(),
        });
    }
}
