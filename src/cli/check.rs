//! `copydesk check`: discover, check, report, exit status.

use super::args::{CheckArgs, FailOn, FormatArg, HyperlinksArg};
use super::config::{self, Config};
use super::discover::{self, FamilyFiles, LoadedFamily};
use super::policy::Policy;
use super::progress::Progress;
use super::{hyperlinks, output, selection, touched};
use crate::desk::{self, FamilyReport, Options};
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::language::Lang;
use crate::outcome::report::json::Summary;
use crate::outcome::report::named::NamedReport;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

pub(super) fn run(args: &CheckArgs, hyperlinks: HyperlinksArg) -> Result<ExitCode> {
    let outputs = output::outputs(&args.output)?;
    let started = Instant::now();
    let Checked {
        config,
        families,
        reports,
        policy,
    } = check_files(args)?;
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
        statistics(&reports, started);
    }
    for line in policy.unused() {
        say(&line);
    }
    let summary = Summary::of(&named);
    let stale = policy.stale();
    if stale > 0 && args.baseline.strict_baseline {
        say(&format!(
            "{stale} findings of the baseline are gone; `copydesk baseline prune` drops them"
        ));
        return Ok(ExitCode::from(1));
    }
    let most = args.max_warnings.or(config.max_warnings);
    if let Some(most) = most.filter(|most| summary.warning > *most) {
        say(&format!(
            "{} warnings are more than {most}",
            summary.warning
        ));
        return Ok(ExitCode::from(1));
    }
    let limit = args.fail_on.or(config.fail_on()).unwrap_or(FailOn::Error);
    Ok(exit_code(&summary, limit))
}

/// Families, what was found in them, and by which rules of the house.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) config: Config,
    pub(super) families: Vec<LoadedFamily>,
    pub(super) reports: Vec<FamilyReport>,
    pub(super) policy: Policy,
}

/// Reads and checks what the arguments name.
///
/// # Errors
/// Usage, configuration, files.
pub(super) fn check_files(args: &CheckArgs) -> Result<Checked> {
    let (config, families) = load(args)?;
    let mut options = selection::options(&args.rules, &config)?;
    let mut policy = Policy::new(&config, &args.baseline)?;
    if let Some(jobs) = args.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs);
        pool.build_global()
            .map_err(|e| Error::new(format!("cannot start {jobs} threads: {e}")))?;
    }
    options.parallel = families.len() < rayon::current_num_threads();
    let mut reports = check_all(&families, &options);
    for (family, report) in families.iter().zip(&mut reports) {
        policy.apply(&family.files, report);
    }
    Ok(Checked {
        config,
        families,
        reports,
        policy,
    })
}

fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "copydesk: {line}");
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

/// Discovers and reads the families that the arguments name.
pub(super) fn load(args: &CheckArgs) -> Result<(Config, Vec<LoadedFamily>)> {
    let start = args.paths.iter().find(|p| p.as_os_str() != "-");
    let start = start
        .or(args.families.stdin_path.as_ref())
        .map_or(Path::new("."), |p| p.as_path());
    let config = config::load(args.config.as_deref(), start)?;
    let source = match &args.source {
        Some(tag) => Some(
            Lang::from_tag(tag).ok_or_else(|| Error::new(format!("unknown language `{tag}`")))?,
        ),
        None => None,
    };
    let input = StandardInput::read(args)?;
    let files = input.family_files(args, &config, source)?;
    if files.is_empty() && !args.families.allow_empty {
        return Err(Error::new(
            "no article to check; --allow-empty makes that no error",
        ));
    }
    let overlay = input
        .text
        .as_ref()
        .map(|(path, text)| (path.as_path(), text.as_slice()));
    let families = files
        .into_iter()
        .map(|files| discover::load(files, overlay))
        .collect::<Result<_>>()?;
    Ok((config, families))
}

/// A text that comes in on standard input in place of a file.
#[derive(Debug, Default)]
struct StandardInput {
    text: Option<(PathBuf, Vec<u8>)>,
}

