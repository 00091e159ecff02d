//! Where a span stands: file, lines and columns in the units that formats count in.

use super::named::NamedReport;
use crate::finding::Side;
use crate::text::{LineIndex, Position, Span};

/// A span of a file, as editors and pipelines point at it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// Path of the file.
    pub(super) path: &'a str,
    /// Where it starts: line and column in code points, from 1.
    pub(super) start: Position,
    /// Right behind its end.
    pub(super) end: Position,
    /// Columns of start and end in bytes of UTF-8, from 1.
    pub(super) bytes: (usize, usize),
    /// What stands there.
    pub(super) text: &'a str,
}

/// The lines of every text of a family.
pub(super) struct Places<'a> {
    named: &'a NamedReport<'a>,
    source: LineIndex,
    versions: Vec<LineIndex>,
}

impl<'a> Places<'a> {
    /// Finds the lines of a family's texts.
    pub(super) fn new(named: &'a NamedReport<'a>) -> Places<'a> {
        let lines = |side| LineIndex::new(named.text(side));
        Places {
            named,
            source: lines(Side::Source),
            versions: (0..named.report.versions.len())
                .map(|i| lines(Side::Version(i)))
                .collect(),
        }
    }

    /// Where `span` of the text on `side` stands.
    pub(super) fn of(&self, side: Side, span: Span) -> Place<'a> {
        let lines = match side {
            Side::Version(i) => self.versions.get(i).unwrap_or(&self.source),
            Side::Source => &self.source,
        };
        let text = self.named.text(side);
        let (start, end) = (
            lines.position(text, span.start),
            lines.position(text, span.end),
        );
        // Bytes are those of the file, a byte order mark among them.
        let line_start = |line| if line == 1 { 0 } else { lines.start_of(line) };
        let column = |at: usize, line| at - line_start(line).min(at) + 1;
        Place {
            path: self.named.name(side),
            start,
            end,
            bytes: (column(span.start, start.line), column(span.end, end.line)),
            text: text.get(span.start..span.end).unwrap_or(""),
        }
    }
}
