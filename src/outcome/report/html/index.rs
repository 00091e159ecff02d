//! The front of a report on many families: totals, a chart of what was found, and who has how much of it.

use super::super::json::Summary;
use super::super::named::NamedReport;
use super::escape::{Attr, Text};
use super::family::{SEVERITIES, headline};
use super::rows::language_of;
use crate::finding::{Severity, Side};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Most rules in the chart; the rest are one bar.
const BARS: usize = 20;
/// Height of a bar with the space below it, in pixels.
const STEP: usize = 23;

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
        let plural = if n == 1 { "" } else { "s" };
        write!(
            out,
            "<span class=\"total {severity}\"><b>{n}</b> {severity}{plural}</span>"
        )?;
    }
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    writeln!(
        out,
        "</p><p class=\"about\">{}, {}; {} can be put right safely.</p>",
        plural(s.families, "article"),
        plural(s.versions, "version"),
        plural(s.fixable, "finding")
    )?;
    chart(reports, out)?;
    matrix(reports, places, out)?;
    writeln!(out, "</section>")
}

type Counts = [usize; 3];

fn add(counts: &mut Counts, severity: Severity) {
    if let Some(i) = SEVERITIES.iter().position(|s| *s == severity) {
        counts[i] += 1;
    }
}

/// Bars of the rules, the most frequent first, as a drawing that needs no script.
fn chart(reports: &[NamedReport<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut by_rule: BTreeMap<&str, Counts> = BTreeMap::new();
    for finding in reports.iter().flat_map(|r| &r.report.findings) {
        add(by_rule.entry(finding.rule).or_default(), finding.severity);
    }
    let total = |c: &Counts| c.iter().sum::<usize>();
    let mut bars: Vec<(String, Counts)> = by_rule
        .into_iter()
        .map(|(r, c)| (r.to_owned(), c))
        .collect();
    bars.sort_by(|a, b| total(&b.1).cmp(&total(&a.1)).then_with(|| a.0.cmp(&b.0)));
    if bars.is_empty() {
        return Ok(());
    }
    if bars.len() > BARS {
        let mut rest = Counts::default();
        let others = bars.split_off(BARS - 1);
        for (_, counts) in &others {
            rest.iter_mut().zip(counts).for_each(|(r, c)| *r += c);
        }
        bars.push((format!("{} other rules", others.len()), rest));
    }
    let most = bars.iter().map(|(_, c)| total(c)).max().unwrap_or(1).max(1);
    writeln!(
        out,
        "<figure class=\"chart\"><figcaption>Findings by rule</figcaption><svg role=\"img\" aria-label=\"Findings by rule\" width=\"100%\" height=\"{}\">",
        bars.len() * STEP
    )?;
    for (i, (rule, counts)) in bars.iter().enumerate() {
        let y = i * STEP;
        write!(
            out,
            "<g><title>{rule}: {} errors, {} warnings, {} notes</title>",
            counts[0], counts[1], counts[2]
        )?;
        write!(out, "<text x=\"0\" y=\"{}\">{rule}</text>", y + 16)?;
        // Names take 46 per cent of the width, bars up to 46, the figure the rest.
        let mut x = 46.0;
        for (severity, n) in SEVERITIES.iter().zip(counts) {
            let width = 46.0 * *n as f64 / most as f64;
            if *n > 0 {
                write!(
                    out,
                    "<rect class=\"{severity}\" x=\"{x:.2}%\" y=\"{}\" width=\"{width:.2}%\" height=\"14\"/>",
                    y + 5
                )?;
            }
            x += width;
        }
        writeln!(
            out,
            "<text class=\"figure\" x=\"{x:.2}%\" dx=\"6\" y=\"{}\">{}</text></g>",
            y + 16,
            total(counts)
        )?;
    }
    writeln!(out, "</svg></figure>")
}

/// Families by languages.
fn matrix(reports: &[NamedReport<'_>], places: &[Places], out: &mut dyn Write) -> io::Result<()> {
    let mut langs: Vec<&'static str> = Vec::new();
    for version in reports.iter().flat_map(|r| &r.report.versions) {
        let tag = version.reading.lang.tag();
        if !langs.contains(&tag) {
            langs.push(tag);
        }
    }
    write!(
        out,
        "<div class=\"matrix\" tabindex=\"0\" role=\"region\" aria-label=\"Findings by article and language\"><table><thead><tr><th scope=\"col\">Article</th>"
    )?;
    for lang in &langs {
        write!(out, "<th scope=\"col\">{lang}</th>")?;
    }
    writeln!(out, "</tr></thead><tbody>")?;
    for (named, place) in reports.iter().zip(places) {
        let report = named.report;
        let article = report
            .article(Side::Source)
            .or_else(|| report.article(Side::Version(0)));
        write!(out, "<tr><th scope=\"row\"><a href=\"{}\">", place.family)?;
        match article {
            Some(a) => write!(out, "<span {}>{}</span>", language_of(a), Text(headline(a)))?,
            None => write!(out, "<bdi>{}</bdi>", Text(&named.id))?,
        }
        write!(out, "</a> <bdi class=\"id\">{}</bdi></th>", Text(&named.id))?;
        for lang in &langs {
            write!(out, "<td>")?;
            for (v, version) in report.versions.iter().enumerate() {
                if version.reading.lang.tag() == *lang {
                    let mut counts = Counts::default();
                    report
                        .findings
                        .iter()
                        .filter(|f| f.version == Some(v))
                        .for_each(|f| add(&mut counts, f.severity));
                    cell(
                        named.name(Side::Version(v)),
                        &counts,
                        place.versions.get(v).map_or("#", String::as_str),
                        out,
                    )?;
                }
            }
            write!(out, "</td>")?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div>")
}

fn cell(name: &str, counts: &Counts, link: &str, out: &mut dyn Write) -> io::Result<()> {
    let said = format!(
        "{name}: {} errors, {} warnings, {} notes",
        counts[0], counts[1], counts[2]
    );
    write!(
        out,
        "<a href=\"{link}\" title=\"{0}\" aria-label=\"{0}\">",
        Attr(&said)
    )?;
    if counts.iter().sum::<usize>() == 0 {
        write!(out, "<span class=\"count clean\">✓</span>")?;
    }
    for (severity, n) in SEVERITIES.iter().zip(counts) {
        if *n > 0 {
            write!(out, "<span class=\"count {severity}\">{n}</span>")?;
        }
    }
    write!(out, "</a>")
}
