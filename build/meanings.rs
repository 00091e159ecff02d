//! Makes the tables of what the words of each language mean around numbers.

use crate::data::LanguageData;
use crate::key::{Kind, hash};
use crate::languages::Languages;
use crate::listing::terms;
use crate::meaning::Meaning;
use crate::tables::{Record, buckets};
use crate::terms::{by_head, starts};
use crate::{Folders, Made};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// The lists of meanings that terms have, one behind the other.
#[derive(Default)]
struct Lists {
    places: HashMap<String, usize>,
    meanings: Vec<String>,
}

impl Lists {
    /// Where a list starts.
    fn place(&mut self, list: &[Meaning]) -> usize {
        let meanings: Vec<String> = list.iter().map(|m| format!("Meaning::{m:?}")).collect();
        *self.places.entry(meanings.join(", ")).or_insert_with(|| {
            let place = self.meanings.len();
            self.meanings.extend(meanings);
            place
        })
    }
}

/// Writes the tables of all languages; gives the code that includes them.
pub(crate) fn tables(folders: &Folders, languages: &Languages) -> Made<String> {
    let mut lists = Lists::default();
    let mut code = String::from(
        "/// What words mean in each language, and last in one that is not known.\n\
         pub(in crate::language) static MEANINGS: [Meanings; COUNT + 1] = [\n",
    );
    let unknown = ("und", LanguageData::default());
    let known = languages.tags.iter().map(|tag| {
        let data = languages.data(tag)?;
        Ok((tag.as_str(), data))
    });
    let known: Vec<(&str, LanguageData)> = known.collect::<Made<_>>()?;
    for (tag, data) in known.into_iter().chain([unknown]) {
        let attached_endings = data.morphology.attached_endings;
        let by_head = by_head(terms(&data), attached_endings);
        let starts = starts(by_head.keys().map(|head| &**head));
        let longest_head = by_head.keys().map(|head| head.len()).max().unwrap_or(0);
        let mut by_key: BTreeMap<u64, Vec<Record>> = BTreeMap::new();
        for (head, terms) in by_head {
            let records = terms.into_iter().map(|(term, list)| {
                Ok(Record {
                    flags: u8::try_from(list.len() << 1)?,
                    value: lists.place(&list),
                    text: term.into(),
                })
            });
            by_key.insert(hash(Kind::Term, &head), records.collect::<Made<_>>()?);
        }
        let (heads, terms) = buckets(by_key)?;
        writeln!(
            code,
            "    Meanings {{ heads: slots({}), terms: {}, starts: &{starts:?}, longest_head: {longest_head}, \
             attached_endings: {attached_endings} }},",
            folders.write(&format!("{tag}.figures"), "include_bytes", &heads)?,
            folders.write(&format!("{tag}.terms"), "include_bytes", &terms)?,
        )?;
    }
    writeln!(
        code,
        "];\n/// The lists of meanings that terms have, one behind the other.\n\
         pub(in crate::language) static LISTS: [Meaning; {}] = [{}];",
        lists.meanings.len(),
        lists.meanings.join(", ")
    )?;
    Ok(code)
}
