//! The figures of one link, matched one to one: by value, by parts, by digits in a row, by sums.

use super::digits::{class_of, digits_of, rows};
use crate::reading::value::{Agreement, agreement, shows};
use crate::reading::{Fact, FactKind};
use crate::rules::page::Pair;

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

/// The figures of one link while they are matched one to one.
pub(super) struct Matching<'a, 'b> {
    pair: &'b Pair<'a>,
    source: Vec<&'a Fact>,
    version: Vec<&'a Fact>,
    source_free: Vec<bool>,
    version_free: Vec<bool>,
    /// Dates of the source of which the version's date says less.
    pub(super) in_part: Vec<&'a Fact>,
}

impl<'a, 'b> Matching<'a, 'b> {
    pub(super) fn new(pair: &'b Pair<'a>, source: Vec<&'a Fact>, version: Vec<&'a Fact>) -> Self {
        Matching {
            pair,
            in_part: Vec::new(),
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
                for i in 0..self.source.len() {
                    if !self.source_free[i] {
                        continue;
                    }
                    let s = self.source[i];
                    let partner = (0..self.version.len()).find(|&j| {
                        let v = self.version[j];
                        let written = match pass {
                            Pass::Figures => s.digits && v.digits,
                            Pass::Words => !s.digits && !v.digits,
                            Pass::Mixed => level == Agreement::Equal || loosely(s, v),
                        };
                        self.version_free[j]
                            && written
                            && (!measures || are_measures(s, v))
                            && agreement(s, v) == level
                    });
                    if let Some(j) = partner {
                        self.source_free[i] = false;
                        self.version_free[j] = false;
                        if level == Agreement::Amount {
                            other_unit.push((s, self.version[j], link));
                        } else if level == Agreement::Equal {
                            self.note_part(s, self.version[j]);
                        }
                    }
                }
            }
        }
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

    /// Telephone numbers and codes: the same digits in a row, grouped in another way.
    pub(super) fn by_digits_in_a_row(&mut self) {
        if !self.source_free.contains(&true) || !self.version_free.contains(&true) {
            return;
        }
        for (i, i_end) in rows(self.pair.source, &self.source) {
            if !self.source_free[i..i_end].contains(&true) {
                continue;
            }
            let one = digits_of(self.pair.source, self.source[i], self.source[i_end - 1]);
            if one.len() < 4 {
                continue;
            }
            for (j, j_end) in rows(self.pair.version, &self.version) {
                if digits_of(self.pair.version, self.version[j], self.version[j_end - 1]) == one {
                    self.source_free[i..i_end].fill(false);
                    self.version_free[j..j_end].fill(false);
                }
            }
        }
    }

    /// A total beside its two parts.
    pub(super) fn by_sums(&mut self) {
        let value = |f: &Fact| match f.kind {
            FactKind::Number(a) => Some(a.value),
            _ => None,
        };
        for flip in [false, true] {
            let (totals, totals_free, parts, parts_free) = if flip {
                (
                    &self.version,
                    &mut self.version_free,
                    &self.source,
                    &mut self.source_free,
                )
            } else {
                (
                    &self.source,
                    &mut self.source_free,
                    &self.version,
                    &mut self.version_free,
                )
            };
            for (i, total) in totals.iter().enumerate() {
                let Some(sum) = value(total).filter(|v| *v >= 3.0 && totals_free[i]) else {
                    continue;
                };
                let free: Vec<usize> = (0..parts.len()).filter(|j| parts_free[*j]).collect();
                let pair = free.iter().flat_map(|&j| free.iter().map(move |&k| (j, k))).find(
                    |&(j, k)| {
                        j < k
                            && matches!((value(parts[j]), value(parts[k])), (Some(x), Some(y)) if x + y == sum)
                    },
                );
                if let Some((j, k)) = pair {
                    totals_free[i] = false;
                    parts_free[j] = false;
                    parts_free[k] = false;
                }
            }
        }
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
