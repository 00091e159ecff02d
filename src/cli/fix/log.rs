//! The log of `fix`: what was changed, where and why, a JSON object a line.

use crate::error::{Error, Result};
use crate::finding::Safety;
use crate::finding::Severity;
use crate::outcome::fix::Applied;
use crate::outcome::report::record::SCHEMA;
use crate::rules;
use crate::text::Position;
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// One edit. Offsets and lines are those of the text in the round in which it was made.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    schema: u32,
    family: String,
    path: String,
    lang: &'static str,
    round: usize,
    rule: &'static str,
    group: &'static str,
    severity: Severity,
    safety: Safety,
    /// What the way does that was taken, where there were several.
    #[serde(skip_serializing_if = "Option::is_none")]
    chosen: Option<String>,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    removed: String,
    inserted: String,
    message: String,
    /// How people are told.
    #[serde(skip)]
    pub(super) shown: String,
}

impl Entry {
    /// The entry of an edit of `original`, which people are told as `shown`.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn new(
        family: &str,
        path: &Path,
        lang: &'static str,
        round: usize,
        place: Position,
        original: &str,
        edit: &Applied<'_>,
        shown: String,
    ) -> Entry {
        let finding = edit.finding;
        let chosen = !finding.alternatives.is_empty();
        Entry {
            schema: SCHEMA,
            family: family.to_owned(),
            path: crate::cli::paths::slashed(path),
            lang,
            round,
            rule: finding.rule,
            group: rules::find(finding.rule).map_or("", |r| r.group.name()),
            severity: finding.severity,
            safety: edit.fix.safety,
            chosen: chosen.then(|| edit.fix.label.to_string()),
            line: place.line,
            column: place.column,
            start: edit.span.start,
            end: edit.span.end,
            removed: edit.span.of(original).to_owned(),
            inserted: edit.replacement.to_string(),
            message: finding.message.clone(),
            shown,
        }
    }
}

/// All edits of a run.
#[derive(Debug, Default)]
pub(super) struct Log {
    entries: Vec<Entry>,
}

/// Whether a log goes to standard output.
pub(super) fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

impl Log {
    /// Takes in edits that stand.
    pub(super) fn extend(&mut self, entries: Vec<Entry>) {
        self.entries.extend(entries);
    }

    /// Writes it; `-` is standard output.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let mut text = Vec::new();
        for entry in &self.entries {
            serde_json::to_writer(&mut text, entry).map_err(|e| Error::at(path, e.to_string()))?;
            text.push(b'\n');
        }
        let written = if is_stdout(path) {
            std::io::stdout().write_all(&text)
        } else {
            std::fs::write(path, &text)
        };
        written.map_err(|e| Error::at(path, format!("cannot be written: {e}")))
    }
}
