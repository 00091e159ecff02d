//! Dates: a month with a day or a year beside it, and dates in figures.

use super::super::atom::Atom;
use super::super::fact::FactKind;
use super::Reader;
use crate::language::Meaning;

impl Reader<'_, '_> {
    /// A date that starts at atom `at`; gives the atom behind it.
    pub(super) fn date(&mut self, at: usize) -> Option<usize> {
        self.numeric_date(at)
            .or_else(|| self.date_with_month(at))
            .or_else(|| self.short_date(at))
            .or_else(|| self.era_year(at))
    }

    /// 27.1. and 27. 1. in languages that write ordinals with a full stop.
    fn short_date(&mut self, at: usize) -> Option<usize> {
        if !self.language.sentences.ordinal_period {
            return None;
        }
        let digits = self.atom(at)?.digits()?;
        let (day, month, last) = match (&digits.groups[..], &digits.separators[..]) {
            ([(d, 1 | 2), (m, 1 | 2)], ['.']) if self.attached_mark(at + 1) == Some('.') => {
                (*d, *m, at + 1)
            }
            ([(d, 1 | 2)], []) if self.attached_mark(at + 1) == Some('.') => {
                let [(m, 1 | 2)] = self.atom(at + 2)?.digits()?.groups[..] else {
                    return None;
                };
                if self.attached_mark(at + 3) != Some('.') {
                    return None;
                }
                (*d, m, at + 3)
            }
            _ => return None,
        };
        if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
            return None;
        }
        let year = match self.day_or_year(last + 1) {
            Some((DayOrYear::Year(y), _)) => Some(y),
            _ => None,
        };
        let last = last + usize::from(year.is_some());
        let kind = FactKind::Date {
            year,
            month: Some(month as u8),
            day: Some(day as u8),
        };
        self.push(at, last, kind, true);
        Some(last + 1)
    }

    /// 令和4年: the year of an era.
    fn era_year(&mut self, at: usize) -> Option<usize> {
        let offset = self.meaning(at, |m| {
            if let Meaning::Era(offset) = m {
                Some(*offset)
            } else {
                None
            }
        })?;
        // 令和元年: the first year has a name of its own.
        let behind = &self.text[self.atom(at)?.span.end..];
        let first_year = &self.language.dates.first_year;
        if !first_year.is_empty() && behind.starts_with(first_year.as_str()) {
            self.push(at, at, FactKind::Year(offset as i32 + 1), true);
            return Some(at + 1);
        }
        let number = self.number(at + 1)?;
        let year = offset + number.amount.value;
        if !(1000.0..2200.0).contains(&year) || number.amount.value.fract() != 0.0 {
            return None;
        }
        let last = number.last
            + usize::from(
                self.atom(number.last + 1)
                    .is_some_and(|a| self.is_year_word(a)),
            );
        self.push(at, last, FactKind::Year(year as i32), number.digits);
        Some(last + 1)
    }

    /// 27.01.2022, 27/01/2022, 2022-01-27, 2022年1月27日 is left to the month words.
    fn numeric_date(&mut self, at: usize) -> Option<usize> {
        let digits = self.atom(at)?.digits()?;
        if digits.separators.len() == 2 && digits.separators.iter().all(|c| *c == '.') {
            let parts: Vec<(u32, usize)> = digits.groups.clone();
            let kind = date_of(&parts, &self.language.dates.order)?;
            self.push(at, at, kind, true);
            return Some(at + 1);
        }
        let mark = self
            .mark(at + 1)
            .filter(|c| matches!(c, '/' | '-' | '.' | '‑'))?;
        let second = self.atom(at + 2)?.digits()?;
        if self.mark(at + 3) != Some(mark)
            || (1..5).any(|i| self.atom(at + i).is_some_and(|a| a.spaced))
        {
            return None;
        }
        let third = self.atom(at + 4)?.digits()?;
        let single = |d: &super::super::number::Digits| (d.groups.len() == 1).then(|| d.groups[0]);
        let parts = [single(digits)?, single(second)?, single(third)?];
        let kind = date_of(&parts, &self.language.dates.order)?;
        self.push(at, at + 4, kind, true);
        Some(at + 5)
    }

    /// A month word with its day and year: "27 de enero de 2022", "January 27, 2022", "2022年1月27日".
    fn date_with_month(&mut self, at: usize) -> Option<usize> {
        // Where could the month be: here, or behind a day or a year that starts here.
        let month_at = (at..(at + 7).min(self.atoms.len())).find(|&i| self.month(i).is_some())?;
        let (month, ambiguous) = self.month(month_at)?;
        let (mut day, mut year) = (None, None);
        let (mut first, mut last) = (month_at, month_at);
        if month_at > at {
            // Everything between must be the day, the year and little words.
            let mut i = at;
            while i < month_at {
                match self.day_or_year(i) {
                    Some((DayOrYear::Day(d), end)) if day.is_none() => {
                        day = Some(d);
                        i = end;
                    }
                    Some((DayOrYear::Year(y), end)) if year.is_none() => {
                        year = Some(y);
                        i = end;
                    }
                    Some(_) => return None,
                    None if i == at || !self.is_filler(i) => return None,
                    None => {}
                }
                i += 1;
            }
            first = at;
        }
        let mut i = month_at + 1;
        let mut fillers = 0;
        while i < self.atoms.len() && fillers <= 2 {
            match self.day_or_year(i) {
                Some((DayOrYear::Day(d), end)) if day.is_none() && fillers == 0 => {
                    day = Some(d);
                    i = end;
                    last = i;
                    // 日, 号, the ordinal ending
                    if self.atom(i + 1).is_some_and(|a| !a.spaced) && self.is_day_mark(i + 1) {
                        last = i + 1;
                        i += 1;
                    }
                }
                Some((DayOrYear::Year(y), end)) if year.is_none() => {
                    year = Some(y);
                    last = end;
                    break;
                }
                Some(_) => break,
                None if self.is_filler(i) => fillers += 1,
                None => break,
            }
            i += 1;
        }
        if day.is_none() && year.is_none() {
            return None; // a month alone is read elsewhere
        }
        if ambiguous
            && day.is_none()
            && !self.text[self.atoms[month_at].span.start..].starts_with(char::is_uppercase)
            && self.language.has_case()
        {
            return None;
        }
        self.push(
            first,
            last,
            FactKind::Date {
                year,
                month: Some(month),
                day,
            },
            true,
        );
        Some(last + 1)
    }

    fn month(&self, at: usize) -> Option<(u8, bool)> {
        self.meaning(at, |m| {
            if let Meaning::Month(n, ambiguous) = m {
                Some((*n, *ambiguous))
            } else {
                None
            }
        })
    }

    fn day_or_year(&self, at: usize) -> Option<(DayOrYear, usize)> {
        let atom = self.atom(at)?;
        let Some(digits) = atom.digits() else {
            if self.language.is_unspaced() {
                // 三十日, 二〇一八年
                let number = self.number(at)?;
                let value = number.amount.value;
                let part = if (1.0..=31.0).contains(&value) {
                    DayOrYear::Day(value as u8)
                } else if (1900.0..2100.0).contains(&value) {
                    DayOrYear::Year(value as i32)
                } else {
                    return None;
                };
                return Some((part, number.last));
            }
            let ordinal = atom.meaning(|m| {
                if let Meaning::Ordinal(v) | Meaning::Cardinal(v) = m {
                    Some(*v)
                } else {
                    None
                }
            })?;
            return (1.0..=31.0)
                .contains(&ordinal)
                .then_some((DayOrYear::Day(ordinal as u8), at));
        };
        let [(value, len)] = digits.groups[..] else {
            return None;
        };
        let part = match len {
            1 | 2 if (1..=31).contains(&value) => DayOrYear::Day(value as u8),
            4 if self.language.tag == "th" && (2400..2700).contains(&value) => {
                DayOrYear::Year(value as i32 - 543)
            }
            4 if (1000..2200).contains(&value) => DayOrYear::Year(value as i32),
            _ => return None,
        };
        Some((part, at))
    }

    /// A comma, a full stop, an ordinal ending or a word of up to three letters ("de", "of", "th", "年").
    fn is_filler(&self, at: usize) -> bool {
        let Some(atom) = self.atom(at) else {
            return false;
        };
        if let Some(c) = atom.mark() {
            return matches!(c, ',' | '.' | '،' | 'º' | '°');
        }
        atom.digits().is_none()
            && (atom.span.of(self.text).chars().count() <= 3 || self.is_year_word(atom))
    }

    fn is_year_word(&self, atom: &Atom<'_>) -> bool {
        atom.means(|m| matches!(m, Meaning::Duration(s) if *s > 3e7))
    }

    fn is_day_mark(&self, at: usize) -> bool {
        self.means(at, |m| {
            matches!(m, Meaning::Duration(s) if *s == 86_400.0) || *m == Meaning::OrdinalSuffix
        }) || self
            .atom(at)
            .is_some_and(|a| matches!(a.span.of(self.text), "日" | "号" | "號" | "일"))
    }
}

enum DayOrYear {
    Day(u8),
    Year(i32),
}

/// Three groups of figures as a date in the language's order; a four-figure group is the year wherever it stands.
fn date_of(parts: &[(u32, usize)], order: &str) -> Option<FactKind> {
    let [(a, la), (b, _), (c, lc)] = parts[..] else {
        return None;
    };
    let (year, month, day) = if la == 4 {
        (a, b, c)
    } else if lc == 4 || lc == 2 {
        let year = if lc == 2 { 2000 + c } else { c };
        let month_first = order == "mdy" && a <= 12 || b > 12;
        if month_first {
            (year, a, b)
        } else {
            (year, b, a)
        }
    } else {
        return None;
    };
    let valid =
        (1000..2700).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then_some(FactKind::Date {
        year: Some(year as i32),
        month: Some(month as u8),
        day: Some(day as u8),
    })
}
