//! Makes the tables of the names of places of each language of `data/names` and `data/names/cldr`.

use crate::classes::is_word_char;
use crate::key::{CAPITAL, Kind, OPEN, UPPER, hash};
use crate::languages::Languages;
use crate::place_spelling::{NO_PLACE, head, plain, size};
use crate::spelling::spellings;
use crate::tables::{Record, buckets};
use crate::{Folders, Made};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

/// Kinds of names whose identifiers start so.
const KINDS: [&str; 8] = [
    "country.", "city.", "region.", "sea.", "river.", "island.", "nation.", "org.",
];
/// The Arabic article, which is one with its word.
const ARTICLE: &str = "ال";

/// Whether the identifier is that of a place, or of what only looks like one.
fn is_place(id: &str) -> bool {
    id == NO_PLACE || KINDS.iter().any(|kind| id.starts_with(kind))
}

/// A form of a name as it is filed.
#[derive(PartialEq)]
struct Name {
    /// Its words as they are compared, with a space between them.
    words: String,
    /// Its bits.
    flags: u8,
}

impl Name {
    /// Reads a form as the files write it, in each of its spellings; those too short for a name are left out.
    fn read(form: &str, unspaced: bool) -> Vec<Name> {
        let (form, open) = match form.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (form, false),
        };
        let spelled = spellings(form);
        let names = spelled
            .iter()
            .filter_map(|form| Name::spelled(form, open, unspaced));
        names.collect()
    }

    fn spelled(form: &str, open: bool, unspaced: bool) -> Option<Name> {
        let words: Vec<String> = if unspaced {
            vec![form.to_owned()]
        } else {
            form.split(|c: char| !is_word_char(c))
                .filter(|w| !w.is_empty())
                .map(plain)
                .collect()
        };
        let letters: usize = words.iter().map(|w| w.chars().count()).sum();
        if letters < 2 || words[0].is_empty() {
            return None;
        }
        let upper = form.chars().filter(|c| c.is_uppercase()).count() >= 2
            && !form.chars().any(char::is_lowercase);
        let capital = form.starts_with(char::is_uppercase);
        let flag = |bit, set| if set { bit } else { 0 };
        Some(Name {
            words: words.join(" "),
            flags: flag(OPEN, open) | flag(CAPITAL, capital) | flag(UPPER, upper),
        })
    }
}

/// The identifiers of all places, a line each.
#[derive(Default)]
struct Places {
    bytes: HashMap<String, usize>,
    list: String,
}

impl Places {
    /// The byte at which an identifier stands in the list.
    fn byte(&mut self, id: &str) -> usize {
        *self.bytes.entry(id.to_owned()).or_insert_with(|| {
            let byte = self.list.len();
            self.list.push_str(id);
            self.list.push('\n');
            byte
        })
    }
}

/// Writes the tables of all languages; gives the code that includes them.
pub(crate) fn tables(folders: &Folders, languages: &Languages) -> Made<String> {
    let mut places = Places::default();
    let mut names_of_places = String::new();
    let mut called: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for tag in &languages.tags {
        let territories = folders.read("names/cldr", &format!("{tag}.tsv"))?;
        let listed = languages.or_of_base(folders, "names", tag)?;
        let unspaced = languages.is_unspaced(tag);
        let has_article = languages.prefixes(tag).contains(&ARTICLE);
        let mut by_head: BTreeMap<u64, Vec<(Name, usize)>> = BTreeMap::new();
        let mut add = |form: &str, place: usize| {
            for name in Name::read(form, unspaced) {
                let key = hash(Kind::Place, head(&name.words));
                let bucket = by_head.entry(key).or_default();
                // The hand-written names repeat many of the territories'.
                if !bucket.iter().any(|(n, p)| *p == place && *n == name) {
                    bucket.push((name, place));
                }
            }
        };
        for line in territories.lines().chain(listed.lines()) {
            let Some((id, forms)) = line.split_once('\t').filter(|(id, _)| is_place(id)) else {
                continue;
            };
            let place = places.byte(id.trim());
            for form in forms.split(',').map(str::trim) {
                add(form, place);
                // الهند stands behind a particle without its article: للهند.
                if let Some(bare) = form.strip_prefix(ARTICLE).filter(|_| has_article) {
                    add(bare, place);
                }
            }
        }
        let by_head = by_head.into_iter().map(|(key, mut bucket)| {
            bucket.sort_by_key(|(name, _)| Reverse(size(&name.words)));
            let records = bucket.into_iter().map(|(name, place)| Record {
                flags: name.flags,
                value: place,
                text: name.words,
            });
            (key, records.collect())
        });
        let (heads, forms) = buckets(by_head.collect())?;
        for (id, forms) in listed.lines().filter_map(|line| line.split_once('\t')) {
            if is_place(id) {
                let forms = forms.split(',').map(|form| plain(form.trim()));
                called.entry(id.to_owned()).or_default().extend(forms);
            }
        }
        writeln!(
            names_of_places,
            "    Names {{ endings: {}, heads: slots({}), forms: {} }},",
            endings(&territories),
            folders.write(&format!("{tag}.places"), "include_bytes", &heads)?,
            folders.write(&format!("{tag}.names"), "include_bytes", &forms)?,
        )?;
    }
    let called = called
        .into_iter()
        .fold(String::from("\n"), |all, (id, names)| {
            let names: Vec<String> = names.into_iter().collect();
            all + &format!("{id}\t{}\n", names.join(","))
        });
    let called = folders.write("called", "include_str", called.as_bytes())?;
    let list = folders.write("places", "include_str", places.list.as_bytes())?;
    Ok(format!(
        "/// The names of places of each language.\n\
         pub(in crate::language) static NAMES_OF_PLACES: [Names; COUNT] = [\n{names_of_places}];\n\
         /// The identifiers of places, a line each.\n\
         pub(in crate::language) static PLACES: &str = {list};\n\
         /// What each place is called in any language: its identifier, a tab, and its names.\n\
         pub(in crate::language) static NAMES: &str = {called};\n",
    ))
}

/// How many letters an ending has at most, as the comments at the head of a file say.
fn endings(territories: &str) -> usize {
    territories
        .lines()
        .take_while(|l| l.starts_with('#'))
        .find_map(|l| l.strip_prefix("# endings: ")?.trim().parse().ok())
        .unwrap_or(0)
}
