//! The figures of a pair, matched by value inside the links: what is left on either side is what the fact rules report.

use super::page::{Article, Pair};
use crate::align::Link;
use crate::finding::Severity;
use crate::reading::value::{Agreement, agreement, shows};
use crate::reading::{Fact, FactKind};
use std::ops::Range;

/// How much two figures look like one that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// They stand alone on their sides and are of one kind.
    Place,
    /// The same digits at another scale.
    Scale,
    /// One digit was changed, dropped, added or swapped with its neighbour.
    Digits,
}

/// Two figures that stand in matching places with different values.
#[derive(Debug)]
pub(super) struct Changed<'a> {
    /// The figure of the source.
    pub source: &'a Fact,
    /// The figure of the version.
    pub version: &'a Fact,
    /// How much the one looks like the other.
    pub likeness: Likeness,
    /// Probability of the link that they stand in.
    pub link: f32,
}

/// A figure that stands on one side only.
#[derive(Debug)]
pub(super) struct Single<'a> {
    /// The figure.
    pub fact: &'a Fact,
    /// The sentences of the other side in which it should stand.
    pub sentences: Range<usize>,
    /// Probability of the link.
    pub link: f32,
    /// Whether everything else in the sentences agrees, so that nothing but this figure is in question.
    pub alone: bool,
}

/// What the figures of a pair leave over.
#[derive(Debug, Default)]
pub(super) struct Leftovers<'a> {
    /// Figures that changed on the way.
    pub changed: Vec<Changed<'a>>,
    /// The same amounts of different things: miles and kilometres, dollars and euros.
    pub other_unit: Vec<(&'a Fact, &'a Fact, f32)>,
    /// Figures of the source that the version has nowhere near.
    pub missing: Vec<Single<'a>>,
    /// Figures of the version that the source has nowhere near.
    pub extra: Vec<Single<'a>>,
}

/// Least probability of a link whose figures are compared.
const SURE_LINK: f32 = 0.5;

/// What one link leaves over before its neighbours are looked at.
struct Rest<'a, 'b> {
    link: &'b Link,
    in_part: Vec<&'a Fact>,
    lost: Vec<&'a Fact>,
    new: Vec<&'a Fact>,
}

/// Matches the figures of every link with both sides.
pub(super) fn leftovers<'a>(pair: &Pair<'a>) -> Leftovers<'a> {
    let mut out = Leftovers::default();
    let mut rests: Vec<Rest<'a, '_>> = Vec::new();
    for link in &pair.alignment.links {
        let source = figures(pair.source, link.source.clone());
        let version = figures(pair.version, link.version.clone());
        let two_sided = !link.source.is_empty() && !link.version.is_empty();
        let any = !source.is_empty() || !version.is_empty();
        let compared = two_sided && any && link.probability >= SURE_LINK;
        let mut in_part = Vec::new();
        let (lost, new) = if compared {
            let mut matching = Matching::new(pair, source, version);
            matching.by_agreement(&mut out.other_unit, link.probability);
            matching.by_parts();
            matching.by_digits_in_a_row();
            matching.by_sums();
            in_part.append(&mut matching.in_part);
            matching.left()
        } else {
            (source, version)
        };
        rests.push(Rest {
            link,
            in_part,
            lost,
            new,
        });
    }
    take_moved(&mut rests);
    for rest in rests {
        let link = rest.link;
        if link.source.is_empty()
            || link.version.is_empty()
            || link.probability < SURE_LINK
            || (rest.lost.is_empty() && rest.new.is_empty())
        {
            continue;
        }
        report(pair, rest, &mut out);
    }
    out
}

/// Translators move figures into the next sentence: what is left in one link and stands in its neighbour is no change.
fn take_moved(rests: &mut [Rest<'_, '_>]) {
    for i in 1..rests.len() {
        let (before, after) = rests.split_at_mut(i);
        if let (Some(one), Some(two)) = (before.last_mut(), after.first_mut()) {
            take_equal(&mut one.lost, &mut two.new);
            take_equal(&mut two.lost, &mut one.new);
        }
    }
}

fn take_equal(lost: &mut Vec<&Fact>, new: &mut Vec<&Fact>) {
    lost.retain(|f| {
        let partner = new.iter().position(|g| is_moved(f, g));
        if let Some(j) = partner {
            new.remove(j);
        }
        partner.is_none()
    });
}

/// Whether a figure that stands in the next sentence is the one that is missing here; small number words say too little.
fn is_moved(f: &Fact, g: &Fact) -> bool {
    let figures = f.digits && g.digits;
    let large = f.kind.amount().is_none_or(|a| a.value >= 3.0);
    match agreement(f, g) {
        Agreement::Equal => figures || large,
        Agreement::Amount | Agreement::Converted => {
            figures && class_of(&f.kind) == class_of(&g.kind)
        }
        Agreement::None => false,
    }
}

