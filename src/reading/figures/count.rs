//! Numbers: figures or words with their scales, halves and fractions.

use super::super::atom::AtomKind;
use super::super::fact::Amount;
use super::super::number::{WordNumber, fraction_sign};
use super::Reader;
use crate::language::Meaning;

/// A number that was read.
pub(super) struct Number {
    /// Its value.
    pub(super) amount: Amount,
    /// Its last atom.
    pub(super) last: usize,
    /// Whether it is written in figures.
    pub(super) digits: bool,
    /// What its scale words multiply by; 1 without.
    pub(super) scale: f64,
}

impl Reader<'_, '_> {
    /// A number from atom `at`: figures or words, with scales, halves and fractions.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        let first = at;
        let atom = self.atom(at)?;
        let mut last = at;
        let (mut words, mut step, digits, ratio) = match &atom.kind {
            AtomKind::Digits(d) => {
                let amount = d.amount?;
                let ratio = amount
                    .alternate
                    .map(|a| a / amount.value.max(f64::MIN_POSITIVE));
                (
                    WordNumber::from_value(amount.value),
                    amount.step,
                    true,
                    ratio,
                )
            }
            AtomKind::Compound(v) => (WordNumber::from_value(*v), 1.0, false, None),
            AtomKind::Meaning(list) => {
                let mut words = WordNumber::default();
                list.iter().find_map(|m| match m {
                    Meaning::Cardinal(v) | Meaning::Fraction(v) => {
                        words.cardinal(*v);
                        Some(())
                    }
                    Meaning::Scale(s) => {
                        words.scale(*s);
                        Some(())
                    }
                    _ => None,
                })?;
                (words, 1.0, false, None)
            }
            _ => return None,
        };
        if let Some((value, end)) = self.positional(at) {
            return Some(Number {
                amount: Amount::whole(value),
                last: end,
                digits: false,
                scale: 1.0,
            });
        }
        let mut scaled = 1.0;
        let mut last_scale = f64::INFINITY;
        let mut letter = None;
        let mut joined = false;
        let mut at = at + 1;
        while let Some(next) = self.atom(at) {
            if let Some(s) = next.meaning(scale) {
                words.scale(s);
                scaled *= s;
                last_scale = s;
                last = at;
                joined = false;
            } else if let Some(s) = next.meaning(abbreviation).filter(|_| digits) {
                if last + 1 != at {
                    break;
                }
                // "100m" may be metres.
                if next.means(|m| matches!(m, Meaning::Unit(_))) {
                    letter = Some(1.0 / s);
                }
                words.scale(s);
                scaled *= s;
                last_scale = s;
                last = at;
                // "Mio. Euro"
                if self.attached_mark(at + 1) == Some('.')
                    && self.means(at + 2, |m| {
                        matches!(m, Meaning::Currency(..) | Meaning::Unit(_))
                    })
                {
                    last = at + 1;
                    at += 1;
                }
            } else if let Some(amount) = next
                .digits()
                .and_then(|d| d.amount)
                .filter(|d| digits && scaled >= 10.0 && d.value < last_scale)
                .filter(|_| !next.spaced || self.means(at + 1, |m| is_smaller(m, last_scale)))
            {
                // 3億5000万, 12 लाख 50 हज़ार
                words.cardinal(amount.value);
                step = amount.step;
                scaled = 1.0;
                last = at;
            } else if self.language.is_unspaced() && next.meaning(cardinal) == Some(0.0) {
                // 一百零五
            } else if let Some(v) = next.meaning(cardinal).filter(|v| {
                words.takes_cardinal(*v, joined || self.has_joiner_prefix(at))
                    || *v == 10.0 && words.makes_teen() && self.language.script == "Arabic"
            }) {
                if digits && !self.language.is_unspaced() {
                    break;
                }
                words.cardinal(v);
                last = at;
                joined = false;
            } else if let AtomKind::Compound(v) = next.kind {
                if digits || !words.takes_cardinal(v, joined) {
                    break;
                }
                words.cardinal(v);
                last = at;
            } else if let AtomKind::Counted(s) = next.kind
                && digits
                && scaled == 1.0
                && s >= 1000.0
                && s.log10().fract() == 0.0
            {
                // "20,4 milliónál": a scale word with an ending.
                words.scale(s);
                scaled *= s;
                last_scale = s;
                last = at;
            } else if next.means(|m| *m == Meaning::AndAHalf) {
                words.cardinal(0.5 * scaled);
                step = 0.5;
                last = at;
            } else if let Some(share) = next.mark().and_then(fraction_sign).filter(|_| digits) {
                words.cardinal(share * scaled);
                step = 0.01;
                last = at;
            } else if self.language.is_unspaced()
                && next.means(|m| matches!(m, Meaning::MoreThan | Meaning::About))
                && self.means(at + 1, |m| matches!(m, Meaning::Scale(_)))
            {
                // 550多万: the word belongs to the scale behind it.
            } else if next.means(|m| *m == Meaning::Joiner) && !joined && !digits {
                joined = true;
            } else if matches!(next.mark(), Some('-' | '‑')) && !next.spaced && !joined {
                // twenty-five, 10-million
                let scale_next = self.means(at + 1, |m| matches!(m, Meaning::Scale(_)));
                if digits && !scale_next {
                    break;
                }
                joined = !digits;
            } else {
                break;
            }
            at += 1;
        }
        let value = words.value()?;
        let minus = digits && self.has_minus(first);
        let sign = if minus { -1.0 } else { 1.0 };
        let alternate = ratio
            .map(|r| value * r)
            .or(letter.map(|r| value * r))
            .map(|a| a * sign);
        Some(Number {
            amount: Amount {
                value: value * sign,
                step: step * scaled,
                alternate,
            },
            last,
            digits,
            scale: scaled,
        })
    }

    /// Han digits one by one: 二〇一八. The value and the last atom.
    fn positional(&self, at: usize) -> Option<(f64, usize)> {
        let digit = |at: usize| {
            self.meaning(at, cardinal)
                .filter(|v| *v < 10.0 && v.fract() == 0.0)
        };
        let mut value = digit(at)?;
        let mut end = at;
        while let Some(next) = digit(end + 1).filter(|_| !self.is_spaced(end + 1)) {
            value = value * 10.0 + next;
            end += 1;
        }
        (end > at && self.language.is_unspaced()).then_some((value, end))
    }

    /// Whether the word starts with a joiner that is written with it: "وأربعون".
    pub(super) fn has_joiner_prefix(&self, at: usize) -> bool {
        let word = self.slice(at);
        let language = self.language;
        let joiners = &language.numbers.joiners;
        joiners
            .iter()
            .any(|j| language.morphology.prefixes.contains(j) && word.starts_with(j.as_str()))
    }

    /// Whether a minus sign stands right before the atom: a dash that nothing stands before.
    fn has_minus(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        matches!(self.mark(before), Some('-' | '−' | '–'))
            && !self.is_spaced(at)
            && (self.is_spaced(before) || before == 0)
    }
}

fn scale(m: &Meaning) -> Option<f64> {
    if let Meaning::Scale(s) = m {
        Some(*s)
    } else {
        None
    }
}

fn abbreviation(m: &Meaning) -> Option<f64> {
    if let Meaning::ScaleAbbreviation(s) = m {
        Some(*s)
    } else {
        None
    }
}

fn cardinal(m: &Meaning) -> Option<f64> {
    if let Meaning::Cardinal(v) = m {
        Some(*v)
    } else {
        None
    }
}

fn is_smaller(m: &Meaning, scale: f64) -> bool {
    matches!(m, Meaning::Scale(s) | Meaning::ScaleAbbreviation(s) if *s < scale)
}
