//! Makes the table of the names of people of `data/people`.

use crate::key::{Kind, hash};
use crate::tables::slots;
use crate::{Folders, Made};

/// Writes the table; gives the code that includes it.
pub(crate) fn table(folders: &Folders) -> Made<String> {
    let list = folders.read("people", "latin.txt")?;
    let names = list.lines().filter(|l| !l.starts_with('#'));
    let table = slots(names.map(|name| (hash(Kind::Person, name), 1)))?;
    let include = folders.write("people", "include_bytes", &table)?;
    Ok(format!(
        "/// Given names and surnames, folded.\n\
         pub(in crate::language) static PEOPLE: Slots = slots({include});\n"
    ))
}
