//! Reviewdog's diagnostic format: columns in bytes, fixes as suggestions.

use super::named::NamedReport;
use super::place::{Place, Places};
use crate::finding::{Finding, Severity};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes every finding.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut diagnostics = Vec::new();
    for named in reports {
        let places = Places::new(named);
        let findings = named.report.findings.iter();
        diagnostics.extend(findings.map(|f| diagnostic(named, f, &places)));
    }
    let result = json!({ "source": { "name": "copydesk" }, "diagnostics": diagnostics });
    serde_json::to_writer_pretty(&mut *out, &result).map_err(io::Error::from)?;
    writeln!(out)
}

fn diagnostic(named: &NamedReport<'_>, f: &Finding, places: &Places<'_>) -> Value {
    let place = places.of(f.side, f.span);
    let mut value = json!({
        "message": named.message(f),
        "location": { "path": place.path.trim_start_matches("./"), "range": range(&place) },
        "severity": match f.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Note => "INFO",
        },
        "code": { "value": f.rule },
    });
    let edits = f.fix.iter().flat_map(|fix| &fix.edits);
    let suggestions: Vec<Value> = edits
        .filter(|edit| edit.side == f.side)
        .map(|edit| json!({ "range": range(&places.of(edit.side, edit.span)), "text": edit.replacement }))
        .collect();
    let others: Vec<Value> = f
        .evidence
        .iter()
        .map(|e| {
            let place = places.of(e.side, e.span);
            json!({
                "message": format!("The {} says: {}", e.side.name(), place.text),
                "location": { "path": place.path.trim_start_matches("./"), "range": range(&place) },
            })
        })
        .collect();
    if !others.is_empty() {
        value["related_locations"] = json!(others);
    }
    if !suggestions.is_empty() {
        value["suggestions"] = json!(suggestions);
    }
    value
}

fn range(place: &Place<'_>) -> Value {
    json!({
        "start": { "line": place.start.line, "column": place.bytes.0 },
        "end": { "line": place.end.line, "column": place.bytes.1 },
    })
}
