//! Blocks and other elements of a document.

use crate::text::Span;

/// What a block is in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The headline of the article.
    Headline,
    /// A heading inside the article; level 2 to 6, 2 where the text does not say.
    Subheading(u8),
    /// Running text.
    Paragraph,
    /// A caption of a picture or video.
    Caption,
    /// One item of a list.
    ListItem,
    /// A block quotation.
    Quotation,
    /// One row of a table.
    TableRow,
    /// Code, which is never read as language.
    Code,
    /// Front matter and other fields about the article.
    Metadata,
}

impl BlockKind {
    /// Whether the block is a headline or a subheading.
    pub const fn is_heading(self) -> bool {
        matches!(self, Self::Headline | Self::Subheading(_))
    }

    /// Whether the block is running text that ends with a full stop.
    pub const fn is_prose(self) -> bool {
        matches!(self, Self::Paragraph | Self::Quotation)
    }

    /// The name under which the kind is shown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Subheading(_) => "subheading",
            Self::Paragraph => "paragraph",
            Self::Caption => "caption",
            Self::ListItem => "list item",
            Self::Quotation => "quotation",
            Self::TableRow => "table row",
            Self::Code => "code",
            Self::Metadata => "metadata",
        }
    }
}

/// A block of the visible text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, without the white space around it; for plain text with the white space inside the line kept.
    pub span: Span,
    /// Whether the markup says what it is, so that nothing was guessed.
    pub marked: bool,
}

/// What an element of the markup is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ElementKind {
    /// A link; its target is the value.
    Link,
    /// A picture; its address is the value.
    Image,
    /// A piece of code.
    Code,
    /// A table.
    Table,
    /// A cell of a table.
    Cell,
    /// A list; its value is `numbered` or `bulleted`.
    List,
    /// A field of the front matter; its key is the value.
    Field,
    /// An embedded player or frame; its address is the value.
    Embed,
    /// A comment of the markup; its content is the value.
    Comment,
}

/// An element of the markup that is not text: what `structure-mismatch`, `link-mismatch` and stets look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// What it is.
    pub kind: ElementKind,
    /// Where it stands in the original (not the visible) text.
    pub original: Span,
    /// Its target, key or content.
    pub value: String,
}
