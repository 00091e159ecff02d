//! `copydesk check`: discover, check, report, exit status.

use super::args::{CheckArgs, FailOn, FormatArg};
use super::discover::{self, LoadedFamily};
use super::{config, output, selection};
use crate::desk::{self, FamilyReport, Options};
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::language::Lang;
use crate::outcome::report::human;
use crate::outcome::report::json::{self, Summary};
use crate::outcome::report::named::NamedReport;
use rayon::prelude::*;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(args: &CheckArgs) -> Result<ExitCode> {
    let outputs = output::outputs(&args.output)?;
    let families = load(args)?;
    let mut options = selection::options(&args.rules)?;
    options.parallel = families.len() < rayon::current_num_threads();
    let reports = check_all(&families, &options);
    let named = name_all(&families, &reports);
    output::write_all(&outputs, &named)?;
    let shown = args
        .rules
        .min_severity
        .map_or(Severity::Warning, Severity::from);
    let written = write(&named, args.format, shown);
    match written {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => {}
        Err(e) => return Err(Error::new(format!("cannot write the report: {e}"))),
        Ok(()) => {}
    }
    Ok(exit_code(&Summary::of(&named), args.fail_on))
}

/// Discovers and reads the families that the arguments name.
pub(super) fn load(args: &CheckArgs) -> Result<Vec<LoadedFamily>> {
    let start = args.paths.first().map_or(Path::new("."), |p| p.as_path());
    let config = config::load(args.config.as_deref(), start)?;
    let source = match &args.source {
        Some(tag) => Some(
            Lang::from_tag(tag).ok_or_else(|| Error::new(format!("unknown language `{tag}`")))?,
        ),
        None => None,
    };
    let files = discover::families(&args.paths, &config, source)?;
    files.into_iter().map(discover::load).collect()
}

/// Checks families in parallel, in order.
pub(super) fn check_all(families: &[LoadedFamily], options: &Options) -> Vec<FamilyReport> {
    families
        .par_iter()
        .map(|f| desk::check(&f.family, options))
        .collect()
}

/// Puts the file names to the reports.
pub(super) fn name_all<'a>(
    families: &'a [LoadedFamily],
    reports: &'a [FamilyReport],
) -> Vec<NamedReport<'a>> {
    let name = |path: &Path| path.to_string_lossy().replace('\\', "/");
    families
        .iter()
        .zip(reports)
        .map(|(family, report)| NamedReport {
            id: family.files.id.clone(),
            source: family.files.source.as_ref().map(|f| name(&f.path)),
            versions: family
                .files
                .versions
                .iter()
                .map(|f| name(&f.path))
                .collect(),
            report,
        })
        .collect()
}

fn write(named: &[NamedReport<'_>], format: FormatArg, shown: Severity) -> std::io::Result<()> {
    let stdout = anstream::AutoStream::auto(std::io::stdout());
    let mut out = std::io::BufWriter::new(stdout);
    match format {
        FormatArg::Json => json::write(named, &mut out)?,
        FormatArg::Human => {
            for report in named {
                human::write(report, shown, &mut out)?;
            }
            for report in named {
                human::summary(report, &mut out)?;
            }
            total(&Summary::of(named), shown, &mut out)?;
        }
    }
    out.flush()
}

fn total(s: &Summary, shown: Severity, out: &mut dyn Write) -> std::io::Result<()> {
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let articles = plural(s.families, "article");
    write!(
        out,
        "Checked {articles}, {}: {}, {}",
        plural(s.versions, "version"),
        plural(s.error, "error"),
        plural(s.warning, "warning")
    )?;
    if s.note > 0 {
        let hidden = if shown > Severity::Note {
            " (shown with --min-severity note)"
        } else {
            ""
        };
        write!(out, ", {}{hidden}", plural(s.note, "note"))?;
    }
    if s.fixable > 0 {
        write!(out, "; {} can be put right with `copydesk fix`", s.fixable)?;
    }
    writeln!(out, ".")
}

/// 0 for nothing at or above the limit, else 1.
pub(super) fn exit_code(summary: &Summary, limit: FailOn) -> ExitCode {
    let failing = match limit {
        FailOn::Never => 0,
        FailOn::Error => summary.at_least(Severity::Error),
        FailOn::Warning => summary.at_least(Severity::Warning),
        FailOn::Note => summary.at_least(Severity::Note),
    };
    ExitCode::from(u8::from(failing > 0))
}
