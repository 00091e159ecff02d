//! The cleanup report: pages for editors with source and translation side by side, complete in one file each.

mod card;
mod chart;
mod checklist;
mod column;
mod escape;
mod family;
mod index;
mod marked;
mod page;
mod partners;
mod rows;
mod rulebook;
mod section;

use super::json::Summary;
use super::named::NamedReport;
use family::{family_id, headline, section_ids, sections};
use index::Places;
use page::Tools;
use section::{Register, slug};
use std::io::{self, Write};

/// Writes one page with all families; of several, an overview comes first.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut register = Register::default();
    let prepared: Vec<_> = reports
        .iter()
        .map(|named| {
            (
                named,
                register.id(family_id(named)),
                sections(named, &mut register),
            )
        })
        .collect();
    page::open(&title(reports), None, Some(&tools(reports)), out)?;
    if reports.len() != 1 {
        let places: Vec<Places> = prepared
            .iter()
            .map(|(_, id, sections)| Places {
                family: format!("#{id}"),
                versions: sections
                    .iter()
                    .filter(|s| s.version.is_some())
                    .map(|s| format!("#{}", s.id))
                    .collect(),
            })
            .collect();
        index::write(reports, &places, out)?;
    }
    for (named, id, sections) in &prepared {
        family::write(named, id, sections, out)?;
    }
    rulebook::write(reports, out)?;
    page::close(out)
}

/// Writes the front page for reports whose own pages have the file names `pages`.
///
/// # Errors
/// Only those of the writer.
pub fn write_front(
    reports: &[NamedReport<'_>],
    pages: &[String],
    out: &mut dyn Write,
) -> io::Result<()> {
    let places: Vec<Places> = reports
        .iter()
        .zip(pages)
        .map(|(named, page)| {
            // The same ids as in the family's own page.
            let mut register = Register::default();
            register.id(family_id(named));
            Places {
                family: page.clone(),
                versions: section_ids(named, &mut register)
                    .iter()
                    .map(|id| format!("{page}#{id}"))
                    .collect(),
            }
        })
        .collect();
    page::open(&title(reports), None, None, out)?;
    index::write(reports, &places, out)?;
    page::close(out)
}

/// Writes the page of one family that links back to the front page `home`.
///
/// # Errors
/// Only those of the writer.
pub fn write_family(named: &NamedReport<'_>, home: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut register = Register::default();
    let reports = std::slice::from_ref(named);
    let id = register.id(family_id(named));
    let sections = sections(named, &mut register);
    page::open(&title(reports), Some(home), Some(&tools(reports)), out)?;
    family::write(named, &id, &sections, out)?;
    rulebook::write(reports, out)?;
    page::close(out)
}

/// File names for the pages of the reports, in their order: one for each, none of them `index.html`.
pub fn page_names(reports: &[NamedReport<'_>]) -> Vec<String> {
    let mut register = Register::default();
    register.id("index".to_owned());
    reports
        .iter()
        .map(|named| format!("{}.html", register.id(slug(&named.id))))
        .collect()
}

fn title(reports: &[NamedReport<'_>]) -> String {
    match reports {
        [named] => {
            let first = named
                .report
                .source
                .as_deref()
                .or(named.report.versions.first());
            first.map_or_else(|| named.id.clone(), |a| headline(a).to_owned())
        }
        many => format!("{} articles", many.len()),
    }
}

fn tools(reports: &[NamedReport<'_>]) -> Tools {
    let summary = Summary::of(reports);
    let mut rules: Vec<&'static str> = reports
        .iter()
        .flat_map(|r| &r.report.findings)
        .map(|f| f.rule)
        .collect();
    rules.sort_unstable();
    rules.dedup();
    Tools {
        counts: [summary.error, summary.warning, summary.note],
        rules,
    }
}
