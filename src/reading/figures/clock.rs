//! Times of day: 7:09, 19.30 Uhr, 15h30, 7 p.m., klo 4.40, 午後4時40分.

use super::super::fact::FactKind;
use super::Reader;
use crate::language::Meaning;

impl Reader<'_, '_> {
    /// A time of day that starts at atom `at`; gives the atom behind it.
    pub(super) fn time(&mut self, at: usize) -> Option<usize> {
        let half_before = self.half_of_day(at);
        let hour_at = if half_before.is_some() { at + 1 } else { at };
        let digits = self.atom(hour_at)?.digits()?;
        let before = at
            .checked_sub(1)
            .map(|b| {
                if self.attached_mark(b) == Some('.') {
                    b.saturating_sub(1)
                } else {
                    b
                }
            })
            .is_some_and(|b| self.means(b, |m| *m == Meaning::BeforeTime));
        let colon = digits.separators == [':'];
        // "오후 5.30", "5.30 chiều": beside a half of the day any mark stands between hour and minute.
        let other = digits.separators.len() == 1
            && (half_before.is_some()
                || self.half_of_day(hour_at + 1).is_some()
                || self
                    .language
                    .clock
                    .separators
                    .iter()
                    .any(|s| s.starts_with(digits.separators[0])));
        let (hour, minute, mut last, mut sure) = match digits.groups[..] {
            [(h, lh), (m, 2)] if (colon || other) && lh <= 2 && h <= 24 && m < 60 => {
                (h, m, hour_at, colon)
            }
            [(h, lh)] if lh <= 2 && h <= 24 => (h, 0, hour_at, false),
            _ => return None,
        };
        let mut minute = minute;
        let mut next = last + 1;
        if self.means(next, |m| *m == Meaning::HourMark) {
            let marked = self.atom(next)?;
            let attached = !marked.spaced;
            last = next;
            sure = true;
            next += 1;
            // 15h30, 4時40分
            if digits.groups.len() == 1
                && (attached || self.is_digits(next))
                && let Some([(m, len)]) = self
                    .atom(next)
                    .and_then(|a| a.digits())
                    .map(|d| &d.groups[..])
                && *m < 60
                && self
                    .atom(next)
                    .is_some_and(|a| !a.spaced || *len == 2 || self.language.script == "Hangul")
            {
                minute = *m;
                last = next;
                next += 1;
                if self.means(next, |m| matches!(m, Meaning::Duration(s) if *s == 60.0)) {
                    last = next;
                    next += 1;
                }
            }
        }
        let half_after = self.half_of_day(next);
        if half_after.is_some() {
            last = next;
            next += 1;
        }
        let half = half_before.or(half_after);
        let after = self.means(next, |m| *m == Meaning::AfterTime);
        let counted = self
            .mark(next)
            .is_some_and(|c| matches!(c, '%' | '$' | '€' | '£'))
            || (!colon
                && half.is_none()
                && self.means(next, |m| {
                    matches!(
                        m,
                        Meaning::Scale(_)
                            | Meaning::Unit(_)
                            | Meaning::Currency(..)
                            | Meaning::Percent
                    )
                }));
        let shown = sure
            || half.is_some()
            || (other && (before || after))
            || (after && digits.groups.len() == 2);
        if counted || !shown || (minute >= 60) {
            return None;
        }
        let zone_at = if after && !self.means(next, |m| matches!(m, Meaning::Zone(_))) {
            next + 1
        } else {
            next
        };
        let zone = self.meaning(zone_at, |m| match m {
            Meaning::Zone(minutes) => Some(*minutes),
            _ => None,
        });
        if zone.is_some() {
            last = zone_at;
        }
        let hour = match half {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        let known = half.is_some()
            || hour > 12
            || digits.raw.starts_with('0')
            || (self.language.tag != "en" && colon);
        self.push(
            at,
            last,
            FactKind::Time {
                minutes: (hour * 60 + minute) as u16,
                half_known: known,
                zone,
            },
            true,
        );
        Some(last + 1)
    }

    /// Whether the atom says which half of the day it is: `true` for the afternoon.
    fn half_of_day(&self, at: usize) -> Option<bool> {
        self.meaning(at, |m| match m {
            Meaning::Am => Some(false),
            Meaning::Pm => Some(true),
            _ => None,
        })
    }
}
