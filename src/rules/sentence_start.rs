//! What shows that a sentence starts at a word.

use super::page::Article;
use crate::reading::{Case, Token, TokenKind};

/// Whether the second of the tokens can start a sentence behind one that breaks off: a capital right behind an ordinary word,
/// or a noun.
pub(super) fn may_start<T: std::borrow::Borrow<Token>>(
    tokens: &[T],
    text: &str,
    noun: bool,
) -> bool {
    let [previous, token, rest @ ..] = tokens else {
        return false;
    };
    let (previous, token) = (previous.borrow(), token.borrow());
    let behind = match previous.kind {
        TokenKind::Word => previous.case == Case::Lower || noun,
        TokenKind::Number => true,
        TokenKind::Mark => matches!(previous.mark(text), Some(',' | ')')),
    };
    let single = token.span.of(text).chars().nth(1).is_none();
    let letter = single && {
        // A letter alone is a name of its own (class A), an article before a word is none.
        let next = rest.first().map(|t| t.borrow());
        !next.is_some_and(|t| t.is_word() || matches!(t.mark(text), Some('’' | '\'')))
    };
    let capital = token.case == Case::Capital || (single && token.case == Case::Upper);
    behind && token.spaced && token.is_word() && capital && !letter
}

/// Whether an ordinary word has a capital that only the start of a sentence gives it.
pub(super) fn is_capital_of_sentence(article: &Article, token: &Token) -> bool {
    let form = article.reading.form(token);
    !article.language().morphology.capital_nouns
        && token.is_capitalised()
        && form.is_some_and(|f| {
            f.uses.function || !f.starts_place && !f.uses.title && !f.concepts.is_empty()
        })
}
