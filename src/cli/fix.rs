//! `copydesk fix`: applies what is safe, says what it did, and checks again.

mod ask;
mod log;
mod write;

use super::args::{FixArgs, FormatArg};
use super::check::{self, Checked, check_all, fails, load, name_all};
use super::files::LoadedFamily;
use super::house::House;
use super::input::say;
use super::output;
use super::selection;
use crate::desk::{self, FamilyReport};
use crate::document::{Encoding, encode};
use crate::error::{Error, Result};
use crate::finding::{Finding, Safety, Severity, Side};
use crate::outcome::fix::{Choice, Fixed, choose, diff_line};
use crate::outcome::report::json::Summary;
use crate::rules;
use crate::text::LineIndex;
use ask::Asker;
use log::{Entry, Log};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Most rounds of fixing and checking again: an edit can bring a further one to light.
const MAX_ROUNDS: usize = 8;

pub(super) fn run(args: &FixArgs) -> Result<ExitCode> {
    for name in &args.rule {
        selection::known(name)?;
    }
    if args.interactive && !std::io::stdin().is_terminal() {
        return Err(Error::new(
            "--interactive needs a terminal to ask on; --diff shows the edits without asking",
        ));
    }
    let outputs = output::outputs(&args.check.output)?;
    let (mut houses, mut families) = load(&args.check)?;
    let reads_stdin = args.check.paths.iter().any(|p| p.as_os_str() == "-");
    let to_stdout = args.check.format != FormatArg::Human
        || reads_stdin
        || args.log.as_deref().is_some_and(log::is_stdout);
    let mut terminal = std::io::stdin().lock();
    let mut run = Run {
        args,
        safety: if args.unsafe_fixes {
            Safety::Suggested
        } else {
            Safety::Safe
        },
        // What is said goes where nothing else is written.
        out: if to_stdout {
            Box::new(anstream::AutoStream::auto(std::io::stderr()))
        } else {
            Box::new(anstream::AutoStream::auto(std::io::stdout()))
        },
        asker: args.interactive.then(|| Asker::new(&mut terminal)),
        log: Log::default(),
        edits: 0,
    };
    let mut changed = 0;
    for family in &mut families {
        let before: Vec<Arc<str>> = texts(family).map(|t| text_of(family, t.side)).collect();
        run.family(family, &mut houses)?;
        let after: Vec<Text> = texts(family).collect();
        for (text, before) in after.into_iter().zip(before) {
            let fixed = text_of(family, text.side);
            if fixed == before && !reads_stdin {
                continue;
            }
            changed += usize::from(fixed != before);
            if args.diff {
                continue;
            }
            if reads_stdin {
                let named = args.check.families.stdin_path.as_deref();
                if named.is_some_and(|named| same(named, &text.path)) {
                    write::stdout(&encode(&fixed, text.encoding))?;
                }
            } else {
                let [old, new] = [before, fixed].map(|text_| encode(&text_, text.encoding));
                write::replace(&text.path, &old, &new)?;
            }
        }
    }
    let (log, edits, mut out) = (run.log, run.edits, run.out);
    if let Some(path) = &args.log {
        log.write(path)?;
    }
    let reports = check_all(&families, &mut houses);
    let checked = Checked {
        houses,
        families,
        reports,
    };
    let named = name_all(&checked.families, &checked.reports);
    let shown = check::shown(&args.check);
    output::write_all(&outputs, &named, shown)?;
    if args.check.format != FormatArg::Human {
        output::write(&named, args.check.format, shown, &mut std::io::stdout())
            .map_err(|e| Error::new(format!("cannot write the report: {e}")))?;
    }
    let summary = Summary::of(&named);
    writeln!(
        out,
        "{} {edits} edits in {changed} files; left: {} errors, {} warnings, {} notes.",
        if args.diff { "Would make" } else { "Made" },
        summary.error,
        summary.warning,
        summary.note
    )
    .map_err(cannot_write)?;
    if args.diff {
        return Ok(ExitCode::from(u8::from(edits > 0)));
    }
    Ok(ExitCode::from(u8::from(fails(&args.check, &checked))))
}

fn cannot_write(e: std::io::Error) -> Error {
    Error::new(format!("cannot write: {e}"))
}

/// What goes through all families.
struct Run<'a> {
    args: &'a FixArgs,
    safety: Safety,
    out: Box<dyn Write>,
    asker: Option<Asker<'a>>,
    log: Log,
    edits: usize,
}

/// A version before its last edits, and how much was wrong with it.
struct Before {
    text: Arc<str>,
    wrong: usize,
    entries: Vec<Entry>,
}

