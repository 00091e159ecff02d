//! What the rules of a page mean, taken from their own documentation.

use super::super::named::NamedReport;
use super::escape::Text;
use crate::rules::{RULES, Rule};
use std::io::{self, Write};

/// Sections of a rule's page that an editor wants to read.
const SECTIONS: [&str; 2] = ["What it finds", "Why it matters"];

/// Writes an entry for each rule that has a finding, in the order of their names.
pub(super) fn write(reports: &[NamedReport<'_>], out: &mut dyn Write) -> io::Result<()> {
    let found = |rule: &Rule| {
        reports
            .iter()
            .any(|r| r.report.findings.iter().any(|f| f.rule == rule.name))
    };
    let mut rules = RULES.iter().filter(|r| found(r)).peekable();
    if rules.peek().is_none() {
        return Ok(());
    }
    writeln!(
        out,
        "<section class=\"rulebook\" id=\"rules\"><h2>The rules on this page</h2><dl>"
    )?;
    for rule in rules {
        writeln!(out, "<dt id=\"rule-{0}\">{0}</dt><dd>", rule.name)?;
        let lines: Vec<&str> = rule.docs.lines().map(str::trim).collect();
        paragraph(lines.iter().copied().take_while(|l| !l.is_empty()), out)?;
        for title in SECTIONS {
            let behind = lines
                .iter()
                .skip_while(|l| l.strip_prefix("## ") != Some(title))
                .skip(1);
            paragraph(
                behind
                    .copied()
                    .take_while(|l| !l.is_empty() && !l.starts_with("```")),
                out,
            )?;
        }
        writeln!(out, "</dd>")?;
    }
    writeln!(out, "</dl></section>")
}

/// A paragraph of Markdown in which only code is marked.
fn paragraph<'a>(lines: impl Iterator<Item = &'a str>, out: &mut dyn Write) -> io::Result<()> {
    let text = lines.collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Ok(());
    }
    write!(out, "<p>")?;
    for (index, piece) in text.split('`').enumerate() {
        if index % 2 == 1 {
            write!(out, "<code>{}</code>", Text(piece))?;
        } else {
            write!(out, "{}", Text(piece))?;
        }
    }
    writeln!(out, "</p>")
}
