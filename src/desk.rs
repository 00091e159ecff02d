//! The desk: takes a family down the line from texts to findings.

use crate::align::{AlignOptions, Alignment, align};
use crate::document::{Document, Format};
use crate::finding::{Finding, Severity, Side};
use crate::judge;
use crate::language::Lang;
use crate::language::lexicon::Lexicon;
use crate::reading::{Reading, identify};
use crate::rules::{self, Article, Check, Findings, Group, Outlet, Page, Pair, RULES, Rule};
use crate::text::Span;
use rayon::prelude::*;
use std::sync::Arc;

/// One text as it comes in.
#[derive(Clone, Debug, PartialEq)]
pub struct TextInput {
    /// The text, decoded to UTF-8 and otherwise untouched.
    pub text: Arc<str>,
    /// Its markup.
    pub format: Format,
    /// Its language, if it is known; else what the text declares, else what it looks like.
    pub lang: Option<Lang>,
}

/// An article and its translations.
#[derive(Clone, Debug, Default)]
pub struct Family {
    /// The source article; without it every version is checked alone.
    pub source: Option<TextInput>,
    /// The translations.
    pub versions: Vec<TextInput>,
}

/// Rules that say that text of the source is missing.
const CUTS: [&str; 3] = ["dropped-block", "dropped-sentence", "truncated-text"];

/// Which rules run and how severe their findings are.
#[derive(Clone, Debug)]
pub struct Options {
    levels: Vec<Option<Severity>>,
    overridden: Vec<bool>,
    /// Findings below this severity are not reported.
    pub min_severity: Severity,
    /// Bilingual lexicons of the user.
    pub lexicons: Vec<Lexicon>,
    /// What the outlet adds to the languages: labels of its pages, quotation marks of its house style.
    pub outlet: Option<Arc<Outlet>>,
    /// Whether translations may leave out sentences of the source; what is missing is then a note.
    pub cuts_allowed: bool,
    /// Whether the texts of a family are read at the same time, and long ones aligned on several threads, where few families
    /// come at once.
    pub parallel: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            levels: RULES.iter().map(|r| Some(r.severity)).collect(),
            overridden: vec![false; RULES.len()],
            min_severity: Severity::Note,
            lexicons: Vec::new(),
            outlet: None,
            cuts_allowed: false,
            parallel: false,
        }
    }
}

impl Options {
    /// Sets the level of a rule: `None` turns it off, a severity replaces the rule's own.
    pub fn set_level(&mut self, rule: &Rule, level: Option<Severity>) {
        if let Some(i) = RULES.iter().position(|r| r.name == rule.name) {
            self.levels[i] = level;
            self.overridden[i] = level.is_some();
        }
    }

    /// Gives a rule its own level back.
    pub fn reset_level(&mut self, rule: &Rule) {
        if let Some(i) = RULES.iter().position(|r| r.name == rule.name) {
            self.levels[i] = Some(RULES[i].severity);
            self.overridden[i] = false;
        }
    }

    /// Turns every rule off but those that `keep` says.
    pub fn select(&mut self, keep: impl Fn(&Rule) -> bool) {
        for (i, rule) in RULES.iter().enumerate() {
            if !keep(rule) {
                self.levels[i] = None;
            }
        }
    }

    /// Whether the rule runs.
    pub fn runs(&self, rule: &Rule) -> bool {
        RULES
            .iter()
            .position(|r| r.name == rule.name)
            .is_some_and(|i| self.levels[i].is_some())
    }

    /// The rules that run.
    fn running(&self) -> impl Iterator<Item = &'static &'static Rule> {
        let levels = RULES.iter().zip(&self.levels);
        levels
            .filter(|(_, level)| level.is_some())
            .map(|(rule, _)| rule)
    }

    /// The severity that a finding is reported at; `None` if its rule does not run.
    pub fn level(&self, finding: &Finding) -> Option<Severity> {
        let i = RULES.iter().position(|r| r.name == finding.rule)?;
        let level = self.levels[i]?;
        if self.overridden[i] {
            return Some(level);
        }
        // A cut marks the source; a sentence that breaks off marks the version and is no cut.
        let cut = finding.side == Side::Source && CUTS.contains(&finding.rule);
        Some(if cut && self.cuts_allowed {
            Severity::Note
        } else {
            finding.severity
        })
    }
}

/// A family that was read, aligned and judged.
#[derive(Debug)]
pub struct FamilyReport {
    /// The source article.
    pub source: Option<Arc<Article>>,
    /// The translations, in the order they came in.
    pub versions: Vec<Article>,
    /// The alignment of each version with the source; empty without a source.
    pub alignments: Vec<Alignment>,
    /// What an editor would mark, in reading order; spans are offsets of the original texts.
    pub findings: Vec<Finding>,
}

impl FamilyReport {
    /// The article that a side names.
    pub fn article(&self, side: Side) -> Option<&Article> {
        match side {
            Side::Source => self.source.as_deref(),
            Side::Version(i) => self.versions.get(i),
        }
    }
}

