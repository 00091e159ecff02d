//! Makes the tables of the languages of what stands under `data/`: a new language is new files there and nothing else, and
//! nothing is read of them when the program starts.

#[path = "src/text/classes.rs"]
#[allow(dead_code, unreachable_pub)]
mod classes;
#[path = "src/language/data.rs"]
#[allow(dead_code, unreachable_pub)]
mod data;
#[path = "src/language/key.rs"]
#[allow(dead_code)]
mod key;
#[path = "build/languages.rs"]
mod languages;
#[path = "build/lexicon.rs"]
mod lexicon;
#[path = "build/listing.rs"]
mod listing;
#[path = "src/text/lower.rs"]
#[allow(unreachable_pub)]
mod lower;
#[path = "src/language/meaning.rs"]
#[allow(dead_code, unreachable_pub)]
mod meaning;
#[path = "build/meanings.rs"]
mod meanings;
#[path = "build/people.rs"]
mod people;
#[path = "src/language/places/spelling.rs"]
mod place_spelling;
#[path = "build/places.rs"]
mod places;
#[path = "src/language/lexicon/spelling.rs"]
#[allow(dead_code, unreachable_pub)]
mod spelling;
#[path = "build/tables.rs"]
mod tables;
#[path = "src/language/terms.rs"]
#[allow(dead_code, unreachable_pub)]
mod terms;

/// Where the files shared with the program find each other.
mod language {
    pub(crate) mod lexicon {
        pub(crate) use crate::spelling::normalised;
    }
}

/// The same for characters and their case.
mod text {
    pub(crate) use crate::{classes, lower};
}

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What any part of the work gives, or what is wrong with the data.
type Made<T> = Result<T, Box<dyn Error>>;

/// The folders of data and the folder for tables.
struct Folders {
    data: PathBuf,
    out: PathBuf,
}

impl Folders {
    /// The text of a file of data; empty if there is none.
    fn read(&self, folder: &str, name: &str) -> Made<String> {
        let path = self.data.join(folder).join(name);
        Ok(if path.is_file() {
            fs::read_to_string(path)?
        } else {
            String::new()
        })
    }

    /// Writes a table; gives the expression that includes it by the macro named.
    fn write(&self, name: &str, include: &str, bytes: &[u8]) -> Made<String> {
        let path = self.out.join(name);
        fs::write(&path, bytes)?;
        Ok(format!("{include}!({path:?})"))
    }
}

fn main() -> Made<()> {
    let data = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("data");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for folder in ["languages", "lexicon", "names", "names/cldr", "people"] {
        println!("cargo::rerun-if-changed={}", data.join(folder).display());
    }
    let folders = Folders { data, out };
    let languages = languages::read(&folders.data.join("languages"))?;
    let mut code = languages::tables(&folders, &languages)?;
    code.push_str(&meanings::tables(&folders, &languages)?);
    code.push_str(&people::table(&folders)?);
    code.push_str(&lexicon::tables(&folders, &languages)?);
    code.push_str(&places::tables(&folders, &languages)?);
    fs::write(folders.out.join("data_files.rs"), code)?;
    Ok(())
}
