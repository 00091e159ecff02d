//! Numbers: figures with their separators, number words, and compounds written as one word.

use super::fact::Amount;
use crate::language::{Language, Meaning};
use crate::text::classes::digit_value;

/// Figures as written, in ASCII, and what they can mean.
#[derive(Clone, Debug)]
pub(super) struct Digits {
    /// The figures with their separators, digits in ASCII.
    pub(super) raw: String,
    /// The number, if the figures are one.
    pub(super) amount: Option<Amount>,
    /// The groups of digits between separators.
    pub(super) groups: Vec<(u32, usize)>,
    /// The separators between the groups.
    pub(super) separators: Vec<char>,
}

/// Reads figures with `.` `,` `:` between them.
pub(super) fn parse_digits(raw: &str, language: &Language) -> Digits {
    let raw: String = raw
        .chars()
        .map(|c| match c {
            '٫' => '.',
            '٬' => ',',
            '：' => ':',
            '，' | '،' => ',',
            '．' => '.',
            c => digit_value(c).map_or(c, |d| (b'0' + d) as char),
        })
        .collect();
    let mut groups = Vec::new();
    let mut separators = Vec::new();
    let mut start = 0;
    for (at, c) in raw.char_indices() {
        if !c.is_ascii_digit() {
            groups.push((raw[start..at].parse().unwrap_or(u32::MAX), at - start));
            separators.push(c);
            start = at + c.len_utf8();
        }
    }
    groups.push((raw[start..].parse().unwrap_or(u32::MAX), raw.len() - start));
    let amount = amount_of(&raw, &groups, &separators, language);
    Digits {
        raw,
        amount,
        groups,
        separators,
    }
}

fn amount_of(
    raw: &str,
    groups: &[(u32, usize)],
    separators: &[char],
    language: &Language,
) -> Option<Amount> {
    let plain = |keep_last: Option<usize>| -> Option<Amount> {
        // `keep_last`: the index of the group that holds the decimals.
        let mut whole = String::new();
        let mut at = 0;
        for (i, (_, len)) in groups.iter().enumerate() {
            if keep_last == Some(i) {
                whole.push('.');
            }
            whole.push_str(&raw[at..at + len]);
            at += len + separators.get(i).map_or(0, |c| c.len_utf8());
        }
        let decimals = keep_last.and_then(|i| groups.get(i)).map_or(0, |g| g.1);
        let value = whole.parse::<f64>().ok()?;
        Some(Amount {
            value,
            step: 10f64.powi(-(decimals.min(300) as i32)),
            alternate: None,
        })
    };
    if raw.len() > 40 || separators.contains(&':') {
        return None;
    }
    let last = groups.len() - 1;
    match separators {
        [] => plain(None),
        [one] => {
            let grouped = groups[1].1 == 3 && groups[0].1 <= 3 && groups[0].0 > 0;
            let decimal = language.numbers.decimal.starts_with(*one);
            let group = language.numbers.group.iter().any(|g| g.starts_with(*one));
            if !grouped {
                return plain(Some(1));
            }
            let (as_group, as_decimal) = (plain(None)?, plain(Some(1))?);
            // 1.234: the language's own convention first; the other one is kept where both are seen.
            if decimal && !group {
                Some(Amount {
                    alternate: Some(as_group.value),
                    ..as_decimal
                })
            } else {
                let other = group && !decimal && !language.numbers.loose;
                Some(Amount {
                    alternate: (!other).then_some(as_decimal.value),
                    ..as_group
                })
            }
        }
        [first, rest @ ..] => {
            let same = rest.iter().all(|c| c == first);
            let threes = groups[1..].iter().all(|g| g.1 == 3) && groups[0].1 <= 3;
            let indian = *first == ','
                && groups[last].1 == 3
                && groups[1..last].iter().all(|g| g.1 == 2)
                && groups[0].1 <= 2;
            if same && (threes || indian) {
                return plain(None);
            }
            let mixed = !same
                && rest[..rest.len() - 1].iter().all(|c| c == first)
                && rest.last() != Some(first);
            let grouped = groups[1..last].iter().all(|g| g.1 == 3 || g.1 == 2);
            if mixed && grouped {
                plain(Some(last))
            } else {
                None
            }
        }
    }
}

