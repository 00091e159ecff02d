//! Places that the sentences of an article name.

use super::page::Article;
use crate::language::{Place, Places, Word};
use crate::reading::Token;
use crate::text::Span;
use crate::text::classes::is_combining;
use std::ops::Range;

/// A place named in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The name.
    pub(super) span: Span,
    /// Index of its sentence.
    pub(super) sentence: usize,
    /// What it can stand for.
    pub(super) places: Vec<Place>,
}

impl Mention {
    /// Whether both can stand for one place, or the one for what lies in the other.
    pub(super) fn is_related(&self, other: &Mention) -> bool {
        self.places
            .iter()
            .any(|a| other.places.iter().any(|b| a.is_related(*b)))
    }

    /// Whether it is a country and nothing else.
    pub(super) fn is_country(&self) -> bool {
        self.places.iter().all(|p| p.is_country())
    }

    /// Whether it is a city and nothing else.
    pub(super) fn is_city(&self) -> bool {
        self.places.iter().all(|p| p.kind() == "city")
    }
}

/// Appends the places that one sentence names.
pub(super) fn in_sentence(article: &Article, sentence: usize, out: &mut Vec<Mention>) {
    let places = Places::of(article.reading.lang);
    if article.language().is_unspaced() {
        inside(article, places, sentence, out);
    } else {
        by_words(article, places, sentence, out);
    }
}

/// The places of an article, in order, found sentence by sentence.
#[derive(Debug)]
pub(super) struct Mentions(Vec<Mention>);

impl Mentions {
    /// Looks for the places of every sentence.
    pub(super) fn of(article: &Article) -> Mentions {
        let mut out = Vec::new();
        for sentence in 0..article.sentences().len() {
            in_sentence(article, sentence, &mut out);
        }
        Mentions(out)
    }

    /// Those of some consecutive sentences.
    pub(super) fn within(&self, sentences: Range<usize>) -> &[Mention] {
        let start = self.0.partition_point(|m| m.sentence < sentences.start);
        let end = self.0.partition_point(|m| m.sentence < sentences.end);
        self.0.get(start..end).unwrap_or(&[])
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Mention] {
        &self.0
    }
}

fn by_words(article: &Article, places: &Places, sentence: usize, out: &mut Vec<Mention>) {
    let text = article.text();
    let tokens = article.tokens_of(sentence);
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let form = article.reading.form(&tokens[at]);
        if !form.is_some_and(|form| form.starts_place) {
            at += 1;
            continue;
        }
        if words.is_empty() {
            words.extend(tokens.iter().map(|t| word(t, text)));
        }
        let mut found = Vec::new();
        let taken = places.at(&words[at..], &mut found);
        if taken == 0 || found.is_empty() {
            at += 1;
            continue;
        }
        let last = (at + taken - 1).min(tokens.len() - 1);
        if !found.iter().any(|p| p.is_none()) {
            out.push(Mention {
                span: tokens[at].span.cover(tokens[last].span),
                sentence,
                places: found,
            });
        }
        at = last + 1;
    }
}

fn word<'a>(token: &Token, text: &'a str) -> Word<'a> {
    let joins = token.mark(text).is_some_and(|c| {
        matches!(c, '-' | '‑' | '\'' | '’' | '״' | '"' | '׳' | '.' | '·') && !token.spaced
    });
    Word {
        text: if token.is_word() {
            token.span.of(text)
        } else {
            ""
        },
        joins,
    }
}

fn inside(article: &Article, places: &Places, sentence: usize, out: &mut Vec<Mention>) {
    let Some(span) = article.sentences().get(sentence).map(|s| s.span) else {
        return;
    };
    let text = article.slice(span);
    let katakana = |c: char| matches!(c as u32, 0x30A1..=0x30FA | 0x30FC);
    let mut done = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let inner = katakana(c) && katakana(before);
        before = c;
        if at < done || c.is_ascii() || is_combining(c) || inner {
            continue;
        }
        let mut found = Vec::new();
        let len = places.inside(&text[at..], &mut found);
        if len > 0 {
            if !found.iter().any(|p| p.is_none()) {
                out.push(Mention {
                    span: Span::new(span.start + at, span.start + at + len),
                    sentence,
                    places: found,
                });
            }
            done = at + len;
        }
    }
}
