//! The JSON report of `check`: every family with its findings, and a summary.

use super::named::NamedReport;
use super::record::{FindingRecord, SCHEMA, findings};
use crate::finding::{Safety, Severity, Side};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    families: Vec<FamilyRecord<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct FamilyRecord<'a> {
    id: &'a str,
    source: Option<FileRecord<'a>>,
    versions: Vec<FileRecord<'a>>,
    findings: Vec<FindingRecord<'a>>,
}

#[derive(Serialize)]
struct FileRecord<'a> {
    path: &'a str,
    lang: &'static str,
}

/// Counts over all families.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[allow(missing_docs)]
pub struct Summary {
    pub families: usize,
    pub versions: usize,
    pub error: usize,
    pub warning: usize,
    pub note: usize,
    pub fixable: usize,
}

impl Summary {
    /// The counts over `reports`.
    pub fn of(reports: &[NamedReport<'_>]) -> Summary {
        let mut summary = Summary {
            families: reports.len(),
            ..Self::default()
        };
        for named in reports {
            summary.versions += named.report.versions.len();
            for finding in &named.report.findings {
                match finding.severity {
                    Severity::Error => summary.error += 1,
                    Severity::Warning => summary.warning += 1,
                    Severity::Note => summary.note += 1,
                }
                summary.fixable += usize::from(
                    finding
                        .fix
                        .as_ref()
                        .is_some_and(|f| f.safety == Safety::Safe),
                );
            }
        }
        summary
    }

    /// How many findings are at `severity` or above.
    pub fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.error + self.warning,
            Severity::Note => self.error + self.warning + self.note,
        }
    }
}

/// Writes the report as one JSON value.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], out: &mut dyn Write) -> io::Result<()> {
    let families = reports.iter().map(family).collect();
    let report = Report {
        schema: SCHEMA,
        families,
        summary: Summary::of(reports),
    };
    serde_json::to_writer_pretty(&mut *out, &report).map_err(io::Error::from)?;
    writeln!(out)
}

fn family<'a>(named: &'a NamedReport<'a>) -> FamilyRecord<'a> {
    let file = |side: Side| FileRecord {
        path: named.name(side),
        lang: named
            .report
            .article(side)
            .map_or("und", |a| a.reading.lang.tag()),
    };
    FamilyRecord {
        id: &named.id,
        source: named.report.source.as_ref().map(|_| file(Side::Source)),
        versions: (0..named.report.versions.len())
            .map(|i| file(Side::Version(i)))
            .collect(),
        findings: findings(named.report, |side| Some(named.name(side))),
    }
}
