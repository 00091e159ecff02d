//! The records of the machine interface: findings and alignments as JSON values.

use crate::align::Alignment;
use crate::desk::FamilyReport;
use crate::finding::{Edit, Finding, Safety, Severity, Side};
use crate::outcome::fingerprint::fingerprints;
use crate::reading::Reading;
use crate::rules;
use crate::text::{LineIndex, Span};
use serde::Serialize;

/// The version of the machine interface.
pub const SCHEMA: u32 = 1;

/// One finding as the machine interface shows it.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct FindingRecord<'a> {
    pub rule: &'static str,
    pub group: &'static str,
    pub severity: Severity,
    pub side: &'static str,
    pub version: Option<usize>,
    pub lang: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<&'a str>,
    pub start: usize,
    pub end: usize,
    pub line: usize,
    pub column: usize,
    pub text: &'a str,
    pub message: &'a str,
    pub evidence: Vec<EvidenceRecord<'a>>,
    pub confidence: f64,
    pub fingerprint: String,
    pub fix: Option<FixRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<AlternativeRecord<'a>>,
}

/// A span that shows why.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct EvidenceRecord<'a> {
    pub side: &'static str,
    pub version: Option<usize>,
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
}

/// A fix.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct FixRecord<'a> {
    pub safety: Safety,
    pub edits: Vec<EditRecord<'a>>,
}

/// Another way to put a finding right.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct AlternativeRecord<'a> {
    pub label: &'a str,
    pub safety: Safety,
    pub edits: Vec<EditRecord<'a>>,
}

/// One edit of a fix.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct EditRecord<'a> {
    pub side: &'static str,
    pub version: Option<usize>,
    pub start: usize,
    pub end: usize,
    pub replacement: &'a str,
}

/// The findings of a family as records, in their order. `path` names the file of a side, where there is one.
pub fn findings<'a>(
    report: &'a FamilyReport,
    path: impl Fn(Side) -> Option<&'a str>,
) -> Vec<FindingRecord<'a>> {
    let source_lines = report
        .source
        .as_ref()
        .map(|a| LineIndex::new(&a.document.original));
    let version_lines: Vec<LineIndex> = report
        .versions
        .iter()
        .map(|a| LineIndex::new(&a.document.original))
        .collect();
    let lines = |side| match side {
        Side::Source => source_lines.as_ref(),
        Side::Version(i) => version_lines.get(i),
    };
    let prints = fingerprints(report);
    report
        .findings
        .iter()
        .zip(prints)
        .map(|(f, fingerprint)| record(f, fingerprint, report, lines(f.side), path(f.side)))
        .collect()
}

fn record<'a>(
    f: &'a Finding,
    fingerprint: String,
    report: &'a FamilyReport,
    lines: Option<&LineIndex>,
    path: Option<&'a str>,
) -> FindingRecord<'a> {
    let original = |side| report.article(side).map_or("", |a| &*a.document.original);
    let text = original(f.side);
    let position = lines.map(|l| l.position(text, f.span.start));
    FindingRecord {
        rule: f.rule,
        group: rules::find(f.rule).map_or("", |r| r.group.name()),
        severity: f.severity,
        side: f.side.name(),
        version: f.version,
        lang: report
            .article(f.side)
            .map_or("und", |a| a.reading.lang.tag()),
        path,
        start: f.span.start,
        end: f.span.end,
        line: position.map_or(1, |p| p.line),
        column: position.map_or(1, |p| p.column),
        text: f.span.of(text),
        message: &f.message,
        evidence: f
            .evidence
            .iter()
            .map(|e| EvidenceRecord {
                side: e.side.name(),
                version: e.side.version(),
                start: e.span.start,
                end: e.span.end,
                text: e.span.of(original(e.side)),
            })
            .collect(),
        confidence: (f64::from(f.confidence) * 1000.0).round() / 1000.0,
        fingerprint,
        fix: f.fix.as_ref().map(|fix| FixRecord {
            safety: fix.safety,
            edits: fix.edits.iter().map(edit).collect(),
        }),
        alternatives: f
            .alternatives
            .iter()
            .map(|way| AlternativeRecord {
                label: &way.label,
                safety: way.safety,
                edits: way.edits.iter().map(edit).collect(),
            })
            .collect(),
    }
}

fn edit(e: &Edit) -> EditRecord<'_> {
    EditRecord {
        side: e.side.name(),
        version: e.side.version(),
        start: e.span.start,
        end: e.span.end,
        replacement: &e.replacement,
    }
}

/// An alignment as the machine interface shows it.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct AlignmentRecord {
    pub version: usize,
    pub source_sentences: Vec<(usize, usize)>,
    pub version_sentences: Vec<(usize, usize)>,
    pub links: Vec<(Vec<usize>, Vec<usize>)>,
}

/// The alignments of a family as records.
pub fn alignments(report: &FamilyReport) -> Vec<AlignmentRecord> {
    let Some(source) = &report.source else {
        return Vec::new();
    };
    let ranges = |reading: &Reading, map: &dyn Fn(Span) -> Span| {
        reading
            .sentences
            .iter()
            .map(|s| map(s.span))
            .map(|s| (s.start, s.end))
            .collect()
    };
    report
        .alignments
        .iter()
        .zip(&report.versions)
        .enumerate()
        .map(|(version, (alignment, article))| AlignmentRecord {
            version,
            source_sentences: ranges(&source.reading, &|s| source.document.map.original(s)),
            version_sentences: ranges(&article.reading, &|s| article.document.map.original(s)),
            links: links(alignment),
        })
        .collect()
}

fn links(alignment: &Alignment) -> Vec<(Vec<usize>, Vec<usize>)> {
    alignment
        .links
        .iter()
        .map(|l| (l.source.clone().collect(), l.version.clone().collect()))
        .collect()
}
