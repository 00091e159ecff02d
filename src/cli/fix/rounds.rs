//! What `fix` does in each round: asks where it is to ask, says what stands, and writes it down.

use super::ask::Asker;
use super::log::{Entry, Log};
use super::{cannot_write, path_in, same};
use crate::cli::args::FixArgs;
use crate::cli::discover::FamilyFiles;
use crate::cli::files::LoadedFamily;
use crate::cli::house::House;
use crate::cli::input::say;
use crate::cli::selection;
use crate::desk::{Family, FamilyReport};
use crate::error::{Error, Result};
use crate::finding::{Finding, Safety, Side};
use crate::outcome::fix::{Choice, Fixed, choose, diff_line};
use crate::outcome::report::plural::counted;
use crate::outcome::rounds::{self, Edited, Editor};
use crate::rules;
use crate::text::LineIndex;
use std::io::Write;
use std::path::Path;

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
        let files = &family.files;
        let versions = files.versions.iter();
        let is_closed = |path: &Path| self.only.is_some_and(|only| !same(only, path));
        let closed = versions.map(|file| is_closed(&file.path)).collect();
        let mut editing = Editing {
            house: &mut houses[files.house],
            files,
            rounds: self,
        };
        rounds::run(&mut family.family, None, closed, &mut editing)
    }
}

/// The work on one family.
struct Editing<'r, 'a> {
    rounds: &'r mut Rounds<'a>,
    files: &'r FamilyFiles,
    house: &'r mut House,
}

impl Editor for Editing<'_, '_> {
    type Edits = Vec<Entry>;
    type Error = Error;

    fn check(&mut self, family: &Family) -> FamilyReport {
        self.house.check(self.files, family)
    }

    fn edit(
        &mut self,
        family: &Family,
        report: &FamilyReport,
        version: usize,
        round: usize,
    ) -> Result<Edited<Vec<Entry>>> {
        let side = Side::Version(version);
        let path = path_in(self.files, side);
        let original = &*family.versions[version].text;
        let safety = self.rounds.safety;
        let Rounds {
            args, asker, out, ..
        } = &mut *self.rounds;
        let wanted = |f: &Finding| {
            let rule = rules::find(f.rule);
            let names = |rule| args.rule.iter().any(|n| selection::names(n, rule));
            args.rule.is_empty() || rule.is_some_and(names)
        };
        let mut failed = None;
        let fixed = choose(report, side, safety, |finding, ways| {
            if !wanted(finding) {
                return Choice::Leave;
            }
            match (&mut *asker, &finding.fix) {
                (Some(asker), _) => asker
                    .ask(path, original, finding, ways, out)
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
        let entries = entries(self.files, report, side, round, original, &fixed);
        Ok((!entries.is_empty()).then(|| (fixed.text.into(), entries)))
    }

    fn stand(&mut self, _: usize, entries: Vec<Entry>) -> Result<()> {
        let rounds = &mut *self.rounds;
        rounds.edits += entries.len();
        for entry in &entries {
            writeln!(rounds.out, "{}", entry.shown).map_err(cannot_write)?;
        }
        rounds.log.extend(entries);
        Ok(())
    }

    /// A person who asks for more than what is safe sees to the rest.
    fn withdraw(&mut self, version: usize, entries: &Vec<Entry>) -> bool {
        let unasked = self.rounds.safety == Safety::Safe && self.rounds.asker.is_none();
        if unasked {
            say(&format!(
                "{}: {} withdrawn, which left more findings than before",
                path_in(self.files, Side::Version(version)).display(),
                counted(entries.len(), "edit")
            ));
        }
        unasked
    }
}

fn entries(
    files: &FamilyFiles,
    report: &FamilyReport,
    side: Side,
    round: usize,
    original: &str,
    fixed: &Fixed<'_>,
) -> Vec<Entry> {
    let path = path_in(files, side);
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
            Entry::new(&files.id, path, lang, round, place, original, edit, shown)
        })
        .collect()
}
