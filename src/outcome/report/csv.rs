//! Comma-separated values for spreadsheets (RFC 4180).

use super::named::NamedReport;
use super::record::findings;
use std::io::{self, Write};

const HEAD: [&str; 13] = [
    "family",
    "path",
    "lang",
    "line",
    "column",
    "severity",
    "group",
    "rule",
    "message",
    "text",
    "other text",
    "confidence",
    "fingerprint",
];

/// Writes a line of names and a line for each finding.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}\r\n", HEAD.join(","))?;
    for named in reports {
        for f in findings(named.report, |side| Some(named.name(side))) {
            let other: Vec<&str> = f.evidence.iter().map(|e| e.text).collect();
            let cells = [
                named.id.clone(),
                f.path.unwrap_or("").to_owned(),
                f.lang.to_owned(),
                f.line.to_string(),
                f.column.to_string(),
                f.severity.to_string(),
                f.group.to_owned(),
                f.rule.to_owned(),
                f.message.to_owned(),
                f.text.to_owned(),
                other.join(" | "),
                f.confidence.to_string(),
                f.fingerprint,
            ];
            let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
            write!(out, "{}\r\n", cells.join(","))?;
        }
    }
    Ok(())
}

/// A cell: in quotation marks where it needs them, and never one that a spreadsheet would reckon out.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_are_quoted_and_are_no_formulas() {
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("plain"), "plain");
    }
}
