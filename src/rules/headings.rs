//! What counts as a heading of an article: marked ones, and short lines of a plain text that stand alone.

use super::page::Article;
use crate::document::BlockKind;
use crate::text::Span;
use crate::text::classes::is_sentence_end;

/// Most words of a line that can be a heading.
const HEADING_WORDS: usize = 14;
/// A paragraph of a text with headings has more characters than this.
const PARAGRAPH_CHARS: usize = 40;

/// The headings in order, the headline first. In a plain text a heading is followed by running text, or it is all there is.
pub(super) fn headings(article: &Article) -> Vec<Span> {
    let blocks = &article.document.blocks;
    blocks
        .iter()
        .enumerate()
        .filter(|(i, b)| {
            if b.marked {
                return b.kind.is_heading();
            }
            let text = article.slice(b.span);
            let alone = blocks.len() == 1 && b.kind == BlockKind::Paragraph;
            (b.kind.is_heading() || alone)
                && text.split_whitespace().count() <= HEADING_WORDS
                && !text.trim_end().ends_with(is_sentence_end)
                && (*i == 0
                    || blocks.get(i + 1).is_some_and(|next| {
                        next.kind == BlockKind::Paragraph && next.span.len() > PARAGRAPH_CHARS
                    }))
        })
        .map(|(_, b)| b.span)
        .collect()
}
