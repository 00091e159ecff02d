//! Stet marks: comments of the desk that let a finding stand.

use super::block::{Block, Element, ElementKind};
use super::offsets::OffsetMap;
use crate::text::Span;

/// A comment `<!-- stet: rule-name reason -->` or, for the whole file, `<!-- stet-file: rule-name reason -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stet {
    /// The comment, in offsets of the original.
    pub span: Span,
    /// What it covers, in offsets of the original: from the comment to the end of the next block, or everything.
    pub scope: Span,
    /// Whether it covers the whole file.
    pub whole: bool,
    /// The rule whose findings stand.
    pub rule: String,
    /// Why; empty if none is given.
    pub reason: String,
}

/// The marks among the comments of a marked-up text.
pub(super) fn find(
    original: &str,
    elements: &[Element],
    blocks: &[Block],
    map: &OffsetMap,
) -> Vec<Stet> {
    let mut out = Vec::new();
    for comment in elements.iter().filter(|e| e.kind == ElementKind::Comment) {
        let span = comment.original;
        let (whole, content) = match comment.value.strip_prefix("stet-file:") {
            Some(content) => (true, content),
            None => match comment.value.strip_prefix("stet:") {
                Some(content) => (false, content),
                None => continue,
            },
        };
        let content = content.trim();
        let (rule, reason) = content
            .split_once(char::is_whitespace)
            .unwrap_or((content, ""));
        let scope = if whole {
            Span::new(0, original.len())
        } else {
            let shown = blocks.iter().map(|b| map.original(b.span));
            let next = shown.filter(|b| b.end > span.end).map(|b| b.end).min();
            Span::new(span.end, next.unwrap_or(span.end))
        };
        out.push(Stet {
            span,
            scope,
            whole,
            rule: rule.to_owned(),
            reason: reason.split_whitespace().collect::<Vec<_>>().join(" "),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Format};

    #[test]
    fn a_mark_covers_the_next_block_and_a_file_mark_everything() {
        let text = "# One\n\n<!-- stet: spacing as printed -->\n\nTwo words.\n\nThree words.\n\n<!-- stet-file: dash-style -->\n";
        let document = Document::parse(text, Format::Markdown);
        let [block, file] = &document.stets[..] else {
            panic!("{:?}", document.stets);
        };
        assert_eq!(
            (block.rule.as_str(), block.reason.as_str()),
            ("spacing", "as printed")
        );
        let end = text.find("Two words.").unwrap() + "Two words.".len();
        assert_eq!(block.scope.end, end);
        assert_eq!(
            (file.rule.as_str(), file.reason.as_str()),
            ("dash-style", "")
        );
        assert_eq!(file.scope.len(), text.len());
        assert!(Document::parse(text, Format::Text).stets.is_empty());
    }
}
