//! Bytes to blocks: one [`Document`] for plain text, Markdown and HTML, whose offsets lead back to the original.

mod block;
mod decode;
mod emptied;
mod html;
mod markdown;
mod offsets;
mod plain;
mod stet;
mod visible;

pub use block::{Block, BlockKind, Element, ElementKind};
pub use decode::{Encoding, decode, encode};
pub use emptied::emptied;
pub use offsets::OffsetMap;
pub use stet::Stet;

use crate::text::Span;
use crate::text::lower::lower_in_place;
use std::sync::Arc;

/// The markup of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: blank lines separate blocks, or every line is a block.
    #[default]
    Text,
    /// Markdown (CommonMark with front matter, tables and strikethrough).
    Markdown,
    /// HTML, read tolerantly.
    Html,
    /// Plain text in which every line is one sentence (already segmented).
    Lines,
}

impl Format {
    /// The format of the name used in the machine interface.
    pub fn from_name(name: &str) -> Option<Format> {
        Some(match name {
            "text" => Self::Text,
            "markdown" => Self::Markdown,
            "html" => Self::Html,
            "lines" => Self::Lines,
            _ => return None,
        })
    }
}

/// One parsed text.
///
/// Everything that reads and judges works on [`Document::text`], the visible text, in which markup is gone and entities
/// are characters; [`Document::map`] leads every span back to the original. For plain text the two are the same.
#[derive(Clone, Debug)]
pub struct Document {
    /// The input, byte for byte (after decoding to UTF-8).
    pub original: Arc<str>,
    /// The visible text.
    pub text: Arc<str>,
    /// The visible text in lower case, every character at the same offset.
    pub lower: String,
    /// How the input was marked up.
    pub format: Format,
    /// The blocks in reading order; their spans do not overlap.
    pub blocks: Vec<Block>,
    /// From visible to original offsets.
    pub map: OffsetMap,
    /// Language tag that the text itself declares (front matter, `lang` attribute).
    pub declared_language: Option<String>,
    /// Links, images and other countable elements of the markup.
    pub elements: Vec<Element>,
    /// Code inside running text, in order, as spans of the visible text.
    pub code: Vec<Span>,
    /// Marks of the desk that let findings stand; plain text has none.
    pub stets: Vec<Stet>,
}

impl Document {
    /// Parses `original`, which is taken as it is: no text is refused.
    pub fn parse(original: impl Into<Arc<str>>, format: Format) -> Document {
        let original = original.into();
        match format {
            Format::Text => {
                let blocks = plain::blocks(&original);
                Self::plain(original, format, blocks)
            }
            Format::Lines => {
                let blocks = plain::lines_as_blocks(&original);
                Self::plain(original, format, blocks)
            }
            Format::Markdown => {
                let (visible, language) = markdown::read(&original);
                Self::marked_up(original, format, visible, language)
            }
            Format::Html => {
                let (visible, language) = html::read(&original);
                Self::marked_up(original, format, visible, language)
            }
        }
    }

    fn marked_up(
        original: Arc<str>,
        format: Format,
        visible: visible::Visible,
        declared_language: Option<String>,
    ) -> Document {
        Document {
            lower: lower_in_place(&visible.text),
            stets: stet::find(&original, &visible.elements, &visible.blocks, &visible.map),
            text: visible.text.into(),
            original,
            format,
            blocks: visible.blocks,
            map: visible.map,
            declared_language,
            elements: visible.elements,
            code: visible.code,
        }
    }

    fn plain(original: Arc<str>, format: Format, blocks: Vec<Block>) -> Document {
        Document {
            text: original.clone(),
            lower: lower_in_place(&original),
            original,
            format,
            blocks,
            map: OffsetMap::identity(),
            declared_language: None,
            elements: Vec::new(),
            code: Vec::new(),
            stets: Vec::new(),
        }
    }

    /// The visible text of `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Whether a visible span lies in code inside running text, which stands there letter by letter.
    pub fn is_inline_code(&self, span: Span) -> bool {
        let behind = self.code.partition_point(|code| code.end < span.end);
        self.code
            .get(behind)
            .is_some_and(|code| code.contains(span))
    }

    /// The block that the visible offset `at` lies in, or the last one before it.
    pub fn block_at(&self, at: usize) -> Option<usize> {
        self.blocks
            .partition_point(|b| b.span.start <= at)
            .checked_sub(1)
    }
}
