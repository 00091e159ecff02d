//! The atoms of a sentence's figures: digits, words with a numeric meaning, and what stands between them.

use super::number::{Digits, compound_value, leading_value, parse_digits, roman_value};
use super::token::{Token, TokenKind};
use crate::language::{Language, Meaning, WordForm};
use crate::text::Span;
use crate::text::classes::{Script, is_word_char};
use std::sync::Arc;

/// One atom.
#[derive(Clone, Debug)]
pub(super) struct Atom<'a> {
    /// Where it stands.
    pub(super) span: Span,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
    /// What it is.
    pub(super) kind: AtomKind<'a>,
}

/// What an atom is.
#[derive(Clone, Debug)]
pub(super) enum AtomKind<'a> {
    /// Figures.
    Digits(Digits),
    /// A word or phrase with one or more meanings.
    Meaning(&'a [Meaning]),
    /// A compound number word written together, by its value.
    Compound(f64),
    /// A longer word that starts with a number word, by that number's value.
    Counted(f64),
    /// A Roman numeral, by its value.
    Roman(f64),
    /// A mark.
    Mark(char),
    /// Any other word; `lower_case` tells whether it starts in lower case.
    Word,
}

impl<'a> Atom<'a> {
    /// The first of the atom's meanings that `pick` takes.
    pub(super) fn meaning<T>(&self, pick: impl Fn(&Meaning) -> Option<T>) -> Option<T> {
        match &self.kind {
            AtomKind::Meaning(list) => list.iter().find_map(pick),
            _ => None,
        }
    }

    /// Whether the atom has a meaning that `is` takes.
    pub(super) fn means(&self, is: impl Fn(&Meaning) -> bool) -> bool {
        matches!(&self.kind, AtomKind::Meaning(list) if list.iter().any(is))
    }

    /// The mark, if it is one.
    pub(super) fn mark(&self) -> Option<char> {
        if let AtomKind::Mark(c) = self.kind {
            Some(c)
        } else {
            None
        }
    }

    /// The figures, if it is some.
    pub(super) fn digits(&self) -> Option<&Digits> {
        if let AtomKind::Digits(d) = &self.kind {
            Some(d)
        } else {
            None
        }
    }
}

/// The atoms of the sentence made of `tokens`.
pub(super) fn atoms<'a>(
    text: &str,
    lower: &str,
    language: &'a Language,
    tokens: &[Token],
    forms: &[Arc<WordForm>],
) -> Vec<Atom<'a>> {
    let meanings = language.meanings();
    let mut out: Vec<Atom<'a>> = Vec::with_capacity(tokens.len());
    let mut skip_to = 0;
    for (i, token) in tokens.iter().enumerate() {
        if token.span.start < skip_to {
            // The rest of a word run after a term that ended inside it (CJK) is read on below.
            if token.span.end > skip_to && token.kind == TokenKind::Word {
                skip_to = word_run(text, lower, language, token, skip_to, &mut out);
            }
            continue;
        }
        let form = forms.get(token.form as usize);
        let found = match form {
            Some(form) if !form.uses.figure => None,
            _ => meanings.longest_at(lower, token.span.start),
        };
        if let Some((end, list)) = found
            && (token.kind != TokenKind::Number || end > token.span.end)
        {
            out.push(Atom {
                span: Span::new(token.span.start, end),
                spaced: token.spaced,
                kind: AtomKind::Meaning(list),
            });
            skip_to = end;
            if end < token.span.end && token.kind == TokenKind::Word {
                skip_to = word_run(text, lower, language, token, end, &mut out);
            }
            continue;
        }
        match token.kind {
            TokenKind::Number => {
                let (digits, end) = joined_digits(text, language, &tokens[i..]);
                out.push(Atom {
                    span: Span::new(token.span.start, end),
                    spaced: token.spaced,
                    kind: AtomKind::Digits(digits),
                });
                skip_to = end;
            }
            TokenKind::Mark => {
                let mark = token.mark(text).unwrap_or(' ');
                out.push(Atom {
                    span: token.span,
                    spaced: token.spaced,
                    kind: AtomKind::Mark(mark),
                });
            }
            TokenKind::Word => {
                skip_to = word_run(text, lower, language, token, token.span.start, &mut out)
            }
        }
    }
    out
}

