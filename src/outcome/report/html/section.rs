//! One part of a family's page: the source beside one version, with the findings at their sentences.

use super::super::named::NamedReport;
use super::column::Column;
use super::marked::Meaning;
use super::partners::{FIGURE, is_figure, partners};
use crate::finding::{Finding, Safety, Severity, Side};
use crate::outcome::fix::apply;
use crate::text::Span;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Hands out what may stand only once in a page: ids and running numbers.
#[derive(Debug, Default)]
pub(super) struct Register {
    ids: FxHashSet<String>,
    last: usize,
}

impl Register {
    /// `wanted`, or it with a number behind it if it is taken. Two families can share a fingerprint.
    pub(super) fn id(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        let mut ordinal = 1;
        while !self.ids.insert(id.clone()) {
            ordinal += 1;
            id = format!("{wanted}-{ordinal}");
        }
        id
    }

    fn number(&mut self) -> usize {
        self.last += 1;
        self.last
    }
}

/// A finding with its place in the page.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) finding: &'a Finding,
    /// Number in the page.
    pub(super) number: usize,
    /// Number in the section, which people see.
    pub(super) label: usize,
    pub(super) id: String,
    /// Whether a safe fix puts it right.
    pub(super) cleaned: bool,
    /// Whether its words stand in no sentence, so that the card has to show them.
    pub(super) unseen: bool,
}

/// One row: a link of the alignment.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) source: Range<usize>,
    pub(super) version: Range<usize>,
    pub(super) probability: f32,
    /// Indices of the items that sit here.
    pub(super) items: Vec<usize>,
}

/// The source beside one version; one of them may be missing.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub(super) named: &'a NamedReport<'a>,
    /// The version; `None` for findings on the source alone.
    pub(super) version: Option<usize>,
    pub(super) id: String,
    pub(super) left: Option<Column<'a>>,
    pub(super) right: Option<Column<'a>>,
    pub(super) items: Vec<Item<'a>>,
    pub(super) rows: Vec<Row>,
    /// The version with its safe fixes, and how many edits that took.
    pub(super) cleaned: (&'a str, usize),
    /// How many figures and dates of the source were found again, and how many there are.
    pub(super) figures: (usize, usize),
}

impl<'a> Section<'a> {
    /// The section about `version`. `prints` are the fingerprints of the family's findings.
    pub(super) fn new(
        named: &'a NamedReport<'a>,
        version: Option<usize>,
        prints: &[String],
        register: &mut Register,
    ) -> Self {
        let report = named.report;
        let side = version.map_or(Side::Source, Side::Version);
        let cleaned = version.and_then(|v| named.cleaned.get(v));
        // What the first round of fixes puts right is what this report shows; later ones have no findings here.
        let stands = cleaned.is_some_and(|cleaned| cleaned.first_stands);
        let first = apply(report, side, Safety::Safe, |_| stands);
        let left = report.source.as_deref().map(Column::new);
        let right = version
            .and_then(|v| report.versions.get(v))
            .map(Column::new);
        let items = report
            .findings
            .iter()
            .zip(prints)
            .filter(|(f, _)| subject(f) == version)
            .enumerate()
            .map(|(i, (finding, print))| Item {
                finding,
                number: register.number(),
                label: i + 1,
                id: register.id(format!("f-{print}")),
                cleaned: first
                    .applied
                    .iter()
                    .any(|a| std::ptr::eq(a.finding, finding)),
                unseen: false,
            })
            .collect();
        let lang = right
            .as_ref()
            .or(left.as_ref())
            .map_or("und", |c| c.article.reading.lang.tag());
        let name = if version.is_some() { lang } else { "source" };
        let mut section = Self {
            named,
            version,
            id: register.id(format!("{}-{name}", slug(&named.id))),
            rows: rows(named, version),
            left,
            right,
            items,
            cleaned: cleaned.map_or((named.text(side), 0), |c| (&*c.text, c.edits)),
            figures: (0, 0),
        };
        section.place(register);
        section
    }

