//! One line for each finding, as compilers print them.

use super::named::NamedReport;
use super::place::Places;
use crate::finding::Severity;
use std::io::{self, Write};

/// Writes the findings at `shown` or above: `path:line:column: severity: message [rule]`.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], shown: Severity, out: &mut dyn Write) -> io::Result<()> {
    for named in reports {
        let places = Places::new(named);
        for f in named.report.findings.iter().filter(|f| f.severity >= shown) {
            let place = places.of(f.side, f.span);
            let fixable = if f.fix.is_some() { " [*]" } else { "" };
            writeln!(
                out,
                "{}:{}:{}: {}: {} [{}]{fixable}",
                place.path,
                place.start.line,
                place.start.column,
                f.severity,
                one_line(&named.message(f)),
                f.rule
            )?;
        }
    }
    Ok(())
}

/// A text as it can stand in a line of a terminal: white space as spaces, control characters as their escapes.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control()
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') =>
            {
                out.extend(c.escape_unicode());
            }
            c => out.push(c),
        }
    }
    out
}
