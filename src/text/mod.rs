//! The ground: spans, lines, character classes and folding. Knows Unicode, no language and no format.

pub mod classes;
pub mod fold;
pub mod likeness;
mod lines;
pub mod lower;
mod span;

pub use lines::{LineIndex, Position, line_spans};
pub use span::Span;