/// Sorts what a link leaves over into changed, missing and added figures.
fn report<'a>(pair: &Pair<'a>, rest: Rest<'a, '_>, out: &mut Leftovers<'a>) {
    let Rest {
        link,
        in_part,
        mut lost,
        mut new,
    } = rest;
    let count = |article: &'a Article, range: &Range<usize>| figures(article, range.clone()).len();
    // Where most of the figures differ, the sentences do not belong together.
    let unrelated = lost.len() + new.len() > 4
        && 2 * lost.len() > count(pair.source, &link.source)
        && 2 * new.len() > count(pair.version, &link.version);
    if unrelated {
        return;
    }
    let near_source = figures(
        pair.source,
        around(&link.source, pair.source.sentences().len()),
    );
    let near_version = figures(
        pair.version,
        around(&link.version, pair.version.sentences().len()),
    );
    let absent = |fact: &Fact, others: &[&Fact]| {
        others
            .iter()
            .all(|o| agreement(fact, o) == Agreement::None && !shows(o, fact))
    };
    let before = out.changed.len();
    // "290 Μαρτίου" for 29 March: the month agrees, the rest stands beside it as a number.
    for source in in_part {
        let FactKind::Date { year, day, .. } = source.kind else {
            continue;
        };
        let parts = [year.map(|y| y.to_string()), day.map(|d| d.to_string())];
        let found = new.iter().position(|v| {
            class_of(&v.kind) == 0
                && v.digits
                && parts
                    .iter()
                    .flatten()
                    .any(|part| one_edit(part.as_bytes(), digits_of(pair.version, v, v).as_bytes()))
        });
        if let Some(j) = found {
            out.changed.push(Changed {
                source,
                version: new.remove(j),
                likeness: Likeness::Digits,
                link: link.probability,
            });
        }
    }
    while let Some((i, j, likeness)) = likeliest_change(pair, &lost, &new) {
        let (source, version) = (lost.remove(i), new.remove(j));
        let stated = class_of(&source.kind) == 0
            && likeness == Likeness::Place
            && !(absent(source, &near_version) && absent(version, &near_source));
        if !stated {
            out.changed.push(Changed {
                source,
                version,
                likeness,
                link: link.probability,
            });
        }
    }
    let own_version = figures(pair.version, link.version.clone());
    lost.retain(|f| absent(f, &own_version));
    new.retain(|f| absent(f, &near_source));
    let figures_left = lost.iter().chain(&new).filter(|f| f.digits).count();
    let alone = out.changed.len() == before && figures_left == 1;
    let single = |fact, sentences: &Range<usize>| Single {
        fact,
        sentences: sentences.clone(),
        link: link.probability,
        alone,
    };
    out.missing
        .extend(lost.into_iter().map(|f| single(f, &link.version)));
    out.extra
        .extend(new.into_iter().map(|f| single(f, &link.source)));
}

/// The severity of a changed figure: an error only where one digit differs and the link is sure.
pub(super) fn severity_of(changed: &Changed<'_>) -> Severity {
    let same_kind = changed.source.kind.name() == changed.version.kind.name();
    if changed.likeness == Likeness::Digits && same_kind && changed.link >= 0.8 {
        Severity::Error
    } else {
        Severity::Warning
    }
}

fn around(range: &Range<usize>, len: usize) -> Range<usize> {
    range.start.saturating_sub(1)..(range.end + 1).min(len)
}

fn figures(article: &Article, sentences: Range<usize>) -> Vec<&Fact> {
    sentences
        .flat_map(|s| article.facts_of(s))
        .filter(|f| {
            !matches!(
                f.kind,
                FactKind::Name | FactKind::Quotation { .. } | FactKind::Link(_)
            )
        })
        .collect()
}

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
struct Matching<'a, 'b> {
    pair: &'b Pair<'a>,
    source: Vec<&'a Fact>,
    version: Vec<&'a Fact>,
    source_free: Vec<bool>,
    version_free: Vec<bool>,
    /// Dates of the source of which the version's date says less.
    in_part: Vec<&'a Fact>,
}

