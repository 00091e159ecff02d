//! The front of a report on many families: totals, charts of what was found, and who has how much of it.

use super::super::json::Summary;
use super::super::named::NamedReport;
use super::super::plural::{counted, ending};
use super::chart::{self, Counts, add, in_words, total};
use super::escape::{Attr, Text};
use super::family::{SEVERITIES, headline};
use super::rows::language_of;
use super::section::subject;
use crate::finding::{Severity, Side};
use crate::rules::Article;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Most bars of a chart.
const BARS: usize = 14;

/// Where the parts of the report are: a link for each family and one for each of its versions.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) family: String,
    pub(super) versions: Vec<String>,
}

/// Writes the front. `places` are in the order of the reports.
pub(super) fn write(
    reports: &[NamedReport<'_>],
    places: &[Places],
    out: &mut dyn Write,
) -> io::Result<()> {
    let s = Summary::of(reports);
    writeln!(out, "<section class=\"front\" id=\"overview\">")?;
    write!(out, "<p class=\"totals\">")?;
    for (severity, n) in SEVERITIES.into_iter().zip([s.error, s.warning, s.note]) {
        let s = ending(n);
        write!(
            out,
            "<span class=\"total {severity}\"><b>{n}</b> {severity}{s}</span>"
        )?;
    }
    let clean = reports
        .iter()
        .filter(|r| {
            let quiet = |s: Severity| s == Severity::Note;
            r.report.findings.iter().all(|f| quiet(f.severity))
        })
        .count();
    writeln!(
        out,
        "</p><p class=\"about\">{}, {}; {clean} without errors or warnings. {} can be put right safely.</p>",
        counted(s.families, "article"),
        counted(s.versions, "version"),
        counted(s.fixable, "finding")
    )?;
    charts(reports, out)?;
    matrix(reports, places, out)?;
    writeln!(out, "</section>")
}

fn charts(reports: &[NamedReport<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut by_rule: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut by_language: BTreeMap<&str, Counts> = BTreeMap::new();
    for report in reports.iter().map(|r| r.report) {
        for finding in &report.findings {
            add(by_rule.entry(finding.rule).or_default(), finding.severity);
            let side = subject(finding).map_or(Side::Source, Side::Version);
            let language = report.article(side).map_or("", language_name);
            add(by_language.entry(language).or_default(), finding.severity);
        }
    }
    let bars =
        |map: BTreeMap<&str, Counts>| map.into_iter().map(|(n, c)| (n.to_owned(), c)).collect();
    writeln!(out, "<div class=\"charts\">")?;
    chart::write("Findings by rule", bars(by_rule), BARS, "rules", out)?;
    let by_language = bars(by_language);
    chart::write("Findings by language", by_language, BARS, "languages", out)?;
    writeln!(out, "</div>")
}

/// The English name of an article's language, else its tag.
fn language_name(article: &Article) -> &str {
    match article.language().name.as_str() {
        "" => article.reading.lang.tag(),
        name => name,
    }
}

/// Families by languages.
fn matrix(reports: &[NamedReport<'_>], places: &[Places], out: &mut dyn Write) -> io::Result<()> {
    let mut langs: BTreeMap<&'static str, (&str, Counts)> = BTreeMap::new();
    for version in reports.iter().flat_map(|r| &r.report.versions) {
        let tag = version.reading.lang.tag();
        langs
            .entry(tag)
            .or_insert_with(|| (language_name(version), Counts::default()));
    }
    let counted: Vec<Vec<Counts>> = reports.iter().map(counts_of).collect();
    // The last of a row is the source's own.
    let with_source = counted
        .iter()
        .any(|c| c.last().is_some_and(|c| total(c) > 0));
    write!(
        out,
        "<p class=\"choice\" data-script hidden><label><input type=\"checkbox\" id=\"busy\"> Only articles with errors or warnings</label></p>"
    )?;
    write!(
        out,
        "<div class=\"matrix\" tabindex=\"0\" role=\"region\" aria-label=\"Findings by article and language\"><table><thead><tr><th scope=\"col\">Article</th>"
    )?;
    if with_source {
        write!(out, "<th scope=\"col\">source</th>")?;
    }
    for (tag, (name, _)) in &langs {
        write!(
            out,
            "<th scope=\"col\"><abbr title=\"{}\">{tag}</abbr></th>",
            Attr(name)
        )?;
    }
    writeln!(out, "</tr></thead><tbody>")?;
    for ((named, place), counted) in reports.iter().zip(places).zip(&counted) {
        let report = named.report;
        let loud = counted.iter().any(|c| c[0] + c[1] > 0);
        write!(
            out,
            "<tr{}><th scope=\"row\"><a href=\"{}\">",
            if loud { "" } else { " class=\"calm\"" },
            place.family
        )?;
        let article = report
            .article(Side::Source)
            .or_else(|| report.article(Side::Version(0)));
        match article {
            Some(a) => write!(out, "<span {}>{}</span>", language_of(a), Text(headline(a)))?,
            None => write!(out, "<bdi>{}</bdi>", Text(&named.id))?,
        }
        write!(out, "</a> <bdi class=\"id\">{}</bdi></th>", Text(&named.id))?;
        if with_source {
            let counts = counted.last().copied().unwrap_or_default();
            write!(out, "<td data-lang=\"source\">")?;
            if total(&counts) > 0 {
                cell(named.name(Side::Source), &counts, &place.family, out)?;
            }
            write!(out, "</td>")?;
        }
        for (tag, (_, sum)) in &mut langs {
            write!(out, "<td data-lang=\"{tag}\">")?;
            for (v, version) in report.versions.iter().enumerate() {
                if version.reading.lang.tag() == *tag {
                    let counts = counted.get(v).copied().unwrap_or_default();
                    sum.iter_mut().zip(counts).for_each(|(s, c)| *s += c);
                    let link = place.versions.get(v).map_or("#", String::as_str);
                    cell(named.name(Side::Version(v)), &counts, link, out)?;
                }
            }
            write!(out, "</td>")?;
        }
        writeln!(out, "</tr>")?;
    }
    write!(out, "</tbody><tfoot><tr><th scope=\"row\">Together</th>")?;
    if with_source {
        let mut sum = Counts::default();
        for counts in counted.iter().filter_map(|c| c.last()) {
            sum.iter_mut().zip(counts).for_each(|(s, c)| *s += c);
        }
        write!(out, "<td data-lang=\"source\">")?;
        pills(&sum, out)?;
        write!(out, "</td>")?;
    }
    for (tag, (_, sum)) in &langs {
        write!(out, "<td data-lang=\"{tag}\">")?;
        pills(sum, out)?;
        write!(out, "</td>")?;
    }
    writeln!(out, "</tr></tfoot></table></div>")
}

/// What was found in each version of a family, and at the end in its source alone.
fn counts_of(named: &NamedReport<'_>) -> Vec<Counts> {
    let versions = named.report.versions.len();
    let mut counts = vec![Counts::default(); versions + 1];
    for finding in &named.report.findings {
        if let Some(counts) = counts.get_mut(subject(finding).unwrap_or(versions)) {
            add(counts, finding.severity);
        }
    }
    counts
}

fn cell(name: &str, counts: &Counts, link: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<a href=\"{link}\" title=\"{}: {}\">",
        Attr(name),
        in_words(counts)
    )?;
    pills(counts, out)?;
    write!(out, "</a>")
}

/// The counts, with words for those who do not see the colours.
fn pills(counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    if total(counts) == 0 {
        write!(
            out,
            "<span class=\"count clean\"><span aria-hidden=\"true\">✓</span><span class=\"words\">clean</span></span>"
        )?;
    }
    for (severity, n) in SEVERITIES.iter().zip(counts).filter(|(_, n)| **n > 0) {
        let s = ending(*n);
        write!(
            out,
            "<span class=\"count {severity}\">{n}<span class=\"words\"> {severity}{s} </span></span>"
        )?;
    }
    Ok(())
}
