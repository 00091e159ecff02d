//! Where the lost partner of a lone mark belongs: the ways among which an editor chooses.

use super::marks::{Role, role_of};
use super::page::{Article, Page};
use super::quotes::{Lone, QuoteMark};
use crate::reading::{Token, quotation_closers};
use crate::text::Span;
use crate::text::classes::{is_closing, is_quote};

/// Most words behind a quotation that say who spoke.
const ATTRIBUTION: usize = 10;

/// What to put in, and where.
pub(super) struct Partner {
    pub(super) at: usize,
    pub(super) mark: String,
    /// Where it is put, in words.
    pub(super) place: &'static str,
    /// What goes if the lone mark goes instead.
    pub(super) lone: Span,
}

/// The partner of a lone quotation mark, if it is missing in the sentence; `None` where nothing tells where it belongs.
pub(super) fn quotation_partner(page: &Page<'_>, lone: &Lone, sentence: usize) -> Option<Partner> {
    let article = page.article;
    let mark = partner_of(article, lone)?;
    let space = space_inside(article, lone);
    let span = lone.mark.span;
    let (at, place) = if lone.opens {
        closing_place(page, lone, sentence)?
    } else {
        opening_place(page, lone, sentence)?
    };
    // Where a mark of another kind stands, the two are partners that do not match.
    let (head, tail) = article.text().split_at_checked(at)?;
    if head.ends_with(is_quote) || tail.starts_with(is_quote) {
        return None;
    }
    Some(if lone.opens {
        Partner {
            at,
            mark: format!("{space}{mark}"),
            place,
            lone: Span::new(span.start, span.end + space.len()),
        }
    } else {
        Partner {
            at,
            mark: format!("{mark}{space}"),
            place,
            lone: Span::new(span.start - space.len(), span.end),
        }
    })
}

/// The end of the sentence before its mark, if the source's sentence ends in a bracket too.
pub(super) fn bracket_partner(
    page: &Page<'_>,
    lone: Span,
    close: char,
    sentence: usize,
) -> Option<Partner> {
    let bracket = |token: &Token, text: &str| token.mark(text).is_some_and(|c| c == close);
    if ends_in_source(page, sentence, bracket) == Some(false) {
        return None;
    }
    let at = last_words(page.article, sentence)?.0;
    (at > lone.end).then(|| Partner {
        at,
        mark: close.into(),
        place: "at the end of the sentence",
        lone,
    })
}

fn closing_place(page: &Page<'_>, lone: &Lone, sentence: usize) -> Option<(usize, &'static str)> {
    let article = page.article;
    let (before, behind) = last_words(article, sentence)?;
    // The quotation has to hold a word.
    if before <= lone.mark.span.end {
        return None;
    }
    let inside = puts_stops_inside(article)
        .unwrap_or_else(|| article.sentences()[sentence].span.start == lone.mark.span.start);
    let end = (
        if inside { behind } else { before },
        "at the end of the sentence",
    );
    let quote = |token: &Token, text: &str| token.mark(text).is_some_and(is_quote);
    match ends_in_source(page, sentence, quote) {
        Some(true) => Some(end),
        Some(false) => before_attribution(article, lone, sentence),
        None => before_attribution(article, lone, sentence).or(Some(end)),
    }
}

fn opening_place(page: &Page<'_>, lone: &Lone, sentence: usize) -> Option<(usize, &'static str)> {
    let article = page.article;
    let text = article.text();
    let tokens = article.tokens_of(sentence);
    let colon = tokens.iter().rposition(|t| {
        t.span.end <= lone.mark.span.start && matches!(t.mark(text), Some(':' | '：'))
    });
    let at = match colon {
        Some(colon) => tokens.get(colon + 1)?.span.start,
        None if starts_in_source(page, sentence) != Some(false) => tokens.first()?.span.start,
        None => return None,
    };
    let place = match colon {
        Some(_) => "behind the colon",
        None => "at the start of the sentence",
    };
    (at < lone.mark.span.start).then_some((at, place))
}

/// The comma or dash behind which the sentence says who spoke: `“I will not comment, he said.`
fn before_attribution(
    article: &Article,
    lone: &Lone,
    sentence: usize,
) -> Option<(usize, &'static str)> {
    let text = article.text();
    let tokens = article.tokens_of(sentence);
    let parts = |t: &Token| {
        t.mark(text)
            .is_some_and(|c| matches!(c, ',' | '，' | '،' | '、'))
    };
    let comma = tokens
        .iter()
        .rposition(|t| t.span.start > lone.mark.span.end && parts(t))?;
    let behind = &tokens[comma + 1..];
    let words = behind.iter().filter(|t| t.is_word());
    let forms = words.clone().filter_map(|t| article.reading.form(t));
    let says = forms.into_iter().any(|form| form.uses.speech);
    let span = tokens[comma].span;
    let at = match puts_stops_inside(article) {
        Some(true) => span.end,
        _ => span.start,
    };
    (says && words.count() <= ATTRIBUTION).then_some((at, "at the comma"))
}

