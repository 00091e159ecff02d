//! Names of a translation that were put for others: what the source has in no form, where a name of it is missing.

use super::mentions::Mention;
use super::names::{Form, Forms, is_alike, is_variant};
use super::page::{Article, Pair};
use super::persons::{has_meaning, is_person, is_spelled_alike};
use crate::align::Link;
use crate::reading::Case;
use crate::text::classes::Script;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Least probability of a link whose names are compared.
const SURE_LINK: f32 = 0.5;

/// Least likeness at which two surnames behind one first name may be two spellings of one.
const ONE_NAME: f32 = 0.5;

/// A name of the version without a partner, and the name of the source that it was likely put for.
#[derive(Debug)]
pub(super) struct Replaced<'f> {
    /// The name of the source; `None` where none is missing.
    pub(super) source: Option<&'f Form>,
    /// The name of the version.
    pub(super) version: &'f Form,
    /// Probability of the link.
    pub(super) link: f32,
    /// What speaks for it.
    pub(super) signs: Signs,
}

/// Letters of a name that is too short to be compared by likeness.
const SHORT_NAME: usize = 2;
/// Letters of the ending that such a name may have.
const SHORT_ENDING: usize = 2;

/// What speaks for and against one name having been put for another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs {
    /// The version is in another script, in which it keeps this name in Latin letters.
    pub(super) kept_script: bool,
    /// The name next to both is the same.
    pub(super) adjacent: bool,
    /// The version has the name of the source elsewhere, as the source writes it.
    pub(super) kept: bool,
    /// The name of the source is a word of no lexicon, or a place that the version names nowhere near.
    pub(super) rare: bool,
    /// The name of the source stands nowhere near in the version.
    pub(super) gone: bool,
    /// Neither name owes its capital to the start of a sentence.
    pub(super) inside: bool,
    /// The name of the source does not.
    pub(super) source_inside: bool,
    /// Both stand behind the same first name in running text, and sound like two names.
    pub(super) surname: bool,
    /// The name of the version is in capitals throughout.
    pub(super) upper: bool,
    /// The name of the version is one of people and nothing else, and no part of a longer name that the source has.
    pub(super) person: bool,
}

impl Signs {
    fn weight(self) -> usize {
        let signs = [
            (self.adjacent, 3),
            (self.kept, 2),
            (self.gone, 2),
            (self.rare, 1),
            (self.source_inside, 1),
        ];
        signs.iter().filter(|s| s.0).map(|s| s.1).sum()
    }
}

/// What can stand for something else in the names of a pair.
pub(super) fn replaced<'f>(
    pair: &Pair<'_>,
    source: &'f Forms,
    version: &'f Forms,
) -> Vec<Replaced<'f>> {
    let mut out = Vec::new();
    let mut known = FxHashMap::default();
    for link in &pair.alignment.links {
        if !link.source.is_empty() && !link.version.is_empty() && link.probability >= SURE_LINK {
            in_link(pair, link, source, version, &mut known, &mut out);
        }
    }
    out
}

fn in_link<'f>(
    pair: &Pair<'_>,
    link: &Link,
    source: &'f Forms,
    version: &'f Forms,
    known: &mut FxHashMap<u64, bool>,
    out: &mut Vec<Replaced<'f>>,
) {
    let theirs = source.within(link.source.clone());
    let ours = version.within(link.version.clone());
    let near = version.within(around(&link.version));
    let comparable = |w: &&Form| w.script.is_some_and(|s| source.has_names_in(s));
    let new: Vec<&Form> = ours
        .iter()
        .filter(|w| comparable(w) && is_new(pair, w, known))
        .filter(|w| !renders(w, theirs) && !theirs.iter().any(|s| is_short_declined(s, w)))
        .collect();
    let mut lost: Option<Vec<(&Form, bool)>> = None;
    for w in new {
        let word = pair.version.slice(w.span);
        let general = Signs {
            kept_script: pair.version.language().script != "Latin"
                && w.script == Some(Script::Latin),
            upper: word.chars().all(char::is_uppercase),
            person: is_person(w, pair),
            ..Signs::default()
        };
        let lost = lost.get_or_insert_with(|| lost_names(pair.source, theirs, ours, near));
        let best = lost
            .iter()
            .filter(|(s, _)| s.script == w.script)
            .map(|&(s, gone)| {
                let adjacent = neighbours_agree(source, version, s, w);
                let signs = Signs {
                    person: general.person && (adjacent || !extends_name(source, version, w)),
                    adjacent,
                    kept: version.has(s),
                    rare: s.concepts.is_empty() || is_lost_place(pair, link, s),
                    gone,
                    inside: !w.first && !s.first,
                    source_inside: !s.first,
                    surname: adjacent && are_surnames(pair, source, version, s, w),
                    ..general
                };
                (signs, s)
            })
            .reduce(|a, b| if b.0.weight() > a.0.weight() { b } else { a });
        out.push(Replaced {
            source: best.map(|b| b.1),
            version: w,
            link: link.probability,
            signs: best.map_or(general, |b| b.0),
        });
    }
}

/// Whether the name of the source is a place that the version does not name near the link, or not as often in it.
fn is_lost_place(pair: &Pair<'_>, link: &Link, form: &Form) -> bool {
    let theirs = pair.source.places().within(link.source.clone());
    let place = theirs.iter().find(|p| p.span.overlaps(form.span));
    place.is_some_and(|place| {
        let named = |list: &[Mention]| list.iter().filter(|m| place.is_related(m)).count();
        let near = pair.version.places().within(around(&link.version));
        let ours = pair.version.places().within(link.version.clone());
        named(near) == 0 || named(ours) < named(theirs)
    })
}

