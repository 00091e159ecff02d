//! A house: a configuration with the rules, words and exceptions that it comes to.

use super::args::CheckArgs;
use super::config::Config;
use super::discover::FamilyFiles;
use super::houses::Houses;
use super::policy::Policy;
use super::selection;
use crate::desk::{self, Family, FamilyReport, Options};
use crate::error::Result;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::path::Path;

/// What counts for the families under one configuration.
#[derive(Debug)]
pub(super) struct House {
    pub(super) config: Config,
    pub(super) options: Options,
    pub(super) policy: Policy,
}

impl House {
    /// Checks a family and takes out what the house lets pass.
    pub(super) fn check(&mut self, files: &FamilyFiles, family: &Family) -> FamilyReport {
        let mut report = desk::check(family, &self.options);
        self.judge(files, &mut report);
        report
    }

    /// Takes out of a report what the house lets pass.
    pub(super) fn judge(&mut self, files: &FamilyFiles, report: &mut FamilyReport) {
        self.policy.apply(files, report, &self.options);
    }
}

/// Opens the houses that were met.
///
/// # Errors
/// A rule that does not exist, a lexicon or a baseline that cannot be read.
pub(super) fn open(houses: Houses, args: &CheckArgs) -> Result<Vec<House>> {
    houses
        .into_configs()
        .into_iter()
        .map(|config| {
            Ok(House {
                options: selection::options(&args.rules, &config)?,
                policy: Policy::new(&config, &args.baseline)?,
                config,
            })
        })
        .collect()
}

/// How many known findings are gone: of a file that several houses share those that are gone for each.
pub(super) fn gone(houses: &[House]) -> usize {
    let mut by_file: BTreeMap<&Path, FxHashSet<&str>> = BTreeMap::new();
    for house in houses {
        let Some((path, gone)) = house.policy.gone(&house.options) else {
            continue;
        };
        by_file.entry(path).or_default().extend(gone);
    }
    by_file.values().map(FxHashSet::len).sum()
}
