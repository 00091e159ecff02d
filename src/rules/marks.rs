//! Marks between words: what they do and what stands beside them. Shared by the punctuation rules.

use super::Page;
use crate::language::Language;
use crate::reading::{FactKind, Token, TokenKind};
use crate::text::Span;
use crate::text::classes::is_line_break;

/// A rule that has found so much in one text says no more about it.
pub(super) const ENOUGH: usize = 200;

/// What a punctuation mark does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Ends a statement.
    Stop,
    /// Ends a question or an exclamation.
    Ask,
    /// Three dots or more.
    Ellipsis,
    /// Parts a sentence.
    Comma,
}

/// What `c` does in the language, if it is such a mark.
pub(super) fn role_of(c: char, language: &Language) -> Option<Role> {
    Some(match c {
        '.' | '。' | '．' | '｡' | '।' | '॥' | '۔' => Role::Stop,
        ';' if language.punctuation.full_stop.iter().any(|m| m == ";") => Role::Ask,
        '!' | '?' | '！' | '？' | '؟' | '\u{37E}' | '‼' | '⁇' | '⁈' | '⁉' => Role::Ask,
        '…' | '⋯' => Role::Ellipsis,
        ',' | ';' | ':' | '，' | '、' | '；' | '：' | '،' | '؛' | '､' => Role::Comma,
        _ => return None,
    })
}

/// What lies between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Space,
    Break,
}

/// The tokens of a page with what lies between them.
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    pub(super) all: &'a [Token],
}

impl<'a> Tokens<'a> {
    pub(super) fn of(page: &Page<'a>) -> Tokens<'a> {
        Tokens {
            text: page.text(),
            all: &page.article.reading.tokens,
        }
    }

    /// What lies between the token with this index and the one before it.
    pub(super) fn gap(&self, index: usize) -> Gap {
        let before = index.checked_sub(1).and_then(|i| self.all.get(i));
        let (Some(before), Some(token)) = (before, self.all.get(index)) else {
            return Gap::Break;
        };
        let between = self.text.get(before.span.end..token.span.start);
        match between.unwrap_or("") {
            "" => Gap::None,
            " " => Gap::Space,
            s if s.contains(is_line_break) => Gap::Break,
            _ => Gap::Space,
        }
    }

    /// The token before `index`, unless a line break lies between.
    pub(super) fn before(&self, index: usize) -> Option<&'a Token> {
        (self.gap(index) != Gap::Break)
            .then(|| self.all.get(index.checked_sub(1)?))
            .flatten()
    }

    /// The token behind `index`, unless a line break lies between.
    pub(super) fn after(&self, index: usize) -> Option<&'a Token> {
        (self.gap(index + 1) != Gap::Break)
            .then(|| self.all.get(index + 1))
            .flatten()
    }

    /// The token right behind `index`, without a space between.
    pub(super) fn tight_after(&self, index: usize) -> Option<&'a Token> {
        (self.gap(index + 1) == Gap::None)
            .then(|| self.all.get(index + 1))
            .flatten()
    }

    /// The token right before `index`, without a space between.
    pub(super) fn tight_before(&self, index: usize) -> Option<&'a Token> {
        (self.gap(index) == Gap::None)
            .then(|| self.all.get(index.checked_sub(1)?))
            .flatten()
    }

    /// The mark that the token with this index is.
    pub(super) fn mark(&self, index: usize) -> Option<char> {
        self.all.get(index)?.mark(self.text)
    }

    /// The text of the token with this index.
    pub(super) fn word(&self, index: usize) -> &'a str {
        self.all.get(index).map_or("", |t| t.span.of(self.text))
    }
}

/// Whether the token is a word or a number.
pub(super) fn is_text(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number)
}

/// Whether the word is an abbreviation that the language writes with a full stop.
pub(super) fn is_abbreviation(word: &str, language: &Language) -> bool {
    let lower = word.to_lowercase();
    language.never_end.contains(&lower) || language.may_end.contains(&lower)
}

/// Whether `span` touches a web address or a handle.
pub(super) fn in_link(page: &Page<'_>, span: Span) -> bool {
    let reading = &page.article.reading;
    reading.sentence_at(span.start).is_some_and(|sentence| {
        reading
            .facts_of(sentence)
            .iter()
            .any(|f| matches!(f.kind, FactKind::Link(_)) && f.span.overlaps(span))
    })
}