impl Run<'_> {
    /// Fixes the versions of a family in memory until there is nothing left to fix.
    fn family(&mut self, family: &mut LoadedFamily, houses: &mut [House]) -> Result<()> {
        let house = &mut houses[family.files.house];
        let count = family.family.versions.len();
        let mut last: Vec<Option<Before>> = Vec::new();
        last.resize_with(count, || None);
        let mut closed = vec![false; count];
        for round in 1..=MAX_ROUNDS {
            let mut report = desk::check(&family.family, &house.options);
            house.judge(&family.files, &mut report);
            let mut changed = false;
            for index in 0..count {
                let wrong = wrong_in(&report, index);
                if let Some(before) = last[index].take() {
                    // A person who asks for more than what is safe sees to the rest.
                    let worse = wrong > before.wrong && self.safety == Safety::Safe;
                    if worse && self.asker.is_none() {
                        let path = &family.files.versions[index].path;
                        say(&format!(
                            "{}: {} edits withdrawn, which left more findings than before",
                            path.display(),
                            before.entries.len()
                        ));
                        family.family.versions[index].text = before.text;
                        closed[index] = true;
                        changed = true;
                        continue;
                    }
                    self.keep(before.entries)?;
                }
                if closed[index] {
                    continue;
                }
                let (text, entries) = self.version(family, &report, index, round)?;
                if !entries.is_empty() {
                    last[index] = Some(Before {
                        text: std::mem::replace(&mut family.family.versions[index].text, text),
                        wrong,
                        entries,
                    });
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        for before in last.into_iter().flatten() {
            self.keep(before.entries)?;
        }
        Ok(())
    }

    /// Prints and counts edits that stand.
    fn keep(&mut self, entries: Vec<Entry>) -> Result<()> {
        self.edits += entries.len();
        for entry in &entries {
            writeln!(self.out, "{}", entry.shown).map_err(cannot_write)?;
        }
        self.log.extend(entries);
        Ok(())
    }

    /// The text of a version with the wanted fixes of a report, and what they are.
    fn version(
        &mut self,
        family: &LoadedFamily,
        report: &FamilyReport,
        index: usize,
        round: usize,
    ) -> Result<(Arc<str>, Vec<Entry>)> {
        let side = Side::Version(index);
        let path = &family.files.versions[index].path;
        let original = text_of(family, side);
        let wanted = |f: &Finding| {
            let rule = rules::find(f.rule);
            let names = |rule| self.args.rule.iter().any(|n| selection::names(n, rule));
            self.args.rule.is_empty() || rule.is_some_and(names)
        };
        let mut failed = None;
        let fixed = choose(report, side, self.safety, |finding| match &mut self.asker {
            _ if !wanted(finding) => Choice::Leave,
            None => Choice::Apply,
            Some(asker) => asker
                .ask(path, &original, finding, &mut self.out)
                .unwrap_or_else(|e| {
                    failed = Some(e);
                    Choice::Leave
                }),
        });
        if let Some(error) = failed {
            return Err(Error::new(format!("cannot ask: {error}")));
        }
        let entries = entries(family, report, index, round, &original, &fixed);
        Ok((fixed.text.as_str().into(), entries))
    }
}

/// How many findings of a warning or worse are about a version.
fn wrong_in(report: &FamilyReport, index: usize) -> usize {
    let about = |f: &&Finding| f.version == Some(index) && f.severity >= Severity::Warning;
    report.findings.iter().filter(about).count()
}

fn entries(
    family: &LoadedFamily,
    report: &FamilyReport,
    index: usize,
    round: usize,
    original: &str,
    fixed: &Fixed<'_>,
) -> Vec<Entry> {
    let path = &family.files.versions[index].path;
    let lines = LineIndex::new(original);
    let lang = report
        .article(Side::Version(index))
        .map_or("und", |a| a.reading.lang.tag());
    fixed
        .applied
        .iter()
        .map(|edit| {
            let place = lines.position(original, edit.span.start);
            let shown = format!(
                "{}:{}:{}: {}: {}",
                path.display(),
                place.line,
                place.column,
                edit.finding.rule,
                diff_line(original, edit)
            );
            Entry::new(
                &family.files.id,
                path,
                lang,
                round,
                place,
                original,
                edit,
                shown,
            )
        })
        .collect()
}

/// A text of a family with its file.
struct Text {
    side: Side,
    path: PathBuf,
    encoding: Encoding,
}

/// The versions of a family with their files; the source is not ours to change.
fn texts(family: &LoadedFamily) -> impl Iterator<Item = Text> {
    let versions = family.files.versions.iter().zip(&family.version_encodings);
    let texts: Vec<Text> = versions
        .enumerate()
        .map(|(i, (file, encoding))| Text {
            side: Side::Version(i),
            path: file.path.clone(),
            encoding: *encoding,
        })
        .collect();
    texts.into_iter()
}

fn text_of(family: &LoadedFamily, side: Side) -> Arc<str> {
    let input = match side {
        Side::Source => family.family.source.as_ref(),
        Side::Version(i) => family.family.versions.get(i),
    };
    input.map_or_else(|| "".into(), |t| t.text.clone())
}

/// Whether two paths name one file as far as their names tell.
fn same(a: &Path, b: &Path) -> bool {
    super::paths::absolute(a) == super::paths::absolute(b)
}
