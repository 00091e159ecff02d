//! `copydesk fix`: applies what is safe, says what it did, and checks again.

use super::args::{FailOn, FixArgs};
use super::check::{check_all, exit_code, load, name_all};
use super::discover::LoadedFamily;
use super::policy::Policy;
use super::{output, selection};
use crate::desk::{self, FamilyReport};
use crate::document::{Encoding, encode};
use crate::error::{Error, Result};
use crate::finding::{Safety, Severity, Side};
use crate::outcome::fix::{Fixed, apply, diff_line};
use crate::outcome::report::json::Summary;
use crate::text::LineIndex;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Most rounds of fixing and checking again: an edit can bring a further one to light.
const MAX_ROUNDS: usize = 8;

pub(super) fn run(args: &FixArgs) -> Result<ExitCode> {
    let outputs = output::outputs(&args.check.output)?;
    let (config, mut families) = load(&args.check)?;
    let options = selection::options(&args.check.rules, &config)?;
    let mut policy = Policy::new(&config, &args.check.baseline)?;
    let safety = if args.unsafe_fixes {
        Safety::Suggested
    } else {
        Safety::Safe
    };
    let out = &mut anstream::AutoStream::auto(std::io::stdout());
    let mut changed = 0;
    let mut edits = 0;
    for family in &mut families {
        let names = texts(family);
        let before: Vec<_> = names
            .iter()
            .map(|(side, ..)| text_of(family, *side))
            .collect();
        for _ in 0..MAX_ROUNDS {
            let mut report = desk::check(&family.family, &options);
            policy.apply(&family.files, &mut report);
            let round = one_round(family, &report, safety, args.rule.as_deref(), out)?;
            edits += round;
            if round == 0 {
                break;
            }
        }
        for ((side, path, encoding), before) in names.iter().zip(before) {
            let after = text_of(family, *side);
            if after != before {
                changed += 1;
                if !args.diff {
                    write_atomically(path, &encode(&after, *encoding))?;
                }
            }
        }
    }
    let mut reports = check_all(&families, &options);
    for (family, report) in families.iter().zip(&mut reports) {
        policy.apply(&family.files, report);
    }
    let named = name_all(&families, &reports);
    let shown = args.check.rules.min_severity;
    output::write_all(
        &outputs,
        &named,
        shown.map_or(Severity::Warning, Severity::from),
    )?;
    let summary = Summary::of(&named);
    let said = writeln!(
        out,
        "{} {edits} edits in {changed} files; left: {} errors, {} warnings, {} notes.",
        if args.diff { "Would make" } else { "Made" },
        summary.error,
        summary.warning,
        summary.note
    );
    said.map_err(|e| Error::new(format!("cannot write: {e}")))?;
    if args.diff {
        return Ok(ExitCode::from(u8::from(edits > 0)));
    }
    let limit = args.check.fail_on.or(config.fail_on());
    Ok(exit_code(&summary, limit.unwrap_or(FailOn::Error)))
}

/// Applies one round of edits to the texts in memory and prints them; gives their number.
fn one_round(
    family: &mut LoadedFamily,
    report: &FamilyReport,
    safety: Safety,
    rule: Option<&str>,
    out: &mut dyn Write,
) -> Result<usize> {
    let mut count = 0;
    for (side, path, _) in texts(family) {
        if side == Side::Source {
            continue; // the source is not ours to change
        }
        let fixed = apply(report, side, safety, |f| rule.is_none_or(|r| r == f.rule));
        if fixed.applied.is_empty() {
            continue;
        }
        let original = text_of(family, side);
        print_edits(&path, &original, &fixed, out)
            .map_err(|e| Error::new(format!("cannot write: {e}")))?;
        count += fixed.applied.len();
        let text = fixed.text.as_str().into();
        match side {
            Side::Source => {}
            Side::Version(i) => {
                if let Some(version) = family.family.versions.get_mut(i) {
                    version.text = text;
                }
            }
        }
    }
    Ok(count)
}

fn print_edits(
    path: &Path,
    original: &str,
    fixed: &Fixed<'_>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let lines = LineIndex::new(original);
    for edit in &fixed.applied {
        let place = lines.position(original, edit.span.start);
        writeln!(
            out,
            "{}:{}:{}: {}: {}",
            path.display(),
            place.line,
            place.column,
            edit.finding.rule,
            diff_line(original, edit)
        )?;
    }
    Ok(())
}

/// The texts of a family with their files.
fn texts(family: &LoadedFamily) -> Vec<(Side, std::path::PathBuf, Encoding)> {
    let source = family
        .files
        .source
        .iter()
        .map(|f| (Side::Source, f.path.clone(), family.source_encoding));
    let versions = family
        .files
        .versions
        .iter()
        .zip(&family.version_encodings)
        .enumerate();
    source
        .chain(versions.map(|(i, (f, e))| (Side::Version(i), f.path.clone(), *e)))
        .collect()
}

fn text_of(family: &LoadedFamily, side: Side) -> std::sync::Arc<str> {
    let input = match side {
        Side::Source => family.family.source.as_ref(),
        Side::Version(i) => family.family.versions.get(i),
    };
    input.map_or_else(|| "".into(), |t| t.text.clone())
}

/// Writes the bytes beside the file and moves them into its place, keeping its permissions.
fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let fail = |e: std::io::Error| Error::at(path, format!("cannot be written: {e}"));
    // A link is followed, so that it stays one.
    let target = std::fs::canonicalize(path).map_err(fail)?;
    let permissions = std::fs::metadata(&target).map_err(fail)?.permissions();
    if permissions.readonly() {
        return Err(Error::at(path, "cannot be written: it is read-only"));
    }
    let name = target
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let temporary = target.with_file_name(format!(".{name}.copydesk-{}", std::process::id()));
    let written = std::fs::write(&temporary, bytes)
        .and_then(|()| std::fs::set_permissions(&temporary, permissions))
        .and_then(|()| std::fs::rename(&temporary, &target));
    if written.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    written.map_err(fail)
}
