//! The baseline: known findings by content, so that only new ones are reported.

use super::fingerprint::{fingerprints, in_family};
use super::report::named::NamedReport;
use crate::finding::Severity;
use serde::{Deserialize, Serialize};

/// One known finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Name of the family.
    pub family: String,
    /// Language of the text.
    pub lang: String,
    /// Name of the rule.
    pub rule: String,
    /// Made of rule, language, words and an ordinal among equals: neither lines nor offsets.
    pub fingerprint: String,
    /// The marked words, for people who read the file.
    pub text: String,
}

/// A list of known findings, as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Version of the form of the file.
    pub schema: u32,
    /// Sorted.
    pub findings: Vec<Entry>,
}

impl Default for Baseline {
    fn default() -> Self {
        Baseline {
            schema: SCHEMA,
            findings: Vec::new(),
        }
    }
}

/// The version of the form that is written.
const SCHEMA: u32 = 1;
/// Longest text of an entry, in characters.
const MAX_TEXT: usize = 60;

impl Baseline {
    /// The findings of the reports at `least` or above.
    pub fn of(reports: &[NamedReport<'_>], least: Severity) -> Baseline {
        let mut findings: Vec<Entry> = Vec::new();
        for named in reports {
            for (f, print) in named.report.findings.iter().zip(fingerprints(named.report)) {
                if f.severity < least {
                    continue;
                }
                let article = named.report.article(f.side);
                findings.push(Entry {
                    family: named.id.clone(),
                    lang: article.map_or("und", |a| a.reading.lang.tag()).to_owned(),
                    rule: f.rule.to_owned(),
                    fingerprint: in_family(&named.id, &print),
                    text: f
                        .span
                        .of(named.text(f.side))
                        .chars()
                        .take(MAX_TEXT)
                        .collect(),
                });
            }
        }
        let mut baseline = Baseline {
            findings,
            ..Baseline::default()
        };
        baseline.sort();
        baseline
    }

    /// Brings the findings into the order of the file, without doubles. By fingerprint, so that the findings that two
    /// branches add stand apart and merge.
    pub fn sort(&mut self) {
        self.findings
            .sort_by(|a, b| (&a.fingerprint, a).cmp(&(&b.fingerprint, b)));
        self.findings
            .dedup_by(|a, b| a.fingerprint == b.fingerprint);
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Baseline, String> {
        let baseline: Baseline = serde_json::from_str(text).map_err(|e| e.to_string())?;
        if baseline.schema == SCHEMA {
            Ok(baseline)
        } else {
            Err(format!("schema {} is not known", baseline.schema))
        }
    }

    /// The file: one finding a line, so that changes merge.
    pub fn to_text(&self) -> String {
        let lines: Vec<String> = self
            .findings
            .iter()
            .filter_map(|entry| serde_json::to_string(entry).ok())
            .collect();
        let break_line = if lines.is_empty() { "" } else { "\n" };
        format!(
            "{{\"schema\": {}, \"findings\": [{break_line}{}\n]}}\n",
            self.schema,
            lines.join(",\n")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let entry = Entry {
            family: "a/b".into(),
            lang: "es".into(),
            rule: "spacing".into(),
            fingerprint: "0123".into(),
            text: "x \"y\"\n".into(),
        };
        for findings in [vec![], vec![entry.clone()], vec![entry.clone(), entry]] {
            let baseline = Baseline {
                schema: 1,
                findings,
            };
            assert_eq!(Baseline::parse(&baseline.to_text()), Ok(baseline));
        }
        assert!(Baseline::parse("{}").is_err());
        assert!(Baseline::parse("{\"schema\": 2, \"findings\": []}").is_err());
    }
}
