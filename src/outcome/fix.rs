//! Edits to text: what is applied, in which order, and what it says about it.

use crate::desk::FamilyReport;
use crate::finding::{Finding, Fix, Safety, Side};
use crate::text::Span;
use std::borrow::Cow;

/// One edit that was applied, with the finding it puts right.
#[derive(Debug, Clone)]
pub struct Applied<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The way in which it is put right.
    pub fix: &'a Fix,
    /// The bytes of the original text that were replaced.
    pub span: Span,
    /// What stands there now.
    pub replacement: Cow<'a, str>,
}

/// A text with edits applied.
#[derive(Debug, Clone)]
pub struct Fixed<'a> {
    /// The new text.
    pub text: String,
    /// The edits in order of their place.
    pub applied: Vec<Applied<'a>>,
}

/// What becomes of a finding that can be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice<'a> {
    /// This way is taken.
    Take(&'a Fix),
    /// The text stays as it is.
    Leave,
    /// These words are put in instead; only for a fix of one edit.
    Write(&'a Fix, String),
}

/// Applies the fixes for the text on `side`: safe ones, and suggested ones too if `safety` says so.
///
/// `wanted` says which findings may be put right. See [`choose`].
pub fn apply<'a>(
    report: &'a FamilyReport,
    side: Side,
    safety: Safety,
    wanted: impl Fn(&Finding) -> bool,
) -> Fixed<'a> {
    choose(report, side, safety, |finding, _| match &finding.fix {
        Some(fix) if wanted(finding) => Choice::Take(fix),
        _ => Choice::Leave,
    })
}

/// Applies the fixes for the text on `side` that `choice` says, asked once for each finding that can be put right, with the
/// ways in which that can be done.
///
/// A finding with a fix is asked about where the fix is as safe as `safety` says, a finding with other ways alone where that is
/// a suggestion. Edits never overlap: of two that do, the one of the finding that comes first in the report is applied, and of
/// a fix either all edits or none.
pub fn choose<'a>(
    report: &'a FamilyReport,
    side: Side,
    safety: Safety,
    mut choice: impl FnMut(&'a Finding, &[&'a Fix]) -> Choice<'a>,
) -> Fixed<'a> {
    let original = report.article(side).map_or("", |a| &*a.document.original);
    let mut applied: Vec<Applied<'a>> = Vec::new();
    for finding in &report.findings {
        let least = finding.fix.as_ref().map_or(Safety::Suggested, |f| f.safety);
        if least > safety {
            continue;
        }
        let fits = |fix: &&Fix| {
            fix.edits.iter().all(|e| {
                let valid = e.side == side && original.get(e.span.range()).is_some();
                valid && !applied.iter().any(|a| a.span.overlaps(e.span))
            })
        };
        let ways: Vec<&'a Fix> = finding.ways().filter(fits).collect();
        if ways.is_empty() || !finding.fix.iter().all(|fix| fits(&fix)) {
            continue;
        }
        let (fix, written) = match choice(finding, &ways) {
            Choice::Leave => continue,
            Choice::Take(fix) => (fix, None),
            Choice::Write(fix, words) => (fix, Some(words)),
        };
        applied.extend(fix.edits.iter().map(|e| Applied {
            finding,
            fix,
            span: e.span,
            replacement: match &written {
                Some(words) => Cow::Owned(words.clone()),
                None => Cow::Borrowed(&*e.replacement),
            },
        }));
    }
    applied.sort_by_key(|a| (a.span.start, a.span.end));
    let mut text = String::with_capacity(original.len());
    let mut at = 0;
    for edit in &applied {
        text.push_str(original.get(at..edit.span.start).unwrap_or(""));
        text.push_str(&edit.replacement);
        at = edit.span.end;
    }
    text.push_str(original.get(at..).unwrap_or(""));
    Fixed { text, applied }
}

/// The edit as a word-windowed diff: `…to admit Ukraine.[- .-]`.
pub fn diff_line(original: &str, edit: &Applied<'_>) -> String {
    window(original, edit.span, &edit.replacement)
}

/// A replacement with the words around it, in one line.
pub fn window(original: &str, span: Span, replacement: &str) -> String {
    let before = tail(original.get(..span.start).unwrap_or(""), 28);
    let after = head(original.get(span.end..).unwrap_or(""), 16);
    let removed = span.of(original);
    let mut line = before;
    if !removed.is_empty() {
        line.push_str(&format!("[-{}-]", visible(removed)));
    }
    if !replacement.is_empty() {
        line.push_str(&format!("{{+{}+}}", visible(replacement)));
    }
    line.push_str(&after);
    line
}

/// White space and invisible characters in a form that can be seen.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push('⏎'),
            '\r' => {}
            '\t' => out.push('⇥'),
            c if c.is_control() || crate::text::classes::is_invisible(c) => {
                out.push_str(&format!("<U+{:04X}>", c as u32))
            }
            '\u{2028}' | '\u{2029}' => out.push_str(&format!("<U+{:04X}>", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// The last whole words of the last line, at most so many characters.
fn tail(text: &str, chars: usize) -> String {
    let line = text.rsplit('\n').next().unwrap_or("");
    let Some((cut, _)) = line.char_indices().rev().nth(chars) else {
        return visible(line);
    };
    let rest = &line[cut..];
    let words = rest
        .find(char::is_whitespace)
        .map_or(rest, |i| rest[i..].trim_start());
    format!("…{}", visible(words))
}

/// The first whole words of the first line, at most so many characters.
fn head(text: &str, chars: usize) -> String {
    let line = text.split('\n').next().unwrap_or("");
    let Some((cut, _)) = line.char_indices().nth(chars) else {
        return visible(line);
    };
    let rest = &line[..cut];
    let words = rest
        .rfind(char::is_whitespace)
        .map_or(rest, |i| rest[..i].trim_end());
    format!("{}…", visible(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_shows_whole_words() {
        let text =
            "one\nThey said that nobody had wanted to admit Ukraine. . Then came the others.";
        let at = text.find(" . ").unwrap();
        assert_eq!(
            window(text, Span::new(at, at + 2), ""),
            "…had wanted to admit Ukraine.[- .-] Then came the…"
        );
        assert_eq!(
            window("a\tb", Span::new(1, 2), "\u{a0}"),
            "a[-⇥-]{+\u{a0}+}b"
        );
    }
}
