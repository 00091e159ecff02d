use super::Page;
use super::marks::ENOUGH;
use super::rule::{Check, Findings, declare_rule};
use crate::document::BlockKind;
use crate::text::Span;
use crate::text::classes::is_word_char;

declare_rule! {
    /// The same piece of text over and over.
    ///
    /// ## What it finds
    /// A piece of up to forty characters that stands four times or more in a row, more often than in the source.
    ///
    /// ## Why it matters
    /// A translation program lost its way; what the source says there is missing.
    ///
    /// ## Example
    /// ```bad zh
    /// 关键是, 关键是, 关键是, 关键是, 关键是, 关键是。
    /// ```
    /// ```bad
    /// The minister said that he said that he said that he said that he said that he would come.
    /// ```
    /// Use instead:
    /// ```good
    /// “No, no, no, no, no,” he said. Goooooooooooooal!
    /// ```
    ///
    /// ## What it leaves alone
    /// Cries and laughter (`No, no, no`, `ha ha ha`), one letter drawn out, dot leaders and rules, figures, a source that loops too.
    pub static LOOPED_TEXT = "looped-text" {
        group: Repetition, severity: Error, fix: None, mqm: "accuracy/addition",
        explains: ["doubled-word", "doubled-phrase", "repeated-sentence", "stray-punctuation", "mixed-script-word", "added-sentence", "locale-punctuation", "spacing"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// Longest piece in bytes: forty characters of three bytes.
const LONGEST: usize = 120;
/// How often a piece must stand in a row.
const TIMES: usize = 4;
/// Fewest characters that the pieces cover together.
const COVER: usize = 12;
/// How often a single short word must stand in a row.
const TIMES_SHORT: usize = 8;
/// Size of the table of places, a power of two.
const TABLE: usize = 1024;

/// A stretch of text that repeats its first `unit` bytes.
struct Loop {
    span: Span,
    unit: usize,
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let mut places = [0; TABLE];
    for block in &page.article.document.blocks {
        if block.kind == BlockKind::Code {
            continue;
        }
        loops(page.text(), block.span, &mut places, &mut |found| {
            report(page, &found, findings)
        });
    }
}

/// The offset in a text behind which four bytes stood last, by a hash of them; 0 where none did.
type Places = [u32; TABLE];

/// Finds the loops of a span: the place where the same four bytes stood last is remembered, and the distance is tried.
fn loops(text: &str, span: Span, places: &mut Places, found: &mut impl FnMut(Loop)) {
    let bytes = span.of(text).as_bytes();
    if bytes.len() < COVER {
        return;
    }
    let mut at = 0;
    while let Some(four) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let key = u32::from_le_bytes(*four);
        let slot = (key.wrapping_mul(0x9E37_79B1) >> 22) as usize & (TABLE - 1);
        let last = std::mem::replace(&mut places[slot], (span.start + at + 1) as u32) as usize;
        // What stood before the span is forgotten.
        let before = last.checked_sub(span.start + 1);
        let Some(before) = before.filter(|b| (1..=LONGEST).contains(&(at - b))) else {
            at += 1;
            continue;
        };
        let unit = at - before;
        let here = bytes[at..].iter();
        let same = here.zip(&bytes[before..]).take_while(|(a, b)| a == b);
        let same = same.count();
        if same < unit * (TIMES - 1) {
            at += 1;
            continue;
        }
        let mut start = before;
        while start > 0 && bytes[start - 1] == bytes[start - 1 + unit] {
            start -= 1;
        }
        let mut end = at + same;
        while !text.is_char_boundary(span.start + start) {
            start += 1;
        }
        while !text.is_char_boundary(span.start + end) {
            end -= 1;
        }
        found(Loop {
            span: Span::new(span.start + start, span.start + end),
            unit,
        });
        at = end.max(at + 1);
    }
}

fn report(page: &Page<'_>, found: &Loop, findings: &mut Findings) {
    if findings.len() >= ENOUGH {
        return;
    }
    let text = page.text();
    let looped = found.span.of(text);
    let times = looped.len() / found.unit;
    if times < TIMES || looped.chars().count() < COVER {
        return;
    }
    let unit = unit_of(looped, found.unit);
    let mut letters = unit.chars().filter(|c| is_word_char(*c));
    let Some(first) = letters.next() else {
        return; // dots, rules, figures
    };
    if letters.all(|c| c == first) && !unit.contains(' ') {
        return; // one letter drawn out
    }
    let words = unit
        .split(|c: char| !is_word_char(c))
        .filter(|w| !w.is_empty());
    let cry = words.clone().count() <= 1
        && words.clone().all(|w| {
            w.chars().count() <= 5 || page.language().doubled_words.contains(&w.to_lowercase())
        });
    if cry
        && times < TIMES_SHORT
        && !unit
            .chars()
            .any(|c| !c.is_ascii() && crate::text::classes::is_cjk(c))
    {
        return;
    }
    if source_loops(page, found.span, times) {
        return;
    }
    findings
        .add(
            found.span,
            format!("“{}” stands {times} times in a row.", unit.trim()),
        )
        .confidence(0.95);
}

/// One unit of the loop, from the start of a word in it.
fn unit_of(looped: &str, unit: usize) -> &str {
    let mut inside = true;
    let start = looped
        .char_indices()
        .find(|&(_, c)| {
            let starts = !inside && is_word_char(c);
            inside = is_word_char(c);
            starts
        })
        .map_or(0, |(at, _)| at);
    let start = if start < unit { start } else { 0 };
    let mut end = (start + unit).min(looped.len());
    while !looped.is_char_boundary(end) {
        end += 1;
    }
    &looped[start..end]
}

/// Whether the source of the text loops about as often.
fn source_loops(page: &Page<'_>, span: Span, times: usize) -> bool {
    let sentence = page.article.reading.sentence_at(span.start);
    let (Some(source), Some(range)) = (page.source(), sentence.and_then(|s| page.counterpart(s)))
    else {
        return false;
    };
    let Some(part) = source.span_of(range) else {
        return false;
    };
    let mut most = 0;
    loops(source.text(), part, &mut [0; TABLE], &mut |l| {
        most = most.max(l.span.len() / l.unit.max(1))
    });
    most + 1 >= times
}
