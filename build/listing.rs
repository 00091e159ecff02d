//! Lists what the words of a language mean around numbers.

use crate::classes::script_of;
use crate::data::{Forms, LanguageData, Values};
use crate::meaning::Meaning;
use std::borrow::Cow;

/// Abbreviations of time zones that every language uses, and their minutes ahead of Greenwich.
const ZONES: &[(&str, i16)] = &[
    ("GMT", 0),
    ("UTC", 0),
    ("BST", 60),
    ("WET", 0),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("JST", 540),
    ("KST", 540),
    ("ET", -300),
    ("EST", -300),
    ("EDT", -240),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("AEST", 600),
];

/// Seconds in a day.
const DAY: f64 = 86_400.0;
/// Seconds in a mean month.
const MONTH: f64 = 30.436_875 * DAY;
/// Seconds in a mean year.
const YEAR: f64 = 365.2425 * DAY;

/// All terms of a language with their meanings.
pub(crate) fn terms(data: &LanguageData) -> Vec<(Cow<'_, str>, Meaning)> {
    let mut terms: Vec<(&str, Meaning)> = Vec::new();
    values(&data.numbers.cardinals, Meaning::Cardinal, &mut terms);
    values(&data.numbers.scales, Meaning::Scale, &mut terms);
    values(
        &data.numbers.scale_abbreviations,
        Meaning::ScaleAbbreviation,
        &mut terms,
    );
    values(&data.numbers.ordinals, Meaning::Ordinal, &mut terms);
    values(&data.numbers.fractions, Meaning::Fraction, &mut terms);
    values(&data.numbers.others, Meaning::Implied, &mut terms);
    values(&data.dates.eras, Meaning::Era, &mut terms);
    values(&data.clock.zones, |m| Meaning::Zone(m as i16), &mut terms);
    terms.extend(ZONES.iter().map(|(term, m)| (*term, Meaning::Zone(*m))));
    let marks = &data.numbers.marks;
    let clock = &data.clock;
    let dates = &data.dates;
    let durations = &data.durations;
    let lists: [(&[String], Meaning); 30] = [
        (&data.numbers.joiners, Meaning::Joiner),
        (&marks.and_a_half, Meaning::AndAHalf),
        (&marks.ordinal_suffixes, Meaning::OrdinalSuffix),
        (&marks.about, Meaning::About),
        (&marks.more_than, Meaning::MoreThan),
        (&marks.less_than, Meaning::LessThan),
        (&marks.percent, Meaning::Percent),
        (&marks.percent_points, Meaning::PercentPoints),
        (&dates.today, Meaning::RelativeDay(0)),
        (&dates.yesterday, Meaning::RelativeDay(-1)),
        (&dates.tomorrow, Meaning::RelativeDay(1)),
        (&clock.am, Meaning::Am),
        (&clock.pm, Meaning::Pm),
        (&clock.noon, Meaning::Clock(720)),
        (&clock.midnight, Meaning::Clock(0)),
        (&clock.before, Meaning::BeforeTime),
        (&clock.after, Meaning::AfterTime),
        (&clock.hour_marks, Meaning::HourMark),
        (&clock.score, Meaning::Score),
        (&durations.second, Meaning::Duration(1.0)),
        (&durations.minute, Meaning::Duration(60.0)),
        (&durations.hour, Meaning::Duration(3600.0)),
        (&durations.day, Meaning::Duration(DAY)),
        (&durations.week, Meaning::Duration(7.0 * DAY)),
        (&durations.month, Meaning::Duration(MONTH)),
        (&durations.year, Meaning::Duration(YEAR)),
        (&durations.decade, Meaning::Duration(10.0 * YEAR)),
        (&durations.century, Meaning::Duration(100.0 * YEAR)),
        (&marks.references, Meaning::Reference),
        (&marks.grades, Meaning::Grade),
    ];
    for (list, meaning) in lists {
        terms.extend(list.iter().map(|term| (term.as_str(), meaning)));
    }
    for (i, forms) in dates.months.iter().enumerate() {
        terms.extend(forms.iter().map(|f| {
            (
                f.as_str(),
                Meaning::Month(i as u8 + 1, dates.ambiguous_months.contains(f)),
            )
        }));
    }
    for (i, forms) in dates.weekdays.iter().enumerate() {
        terms.extend(forms.iter().map(|f| {
            (
                f.as_str(),
                Meaning::Weekday(i as u8, dates.ambiguous_weekdays.contains(f)),
            )
        }));
    }
    forms(&data.currencies, &mut terms, |key| {
        CURRENCIES
            .iter()
            .find(|c| **c == key)
            .map(|c| Meaning::Currency(c, 1.0))
    });
    forms(&data.currency_subunits, &mut terms, |key| {
        CURRENCIES
            .iter()
            .find(|c| **c == key)
            .map(|c| Meaning::Currency(c, 0.01))
    });
    forms(&data.units, &mut terms, |key| {
        UNITS.iter().find(|u| **u == key).map(|u| Meaning::Unit(u))
    });
    terms.extend(
        CURRENCIES
            .iter()
            .map(|c| (*c, Meaning::Currency(c, 1.0)))
            .filter(|(c, _)| c.len() == 3),
    );
    terms.extend(
        [
            ("m/s", "ms"),
            ("м/с", "ms"),
            ("km/h", "kmh"),
            ("mph", "mph"),
            ("mpg", "mpg"),
            ("l/100 km", "l_per_100km"),
            ("l/100km", "l_per_100km"),
            ("km/l", "km_per_l"),
        ]
        .map(|(term, unit)| (term, Meaning::Unit(unit))),
    );
    // A single letter of a cased script is a unit only right after figures, which the reader of facts sees to.
    terms.retain(|(term, _)| {
        !term.is_empty()
            && term
                .chars()
                .any(|c| script_of(c).is_some() || !c.is_ascii() || c.is_ascii_digit())
    });
    let spelled: Vec<_> = terms
        .iter()
        .filter_map(|(term, meaning)| other_spelling(term).map(|other| (other, *meaning)))
        .collect();
    let listed = terms.into_iter().map(|(term, m)| (Cow::Borrowed(term), m));
    let spelled = spelled.into_iter().map(|(term, m)| (Cow::Owned(term), m));
    listed.chain(spelled).collect()
}