impl<'a, 'b> Matching<'a, 'b> {
    fn new(pair: &'b Pair<'a>, source: Vec<&'a Fact>, version: Vec<&'a Fact>) -> Self {
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
    fn by_agreement(&mut self, other_unit: &mut Vec<(&'a Fact, &'a Fact, f32)>, link: f32) {
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
    fn by_parts(&mut self) {
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
    fn by_digits_in_a_row(&mut self) {
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
    fn by_sums(&mut self) {
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

    fn left(&self) -> (Vec<&'a Fact>, Vec<&'a Fact>) {
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

/// Runs of figures with nothing but spaces and hyphens between them, as ranges of `facts`; every part of a run is one too.
fn rows(article: &Article, facts: &[&Fact]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for start in 0..facts.len() {
        if !facts[start].digits || class_of(&facts[start].kind) != 0 {
            continue;
        }
        let mut end = start + 1;
        out.push((start, end));
        while end < facts.len()
            && end - start < 5
            && facts[end].digits
            && class_of(&facts[end].kind) == 0
        {
            let (from, to) = (facts[end - 1].span.end, facts[end].span.start);
            let gap = article.text().get(from..to);
            if !gap.is_some_and(|g| {
                g.len() <= 4 && !g.contains(|c: char| c.is_alphanumeric() || c == ',')
            }) {
                break;
            }
            end += 1;
            out.push((start, end));
        }
    }
    out
}

fn digits_of(article: &Article, first: &Fact, last: &Fact) -> String {
    article
        .slice(first.span.cover(last.span))
        .chars()
        .filter_map(crate::text::classes::digit_value)
        .map(|d| (b'0' + d) as char)
        .collect()
}

/// The pair of leftovers that most looks like one figure that was changed.
fn likeliest_change(
    pair: &Pair<'_>,
    lost: &[&Fact],
    new: &[&Fact],
) -> Option<(usize, usize, Likeness)> {
    let mut best: Option<(Likeness, usize, usize)> = None;
    for (i, s) in lost.iter().enumerate() {
        for (j, v) in new.iter().enumerate() {
            let likeness = likeness(pair, s, v);
            let same_class = class_of(&s.kind) == class_of(&v.kind);
            // A digit too many makes another kind of figure: 120:55, 290 March.
            if !same_class && likeness != Some(Likeness::Digits) {
                continue;
            }
            let likeness = likeness.or_else(|| {
                let only = |facts: &[&Fact], one: &Fact| {
                    facts
                        .iter()
                        .filter(|f| class_of(&f.kind) == class_of(&one.kind))
                        .count()
                        == 1
                };
                let same = s.kind.name() == v.kind.name();
                (same && only(lost, s) && only(new, v)).then_some(Likeness::Place)
            });
            if let Some(likeness) = likeness
                && best.is_none_or(|(b, ..)| likeness > b)
            {
                best = Some((likeness, i, j));
            }
        }
    }
    best.map(|(likeness, i, j)| (i, j, likeness))
}

/// Kinds that can be taken for each other.
fn class_of(kind: &FactKind) -> u8 {
    match kind {
        FactKind::Weekday(_) => 1,
        FactKind::RelativeDay(_) => 2,
        FactKind::Date { .. } => 3,
        FactKind::Time { .. } => 4,
        _ => 0,
    }
}

/// How much the digits of two figures look alike.
fn likeness(pair: &Pair<'_>, s: &Fact, v: &Fact) -> Option<Likeness> {
    if !s.digits || !v.digits {
        return None;
    }
    let (a, b) = (
        digits_of(pair.source, s, s).into_bytes(),
        digits_of(pair.version, v, v).into_bytes(),
    );
    let (a, b) = (without_zeros(&a), without_zeros(&b));
    let significant = |digits: &[u8]| {
        let zeros = digits.iter().rev().take_while(|d| **d == b'0').count();
        digits[..digits.len() - zeros].to_vec()
    };
    if a == b || scaled(s) && scaled(v) && significant(a) == significant(b) {
        return Some(Likeness::Scale);
    }
    let part = |whole: &Article, fact: &Fact, other: &Fact, digits: &[u8]| {
        matches!(fact.kind, FactKind::Ratio(..) | FactKind::Time { .. })
            && digits.len() > 1
            && matches!(other.kind, FactKind::Duration { .. } | FactKind::Number(_))
            && groups_of(whole, fact).any(|group| one_edit(&group, digits))
    };
    (one_edit(a, b) || part(pair.source, s, v, b) || part(pair.version, v, s, a))
        .then_some(Likeness::Digits)
}

/// The groups of digits of a figure.
fn groups_of(article: &Article, fact: &Fact) -> impl Iterator<Item = Vec<u8>> {
    article
        .slice(fact.span)
        .split(|c| crate::text::classes::digit_value(c).is_none())
        .filter(|group| !group.is_empty())
        .map(|group| {
            group
                .chars()
                .filter_map(crate::text::classes::digit_value)
                .map(|d| b'0' + d)
                .collect()
        })
}

/// Whether a scale word may belong to the figure, so that its digits do not show its size.
fn scaled(fact: &Fact) -> bool {
    fact.kind.amount().is_some_and(|a| a.step >= 1000.0)
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let start = digits.iter().take_while(|d| **d == b'0').count();
    &digits[start..]
}

/// Whether one digit was replaced, added, dropped or swapped with its neighbour.
fn one_edit(a: &[u8], b: &[u8]) -> bool {
    let same_head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let same_tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (long, short) = (a.len().max(b.len()), a.len().min(b.len()));
    match long - short {
        0 => {
            let middle = long.saturating_sub(same_head + same_tail);
            middle <= 1 && (long > 1)
                || middle == 2
                    && a[same_head] == b[same_head + 1]
                    && a[same_head + 1] == b[same_head]
        }
        1 => same_head + same_tail >= short && short >= 1,
        _ => false,
    }
}
