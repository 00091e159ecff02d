//! A judged family with the names of its files.

use crate::desk::FamilyReport;
use crate::finding::{Finding, Side};
use crate::outcome::rounds::Cleaned;
use std::borrow::Cow;

/// A family, its report and what its texts are called.
#[derive(Debug)]
pub struct NamedReport<'a> {
    /// Name of the family.
    pub id: String,
    /// Path of the source.
    pub source: Option<String>,
    /// Paths of the versions.
    pub versions: Vec<String>,
    /// What was found.
    pub report: &'a FamilyReport,
    /// The versions as `copydesk fix` leaves them; empty where nobody needs them.
    pub cleaned: Vec<Cleaned>,
}

impl NamedReport<'_> {
    /// The path of the text on `side`.
    pub fn name(&self, side: Side) -> &str {
        match side {
            Side::Source => self.source.as_deref().unwrap_or("source"),
            Side::Version(i) => self.versions.get(i).map_or("version", String::as_str),
        }
    }

    /// The message of a finding; one about a version but marked in the source says which version it means.
    pub fn message<'f>(&self, finding: &'f Finding) -> Cow<'f, str> {
        match (finding.side, finding.version) {
            (Side::Source, Some(version)) => {
                let path = self.name(Side::Version(version));
                Cow::Owned(format!("{} ({path})", finding.message))
            }
            _ => Cow::Borrowed(&finding.message),
        }
    }

    /// The original text on `side`.
    pub fn text(&self, side: Side) -> &str {
        self.report
            .article(side)
            .map_or("", |a| &a.document.original)
    }
}
