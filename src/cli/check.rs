//! `copydesk check`: discover, check, report, exit status.

use super::args::{CheckArgs, FailOn, FormatArg, HyperlinksArg};
use super::discover::FamilyFiles;
use super::files::{self, LoadedFamily};
use super::house::{House, gone, open};
use super::houses::Houses;
use super::input::{StandardInput, say};
use super::paths::slashed;
use super::progress::Progress;
use super::{cleaned, hyperlinks, output};
use crate::desk::{self, FamilyReport};
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::language::Lang;
use crate::outcome::report::json::Summary;
use crate::outcome::report::named::NamedReport;
use crate::outcome::report::plural::counted;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

pub(super) fn run(args: &CheckArgs, hyperlinks: HyperlinksArg) -> Result<ExitCode> {
    let outputs = output::outputs(&args.output)?;
    let started = Instant::now();
    let mut checked = check_files(args)?;
    let mut named = name_all(&checked.families, &checked.reports);
    if output::show_cleaned(&outputs, args.format) {
        cleaned::put(&mut named, &checked.families, &mut checked.houses);
    }
    let shown = shown(args);
    output::write_all(&outputs, &named, shown)?;
    if args.format == FormatArg::Github {
        output::step_summary(&named, shown)?;
    }
    let stdout = anstream::AutoStream::auto(std::io::stdout());
    let mut out = std::io::BufWriter::new(stdout);
    let written = match args.format {
        FormatArg::Human => {
            let pages = hyperlinks::rule_pages(hyperlinks, &args.output);
            output::for_people(&named, shown, &pages, &mut out)
        }
        format => output::write(&named, format, shown, &mut out),
    };
    let written = written.and_then(|()| out.flush());
    match written {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => {}
        Err(e) => return Err(Error::new(format!("cannot write the report: {e}"))),
        Ok(()) => {}
    }
    output::tell(&outputs, named.len());
    if args.statistics {
        statistics(&checked.reports, started);
    }
    Ok(ExitCode::from(u8::from(fails(args, &checked))))
}

/// The severity from which people are told.
pub(super) fn shown(args: &CheckArgs) -> Severity {
    let given = args.rules.min_severity;
    given.map_or(Severity::Warning, Severity::from)
}

/// Families, what was found in them, and by which rules of the house.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) houses: Vec<House>,
    pub(super) families: Vec<LoadedFamily>,
    pub(super) reports: Vec<FamilyReport>,
}

/// Reads and checks what the arguments name.
///
/// # Errors
/// Usage, configuration, files.
pub(super) fn check_files(args: &CheckArgs) -> Result<Checked> {
    let (mut houses, families) = load(args)?;
    if let Some(jobs) = args.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs);
        pool.build_global()
            .map_err(|e| Error::new(format!("cannot start {jobs} threads: {e}")))?;
    }
    let reports = check_all(&families, &mut houses);
    Ok(Checked {
        houses,
        families,
        reports,
    })
}

/// How often each rule found something, and how long it took.
fn statistics(reports: &[FamilyReport], started: Instant) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in reports.iter().flat_map(|r| &r.findings) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let mut rows: Vec<(usize, &str)> = counts.into_iter().map(|(rule, n)| (n, rule)).collect();
    rows.sort_by(|a, b| b.cmp(a));
    for (count, rule) in rows {
        let _ = writeln!(std::io::stderr(), "{count:>7}  {rule}");
    }
    let seconds = started.elapsed().as_secs_f64();
    let _ = writeln!(
        std::io::stderr(),
        "{} articles in {seconds:.2} s",
        reports.len()
    );
}

