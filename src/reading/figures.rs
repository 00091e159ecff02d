//! Figures to facts: numbers with what stands around them, read in one pass over the atoms of a sentence.

use super::atom::{Atom, AtomKind, atoms};
use super::fact::{Amount, Fact, FactKind, Qualifier};
use super::number::WordNumber;
use super::token::Token;
use crate::document::Document;
use crate::language::{Language, Meaning};
use crate::text::Span;

/// Appends the numbers, dates, times, amounts of money and measures of a sentence; `taken` spans are left out.
pub(super) fn extract(
    document: &Document,
    language: &Language,
    tokens: &[Token],
    taken: &[Span],
    out: &mut Vec<Fact>,
) {
    let atoms = atoms(&document.text, &document.lower, language, tokens);
    let mut reader = Reader {
        text: &document.text,
        language,
        atoms: &atoms,
        out,
    };
    let mut at = 0;
    while at < atoms.len() {
        if taken.iter().any(|t| t.overlaps(atoms[at].span)) {
            at += 1;
        } else {
            at = reader.read(at).max(at + 1);
        }
    }
}

struct Reader<'a, 'b> {
    text: &'a str,
    language: &'a Language,
    atoms: &'a [Atom<'a>],
    out: &'b mut Vec<Fact>,
}

impl<'a> Reader<'a, '_> {
    fn atom(&self, at: usize) -> Option<&'a Atom<'a>> {
        self.atoms.get(at)
    }

    fn means(&self, at: usize, is: impl Fn(&Meaning) -> bool) -> bool {
        self.atom(at).is_some_and(|a| a.means(is))
    }

    fn meaning<T>(&self, at: usize, pick: impl Fn(&Meaning) -> Option<T>) -> Option<T> {
        self.atom(at).and_then(|a| a.meaning(pick))
    }

    fn mark(&self, at: usize) -> Option<char> {
        self.atom(at).and_then(Atom::mark)
    }

    fn push(&mut self, from: usize, to: usize, kind: FactKind, digits: bool) {
        let (Some(first), Some(last)) = (self.atom(from), self.atom(to)) else {
            return;
        };
        let qualifier = self.qualifier_before(from);
        self.out.push(Fact {
            span: first.span.cover(last.span),
            kind,
            qualifier,
            digits,
        });
    }

    fn qualifier_before(&self, from: usize) -> Qualifier {
        let Some(before) = from.checked_sub(1) else {
            return Qualifier::Exact;
        };
        if self.means(before, |m| *m == Meaning::MoreThan) {
            Qualifier::MoreThan
        } else if self.means(before, |m| *m == Meaning::LessThan) {
            Qualifier::LessThan
        } else if self.means(before, |m| *m == Meaning::About) {
            Qualifier::About
        } else {
            Qualifier::Exact
        }
    }

    /// Reads the fact that starts at atom `at`, if any; gives the atom to go on with.
    fn read(&mut self, at: usize) -> usize {
        if let Some(next) = self.date(at).or_else(|| self.time(at)) {
            return next;
        }
        if let Some((symbol, code)) = self
            .mark(at)
            .and_then(currency_symbol)
            .map(|code| (at, code))
            && self.atom(at + 1).is_some_and(|a| a.digits().is_some())
            && let Some(number) = self.number(at + 1)
        {
            let kind = FactKind::Money {
                amount: number.amount,
                currency: code,
            };
            self.push(symbol, number.last, kind, number.digits);
            return self.skip_currency(number.last + 1);
        }
        if let Some(number) = self.number(at) {
            return self.measured(at, number);
        }
        let Some(atom) = self.atom(at) else {
            return at + 1;
        };
        if let Some((day, ambiguous)) = atom.meaning(|m| {
            if let Meaning::Weekday(d, a) = m {
                Some((*d, *a))
            } else {
                None
            }
        }) {
            if !ambiguous {
                self.push(at, at, FactKind::Weekday(day), false);
            }
        } else if let Some((month, ambiguous)) = atom.meaning(|m| {
            if let Meaning::Month(n, a) = m {
                Some((*n, *a))
            } else {
                None
            }
        }) {
            let capital = !self.language.has_case()
                || self.text[atom.span.start..].starts_with(char::is_uppercase)
                || !ambiguous;
            let preposition = at > 0 && self.means(at - 1, |m| *m == Meaning::BeforeTime);
            if capital && (!ambiguous || preposition) {
                self.push(
                    at,
                    at,
                    FactKind::Date {
                        year: None,
                        month: Some(month),
                        day: None,
                    },
                    false,
                );
            }
        } else if let Some(day) = atom.meaning(|m| {
            if let Meaning::RelativeDay(d) = m {
                Some(*d)
            } else {
                None
            }
        }) {
            self.push(at, at, FactKind::RelativeDay(day), false);
        } else if let Some(minutes) = atom.meaning(|m| {
            if let Meaning::Clock(t) = m {
                Some(*t)
            } else {
                None
            }
        }) {
            self.push(
                at,
                at,
                FactKind::Time {
                    minutes,
                    half_known: true,
                },
                false,
            );
        } else if let Some(value) = atom.meaning(|m| {
            if let Meaning::Ordinal(v) = m {
                Some(*v)
            } else {
                None
            }
        }) {
            self.push(at, at, FactKind::Ordinal(value), false);
        } else if let Some(value) = atom.meaning(|m| {
            if let Meaning::Implied(v) = m {
                Some(*v)
            } else {
                None
            }
        }) {
            self.push(at, at, FactKind::Number(Amount::whole(value)), false);
        }
        at + 1
    }

    /// A number from atom `at`: figures or words, with scales, halves and fractions.
    fn number(&self, at: usize) -> Option<Number> {
        let atom = self.atom(at)?;
        let mut last = at;
        let (mut words, mut step, digits, alternate) = match &atom.kind {
            AtomKind::Digits(d) => {
                let amount = d.amount?;
                (
                    WordNumber::from_value(amount.value),
                    amount.step,
                    true,
                    amount
                        .alternate
                        .map(|a| a / amount.value.max(f64::MIN_POSITIVE)),
                )
            }
            AtomKind::Compound(v) => (WordNumber::from_value(*v), 1.0, false, None),
            AtomKind::Meaning(list) => {
                let start = list.iter().find_map(|m| match m {
                    Meaning::Cardinal(v) | Meaning::Fraction(v) => Some(Some(*v)),
                    Meaning::Scale(_) => Some(None),
                    _ => None,
                })?;
                match start {
                    Some(v) => {
                        let mut words = WordNumber::default();
                        words.cardinal(v);
                        (words, 1.0, false, None)
                    }
                    None => {
                        let mut words = WordNumber::default();
                        words.scale(atom.meaning(scale)?);
                        (words, 1.0, false, None)
                    }
                }
            }
            _ => return None,
        };
        let mut scaled = 1.0;
        let mut at = at + 1;
        let mut joined = false;
        while let Some(next) = self.atom(at) {
            if let Some(s) = next.meaning(scale) {
                words.scale(s);
                scaled *= s;
                last = at;
                joined = false;
            } else if let Some(s) = next.meaning(|m| {
                if let Meaning::ScaleAbbreviation(s) = m {
                    Some(*s)
                } else {
                    None
                }
            }) && digits
                && last + 1 == at
            {
                words.scale(s);
                scaled *= s;
                last = at;
            } else if let Some(d) = next
                .digits()
                .filter(|_| digits && !next.spaced && scaled >= 10.0)
            {
                // 3億5000万
                let Some(amount) = d.amount else { break };
                words.cardinal(amount.value);
                step = amount.step;
                scaled = 1.0;
                last = at;
            } else if let Some(v) = next
                .meaning(cardinal)
                .filter(|v| words.takes_cardinal(*v, joined))
            {
                if digits && scaled == 1.0 {
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
            } else if next.means(|m| *m == Meaning::AndAHalf) {
                let half = 0.5 * scaled;
                words.cardinal(half);
                step = 0.5;
                last = at;
            } else if next.means(|m| *m == Meaning::Joiner) && !joined && !digits {
                joined = true;
            } else if next.mark() == Some('-') && !next.spaced && !digits && !joined {
                joined = true; // twenty-five
            } else {
                break;
            }
            at += 1;
        }
        let value = words.value()?;
        let amount = Amount {
            value,
            step: step * scaled,
            alternate: alternate.map(|ratio| value * ratio),
        };
        Some(Number {
            amount,
            last,
            digits,
            scaled: scaled > 1.0,
        })
    }

    /// What the number at `at` counts: per cent, money, a measure, time, an order; pushes the fact.
    fn measured(&mut self, at: usize, number: Number) -> usize {
        let Number {
            amount,
            last,
            digits,
            ..
        } = number;
        let next = last + 1;
        if self
            .mark(next)
            .is_some_and(|c| matches!(c, '%' | '％' | '٪'))
            || self.means(next, |m| *m == Meaning::Percent)
        {
            self.push(at, next, FactKind::Percent(amount), digits);
            return next + 1;
        }
        if self.mark(next).is_some_and(|c| matches!(c, '°' | '˚')) {
            let unit = match self.text[self.atoms[next].span.end..]
                .trim_start()
                .chars()
                .next()
            {
                Some('C' | 'c' | 'С') => "celsius",
                Some('F' | 'f') => "fahrenheit",
                _ => "degree",
            };
            self.push(at, next, FactKind::Quantity { amount, unit }, digits);
            return next + 1 + usize::from(unit != "degree");
        }
        let unit_at = self.unit_place(next);
        let near = self.atom(unit_at);
        if let Some((code, share)) = near.and_then(|a| {
            a.meaning(|m| {
                if let Meaning::Currency(c, s) = m {
                    Some((*c, *s))
                } else {
                    None
                }
            })
        }) {
            let kind = FactKind::Money {
                amount: amount.times(share),
                currency: code,
            };
            self.push(at, unit_at, kind, digits);
            return unit_at + 1;
        }
        if let Some(code) = self.mark(next).and_then(currency_symbol) {
            self.push(
                at,
                next,
                FactKind::Money {
                    amount,
                    currency: code,
                },
                digits,
            );
            return next + 1;
        }
        if let Some(seconds) = near.and_then(|a| {
            a.meaning(|m| {
                if let Meaning::Duration(s) = m {
                    Some(*s)
                } else {
                    None
                }
            })
        }) {
            // A bare one before "second", "minute": an ordinal reading is as likely.
            let kind = FactKind::Duration {
                amount,
                unit_seconds: seconds,
            };
            self.push(at, unit_at, kind, digits);
            return unit_at + 1;
        }
        if let Some(unit) = near.and_then(|a| {
            a.meaning(|m| {
                if let Meaning::Unit(u) = m {
                    Some(*u)
                } else {
                    None
                }
            })
        }) {
            let letters = near.map_or(0, |a| a.span.of(self.text).chars().count());
            if letters > 1
                || (digits && !self.atoms[unit_at].spaced)
                || (digits && unit != "m" && unit != "g")
            {
                self.push(at, unit_at, FactKind::Quantity { amount, unit }, digits);
                return unit_at + 1;
            }
        }
        if digits && self.means(next, |m| *m == Meaning::OrdinalSuffix) && !self.atoms[next].spaced
        {
            self.push(at, next, FactKind::Ordinal(amount.value), true);
            return next + 1;
        }
        let raw = self
            .atom(at)
            .and_then(Atom::digits)
            .map(|d| d.raw.as_str())
            .unwrap_or("");
        let bare_year =
            digits && !number.scaled && raw.len() == 4 && (1000.0..2200.0).contains(&amount.value);
        let kind = if bare_year {
            FactKind::Year(amount.value as i32)
        } else {
            FactKind::Number(amount)
        };
        self.push(at, last, kind, digits);
        next
    }

    /// Where the unit of a number may stand: right behind it, or behind a hyphen or one short word ("millones de dólares").
    fn unit_place(&self, next: usize) -> usize {
        let is_unit = |at: usize| {
            self.means(at, |m| {
                matches!(
                    m,
                    Meaning::Currency(..) | Meaning::Duration(_) | Meaning::Unit(_)
                )
            })
        };
        if is_unit(next) {
            return next;
        }
        let Some(between) = self.atom(next) else {
            return next;
        };
        let short_word = matches!(between.kind, AtomKind::Word | AtomKind::Meaning(_))
            && between.span.of(self.text).chars().count() <= 3;
        let hyphen =
            between.mark().is_some_and(|c| matches!(c, '-' | '‐' | '‑')) && !between.spaced;
        if (short_word || hyphen) && is_unit(next + 1) {
            return next + 1;
        }
        // "millions d'euros": a letter and an apostrophe.
        if short_word
            && self.mark(next + 1).is_some_and(|c| matches!(c, '\'' | '’'))
            && is_unit(next + 2)
        {
            return next + 2;
        }
        next
    }

    fn skip_currency(&self, at: usize) -> usize {
        if self.means(at, |m| matches!(m, Meaning::Currency(..))) {
            at + 1
        } else {
            at
        }
    }
}

/// A number that was read.
struct Number {
    amount: Amount,
    last: usize,
    digits: bool,
    scaled: bool,
}

fn scale(m: &Meaning) -> Option<f64> {
    if let Meaning::Scale(s) = m {
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

/// The currency of a symbol; "$" and "¥" stand for any currency that is written so.
fn currency_symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '$' | '＄' => "$",
        '€' => "EUR",
        '£' | '￡' => "GBP",
        '¥' | '￥' => "¥",
        '₽' => "RUB",
        '₹' => "INR",
        '₩' => "KRW",
        '₺' => "TRY",
        '₴' => "UAH",
        '₪' => "ILS",
        '฿' => "THB",
        '₫' => "VND",
        '৳' => "BDT",
        '₦' => "NGN",
        '₱' => "PHP",
        '₿' => "BTC",
        _ => return None,
    })
}

mod calendar;
mod clock;