/// Letters with a dot below of Devanagari and Bengali, as one character and as two: texts have both.
const DOTTED: &[(char, char)] = &[
    ('\u{958}', '\u{915}'),
    ('\u{959}', '\u{916}'),
    ('\u{95A}', '\u{917}'),
    ('\u{95B}', '\u{91C}'),
    ('\u{95C}', '\u{921}'),
    ('\u{95D}', '\u{922}'),
    ('\u{95E}', '\u{92B}'),
    ('\u{95F}', '\u{92F}'),
    ('\u{9DC}', '\u{9A1}'),
    ('\u{9DD}', '\u{9A2}'),
    ('\u{9DF}', '\u{9AF}'),
];

/// The term with its dotted letters written the other way; `None` if it has none.
fn other_spelling(term: &str) -> Option<String> {
    if term.is_ascii() {
        return None;
    }
    let whole = |c: char| DOTTED.iter().find(|d| d.0 == c);
    if term.chars().any(|c| whole(c).is_some()) {
        let mut out = String::new();
        for c in term.chars() {
            match whole(c) {
                Some((_, base)) => {
                    out.extend([*base, if c < '\u{980}' { '\u{93C}' } else { '\u{9BC}' }])
                }
                None => out.push(c),
            }
        }
        return Some(out);
    }
    if !term.contains(['\u{93C}', '\u{9BC}']) {
        return None;
    }
    let mut out = String::new();
    for c in term.chars() {
        let dotted = matches!(c, '\u{93C}' | '\u{9BC}')
            .then(|| out.chars().next_back())
            .flatten()
            .and_then(|base| DOTTED.iter().find(|d| d.1 == base));
        match dotted {
            Some((one, _)) => {
                out.pop();
                out.push(*one);
            }
            None => out.push(c),
        }
    }
    Some(out)
}

fn values<'a>(
    table: &'a Values,
    meaning: impl Fn(f64) -> Meaning,
    terms: &mut Vec<(&'a str, Meaning)>,
) {
    terms.extend(
        table
            .iter()
            .map(|(word, value)| (word.as_str(), meaning(*value))),
    );
}

fn forms<'a>(
    table: &'a Forms,
    terms: &mut Vec<(&'a str, Meaning)>,
    meaning: impl Fn(&str) -> Option<Meaning>,
) {
    for (key, list) in table {
        if let Some(meaning) = meaning(key) {
            terms.extend(list.iter().map(|term| (term.as_str(), meaning)));
        }
    }
}

/// The currencies that the language files may name.
const CURRENCIES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "RUB", "INR", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK",
    "HUF", "TRY", "UAH", "KRW", "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "CAD", "AUD", "NZD",
    "HKD", "SGD", "TWD", "ILS", "SAR", "AED", "QAR", "KWD", "IRR", "IQD", "EGP", "IDR", "MYR",
    "PHP", "THB", "VND", "BDT", "PKR", "LKR", "RON", "BGN", "RSD", "ISK", "NGN", "ZAR", "KES",
    "KZT", "BYN", "GEL", "MAD", "TND", "DZD", "LBP", "SYP", "JOD", "AFN", "VES", "CUP", "BTC",
    "ETH",
];

/// The units that the language files may name.
const UNITS: &[&str] = &[
    "mm",
    "cm",
    "m",
    "km",
    "inch",
    "foot",
    "yard",
    "mile",
    "nautical_mile",
    "light_year",
    "m2",
    "km2",
    "square_foot",
    "square_mile",
    "acre",
    "hectare",
    "dunam",
    "rai",
    "mu",
    "pyeong",
    "jin",
    "scandinavian_mile",
    "g",
    "kg",
    "tonne",
    "ounce",
    "pound",
    "stone",
    "litre",
    "ml",
    "gallon",
    "barrel",
    "pint",
    "celsius",
    "fahrenheit",
    "degree",
    "kmh",
    "ms",
    "mph",
    "knot",
    "kw",
    "mw",
    "gw",
    "kwh",
    "mwh",
    "horsepower",
    "gb",
    "mb",
    "mpg",
    "l_per_100km",
    "km_per_l",
];
