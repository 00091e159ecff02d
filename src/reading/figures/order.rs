//! Places in an order that are said in two words: thirty-sixth, trigésimo sexta, چهل و چهارمین, السادسة والثلاثين.

use super::super::fact::FactKind;
use super::Reader;
use crate::language::Meaning;

impl Reader<'_, '_> {
    /// An ordinal in two words that starts at atom `at`; gives the atom behind it.
    pub(super) fn compound_ordinal(&mut self, at: usize) -> Option<usize> {
        let (first, last, is_ordinal) = match self.meaning(at, ordinal_or_plural) {
            Some(value) => (value, at, true),
            None => {
                let number = self.number(at).filter(|n| !n.digits)?;
                (number.amount.value, number.last, false)
            }
        };
        let hyphen = self
            .attached_mark(last + 1)
            .is_some_and(|c| matches!(c, '-' | '‑'));
        let joined = hyphen || self.means(last + 1, |m| *m == Meaning::Joiner);
        let next = last + 1 + usize::from(joined);
        let tens = |v: f64| (20.0..100.0).contains(&v) && v % 10.0 == 0.0;
        let ones = |v: f64| (1.0..10.0).contains(&v) && v.fract() == 0.0;
        // "twenty second delays" are no twenty-second ones.
        let span_of_time = self.means(next, |m| matches!(m, Meaning::Duration(_)));
        let value = match self.meaning(next, ordinal) {
            Some(v) if tens(first) && ones(v) && (joined || !span_of_time) => first + v,
            Some(v) if is_ordinal && ones(first) && tens(v) && self.has_joiner_prefix(next) => {
                first + v
            }
            Some(_) => return None,
            None => {
                let v = self.meaning(next, |m| match m {
                    Meaning::Cardinal(v) => Some(*v),
                    _ => None,
                })?;
                let arabic = self.language.script == "Arabic" && is_ordinal && ones(first);
                let teen = v == 10.0 && !joined;
                if arabic && (teen || tens(v) && self.has_joiner_prefix(next)) {
                    first + v
                } else {
                    return None;
                }
            }
        };
        self.push(at, next, FactKind::Ordinal(value), false);
        Some(next + 1)
    }
}

/// An ordinal, or the plural of one as "lata trzydzieste" has it.
fn ordinal_or_plural(m: &Meaning) -> Option<f64> {
    match m {
        Meaning::Ordinal(v) | Meaning::Implied(v) => Some(*v),
        _ => None,
    }
}

fn ordinal(m: &Meaning) -> Option<f64> {
    if let Meaning::Ordinal(v) = m {
        Some(*v)
    } else {
        None
    }
}
