//! Figures to facts: numbers with what stands around them, read in one pass over the atoms of a sentence.

use super::atom::{Atom, AtomKind, atoms};
use super::fact::{Amount, Fact, FactKind, Qualifier};
use super::number::fraction_sign;
use super::token::Token;
use crate::document::Document;
use crate::language::{Language, Meaning, WordForm};
use crate::text::Span;
use std::sync::Arc;

mod calendar;
mod clock;
mod count;
mod measure;
mod order;
mod ratio;
mod reference;

/// Appends the numbers, dates, times, amounts of money and measures of a sentence; `taken` spans are left out.
pub(super) fn extract(
    document: &Document,
    language: &Language,
    tokens: &[Token],
    forms: &[Arc<WordForm>],
    taken: &[Span],
    out: &mut Vec<Fact>,
) {
    let atoms = atoms(&document.text, &document.lower, language, tokens, forms);
    let mut reader = Reader {
        text: &document.text,
        language,
        atoms: &atoms,
        out,
        before: None,
    };
    let mut at = 0;
    while at < atoms.len() {
        // No fact starts with a word that means no figure.
        let plain = matches!(atoms[at].kind, AtomKind::Word);
        if plain || taken.iter().any(|t| t.overlaps(atoms[at].span)) {
            at += 1;
        } else {
            at = reader.read(at).max(at + 1);
        }
    }
}

/// The first value of a Roman numeral of other letters than I, V and X.
const MOST_SURE_ROMAN: f64 = 40.0;

struct Reader<'a, 'b> {
    text: &'a str,
    language: &'a Language,
    atoms: &'a [Atom<'a>],
    out: &'b mut Vec<Fact>,
    /// The number that was read last, which may be the first of a range.
    before: Option<Before>,
}

/// A number that may be the first of a range.
#[derive(Clone, Copy)]
struct Before {
    /// The atom behind it.
    next: usize,
    /// Its place among the facts.
    fact: usize,
    /// Whether a scale word belongs to it.
    scaled: bool,
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

    /// The mark at `at` if no space stands before it.
    fn attached_mark(&self, at: usize) -> Option<char> {
        self.atom(at).filter(|a| !a.spaced).and_then(Atom::mark)
    }

    fn is_digits(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|a| a.digits().is_some())
    }

    fn is_spaced(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|a| a.spaced)
    }

    /// Whether the atom surely says what a number before it counts.
    fn is_counted_by(&self, at: usize) -> bool {
        self.unit_place(at) != at
            || self
                .mark(at)
                .is_some_and(|c| matches!(c, '%' | '€' | '$' | '£' | '°'))
            || self.means(at, |m| {
                matches!(
                    m,
                    Meaning::Percent
                        | Meaning::Scale(_)
                        | Meaning::Currency(..)
                        | Meaning::Duration(_)
                        | Meaning::Month(..)
                )
            })
    }

    fn slice(&self, at: usize) -> &'a str {
        self.atom(at).map_or("", |a| a.span.of(self.text))
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
        if let Some(next) = self
            .reference(at)
            .or_else(|| self.date(at))
            .or_else(|| self.time(at))
            .or_else(|| self.ratio(at))
            .or_else(|| self.money_first(at))
            .or_else(|| self.percent_first(at))
            .or_else(|| self.compound_ordinal(at))
        {
            return next;
        }
        if let Some(number) = self.number(at) {
            return self.measured(at, number);
        }
        if let Some(share) = self.mark(at).and_then(fraction_sign) {
            let amount = Amount {
                value: share,
                step: 0.01,
                alternate: None,
            };
            self.push(at, at, FactKind::Number(amount), true);
            return at + 1;
        }
        self.single_word(at);
        at + 1
    }

    /// Weekdays, months, relative days, noon, ordinals and words that imply a number.
    fn single_word(&mut self, at: usize) {
        let Some(atom) = self.atom(at) else {
            return;
        };
        let list = match &atom.kind {
            AtomKind::Meaning(list) => *list,
            AtomKind::Roman(value) => {
                // "LI" and "XL" are more often something else.
                return self.push(at, at, FactKind::Ordinal(*value), *value < MOST_SURE_ROMAN);
            }
            AtomKind::Counted(value) => {
                return self.push(at, at, FactKind::Number(Amount::whole(*value)), false);
            }
            _ => return,
        };
        // "Thứ Hai" is Monday, "thứ hai" the second.
        let day = atom.meaning(|m| match *m {
            Meaning::Weekday(day, ambiguous) => (!ambiguous
                || self.slice(at).chars().skip(1).any(char::is_uppercase))
            .then_some(day),
            _ => None,
        });
        if let Some(day) = day {
            return self.push(at, at, FactKind::Weekday(day), false);
        }
        // कल is yesterday and tomorrow.
        let either = atom.means(|m| *m == Meaning::RelativeDay(-1))
            && atom.means(|m| *m == Meaning::RelativeDay(1));
        for meaning in list {
            let kind = match *meaning {
                Meaning::RelativeDay(_) if either => continue,
                Meaning::Month(month, ambiguous) => {
                    if ambiguous && !self.is_surely_month(at) {
                        return;
                    }
                    FactKind::Date {
                        year: None,
                        month: Some(month),
                        day: None,
                    }
                }
                Meaning::RelativeDay(day) => FactKind::RelativeDay(day),
                Meaning::Clock(minutes) => FactKind::Time {
                    minutes,
                    half_known: true,
                    zone: None,
                },
                Meaning::Ordinal(value) => FactKind::Ordinal(value),
                Meaning::Implied(value) => FactKind::Number(Amount::whole(value)),
                _ => continue,
            };
            return self.push(at, at, kind, false);
        }
    }

    /// Whether a month word that is also another word is the month here: by its capital or its small letter, as the
    /// language writes months, and by the word before it where the data asks for one.
    fn is_surely_month(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let dates = &self.language.dates;
        let word = self.slice(at);
        let capitals = dates
            .months
            .first()
            .and_then(|forms| forms.first())
            .is_some_and(|form| form.starts_with(char::is_uppercase));
        let written = if !self.language.has_case() {
            !dates.before_month.is_empty()
        } else if capitals {
            word.starts_with(char::is_uppercase)
        } else {
            word.starts_with(char::is_lowercase) && word.chars().count() >= 4
        };
        written
            && (dates.before_month.is_empty()
                || dates
                    .before_month
                    .iter()
                    .any(|w| self.slice(before).eq_ignore_ascii_case(w)))
    }
}
