//! Markdown for a comment on a pull request or the summary of a step.

use super::choice;
use super::json::Summary;
use super::named::NamedReport;
use super::place::Places;
use super::plural::counted;
use crate::finding::Severity;
use std::io::{self, Write};

/// Characters that a comment may have; platforms refuse more than 65,536.
const MAX_CHARS: usize = 60_000;
/// Characters of the marked text that are shown.
const MAX_TEXT: usize = 80;

/// Writes the counts and a table of the findings at `shown` or above, as many as a comment can hold.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], shown: Severity, out: &mut dyn Write) -> io::Result<()> {
    let summary = Summary::of(reports);
    let mut page = format!(
        "### copydesk: {}, {}, {} in {}\n\n",
        counted(summary.error, "error"),
        counted(summary.warning, "warning"),
        counted(summary.note, "note"),
        counted(summary.families, "article")
    );
    let mut left = 0;
    let mut headed = false;
    for named in reports {
        let places = Places::new(named);
        for f in named.report.findings.iter().filter(|f| f.severity >= shown) {
            let place = places.of(f.side, f.span);
            let mut message = named.message(f).into_owned();
            if let Some(choice) = choice::in_words(f) {
                message = format!("{message} {}", choice::sentence(&choice));
            }
            let row = format!(
                "| {} | {}:{} | `{}` | {} | {} |\n",
                f.severity,
                escaped(place.path),
                place.start.line,
                f.rule,
                escaped(&message),
                code(place.text)
            );
            if page.chars().count() + row.chars().count() > MAX_CHARS {
                left += 1;
                continue;
            }
            if !headed {
                page.push_str(
                    "| | where | rule | what | text |\n| --- | --- | --- | --- | --- |\n",
                );
                headed = true;
            }
            page.push_str(&row);
        }
    }
    if left > 0 {
        let more = counted(left, "more finding");
        page.push_str(&format!("\nIn the full report: {more}.\n"));
    }
    if !headed {
        page.push_str("Nothing to mark.\n");
    }
    out.write_all(page.as_bytes())
}

/// Text in which nothing is markup, a mention or the end of a table cell.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control()
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') =>
            {
                out.push('\u{FFFD}');
            }
            c => out.push(c),
        }
    }
    out
}

/// The start of a text as escaped inline text.
fn code(text: &str) -> String {
    let short: String = text.chars().take(MAX_TEXT).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("{}{dots}", escaped(short.trim()))
}
