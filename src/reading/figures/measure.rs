//! What a number counts: per cent, money, a measure, a span of time, a place in an order; and the two ends of a range.

use super::super::atom::{Atom, AtomKind};
use super::super::fact::{Amount, FactKind};
use super::count::Number;
use super::{Before, Reader};
use crate::language::Meaning;

impl Reader<'_, '_> {
    /// $5, US$ 5, EUR 5 million: the currency stands first.
    pub(super) fn money_first(&mut self, at: usize) -> Option<usize> {
        let (from, code) = match self.mark(at).and_then(currency_symbol) {
            Some(code) => match self.dollar_before(at) {
                Some(own) if code == "$" => (at - 1, own),
                _ => (at, code),
            },
            None => (at, self.code_first(at)?),
        };
        if !self.is_digits(at + 1) {
            return None;
        }
        let number = self.number(at + 1)?;
        let kind = FactKind::Money {
            amount: number.amount,
            currency: code,
        };
        self.push(from, number.last, kind, number.digits);
        self.range_with_last(from, number.scale);
        self.keep_for_range(number.last + 1, number.scale);
        let next = number.last + 1;
        Some(
            if self.means(next, |m| matches!(m, Meaning::Currency(..))) {
                next + 1
            } else {
                next
            },
        )
    }

