//! The quotation marks of a page: which open, which close, and which find no partner.

use super::page::Article;
use crate::language::Language;
use crate::reading::quotation_closers;
use crate::text::Span;
use crate::text::classes::{
    Script, closing_bracket, is_closing_bracket, is_dash, is_quote, is_sentence_end, is_word_char,
    script_of,
};

/// How many blocks one quotation may run on over.
const BLOCKS: usize = 4;
/// Hebrew particles that are written as one with the quoted word behind them.
const HEBREW_PREFIXES: &str = "ושבכלמה";

/// Whether a mark opens or closes, as far as its place shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Open,
    Close,
    Either,
}

/// One quotation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuoteMark {
    pub(super) mark: char,
    pub(super) span: Span,
    /// Index of its sentence.
    pub(super) sentence: usize,
    block: usize,
    sense: Sense,
    /// Whether it is the first mark of its block.
    leads: bool,
}

/// A mark without its partner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lone {
    pub(super) mark: QuoteMark,
    /// Whether it opens; the one that should close it may be missing anywhere up to `until`.
    pub(super) opens: bool,
    /// First and last sentence in which the partner can be missing.
    pub(super) between: (usize, usize),
    /// Whether its place alone shows that it opens or closes.
    pub(super) sure: bool,
    /// Whether the next paragraph opens with the same mark, as in a quotation of several paragraphs.
    pub(super) goes_on: bool,
}

/// A quotation that is opened and closed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted {
    pub(super) open: QuoteMark,
    pub(super) close: QuoteMark,
    /// How many quotations it stands inside.
    pub(super) depth: usize,
}

impl Quoted {
    /// Whether the two marks are of families that no language mixes: guillemets, corner brackets, and all others.
    pub(super) fn mixes_families(&self) -> bool {
        let family = |mark: char| match mark {
            '«' | '»' => 0,
            '「' | '」' | '『' | '』' => 1,
            _ => 2,
        };
        family(self.open.mark) != family(self.close.mark)
    }
}

/// What the quotation marks of a text come to.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    pub(super) pairs: Vec<Quoted>,
    pub(super) lone: Vec<Lone>,
}

/// The quotation marks of the article in order.
pub(super) fn marks_of(article: &Article) -> Vec<QuoteMark> {
    let text = article.text();
    let language = article.language();
    let mut out: Vec<QuoteMark> = Vec::new();
    for (index, sentence) in article.sentences().iter().enumerate() {
        let block = article.document.blocks.get(sentence.block);
        let start = block.map_or(sentence.span.start, |b| b.span.start);
        for token in article.tokens_of(index) {
            let Some(mark) = token.mark(text).filter(|c| is_quote(*c)) else {
                continue;
            };
            let around = Around::of(text, token.span);
            if around.is_gershayim(text, token.span) {
                continue;
            }
            out.push(QuoteMark {
                mark,
                span: token.span,
                sentence: index,
                block: sentence.block,
                sense: sense(mark, &around, language),
                leads: token.span.start == start,
            });
        }
    }
    out
}

/// Matches the marks of an article with each other.
pub(super) fn quotes_of(article: &Article) -> Quotes {
    let mut out = Quotes::default();
    let mut open: Vec<(QuoteMark, bool)> = Vec::new();
    let text = article.text();
    let mut last_sentence = 0;
    for mark in marks_of(article) {
        // A quotation does not run on for ever.
        while let Some(&(first, sure)) = open.first()
            && mark.block > first.block + BLOCKS
        {
            out.lone.push(unclosed(first, sure, mark.sentence));
            open.remove(0);
        }
        let matching = open.iter().rposition(|(o, _)| closes(o.mark, mark.mark));
        let opens = match mark.sense {
            Sense::Open => true,
            Sense::Close => false,
            Sense::Either => matching.is_none(),
        };
        let sure = mark.sense != Sense::Either;
        if opens {
            if let Some(at) = open.iter().rposition(|(o, _)| same_kind(o.mark, mark.mark)) {
                let (earlier, was_sure) = open[at];
                open.truncate(at);
                let until = if mark.leads {
                    mark.sentence.saturating_sub(1).max(earlier.sentence)
                } else {
                    mark.sentence
                };
                out.lone.push(Lone {
                    goes_on: mark.leads && earlier.block < mark.block,
                    ..unclosed(earlier, was_sure && sure, until)
                });
            }
            open.push((mark, sure));
        } else if let Some(at) = matching.or_else(|| {
            // Another mark may close it too, but only in the same paragraph.
            let last = open.len().checked_sub(1)?;
            (open[last].0.block == mark.block).then_some(last)
        }) {
            let (opening, _) = open[at];
            open.truncate(at);
            out.pairs.push(Quoted {
                open: opening,
                close: mark,
                depth: at,
            });
        } else if !(mark.mark == '"'
            && text[..mark.span.start].ends_with(|c: char| c.is_ascii_digit()))
        {
            // Behind a figure a lone straight mark stands for inches.
            out.lone.push(Lone {
                mark,
                opens: false,
                between: (last_sentence, mark.sentence),
                sure,
                goes_on: false,
            });
        }
        last_sentence = mark.sentence;
    }
    let end = article.sentences().len().saturating_sub(1);
    out.lone.extend(
        open.into_iter()
            .map(|(mark, sure)| unclosed(mark, sure, end)),
    );
    out.lone.sort_by_key(|l| l.mark.span);
    out
}

