//! What the configuration lets pass: built from the file and the baseline, applied to every report.

use super::args::BaselineArgs;
use super::config::{Config, Level};
use super::discover::FamilyFiles;
use super::selection::level_of;
use crate::desk::FamilyReport;
use crate::error::{Error, Result};
use crate::finding::{Finding, Severity, Side};
use crate::outcome::baseline::Baseline;
use crate::outcome::exceptions::{Exceptions, StetEntry};
use crate::rules;
use globset::GlobMatcher;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the baseline where none is given.
const BASELINE: &str = "copydesk-baseline.json";

/// Exceptions and levels by path.
#[derive(Debug, Default)]
pub(super) struct Policy {
    exceptions: Exceptions,
    per_path: Vec<(GlobMatcher, BTreeMap<String, Level>)>,
    root: PathBuf,
    known: usize,
}

impl Policy {
    /// The policy of a configuration and its baseline.
    ///
    /// # Errors
    /// The baseline cannot be read.
    pub(super) fn new(config: &Config, args: &BaselineArgs) -> Result<Policy> {
        let mut policy = Policy {
            root: config.root().unwrap_or(Path::new("")).to_owned(),
            ..Policy::default()
        };
        for entry in &config.per_path {
            let glob = globset::Glob::new(&entry.path).map_err(|e| Error::new(e.to_string()))?;
            let levels = entry.rules.clone();
            policy.per_path.push((glob.compile_matcher(), levels));
        }
        let exceptions = &mut policy.exceptions;
        exceptions.keep = config.keep.words.iter().cloned().collect();
        exceptions.terms = config.terms.clone().into_iter().collect();
        let stets = config.stet.iter().map(|stet| StetEntry {
            family: stet.family.clone(),
            lang: stet.lang.clone(),
            rule: stet.rule.clone(),
            text: stet.text.clone(),
            reason: stet.reason.clone(),
        });
        exceptions.stets = stets.collect();
        if let Some(path) = baseline_path(config, args) {
            let entries = read_baseline(&path)?.findings;
            policy.known = entries.len();
            exceptions.baseline = entries.into_iter().map(|e| e.fingerprint).collect();
        }
        Ok(policy)
    }

    /// Takes out of the report of a family what the policy lets pass.
    pub(super) fn apply(&mut self, files: &FamilyFiles, report: &mut FamilyReport) {
        let level = |f: &Finding| level_at(&self.per_path, &self.root, files, f);
        self.exceptions.apply(&files.id, report, level);
    }

    /// What stands in the configuration and let nothing stand.
    pub(super) fn unused(&self) -> Vec<String> {
        let stets = self.exceptions.stets.iter().enumerate();
        stets
            .filter(|(i, _)| !self.exceptions.used_stets.contains(i))
            .map(|(_, s)| format!("unused [[stet]] for {} ({})", s.rule, s.reason))
            .collect()
    }

    /// How many findings of the baseline are gone.
    pub(super) fn stale(&self) -> usize {
        self.known.saturating_sub(self.exceptions.met.len())
    }
}

/// The severity that a finding has where its text stands; `None` if it is off there.
fn level_at(
    per_path: &[(GlobMatcher, BTreeMap<String, Level>)],
    root: &Path,
    files: &FamilyFiles,
    f: &Finding,
) -> Option<Severity> {
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

/// A path as seen from the folder `root`, with `/`.
pub(super) fn relative(path: &Path, root: &Path) -> String {
    let absolute = |p: &Path| std::path::absolute(p).unwrap_or_else(|_| p.to_owned());
    let root = if root.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        root.to_owned()
    };
    let (path, root) = (absolute(path), absolute(&root));
    let inside = path.strip_prefix(&root).unwrap_or(&path);
    inside.to_string_lossy().replace('\\', "/")
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
