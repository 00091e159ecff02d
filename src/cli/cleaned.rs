//! What `fix` would make of the texts, for the pages that offer it.

use super::files::LoadedFamily;
use super::house::House;
use crate::outcome::report::named::NamedReport;
use crate::outcome::rounds::cleaned;

/// Puts the cleaned texts to the reports of their families.
pub(super) fn put(named: &mut [NamedReport<'_>], families: &[LoadedFamily], houses: &mut [House]) {
    for (named, loaded) in named.iter_mut().zip(families) {
        let house = &mut houses[loaded.files.house];
        named.cleaned = cleaned(&loaded.family, named.report, |family| {
            house.check(&loaded.files, family)
        });
    }
}
