//! Names of people in Latin letters: given names and surnames of many countries.

use super::files::PEOPLE;
use super::key::{Kind, hash};
use super::tables::values;

/// Whether the folded word is the given name or the surname of people. Many are words of some language as well.
pub fn is_name_of_people(folded: &str) -> bool {
    values(PEOPLE, hash(Kind::Person, folded)).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_list_is_found_and_nothing_else() {
        let list = include_str!("../../data/people/latin.txt").lines();
        let names: Vec<&str> = list.filter(|l| !l.starts_with('#')).collect();
        assert!(names.len() > 10_000);
        assert!(names.iter().all(|name| is_name_of_people(name)));
        for other in ["", "qwxyz", "aaaaaaaa", "zzzzzzzz", "muller\nmunro"] {
            assert!(!is_name_of_people(other), "{other}");
        }
    }
}
