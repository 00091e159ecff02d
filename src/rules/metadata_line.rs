use super::Page;
use super::labels::{Label, Labels};
use super::lines::{after, behind_decoration, is_added, line_start, lines, whole_line, word_count};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::text::Span;
use crate::text::classes::{digit_value, is_space, is_word_char};

declare_rule! {
    /// A field about the article that stands in its text.
    ///
    /// ## What it finds
    /// A label with a date before a title (`date 2022-01-27 …`), a machine's time stamp (`2026-01-01T09:01+0000`), a short
    /// line of fields (`Kategori: Medya | 0 Yorum`).
    ///
    /// ## Why it matters
    /// It comes from a store of pages or a content system, and where it stands before the title it becomes part of it.
    ///
    /// ## Example
    /// ```bad
    /// date 2022-01-27 Blinken Confirms US Delivers Diplomatic Document to Russia
    /// ```
    /// Use instead:
    /// ```good
    /// Blinken Confirms US Delivers Diplomatic Document to Russia
    /// ```
    ///
    /// ## What it leaves alone
    /// Datelines, bylines, dates in a sentence (`The date of 2022-01-27 was kept.`).
    pub static METADATA_LINE = "metadata-line" {
        group: Residue, severity: Error, fix: Some(Safety::Safe), mqm: "accuracy/addition",
        explains: ["added-sentence", "number-mismatch", "date-mismatch", "spacing", "heading-case", "untranslated-text", "page-furniture"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// Longest line of fields, in words.
const FIELD_WORDS: usize = 12;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let labels = Labels::of(page.article);
    for line in lines(page) {
        let start = behind_decoration(text, line.span);
        let label = labels.at(page.lower(), start, Label::Metadata);
        let value = label.map_or(start, |p| {
            skip(text, p.end, |c| is_space(c) || matches!(c, ':' | '：'))
        });
        if let Some(end) = stamp(text, value)
            && (label.is_some() || text.get(value..end).is_some_and(|s| s.contains('T')))
        {
            let end_of_cut = skip(text, end, is_space).min(line.span.end);
            let rest = Span::new(end_of_cut, line.span.end).of(text);
            let whole = !rest.chars().any(is_word_char);
            let cut = if whole {
                whole_line(text, line.span)
            } else {
                Span::new(line_start(text, start), end_of_cut)
            };
            let what = if whole {
                "A field about the article stands in its text."
            } else {
                "A field about the article is fused to the front of the line."
            };
            findings
                .add(Span::new(start, end), what)
                .confidence(0.97)
                .delete(Safety::Safe, cut);
            continue;
        }
        let Some(phrase) = label else { continue };
        let rest = Span::new(phrase.end, line.span.end).of(text);
        let coloned =
            rest.trim_start().starts_with([':', '：']) || rest.trim_start().starts_with('|');
        let fields = coloned && rest.contains('|');
        let dated = rest.chars().filter(|&c| digit_value(c).is_some()).count() >= 4
            && word_count(rest, false) <= 7;
        if !coloned
            || word_count(rest, page.language().is_unspaced()) > FIELD_WORDS
            || !rest.chars().any(char::is_alphanumeric)
        {
            continue;
        }
        let sure = fields || dated || is_added(page, start);
        let sure = sure && !super::lines::ends_with_stop(rest);
        let safety = Safety::safe_if(sure && (fields || dated) && is_added(page, start));
        findings
            .add(
                line.span,
                "The line is a field about the article, not a part of it.",
            )
            .severity(if sure {
                Severity::Warning
            } else {
                Severity::Note
            })
            .confidence(if sure { 0.9 } else { 0.5 })
            .delete(safety, whole_line(text, line.span));
    }
}

fn skip(text: &str, at: usize, class: impl Fn(char) -> bool) -> usize {
    text.get(at..).map_or(at, |rest| {
        at + rest.len() - rest.trim_start_matches(class).len()
    })
}

/// The end of a date in machine form at `at`: `2022-01`, `2022-01-27`, `2022-01-27T09:01+0000`, `2022/01/27 09:01:00`.
fn stamp(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize, n: usize| {
        (from..from + n).all(|i| bytes.get(i).is_some_and(u8::is_ascii_digit))
    };
    let separator = *bytes.get(at + 4)?;
    if !digits(at, 4) || !matches!(separator, b'-' | b'/') || !digits(at + 5, 2) {
        return None;
    }
    let mut end = at + 7;
    if bytes.get(end) == Some(&separator) && digits(end + 1, 2) {
        end += 3;
        if matches!(bytes.get(end), Some(b'T' | b' '))
            && digits(end + 1, 2)
            && bytes.get(end + 3) == Some(&b':')
            && digits(end + 4, 2)
        {
            end += 6;
            end = skip(text, end, |c| {
                c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | 'Z')
            });
        }
    }
    let next = after(text, end);
    (!next.is_some_and(|c| c.is_alphanumeric() || c == separator as char)).then_some(end)
}
