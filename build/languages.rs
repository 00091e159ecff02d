//! Reads the language files, stores their data and lists what is needed of every language to recognise it.

use crate::data::LanguageData;
use crate::key::{Kind, hash};
use crate::tables::slots;
use crate::{Folders, Made};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// The languages that have a file.
pub(crate) struct Languages {
    /// Their tags: English first, the others by name, so that a variant follows its base.
    pub(crate) tags: Vec<String>,
    /// Their files.
    own: BTreeMap<String, Table>,
    /// Their files, those of variants together with those of their bases.
    merged: BTreeMap<String, Table>,
}

/// Reads the files.
pub(crate) fn read(folder: &Path) -> Made<Languages> {
    let mut own = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let tag = path.file_stem().and_then(|s| s.to_str());
        if let Some(tag) = tag.filter(|_| path.extension().is_some_and(|e| e == "toml")) {
            let table = fs::read_to_string(&path)?
                .parse::<Table>()
                .map_err(|e| format!("{}: {e}", path.display()))?;
            own.insert(tag.to_owned(), table);
        }
    }
    let mut tags: BTreeSet<String> = own.keys().cloned().collect();
    if !tags.remove("en") {
        return Err("data/languages/en.toml is missing".into());
    }
    let merged = own.iter().map(|(tag, table)| {
        let base = string(table, "base");
        let merged = match own.get(base) {
            Some(base) => merge(base.clone(), table.clone()),
            None if base.is_empty() => table.clone(),
            None => return Err(format!("{tag}: there is no base {base}").into()),
        };
        Ok((tag.clone(), merged))
    });
    Ok(Languages {
        tags: std::iter::once("en".to_owned()).chain(tags).collect(),
        merged: merged.collect::<Made<_>>()?,
        own,
    })
}

/// The keys of a variant in place of those of its base, in each section.
fn merge(mut base: Table, own: Table) -> Table {
    for (key, value) in own {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => under.extend(over),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
    base
}

impl Languages {
    /// The file of a language in a folder, or that of the language that it is a variant of.
    pub(crate) fn or_of_base(&self, folders: &Folders, folder: &str, tag: &str) -> Made<String> {
        let own = folders.read(folder, &format!("{tag}.tsv"))?;
        match tag.split_once('-') {
            Some((primary, _)) if own.is_empty() => folders.read(folder, &format!("{primary}.tsv")),
            _ => Ok(own),
        }
    }

    /// The data of a language as the program has it.
    pub(crate) fn data(&self, tag: &str) -> Made<LanguageData> {
        let data = self.merged[tag].clone().try_into();
        data.map_err(|e| format!("data/languages/{tag}.toml: {e}").into())
    }

    /// Whether words stand without spaces between them.
    pub(crate) fn is_unspaced(&self, tag: &str) -> bool {
        let script = self.merged.get(tag).map_or("", |t| string(t, "script"));
        matches!(script, "Han" | "Japanese" | "Thai")
    }

    /// Particles that are written as one with the next word.
    pub(crate) fn prefixes(&self, tag: &str) -> Vec<&str> {
        strings(&self.merged[tag], "morphology", "prefixes")
    }
}

/// A text of a file; empty if it is not there.
fn string<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or("")
}

/// A list of texts of a section.
fn strings<'a>(table: &'a Table, section: &str, key: &str) -> Vec<&'a str> {
    let list = table.get(section).and_then(|s| s.get(key));
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).collect()
}

/// Writes what is known of the languages; gives the code that includes it.
pub(crate) fn tables(folders: &Folders, languages: &Languages) -> Made<String> {
    let tags = &languages.tags;
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    let mut letters: BTreeMap<char, u64> = BTreeMap::new();
    let mut unlisted = 0u64;
    let mut profiles = String::new();
    let mut stored = String::new();
    for (index, tag) in tags.iter().enumerate() {
        let (own, merged) = (&languages.own[tag], &languages.merged[tag]);
        let function: Vec<String> = strings(merged, "words", "function")
            .iter()
            .map(|word| word.to_lowercase())
            .collect();
        for word in &function {
            *words.entry(word.clone()).or_default() |= 1 << index;
        }
        let listed = string(own, "letters");
        if listed.is_empty() {
            unlisted |= 1 << index;
        }
        for letter in listed.chars() {
            *letters.entry(letter).or_default() |= 1 << index;
        }
        let expansion = own.get("expansion");
        let expansion = expansion.and_then(|e| e.as_float().or(e.as_integer().map(|e| e as f64)));
        writeln!(
            profiles,
            "    Listed {{ name: {:?}, script: {:?}, whatlang: {:?}, expansion: {:?}, letters: {listed:?}, function_words: {:?} }},",
            string(own, "name"),
            string(own, "script"),
            string(own, "whatlang"),
            expansion.unwrap_or(0.0),
            function.join("\n"),
        )?;
        let bytes = postcard::to_allocvec(&languages.data(tag)?)?;
        let include = folders.write(&format!("{tag}.language"), "include_bytes", &bytes)?;
        writeln!(stored, "    {include},")?;
    }
    let sets: BTreeSet<u64> = words.values().copied().collect();
    let sets: Vec<u64> = sets.into_iter().collect();
    let function = words.iter().map(|(word, set)| {
        let number = sets.partition_point(|s| s < set) + 1;
        (hash(Kind::Function, word), number)
    });
    Ok(format!(
        "/// Number of languages with data.\npub(in crate::language) const COUNT: usize = {};\n\
         /// The tags of the languages with data, English first.\n\
         pub(in crate::language) const TAGS: [&str; COUNT] = {tags:?};\n\
         /// The function words of all languages, each with the number of the set of its languages.\n\
         pub(in crate::language) static FUNCTION_WORDS: Slots = slots({});\n\
         /// The sets of languages that share function words.\n\
         pub(in crate::language) static FUNCTION_SETS: [u64; {}] = {sets:?};\n\
         /// The letters that languages list, sorted, with the set of the languages.\n\
         pub(in crate::language) static LETTERS: [(char, u64); {}] = {:?};\n\
         /// The languages that list none.\n\
         pub(in crate::language) const NO_LETTERS: u64 = {unlisted};\n\
         /// What each language looks like.\n\
         pub(in crate::language) static PROFILES: [Listed; COUNT] = [\n{profiles}];\n\
         /// The data of each language.\n\
         pub(in crate::language) static LANGUAGES: [&[u8]; COUNT] = [\n{stored}];\n",
        tags.len(),
        folders.write("function", "include_bytes", &slots(function)?)?,
        sets.len(),
        letters.len(),
        letters.iter().collect::<Vec<_>>(),
    ))
}
