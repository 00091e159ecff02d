use super::Page;
use super::labels::{Label, Labels};
use super::lines::{after, before, lines, source_has};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::text::Span;
use crate::text::classes::{closing_bracket, is_word_char};

declare_rule! {
    /// A mark of subtitles or of a transcript.
    ///
    /// ## What it finds
    /// A time glued to a word (`00:05El Tribunal`), the arrow of a subtitle file, `[Music]`, `♪`, `(PERSON3)`, `>>` before
    /// a speaker.
    ///
    /// ## Why it matters
    /// The words belong to a video; in print they are noise.
    ///
    /// ## Example
    /// ```bad es
    /// 00:05El Tribunal decidió el martes.
    /// ```
    /// ```bad
    /// [Music] The minister walked on to the stage.
    /// ```
    /// Use instead:
    /// ```good es
    /// El Tribunal decidió el martes.
    /// ```
    ///
    /// ## What it leaves alone
    /// Times before their unit (`15:16 Uhr`), words in round brackets inside a sentence.
    pub static SUBTITLE_CUE = "subtitle-cue" {
        group: Residue, severity: Warning, fix: Some(Safety::Suggested), mqm: "accuracy/addition",
        explains: ["added-sentence", "number-mismatch", "time-mismatch", "leftover-timestamp", "spacing", "markup-residue"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// More findings than this in one text are not told one by one.
const MOST: usize = 200;
/// How far the other end of a bracket or comment is looked for, in bytes.
const REACH: usize = 256;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let labels = Labels::of(page.article);
    for line in lines(page) {
        for &(at, c) in page.article.marks_in(line.span) {
            if findings.len() >= MOST {
                return;
            }
            match c {
                ':' => glued_time(page, at, findings),
                '-' if text.get(at..).is_some_and(|r| r.starts_with("-->"))
                    && !comment(text, at) =>
                {
                    findings.add(
                        Span::new(at, at + 3),
                        "The arrow of a subtitle file is left in the text.",
                    );
                }
                '♪' | '♫' => {
                    findings
                        .add(
                            Span::new(at, at + c.len_utf8()),
                            "The mark of music in subtitles is left in the text.",
                        )
                        .delete(Safety::Suggested, Span::new(at, at + c.len_utf8()));
                }
                '>' if at == line.span.start
                    && text.get(at..).is_some_and(|r| r.starts_with(">> ")) =>
                {
                    findings
                        .add(
                            Span::new(at, at + 2),
                            "The mark of a speaker in subtitles is left in the text.",
                        )
                        .delete(Safety::Suggested, Span::new(at, at + 3));
                }
                '[' | '(' | '（' | '【' | '［' => {
                    bracketed(page, &labels, line.span, at, c, findings)
                }
                _ => {}
            }
        }
    }
}

/// Whether the arrow at `at` is the end of a comment.
fn comment(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let head = text.get(from..at).unwrap_or("");
    head.rfind("<!--")
        .is_some_and(|open| !head.get(open..).unwrap_or("").contains("-->"))
}

/// `00:05El`: two digits, a colon, two digits and at once a word with a capital letter.
fn glued_time(page: &Page<'_>, colon: usize, findings: &mut Findings) {
    let text = page.text();
    let bytes = text.as_bytes();
    let digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let sixty = matches!(bytes.get(colon + 1), Some(b'0'..=b'5'));
    if !(digit(colon.checked_sub(1))
        && digit(colon.checked_sub(2))
        && sixty
        && digit(Some(colon + 2)))
    {
        return;
    }
    let (start, end) = (colon - 2, colon + 3);
    if before(text, start)
        .is_some_and(|c| !c.is_whitespace() && !matches!(c, '.' | '”' | '»' | '"' | '?' | '!'))
    {
        return;
    }
    let mut next = text.get(end..).unwrap_or("").chars();
    let capital = next
        .next()
        .is_some_and(|c| c.is_uppercase() || matches!(c, '¿' | '¡' | '«' | '“'));
    let word = next
        .next()
        .is_some_and(|c| c.is_lowercase() || c.is_uppercase() || c == ' ');
    let unit = text.get(end..).is_some_and(|r| {
        ["Uhr", "GMT", "UTC", "CET", "Z"]
            .iter()
            .any(|u| r.starts_with(u))
    });
    if capital && word && !unit {
        findings
            .add(
                Span::new(start, end),
                "The time of a subtitle is glued to the text.",
            )
            .delete(Safety::Suggested, Span::new(start, end));
    }
}

/// `[Music]`, `(PERSON3)`.
fn bracketed(
    page: &Page<'_>,
    labels: &Labels<'_>,
    line: Span,
    at: usize,
    open: char,
    findings: &mut Findings,
) {
    let text = page.text();
    let start = at + open.len_utf8();
    let Some(close) = closing_bracket(open) else {
        return;
    };
    let Some(end) = text
        .get(start..line.end)
        .and_then(|rest| {
            rest.char_indices()
                .take_while(|(i, _)| *i <= REACH)
                .find(|(_, c)| *c == close)
        })
        .map(|(i, _)| start + i)
    else {
        return;
    };
    let whole = Span::new(at, end + close.len_utf8());
    let inner = Span::new(start, end);
    let name = inner.of(text);
    let numbered = name
        .strip_prefix("PERSON")
        .or_else(|| name.strip_prefix("SPEAKER"));
    if numbered
        .is_some_and(|n| n.chars().any(|c| c.is_ascii_digit()) && !n.contains(char::is_lowercase))
    {
        findings
            .add(whole, "The number of a speaker is left from a transcript.")
            .delete(Safety::Suggested, whole);
        return;
    }
    let cue = labels
        .at(page.lower(), start, Label::Sound)
        .is_some_and(|phrase| {
            text.get(phrase.end..end)
                .is_some_and(|rest| !rest.chars().any(is_word_char))
        });
    if !cue || source_has(page, whole.of(text)) {
        return;
    }
    let own = whole.start == line.start && after(text, whole.end).is_none_or(char::is_whitespace);
    let square = matches!(open, '[' | '【' | '［');
    findings
        .add(whole, "A sound of subtitles is left in the text.")
        .severity(if square || own {
            Severity::Warning
        } else {
            Severity::Note
        })
        .delete(Safety::Suggested, whole);
}
