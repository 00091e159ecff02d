//! Lists the language files, so that a new language is new files under `data/` and nothing else.

use std::collections::BTreeSet;
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
             pub(in crate::language) const {table}: [&str; COUNT] = ["
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
    fs::write(Path::new(&env::var("OUT_DIR")?).join("data_files.rs"), out)?;
    Ok(())
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