/// Whether a word of the version is a name that the source has in no form.
///
/// `known` holds the answers for words that were asked about before.
fn is_new(pair: &Pair<'_>, w: &Form, known: &mut FxHashMap<u64, bool>) -> bool {
    let cased = w.script.is_some_and(|s| s.has_case());
    if !w.named || !cased || pair.version.forms().count(w).1 > 0 || pair.source.forms().has(w) {
        return false;
    }
    *known.entry(w.fold_key).or_insert_with(|| !is_in(pair, w))
}

/// Whether a word of the source is a form of the name.
fn is_in(pair: &Pair<'_>, w: &Form) -> bool {
    // Names of people are kept letter by letter where both sides write them in one script and the version spells as the
    // source does.
    let kept = w.people && is_spelled_alike(w, pair);
    let same: fn(&Form, &Form) -> bool = if kept { is_variant } else { is_alike };
    pair.source.forms().candidates(w).any(|s| same(s, w))
}

/// Whether the word is a name of two letters with an ending: "Rin" of "Ri", "Una" of "Un".
fn is_short_declined(s: &Form, w: &Form) -> bool {
    let ending = w.folded.strip_prefix(&*s.folded);
    s.folded.len() == SHORT_NAME
        && !s.uses.function
        && ending.is_some_and(|ending| ending.len() <= SHORT_ENDING)
}

/// The names of the source sentences without a partner in the version, and whether none stands near either.
fn lost_names<'f>(
    source: &Article,
    theirs: &'f [Form],
    ours: &[Form],
    near: &[Form],
) -> Vec<(&'f Form, bool)> {
    // "una" is no form of "Yunnan", however like the two are, and a word in lower case one only if it starts like the name.
    let is_form =
        |s: &Form, w: &Form| !w.uses.function && is_alike(s, w) && (w.named || is_variant(s, w));
    theirs
        .iter()
        .filter(|s| s.named && !has_meaning(s, source) && !s.uses.title)
        .filter_map(|s| {
            let gone = !near.iter().any(|w| is_form(s, w)) && !renders(s, near);
            let fewer = || {
                let count = |forms: &[Form]| forms.iter().filter(|w| is_form(s, w)).count();
                count(theirs) > count(ours)
            };
            (gone || fewer()).then_some((s, gone))
        })
        .collect()
}

/// Whether a word of the version is known to render the name.
fn renders(s: &Form, near: &[Form]) -> bool {
    near.iter()
        .any(|w| w.concepts.iter().any(|c| s.concepts.contains(c)))
}

/// Whether the word before (or behind) both names is one and the same name, or a word that both have stands between:
/// "Canal de Saint-Quentin".
fn neighbours_agree(source: &Forms, version: &Forms, s: &Form, w: &Form) -> bool {
    let same = |by: isize| {
        let (ours, theirs) = (version.neighbour(w, by)?, source.neighbour(s, by)?);
        (ours.folded == theirs.folded && ours.named == theirs.named).then_some(ours.named)
    };
    [-1, 1]
        .into_iter()
        .any(|by| same(by).is_some_and(|name| name || same(2 * by) == Some(true)))
}

/// Whether the two stand behind one and the same first name and are too far from each other to be two spellings of one
/// surname. A headline in which every word has a capital does not tell names from other words.
fn are_surnames(pair: &Pair<'_>, source: &Forms, version: &Forms, s: &Form, w: &Form) -> bool {
    let (Some(theirs), Some(ours)) = (source.neighbour(s, -1), version.neighbour(w, -1)) else {
        return false;
    };
    let joined = |first: &Form, second: &Form| second.token == first.token + 1;
    let same = theirs.fold_key == ours.fold_key && joined(theirs, s) && joined(ours, w);
    let starts = source
        .neighbour(theirs, -1)
        .is_none_or(|before| !before.named || !joined(before, theirs) || before.uses.title);
    // "Kim Jong-un" has a name of two parts behind the first.
    let ends = source
        .neighbour(s, 1)
        .is_none_or(|behind| !behind.named || !joined(s, behind))
        && !pair.source.text()[s.span.end..].starts_with(['-', '\u{2010}', '\u{2011}']);
    let running = pair
        .source
        .reading
        .sentence_at(s.span.start)
        .is_some_and(|sentence| {
            let mut tokens = pair.source.tokens_of(sentence).iter();
            tokens.any(|t| {
                let function = pair.source.reading.form(t).is_none_or(|f| f.uses.function);
                t.is_word() && t.case == Case::Lower && !function
            })
        });
    same && starts
        && ends
        && is_spelled_alike(w, pair)
        && running
        && theirs.people
        && !s.is_like(w, ONE_NAME)
}

/// Whether the name next to this one is in the source: a first name or an office that the translator added.
fn extends_name(source: &Forms, version: &Forms, w: &Form) -> bool {
    [-1, 1].into_iter().any(|by| {
        let next = version.neighbour(w, by).filter(|next| next.named);
        next.is_some_and(|next| {
            let declined = |s: &Form| s.named && is_variant(s, next);
            source.has(next) || next.concepts.is_empty() && source.candidates(next).any(declined)
        })
    })
}

fn around(range: &Range<usize>) -> Range<usize> {
    range.start.saturating_sub(1)..range.end + 1
}