fn unclosed(mark: QuoteMark, sure: bool, until: usize) -> Lone {
    Lone {
        mark,
        opens: true,
        between: (mark.sentence, until),
        sure,
        goes_on: false,
    }
}

fn closes(open: char, close: char) -> bool {
    quotation_closers(open).contains(&close)
}

/// Whether two opening marks are of one kind, so that one cannot stand inside the other.
fn same_kind(a: char, b: char) -> bool {
    a == b || (matches!(a, '“' | '„' | '”') && matches!(b, '“' | '„' | '”'))
}

/// What stands on both sides of a mark.
struct Around {
    left: Option<char>,
    right: Option<char>,
}

impl Around {
    fn of(text: &str, span: Span) -> Around {
        let single = |c: &char| matches!(c, '\'' | '‘' | '’' | '*' | '_');
        let dots = |c: &char| matches!(c, '.' | '…' | '\'' | '‘' | '’' | '*' | '_');
        let left = text[..span.start].chars().rev().find(|c| !single(c));
        let behind = &text[span.end..];
        let right = behind.chars().next().filter(|c| !dots(c)).or_else(|| {
            // Dots behind the mark: what stands behind them tells whether they belong to the quotation.
            let first = behind.chars().next()?;
            match behind.chars().find(|c| !dots(c)) {
                Some(c) if is_word_char(c) && behind.chars().take_while(dots).count() != 1 => {
                    Some(c)
                }
                _ => Some(first),
            }
        });
        Around { left, right }
    }

    fn opens(&self) -> bool {
        self.left.is_none_or(|c| {
            c.is_whitespace()
                || closing_bracket(c).is_some()
                || is_dash(c, true)
                || matches!(c, '¿' | '¡' | '/' | '„' | '«' | '「' | '=' | '|')
        })
    }

    fn closes(&self) -> bool {
        self.right.is_none_or(|c| {
            c.is_whitespace()
                || is_closing_bracket(c)
                || is_sentence_end(c)
                || is_dash(c, true)
                || matches!(
                    c,
                    ',' | ';'
                        | ':'
                        | '，'
                        | '、'
                        | '；'
                        | '：'
                        | '،'
                        | '؛'
                        | '/'
                        | '»'
                        | '」'
                        | '|'
                )
        })
    }

    /// A mark inside a Hebrew abbreviation (ארה"ב), not one behind a particle (ב"הארץ").
    fn is_gershayim(&self, text: &str, span: Span) -> bool {
        let hebrew = |c: char| script_of(c) == Some(Script::Hebrew);
        let (Some(left), Some(right)) = (
            text[..span.start].chars().next_back(),
            text[span.end..].chars().next(),
        ) else {
            return false;
        };
        if !hebrew(left) || !hebrew(right) {
            return false;
        }
        let head: Vec<char> = text[..span.start]
            .chars()
            .rev()
            .take_while(|c| hebrew(*c))
            .take(4)
            .collect();
        let tail = text[span.end..].chars().take_while(|c| hebrew(*c)).count();
        let prefix = head.len() <= 2 && head.iter().all(|c| HEBREW_PREFIXES.contains(*c));
        !(prefix && tail >= 2)
    }
}

fn sense(mark: char, around: &Around, language: &Language) -> Sense {
    match mark {
        '「' | '『' | '〝' => return Sense::Open,
        '」' | '』' | '〟' => return Sense::Close,
        '„' | '‟' => return Sense::Open,
        _ => {}
    }
    match (around.opens(), around.closes()) {
        (true, false) => return Sense::Open,
        (false, true) => return Sense::Close,
        _ => {}
    }
    let pairs = |list: &[String]| {
        let opens = list.iter().any(|p| p.starts_with(mark));
        let closes = list.iter().any(|p| p.ends_with(mark));
        match (opens, closes) {
            (true, false) => Some(Sense::Open),
            (false, true) => Some(Sense::Close),
            (true, true) => Some(Sense::Either),
            (false, false) => None,
        }
    };
    pairs(&language.quotes.own)
        .or_else(|| pairs(&language.quotes.accepted))
        .unwrap_or(match mark {
            '“' | '«' => Sense::Open,
            '”' | '»' => Sense::Close,
            _ => Sense::Either,
        })
}
