//! Likely names: runs of capitalised words in scripts with case.

use super::fact::{Fact, FactKind, Qualifier};
use super::token::{Case, Token, TokenKind};
use crate::document::Document;
use crate::language::{Language, WordForm};
use crate::text::Span;
use crate::text::classes::Script;
use std::sync::Arc;

/// Appends the likely names of a sentence: capitalised runs, and Latin words in a text of another script.
///
/// The first word of a sentence counts only with another capitalised word behind it, or if it is no function word and
/// stands capitalised in the middle of a sentence elsewhere, which is for the reader of several sentences to see.
pub(super) fn extract(
    document: &Document,
    language: &Language,
    tokens: &[Token],
    forms: &[Arc<WordForm>],
    taken: &[Span],
    out: &mut Vec<Fact>,
) {
    let text = &document.text;
    let foreign_latin = !language.has_case() || language.script != "Latin";
    let german = language.tag == "de";
    let mut i = 0;
    while i < tokens.len() {
        if !starts_name(&tokens[i], language, forms, text, foreign_latin)
            || taken.iter().any(|t| t.overlaps(tokens[i].span))
        {
            i += 1;
            continue;
        }
        let start = i;
        let mut last = i;
        let mut next = i + 1;
        while let Some(token) = tokens.get(next) {
            let gap = token.span.start - tokens[next - 1].span.end;
            let same_script = token.script == tokens[start].script;
            if token.is_word()
                && same_script
                && gap <= 1
                && (token.is_capitalised() || !language.has_case())
            {
                last = next;
            } else if token.is_word() && is_particle(token, language, &document.lower) && gap == 1 {
                // Inside a name only: "Ursula von der Leyen".
            } else if token
                .mark(text)
                .is_some_and(|c| matches!(c, '-' | '\'' | '’' | '.' | '‑' | '·' | '・'))
                && !token.spaced
            {
                // O'Brien, Jean-Luc, V. Grushko
                let initial = tokens[next - 1].span.of(text).chars().count() == 1;
                if token.mark(text) == Some('.') && !initial {
                    break;
                }
            } else {
                break;
            }
            next += 1;
        }
        let span = tokens[start].span.cover(tokens[last].span);
        let single_start = start == last && first_word(tokens, start, text);
        if !(single_start || german && start == last) {
            out.push(Fact {
                span,
                kind: FactKind::Name,
                qualifier: Qualifier::Exact,
                digits: false,
            });
        }
        i = last + 1;
    }
}

fn starts_name(
    token: &Token,
    language: &Language,
    forms: &[Arc<WordForm>],
    text: &str,
    foreign_latin: bool,
) -> bool {
    if !(token.is_word() && token.is_capitalised() && token.case != Case::None) {
        return false;
    }
    if foreign_latin && token.script == Some(Script::Latin) {
        return token.span.of(text).chars().nth(1).is_some();
    }
    let form = forms.get(token.form as usize);
    language.has_case() && !form.is_some_and(|form| form.uses.function)
}

fn first_word(tokens: &[Token], at: usize, text: &str) -> bool {
    tokens[..at].iter().all(|t| t.kind == TokenKind::Mark)
        || at > 0
            && tokens[at - 1]
                .mark(text)
                .is_some_and(|c| matches!(c, '"' | '“' | '„' | '«' | ':' | '”' | '»' | '(' | '.'))
}

fn is_particle(token: &Token, language: &Language, lower: &str) -> bool {
    token.case == Case::Lower
        && language
            .words
            .particles
            .iter()
            .any(|p| p == token.span.of(lower))
}
