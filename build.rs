//! Lists the language files, so that a new language is new files under `data/` and nothing else, and makes the tables that
//! would otherwise be made of all of them whenever the program starts.

#[path = "src/language/scan.rs"]
mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders with one file a language, their file ending, and the name of the table that lists them.
const FOLDERS: [(&str, &str, &str); 4] = [
    ("languages", "toml", "LANGUAGES"),
    ("lexicon", "tsv", "LEXICONS"),
    ("names", "tsv", "NAMES"),
    ("names/cldr", "tsv", "TERRITORIES"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let data = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("data");
    let tags = tags(&data.join("languages"))?;
    let mut out = format!(
        "/// Number of languages with data.\npub(in crate::language) const COUNT: usize = {};\n\
         /// The tags of the languages with data, English first.\n\
         pub(in crate::language) const TAGS: [&str; COUNT] = {tags:?};\n",
        tags.len()
    );
    for (folder, ending, table) in FOLDERS {
        let folder = data.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        writeln!(
            out,
            "/// The files of this kind by language, in the order of the tags; empty where there is none.\n\
             pub(in crate::language) static {table}: [&str; COUNT] = ["
        )?;
        for tag in &tags {
            let path = folder.join(format!("{tag}.{ending}"));
            if path.is_file() {
                writeln!(out, "    include_str!({path:?}),")?;
            } else {
                writeln!(out, "    \"\",")?;
            }
        }
        out.push_str("];\n");
    }
    out.push_str(&tables(&tags, &data.join("languages"))?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/language/scan.rs");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("data_files.rs"), out)?;
    Ok(())
}

/// Which languages have a word as a function word and which write a letter: sets of languages, a bit for each tag.
fn tables(tags: &[String], folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut files = BTreeMap::new();
    for tag in tags {
        let text = fs::read_to_string(folder.join(format!("{tag}.toml")))?;
        files.insert(tag.as_str(), text.replace("\r\n", "\n"));
    }
    let file_of = |tag: &str| files.get(tag).map_or("", String::as_str);
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    let mut letters: BTreeMap<char, u64> = BTreeMap::new();
    let mut unlisted = 0u64;
    for (index, tag) in tags.iter().enumerate() {
        for word in scan::function_words(file_of(tag), file_of) {
            *words.entry(word).or_default() |= 1 << index;
        }
        let own = scan::letters(file_of(tag));
        if own.is_empty() {
            unlisted |= 1 << index;
        }
        for letter in own.chars() {
            *letters.entry(letter).or_default() |= 1 << index;
        }
    }
    Ok(format!(
        "/// The function words of all languages, sorted, with the set of their languages.\n\
         pub(in crate::language) static FUNCTION_WORDS: [(&str, u64); {}] = {:?};\n\
         /// The letters that languages list, sorted, with the set of the languages.\n\
         pub(in crate::language) static LETTERS: [(char, u64); {}] = {:?};\n\
         /// The languages that list none.\n\
         pub(in crate::language) const NO_LETTERS: u64 = {unlisted};\n",
        words.len(),
        words.iter().collect::<Vec<_>>(),
        letters.len(),
        letters.iter().collect::<Vec<_>>(),
    ))
}

/// The tags that have a language file: English first, the others by name, so that a variant follows its base.
fn tags(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut tags = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            tags.extend(path.file_stem().and_then(|s| s.to_str()).map(str::to_owned));
        }
    }
    if !tags.remove("en") {
        return Err("data/languages/en.toml is missing".into());
    }
    Ok(std::iter::once("en".to_owned()).chain(tags).collect())
}