/// Parses and reads one text.
pub fn read(input: &TextInput) -> Article {
    let document = Document::parse(input.text.clone(), input.format);
    let declared = || {
        document
            .declared_language
            .as_deref()
            .and_then(Lang::from_tag)
    };
    let lang = input
        .lang
        .or_else(declared)
        .unwrap_or_else(|| identify(&document.text));
    let reading = Reading::new(&document, lang);
    Article::new(document, reading)
}

/// A source that was read and checked by itself.
#[derive(Clone, Debug)]
struct CheckedSource {
    article: Arc<Article>,
    /// What the rules on one text found in it.
    found: Vec<Finding>,
}

impl CheckedSource {
    fn new(input: &TextInput, options: &Options) -> CheckedSource {
        let article = Arc::new(read(input).of_outlet(options.outlet.clone()));
        let mut found = Vec::new();
        let page = Page::new(&article, Side::Source, None);
        run_on_page(&page, None, options, &mut found);
        CheckedSource { article, found }
    }
}

/// Checks one family after the other, and remembers the last source: in an archive the versions of an article often come
/// one by one, each with its source.
#[derive(Debug)]
pub struct Desk<'o> {
    options: &'o Options,
    last: Option<(TextInput, CheckedSource)>,
}

impl<'o> Desk<'o> {
    /// A desk that works by these options.
    pub fn new(options: &'o Options) -> Desk<'o> {
        Desk {
            options,
            last: None,
        }
    }

    /// Checks a family: reads its texts, aligns them, runs the rules and judges what they found.
    pub fn check(&mut self, family: &Family) -> FamilyReport {
        let known = self
            .last
            .take()
            .filter(|(input, _)| Some(input) == family.source.as_ref());
        let source = || {
            let input = family.source.as_ref()?;
            let read = || CheckedSource::new(input, self.options);
            Some(known.map_or_else(read, |(_, source)| source))
        };
        let read = |input: &TextInput| read(input).of_outlet(self.options.outlet.clone());
        let (source, versions) = if self.options.parallel {
            rayon::join(source, || family.versions.par_iter().map(&read).collect())
        } else {
            (
                source(),
                family.versions.iter().map(read).collect::<Vec<_>>(),
            )
        };
        let report = check_versions(source.as_ref(), versions, self.options);
        self.last = family.source.clone().zip(source);
        report
    }
}

/// Checks a single family; see [`Desk::check`].
pub fn check(family: &Family, options: &Options) -> FamilyReport {
    Desk::new(options).check(family)
}

fn check_versions(
    source: Option<&CheckedSource>,
    versions: Vec<Article>,
    options: &Options,
) -> FamilyReport {
    let aligning = AlignOptions {
        lexicons: &options.lexicons,
        parallel: options.parallel,
        ..AlignOptions::default()
    };
    let alignments: Vec<Alignment> = match source {
        Some(source) => versions
            .iter()
            .map(|v| align(source.article.aligned(), v.aligned(), &aligning))
            .collect(),
        None => Vec::new(),
    };
    let mut report = FamilyReport {
        source: source.map(|s| s.article.clone()),
        versions,
        alignments,
        findings: Vec::new(),
    };
    let mut found = source.map(|s| s.found.clone()).unwrap_or_default();
    run_on_versions(&report, options, &mut found);
    let level = |f: &Finding| {
        let level = options.level(f);
        level.filter(|level| *level >= options.min_severity)
    };
    let runs = |name: &str| rules::find(name).is_some_and(|rule| options.runs(rule));
    report.findings = judge::judge(found, &report, level, runs);
    report
}

fn run_on_versions(report: &FamilyReport, options: &Options, found: &mut Vec<Finding>) {
    for (index, version) in report.versions.iter().enumerate() {
        let pair = report
            .source
            .as_ref()
            .zip(report.alignments.get(index))
            .map(|(source, alignment)| Pair::new(source, version, index, alignment));
        // Strangers are compared in no way: that they are strangers is the finding.
        let unrelated = pair.as_ref().is_some_and(Pair::is_unrelated);
        let known = found.len();
        let compared = pair.as_ref().filter(|_| !unrelated);
        let page = Page::new(version, Side::Version(index), compared);
        run_on_page(&page, Some(index), options, found);
        if let Some(pair) = &pair {
            pair.note_residue(residue(&found[known..]));
            let applies = |r: &&&Rule| !unrelated || r.name == "unrelated-texts";
            for rule in options.running().filter(applies) {
                if let Check::Pair(check) = rule.check {
                    let mut findings = Findings::new(rule, Side::Version(index), Some(index));
                    check(pair, &mut findings);
                    found.extend(findings.into_vec());
                }
            }
        }
    }
}

/// What findings on one text show to be left over from the page around it.
fn residue(found: &[Finding]) -> Vec<Span> {
    let sure = |f: &&Finding| {
        f.severity >= Severity::Warning
            && rules::find(f.rule).is_some_and(|r| r.group == Group::Residue)
    };
    found.iter().filter(sure).map(|f| f.span).collect()
}

fn run_on_page(
    page: &Page<'_>,
    version: Option<usize>,
    options: &Options,
    found: &mut Vec<Finding>,
) {
    for rule in options.running() {
        if let Check::Document(check) = rule.check {
            let mut findings = Findings::new(rule, page.side, version);
            check(page, &mut findings);
            found.extend(findings.into_vec());
        }
    }
}
