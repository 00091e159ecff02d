//! `copydesk.toml`: the nearest one upward from what is checked.

use super::args::FailOn;
use super::nearest::nearest_name;
use crate::error::{Error, Result};
use crate::finding::Severity;
use clap::ValueEnum;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The names under which a configuration is found.
const NAMES: [&str; 2] = ["copydesk.toml", ".copydesk.toml"];

/// The contents of a configuration file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Config {
    /// Language that the articles are written in.
    pub(super) source: Option<String>,
    /// Path patterns, relative to the file's folder.
    pub(super) pattern: Vec<String>,
    /// Globs of paths that are not checked, relative to the file's folder.
    pub(super) exclude: Vec<String>,
    /// Severity from which the exit status is 1.
    pub(super) fail_on: Option<String>,
    /// Most warnings before the exit status is 1.
    pub(super) max_warnings: Option<usize>,
    /// The file of known findings, relative to the file's folder.
    pub(super) baseline: Option<PathBuf>,
    /// Levels of rules and groups.
    pub(super) rules: BTreeMap<String, Level>,
    /// What stays as it is in every language.
    pub(super) keep: Keep,
    /// Terms that change by design: what the source says, and what translations may say.
    pub(super) terms: BTreeMap<String, Vec<String>>,
    /// Levels for some paths only.
    pub(super) per_path: Vec<PerPath>,
    /// Findings that stand.
    pub(super) stet: Vec<Stet>,
    /// The file itself.
    #[serde(skip)]
    pub(super) file: Option<PathBuf>,
}

/// What stays as it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Keep {
    pub(super) words: Vec<String>,
}

/// Levels for the paths that a glob matches.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PerPath {
    pub(super) path: String,
    pub(super) rules: BTreeMap<String, Level>,
}

/// A finding that stands; the reason is required.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stet {
    #[serde(default)]
    pub(super) family: String,
    #[serde(default)]
    pub(super) lang: String,
    pub(super) rule: String,
    #[serde(default)]
    pub(super) text: String,
    pub(super) reason: String,
}

/// What becomes of the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Off,
    Note,
    Warning,
    Error,
}

impl Level {
    /// The severity; `None` for off.
    pub(super) const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self.severity() {
            None => "off",
            Some(severity) => severity.name(),
        }
    }
}

impl Config {
    /// The folder that the paths of the file are relative to.
    pub(super) fn root(&self) -> Option<&Path> {
        self.file.as_deref().and_then(Path::parent)
    }

    /// The severity from which the exit status is 1, if the file says it.
    pub(super) fn fail_on(&self) -> Option<FailOn> {
        FailOn::from_str(self.fail_on.as_deref()?, false).ok()
    }

    /// What is said that cannot be: names of rules, severities, globs, empty reasons.
    fn check(&self) -> Result<()> {
        if let Some(severity) = &self.fail_on
            && FailOn::from_str(severity, false).is_err()
        {
            let known = "error, warning, note or never";
            return Err(Error::new(format!(
                "fail-on = {severity:?} is none of {known}"
            )));
        }
        let per_path = self.per_path.iter().flat_map(|p| p.rules.keys());
        for name in self.rules.keys().chain(per_path) {
            super::selection::known(name)?;
        }
        for stet in &self.stet {
            super::selection::known(&stet.rule)?;
            if stet.reason.trim().is_empty() {
                return Err(Error::new(format!(
                    "a [[stet]] for {} has no reason",
                    stet.rule
                )));
            }
        }
        let globs = self.per_path.iter().map(|p| &p.path).chain(&self.exclude);
        for glob in globs {
            globset::Glob::new(glob).map_err(|e| Error::new(e.to_string()))?;
        }
        Ok(())
    }
}

/// The configuration for `start`: `given`, or the nearest file upward, or the defaults.
///
/// # Errors
/// Names the file and what is wrong in it.
pub(super) fn load(given: Option<&Path>, start: &Path) -> Result<Config> {
    let path = match given {
        Some(path) => Some(path.to_owned()),
        None => nearest(start),
    };
    let Some(path) = path else {
        return Ok(Config::default());
    };
    let text = std::fs::read_to_string(&path)
        .map_err(|e| Error::at(&path, format!("cannot be read: {e}")))?;
    let mut config: Config = toml::from_str(&text).map_err(|e| Error::at(&path, explained(&e)))?;
    config
        .check()
        .map_err(|e| Error::at(&path, e.to_string()))?;
    config.file = Some(path);
    Ok(config)
}

/// The error of the parser, and for a key that does not exist the nearest one that does.
fn explained(error: &toml::de::Error) -> String {
    let said = error.to_string();
    let named: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    match named.split_first() {
        Some((wrong, known)) if said.contains("unknown field") => {
            match nearest_name(wrong, known.iter().copied()) {
                Some(near) => format!("{}\ndid you mean `{near}`?", said.trim_end()),
                None => said,
            }
        }
        _ => said,
    }
}

fn nearest(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start
        .ancestors()
        .flat_map(|dir| NAMES.iter().map(move |name| dir.join(name)))
        .find(|path| path.is_file())
}