/// Where the words of a sentence end: before its end mark, and behind it.
fn last_words(article: &Article, sentence: usize) -> Option<(usize, usize)> {
    let text = article.text();
    let tokens = article.tokens_of(sentence);
    let last = tokens.last()?;
    let is_end = |t: &&Token| {
        t.mark(text)
            .and_then(|c| role_of(c, article.language()))
            .is_some_and(|role| role != Role::Comma)
    };
    let marks = tokens.iter().rev().take_while(is_end).count();
    let words = tokens.get(tokens.len().checked_sub(marks + 1)?)?;
    Some((words.span.end, last.span.end))
}

/// Whether the text closes its quotations behind the full stop or comma; `None` where it has no habit.
fn puts_stops_inside(article: &Article) -> Option<bool> {
    let text = article.text();
    let stop = |c: Option<char>| c.and_then(|c| role_of(c, article.language())).is_some();
    let (mut inside, mut outside) = (0, 0);
    for pair in &article.quotes().pairs {
        let span = pair.close.span;
        inside += usize::from(stop(text[..span.start].chars().next_back()));
        outside += usize::from(stop(text[span.end..].chars().next()));
    }
    (inside != outside).then_some(inside > outside)
}

/// Whether the source of the sentence ends with such a mark, end marks aside; `None` if there is no source or no such mark in it.
fn ends_in_source(
    page: &Page<'_>,
    sentence: usize,
    is_it: impl Fn(&Token, &str) -> bool,
) -> Option<bool> {
    let source = page.source()?;
    let text = source.text();
    let range = page.counterpart(sentence)?;
    let tokens: Vec<&Token> = range.flat_map(|s| source.tokens_of(s)).collect();
    let last = tokens.iter().rposition(|t| is_it(t, text))?;
    let closing = |t: &&Token| {
        t.mark(text)
            .is_some_and(|c| is_closing(c) || role_of(c, source.language()).is_some())
    };
    Some(tokens[last + 1..].iter().all(closing))
}

/// Whether the source of the sentence starts with a quotation mark; `None` if there is no source or none in it.
fn starts_in_source(page: &Page<'_>, sentence: usize) -> Option<bool> {
    let source = page.source()?;
    let text = source.text();
    let range = page.counterpart(sentence)?;
    let mut tokens = range.flat_map(|s| source.tokens_of(s));
    let first = tokens.position(|t| t.mark(text).is_some_and(is_quote))?;
    Some(first == 0)
}

/// The mark that the text, or else its language, writes on the other side.
fn partner_of(article: &Article, lone: &Lone) -> Option<char> {
    let own = lone.mark.mark;
    let sides = |open: QuoteMark, close: QuoteMark| {
        if lone.opens {
            (open.mark, close.mark)
        } else {
            (close.mark, open.mark)
        }
    };
    let pairs = article.quotes().pairs.iter();
    let habit = pairs
        .map(|pair| sides(pair.open, pair.close))
        .find(|(here, _)| *here == own);
    if let Some((_, other)) = habit {
        return Some(other);
    }
    let quotes = &article.language().quotes;
    let known = quotes.own.iter().chain(&quotes.accepted).find_map(|pair| {
        let (open, close) = (pair.chars().next()?, pair.chars().next_back()?);
        let (here, other) = if lone.opens {
            (open, close)
        } else {
            (close, open)
        };
        (here == own).then_some(other)
    });
    known.or_else(|| {
        lone.opens
            .then(|| quotation_closers(own).first().copied())
            .flatten()
    })
}

/// The space that stands inside the lone mark, as French writes one.
fn space_inside(article: &Article, lone: &Lone) -> String {
    let text = article.text();
    let span = lone.mark.span;
    let next = if lone.opens {
        text[span.end..].chars().next()
    } else {
        text[..span.start].chars().next_back()
    };
    let guillemet = matches!(lone.mark.mark, '«' | '»');
    next.filter(|c| guillemet && c.is_whitespace() && *c != '\n')
        .map_or_else(String::new, String::from)
}