/// Discovers and reads the families that the arguments name, and what their houses say.
///
/// # Errors
/// Usage, configuration, files.
pub(super) fn load(args: &CheckArgs) -> Result<(Vec<House>, Vec<LoadedFamily>)> {
    let mut houses = Houses::of(args)?;
    let source = match &args.source {
        Some(tag) => Some(
            Lang::from_tag(tag).ok_or_else(|| Error::new(format!("unknown language `{tag}`")))?,
        ),
        None => None,
    };
    let input = StandardInput::read(args)?;
    let files = input.family_files(args, &mut houses, source)?;
    if files.is_empty() && !args.families.allow_empty {
        return Err(Error::new(
            "no article to check; --allow-empty makes that no error",
        ));
    }
    let families = files
        .into_iter()
        .map(|files: FamilyFiles| files::load(files, input.overlay()))
        .collect::<Result<_>>()?;
    Ok((open(houses, args)?, families))
}

/// Checks families in parallel, in order, each by the rules of its house.
pub(super) fn check_all(families: &[LoadedFamily], houses: &mut [House]) -> Vec<FamilyReport> {
    let progress = Progress::new(families.len());
    for house in houses.iter_mut() {
        house.options.parallel = families.len() < rayon::current_num_threads();
    }
    let by_house = &*houses;
    let mut reports: Vec<FamilyReport> = families
        .par_iter()
        .map(|f| {
            let report = desk::check(&f.family, &by_house[f.files.house].options);
            progress.step();
            report
        })
        .collect();
    for (family, report) in families.iter().zip(&mut reports) {
        houses[family.files.house].judge(&family.files, report);
    }
    reports
}

/// Puts the file names to the reports.
pub(super) fn name_all<'a>(
    families: &'a [LoadedFamily],
    reports: &'a [FamilyReport],
) -> Vec<NamedReport<'a>> {
    families
        .iter()
        .zip(reports)
        .map(|(family, report)| NamedReport {
            id: family.files.id.clone(),
            source: family.files.source.as_ref().map(|f| slashed(&f.path)),
            versions: family
                .files
                .versions
                .iter()
                .map(|f| slashed(&f.path))
                .collect(),
            report,
            cleaned: Vec::new(),
        })
        .collect()
}

/// Whether the run fails, and on standard error why, where the report does not show it: a finding at the limit of its house
/// or above, more warnings than it takes, known findings that are gone.
pub(super) fn fails(args: &CheckArgs, checked: &Checked) -> bool {
    for line in checked.houses.iter().flat_map(|h| h.policy.unused()) {
        say(&line);
    }
    let named = name_all(&checked.families, &checked.reports);
    let mut failed = false;
    let mut of_houses: Vec<Vec<NamedReport<'_>>> = Vec::new();
    of_houses.resize_with(checked.houses.len(), Vec::new);
    for (family, report) in checked.families.iter().zip(named) {
        of_houses[family.files.house].push(report);
    }
    let mut warnings = 0;
    for (house, named) in checked.houses.iter().zip(&of_houses) {
        let summary = Summary::of(named);
        let limit = args.fail_on.or(house.config.fail_on());
        failed |= reaches(&summary, limit.unwrap_or(FailOn::Error));
        warnings += summary.warning;
        if args.max_warnings.is_none() {
            failed |= too_many(summary.warning, house.config.max_warnings);
        }
    }
    failed |= too_many(warnings, args.max_warnings);
    let gone = gone(&checked.houses);
    if gone > 0 && args.baseline.strict_baseline {
        say(&format!(
            "{} of the baseline {} gone; `copydesk baseline prune` drops them",
            counted(gone, "finding"),
            if gone == 1 { "is" } else { "are" }
        ));
        failed = true;
    }
    failed
}

fn too_many(warnings: usize, most: Option<usize>) -> bool {
    let Some(most) = most.filter(|most| warnings > *most) else {
        return false;
    };
    let warnings = counted(warnings, "warning");
    say(&format!("{warnings}; at most {most} allowed"));
    true
}

/// Whether anything is at the limit or above.
fn reaches(summary: &Summary, limit: FailOn) -> bool {
    let failing = match limit {
        FailOn::Never => 0,
        FailOn::Error => summary.at_least(Severity::Error),
        FailOn::Warning => summary.at_least(Severity::Warning),
        FailOn::Note => summary.at_least(Severity::Note),
    };
    failing > 0
}
