//! The little that is needed of every language to recognise it, read without parsing its whole file.

use super::data::file_of;
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

fn read(text: &str) -> Profile {
    let keys = [
        "name",
        "base",
        "script",
        "whatlang",
        "expansion",
        "letters",
        "function",
    ];
    let [name, base, script, whatlang, expansion, letters, function] = values_of(text, keys);
    let single = |value| quoted(value).into_iter().next().unwrap_or_default();
    let mut words = quoted(function);
    if words.is_empty() && !base.is_empty() {
        let [function] = values_of(file_of(&single(base)), ["function"]);
        words = quoted(function);
    }
    Profile {
        name: single(name),
        script: single(script),
        whatlang: single(whatlang),
        expansion: expansion.trim().parse().unwrap_or(0.0),
        letters: single(letters),
        function_words: words.into_iter().map(|w| w.to_lowercase()).collect(),
    }
}

/// The values of some keys at the start of a line, each to the end of the line or of its list; empty for those missing.
fn values_of<'a, const N: usize>(text: &'a str, keys: [&str; N]) -> [&'a str; N] {
    let mut values = [""; N];
    let mut missing = N;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((key, _)) = line.split_once('=') else {
            continue;
        };
        let Some(i) = keys.iter().position(|k| *k == key.trim_end()) else {
            continue;
        };
        if !values[i].is_empty() {
            continue;
        }
        let value = text[start + key.len() + 1..].trim_start_matches(' ');
        let end = if value.starts_with('[') {
            value.find("]\n")
        } else {
            value.find('\n')
        };
        values[i] = &value[..end.unwrap_or(value.len())];
        missing -= 1;
        if missing == 0 {
            break;
        }
    }
    values
}

/// The strings between quotation marks, comments left out.
fn quoted(value: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in value
        .lines()
        .map(str::trim_start)
        .filter(|l| !l.starts_with('#'))
    {
        let mut parts = line.split('"');
        while let (Some(_), Some(word)) = (parts.next(), parts.next()) {
            out.push(word.to_owned());
        }
    }
    out
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
