//! Fixing in memory: rounds of edits and checks, until nothing is left to fix.

use super::ask::Asker;
use super::log::{Entry, Log};
use super::{cannot_write, path_of, same, text_of};
use crate::cli::args::FixArgs;
use crate::cli::files::LoadedFamily;
use crate::cli::house::House;
use crate::cli::input::say;
use crate::cli::selection;
use crate::desk::{self, FamilyReport};
use crate::error::{Error, Result};
use crate::finding::{Finding, Safety, Severity, Side};
use crate::outcome::fix::{Choice, Fixed, choose, diff_line};
use crate::outcome::report::plural::counted;
use crate::rules;
use crate::text::LineIndex;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Most rounds of fixing and checking again: an edit can bring a further one to light.
const MAX_ROUNDS: usize = 8;

/// What goes through all families.
pub(super) struct Rounds<'a> {
    args: &'a FixArgs,
    /// The only file that is ours to change; all versions are if there is none.
    only: Option<&'a Path>,
    safety: Safety,
    asker: Option<Asker<'a>>,
    /// Where people are told.
    pub(super) out: Box<dyn Write>,
    /// The edits that stand.
    pub(super) log: Log,
    /// How many they are.
    pub(super) edits: usize,
}

/// A version before its last edits, and how much was wrong with it.
struct Before {
    text: Arc<str>,
    wrong: usize,
    entries: Vec<Entry>,
}

impl<'a> Rounds<'a> {
    pub(super) fn new(
        args: &'a FixArgs,
        only: Option<&'a Path>,
        out: Box<dyn Write>,
        asker: Option<Asker<'a>>,
    ) -> Rounds<'a> {
        Rounds {
            args,
            only,
            safety: if args.unsafe_fixes {
                Safety::Suggested
            } else {
                Safety::Safe
            },
            asker,
            out,
            log: Log::default(),
            edits: 0,
        }
    }

    /// Fixes the versions of a family until there is nothing left to fix; the source is not ours to change.
    pub(super) fn run(&mut self, family: &mut LoadedFamily, houses: &mut [House]) -> Result<()> {
        let house = &mut houses[family.files.house];
        let count = family.family.versions.len();
        let mut last: Vec<Option<Before>> = Vec::new();
        last.resize_with(count, || None);
        let path = |index| path_of(family, Side::Version(index));
        let is_closed = |index| self.only.is_some_and(|only| !same(only, path(index)));
        let mut closed: Vec<bool> = (0..count).map(is_closed).collect();
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
                        say(&format!(
                            "{}: {} withdrawn, which left more findings than before",
                            path_of(family, Side::Version(index)).display(),
                            counted(before.entries.len(), "edit")
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
        let path = path_of(family, side);
        let original = text_of(family, side);
        let wanted = |f: &Finding| {
            let rule = rules::find(f.rule);
            let names = |rule| self.args.rule.iter().any(|n| selection::names(n, rule));
            self.args.rule.is_empty() || rule.is_some_and(names)
        };
        let mut failed = None;
        let fixed = choose(report, side, self.safety, |finding, ways| {
            if !wanted(finding) {
                return Choice::Leave;
            }
            match (&mut self.asker, &finding.fix) {
                (Some(asker), _) => asker
                    .ask(path, &original, finding, ways, &mut self.out)
                    .unwrap_or_else(|e| {
                        failed = Some(e);
                        Choice::Leave
                    }),
                (None, Some(fix)) => Choice::Take(fix),
                (None, None) => Choice::Leave,
            }
        });
        if let Some(error) = failed {
            return Err(Error::new(format!("cannot ask: {error}")));
        }
        let entries = entries(family, report, side, round, &original, &fixed);
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
    side: Side,
    round: usize,
    original: &str,
    fixed: &Fixed<'_>,
) -> Vec<Entry> {
    let path = path_of(family, side);
    let lines = LineIndex::new(original);
    let lang = report.article(side).map_or("und", |a| a.reading.lang.tag());
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
