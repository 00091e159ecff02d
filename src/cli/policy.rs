//! What a house lets pass: built from its configuration and its baseline, applied to the reports of its families.

use super::args::BaselineArgs;
use super::config::{Config, Level};
use super::discover::FamilyFiles;
use super::paths::relative;
use super::selection::level_of;
use crate::desk::{FamilyReport, Options};
use crate::error::{Error, Result};
use crate::finding::{Finding, Severity, Side};
use crate::outcome::baseline::Baseline;
use crate::outcome::exceptions::{Exceptions, StetEntry};
use crate::rules;
use globset::GlobMatcher;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the baseline where none is given.
const BASELINE: &str = "copydesk-baseline.json";

/// Exceptions, levels by path and known findings of a house.
#[derive(Debug, Default)]
pub(super) struct Policy {
    exceptions: Exceptions,
    per_path: Vec<(GlobMatcher, BTreeMap<String, Level>)>,
    root: PathBuf,
    /// The known findings, with the file that they stand in.
    known: Option<(PathBuf, Baseline)>,
    checked: FxHashSet<String>,
}

impl Policy {
    /// The policy of a configuration and its baseline.
    ///
    /// # Errors
    /// The baseline cannot be read.
    pub(super) fn new(config: &Config, args: &BaselineArgs) -> Result<Policy> {
        let mut policy = Policy {
            exceptions: exceptions(config),
            root: config.root().unwrap_or(Path::new(".")).to_owned(),
            ..Policy::default()
        };
        for entry in &config.per_path {
            let glob = globset::Glob::new(&entry.path).map_err(|e| Error::new(e.to_string()))?;
            let levels = entry.rules.clone();
            policy.per_path.push((glob.compile_matcher(), levels));
        }
        if let Some(path) = baseline_path(config, args) {
            let known = read_baseline(&path)?;
            let prints = known.findings.iter().map(|e| e.fingerprint.clone());
            policy.exceptions.baseline = prints.collect();
            policy.known = Some((path, known));
        }
        Ok(policy)
    }

    /// Takes out of the report of a family what the policy lets pass; a `[[stet]]` for the family that lets nothing pass is
    /// a finding.
    pub(super) fn apply(
        &mut self,
        files: &FamilyFiles,
        report: &mut FamilyReport,
        options: &Options,
    ) {
        let level = |f: &Finding| level_at(&self.per_path, &self.root, files, f);
        let used = self.exceptions.apply(&files.id, report, level);
        self.checked.insert(files.id.clone());
        let idle = self.exceptions.idle_stets(&files.id, report, &used);
        for mut stet in idle {
            let ran = rules::find(stet.about).is_some_and(|rule| options.runs(rule));
            let severity = options.level(&stet.finding).filter(|_| ran);
            if let Some(severity) = severity.filter(|s| *s >= options.min_severity) {
                stet.finding.severity = severity;
                report.findings.push(stet.finding);
            }
        }
    }

    /// The stets for no family in particular that let nothing stand.
    pub(super) fn unused(&self) -> Vec<String> {
        let stets = self.exceptions.stets.iter().enumerate();
        stets
            .filter(|(i, s)| s.family.is_empty() && !self.exceptions.used_stets.contains(i))
            .map(|(_, s)| format!("unused [[stet]] for {} ({})", s.rule, s.reason))
            .collect()
    }

    /// The file of known findings and the fingerprints in it that were looked for and are gone: of families that were
    /// checked, by rules that ran.
    pub(super) fn gone(&self, options: &Options) -> Option<(&Path, FxHashSet<&str>)> {
        let (path, known) = self.known.as_ref()?;
        let runs = |name: &str| rules::find(name).is_none_or(|rule| options.runs(rule));
        let gone = known
            .findings
            .iter()
            .filter(|e| self.checked.contains(&e.family) && runs(&e.rule))
            .filter(|e| !self.exceptions.met.contains(&e.fingerprint))
            .map(|e| e.fingerprint.as_str());
        Some((path, gone.collect()))
    }
}

/// The exceptions that a configuration makes.
pub(super) fn exceptions(config: &Config) -> Exceptions {
    let stets = config.stet.iter().map(|stet| StetEntry {
        family: stet.family.clone(),
        lang: stet.lang.clone(),
        rule: stet.rule.clone(),
        text: stet.text.clone(),
        reason: stet.reason.clone(),
    });
    Exceptions {
        keep: config.keep.words.iter().cloned().collect(),
        terms: config.terms.clone().into_iter().collect(),
        stets: stets.collect(),
        ..Exceptions::default()
    }
}

/// The severity that a finding has where its text stands; `None` if it is off there.
fn level_at(
    per_path: &[(GlobMatcher, BTreeMap<String, Level>)],
    root: &Path,
    files: &FamilyFiles,
    f: &Finding,
) -> Option<Severity> {
    // What is missing from a version is marked in the source and is about the version.
    let side = f.version.map_or(f.side, Side::Version);
    let file = match side {
        Side::Source => files.source.as_ref(),
        Side::Version(i) => files.versions.get(i),
    };
    let (Some(file), Some(rule)) = (file, rules::find(f.rule)) else {
        return Some(f.severity);
    };
    if per_path.is_empty() {
        return Some(f.severity);
    }
    let path = relative(&file.path, root);
    let levels = per_path
        .iter()
        .rev()
        .filter(|(glob, _)| glob.is_match(&path));
    match levels
        .filter_map(|(_, levels)| level_of(levels, rule))
        .next()
    {
        Some(level) => level.severity(),
        None => Some(f.severity),
    }
}

/// The baseline that counts: the one given, the one of the configuration, or the usual one if it is there.
pub(super) fn baseline_path(config: &Config, args: &BaselineArgs) -> Option<PathBuf> {
    if args.no_baseline {
        return None;
    }
    let configured = config
        .baseline
        .as_ref()
        .map(|path| config.root().unwrap_or(Path::new("")).join(path));
    let given = args.baseline.clone().or(configured);
    given.or_else(|| Some(usual_baseline(config)).filter(|path| path.is_file()))
}

/// Where the baseline stands if nothing is said: beside the configuration.
pub(super) fn usual_baseline(config: &Config) -> PathBuf {
    config.root().unwrap_or(Path::new("")).join(BASELINE)
}

/// Reads a baseline.
///
/// # Errors
/// The file is missing or is no baseline.
pub(super) fn read_baseline(path: &Path) -> Result<Baseline> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| Error::at(path, format!("cannot be read: {e}")))?;
    Baseline::parse(&text).map_err(|e| Error::at(path, format!("is no baseline: {e}")))
}
