//! JSON Lines: one finding a line, with the family it belongs to.

use super::named::NamedReport;
use super::record::{FindingRecord, SCHEMA, findings};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Line<'a> {
    schema: u32,
    family: &'a str,
    #[serde(flatten)]
    finding: FindingRecord<'a>,
}

/// Writes every finding as one JSON object a line.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], out: &mut dyn Write) -> io::Result<()> {
    for named in reports {
        for finding in findings(named.report, |side| Some(named.name(side))) {
            let line = Line {
                schema: SCHEMA,
                family: &named.id,
                finding,
            };
            serde_json::to_writer(&mut *out, &line).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(())
}
