//! The files of `data/`, compiled in; the tables are written by `build.rs` from what stands there.

use super::tag::Lang;

include!(concat!(env!("OUT_DIR"), "/data_files.rs"));

/// Given names and surnames, folded, a line each and sorted, behind lines of comment that sort before them.
pub(super) const PEOPLE: &str = include_str!("../../data/people/latin.txt");

/// The file of `lang` in one of the tables, or that of the language that it is a variant of; empty if there is none.
pub(super) fn or_of_base(table: &[&'static str; COUNT], lang: Lang) -> &'static str {
    let own = of(table, lang);
    if own.is_empty() {
        Lang::from_tag(lang.primary()).map_or("", |base| of(table, base))
    } else {
        own
    }
}

/// The file of `lang` in one of the tables; empty if there is none.
pub(super) fn of(table: &[&'static str; COUNT], lang: Lang) -> &'static str {
    table.get(lang.index()).copied().unwrap_or("")
}
