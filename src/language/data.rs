//! The files `data/languages/<tag>.toml`, as they are written. What each key means: `data/README.md`. The build script reads
//! this file as well.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Forms by key: unit or currency code to its names and abbreviations.
pub(crate) type Forms = BTreeMap<String, Vec<String>>;
/// Values of number words.
pub(crate) type Values = BTreeMap<String, f64>;

/// One language file.
#[derive(Debug, Default, Clone, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)]
pub struct LanguageData {
    pub tag: String,
    pub name: String,
    pub endonym: String,
    pub script: String,
    pub whatlang: String,
    pub expansion: f64,
    pub letters: String,
    pub legacy_encodings: Vec<String>,
    pub base: Option<String>,
    pub sentences: Sentences,
    pub quotes: Quotes,
    pub punctuation: Punctuation,
    pub words: Words,
    pub morphology: Morphology,
    pub numbers: Numbers,
    pub dates: Dates,
    pub clock: Clock,
    pub durations: Durations,
    pub currencies: Forms,
    pub currency_subunits: Forms,
    pub units: Forms,
    pub phrases: Phrases,
}

macro_rules! section {
    ($(#[$doc:meta])* $name:ident { $($field:ident : $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Default, Clone, Deserialize, Serialize)]
        #[serde(default, deny_unknown_fields)]
        #[allow(missing_docs)]
        pub struct $name { $(pub $field: $type),* }
    };
}

section! { /// `[sentences]`: what a full stop does not end.
Sentences { never_end: Vec<String>, may_end: Vec<String>, ordinal_period: bool } }
section! { /// `[quotes]`: pairs of opening and closing marks, two characters each.
Quotes { own: Vec<String>, accepted: Vec<String> } }
section! { /// `[punctuation]`: the marks of the language and their spaces.
Punctuation { full_stop: Vec<String>, comma: String, space_before: String, inverted: bool } }
section! { /// `[words]`: closed classes of words.
Words {
    function: Vec<String>, and: Vec<String>, or: Vec<String>, negators: Vec<String>, speech: Vec<String>,
    reported: Vec<String>, subjunctive: Vec<String>, first_person: Vec<String>, titles: Vec<String>,
    particles: Vec<String>, doubled: Vec<String>, emphatic: Vec<String>, doubled_phrases: Vec<String>, reduplication: bool, comparatives: Vec<String>, doubled_endings: Vec<String>, continuations: Vec<String>, postpositions: Vec<String>,
} }
section! { /// `[morphology]`: how words of running text differ from the forms in the tables.
Morphology { prefixes: Vec<String>, attached_endings: bool, capital_nouns: bool, stem_letters: usize } }
section! { /// `[numbers]`: separators, number words and what stands around numbers.
Numbers {
    decimal: String, group: Vec<String>, joiners: Vec<String>, written_together: bool, loose: bool, cardinals: Values, scales: Values,
    scale_abbreviations: Values, ordinals: Values, fractions: Values, others: Values, marks: Marks,
} }
section! { /// `[numbers.marks]`: words and endings around a number.
Marks {
    and_a_half: Vec<String>, ordinal_suffixes: Vec<String>, about: Vec<String>, more_than: Vec<String>, less_than: Vec<String>,
    percent: Vec<String>, percent_points: Vec<String>, references: Vec<String>, grades: Vec<String>,
} }
section! { /// `[dates]`: months, weekdays, relative days and the order of numeric dates.
Dates {
    months: Vec<Vec<String>>, ambiguous_months: Vec<String>, weekdays: Vec<Vec<String>>, ambiguous_weekdays: Vec<String>,
    today: Vec<String>,
    night_before: Vec<String>, yesterday: Vec<String>, tomorrow: Vec<String>, order: String, eras: Values, first_year: String,
    before_month: Vec<String>,
} }
section! { /// `[clock]`: words around a time of day, and around scores and results.
Clock {
    before: Vec<String>, after: Vec<String>, am: Vec<String>, pm: Vec<String>, noon: Vec<String>, midnight: Vec<String>,
    separators: Vec<String>, hour_marks: Vec<String>, score: Vec<String>, zones: Values,
} }
section! { /// `[durations]`: names of spans of time.
Durations {
    second: Vec<String>, minute: Vec<String>, hour: Vec<String>, day: Vec<String>, week: Vec<String>, month: Vec<String>,
    year: Vec<String>, decade: Vec<String>, century: Vec<String>,
} }
section! { /// `[phrases]`: what pages, subtitles and language models leave behind.
Phrases {
    player: Vec<String>, caption: Vec<String>, credit: Vec<String>, related: Vec<String>, advert: Vec<String>,
    read_time: Vec<String>, call_to_action: Vec<String>, metadata: Vec<String>, translation_notice: Vec<String>,
    agency: Vec<String>, llm_opener: Vec<String>, llm_closer: Vec<String>, llm_refusal: Vec<String>, llm_note: Vec<String>, sound: Vec<String>,
} }

/// Parses one language file strictly, for the tests of the data.
pub fn parse_strictly(text: &str) -> Result<LanguageData, String> {
    toml::from_str(text).map_err(|e| e.to_string())
}
