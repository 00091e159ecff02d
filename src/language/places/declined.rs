//! Names with the endings of a language that declines them.

use crate::text::classes::{Script, script_of};

/// Letters of a name that must be left for endings to be taken off.
pub(super) const MIN_STEM: usize = 3;
/// Letters of a stem from which its last one may change (Islanti, Islannin).
const LONG_STEM: usize = 6;
/// Longest ending of a language whose stems change their last consonant.
const CHANGING_STEM: usize = 6;
/// Longest ending that is added to a name without changing it ("Chinas", "Deutschlands").
const ADDED_ENDING: usize = 2;

/// Whether `seen` is `name` with an ending of a language, which has at most so many letters.
pub(super) fn is_declined(seen: &str, name: &str, endings: usize) -> bool {
    // No ending changes a name before its third letter.
    let start = name.len().min(MIN_STEM);
    if endings == 0 || seen.as_bytes().get(..start) != name.as_bytes().get(..start) {
        return false;
    }
    let longer = |stem: &str| {
        seen.strip_prefix(stem)
            .is_some_and(|rest| rest.chars().count() <= endings)
    };
    if endings <= ADDED_ENDING {
        return name.chars().count() >= MIN_STEM && longer(name);
    }
    if script_of_word(name) == Some(Script::Hangul) {
        return longer(name);
    }
    let stem = stem(name);
    let letters = stem.chars().count();
    if letters < MIN_STEM {
        return false;
    }
    if letters == MIN_STEM {
        return longer(name)
            || longer(stem) && seen[stem.len()..].chars().next().is_none_or(is_soft);
    }
    let shorter = || {
        let cut = stem.char_indices().next_back().map_or(0, |(at, _)| at);
        endings >= CHANGING_STEM && letters >= LONG_STEM && longer(&stem[..cut])
    };
    // "Росс" is not Россия: a name in two vowels keeps an ending.
    let bare = seen == stem && name.len() > stem.len() + 2;
    longer(stem) && !bare || shorter()
}

/// What of a name stays when it is declined: without its last vowels and soft letters.
fn stem(name: &str) -> &str {
    let name = if script_of_word(name) == Some(Script::Greek) {
        name.trim_end_matches('σ')
    } else {
        name
    };
    let mut end = name.len();
    for _ in 0..2 {
        match name[..end].chars().next_back() {
            Some(c) if is_soft(c) => end -= c.len_utf8(),
            _ => break,
        }
    }
    if name[..end].chars().count() > MIN_STEM {
        return &name[..end];
    }
    // "Kuba" gives up one vowel; "Peru" and "Mali" are not declined.
    match name.char_indices().next_back() {
        Some((at, 'a' | 'á' | 'ä' | 'а' | 'я' | 'α')) => &name[..at],
        _ => name,
    }
}

fn is_soft(c: char) -> bool {
    "aeiouyáéíóöőúüűýäăâîěůąęаеиоуыэюяйьіїєαεηιουω".contains(c)
}

fn script_of_word(word: &str) -> Option<Script> {
    word.chars().next().and_then(script_of)
}