/// The value of number words and scales in their order; `None` if they make no number.
///
/// A cardinal adds; a scale multiplies everything smaller that stands right before it ("two hundred thousand five",
/// "tres mil millones", "一億二千万").
#[derive(Clone, Copy, Debug)]
pub(super) struct WordNumber {
    terms: [f64; MOST_TERMS],
    len: usize,
    last: f64,
    parts: usize,
}

/// More summands than a number that people write has.
const MOST_TERMS: usize = 8;

impl Default for WordNumber {
    fn default() -> Self {
        WordNumber {
            terms: [0.0; MOST_TERMS],
            len: 0,
            last: f64::INFINITY,
            parts: 0,
        }
    }
}

impl WordNumber {
    /// Starts from figures or a value already known.
    pub(super) fn from_value(value: f64) -> Self {
        let mut number = Self::default();
        number.push(value);
        number.last = value;
        number.parts = 1;
        number
    }

    /// Whether a cardinal of this value can follow ("twenty" then "five", not "five" then "six").
    pub(super) fn takes_cardinal(&self, value: f64, joined: bool) -> bool {
        if self.parts == 0 {
            return true;
        }
        let low = if self.last >= 1.0 {
            10f64.powf(self.last.log10().floor())
        } else {
            1.0
        };
        // "siebenundvierzig", "seven and forty": ones before tens over a joiner.
        let ones_first = joined
            && (1.0..10.0).contains(&self.last)
            && (20.0..100.0).contains(&value)
            && value % 10.0 == 0.0;
        (value < low && self.last >= 10.0) || ones_first
    }

    /// Whether what was read last is one to nine, to which an Arabic ten adds ("ثمانية عشر").
    pub(super) fn makes_teen(&self) -> bool {
        self.parts == 1 && (1.0..10.0).contains(&self.last)
    }

    /// Adds a cardinal.
    pub(super) fn cardinal(&mut self, value: f64) {
        self.push(value);
        self.last = value;
        self.parts += 1;
    }

    /// Multiplies by a scale.
    pub(super) fn scale(&mut self, scale: f64) {
        let mut group = 0.0;
        while self.len > 0 && self.terms[self.len - 1] < scale {
            self.len -= 1;
            group += self.terms[self.len];
        }
        self.push(if group == 0.0 { scale } else { group * scale });
        self.last = scale;
        self.parts += 1;
    }

    /// The value, if any part was read.
    pub(super) fn value(&self) -> Option<f64> {
        (self.parts > 0).then(|| self.terms[..self.len].iter().sum())
    }

    fn push(&mut self, value: f64) {
        if self.len < MOST_TERMS {
            self.terms[self.len] = value;
            self.len += 1;
        } else {
            self.terms[MOST_TERMS - 1] += value;
        }
    }
}

/// Steps after which a word is given up as a number.
const MOST_STEPS: usize = 300;

/// The value of a number written as one word ("siebenundvierzig"), `None` if the word is no number.
pub(super) fn compound_value(word: &str, language: &Language) -> Option<f64> {
    let mut steps = 0;
    rest_of_compound(word, 0, WordNumber::default(), false, language, &mut steps)
}

