//! `copydesk baseline`: accepts today's findings, or drops the ones that are gone.

use super::args::{BaselineAction, BaselineVerbArgs};
use super::check::{Checked, check_files};
use super::policy::{baseline_path, read_baseline, usual_baseline};
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::outcome::baseline::Baseline;
use rustc_hash::FxHashSet;
use std::io::Write;
use std::process::ExitCode;

/// Runs the verb.
pub(super) fn run(args: &BaselineVerbArgs) -> Result<ExitCode> {
    // What is known already has to be found again.
    let mut check = args.check.clone();
    let baseline = check.baseline.clone();
    check.baseline.no_baseline = true;
    let Checked {
        config,
        families,
        reports,
        ..
    } = check_files(&check)?;
    let path = baseline_path(&config, &baseline).unwrap_or_else(|| usual_baseline(&config));
    let named = super::check::name_all(&families, &reports);
    let least = check.rules.min_severity;
    let now = Baseline::of(&named, least.map_or(Severity::Warning, Severity::from));
    let before = if path.is_file() {
        read_baseline(&path)?
    } else {
        Baseline::default()
    };
    let after = match args.action {
        BaselineAction::Update => now,
        BaselineAction::Prune => {
            let all = Baseline::of(&named, Severity::Note);
            let left: FxHashSet<&str> = all
                .findings
                .iter()
                .map(|e| e.fingerprint.as_str())
                .collect();
            let findings = before.findings.iter();
            Baseline {
                schema: 1,
                findings: findings
                    .filter(|e| left.contains(e.fingerprint.as_str()))
                    .cloned()
                    .collect(),
            }
        }
    };
    std::fs::write(&path, after.to_text())
        .map_err(|e| Error::at(&path, format!("cannot be written: {e}")))?;
    let (known, then) = (after.findings.len(), before.findings.len());
    let _ = writeln!(
        std::io::stdout(),
        "{}: {known} known findings, {then} before.",
        path.display()
    );
    Ok(ExitCode::SUCCESS)
}