    /// The dollar that letters before the sign name: US$, HK$, A$.
    fn dollar_before(&self, at: usize) -> Option<&'static str> {
        if self.is_spaced(at) {
            return None;
        }
        Some(match self.slice(at.checked_sub(1)?) {
            "US" | "U.S." => "USD",
            "A" | "AU" => "AUD",
            "C" | "CA" | "Can" => "CAD",
            "HK" => "HKD",
            "S" => "SGD",
            "NZ" => "NZD",
            "NT" => "TWD",
            "R" => "BRL",
            "MX" => "MXN",
            _ => return None,
        })
    }

    /// A short code that is no other word: EUR, Rp, Rs.
    fn code_first(&self, at: usize) -> Option<&'static str> {
        let atom = self.atom(at)?;
        let code = atom.meaning(currency)?.0;
        let text = self.slice(at);
        let short = text.chars().count() <= 3 && text.starts_with(char::is_uppercase);
        short.then_some(code)
    }

    /// %20, yüzde 20, 百分之二十
    pub(super) fn percent_first(&mut self, at: usize) -> Option<usize> {
        let sign = matches!(self.mark(at), Some('%' | '٪')) && !self.is_spaced(at + 1);
        if !sign && !self.means(at, |m| *m == Meaning::Percent) {
            return None;
        }
        let number = self.number(at + 1)?;
        self.push(
            at,
            number.last,
            FactKind::Percent(number.amount),
            number.digits,
        );
        self.range_with_last(at, 1.0);
        Some(number.last + 1)
    }

    /// What the number at `at` counts: per cent, money, a measure, time, an order; pushes the fact.
    pub(super) fn measured(&mut self, at: usize, number: Number) -> usize {
        let Number {
            mut amount,
            last,
            digits,
            scale,
        } = number;
        let next = last + 1;
        if self
            .mark(next)
            .is_some_and(|c| matches!(c, '%' | '％' | '٪'))
            || self.means(next, |m| *m == Meaning::Percent)
        {
            self.push(at, next, FactKind::Percent(amount), digits);
            self.range_with_last(at, scale);
            return next + 1;
        }
        if self.mark(next).is_some_and(|c| matches!(c, '°' | '˚'))
            || matches!(self.slice(next), "º" | "ºC" | "℃")
                && !self.is_spaced(next)
                && amount.value > 12.0
        {
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
            self.range_with_last(at, scale);
            return next + 1 + usize::from(unit != "degree");
        }
        let unit_at = self.unit_place(next);
        let near = self.atom(unit_at);
        if let Some((code, share)) = near.and_then(|a| a.meaning(currency)) {
            let kind = FactKind::Money {
                amount: amount.times(share),
                currency: code,
            };
            self.push(at, unit_at, kind, digits);
            self.range_with_last(at, scale);
            return unit_at + 1;
        }
        // "5 €", "120 £ millioner", "120 millones de €"
        let sign_at = if self.mark(next + 1).is_some() && self.is_short_word(next) {
            next + 1
        } else {
            next
        };
        if let Some(code) = self.mark(sign_at).and_then(currency_symbol) {
            let mut end = sign_at;
            let mut scale = scale;
            if let Some(s) = self.meaning(end + 1, scale_word).filter(|_| scale == 1.0) {
                amount = amount.times(s);
                scale = s;
                end += 1;
            }
            let kind = FactKind::Money {
                amount,
                currency: code,
            };
            self.push(at, end, kind, digits);
            self.range_with_last(at, scale);
            return end + 1;
        }
        if let Some(seconds) = near.and_then(|a| a.meaning(duration)) {
            let mut end = unit_at;
            if self.means(end + 1, |m| *m == Meaning::AndAHalf) {
                end += 1;
                amount.value += 0.5;
                amount.step = 0.5;
            }
            let figures = self.slice(at).chars().count();
            let year = digits && scale == 1.0 && figures == 4 && (3e7..4e7).contains(&seconds);
            let kind = if year && (1500.0..2100.0).contains(&amount.value) {
                FactKind::Year(amount.value as i32) // 2018年
            } else {
                FactKind::Duration {
                    amount,
                    unit_seconds: seconds,
                }
            };
            self.push(at, end, kind, digits);
            self.range_with_last(at, scale);
            return end + 1;
        }
        if let Some(unit) = near.and_then(|a| a.meaning(unit)) {
            let letters = near.map_or(0, |a| a.span.of(self.text).chars().count());
            if letters > 1
                || (digits && !self.atoms[unit_at].spaced)
                || (digits && unit != "m" && unit != "g")
            {
                let (amount, last) = self.second_unit(amount, unit, unit_at);
                self.push(at, last, FactKind::Quantity { amount, unit }, digits);
                self.range_with_last(at, scale);
                return last + 1;
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
            .map_or("", |d| d.raw.as_str());
        let bare = digits && scale == 1.0 && raw.len() == 4 && last == at;
        let ordinal = digits
            && self.language.sentences.ordinal_period
            && raw.len() <= 3
            && self.attached_mark(next) == Some('.')
            && self.is_spaced(next + 1)
            && self.atom(next + 1).is_some_and(|a| a.mark().is_none());
        let kind = if bare && (1000.0..2200.0).contains(&amount.value) {
            FactKind::Year(amount.value as i32)
        } else if bare && self.language.tag == "th" && (2400.0..2700.0).contains(&amount.value) {
            FactKind::Year(amount.value as i32 - 543)
        } else if ordinal {
            FactKind::Ordinal(amount.value)
        } else {
            FactKind::Number(amount)
        };
        self.push(at, last, kind, digits);
        self.range_with_last(at, scale);
        self.keep_for_range(next, scale);
        next
    }

    /// "6 feet 2 inches", "6-foot-6", "1 m 98": a smaller unit that goes on the measure.
    fn second_unit(&self, amount: Amount, unit: &str, unit_at: usize) -> (Amount, usize) {
        let (per, least) = match unit {
            "foot" => (12.0, 1),
            "m" => (100.0, 2),
            "stone" => (14.0, 1),
            _ => return (amount, unit_at),
        };
        let hyphen = self
            .attached_mark(unit_at + 1)
            .is_some_and(|c| "-‑".contains(c));
        // "1 متر و ۹۸ سانتیمتر", "6 feet and 2 inches"
        let joiner = self.means(unit_at + 1, |m| *m == Meaning::Joiner);
        let small_at = unit_at + 1 + usize::from(hyphen || joiner);
        let Some([(small, len)]) = self
            .atom(small_at)
            .and_then(Atom::digits)
            .map(|d| &d.groups[..])
        else {
            return (amount, unit_at);
        };
        if f64::from(*small) >= per || *len < least || amount.step != 1.0 {
            return (amount, unit_at);
        }
        let named = self.means(small_at + 1, |m| {
            matches!(m, Meaning::Unit("inch" | "cm" | "pound"))
        }) || self.means(small_at + 1, |m| matches!(m, Meaning::Currency("GBP", _)));
        if !named
            && (joiner
                || unit == "m" && self.means(small_at + 1, |m| matches!(m, Meaning::Unit(_))))
        {
            return (amount, unit_at);
        }
        let whole = Amount {
            value: amount.value + f64::from(*small) / per,
            step: 1.0 / per,
            alternate: None,
        };
        (whole, small_at + usize::from(named))
    }

    fn is_short_word(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|a| {
            matches!(a.kind, AtomKind::Word | AtomKind::Meaning(_))
                && a.span.of(self.text).chars().count() <= 3
        })
    }

    /// Where the unit of a number may stand: right behind it, or behind a hyphen or one short word ("millones de dólares").
    pub(super) fn unit_place(&self, next: usize) -> usize {
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
        let short_word = self.is_short_word(next);
        let hyphen =
            between.mark().is_some_and(|c| matches!(c, '-' | '‐' | '‑')) && !between.spaced;
        // "phút 65 vào ngày 5": the day belongs to the figures behind it.
        let taken = short_word && self.is_digits(next + 2);
        if (short_word && !taken || hyphen) && is_unit(next + 1) {
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

    /// Remembers the fact just pushed as the possible first end of a range; `next` is the atom behind it.
    fn keep_for_range(&mut self, next: usize, scale: f64) {
        self.before = self.out.len().checked_sub(1).map(|fact| Before {
            next,
            fact,
            scaled: scale > 1.0,
        });
    }

    /// "2 to 4 inches": a number right before the measure that was just pushed takes its unit and scale.
    fn range_with_last(&mut self, from: usize, scale: f64) {
        let Some(first) = self.before.take() else {
            return;
        };
        let between = first.next;
        if from != between + 1 || first.fact + 2 != self.out.len() {
            return;
        }
        let dash = self.mark(between).is_some_and(|c| "-–—‑−~～〜".contains(c));
        let word = self.mark(between).is_none()
            && !self.is_digits(between)
            && self.slice(between).chars().count() <= 5;
        if !(dash || word) {
            return;
        }
        let [.., low, high] = &mut self.out[..] else {
            return;
        };
        let Some(mut amount) = low.kind.amount().or(match low.kind {
            FactKind::Year(y) => Some(Amount::whole(f64::from(y))),
            _ => None,
        }) else {
            return;
        };
        if scale > 1.0 && !first.scaled {
            amount = Amount {
                alternate: Some(amount.value),
                ..amount.times(scale)
            };
        }
        if !dash && high.kind.amount().is_some_and(|h| h.value < amount.value) {
            return;
        }
        low.kind = match (&low.kind, &high.kind) {
            (FactKind::Money { currency, .. }, _) => FactKind::Money { amount, currency },
            (_, FactKind::Percent(_)) => FactKind::Percent(amount),
            (_, FactKind::Money { currency, .. }) => FactKind::Money { amount, currency },
            (_, FactKind::Quantity { unit, .. }) => FactKind::Quantity { amount, unit },
            (_, FactKind::Duration { unit_seconds, .. }) => FactKind::Duration {
                amount,
                unit_seconds: *unit_seconds,
            },
            (FactKind::Number(_), FactKind::Number(_)) => FactKind::Number(amount),
            _ => return,
        };
        if let (FactKind::Money { currency, .. }, FactKind::Number(amount)) =
            (&low.kind, &high.kind)
            && dash
        {
            high.kind = FactKind::Money {
                amount: *amount,
                currency,
            };
        }
    }
}

fn currency(m: &Meaning) -> Option<(&'static str, f64)> {
    if let Meaning::Currency(code, share) = m {
        Some((*code, *share))
    } else {
        None
    }
}

fn duration(m: &Meaning) -> Option<f64> {
    if let Meaning::Duration(s) = m {
        Some(*s)
    } else {
        None
    }
}

fn unit(m: &Meaning) -> Option<&'static str> {
    if let Meaning::Unit(u) = m {
        Some(*u)
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

fn scale_word(m: &Meaning) -> Option<f64> {
    match m {
        Meaning::Scale(s) | Meaning::ScaleAbbreviation(s) => Some(*s),
        _ => None,
    }
}
