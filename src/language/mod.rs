//! All that is known of a language, in tables made of `data/` when the program is built. Knows no document and no rule.

mod brands;
mod data;
mod files;
mod key;
mod lang_set;
pub mod lexicon;
mod meaning;
mod meanings;
mod people;
mod places;
mod profile;
mod tables;
mod tag;
mod terms;
mod word_form;

pub use brands::is_brand;
pub use data::{
    Clock, Dates, Durations, LanguageData, Marks, Morphology, Numbers, Phrases, Punctuation,
    Quotes, Sentences, Words, parse_strictly,
};
pub use lang_set::LangSet;
pub use meaning::Meaning;
pub use meanings::Meanings;
pub use people::is_name_of_people;
pub use places::{Place, Places, Word};
pub use profile::Profile;
pub use tag::Lang;
pub use terms::TermIndex;
pub use word_form::{Uses, WordForm, WordForms, without};

use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Deref;
use std::sync::OnceLock;

/// One language: its data and the word sets prepared from it.
///
/// Dereferences to [`LanguageData`], the contents of its file.
#[derive(Debug, Default)]
pub struct Language {
    /// The tag under which it is known.
    pub lang: Lang,
    data: LanguageData,
    morphemes: OnceLock<FxHashMap<char, Vec<(String, Meaning)>>>,
    /// Function words in lower case.
    pub function_words: FxHashSet<String>,
    /// Letters of particles that are written together with the next word, the longest first.
    pub prefixes: Vec<String>,
    /// Titles and offices that stand before names, in lower case.
    pub titles: FxHashSet<String>,
    /// Words that may stand twice in a row, in lower case.
    pub doubled_words: FxHashSet<String>,
    /// Abbreviations after which no sentence ends, in lower case, without their last full stop.
    pub never_end: FxHashSet<String>,
    /// Abbreviations that can also end a sentence, in lower case, without their last full stop.
    pub may_end: FxHashSet<String>,
}

impl Deref for Language {
    type Target = LanguageData;

    fn deref(&self) -> &LanguageData {
        &self.data
    }
}

impl Language {
    /// The language `lang`; read and prepared on the first call, shared afterwards.
    pub fn of(lang: Lang) -> &'static Language {
        static TABLE: [OnceLock<Language>; tag::COUNT + 1] =
            [const { OnceLock::new() }; tag::COUNT + 1];
        TABLE[lang.index()].get_or_init(|| Self::prepare(lang))
    }

    fn prepare(lang: Lang) -> Language {
        let stored = files::LANGUAGES.get(lang.index());
        // The build script has read the same bytes into the same structure.
        let data: Option<LanguageData> = stored.and_then(|bytes| postcard::from_bytes(bytes).ok());
        let data = data.unwrap_or_default();
        let lower = |words: &[String]| {
            words
                .iter()
                .map(|w| w.to_lowercase())
                .collect::<FxHashSet<_>>()
        };
        let without_stop = |words: &[String]| {
            words
                .iter()
                .map(|w| w.to_lowercase().trim_end_matches('.').to_owned())
                .collect::<FxHashSet<_>>()
        };
        let mut prefixes = data.morphology.prefixes.clone();
        prefixes.sort_by_key(|p| std::cmp::Reverse(p.len()));
        Language {
            lang,
            prefixes,
            function_words: lower(&data.words.function),
            titles: lower(&data.words.titles),
            doubled_words: lower(&data.words.doubled),
            never_end: without_stop(&data.sentences.never_end),
            may_end: without_stop(&data.sentences.may_end),
            morphemes: OnceLock::new(),
            data,
        }
    }

    /// What the words of numbers, dates, money and measures mean.
    pub fn meanings(&self) -> &'static Meanings {
        &files::MEANINGS[self.lang.index()]
    }

    /// The parts of number words that `text` starts with, the longest first, and what they mean.
    ///
    /// For languages that write numbers as one word; `text` is in lower case.
    pub fn number_morphemes<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = &'a (String, Meaning)> {
        let morphemes = self
            .morphemes
            .get_or_init(|| meaning::morphemes(&self.data));
        text.chars()
            .next()
            .and_then(|first| morphemes.get(&first))
            .into_iter()
            .flatten()
            .filter(move |(part, _)| text.starts_with(part.as_str()))
    }

    /// Whether words stand without spaces between them (Chinese, Japanese, Thai).
    pub fn is_unspaced(&self) -> bool {
        matches!(self.data.script.as_str(), "Han" | "Japanese" | "Thai")
    }

    /// Whether lines run from right to left.
    pub fn is_right_to_left(&self) -> bool {
        matches!(self.data.script.as_str(), "Arabic" | "Hebrew")
    }

    /// Whether the script of the language has upper and lower case.
    pub fn has_case(&self) -> bool {
        matches!(self.data.script.as_str(), "Latin" | "Cyrillic" | "Greek")
    }
}
