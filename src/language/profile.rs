//! The little that is needed of every language to recognise it, read without parsing its whole file.

use super::data::file_of;
use super::scan::{function_words, letters, quoted, values_of};
use super::tag::{COUNT, Lang};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// What a language looks like.
#[derive(Debug, Default)]
pub struct Profile {
    /// English name of the language.
    pub name: String,
    /// Name of its script, as in its file.
    pub script: String,
    /// Code of the language in the identification library.
    pub whatlang: String,
    /// Length of a text against its English version, in letters (Hangul counts 2, Han and kana 3); 0 where it is not known.
    pub expansion: f32,
    /// Letters of the language beside a to z, in lower case; empty where the data has none.
    pub letters: String,
    /// Function words in lower case.
    pub function_words: FxHashSet<String>,
}

impl Lang {
    /// The profile of the language; read on the first call, far faster than the whole language.
    pub fn profile(self) -> &'static Profile {
        static TABLE: [OnceLock<Profile>; COUNT + 1] = [const { OnceLock::new() }; COUNT + 1];
        TABLE[self.index()].get_or_init(|| read(file_of(self.tag())))
    }
}

fn read(text: &'static str) -> Profile {
    let keys = ["name", "script", "whatlang", "expansion"];
    let [name, script, whatlang, expansion] = values_of(text, keys);
    let single = |value| quoted(value).into_iter().next().unwrap_or_default();
    Profile {
        name: single(name),
        script: single(script),
        whatlang: single(whatlang),
        expansion: expansion.trim().parse().unwrap_or(0.0),
        letters: letters(text),
        function_words: function_words(text, file_of).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn the_profile_says_what_the_file_says() {
        for lang in Lang::all() {
            let (profile, language) = (lang.profile(), Language::of(lang));
            assert_eq!(profile.name, language.name, "{lang}");
            assert_eq!(profile.script, language.script, "{lang}");
            assert_eq!(profile.whatlang, language.whatlang, "{lang}");
            assert_eq!(profile.function_words, language.function_words, "{lang}");
        }
    }
}
