//! Numbers that belong together: scores, ratios, fractions, versions and phone numbers.

use super::super::fact::FactKind;
use super::super::number::Digits;
use super::Reader;
use crate::language::Meaning;
use crate::text::classes::{Script, script_of};

impl Reader<'_, '_> {
    /// A score, ratio, version or phone number that starts at atom `at`; gives the atom behind it.
    pub(super) fn ratio(&mut self, at: usize) -> Option<usize> {
        let digits = self.atom(at)?.digits()?;
        match (&digits.amount, &digits.groups[..]) {
            (None, [(a, _), (b, _)]) => {
                self.push(at, at, FactKind::Ratio(f64::from(*a), f64::from(*b)), true);
                return Some(at + 1);
            }
            (None, _) => {
                self.push(at, at, FactKind::Identifier(digits.raw.clone()), true);
                return Some(at + 1);
            }
            _ => {}
        }
        self.phone(at, digits).or_else(|| self.score(at, digits))
    }

    /// 0800 555 111, +44 20 7946 0000
    fn phone(&mut self, at: usize, digits: &Digits) -> Option<usize> {
        let plus = at > 0 && self.mark(at - 1) == Some('+') && !self.is_spaced(at);
        if digits.groups.len() != 1
            || !(plus || digits.raw.starts_with('0') && digits.raw.len() > 1)
        {
            return None;
        }
        let mut all = digits.raw.clone();
        let mut last = at;
        let mut next = at + 1;
        while let Some(atom) = self.atom(next) {
            match (atom.mark(), atom.digits()) {
                (Some('-' | ')' | '(' | '‑'), _) if next == last + 1 => {}
                // "0800 555 111 24/7"
                (None, Some(d)) if d.groups.len() == 1 && !self.is_ratio(next) => {
                    all.push_str(&d.raw);
                    last = next;
                }
                _ => break,
            }
            next += 1;
        }
        if last == at || all.len() < 6 {
            return None;
        }
        self.push(at, last, FactKind::Identifier(all), true);
        Some(last + 1)
    }

    /// Whether a stroke with figures behind it stands right behind the figures.
    fn is_ratio(&self, at: usize) -> bool {
        self.attached_mark(at + 1) == Some('/') && self.is_digits(at + 2)
    }

    /// 3-1, 24/7, 1/3: two short numbers over a dash or stroke, with no unit behind them.
    fn score(&mut self, at: usize, digits: &Digits) -> Option<usize> {
        // 2対1, 3比0, 3대 1
        let word = matches!(self.slice(at + 1), "対" | "對" | "对" | "比" | "대");
        if !word {
            let mark = self.attached_mark(at + 1)?;
            let dash = matches!(mark, '-' | '–' | '−' | '‑' | '—');
            if !(dash || matches!(mark, '/' | '⁄')) || self.is_spaced(at + 2) {
                return None;
            }
        }
        let second = self.atom(at + 2)?.digits()?;
        let ([(a, la)], [(b, lb)]) = (&digits.groups[..], &second.groups[..]) else {
            return None;
        };
        // "U-17-19", "A/2-3"
        let glued = at > 0
            && !self.is_spaced(at)
            && self.text[..self.atoms[at].span.start]
                .chars()
                .next_back()
                .is_some_and(|c| {
                    script_of(c).is_some_and(Script::has_case) || "-–/.,:".contains(c)
                });
        if glued || *la > 3 || *lb > 3 {
            return None;
        }
        let behind = at + 3;
        if self.unit_behind(behind)
            || self.attached_mark(behind) == Some('%')
            || self
                .attached_mark(behind)
                .is_some_and(|c| "-–/‑".contains(c) && self.is_digits(behind + 1))
            || self.is_digits(behind) && !self.is_spaced(behind)
        {
            return None;
        }
        self.push(
            at,
            at + 2,
            FactKind::Ratio(f64::from(*a), f64::from(*b)),
            true,
        );
        Some(behind)
    }

    /// Whether the atom says what a number before it counts.
    fn unit_behind(&self, at: usize) -> bool {
        self.is_counted_by(at)
            || self.mark(at) == Some('％')
            || self.means(at, |m| matches!(m, Meaning::Unit(_)))
                && self.slice(at).chars().count() > 1
            || self.means(at, |m| {
                matches!(m, Meaning::ScaleAbbreviation(_) | Meaning::Unit(_))
            }) && !self.is_spaced(at)
    }
}
