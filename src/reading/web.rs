//! Web addresses, e-mail addresses, handles and hashtags.

use super::fact::{Fact, FactKind, Qualifier};
use super::token::{Token, TokenKind};
use crate::document::Document;
use crate::text::Span;
use crate::text::classes::{Script, is_cjk, is_closing, script_of};

/// Appends the links of a sentence.
pub(super) fn extract(document: &Document, tokens: &[Token], out: &mut Vec<Fact>) {
    let text = &document.text;
    let Some(sentence) = tokens
        .first()
        .zip(tokens.last())
        .map(|(a, b)| a.span.cover(b.span))
    else {
        return;
    };
    if memchr::memchr3(b'@', b'#', b'/', sentence.of(text).as_bytes()).is_none()
        && !sentence.of(&document.lower).contains("www.")
    {
        return;
    }
    let mut done = 0;
    for token in tokens.iter().filter(|t| t.kind != TokenKind::Number) {
        if token.span.start < done {
            continue;
        }
        let rest = &text[token.span.start..sentence.end];
        let lower = &document.lower[token.span.start..sentence.end];
        let found = if lower.starts_with("http://")
            || lower.starts_with("https://")
            || lower.starts_with("www.")
        {
            Some(run(rest, |c| {
                !c.is_whitespace() && !is_cjk(c) && !matches!(c, '<' | '>' | '"' | '[' | ']')
            }))
        } else if matches!(token.mark(text), Some('@' | '#')) {
            let preceded = text[sentence.start..token.span.start]
                .ends_with(|c: char| c.is_alphanumeric() || c == '&');
            // The word behind it can be written together with a Latin name: "@MerPolCC으로", "#BrexitにNo".
            let latin = rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let len = 1 + run(&rest[1..], |c| {
                c == '_'
                    || c.is_alphanumeric()
                        && (!latin || script_of(c).is_none_or(|s| s == Script::Latin))
            });
            (!preceded && len > 2).then_some(len)
        } else {
            mail(text, sentence, token)
        };
        if let Some(len) = found.filter(|len| *len > 2) {
            let raw = rest.get(..len).unwrap_or(rest).trim_end_matches(|c: char| {
                is_closing(c) || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '-')
            });
            let span = Span::new(token.span.start, token.span.start + raw.len());
            let value = raw
                .trim_end_matches('/')
                .trim_start_matches("https://")
                .trim_start_matches("http://")
                .to_lowercase();
            out.push(Fact {
                span,
                kind: FactKind::Link(value),
                qualifier: Qualifier::Exact,
                digits: false,
            });
            done = span.end;
        }
    }
}

fn run(text: &str, inside: impl Fn(char) -> bool) -> usize {
    text.find(|c| !inside(c)).unwrap_or(text.len())
}

/// The length of an e-mail address that starts at `token`.
fn mail(text: &str, sentence: Span, token: &Token) -> Option<usize> {
    let rest = &text[token.span.start..sentence.end];
    let local = run(rest, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')
    });
    let domain = rest.get(local..)?.strip_prefix('@')?;
    let len = run(domain, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
    });
    domain[..len]
        .trim_end_matches('.')
        .contains('.')
        .then_some(local + 1 + len)
}
