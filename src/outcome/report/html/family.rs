//! A family in the report: its headline, its versions, and a section for each.

use super::super::named::NamedReport;
use super::super::plural::ending;
use super::escape::{Attr, Text};
use super::rows::{self, language_of};
use super::section::{Register, Section, slug};
use super::{checklist, escape};
use crate::document::BlockKind;
use crate::finding::{Severity, Side};
use crate::outcome::fingerprint::fingerprints;
use crate::rules::Article;
use std::io::{self, Write};

/// The severities, the worst first.
pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// The headline of an article: its first heading, else its first words.
pub(super) fn headline(article: &Article) -> &str {
    let blocks = &article.document.blocks;
    let heading = blocks.iter().find(|b| b.kind == BlockKind::Headline);
    let block = heading.or_else(|| blocks.iter().find(|b| b.kind != BlockKind::Metadata));
    block.map_or("", |b| super::card::head(article.slice(b.span), 120).0)
}

/// The ids of the sections of a family, one per version, as a page that holds it alone gives them.
pub(super) fn section_ids(named: &NamedReport<'_>, register: &mut Register) -> Vec<String> {
    sections(named, register)
        .into_iter()
        .filter(|s| s.version.is_some())
        .map(|s| s.id)
        .collect()
}

/// The id of a family's part of the page.
pub(super) fn family_id(named: &NamedReport<'_>) -> String {
    format!("family-{}", slug(&named.id))
}

/// The sections of a family: the source, if something is wrong with it alone, then each version.
pub(super) fn sections<'a>(
    named: &'a NamedReport<'a>,
    register: &mut Register,
) -> Vec<Section<'a>> {
    let prints = fingerprints(named.report);
    let source = Section::new(named, None, &prints, register);
    let versions =
        (0..named.report.versions.len()).map(|v| Section::new(named, Some(v), &prints, register));
    let versions: Vec<Section<'a>> = versions.collect();
    let mut all = Vec::new();
    if !source.items.is_empty() {
        all.push(source);
    }
    all.extend(versions);
    all
}

/// Writes the part of a family.
pub(super) fn write(
    named: &NamedReport<'_>,
    id: &str,
    sections: &[Section<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let article = named
        .report
        .article(Side::Source)
        .or_else(|| named.report.article(Side::Version(0)));
    writeln!(
        out,
        "<section class=\"family\" id=\"{id}\"><header class=\"family-head\">"
    )?;
    writeln!(
        out,
        "<p class=\"kicker\"><bdi>{}</bdi></p>",
        Text(&named.id)
    )?;
    if let Some(article) = article {
        writeln!(
            out,
            "<h2 {}>{}</h2>",
            language_of(article),
            Text(headline(article))
        )?;
    }
    writeln!(
        out,
        "<nav class=\"versions\" aria-label=\"Versions of {}\">",
        Attr(&named.id)
    )?;
    for section in sections {
        write!(out, "<a href=\"#{}\">{}", section.id, title(section))?;
        counts(section, out)?;
        writeln!(out, "</a>")?;
    }
    writeln!(out, "</nav></header>")?;
    for section in sections {
        self::section(section, out)?;
    }
    writeln!(out, "</section>")
}

/// The name of the section's language in the language itself.
fn title(section: &Section<'_>) -> String {
    let column = match section.version {
        None => return "The source alone".to_owned(),
        Some(_) => section.right.as_ref(),
    };
    column.map_or_else(String::new, |c| {
        format!(
            "<span {}>{}</span>",
            language_of(c.article),
            Text(&endonym(c.article))
        )
    })
}

fn endonym(article: &Article) -> String {
    let language = article.language();
    match language.endonym.is_empty() {
        true => article.reading.lang.tag().to_owned(),
        false => language.endonym.clone(),
    }
}

fn english(article: &Article) -> String {
    let name = &article.language().name;
    if name.is_empty() {
        "Unknown language".to_owned()
    } else {
        name.clone()
    }
}

/// How many findings of each severity, with words for those who do not see the colours.
fn counts(section: &Section<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut none = true;
    for severity in SEVERITIES {
        let n = section.count(severity);
        if n > 0 {
            none = false;
            let s = ending(n);
            write!(
                out,
                "<span class=\"count {severity}\">{n}<span class=\"words\"> {severity}{s}</span></span>"
            )?;
        }
    }
    if none {
        write!(out, "<span class=\"count clean\">clean</span>")?;
    }
    Ok(())
}

fn section(section: &Section<'_>, out: &mut dyn Write) -> io::Result<()> {
    let class = if section.version.is_some() {
        "version"
    } else {
        "version source"
    };
    writeln!(
        out,
        "<section class=\"{class}\" id=\"{}\"><header class=\"version-head\"><h3>{}</h3>",
        section.id,
        title(section)
    )?;
    write!(out, "<p class=\"tally\">")?;
    counts(section, out)?;
    writeln!(out, "</p>")?;
    let side = section.version.map_or(Side::Source, Side::Version);
    write!(
        out,
        "<p class=\"about\"><bdi>{}</bdi>",
        Text(section.named.name(side))
    )?;
    alignment(section, out)?;
    writeln!(out, "</p>")?;
    if section.version.is_some() {
        cleaned_text(section, side, out)?;
    }
    writeln!(out, "</header>")?;
    checklist::write(section, out)?;
    heads(section, out)?;
    rows::write(section, out)?;
    writeln!(out, "</section>")
}

/// How much of the source was found again.
fn alignment(section: &Section<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(alignment) = section
        .version
        .and_then(|v| section.named.report.alignments.get(v))
    else {
        return Ok(());
    };
    let total: usize = alignment.links.iter().map(|l| l.source.len()).sum();
    let aligned: usize = alignment
        .links
        .iter()
        .filter(|l| !l.is_drop())
        .map(|l| l.source.len())
        .sum();
    write!(out, " · {aligned} of {total} sentences")?;
    let (found, all) = section.figures;
    if all > 0 {
        write!(out, " · {found} of {all} figures and dates")?;
    }
    write!(out, " found again")
}

fn cleaned_text(section: &Section<'_>, side: Side, out: &mut dyn Write) -> io::Result<()> {
    let (text, edits) = section.cleaned;
    let what = match edits {
        0 => "no safe fix".to_owned(),
        1 => "1 safe fix applied".to_owned(),
        n => format!("{n} safe fixes applied"),
    };
    writeln!(
        out,
        "<p class=\"actions\"><button type=\"button\" class=\"copy-text\" data-script hidden>Copy cleaned text</button><span class=\"hint\">{what}</span></p>"
    )?;
    writeln!(
        out,
        "<script type=\"application/json\" class=\"cleaned\">{{\"path\":{},\"text\":{}}}</script>",
        escape::json(section.named.name(side)),
        escape::json(text)
    )
}

/// The heads of the columns.
fn heads(section: &Section<'_>, out: &mut dyn Write) -> io::Result<()> {
    let both = section.left.is_some() && section.right.is_some();
    writeln!(
        out,
        "<div class=\"heads{}\" aria-hidden=\"true\"><div></div>",
        if both { "" } else { " single" }
    )?;
    for (column, role) in [(&section.left, "source"), (&section.right, "translation")] {
        if let Some(column) = column {
            let side = if role == "source" {
                Side::Source
            } else {
                section.version.map_or(Side::Source, Side::Version)
            };
            writeln!(
                out,
                "<div title=\"{}\">{} <span>{role}</span></div>",
                Attr(section.named.name(side)),
                Text(&english(column.article))
            )?;
        }
    }
    writeln!(out, "<div>Findings</div></div>")
}
