//! `copydesk baseline`: accepts today's findings, or drops the ones that are gone.

use super::args::{BaselineAction, BaselineVerbArgs};
use super::check::{Checked, check_files, name_all};
use super::house::House;
use super::policy::{baseline_path, read_baseline, usual_baseline};
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::outcome::baseline::{Baseline, Entry};
use crate::outcome::report::named::NamedReport;
use crate::rules;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the verb, for each baseline that the checked families have.
pub(super) fn run(args: &BaselineVerbArgs) -> Result<ExitCode> {
    // What is known already has to be found again, and what is left out must not look gone.
    let mut check = args.check.clone();
    check.baseline.no_baseline = true;
    check.rules.min_severity = None;
    let Checked {
        houses,
        families,
        reports,
    } = check_files(&check)?;
    let mut by_file: BTreeMap<PathBuf, Vec<(usize, NamedReport<'_>)>> = BTreeMap::new();
    for (family, named) in families.iter().zip(name_all(&families, &reports)) {
        let house = family.files.house;
        let config = &houses[house].config;
        let path = baseline_path(config, &args.check.baseline);
        let path = path.unwrap_or_else(|| usual_baseline(config));
        by_file.entry(path).or_default().push((house, named));
    }
    let least = args.check.rules.min_severity;
    let least = least.map_or(Severity::Warning, Severity::from);
    for (path, checked) in by_file {
        let before = if path.is_file() {
            read_baseline(&path)?
        } else {
            Baseline::default()
        };
        let after = match args.action {
            BaselineAction::Update => updated(&before, &checked, &houses, least),
            BaselineAction::Prune => pruned(&before, &checked, &houses),
        };
        std::fs::write(&path, after.to_text())
            .map_err(|e| Error::at(&path, format!("cannot be written: {e}")))?;
        let prints = |b: &Baseline| -> FxHashSet<String> {
            b.findings.iter().map(|e| e.fingerprint.clone()).collect()
        };
        let (old, new) = (prints(&before), prints(&after));
        let _ = writeln!(
            std::io::stdout(),
            "{}: {} known findings ({} new, {} gone).",
            path.display(),
            new.len(),
            new.difference(&old).count(),
            old.difference(&new).count()
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Today's findings, and the known ones that were not looked for.
fn updated(
    before: &Baseline,
    checked: &[(usize, NamedReport<'_>)],
    houses: &[House],
    least: Severity,
) -> Baseline {
    let mut after = Baseline::default();
    for (_, named) in checked {
        let now = Baseline::of(std::slice::from_ref(named), least);
        after.findings.extend(now.findings);
    }
    let kept = before.findings.iter();
    let kept = kept.filter(|e| !was_looked_for(e, checked, houses));
    after.findings.extend(kept.cloned());
    after.sort();
    after
}

/// The known findings without those that were looked for and are gone.
fn pruned(before: &Baseline, checked: &[(usize, NamedReport<'_>)], houses: &[House]) -> Baseline {
    let reports = checked.iter();
    let found: FxHashSet<String> = reports
        .flat_map(|(_, named)| Baseline::of(std::slice::from_ref(named), Severity::Note).findings)
        .map(|e| e.fingerprint)
        .collect();
    let known = before.findings.iter();
    let left =
        known.filter(|e| found.contains(&e.fingerprint) || !was_looked_for(e, checked, houses));
    let mut after = Baseline {
        findings: left.cloned().collect(),
        ..Baseline::default()
    };
    after.sort();
    after
}

/// Whether the family of a known finding was checked, by its rule.
fn was_looked_for(entry: &Entry, checked: &[(usize, NamedReport<'_>)], houses: &[House]) -> bool {
    let families = checked.iter().filter(|(_, named)| named.id == entry.family);
    families.into_iter().any(|(house, _)| {
        let rule = rules::find(&entry.rule);
        rule.is_none_or(|rule| houses[*house].options.runs(rule))
    })
}
