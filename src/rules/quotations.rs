//! The quotations of an article, whatever their marks, and which of a source a version has.

use super::page::Article;
use crate::text::Span;
use crate::text::classes::{
    Script, is_closing_bracket, is_combining, is_dash, is_sentence_end, is_word_char, script_of,
};
use std::ops::Range;

/// Longest quotation in single marks, in bytes.
const LONGEST_SINGLE: usize = 400;

/// How a quotation is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// Double marks or guillemets.
    Double,
    /// Single marks, as in headlines and in British use.
    Single,
    /// Marks of titles (《》) or a dash that opens a speech.
    Other,
}

/// One quotation.
#[derive(Clone, Debug)]
pub(super) struct Quotation {
    /// With its marks.
    pub(super) span: Span,
    /// What is quoted.
    pub(super) inner: Span,
    /// First and last sentence.
    pub(super) sentences: Range<usize>,
    /// How it is marked.
    pub(super) marks: Marks,
    /// How many quotations it stands inside.
    pub(super) depth: usize,
    /// Number of words; two characters of unspaced scripts count as one.
    pub(super) words: usize,
    /// Letters, figures and signs of vowels, by which lengths are compared.
    pub(super) letters: usize,
}

/// What of a text stands in quotation marks.
#[derive(Debug, Default)]
pub(super) struct Quotations {
    /// In order of their start.
    pub(super) all: Vec<Quotation>,
    /// Sentences in which a mark without a partner stands.
    pub(super) broken: Vec<usize>,
    /// Letters of the whole article, at least 1.
    pub(super) article_letters: usize,
}

impl Quotations {
    /// The quotations of an article.
    pub(super) fn of(article: &Article) -> Quotations {
        let quotes = article.quotes();
        let mut out = Quotations {
            all: Vec::new(),
            broken: quotes.lone.iter().map(|l| l.mark.sentence).collect(),
            article_letters: letters(article.text()).max(1),
        };
        for quoted in &quotes.pairs {
            let span = quoted.open.span.cover(quoted.close.span);
            let inner = Span::new(quoted.open.span.end, quoted.close.span.start);
            let sentences = quoted.open.sentence..quoted.close.sentence + 1;
            out.push(article, span, inner, sentences, Marks::Double);
        }
        for index in 0..article.sentences().len() {
            out.add_others(article, index);
        }
        out.all
            .sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
        for i in 0..out.all.len() {
            let span = out.all[i].span;
            let outer = out.all[..i].iter().filter(|q| q.span.contains(span));
            out.all[i].depth = outer.count();
        }
        out
    }

    fn push(
        &mut self,
        article: &Article,
        span: Span,
        inner: Span,
        sentences: Range<usize>,
        marks: Marks,
    ) {
        let (words, letters) = (words(article.slice(inner)), letters(article.slice(inner)));
        if letters > 0 {
            self.all.push(Quotation {
                span,
                inner,
                sentences,
                marks,
                depth: 0,
                words,
                letters,
            });
        }
    }

    /// Single marks, marks of titles and speech behind a dash.
    fn add_others(&mut self, article: &Article, index: usize) {
        let Some(sentence) = article.sentences().get(index) else {
            return;
        };
        let span = sentence.span;
        let text = article.slice(span);
        let block = article.document.blocks.get(sentence.block);
        if block.is_some_and(|b| b.span.start == span.start)
            && text.starts_with(|c| is_dash(c, true))
        {
            self.push(article, span, span, index..index + 1, Marks::Other);
        }
        let mut done = 0;
        for &(at, c) in article.marks_in(span) {
            let at = at - span.start;
            if at < done {
                continue;
            }
            let close: &[char] = match c {
                '\'' => &['\'', '’'],
                '‘' | '‚' => &['’', '‘'],
                '’' => &['’'],
                '‹' => &['›'],
                '›' => &['‹'],
                '《' => &['》'],
                '〈' => &['〉'],
                '`' => &['`', '\'', '´'],
                _ => continue,
            };
            let title = matches!(c, '《' | '〈');
            let start = at + c.len_utf8();
            if !title && !opens(text, at, start) {
                continue;
            }
            let end = match closing(text, start, close, title) {
                Some(end) => end,
                // A quotation in single marks that runs on over the sentence.
                None if matches!(c, '‘' | '\'') && at == 0 => text.len(),
                None => continue,
            };
            let after = end + text[end..].chars().next().map_or(0, char::len_utf8);
            let marks = if title { Marks::Other } else { Marks::Single };
            self.push(
                article,
                Span::new(span.start + at, span.start + after),
                Span::new(span.start + start, span.start + end),
                index..index + 1,
                marks,
            );
            done = after;
        }
        // The end of a quotation in single marks that began in a sentence before.
        let tail = text.trim_end_matches(|c: char| is_sentence_end(c) || c == ',');
        if done == 0
            && tail.ends_with(['’', '\''])
            && !tail.ends_with("s’")
            && !tail.ends_with("s'")
        {
            self.push(article, span, span, index..index + 1, Marks::Single);
        }
    }

