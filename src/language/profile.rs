//! The little that is needed of every language to recognise it, listed by `build.rs`.

use super::files::PROFILES;
use super::tag::{COUNT, Lang};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// What a language looks like.
#[derive(Debug, Default)]
pub struct Profile {
    /// English name of the language.
    pub name: &'static str,
    /// Name of its script, as in its file.
    pub script: &'static str,
    /// Code of the language in the identification library.
    pub whatlang: &'static str,
    /// Length of a text against its English version, in letters (Hangul counts 2, Han and kana 3); 0 where it is not known.
    pub expansion: f32,
    /// Letters of the language beside a to z, in lower case; empty where the data has none.
    pub letters: &'static str,
    /// Function words in lower case.
    pub function_words: FxHashSet<&'static str>,
}

impl Lang {
    /// The profile of the language; prepared on the first call, far faster than the whole language.
    pub fn profile(self) -> &'static Profile {
        static TABLE: [OnceLock<Profile>; COUNT + 1] = [const { OnceLock::new() }; COUNT + 1];
        TABLE[self.index()].get_or_init(|| {
            PROFILES
                .get(self.index())
                .map_or_else(Profile::default, Profile::of)
        })
    }
}

/// What `build.rs` lists of a language for its [`Profile`].
pub(super) struct Listed {
    pub name: &'static str,
    pub script: &'static str,
    pub whatlang: &'static str,
    pub expansion: f32,
    pub letters: &'static str,
    /// A line each, in lower case.
    pub function_words: &'static str,
}

impl Profile {
    fn of(listed: &Listed) -> Profile {
        Profile {
            name: listed.name,
            script: listed.script,
            whatlang: listed.whatlang,
            expansion: listed.expansion,
            letters: listed.letters,
            function_words: listed.function_words.lines().collect(),
        }
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
            let function_words = language.function_words.iter().map(String::as_str);
            assert_eq!(profile.function_words, function_words.collect(), "{lang}");
        }
    }
}