/// Reads the word `token` from byte `from`: terms inside runs without spaces, prefixed terms, compounds, or a plain word.
fn word_run<'a>(
    text: &str,
    lower: &str,
    language: &'a Language,
    token: &Token,
    from: usize,
    out: &mut Vec<Atom<'a>>,
) -> usize {
    let meanings = language.meanings();
    let spaced = |at: usize| at == token.span.start && token.spaced;
    if matches!(
        token.script,
        Some(Script::Han | Script::Kana | Script::Thai | Script::Hangul)
    ) {
        let mut at = from;
        let mut plain_from = from;
        while at < token.span.end {
            let next = at + text[at..].chars().next().map_or(1, char::len_utf8);
            // Inside Korean words only what follows figures or another term is read: syllables are ambiguous elsewhere.
            let allowed = token.script != Some(Script::Hangul) || at == from;
            let counted = token.script == Some(Script::Hangul)
                && out.last().is_some_and(|a| {
                    a.span.end == at && (a.digits().is_some() || a.means(is_scale))
                });
            let found = meanings
                .longest_at(lower, at)
                .filter(|_| allowed)
                .or_else(|| {
                    // 2000만명이: behind figures a scale or a unit may be followed by anything.
                    meanings
                        .longest_prefix_at(lower, at)
                        .filter(|(_, list)| counted && list.iter().any(is_scale))
                });
            match found {
                Some((end, list)) => {
                    if plain_from < at {
                        out.push(Atom {
                            span: Span::new(plain_from, at),
                            spaced: spaced(plain_from),
                            kind: AtomKind::Word,
                        });
                    }
                    out.push(Atom {
                        span: Span::new(at, end),
                        spaced: spaced(at),
                        kind: AtomKind::Meaning(list),
                    });
                    at = end;
                    plain_from = end;
                    if token.script == Some(Script::Hangul) && end < token.span.end {
                        return word_run(text, lower, language, token, end, out);
                    }
                }
                None => at = next,
            }
        }
        if plain_from < token.span.end {
            out.push(Atom {
                span: Span::new(plain_from, token.span.end),
                spaced: spaced(plain_from),
                kind: AtomKind::Word,
            });
        }
        return at.max(token.span.end);
    }
    let word = &lower[from..token.span.end];
    for prefix in &language.morphology.prefixes {
        if let Some(rest) = word.strip_prefix(prefix.as_str())
            && rest.chars().count() >= 2
            && let Some((end, list)) = meanings.longest_at(lower, token.span.end - rest.len())
        {
            out.push(Atom {
                span: Span::new(from, end),
                spaced: spaced(from),
                kind: AtomKind::Meaning(list),
            });
            return end;
        }
    }
    let written = &text[from..token.span.end];
    let kind = if token.is_capitalised()
        && let letters = written.trim_end_matches(char::is_lowercase)
        && (letters.chars().nth(1).is_some()
            || letters.len() == written.len()
                && out
                    .last()
                    .is_some_and(|a| a.means(|m| *m == Meaning::Reference)))
        && let Some(value) = roman_value(letters)
    {
        AtomKind::Roman(value)
    } else if !language.numbers.written_together || language.number_morphemes(word).next().is_none()
    {
        AtomKind::Word
    } else if let Some(value) = compound_value(word, language) {
        AtomKind::Compound(value)
    } else {
        leading_value(word, language).map_or(AtomKind::Word, AtomKind::Counted)
    };
    out.push(Atom {
        span: Span::new(from, token.span.end),
        spaced: spaced(from),
        kind,
    });
    token.span.end
}

fn is_scale(m: &Meaning) -> bool {
    matches!(m, Meaning::Scale(_) | Meaning::ScaleAbbreviation(_))
}

/// Figures from the first token on, joined over grouping spaces ("10 000") and apostrophes ("10'000"); also where they end.
fn joined_digits(text: &str, language: &Language, tokens: &[Token]) -> (Digits, usize) {
    let first = tokens[0].span;
    let mut end = first.end;
    let mut raw = first.of(text).to_owned();
    let plain = raw.chars().all(char::is_numeric) && raw.chars().count() <= 3;
    if plain {
        let mut rest = tokens[1..].iter().peekable();
        while let Some(next) = rest.peek() {
            let gap = &text[end..next.span.start];
            let (separated, number) = if matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}")
                || (gap == " " && groups_by_space(language))
            {
                (true, Some(**next))
            } else if gap.is_empty() && matches!(next.mark(text), Some('\'' | '’')) {
                let after = rest.clone().nth(1).copied();
                (after.is_some_and(|a| !a.spaced), after)
            } else {
                (false, None)
            };
            let Some(number) = number.filter(|n| separated && n.kind == TokenKind::Number) else {
                break;
            };
            let part = number.span.of(text);
            let head: usize = part.chars().take_while(|c| c.is_numeric()).count();
            if head != 3
                || text[number.span.end..].starts_with(is_word_char)
                    && gap == " "
                    && part.len() != 3
            {
                break;
            }
            raw.push_str(part);
            end = number.span.end;
            while rest.peek().is_some_and(|t| t.span.start < end) {
                rest.next();
            }
            if part.chars().count() != 3 {
                break;
            }
        }
    }
    (parse_digits(&raw, language), end)
}

fn groups_by_space(language: &Language) -> bool {
    language
        .numbers
        .group
        .iter()
        .any(|g| matches!(g.as_str(), " " | "\u{a0}" | "\u{202f}"))
}
