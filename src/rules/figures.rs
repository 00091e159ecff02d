//! The figures of a pair, matched by value inside the links: what is left on either side is what the fact rules report.

mod digits;
mod matching;

use super::page::{Article, Pair};
use crate::align::Link;
use crate::finding::Severity;
use crate::reading::calendar::day_of;
use crate::reading::value::{Agreement, agreement, same_dimension, shows};
use crate::reading::{Fact, FactKind};
use digits::{class_of, digits_of, likeliest_change, one_edit};
use matching::{Days, Matching};
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
    /// Equal figures of which one side says "more than" and the other "less than".
    pub turned: Vec<(&'a Fact, &'a Fact, f32)>,
    /// Figures of the source that the version has nowhere near.
    pub missing: Vec<Single<'a>>,
    /// Figures of the version that the source has nowhere near.
    pub extra: Vec<Single<'a>>,
}

/// Least probability of a link whose figures are compared.
const SURE_LINK: f32 = 0.5;

/// Longest word with its spaces between the two ends of a range, in characters.
const LONGEST_BETWEEN: usize = 6;

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
    let days = days(pair);
    let mut rests: Vec<Rest<'a, '_>> = Vec::new();
    for link in &pair.alignment.links {
        let source = figures(pair.source, link.source.clone());
        let version = figures(pair.version, link.version.clone());
        let two_sided = !link.source.is_empty() && !link.version.is_empty();
        let any = !source.is_empty() || !version.is_empty();
        let compared = two_sided && any && link.probability >= SURE_LINK;
        let mut in_part = Vec::new();
        let (lost, new) = if compared {
            let mut matching = Matching::new(pair, days, source, version);
            matching.by_agreement(&mut out.other_unit, link.probability);
            matching.by_digits_in_a_row();
            matching.by_parts();
            let rows = matching.by_altered_rows();
            out.changed
                .extend(rows.into_iter().map(|(source, version)| Changed {
                    source,
                    version,
                    likeness: Likeness::Digits,
                    link: link.probability,
                }));
            matching.by_sums();
            in_part.append(&mut matching.in_part);
            let turned = matching.turned.drain(..);
            out.turned
                .extend(turned.map(|(s, v)| (s, v, link.probability)));
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
        report(pair, days, rest, &mut out);
    }
    out
}

/// The days of both articles; one without a date is taken to be of the other's day.
fn days(pair: &Pair<'_>) -> Days {
    let day = |article: &Article| day_of(&article.document, &article.reading);
    let (source, version) = (day(pair.source), day(pair.version));
    (source.or(version), version.or(source))
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
fn report<'a>(pair: &Pair<'a>, days: Days, rest: Rest<'a, '_>, out: &mut Leftovers<'a>) {
    let Rest {
        link,
        in_part,
        mut lost,
        mut new,
    } = rest;
    // Where most of the figures differ, the sentences do not belong together. Number words differ everywhere.
    let telling = |facts: &[&Fact]| facts.iter().filter(|f| is_telling(f)).count();
    let all =
        |article: &'a Article, range: &Range<usize>| telling(&figures(article, range.clone()));
    let (lost_telling, new_telling) = (telling(&lost), telling(&new));
    let unrelated = lost_telling + new_telling > 4
        && 2 * lost_telling > all(pair.source, &link.source)
        && 2 * new_telling > all(pair.version, &link.version);
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
    let dated = days.0.is_some();
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
    while let Some((i, j, likeness)) = likeliest_change(pair, dated, &lost, &new) {
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
    let alone = out.changed.len() == before
        && (counted(pair.source, &lost), counted(pair.version, &new)) == (1, 0);
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

/// Whether the figure would not be said otherwise: figures, days and months, but no number words.
fn is_telling(fact: &Fact) -> bool {
    fact.digits || matches!(fact.kind, FactKind::Weekday(_) | FactKind::Date { .. })
}

/// How many figures are written in the list; the two ends of a range count as one.
fn counted(article: &Article, facts: &[&Fact]) -> usize {
    let mut count = 0;
    let mut before: Option<&Fact> = None;
    for fact in facts.iter().filter(|f| f.digits) {
        let range = before.is_some_and(|b| {
            let gap = article.text().get(b.span.end..fact.span.start);
            gap.is_some_and(|g| {
                g.chars().count() <= LONGEST_BETWEEN && !g.contains([',', '.', ';'])
            })
        });
        count += usize::from(!range);
        before = Some(fact);
    }
    count
}

/// The severity of a changed figure: an error only where one digit differs and the link is sure.
pub(super) fn severity_of(changed: &Changed<'_>) -> Severity {
    let same_kind = changed.source.kind.name() == changed.version.kind.name()
        && same_dimension(&changed.source.kind, &changed.version.kind);
    if changed.likeness == Likeness::Digits && same_kind && changed.link >= 0.8 {
        Severity::Error
    } else {
        Severity::Warning
    }
}

fn around(range: &Range<usize>, len: usize) -> Range<usize> {
    range.start.saturating_sub(1)..(range.end + 1).min(len)
}

/// The facts of some sentences that are figures: neither names nor quotations nor links.
pub(super) fn figures(article: &Article, sentences: Range<usize>) -> Vec<&Fact> {
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