impl StandardInput {
    fn read(args: &CheckArgs) -> Result<StandardInput> {
        if !args.paths.iter().any(|p| p.as_os_str() == "-") {
            return Ok(StandardInput::default());
        }
        let Some(path) = args.families.stdin_path.clone() else {
            return Err(Error::new("`-` needs --stdin-path PATH: whose text is it?"));
        };
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|e| Error::new(format!("cannot read standard input: {e}")))?;
        Ok(StandardInput {
            text: Some((path, bytes)),
        })
    }

    /// The families that the arguments name; a text that comes in alone brings the other files of its article.
    fn family_files(
        &self,
        args: &CheckArgs,
        config: &Config,
        source: Option<Lang>,
    ) -> Result<Vec<FamilyFiles>> {
        let named: Vec<PathBuf> = args
            .paths
            .iter()
            .map(|path| match &self.text {
                Some((stands_for, _)) if path.as_os_str() == "-" => stands_for.clone(),
                _ => path.clone(),
            })
            .collect();
        let alone = self.text.is_some() && named.len() == 1;
        let choice = &args.families;
        if choice.family || alone {
            let folder = match (config.root(), named.first().and_then(|p| p.parent())) {
                (Some(root), _) => from_here(root),
                (None, Some(parent)) if alone && !parent.as_os_str().is_empty() => {
                    parent.to_owned()
                }
                _ => PathBuf::from("."),
            };
            let found = discover::families(std::slice::from_ref(&folder), config, source);
            let mut families = match found {
                Ok(families) => families,
                Err(_) if alone => Vec::new(),
                Err(e) if choice.allow_empty && e.is_about_nothing() => Vec::new(),
                Err(e) => return Err(e),
            };
            touched::keep_touched(&mut families, &named);
            if families.is_empty() && alone {
                families = discover::families(&named, config, source)?;
            }
            return Ok(families);
        }
        let mut families = match discover::families(&named, config, source) {
            Ok(families) => families,
            Err(e) if choice.allow_empty && e.is_about_nothing() => Vec::new(),
            Err(e) => return Err(e),
        };
        if let Some(since) = &choice.since {
            let first = named.first().map_or(Path::new("."), |p| p.as_path());
            let folder = if first.is_dir() {
                first
            } else {
                first
                    .parent()
                    .filter(|p| !p.as_os_str().is_empty())
                    .unwrap_or(Path::new("."))
            };
            let changed = touched::changed_since(since, folder)?;
            touched::keep_touched(&mut families, &changed);
            if families.is_empty() {
                say(&format!("no article differs from {since}"));
                if !choice.allow_empty {
                    return Err(Error::new(
                        "nothing to check; --allow-empty makes that no error",
                    ));
                }
            }
        }
        Ok(families)
    }
}

/// A folder as it is named from the working directory, if it lies in it.
fn from_here(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    match folder.strip_prefix(&here) {
        Ok(inside) if inside.as_os_str().is_empty() => PathBuf::from("."),
        Ok(inside) => inside.to_owned(),
        Err(_) => folder.to_owned(),
    }
}

/// Checks families in parallel, in order.
pub(super) fn check_all(families: &[LoadedFamily], options: &Options) -> Vec<FamilyReport> {
    let progress = Progress::new(families.len());
    families
        .par_iter()
        .map(|f| {
            let report = desk::check(&f.family, options);
            progress.step();
            report
        })
        .collect()
}

/// Puts the file names to the reports.
pub(super) fn name_all<'a>(
    families: &'a [LoadedFamily],
    reports: &'a [FamilyReport],
) -> Vec<NamedReport<'a>> {
    let name = |path: &Path| {
        let name = path.to_string_lossy().replace('\\', "/");
        // Platforms know files by their names from the top of the repository.
        name.strip_prefix("./").map_or(name.clone(), str::to_owned)
    };
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
