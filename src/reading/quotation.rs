//! Quotations inside one sentence: what stands between marks that open and close.

use super::fact::{Fact, FactKind, Qualifier};
use super::token::Token;
use crate::document::Document;
use crate::text::Span;
use crate::text::classes::is_word_char;

/// The marks that can close what `open` opens, in any language's use.
pub(crate) fn closers(open: char) -> &'static [char] {
    match open {
        '“' => &['”', '“'],
        '„' => &['“', '”', '"', '‟'],
        '”' => &['”'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '「' => &['」'],
        '『' => &['』'],
        '《' => &['》'],
        '"' => &['"', '”'],
        '＂' => &['＂'],
        '〝' => &['〟'],
        _ => &[],
    }
}

/// Appends the quotations that open and close inside the sentence.
pub(super) fn extract(document: &Document, tokens: &[Token], out: &mut Vec<Fact>) {
    let text = &document.text;
    let mut open: Option<(char, Span)> = None;
    for (i, token) in tokens.iter().enumerate() {
        let Some(mark) = token.mark(text) else {
            continue;
        };
        if let Some((opened, at)) = open
            && closers(opened).contains(&mark)
            && !(mark == '"' && inside_word(text, token.span))
        {
            let inner = Span::new(at.end, token.span.start);
            if !inner.of(text).trim().is_empty() {
                let kind = FactKind::Quotation { inner };
                out.push(Fact {
                    span: at.cover(token.span),
                    kind,
                    qualifier: Qualifier::Exact,
                    digits: false,
                });
            }
            open = None;
        } else if open.is_none()
            && !closers(mark).is_empty()
            && mark != '《'
            && opens(text, tokens, i)
        {
            open = Some((mark, token.span));
        }
    }
}

/// A gershayim or an inch mark stands right behind a letter or a figure and right before another.
fn inside_word(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    before.is_some_and(is_word_char) && after.is_some_and(is_word_char)
}

fn opens(text: &str, tokens: &[Token], i: usize) -> bool {
    let span = tokens[i].span;
    if inside_word(text, span) {
        return false;
    }
    let after_space = text[span.end..].starts_with(char::is_whitespace);
    // A straight or ambiguous mark behind a figure is an inch mark.
    let after_digit = text[..span.start].ends_with(|c: char| c.is_ascii_digit());
    match text[span.range()].chars().next() {
        Some('"') => !after_space && !after_digit,
        Some('”' | '»') => !after_space && (tokens[i].spaced || i == 0),
        _ => true,
    }
}
