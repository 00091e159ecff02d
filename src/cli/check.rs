//! `copydesk check`: discover, check, report, exit status.

use super::args::{CheckArgs, FailOn, FormatArg};
use super::discover::{self, LoadedFamily};
use super::{config, output, selection};
use crate::desk::{self, FamilyReport, Options};
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::language::Lang;
use crate::outcome::report::json::Summary;
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
    let shown = args
        .rules
        .min_severity
        .map_or(Severity::Warning, Severity::from);
    output::write_all(&outputs, &named, shown)?;
    if args.format == FormatArg::Github {
        output::step_summary(&named, shown)?;
    }
    let stdout = anstream::AutoStream::auto(std::io::stdout());
    let mut out = std::io::BufWriter::new(stdout);
    let written = output::write(&named, args.format, shown, &mut out).and_then(|()| out.flush());
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