    /// Those that touch the sentences.
    pub(super) fn touching(&self, sentences: &Range<usize>) -> impl Iterator<Item = &Quotation> {
        self.all
            .iter()
            .filter(move |q| q.sentences.start < sentences.end && sentences.start < q.sentences.end)
    }
}

fn opens(text: &str, at: usize, start: usize) -> bool {
    let free = text[..at].chars().next_back().is_none_or(|c| {
        c.is_whitespace()
            || is_dash(c, true)
            || matches!(
                c,
                '(' | '[' | '"' | '“' | '„' | '«' | '¿' | '¡' | ':' | '：' | '，'
            )
            || script_of(c).is_some_and(|s| s.is_unspaced() || s == Script::Hangul)
    });
    let mut ahead = text[start..].chars();
    // '90s and 'n' are apostrophes.
    free && ahead.next().is_some_and(|c| {
        is_word_char(c)
            || (c.is_ascii_digit() && ahead.next() != Some('0'))
            || matches!(c, '¿' | '¡' | '…')
    })
}

/// Where the quotation that starts at `start` closes.
fn closing(text: &str, start: usize, close: &[char], title: bool) -> Option<usize> {
    let rest = &text[start..];
    rest.char_indices()
        .take_while(|(at, _)| *at < LONGEST_SINGLE)
        .filter(|(at, c)| *at > 0 && close.contains(c))
        .find(|(at, c)| {
            if title {
                return true;
            }
            let before = rest[..*at].chars().next_back();
            let after = rest[at + c.len_utf8()..].chars().next();
            // A mark behind white space opens; one inside a word is an apostrophe.
            before.is_some_and(|b| !b.is_whitespace())
                && after.is_none_or(|a| {
                    a.is_whitespace()
                        || is_sentence_end(a)
                        || is_closing_bracket(a)
                        || is_dash(a, true)
                        || matches!(
                            a,
                            ',' | ';' | ':' | '，' | '、' | '；' | '：' | '،' | '"' | '”' | '»'
                        )
                        || script_of(a).is_some_and(|s| s.is_unspaced() || s == Script::Hangul)
                })
        })
        .map(|(at, _)| start + at)
}

/// Letters, figures and signs of vowels in a text; the marks of punctuation blocks are none.
pub(super) fn letters(text: &str) -> usize {
    let mut count = 0;
    let mut bytes = text.as_bytes().iter();
    while let Some(&byte) = bytes.next() {
        match byte {
            0..0x80 => count += usize::from(byte.is_ascii_alphanumeric()),
            // U+0080 to U+00BF, general punctuation, CJK symbols, full-width forms.
            0xC2 | 0x80..0xC0 => {}
            0xE2 => count += usize::from(!matches!(bytes.as_slice().first(), Some(0x80 | 0x81))),
            0xE3 => count += usize::from(bytes.as_slice().first() != Some(&0x80)),
            0xEF => count += usize::from(bytes.as_slice().first() != Some(&0xBC)),
            _ => count += 1,
        }
    }
    count
}

/// Words of a text; two characters of unspaced scripts count as one.
fn words(text: &str) -> usize {
    let (mut words, mut unspaced, mut inside) = (0, 0, false);
    for c in text.chars() {
        let joins = inside && matches!(c, '\'' | '’' | '-' | '״' | '"');
        if !(is_word_char(c) || c.is_numeric()) {
            inside = joins;
        } else if script_of(c).is_some_and(|s| s.is_unspaced()) {
            unspaced += usize::from(!is_combining(c));
            inside = false;
        } else {
            words += usize::from(!inside && !is_combining(c));
            inside = true;
        }
    }
    words + unspaced / 2 + unspaced % 2
}
