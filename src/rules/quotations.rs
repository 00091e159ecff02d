//! The quotations of an article, whatever their marks, and which of a source a version has.

use super::page::{Article, Pair};
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
    article_letters: usize,
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
fn letters(text: &str) -> usize {
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

/// The part of `span` that lies in `frame`.
fn clipped(span: Span, frame: Span) -> Span {
    let start = span.start.max(frame.start);
    Span::new(start, span.end.min(frame.end).max(start))
}

/// What the quotations of a pair leave over.
#[derive(Debug, Default)]
pub(super) struct Pairing<'q> {
    /// Quotations that both texts have.
    pub(super) both: Vec<(&'q Quotation, &'q Quotation)>,
    /// Quotations of the source that the version has not, with the index of the link.
    pub(super) lost: Vec<(&'q Quotation, usize)>,
    /// Quotations of the version that the source has not.
    pub(super) new: Vec<(&'q Quotation, usize)>,
}

/// Least probability of a link whose quotations are compared.
const SURE_LINK: f32 = 0.5;
/// Cost of leaving a quotation without a partner.
const SKIP: f32 = 1.1;
/// Cost of taking two quotations with words between them for one.
const JOIN: f32 = 0.15;
/// Share of the expected letters in quotation marks from which on no quotation is lost.
const SAME_TOTAL: f32 = 0.75;
/// How far the lengths may differ then, as a logarithm.
const JOINED_OFF: f32 = 0.4;

/// Pairs the quotations of every link by order and length.
pub(super) fn pair_quotations<'a>(pair: &Pair<'a>) -> Pairing<'a> {
    let (source, version) = (pair.source.quotations(), pair.version.quotations());
    let mut out = Pairing::default();
    let ratio = version.article_letters as f32 / source.article_letters as f32;
    for (index, link) in pair.alignment.links.iter().enumerate() {
        let outer = |q: &&Quotation| q.depth == 0;
        if link.is_addition() {
            // What is quoted here may have left a sentence beside it.
            let moves = &pair.alignment.moves;
            let moved = moves.iter().any(|m| link.version.contains(&m.version));
            if !moved && !pair.is_residue(link.version.clone()) {
                let added = version.touching(&link.version).filter(outer);
                out.new.extend(added.map(|q| (q, index)));
            }
            continue;
        }
        if link.is_drop() || link.probability < SURE_LINK {
            continue;
        }
        let theirs: Vec<&Quotation> = source.touching(&link.source).filter(outer).collect();
        let ours: Vec<&Quotation> = version.touching(&link.version).filter(outer).collect();
        let sizes = |article: &Article, list: &[&Quotation], range: &Range<usize>| -> Vec<usize> {
            let link = article.span_of(range.clone());
            list.iter()
                .map(|q| match link {
                    // Of a quotation over several sentences only what stands in these.
                    Some(link) => letters(article.slice(clipped(q.inner, link))).max(1),
                    None => q.letters,
                })
                .collect()
        };
        let theirs_size = sizes(pair.source, &theirs, &link.source);
        let ours_size = sizes(pair.version, &ours, &link.version);
        let total = |sizes: &[usize]| sizes.iter().sum::<usize>() as f32;
        let mut steps = best_steps(&theirs_size, &ours_size, ratio);
        // "A," he says, "B": as much stands in quotation marks, divided in another way.
        if theirs.len() != ours.len()
            && !ours.is_empty()
            && total(&ours_size) >= SAME_TOTAL * ratio * total(&theirs_size)
        {
            steps.retain(|(i, _)| i.is_some());
            for step in &mut steps {
                step.1 = step.1.or(Some(0));
            }
        }
        for step in steps {
            match step {
                (Some(i), Some(j)) => out.both.push((theirs[i], ours[j])),
                (Some(i), None) => out.lost.push((theirs[i], index)),
                (None, Some(j)) => out.new.push((ours[j], index)),
                (None, None) => {}
            }
        }
    }
    // A quotation over several links is lost only where none of them has it.
    let matched = |q: &Quotation,
                   with: fn(&(&'a Quotation, &'a Quotation)) -> Span,
                   both: &[(&'a Quotation, &'a Quotation)]| {
        both.iter().any(|b| with(b) == q.span)
    };
    let both = std::mem::take(&mut out.both);
    out.lost.retain(|(q, link)| {
        !matched(q, |b| b.0.span, &both)
            || pair.alignment.links.get(*link).is_some_and(|link| {
                // Each of several sentences is quoted by itself, and this one is not.
                let whole = pair
                    .source
                    .span_of(link.source.clone())
                    .is_some_and(|span| q.span.contains(span));
                let quoted =
                    |sentences: Range<usize>| version.touching(&sentences).next().is_some();
                whole
                    && !quoted(link.version.clone())
                    && quoted(link.version.start.saturating_sub(1)..link.version.start)
                    && quoted(link.version.end..link.version.end + 1)
            })
    });
    out.new.retain(|(q, _)| !matched(q, |b| b.1.span, &both));
    // What left one sentence and turns up in the next was moved.
    let near = |a: usize, b: usize| a.abs_diff(b) <= 1;
    let mut moved: Vec<Span> = Vec::new();
    out.lost.retain(|(_, at)| {
        let partner = out
            .new
            .iter()
            .find(|(v, link)| near(*at, *link) && !moved.contains(&v.span));
        moved.extend(partner.map(|(v, _)| v.span));
        partner.is_none()
    });
    out.new.retain(|(v, _)| !moved.contains(&v.span));
    out.lost.dedup_by(|a, b| a.0.span == b.0.span);
    out.new.dedup_by(|a, b| a.0.span == b.0.span);
    out.both = both;
    out
}

type Step = (Option<usize>, Option<usize>);

/// The cheapest way through both lists in order.
fn best_steps(theirs: &[usize], ours: &[usize], ratio: f32) -> Vec<Step> {
    let (n, m) = (theirs.len(), ours.len());
    let width = m + 1;
    let mut cost = vec![f32::INFINITY; (n + 1) * width];
    let mut from = vec![(0usize, 0usize); (n + 1) * width];
    cost[0] = 0.0;
    let length = |q: &[usize]| q.iter().sum::<usize>().max(1) as f32;
    for i in 0..=n {
        for j in 0..=m {
            for (di, dj) in [(1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (3, 1), (1, 3)] {
                if di > i || dj > j {
                    continue;
                }
                let step = if di == 0 || dj == 0 {
                    SKIP
                } else {
                    let expected = length(&theirs[i - di..i]) * ratio;
                    let off = (expected / length(&ours[j - dj..j])).ln().abs();
                    // Short ones vary more.
                    let slack = 1.0 / expected.sqrt().max(1.0);
                    let off = (off - slack).max(0.0);
                    match di + dj {
                        2 => off,
                        _ if off > JOINED_OFF => continue,
                        more => off + JOIN * (more - 2) as f32,
                    }
                };
                let total = cost[(i - di) * width + j - dj] + step;
                if total < cost[i * width + j] {
                    cost[i * width + j] = total;
                    from[i * width + j] = (di, dj);
                }
            }
        }
    }
    let mut out = Vec::new();
    let (mut i, mut j) = (n, m);
    while i > 0 || j > 0 {
        let (di, dj) = from[i * width + j];
        if di + dj == 0 {
            break;
        }
        if di == 0 {
            out.push((None, Some(j - 1)));
        } else if dj == 0 {
            out.push((Some(i - 1), None));
        } else {
            for a in i - di..i {
                for b in j - dj..j {
                    out.push((Some(a), Some(b)));
                }
            }
        }
        i -= di;
        j -= dj;
    }
    out.reverse();
    out
}
