//! GitLab code quality: a JSON array of issues.

use super::named::NamedReport;
use super::place::Places;
use crate::finding::Severity;
use crate::outcome::fingerprint::{fingerprints, in_family};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the findings at `shown` or above.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], shown: Severity, out: &mut dyn Write) -> io::Result<()> {
    let mut issues: Vec<Value> = Vec::new();
    for named in reports {
        let places = Places::new(named);
        for (f, print) in named.report.findings.iter().zip(fingerprints(named.report)) {
            if f.severity < shown {
                continue;
            }
            let place = places.of(f.side, f.span);
            issues.push(json!({
                // The platform does not show the name of the check.
                "description": format!("{}: {}", f.rule, named.message(f)),
                "check_name": f.rule,
                // Two issues with one fingerprint are shown as one.
                "fingerprint": in_family(&named.id, &print),
                "severity": severity(f.severity),
                "location": {
                    "path": place.path.trim_start_matches("./"),
                    "lines": { "begin": place.start.line, "end": place.end.line },
                },
            }));
        }
    }
    serde_json::to_writer_pretty(&mut *out, &issues).map_err(io::Error::from)?;
    writeln!(out)
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Note => "info",
    }
}
