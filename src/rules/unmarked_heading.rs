use super::Page;
use super::rule::{Check, Findings, declare_rule};
use crate::document::{BlockKind, Format};
use crate::finding::{Safety, Severity};
use crate::text::Span;

declare_rule! {
    /// A heading that is not marked as one.
    ///
    /// ## What it finds
    /// In Markdown and HTML, a short paragraph without an end mark between paragraphs of running text, in an article that
    /// marks other headings. In plain text, where nothing can be marked, the same line as a hint.
    ///
    /// ## Why it matters
    /// It is set as running text; screen readers and tables of contents miss it.
    ///
    /// ## Example
    /// ```bad
    /// Council reopens the bridge
    ///
    /// The bridge in Oakford was reopened on Friday after eleven months of repairs.
    ///
    /// Council gives few details about tolls
    ///
    /// The council will charge drivers two pounds from the first of July.
    /// ```
    /// Use instead:
    /// ```good
    /// Council reopens the bridge
    ///
    /// The bridge in Oakford was reopened on Friday after eleven months of repairs.
    ///
    /// The council gave few details about tolls.
    ///
    /// The council will charge drivers two pounds from the first of July.
    /// ```
    ///
    /// ## What it leaves alone
    /// The headline, list items, captions, and short lines that end a sentence.
    pub static UNMARKED_HEADING = "unmarked-heading" {
        group: Structure, severity: Note, fix: Some(Safety::Suggested), mqm: "design",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

/// Longest line that can be an unmarked heading, in characters.
const HEADING_CHARS: usize = 90;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let document = &page.article.document;
    let markup = matches!(document.format, Format::Markdown | Format::Html);
    let marks_headings = document
        .blocks
        .iter()
        .any(|b| b.marked && matches!(b.kind, BlockKind::Subheading(_)));
    for (i, block) in document.blocks.iter().enumerate().skip(1) {
        let guessed = !block.marked && matches!(block.kind, BlockKind::Subheading(_));
        let looks = block.kind == BlockKind::Paragraph
            && markup
            && marks_headings
            && page.article.slice(block.span).chars().count() <= HEADING_CHARS
            && !super::sentence_end::is_finished(page.article.slice(block.span))
            && document
                .blocks
                .get(i + 1)
                .is_some_and(|b| b.kind == BlockKind::Paragraph);
        if !guessed && !looks {
            continue;
        }
        let severity = if looks {
            Severity::Warning
        } else {
            Severity::Note
        };
        let mut draft = findings
            .add(
                block.span,
                "This line reads like a heading but is not marked as one.",
            )
            .severity(severity)
            .confidence(0.6);
        if document.format == Format::Markdown {
            draft = draft.replace(Safety::Suggested, Span::empty(block.span.start), "## ");
        }
        let _ = draft;
    }
}