/// Reads the word from byte `at` on; every way to split it is tried, the longest parts first.
fn rest_of_compound(
    word: &str,
    at: usize,
    number: WordNumber,
    joined: bool,
    language: &Language,
    steps: &mut usize,
) -> Option<f64> {
    if at == word.len() {
        return (number.parts >= 2 && !joined)
            .then(|| number.value())
            .flatten();
    }
    for (part, meaning) in language.number_morphemes(&word[at..]) {
        *steps += 1;
        if *steps > MOST_STEPS {
            return None;
        }
        let mut next = number;
        let mut joiner = false;
        match *meaning {
            Meaning::Cardinal(v) if number.takes_cardinal(v, joined) => next.cardinal(v),
            Meaning::Fraction(v) if v < 1.0 && number.parts > 0 => next.cardinal(v),
            Meaning::Scale(s) => next.scale(s),
            Meaning::Joiner if at > 0 && !joined => joiner = true,
            _ => continue,
        }
        let found = rest_of_compound(word, at + part.len(), next, joiner, language, steps);
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The value of the number that a longer word starts with ("zehnjährige", "ötéves", "vierentwintigjarige"), of two or more.
pub(super) fn leading_value(word: &str, language: &Language) -> Option<f64> {
    let (part, first) = language
        .number_morphemes(word)
        .find_map(|(part, m)| match *m {
            Meaning::Cardinal(v) | Meaning::Scale(v) => Some((part, v)),
            _ => None,
        })?;
    let whole = word
        .char_indices()
        .rev()
        .map(|(at, _)| at)
        .take_while(|at| *at > part.len())
        .take(MOST_ENDING)
        .find_map(|at| compound_value(&word[..at], language));
    if whole.is_some() {
        return whole;
    }
    let rest = word[part.len()..].chars().count();
    (first >= 2.0 && part.chars().count() >= 4 && rest >= 2).then_some(first)
}

/// The longest ending behind a number in one word that is tried.
const MOST_ENDING: usize = 14;

/// The value of a Roman numeral below sixty in capitals of Latin or Cyrillic letters, as it is properly written.
pub(crate) fn roman_value(word: &str) -> Option<f64> {
    let digit = |c: char| {
        Some(match c {
            'I' | 'І' => 1,
            'V' => 5,
            'X' | 'Х' => 10,
            'L' => 50,
            'C' | 'С' => 100,
            _ => return None,
        })
    };
    if word.is_empty() || word.len() > 16 {
        return None;
    }
    let mut sum = 0;
    let mut before = 0;
    let mut spelled = Vec::with_capacity(word.len());
    for c in word.chars().rev() {
        let value = digit(c)?;
        if value < before {
            sum -= value;
        } else {
            sum += value;
            before = value;
        }
        spelled.push(value);
    }
    let proper = (1..MOST_ROMAN).contains(&sum) && {
        spelled.reverse();
        spelled == spelling(sum)
    };
    proper.then_some(f64::from(sum))
}

/// The first number that is too large for a Roman numeral in running text; larger ones are acronyms.
const MOST_ROMAN: i32 = 60;

/// The letters of a Roman numeral, by their values.
fn spelling(mut number: i32) -> Vec<i32> {
    let mut out = Vec::new();
    for (value, letters) in [
        (50, &[50][..]),
        (40, &[10, 50]),
        (10, &[10]),
        (9, &[1, 10]),
        (5, &[5]),
        (4, &[1, 5]),
        (1, &[1]),
    ] {
        while number >= value {
            number -= value;
            out.extend_from_slice(letters);
        }
    }
    out
}

/// The value of a vulgar fraction sign.
pub(super) fn fraction_sign(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅙' => 1.0 / 6.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[track_caller]
    fn value(lang: &str, raw: &str, expected: f64) {
        let language = Language::of(Lang::from_tag(lang).unwrap());
        let amount = parse_digits(raw, language).amount.unwrap();
        assert!(
            (amount.value - expected).abs() < 1e-9,
            "{lang} {raw}: {amount:?}"
        );
    }

    #[test]
    fn separators_are_read_by_their_places() {
        value("en", "1,234.5", 1234.5);
        value("en", "1.234,5", 1234.5);
        value("en", "10,000", 10_000.0);
        value("en", "12,34,567", 1_234_567.0);
        value("en", "2,8", 2.8);
        value("en", "٣٤", 34.0);
    }

    #[test]
    fn versions_and_times_are_no_numbers() {
        let language = Language::of(Lang::EN);
        assert!(parse_digits("1.2.4", language).amount.is_none());
        assert!(parse_digits("7:09", language).amount.is_none());
    }

    #[test]
    fn scales_multiply_what_is_smaller() {
        let mut n = WordNumber::default();
        n.cardinal(1.0);
        n.scale(1e8);
        n.cardinal(2.0);
        n.scale(1e3);
        n.scale(1e4);
        assert_eq!(n.value(), Some(1.2e8));
    }

    #[test]
    fn compounds_are_split_by_trying() {
        let german = Language::of(Lang::from_tag("de").unwrap());
        assert_eq!(compound_value("hundertelf", german), Some(111.0));
        assert_eq!(
            compound_value("zweihunderteinundzwanzig", german),
            Some(221.0)
        );
        assert_eq!(compound_value("siebenundvierzig", german), Some(47.0));
        assert_eq!(compound_value("elfenbein", german), None);
    }
}
