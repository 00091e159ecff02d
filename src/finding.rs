//! What the desk says: findings, their evidence and their fixes.

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// How sure and how bad: what a finding does to a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// House style or a hint; hidden by default from people.
    Note,
    /// Very probably wrong; an editor must look.
    Warning,
    /// Surely wrong; blocks a release.
    Error,
}

impl Severity {
    /// The name in the machine interface.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Which text of a family a span lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The source article.
    Source,
    /// The translation with this index in the family.
    Version(usize),
}

impl Side {
    /// `source` or `version`, as the machine interface says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Version(_) => "version",
        }
    }

    /// The index of the version, if it is one.
    pub const fn version(self) -> Option<usize> {
        match self {
            Self::Source => None,
            Self::Version(index) => Some(index),
        }
    }
}

/// A span of one text of the family that shows why a finding was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The text that the span lies in.
    pub side: Side,
    /// Byte offsets into that text.
    pub span: Span,
}

/// How far an edit can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Applied by `copydesk fix`: never makes right text wrong.
    Safe,
    /// Applied on request only.
    Suggested,
}

impl Safety {
    /// Safe if it is `sure` that right text stays right; else for people to judge.
    ///
    /// Sure means: it loses no letter or digit of right text, changes no word that somebody said, and a second run finds nothing
    /// more to do. `tests/safe_fixes.rs` tries that.
    pub const fn safe_if(sure: bool) -> Self {
        if sure { Self::Safe } else { Self::Suggested }
    }
}

/// One replacement in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The text to change.
    pub side: Side,
    /// Byte offsets to replace.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// A way to put a finding right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it may be applied without asking.
    pub safety: Safety,
    /// What it does, as an order to an editor: "delete the whole line". Empty where there is only this way.
    pub label: Cow<'static, str>,
    /// The edits, which belong together and do not overlap.
    pub edits: Vec<Edit>,
}

/// One thing that an editor would mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Name of the rule.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The text that the span lies in.
    pub side: Side,
    /// The version that the finding is about; for a finding on the source, the version that lacks the text.
    pub version: Option<usize>,
    /// Byte offsets of the marked text.
    pub span: Span,
    /// What is wrong, in an editor's words: one sentence or two.
    pub message: String,
    /// Spans that show why, mostly of the other language.
    pub evidence: Vec<Evidence>,
    /// Probability that the finding is right, 0 to 1.
    pub confidence: f32,
    /// How to put it right.
    pub fix: Option<Fix>,
    /// Other ways to put it right, which only a person can choose; without a fix no way is better than the others.
    pub alternatives: Vec<Fix>,
}

impl Finding {
    /// Every way to put it right, the fix first.
    pub fn ways(&self) -> impl Iterator<Item = &Fix> {
        self.fix.iter().chain(&self.alternatives)
    }
}
