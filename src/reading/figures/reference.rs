//! Numbers that count nothing: references (Article 5, page 12, flight 370, 第5条) and classes of schools (9th grade).

use super::super::fact::FactKind;
use super::super::number::roman_value;
use super::Reader;
use crate::language::Meaning;

impl Reader<'_, '_> {
    /// A reference or a class of a school whose figures start at atom `at`; gives the atom behind it.
    pub(super) fn reference(&mut self, at: usize) -> Option<usize> {
        let Some(digits) = self.atom(at)?.digits() else {
            return self.roman_reference(at);
        };
        if digits.raw.len() > LONGEST || digits.separators.contains(&':') {
            return None;
        }
        let (value, raw) = (digits.amount.map(|a| a.value), digits.raw.clone());
        if let Some(last) = self.grade_beside(at) {
            let value = value.filter(|v| (1.0..14.0).contains(v) && v.fract() == 0.0)?;
            self.push(at, last, FactKind::Grade(value), true);
            return Some(last + 1);
        }
        let before = at.checked_sub(1)?;
        let pointed = if self.language.is_unspaced() || self.language.script == "Hangul" {
            // 第5条, 제5조
            self.slice(before).ends_with(['第', '제'])
                && !self.is_spaced(at)
                && self.points_behind(at + 1)
                || self.language.script == "Thai" && self.means(before, is_reference)
        } else {
            self.means(before, is_reference) && self.is_spaced(at) && !self.counts(at + 1)
        };
        if !pointed {
            return None;
        }
        self.push(at, at, FactKind::Identifier(raw), true);
        Some(at + 1)
    }

    /// Chapter IV, глава V.
    fn roman_reference(&mut self, at: usize) -> Option<usize> {
        let letters = self.slice(at);
        let short = letters.len() <= LONGEST && letters.starts_with(char::is_uppercase);
        let before = at.checked_sub(1).filter(|_| short && self.is_spaced(at))?;
        if !self.means(before, is_reference) {
            return None;
        }
        let value = roman_value(letters)?;
        self.push(at, at, FactKind::Identifier(format!("{value}")), true);
        Some(at + 1)
    }

    fn points_behind(&self, at: usize) -> bool {
        let word = self.slice(at);
        self.means(at, is_reference)
            || self
                .language
                .numbers
                .marks
                .references
                .iter()
                .any(|r| word.starts_with(r.as_str()))
    }

    /// The last atom of a class of a school: the figures behind its name, or its name behind the figures.
    fn grade_beside(&self, at: usize) -> Option<usize> {
        let is_grade = |m: &Meaning| *m == Meaning::Grade;
        if at > 0 && self.means(at - 1, is_grade) && self.is_spaced(at) && !self.counts(at + 1) {
            return Some(at);
        }
        let ending = self.means(at + 1, |m| *m == Meaning::OrdinalSuffix)
            && !self.is_spaced(at + 1)
            || self.language.sentences.ordinal_period && self.attached_mark(at + 1) == Some('.')
            || self.attached_mark(at + 1) == Some('-');
        let mut name = at + 1 + usize::from(ending);
        // "в 9-м классе"
        if self.attached_mark(at + 1) == Some('-') && !self.means(name, is_grade) {
            name += 1;
        }
        let close = ending || self.language.is_unspaced() || self.language.script == "Hangul";
        (close && self.means(name, is_grade)).then_some(name)
    }

    /// Whether what stands at `at` says what a number before it counts, an hour among them.
    fn counts(&self, at: usize) -> bool {
        self.is_counted_by(at)
            || self.means(at, |m| {
                matches!(m, Meaning::HourMark | Meaning::Am | Meaning::Pm)
            })
    }
}

/// Most figures of a reference.
const LONGEST: usize = 6;

fn is_reference(m: &Meaning) -> bool {
    *m == Meaning::Reference
}
