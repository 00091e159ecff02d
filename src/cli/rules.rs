//! `copydesk rules` and `copydesk explain`: what there is and what it means.

use super::args::{ExplainArgs, RulesArgs, RulesFormat};
use super::selection;
use super::stets;
use crate::error::{Error, Result};
use crate::outcome::book::{self, by_group, fix_word};
use crate::rules::{self, RULES};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Lists the rules by group, or writes their pages.
pub(super) fn list(args: &RulesArgs) -> Result<ExitCode> {
    let mut out = Vec::new();
    if let Some(folder) = &args.pages {
        write_pages(folder)?;
    }
    if let Some(paths) = &args.stets {
        out = stets::list(paths, args.format)?;
        std::io::stdout()
            .write_all(&out)
            .or_else(pipe)
            .map_err(|e| Error::new(format!("cannot write: {e}")))?;
        return Ok(ExitCode::SUCCESS);
    }
    let written = match args.format {
        RulesFormat::Table => table(&mut out),
        RulesFormat::Markdown => markdown(&mut out),
        RulesFormat::Json => json(&mut out),
    };
    written
        .and_then(|()| std::io::stdout().write_all(&out))
        .or_else(pipe)
        .map_err(|e| Error::new(format!("cannot write: {e}")))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a page for each rule, and those that lead to them, into the folder of a guide.
fn write_pages(folder: &Path) -> Result<()> {
    let rules = folder.join("rules");
    let fail = |e: std::io::Error| Error::at(&rules, format!("cannot be written: {e}"));
    std::fs::create_dir_all(&rules).map_err(fail)?;
    for rule in RULES {
        std::fs::write(rules.join(book::page_name(rule)), book::page(rule)).map_err(fail)?;
    }
    std::fs::write(rules.join("index.md"), book::index()).map_err(fail)?;
    // Where the guide has a table of contents, its part about the rules is brought up to date.
    let summary = folder.join("SUMMARY.md");
    let Ok(text) = std::fs::read_to_string(&summary) else {
        return Ok(());
    };
    std::fs::write(&summary, book::with_contents(&text))
        .map_err(|e| Error::at(&summary, format!("cannot be written: {e}")))
}

/// Prints the page of one rule.
pub(super) fn explain(args: &ExplainArgs) -> Result<ExitCode> {
    let rule = rules::find(&args.rule).ok_or_else(|| selection::unknown_rule(&args.rule))?;
    let page = format!(
        "{}\n\n{}\n\nGroup {}, {} by default, fix: {}, MQM {}, since {}.\n",
        rule.name,
        rule.page(),
        rule.group.name(),
        rule.severity,
        fix_word(rule),
        rule.mqm,
        rule.since
    );
    std::io::stdout()
        .write_all(page.as_bytes())
        .or_else(pipe)
        .map_err(|e| Error::new(format!("cannot write: {e}")))?;
    Ok(ExitCode::SUCCESS)
}

fn pipe(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        Ok(())
    } else {
        Err(error)
    }
}

fn table(out: &mut impl Write) -> std::io::Result<()> {
    for rule in by_group() {
        writeln!(
            out,
            "{:<12} {:<24} {:<8} {:<10} {}",
            rule.group.name(),
            rule.name,
            rule.severity.name(),
            fix_word(rule),
            rule.summary()
        )?;
    }
    Ok(())
}

/// The table of the README.
fn markdown(out: &mut impl Write) -> std::io::Result<()> {
    writeln!(
        out,
        "| group | rule | default | fix | what it finds |\n| --- | --- | --- | --- | --- |"
    )?;
    for rule in by_group() {
        writeln!(
            out,
            "| {} | `{}` | {} | {} | {} |",
            rule.group.name(),
            rule.name,
            rule.severity,
            fix_word(rule),
            rule.summary()
        )?;
    }
    Ok(())
}

fn json(out: &mut impl Write) -> std::io::Result<()> {
    let rules: Vec<_> = by_group()
        .map(|r| {
            serde_json::json!({
                "name": r.name, "group": r.group.name(), "severity": r.severity, "fix": fix_word(r), "mqm": r.mqm,
                "since": r.since, "explains": r.explains, "docs": r.page(),
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &rules).map_err(std::io::Error::from)?;
    writeln!(out)
}
