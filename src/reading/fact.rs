//! Facts: what a sentence says that can be compared by value across languages.

use super::token::Token;
use super::{figures, name, quotation, web};
use crate::document::Document;
use crate::language::{Language, WordForm};
use crate::text::Span;
use std::sync::Arc;

/// One fact and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The words or figures that say it, in offsets of the visible text.
    pub span: Span,
    /// What it says.
    pub kind: FactKind,
    /// Whether it is said to be exact, about, at least or at most.
    pub qualifier: Qualifier,
    /// Whether figures stand in the text, so that the value is sure; false for number words.
    pub digits: bool,
}

/// How exact a number is said to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Qualifier {
    /// Nothing is said.
    #[default]
    Exact,
    /// "about", "almost".
    About,
    /// "more than", "at least".
    MoreThan,
    /// "less than", "up to".
    LessThan,
}

/// A number as written: its value and what its form shows about rounding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The value, scale words included.
    pub value: f64,
    /// The value of one unit of the last figure shown: 0.1 for 2.5, 1e8 for "2.5 billion", 1 for 281.
    pub step: f64,
    /// The value under the other decimal convention, where the figures can be read both ways (1.234).
    pub alternate: Option<f64>,
}

impl Amount {
    /// A number of which the last figure counts ones.
    pub const fn whole(value: f64) -> Amount {
        Amount {
            value,
            step: 1.0,
            alternate: None,
        }
    }

    /// The amount times `factor`.
    pub fn times(self, factor: f64) -> Amount {
        Amount {
            value: self.value * factor,
            step: self.step * factor,
            alternate: self.alternate.map(|a| a * factor),
        }
    }
}

/// What a fact says. Amounts are values, never characters.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// A cardinal number without a unit.
    Number(Amount),
    /// A place in an order: third, 3rd.
    Ordinal(f64),
    /// A share in per cent.
    Percent(Amount),
    /// Two numbers that belong together and are no time: a score, ratio or odds (3-1, 4:3, 24/7).
    Ratio(f64, f64),
    /// A class of a school, which countries count differently: 9th grade.
    Grade(f64),
    /// A version, reference, phone number or other identifier, compared by its characters.
    Identifier(String),
    /// A calendar year.
    Year(i32),
    /// A calendar date; parts that are not said are `None`. Months 1 to 12, days 1 to 31.
    Date {
        /// Year, if said.
        year: Option<i32>,
        /// Month, if said.
        month: Option<u8>,
        /// Day, if said.
        day: Option<u8>,
    },
    /// A day of the week, 0 for Monday to 6 for Sunday.
    Weekday(u8),
    /// A day relative to the article's own: -1 yesterday, 0 today, 1 tomorrow.
    RelativeDay(i8),
    /// A time of day in minutes after midnight.
    Time {
        /// Minutes after midnight, 0 to 1440, as far as they are known.
        minutes: u16,
        /// Whether the half of the day is known (24-hour form, or a.m./p.m. words).
        half_known: bool,
        /// Minutes of the named time zone ahead of Greenwich in winter.
        zone: Option<i16>,
    },
    /// A span of time.
    Duration {
        /// How many.
        amount: Amount,
        /// Seconds in one of the unit (a month has 30.44 days, a year 365.25).
        unit_seconds: f64,
    },
    /// An amount of money.
    Money {
        /// How much, in whole units of the currency.
        amount: Amount,
        /// ISO 4217 code; "$" where the currency is only said to be a dollar, "¥" for yen or yuan.
        currency: &'static str,
    },
    /// A measured quantity.
    Quantity {
        /// How much, in the unit.
        amount: Amount,
        /// Key of the unit in the language data, such as `km` or `mile`.
        unit: &'static str,
    },
    /// A run of capitalised words that is likely a name.
    Name,
    /// A quotation; the span covers its marks.
    Quotation {
        /// The text between the marks.
        inner: Span,
    },
    /// A web address, e-mail address, handle or hashtag, in its compared form.
    Link(String),
}

impl FactKind {
    /// The name under which the kind is shown.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Ordinal(_) => "ordinal",
            Self::Percent(_) => "percent",
            Self::Ratio(..) => "ratio",
            Self::Grade(_) => "grade",
            Self::Identifier(_) => "identifier",
            Self::Year(_) => "year",
            Self::Date { .. } => "date",
            Self::Weekday(_) => "weekday",
            Self::RelativeDay(_) => "relative day",
            Self::Time { .. } => "time",
            Self::Duration { .. } => "duration",
            Self::Money { .. } => "money",
            Self::Quantity { .. } => "quantity",
            Self::Name => "name",
            Self::Quotation { .. } => "quotation",
            Self::Link(_) => "link",
        }
    }

    /// The amount of a numeric fact.
    pub const fn amount(&self) -> Option<Amount> {
        match self {
            Self::Number(a) | Self::Percent(a) => Some(*a),
            Self::Duration { amount, .. }
            | Self::Money { amount, .. }
            | Self::Quantity { amount, .. } => Some(*amount),
            _ => None,
        }
    }
}

/// Appends the facts of one sentence, given by its tokens, in order of their start.
pub(super) fn extract(
    document: &Document,
    language: &Language,
    tokens: &[Token],
    forms: &[Arc<WordForm>],
    out: &mut Vec<Fact>,
) {
    let first = out.len();
    let mut taken = Vec::new();
    web::extract(document, tokens, out);
    taken.extend(out[first..].iter().map(|f| f.span));
    figures::extract(document, language, tokens, forms, &taken, out);
    name::extract(document, language, tokens, forms, &taken, out);
    quotation::extract(document, tokens, out);
    out[first..].sort_by_key(|f| (f.span.start, f.span.end));
}
