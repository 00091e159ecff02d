//! Checkstyle XML: the errors of each file.

use super::named::NamedReport;
use super::place::Places;
use super::xml::escaped;
use crate::finding::{Severity, Side};
use std::io::{self, Write};

/// Writes the findings at `shown` or above, file by file.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], shown: Severity, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<checkstyle version=\"4.3\">")?;
    for named in reports {
        let places = Places::new(named);
        let source = named.report.source.iter().map(|_| Side::Source);
        let versions = (0..named.report.versions.len()).map(Side::Version);
        for side in source.chain(versions) {
            let findings = named.report.findings.iter();
            let mut here = findings
                .filter(|f| f.side == side && f.severity >= shown)
                .peekable();
            if here.peek().is_none() {
                continue;
            }
            writeln!(out, "  <file name=\"{}\">", escaped(named.name(side)))?;
            for f in here {
                let start = places.of(side, f.span).start;
                writeln!(
                    out,
                    "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"copydesk.{}\"/>",
                    start.line,
                    start.column,
                    severity(f.severity),
                    escaped(&named.message(f)),
                    f.rule
                )?;
            }
            writeln!(out, "  </file>")?;
        }
    }
    writeln!(out, "</checkstyle>")
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "info",
    }
}
