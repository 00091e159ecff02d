//! Names of countries, cities and regions, found in the sentences of a language in the forms that it declines them to.

mod declined;
mod names;
mod spelling;

pub(super) use names::Names;
pub use names::{Places, Word};

use super::files;
use rustc_hash::FxHashMap;
use spelling::{NO_PLACE, plain};
use std::sync::OnceLock;

/// What lies in which country.
const INSIDE: &str = include_str!("../../data/names/inside.tsv");

/// A place: the identifier that all languages share, such as `country.DE` or `city.vienna`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place(&'static str);

impl Place {
    /// The place whose identifier stands at a byte of the list of all.
    fn at(byte: usize) -> Place {
        let id = files::PLACES.get(byte..).and_then(|ids| ids.lines().next());
        Place(id.unwrap_or(""))
    }

    /// The identifier.
    pub const fn id(self) -> &'static str {
        self.0
    }

    /// `country`, `city`, `region` and so on.
    pub fn kind(self) -> &'static str {
        self.0.split('.').next().unwrap_or("")
    }

    /// Whether it is a country or a territory that is named like one.
    pub fn is_country(self) -> bool {
        self.0.starts_with("country.")
    }

    /// Whether it is no place: a word that only looks like one.
    pub fn is_none(self) -> bool {
        self.0 == NO_PLACE
    }

    /// Whether some language calls the place by `word`, with at most `endings` letters behind the name.
    pub fn is_called(self, word: &str, endings: usize) -> bool {
        let word = plain(word);
        let entry = format!("\n{}\t", self.0);
        let at = memchr::memmem::find(files::NAMES.as_bytes(), entry.as_bytes());
        let names = at.and_then(|at| files::NAMES[at + entry.len()..].lines().next());
        names
            .into_iter()
            .flat_map(|names| names.split(','))
            .any(|name| {
                let (name, open) = match name.strip_suffix('*') {
                    Some(stem) => (stem, true),
                    None => (name, false),
                };
                let rest = word.strip_prefix(name).filter(|_| !name.is_empty());
                rest.is_some_and(|rest| open || rest.chars().count() <= endings)
            })
    }

    /// Whether one may stand for the other: the same, a part of it, its capital, its government, or in one country.
    pub fn is_related(self, other: Place) -> bool {
        if self == other {
            return true;
        }
        let ours = self.countries();
        !ours.is_empty() && other.countries().iter().any(|c| ours.contains(c))
    }

    /// The countries that the place is, lies in or speaks for.
    fn countries(self) -> Vec<&'static str> {
        static TABLE: OnceLock<FxHashMap<&str, Vec<&str>>> = OnceLock::new();
        let table = TABLE.get_or_init(|| {
            let mut table: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
            for line in INSIDE.lines().filter(|l| !l.starts_with('#')) {
                if let Some((country, members)) = line.split_once('\t') {
                    for member in members.split(',') {
                        table.entry(member.trim()).or_default().push(country);
                    }
                }
            }
            table
        });
        let mut out: Vec<&'static str> = table.get(self.0).cloned().unwrap_or_default();
        // "region.us-*" and "country.gb-*" are filed under the start that their members share.
        if let Some(start) = self.0.find('-') {
            let family = &INSIDE_FAMILIES.iter().find(|f| f.0 == &self.0[..=start]);
            out.extend(family.map(|f| f.1));
        }
        if self.is_country() {
            out.push(self.0);
        }
        out
    }
}

/// Identifiers that start so belong to one country.
const INSIDE_FAMILIES: [(&str, &str); 3] = [
    ("region.us-", "country.US"),
    ("org.us-", "country.US"),
    ("country.gb-", "country.GB"),
];
