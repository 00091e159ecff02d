//! Findings that the desk has decided not to see: words that stay, terms that change by design, levels by path, stets and
//! the baseline.

use super::fingerprint::{fingerprints, in_family};
use crate::desk::FamilyReport;
use crate::finding::{Finding, Severity, Side};
use crate::language::Lang;
use crate::rules;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// Rules that keep their findings to words, which a list of words can answer.
const ABOUT_WORDS: [&str; 7] = [
    "heading-case",
    "mixed-script-word",
    "name-inconsistency",
    "name-mismatch",
    "place-mismatch",
    "untranslated-text",
    "wrong-language",
];

/// A finding of a configuration file that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StetEntry {
    /// Name of the family; any if empty.
    pub family: String,
    /// Tag of the language of the text; any if empty.
    pub lang: String,
    /// Name of the rule.
    pub rule: String,
    /// Words that the finding marks; any if empty.
    pub text: String,
    /// Why it stands.
    pub reason: String,
}

/// A `[[stet]]` that let nothing stand, as a finding.
#[derive(Debug)]
pub struct IdleStet {
    /// The rule whose findings it was for.
    pub about: &'static str,
    /// What is said of it.
    pub finding: Finding,
}

/// What is left out of reports, and what was used of it.
#[derive(Clone, Debug, Default)]
pub struct Exceptions {
    /// Words and names that stay as they are in every language.
    pub keep: FxHashSet<String>,
    /// Terms of the source and what translations put for them by design.
    pub terms: Vec<(String, Vec<String>)>,
    /// Findings that stand.
    pub stets: Vec<StetEntry>,
    /// Fingerprints of known findings; see [`in_family`].
    pub baseline: FxHashSet<String>,
    /// Indices of the stets that let something stand.
    pub used_stets: FxHashSet<usize>,
    /// Fingerprints of the baseline that were met.
    pub met: FxHashSet<String>,
}

impl Exceptions {
    /// Whether there is nothing to leave out.
    pub fn is_empty(&self) -> bool {
        self.keep.is_empty()
            && self.terms.is_empty()
            && self.stets.is_empty()
            && self.baseline.is_empty()
    }

    /// Takes the exceptions out of the report of the family `id`, and gives the indices of the stets that were used for it.
    ///
    /// `level` gives the severity of a finding for the path of its text: `None` leaves it out.
    pub fn apply(
        &mut self,
        id: &str,
        report: &mut FamilyReport,
        level: impl Fn(&Finding) -> Option<Severity>,
    ) -> FxHashSet<usize> {
        let findings = std::mem::take(&mut report.findings);
        let kept = findings
            .into_iter()
            .filter(|f| !self.is_kept_word(f, report) && !self.is_term(f, report))
            .collect::<Vec<_>>();
        report.findings = kept;
        report
            .findings
            .retain_mut(|f| level(f).map(|severity| f.severity = severity).is_some());
        let mut used = FxHashSet::default();
        let standing: Vec<bool> = {
            let findings = report.findings.iter();
            let stands = |f: &Finding| {
                let mut stands = false;
                for (i, stet) in self.stets.iter().enumerate() {
                    if stet.covers(id, f, report) {
                        used.insert(i);
                        stands = true;
                    }
                }
                stands
            };
            findings.map(stands).collect()
        };
        self.used_stets.extend(used.iter());
        retain(&mut report.findings, &standing);
        let prints: Vec<String> = fingerprints(report)
            .iter()
            .map(|print| in_family(id, print))
            .collect();
        let known: Vec<bool> = prints.iter().map(|p| self.baseline.contains(p)).collect();
        let met = prints.into_iter().zip(&known).filter(|(_, known)| **known);
        self.met.extend(met.map(|(print, _)| print));
        retain(&mut report.findings, &known);
        used
    }

    /// The stets for this very family that are not among the `used` ones, each as a finding on the text that it is about.
    pub fn idle_stets(
        &self,
        id: &str,
        report: &FamilyReport,
        used: &FxHashSet<usize>,
    ) -> Vec<IdleStet> {
        let stets = self.stets.iter().enumerate();
        stets
            .filter(|(i, stet)| stet.family == id && !id.is_empty() && !used.contains(i))
            .filter_map(|(_, stet)| {
                let about = rules::find(&stet.rule)?.name;
                let versions = report.versions.iter();
                let version = versions
                    .enumerate()
                    .find(|(_, a)| stet.lang.is_empty() || stet.is_for(a.reading.lang.tag()))
                    .map(|(i, _)| i);
                let side = version.map_or(Side::Source, Side::Version);
                // Of a language that the family does not have nothing was looked for.
                report.article(side).filter(|a| {
                    stet.lang.is_empty() || stet.is_for(a.reading.lang.tag())
                })?;
                let finding = Finding {
                    rule: "unused-stet",
                    severity: Severity::Warning,
                    side,
                    version,
                    span: Span::empty(0),
                    message: format!(
                        "The configuration lets {about} stand here ({}), but there is nothing of it left.",
                        stet.reason
                    ),
                    evidence: Vec::new(),
                    confidence: 1.0,
                    fix: None,
                    alternatives: Vec::new(),
                };
                Some(IdleStet { about, finding })
            })
            .collect()
    }

    fn is_kept_word(&self, f: &Finding, report: &FamilyReport) -> bool {
        if self.keep.is_empty() || !ABOUT_WORDS.contains(&f.rule) {
            return false;
        }
        let text = marked(f.side, f, report);
        self.keep.contains(text)
            || text.split_whitespace().all(|word| {
                self.keep
                    .contains(word.trim_matches(|c: char| !c.is_alphanumeric()))
            })
    }

    fn is_term(&self, f: &Finding, report: &FamilyReport) -> bool {
        if self.terms.is_empty() || !ABOUT_WORDS.contains(&f.rule) {
            return false;
        }
        let ours = marked(f.side, f, report).to_lowercase();
        let mut theirs = f.evidence.iter().map(|e| {
            let article = report.article(e.side);
            article.map_or("", |a| e.span.of(&a.document.original))
        });
        self.terms.iter().any(|(term, by_design)| {
            let term = term.to_lowercase();
            by_design.iter().any(|t| ours.contains(&t.to_lowercase()))
                && theirs.any(|t| t.to_lowercase().contains(&term))
        })
    }
}

impl StetEntry {
    fn covers(&self, id: &str, f: &Finding, report: &FamilyReport) -> bool {
        // What is missing from a version is marked in the source and is about the version.
        let side = f.version.map_or(f.side, Side::Version);
        let lang = report.article(side).map_or("", |a| a.reading.lang.tag());
        self.rule == f.rule
            && (self.family.is_empty() || self.family == id)
            && (self.lang.is_empty() || self.is_for(lang))
            && (self.text.is_empty() || marked(f.side, f, report).contains(&self.text))
    }

    fn is_for(&self, lang: &str) -> bool {
        self.lang == lang || Lang::from_tag(&self.lang).is_some_and(|own| own.tag() == lang)
    }
}

fn marked<'a>(side: Side, f: &Finding, report: &'a FamilyReport) -> &'a str {
    let article = report.article(side);
    article.map_or("", |a| f.span.of(&a.document.original))
}

fn retain(findings: &mut Vec<Finding>, gone: &[bool]) {
    let mut gone = gone.iter();
    findings.retain(|_| !gone.next().copied().unwrap_or(false));
}
