//! Names of people in Latin letters: given names and surnames of many countries.

use super::files::PEOPLE;

/// Whether the folded word is the given name or the surname of people. Many are words of some language as well.
pub fn is_name_of_people(folded: &str) -> bool {
    // The list is sorted, so that it is searched as it stands and nothing is read before it is needed.
    let (mut low, mut high) = (0, PEOPLE.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = PEOPLE[..middle].rfind('\n').map_or(0, |at| at + 1).max(low);
        let end = PEOPLE[middle..]
            .find('\n')
            .map_or(PEOPLE.len(), |at| middle + at);
        match PEOPLE[start..end].cmp(folded) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_list_is_found_and_nothing_else() {
        let names: Vec<&str> = PEOPLE.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(names.len() > 10_000);
        assert!(names.is_sorted(), "the search needs the names in order");
        assert!(names.iter().all(|name| is_name_of_people(name)));
        for other in ["", "qwxyz", "aaaaaaaa", "zzzzzzzz", "muller\nmunro"] {
            assert!(!is_name_of_people(other), "{other}");
        }
    }
}
