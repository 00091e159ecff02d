//! What the words around numbers mean: number words, months, currencies, units, words of the clock. The build script, which
//! lists them, reads this file as well.

use super::data::LanguageData;
use rustc_hash::FxHashMap;

/// One meaning of a word or phrase in a sentence's figures. A word can have several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// A number word.
    Cardinal(f64),
    /// A word that multiplies the number before it.
    Scale(f64),
    /// An abbreviation that multiplies the figures right before it.
    ScaleAbbreviation(f64),
    /// An ordinal word.
    Ordinal(f64),
    /// A part of one: half, a third, one and a half.
    Fraction(f64),
    /// A word that implies a number: both, twice, pair.
    Implied(f64),
    /// A word between the parts of a number.
    Joiner,
    /// Adds a half to the number before it.
    AndAHalf,
    /// An ending that makes figures an ordinal.
    OrdinalSuffix,
    /// "about" and the like.
    About,
    /// "more than" and the like.
    MoreThan,
    /// "less than" and the like.
    LessThan,
    /// Per cent.
    Percent,
    /// Percentage points.
    PercentPoints,
    /// A month, 1 to 12, and whether the word is also something else.
    Month(u8, bool),
    /// A weekday, 0 for Monday, and whether the word is also something else.
    Weekday(u8, bool),
    /// Yesterday, today, tomorrow as -1, 0, 1.
    RelativeDay(i8),
    /// The morning half of the day.
    Am,
    /// The afternoon half of the day.
    Pm,
    /// Twelve o'clock, as minutes after midnight.
    Clock(u16),
    /// A word that stands before a time of day.
    BeforeTime,
    /// A word that stands after a time of day.
    AfterTime,
    /// A word or letter that makes the number before it an hour.
    HourMark,
    /// A word beside a score, a result or a race time.
    Score,
    /// A time zone; minutes ahead of Greenwich in winter.
    Zone(i16),
    /// What a number behind it only points at: article, section, page, flight.
    Reference,
    /// A class or year of a school.
    Grade,
    /// A span of time; seconds in one of it.
    Duration(f64),
    /// A currency by its ISO code, and how many units one of the word is (0.01 for cents).
    Currency(&'static str, f64),
    /// A unit by its key.
    Unit(&'static str),
    /// An era; the year before its first.
    Era(f64),
}

/// The parts of number words by their first letter, longest first.
pub(super) fn morphemes(data: &LanguageData) -> FxHashMap<char, Vec<(String, Meaning)>> {
    let numbers = &data.numbers;
    let mut parts: FxHashMap<char, Vec<(String, Meaning)>> = FxHashMap::default();
    let mut add = |word: &String, meaning: Meaning| {
        let word = word.to_lowercase();
        if let Some(first) = word.chars().next() {
            parts.entry(first).or_default().push((word, meaning));
        }
    };
    for (word, value) in &numbers.cardinals {
        add(word, Meaning::Cardinal(*value));
    }
    for (word, value) in &numbers.scales {
        add(word, Meaning::Scale(*value));
    }
    for (word, value) in &numbers.fractions {
        add(word, Meaning::Fraction(*value));
    }
    for word in &numbers.joiners {
        add(word, Meaning::Joiner);
    }
    for list in parts.values_mut() {
        list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    parts
}
