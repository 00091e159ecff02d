//! `copydesk rules` and `copydesk explain`: what there is and what it means.

use super::args::{ExplainArgs, RulesArgs, RulesFormat};
use super::selection;
use crate::error::{Error, Result};
use crate::finding::Safety;
use crate::rules::{self, Group, RULES, Rule};
use std::io::Write;
use std::process::ExitCode;

/// Lists the rules by group.
pub(super) fn list(args: &RulesArgs) -> Result<ExitCode> {
    let mut out = Vec::new();
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

const fn fix_word(rule: &Rule) -> &'static str {
    match rule.fix {
        Some(Safety::Safe) => "safe",
        Some(Safety::Suggested) => "suggested",
        None => "none",
    }
}

fn by_group() -> impl Iterator<Item = &'static &'static Rule> {
    Group::ALL
        .into_iter()
        .flat_map(|g| RULES.iter().filter(move |r| r.group == g))
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
