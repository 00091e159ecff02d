//! Offsets to lines and columns.

use super::Span;

/// The lines of the text without their breaks: LF, CRLF, CR, NEL and the paragraph separator.
pub fn line_spans(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(ahead) = bytes.get(at..).and_then(next_candidate) {
        at += ahead;
        let width = match bytes[at..] {
            [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            [0xE2, 0x80, 0xA9, ..] => 3,
            _ => {
                at += 1;
                continue;
            }
        };
        out.push(Span::new(start, at));
        at += width;
        start = at;
    }
    out.push(Span::new(start, text.len()));
    out
}

/// Where the next byte stands that a line break may start with.
fn next_candidate(bytes: &[u8]) -> Option<usize> {
    // Whole stretches are ruled out at once: without branches, sixteen bytes are compared in one instruction.
    let may_break = |b: &u8| (*b == b'\n') | (*b == b'\r') | (*b == 0xC2) | (*b == 0xE2);
    let clean = |stretch: &[u8; 32]| !stretch.iter().fold(false, |found, b| found | may_break(b));
    let mut at = 0;
    while bytes[at..].first_chunk().is_some_and(clean) {
        at += 32;
    }
    Some(at + bytes[at..].iter().position(may_break)?)
}

/// A place in a text as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1. Lines end in LF, CRLF or CR.
    pub line: usize,
    /// Column in Unicode code points, from 1.
    pub column: usize,
}

/// The line starts of one text.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Finds the lines of `text` in one scan. A byte order mark is no part of the first.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut starts = vec![mark];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// Number of lines; a text that ends in a line break has an empty last line.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is no line, which is never so for an index made by [`LineIndex::new`].
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Byte offset at which the 1-based `line` starts.
    pub fn start_of(&self, line: usize) -> usize {
        self.starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0)
    }

    /// Byte range of the 1-based `line` without its line break.
    pub fn line_range(&self, text: &str, line: usize) -> std::ops::Range<usize> {
        let start = self.start_of(line);
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        let inner = text.get(start..end).unwrap_or("");
        start..start + inner.trim_end_matches(['\n', '\r']).len()
    }

    /// The place of the byte offset `at` in `text`, the text this index was made of.
    pub fn position(&self, text: &str, at: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = text.get(start..at).map_or(0, |head| head.chars().count()) + 1;
        Position { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_lf_crlf_and_cr() {
        let text = "a\nbé\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.len(), 4);
        assert_eq!(
            index.position(text, text.len()),
            Position { line: 4, column: 2 }
        );
        assert_eq!(&text[index.line_range(text, 2)], "bé");
        assert_eq!(index.position(text, 5), Position { line: 2, column: 3 });
    }

    #[test]
    fn a_byte_order_mark_is_in_no_column() {
        let text = "\u{feff}ab";
        let index = LineIndex::new(text);
        let columns = [0, 3, 4].map(|at| index.position(text, at).column);
        assert_eq!(columns, [1, 1, 2]);
    }
}
