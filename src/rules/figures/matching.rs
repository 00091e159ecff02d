//! The figures of one link, matched one to one: by value, by parts, by digits in a row, by sums.

use super::digits::{class_of, digits_from_the_right, digits_of, one_edit, rows};
use crate::reading::calendar::{Day, is_day};
use crate::reading::fact::Qualifier;
use crate::reading::value::{Agreement, agreement, distance, shows};
use crate::reading::{Fact, FactKind};
use crate::rules::page::Pair;

/// Fewest digits of a row that is taken for a telephone number or a code.
const CODE: usize = 4;
/// Fewest digits of one in which a single other digit is a slip.
const LONG_CODE: usize = 6;
/// Most parts of one total that are tried.
const MOST_PARTS: usize = 12;

/// In which order figures and number words find each other.
#[derive(Clone, Copy)]
enum Pass {
    Figures,
    Words,
    Mixed,
}

/// The order in which agreements are looked for; converted measures come before equal numbers of different units, for
/// rain of "4 to 10 inches" is one of 10 to 25 centimetres.
const LEVELS: [(Agreement, bool); 4] = [
    (Agreement::Equal, false),
    (Agreement::Converted, true),
    (Agreement::Amount, false),
    (Agreement::Converted, false),
];

fn are_measures(s: &Fact, v: &Fact) -> bool {
    let measure = |f: &Fact| {
        matches!(
            f.kind,
            FactKind::Quantity { .. } | FactKind::Duration { .. }
        )
    };
    measure(s) && measure(v)
}

/// Whether figures may stand for a number word of another kind: no day of the month is said by a small number word, and
/// no share or measure by an ordinal.
fn loosely(s: &Fact, v: &Fact) -> bool {
    let (figure, word) = if s.digits { (s, v) } else { (v, s) };
    let measured = matches!(
        figure.kind,
        FactKind::Percent(_) | FactKind::Money { .. } | FactKind::Quantity { .. }
    );
    class_of(&figure.kind) != 3
        && class_of(&word.kind) != 3
        && !(measured && matches!(word.kind, FactKind::Ordinal(_)))
}

/// The days of the source and of the version; an article without a date is taken to be of the other's day.
pub(super) type Days = (Option<Day>, Option<Day>);

/// The figures of one link while they are matched one to one.
pub(super) struct Matching<'a, 'b> {
    pair: &'b Pair<'a>,
    /// The days of the two articles, as far as they are known.
    days: Days,
    source: Vec<&'a Fact>,
    version: Vec<&'a Fact>,
    source_free: Vec<bool>,
    version_free: Vec<bool>,
    /// Dates of the source of which the version's date says less.
    pub(super) in_part: Vec<&'a Fact>,
    /// Equal figures of which one side says "more than" and the other "less than".
    pub(super) turned: Vec<(&'a Fact, &'a Fact)>,
}

impl<'a, 'b> Matching<'a, 'b> {
    pub(super) fn new(
        pair: &'b Pair<'a>,
        days: Days,
        source: Vec<&'a Fact>,
        version: Vec<&'a Fact>,
    ) -> Self {
        Matching {
            pair,
            days,
            in_part: Vec::new(),
            turned: Vec::new(),
            source_free: vec![true; source.len()],
            version_free: vec![true; version.len()],
            source,
            version,
        }
    }

    /// The best agreement first; figures before number words.
    pub(super) fn by_agreement(
        &mut self,
        other_unit: &mut Vec<(&'a Fact, &'a Fact, f32)>,
        link: f32,
    ) {
        for (level, measures) in LEVELS {
            for pass in [Pass::Figures, Pass::Words, Pass::Mixed] {
                for (i, j) in self.closest(level, measures, pass) {
                    if !self.source_free[i] || !self.version_free[j] {
                        continue;
                    }
                    let (s, v) = (self.source[i], self.version[j]);
                    self.source_free[i] = false;
                    self.version_free[j] = false;
                    if level == Agreement::Amount {
                        other_unit.push((s, v, link));
                    } else if level == Agreement::Equal {
                        self.note_part(s, v);
                    }
                    if level != Agreement::Amount && are_opposite(s, v) {
                        self.turned.push((s, v));
                    }
                }
            }
        }
    }