    /// Puts the items into their rows and their layers over the texts.
    fn place(&mut self, register: &mut Register) {
        for index in 0..self.items.len() {
            let finding = self.items[index].finding;
            let number = self.items[index].number;
            let meaning = Meaning::Finding {
                number,
                label: self.items[index].label,
                id: self.items[index].id.clone(),
                severity: finding.severity,
            };
            let home = self.row_of(finding.side, finding.span);
            if let Some((column, span)) = self.visible(finding.side, finding.span) {
                self.items[index].unseen = !column.add(span, meaning);
            }
            for evidence in &finding.evidence {
                if let Some((column, span)) = self.visible(evidence.side, evidence.span)
                    && !span.is_empty()
                {
                    column.add(span, Meaning::Evidence { number });
                }
            }
            match home.and_then(|h| self.rows.get_mut(h)) {
                Some(row) => row.items.push(index),
                None => self.rows.push(Row {
                    source: 0..0,
                    version: 0..0,
                    probability: 1.0,
                    items: vec![index],
                }),
            }
        }
        let alignment = self
            .version
            .and_then(|v| self.named.report.alignments.get(v));
        if let (Some(left), Some(right), Some(alignment)) =
            (&mut self.left, &mut self.right, alignment)
        {
            let figures = left
                .article
                .reading
                .facts
                .iter()
                .filter(|f| is_figure(f))
                .count();
            self.figures.1 = figures;
            for pair in partners(left.article, right.article, alignment) {
                self.figures.0 += usize::from(pair.kind == FIGURE);
                let number = register.number();
                let kind = pair.kind;
                left.add(pair.source, Meaning::Partner { number, kind });
                right.add(pair.version, Meaning::Partner { number, kind });
            }
        }
    }

    fn visible(&mut self, side: Side, original: Span) -> Option<(&mut Column<'a>, Span)> {
        let column = match side {
            Side::Source => self.left.as_mut(),
            Side::Version(v) if Some(v) == self.version => self.right.as_mut(),
            Side::Version(_) => None,
        }?;
        let span = column.article.document.map.visible(original);
        Some((column, span))
    }

    /// The row in which the words of an original span stand.
    pub(super) fn row_of(&self, side: Side, original: Span) -> Option<usize> {
        let column = match side {
            Side::Source => self.left.as_ref(),
            Side::Version(v) if Some(v) == self.version => self.right.as_ref(),
            Side::Version(_) => None,
        }?;
        let sentence = column.home(column.article.document.map.visible(original))?;
        self.rows.iter().position(|row| match side {
            Side::Source => row.source.contains(&sentence),
            Side::Version(_) => row.version.contains(&sentence),
        })
    }

    /// The id of a row.
    pub(super) fn row_id(&self, row: usize) -> String {
        format!("{}-row-{}", self.id, row + 1)
    }

    /// How many items have this severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.items
            .iter()
            .filter(|i| i.finding.severity == severity)
            .count()
    }

    /// What is left to do after the safe fixes.
    pub(super) fn remaining(&self) -> impl Iterator<Item = &Item<'a>> {
        self.items.iter().filter(|i| !i.cleaned)
    }
}

/// The version that a finding is about; `None` for the source alone.
pub(super) fn subject(finding: &Finding) -> Option<usize> {
    finding.version.or(finding.side.version())
}

fn rows(named: &NamedReport<'_>, version: Option<usize>) -> Vec<Row> {
    let report = named.report;
    let row = |source, version, probability| Row {
        source,
        version,
        probability,
        items: Vec::new(),
    };
    let aligned = version.and_then(|v| report.alignments.get(v));
    if let Some(alignment) = aligned {
        let links = alignment.links.iter();
        return links
            .map(|l| row(l.source.clone(), l.version.clone(), l.probability))
            .collect();
    }
    let side = version.map_or(Side::Source, Side::Version);
    let sentences = report.article(side).map_or(0, |a| a.sentences().len());
    (0..sentences)
        .map(|i| match side {
            Side::Source => row(i..i + 1, 0..0, 1.0),
            Side::Version(_) => row(0..0, i..i + 1, 1.0),
        })
        .collect()
}

/// A name made of letters, figures and hyphens only, for ids and files.
pub(super) fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() {
        "article".to_owned()
    } else {
        out.to_owned()
    }
}
