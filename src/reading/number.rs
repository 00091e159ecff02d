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
            '，' => ',',
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
            // 1.234: the language's own convention first, the other one kept for comparison.
            if decimal && !group {
                Some(Amount {
                    alternate: Some(as_group.value),
                    ..as_decimal
                })
            } else {
                Some(Amount {
                    alternate: Some(as_decimal.value),
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
/// A cardinal adds, a scale multiplies what was collected since the last larger scale ("two hundred thousand five").
#[derive(Clone, Debug, Default)]
pub(super) struct WordNumber {
    total: f64,
    group: f64,
    smallest_step: f64,
    last_scale: f64,
    parts: usize,
    last: f64,
}

impl WordNumber {
    /// Starts from figures or a value already known.
    pub(super) fn from_value(value: f64) -> Self {
        WordNumber {
            group: value,
            parts: 1,
            last: value,
            last_scale: f64::INFINITY,
            ..Self::default()
        }
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
        let ones_first =
            joined && self.last < 10.0 && value >= 20.0 && value < 100.0 && value % 10.0 == 0.0;
        (value < low && self.last >= 10.0) || ones_first
    }

    /// Adds a cardinal.
    pub(super) fn cardinal(&mut self, value: f64) {
        self.group += value;
        self.last = value;
        self.parts += 1;
    }

    /// Multiplies by a scale.
    pub(super) fn scale(&mut self, scale: f64) {
        if self.group == 0.0 {
            if self.total > 0.0 && self.total % scale != 0.0 && self.total < scale {
                // "mil millones": a scale on a scale.
                self.total *= scale;
            } else if self.total > 0.0 && self.last_scale < scale && self.last == self.last_scale {
                self.total *= scale;
            } else {
                self.total += scale;
            }
        } else if scale >= 1000.0 && self.total > 0.0 && self.total < scale {
            self.total = (self.total + self.group) * scale;
            self.group = 0.0;
        } else if scale < 1000.0 {
            // A hundred stays in the group: "two hundred thousand".
            let ones = self.group % scale;
            let over = self.group - ones;
            self.group = if ones > 0.0 {
                over + ones * scale
            } else {
                self.group * scale
            };
        } else {
            self.total += self.group * scale;
            self.group = 0.0;
        }
        self.last_scale = scale;
        self.last = scale;
        self.parts += 1;
    }

    /// The value, if any part was read.
    pub(super) fn value(&self) -> Option<f64> {
        (self.parts > 0).then_some(self.total + self.group)
    }
}

/// The value of a number written as one word ("siebenundvierzig"), `None` if the word is no number.
pub(super) fn compound_value(word: &str, language: &Language) -> Option<f64> {
    // Only words that start with a number word are looked at closely.
    let mut number = WordNumber::default();
    let mut at = 0;
    let mut joined = false;
    let mut parts = 0;
    while at < word.len() {
        let rest = &word[at..];
        let (len, meaning) = language.number_morpheme(rest)?;
        match meaning {
            Meaning::Cardinal(v) => {
                if number.value().is_some() && !number.takes_cardinal(v, joined) {
                    return None;
                }
                number.cardinal(v);
                joined = false;
            }
            Meaning::Scale(s) => {
                number.scale(s);
                joined = false;
            }
            Meaning::Joiner if at > 0 => joined = true,
            _ => return None,
        }
        parts += 1;
        at += len;
    }
    if parts < 2 || joined {
        None
    } else {
        number.value()
    }
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
}