    /// How two figures agree; "yesterday" is a Monday where the articles say of which day they are.
    fn agreement(&self, s: &Fact, v: &Fact) -> Agreement {
        let same = match (&s.kind, &v.kind) {
            (named, FactKind::RelativeDay(by)) => {
                self.days.1.is_some_and(|day| is_day(named, *by, day))
            }
            (FactKind::RelativeDay(by), named) => {
                self.days.0.is_some_and(|day| is_day(named, *by, day))
            }
            _ => false,
        };
        if same {
            Agreement::Equal
        } else {
            agreement(s, v)
        }
    }

    /// The free figures that agree so and are written so, the closest values first, then in their order.
    fn closest(&self, level: Agreement, measures: bool, pass: Pass) -> Vec<(usize, usize)> {
        let mut found: Vec<(f64, usize, usize)> = Vec::new();
        for (i, s) in self
            .source
            .iter()
            .enumerate()
            .filter(|(i, _)| self.source_free[*i])
        {
            for (j, v) in self
                .version
                .iter()
                .enumerate()
                .filter(|(j, _)| self.version_free[*j])
            {
                let written = match pass {
                    Pass::Figures => s.digits && v.digits,
                    Pass::Words => !s.digits && !v.digits,
                    Pass::Mixed => level == Agreement::Equal || loosely(s, v),
                };
                if written && (!measures || are_measures(s, v)) && self.agreement(s, v) == level {
                    found.push((distance(s, v), i, j));
                }
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        found.into_iter().map(|(_, i, j)| (i, j)).collect()
    }

    fn note_part(&mut self, s: &'a Fact, v: &Fact) {
        if let (
            FactKind::Date { year, day, .. },
            FactKind::Date {
                year: y, day: d, ..
            },
        ) = (&s.kind, &v.kind)
            && (year.is_some() && y.is_none() || day.is_some() && d.is_none())
        {
            self.in_part.push(s);
        }
    }

    /// Parts of dates, times and ratios that the other side says apart: "27:37" and "27 minutes 37 seconds".
    pub(super) fn by_parts(&mut self) {
        for i in 0..self.source.len() {
            if self.source_free[i] && self.version.iter().any(|v| shows(v, self.source[i])) {
                self.source_free[i] = false;
            }
        }
        for j in 0..self.version.len() {
            if self.version_free[j] && self.source.iter().any(|s| shows(s, self.version[j])) {
                self.version_free[j] = false;
            }
        }
        for i in 0..self.source.len() {
            let covered = self
                .version
                .iter()
                .filter(|v| shows(self.source[i], v))
                .count();
            if self.source_free[i] && covered >= 2 {
                self.source_free[i] = false;
            }
        }
        for j in 0..self.version.len() {
            let covered = self
                .source
                .iter()
                .filter(|s| shows(self.version[j], s))
                .count();
            if self.version_free[j] && covered >= 2 {
                self.version_free[j] = false;
            }
        }
    }

    /// Telephone numbers and codes: the same digits in a row, grouped in another way, or groups read from the right.
    pub(super) fn by_digits_in_a_row(&mut self) {
        let version = self.pair.version;
        self.by_rows(CODE, |one, _, (first, last)| {
            let other = digits_of(version, first, last);
            other == one
                || other.len() == one.len() && digits_from_the_right(version, first, last) == one
        });
    }

    /// Telephone numbers that are grouped in another way and differ in one digit, by their first figures.
    pub(super) fn by_altered_rows(&mut self) -> Vec<(&'a Fact, &'a Fact)> {
        let version = self.pair.version;
        self.by_rows(LONG_CODE, |one, several, (first, last)| {
            (several || first.span != last.span)
                && one_edit(one.as_bytes(), digits_of(version, first, last).as_bytes())
        })
    }

    /// Takes rows of figures that are free and of which `same` holds: given the digits of the source's, whether these are
    /// several figures, and the first and last figure of the version's.
    fn by_rows(
        &mut self,
        least: usize,
        same: impl Fn(&str, bool, (&Fact, &Fact)) -> bool,
    ) -> Vec<(&'a Fact, &'a Fact)> {
        let mut taken = Vec::new();
        if !self.source_free.contains(&true) || !self.version_free.contains(&true) {
            return taken;
        }
        for (i, i_end) in rows(self.pair.source, &self.source) {
            let one = digits_of(self.pair.source, self.source[i], self.source[i_end - 1]);
            if one.len() < least || !self.source_free[i..i_end].contains(&true) {
                continue;
            }
            for (j, j_end) in rows(self.pair.version, &self.version) {
                if self.version_free[j..j_end].contains(&true)
                    && same(
                        &one,
                        i_end > i + 1,
                        (self.version[j], self.version[j_end - 1]),
                    )
                {
                    self.source_free[i..i_end].fill(false);
                    self.version_free[j..j_end].fill(false);
                    taken.push((self.source[i], self.version[j]));
                    break;
                }
            }
        }
        taken
    }

    /// A total beside its two or three parts, of whatever is counted.
    pub(super) fn by_sums(&mut self) {
        let (source, version) = (&self.source, &self.version);
        add_up(
            source,
            &mut self.source_free,
            version,
            &mut self.version_free,
        );
        add_up(
            version,
            &mut self.version_free,
            source,
            &mut self.source_free,
        );
    }

    pub(super) fn left(&self) -> (Vec<&'a Fact>, Vec<&'a Fact>) {
        let left = |facts: &[&'a Fact], free: &[bool]| {
            facts
                .iter()
                .zip(free)
                .filter(|(_, free)| **free)
                .map(|(fact, _)| *fact)
                .collect()
        };
        (
            left(&self.source, &self.source_free),
            left(&self.version, &self.version_free),
        )
    }
}

/// Whether one side says "more than" and the other "less than".
fn are_opposite(s: &Fact, v: &Fact) -> bool {
    use Qualifier::{LessThan, MoreThan};
    s.digits
        && v.digits
        && matches!(
            (s.qualifier, v.qualifier),
            (MoreThan, LessThan) | (LessThan, MoreThan)
        )
}

/// Takes a total on the one side and the parts on the other that make it up.
fn add_up(totals: &[&Fact], totals_free: &mut [bool], parts: &[&Fact], parts_free: &mut [bool]) {
    for (i, total) in totals.iter().enumerate() {
        let free: Vec<usize> = (0..parts.len())
            .filter(|&j| parts_free[j] && counts_alike(&total.kind, &parts[j].kind))
            .take(MOST_PARTS)
            .collect();
        let Some(sum) = total
            .kind
            .amount()
            .filter(|a| a.value >= 3.0 && totals_free[i])
        else {
            continue;
        };
        let value = |j: usize| parts[j].kind.amount().map_or(0.0, |a| a.value);
        let makes = |set: &[usize]| {
            let whole: f64 = set.iter().map(|j| value(*j)).sum();
            (whole - sum.value).abs() <= 1e-9 * sum.value
        };
        let two = pairs(&free).find(|set| makes(set)).map(Vec::from);
        let found = two.or_else(|| {
            let three = pairs(&free).flat_map(|[a, b]| {
                let rest = free.iter().filter(move |c| **c > b);
                rest.map(move |c| [a, b, *c])
            });
            three.into_iter().find(|set| makes(set)).map(Vec::from)
        });
        for j in found.iter().flatten() {
            parts_free[*j] = false;
            totals_free[i] = false;
        }
    }
}

/// All pairs of the list, in order.
fn pairs(list: &[usize]) -> impl Iterator<Item = [usize; 2]> {
    list.iter()
        .enumerate()
        .flat_map(|(at, a)| list[at + 1..].iter().map(|b| [*a, *b]))
}

/// Whether amounts of both can be added.
fn counts_alike(a: &FactKind, b: &FactKind) -> bool {
    use FactKind as K;
    match (a, b) {
        (K::Number(_), K::Number(_)) | (K::Percent(_), K::Percent(_)) => true,
        (K::Money { currency: c, .. }, K::Money { currency: d, .. }) => c == d,
        (K::Quantity { unit: u, .. }, K::Quantity { unit: v, .. }) => u == v,
        (
            K::Duration {
                unit_seconds: u, ..
            },
            K::Duration {
                unit_seconds: v, ..
            },
        ) => u == v,
        _ => false,
    }
}
