//! Edits to text: what is applied, in which order, and what it says about it.

use crate::desk::FamilyReport;
use crate::finding::{Finding, Safety, Side};
use crate::text::Span;

/// One edit that was applied, with the finding it puts right.
#[derive(Debug, Clone)]
pub struct Applied<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The bytes of the original text that were replaced.
    pub span: Span,
    /// What stands there now.
    pub replacement: &'a str,
}

/// A text with edits applied.
#[derive(Debug, Clone)]
pub struct Fixed<'a> {
    /// The new text.
    pub text: String,
    /// The edits in order of their place.
    pub applied: Vec<Applied<'a>>,
}

/// Applies the fixes for the text on `side`: safe ones, and suggested ones too if `safety` says so.
///
/// Edits never overlap: of two that do, the one of the finding that comes first in the report is applied, and of a fix
/// either all edits or none. `wanted` says which findings may be put right.
pub fn apply<'a>(
    report: &'a FamilyReport,
    side: Side,
    safety: Safety,
    wanted: impl Fn(&Finding) -> bool,
) -> Fixed<'a> {
    let original = report.article(side).map_or("", |a| &*a.document.original);
    let mut applied: Vec<Applied<'a>> = Vec::new();
    for finding in report.findings.iter().filter(|f| wanted(f)) {
        let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety <= safety) else {
            continue;
        };
        if fix.edits.iter().any(|e| e.side != side) {
            continue;
        }
        let clashes = fix.edits.iter().any(|e| {
            let valid = original.get(e.span.range()).is_some();
            !valid || applied.iter().any(|a| a.span.overlaps(e.span))
        });
        if !clashes {
            applied.extend(fix.edits.iter().map(|e| Applied {
                finding,
                span: e.span,
                replacement: &e.replacement,
            }));
        }
    }
    applied.sort_by_key(|a| (a.span.start, a.span.end));
    let mut text = String::with_capacity(original.len());
    let mut at = 0;
    for edit in &applied {
        text.push_str(original.get(at..edit.span.start).unwrap_or(""));
        text.push_str(edit.replacement);
        at = edit.span.end;
    }
    text.push_str(original.get(at..).unwrap_or(""));
    Fixed { text, applied }
}

/// The edits as a word-windowed diff: `…to admit Ukraine.[- .-]`, one line each with its place.
pub fn diff_line(original: &str, edit: &Applied<'_>) -> String {
    let before = tail(original.get(..edit.span.start).unwrap_or(""), 28);
    let after = head(original.get(edit.span.end..).unwrap_or(""), 16);
    let removed = edit.span.of(original);
    let mut line = before;
    if !removed.is_empty() {
        line.push_str(&format!("[-{}-]", visible(removed)));
    }
    if !edit.replacement.is_empty() {
        line.push_str(&format!("{{+{}+}}", visible(edit.replacement)));
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

fn tail(text: &str, chars: usize) -> String {
    let line = text.rsplit('\n').next().unwrap_or("");
    let count = line.chars().count();
    let cut: String = line.chars().skip(count.saturating_sub(chars)).collect();
    if count > chars {
        format!("…{}", visible(&cut))
    } else {
        visible(&cut)
    }
}

fn head(text: &str, chars: usize) -> String {
    let line = text.split('\n').next().unwrap_or("");
    let cut: String = line.chars().take(chars).collect();
    if line.chars().count() > chars {
        format!("{}…", visible(&cut))
    } else {
        visible(&cut)
    }
}
