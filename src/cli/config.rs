//! What a `copydesk.toml` can say. How it is found and read: `config_file.rs`.

use super::args::FailOn;
use crate::finding::Severity;
use crate::language::Phrases;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    /// Bilingual lexicons that help to align, relative to the file's folder.
    pub(super) lexicon: Vec<PathBuf>,
    /// Whether translations may leave out text of the source.
    pub(super) cuts: Option<Cuts>,
    /// Levels of rules and groups.
    pub(super) rules: BTreeMap<String, Level>,
    /// What stays as it is in every language.
    pub(super) keep: Keep,
    /// Terms that change by design: what the source says, and what translations may say.
    pub(super) terms: BTreeMap<String, Vec<String>>,
    /// Labels of the outlet's pages by language tag, or `any`.
    pub(super) phrases: BTreeMap<String, PageLabels>,
    /// Quotation marks of the house by language tag.
    pub(super) quotes: BTreeMap<String, String>,
    /// Levels for some paths only.
    pub(super) per_path: Vec<PerPath>,
    /// Findings that stand.
    pub(super) stet: Vec<Stet>,
    /// The file itself.
    #[serde(skip)]
    pub(super) file: Option<PathBuf>,
    /// Its text, for saying on which line a value stands.
    #[serde(skip)]
    pub(super) text: String,
}

/// What stays as it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Keep {
    pub(super) words: Vec<String>,
}

/// Whether translations may leave out text of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Cuts {
    /// A missing sentence is a slip.
    Reported,
    /// A missing sentence is a note.
    Allowed,
}

/// Levels for the paths that a glob matches.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PerPath {
    pub(super) path: String,
    pub(super) rules: BTreeMap<String, Level>,
}

/// A finding that stands; the reason is required.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stet {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) family: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) lang: String,
    pub(super) rule: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) text: String,
    pub(super) reason: String,
}

macro_rules! page_labels {
    ($($field:ident),*) => {
        /// What the pages of an outlet print around its articles.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
        pub(super) struct PageLabels {
            $(#[serde(skip_serializing_if = "Vec::is_empty")] pub(super) $field: Vec<String>),*
        }

        impl PageLabels {
            /// As the data of languages has them.
            pub(super) fn phrases(&self) -> Phrases {
                Phrases { $($field: self.$field.clone(),)* ..Phrases::default() }
            }
        }
    };
}
page_labels!(
    player,
    caption,
    credit,
    agency,
    related,
    advert,
    read_time,
    call_to_action,
    metadata,
    translation_notice,
    sound
);

/// What becomes of the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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
        let root = self.file.as_deref().and_then(Path::parent)?;
        // The parent of a bare name is nothing, which is no folder.
        Some(if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            root
        })
    }

    /// The severity from which the exit status is 1, if the file says it.
    pub(super) fn fail_on(&self) -> Option<FailOn> {
        FailOn::from_str(self.fail_on.as_deref()?, false).ok()
    }
}
