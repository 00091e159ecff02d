//! The day of an article, and what its "yesterday" and "Tuesday" are then.

use super::{Fact, FactKind, Reading};
use crate::document::{BlockKind, Document};

/// Most blocks at the top of an article in which a dateline is looked for.
const TOP_BLOCKS: usize = 3;
/// Longest dateline in tokens: "PARIS, 27 January 2022 (AFP)".
const DATELINE: usize = 12;

/// A day, counted from 1 March of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(i64);

impl Day {
    /// The day of a date.
    pub fn of(year: i32, month: u8, day: u8) -> Day {
        let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
        let year = if month <= 2 { year - 1 } else { year };
        let months = (month + 9) % 12;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        Day(365 * year + leap_days + (153 * months + 2) / 5 + day - 1)
    }

    /// The day of the week, 0 for Monday.
    pub fn weekday(self) -> u8 {
        // 1 March of the year 0 was a Wednesday.
        (self.0 + 2).rem_euclid(7) as u8
    }

    /// The day `by` days later.
    pub fn later(self, by: i8) -> Day {
        Day(self.0 + i64::from(by))
    }
}

/// The day on which the article says that it was written: a full date in its metadata or in a short line at its top.
pub fn day_of(document: &Document, reading: &Reading) -> Option<Day> {
    let kind = |block: usize| document.blocks.get(block).map(|b| b.kind);
    let metadata = reading
        .sentences
        .iter()
        .filter(|s| kind(s.block) == Some(BlockKind::Metadata));
    let top = reading
        .sentences
        .iter()
        .take_while(|s| s.block < TOP_BLOCKS)
        .filter(|s| s.tokens.len() <= DATELINE);
    metadata.chain(top).find_map(|sentence| {
        reading
            .facts
            .get(sentence.facts.clone())?
            .iter()
            .find_map(full_date)
    })
}

fn full_date(fact: &Fact) -> Option<Day> {
    match fact.kind {
        FactKind::Date {
            year: Some(year),
            month: Some(month),
            day: Some(day),
        } => Some(Day::of(year, month, day)),
        _ => None,
    }
}

/// Whether `named`, a day of the week or a date, is the day that `relative` ("yesterday") means in an article of `day`.
pub fn is_day(named: &FactKind, relative: i8, day: Day) -> bool {
    let meant = day.later(relative);
    match *named {
        FactKind::Weekday(weekday) => weekday == meant.weekday(),
        FactKind::Date {
            year,
            month: Some(month),
            day: Some(d),
        } => {
            let in_year = |year| Day::of(year, month, d) == meant;
            match year {
                Some(year) => in_year(year),
                None => {
                    let around = (meant.0 / 365) as i32;
                    (around - 2..=around + 1).any(in_year)
                }
            }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week_follow_the_calendar() {
        assert_eq!(Day::of(2022, 1, 27).weekday(), 3);
        assert_eq!(Day::of(2000, 2, 29).weekday(), 1);
        assert_eq!(Day::of(2018, 9, 30).weekday(), 6);
        assert_eq!(Day::of(2022, 1, 1).later(-1), Day::of(2021, 12, 31));
    }

    #[test]
    fn a_date_without_its_year_is_the_nearest() {
        let date = |month, day| FactKind::Date {
            year: None,
            month: Some(month),
            day: Some(day),
        };
        assert!(is_day(&date(12, 31), -1, Day::of(2022, 1, 1)));
        assert!(is_day(&date(3, 1), 1, Day::of(2024, 2, 29)));
        assert!(!is_day(&date(3, 1), 1, Day::of(2023, 2, 27)));
    }
}
