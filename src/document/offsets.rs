//! From offsets of the visible text to offsets of the original.

use crate::text::Span;

/// A stretch of visible text and the original bytes that it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    visible: Span,
    original: Span,
}

/// A piecewise map from visible to original offsets. The identity map has no pieces.
///
/// Inside a piece of equal length offsets run in parallel (text copied as it is). A piece of unequal length (an entity,
/// a joined line) is mapped as a whole.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// The map of a text that is its own original.
    pub fn identity() -> Self {
        Self::default()
    }

    /// Appends a piece; `visible` must start where the last one ended or later.
    pub fn push(&mut self, visible: Span, original: Span) {
        if let Some(last) = self.pieces.last_mut() {
            let parallel =
                last.visible.len() == last.original.len() && visible.len() == original.len();
            if parallel && last.visible.end == visible.start && last.original.end == original.start
            {
                last.visible.end = visible.end;
                last.original.end = original.end;
                return;
            }
        }
        self.pieces.push(Piece { visible, original });
    }

    /// The original span of a visible one: from where its first character stands to where its last one ends.
    pub fn original(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        if span.is_empty() {
            return Span::empty(self.start(span.start));
        }
        let (start, end) = (self.start(span.start), self.end(span.end));
        Span {
            start: start.min(end),
            end,
        }
    }

    /// The visible span that shows an original one: empty, at the text before it, where nothing of it is shown.
    pub fn visible(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let inside = |p: &Piece| {
            if p.visible.len() != p.original.len() {
                return p.visible;
            }
            let behind = p.original.end.saturating_sub(span.end).min(p.visible.len());
            let end = p.visible.end - behind;
            let start = p.visible.start + span.start.saturating_sub(p.original.start);
            Span::new(start.min(end), end)
        };
        let shown = self.pieces.iter().filter(|p| p.original.overlaps(span));
        if span.is_empty() {
            let first = shown.map(inside).next();
            return first.map_or_else(|| self.before(span.start), |s| Span::empty(s.start));
        }
        shown
            .map(inside)
            .reduce(Span::cover)
            .unwrap_or_else(|| self.before(span.start))
    }

    /// The end of the visible text that stands before an original offset.
    fn before(&self, at: usize) -> Span {
        let earlier = self.pieces.iter().filter(|p| p.original.end <= at);
        Span::empty(earlier.map(|p| p.visible.end).max().unwrap_or(0))
    }

    /// Whether the original of `span` is one stretch without markup in between, so that it can be replaced.
    pub fn is_contiguous(&self, span: Span) -> bool {
        if self.pieces.is_empty() || span.is_empty() {
            return true;
        }
        let first = self.pieces.partition_point(|p| p.visible.end <= span.start);
        let last = self.pieces.partition_point(|p| p.visible.start < span.end);
        self.pieces.get(first..last).is_some_and(|inside| {
            inside.windows(2).all(|w| {
                w[0].visible.end == w[1].visible.start && w[0].original.end == w[1].original.start
            })
        })
    }

    fn start(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|p| p.visible.end <= at);
        match self.pieces.get(index) {
            Some(p) if at < p.visible.start => p.original.start,
            Some(p) if p.visible.len() == p.original.len() => {
                p.original.start + (at - p.visible.start)
            }
            Some(p) => p.original.start,
            None => self.pieces.last().map_or(at, |p| p.original.end),
        }
    }

    fn end(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|p| p.visible.start < at);
        match index.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some(p) if at >= p.visible.end => p.original.end,
            Some(p) if p.visible.len() == p.original.len() => {
                p.original.start + (at - p.visible.start)
            }
            Some(p) => p.original.end,
            None => self.pieces.first().map_or(at, |p| p.original.start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_is_mapped_as_a_whole() {
        // "a&amp;b" shows "a&b"
        let mut map = OffsetMap::default();
        map.push(Span::new(0, 1), Span::new(0, 1));
        map.push(Span::new(1, 2), Span::new(1, 6));
        map.push(Span::new(2, 3), Span::new(6, 7));
        assert_eq!(map.original(Span::new(1, 2)), Span::new(1, 6));
        assert_eq!(map.original(Span::new(0, 3)), Span::new(0, 7));
        assert!(map.is_contiguous(Span::new(0, 3)));
    }

    #[test]
    fn the_way_back_leads_to_the_visible_text() {
        // "a&amp;b<i>c</i>" shows "a&bc"
        let mut map = OffsetMap::default();
        map.push(Span::new(0, 1), Span::new(0, 1));
        map.push(Span::new(1, 2), Span::new(1, 6));
        map.push(Span::new(2, 3), Span::new(6, 7));
        map.push(Span::new(3, 4), Span::new(10, 11));
        for span in [
            Span::new(0, 1),
            Span::new(1, 2),
            Span::new(2, 4),
            Span::new(0, 4),
        ] {
            assert_eq!(map.visible(map.original(span)), span);
        }
        assert_eq!(
            map.visible(Span::new(8, 10)),
            Span::empty(3),
            "inside the tag"
        );
        assert_eq!(map.visible(Span::empty(7)), Span::empty(3));
    }

    #[test]
    fn markup_in_between_is_not_contiguous() {
        // "a<b>b</b>" shows "ab"
        let mut map = OffsetMap::default();
        map.push(Span::new(0, 1), Span::new(0, 1));
        map.push(Span::new(1, 2), Span::new(4, 5));
        assert_eq!(map.original(Span::new(0, 2)), Span::new(0, 5));
        assert!(!map.is_contiguous(Span::new(0, 2)));
        assert_eq!(map.original(Span::new(1, 2)), Span::new(4, 5));
    }
}
