use super::Pair;
use super::mentions::{Mention, Mentions};
use super::rule::{Check, Findings, declare_rule};
use crate::align::Link;
use crate::finding::{Severity, Side};
use crate::language::Places;
use crate::reading::{Case, Token};
use crate::text::fold::folded;
use crate::text::likeness::Shape;
use std::ops::Range;

declare_rule! {
    /// A country or city that is not the source's.
    ///
    /// ## What it finds
    /// A country (or a city) that the translation names and the source does not, in a sentence in which one of the source
    /// is missing: the one was put for the other.
    ///
    /// ## Why it matters
    /// Iraq that became Iran is wrong in print, and the sentence reads as well as before.
    ///
    /// ## Example
    /// ```bad en>es
    /// The minister flew to Spain on Monday.
    /// ---
    /// El ministro voló a Perú el lunes.
    /// ```
    /// Use instead:
    /// ```good en>ru
    /// The German minister flew to China on Monday.
    /// ---
    /// В понедельник министр Германии вылетел в Китай.
    /// ```
    ///
    /// ## What it leaves alone
    /// A country named by its capital, its government or its people; a name that only one side has; places that lie in one
    /// another; names that moved to a neighbouring sentence.
    pub static PLACE_MISMATCH = "place-mismatch" {
        group: Facts, severity: Error, fix: None, mqm: "accuracy/mistranslation",
        explains: ["name-mismatch"], since: "0.1.0", check: Check::Pair(check),
    }
}

/// Least probability of a link whose places are compared.
const SURE_LINK: f32 = 0.5;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let source = pair.source.places();
    if source.all().is_empty() {
        return;
    }
    let version = pair.version.places();
    for link in &pair.alignment.links {
        if link.source.is_empty() || link.version.is_empty() || link.probability < SURE_LINK {
            continue;
        }
        for kind in [Mention::is_country, Mention::is_city] {
            compare(pair, link, source, version, kind, findings);
        }
    }
}

fn compare(
    pair: &Pair<'_>,
    link: &Link,
    source: &Mentions,
    version: &Mentions,
    kind: fn(&Mention) -> bool,
    findings: &mut Findings,
) {
    let theirs = source.within(link.source.clone());
    let ours = version.within(link.version.clone());
    let near_theirs = source.within(around(&link.source));
    let near_ours = version.within(around(&link.version));
    let mut lost: Vec<(&Mention, bool)> = theirs
        .iter()
        .filter(|s| kind(s))
        .filter_map(|s| {
            let count = |list: &[Mention]| list.iter().filter(|m| s.is_related(m)).count();
            let gone = count(near_ours) == 0;
            (gone || count(theirs) > count(ours)).then_some((s, gone))
        })
        .collect();
    let new = ours
        .iter()
        .filter(|v| kind(v) && !near_theirs.iter().any(|s| s.is_related(v)));
    for extra in new {
        if is_like_another(pair, link, extra, theirs) {
            continue;
        }
        let nowhere = !source.all().iter().any(|s| s.is_related(extra)) && !written_in(pair, extra);
        let at = lost
            .iter()
            .position(|(_, gone)| *gone)
            .or_else(|| (nowhere && !lost.is_empty()).then_some(0));
        let Some((missing, gone)) = at.map(|at| lost.remove(at)) else {
            continue;
        };
        // City names are transliterated by ear, and there are many of them.
        if missing.is_city() && (!nowhere || is_heard_alike(pair, missing, extra)) {
            continue;
        }
        if missing.is_city() && is_called_abroad(pair, link, missing) {
            continue;
        }
        let severity = if nowhere && gone {
            Severity::Error
        } else {
            Severity::Warning
        };
        let message = format!(
            "The source says {}; the translation says {}.",
            pair.source.slice(missing.span),
            pair.version.slice(extra.span),
        );
        findings
            .add(extra.span, message)
            .severity(severity)
            .confidence(0.3 + 0.6 * link.probability)
            .evidence(Side::Source, missing.span);
    }
}

/// Whether the version calls the place as some other language does: clubs and hotels keep it ("Rapid Wien").
fn is_called_abroad(pair: &Pair<'_>, link: &Link, place: &Mention) -> bool {
    let endings = Places::of(pair.version.reading.lang).endings();
    let words = pair.version.forms().within(link.version.clone()).iter();
    words.filter(|w| w.named).any(|w| {
        let word = pair.version.slice(w.span);
        place.places.iter().any(|p| p.is_called(word, endings))
    })
}

/// Whether two names of cities can be one in two spellings.
fn is_heard_alike(pair: &Pair<'_>, source: &Mention, version: &Mention) -> bool {
    let shape = |text: &str| Shape::new(&folded(text));
    let like =
        shape(pair.source.slice(source.span)).likeness(&shape(pair.version.slice(version.span)));
    like >= CITY_LIKE
}

/// Least likeness of two names that can be one city's.
const CITY_LIKE: f32 = 0.55;
/// Least likeness of a name to a word of the source that it only transliterates.
const LIKE: f32 = 0.68;

/// Whether a name of the source that is no place sounds like this one ("Macaroni", "Ross") and has no better partner.
fn is_like_another(pair: &Pair<'_>, link: &Link, mention: &Mention, places: &[Mention]) -> bool {
    let shape = |text: &str| Shape::new(&folded(text));
    let own = shape(pair.version.slice(mention.span));
    let text = pair.source.text();
    let names = link
        .source
        .clone()
        .flat_map(|s| pair.source.tokens_of(s))
        .filter(|t| t.is_word() && t.span.len() > 2)
        .filter(|t| t.is_capitalised() || t.case == Case::None)
        .filter(|t| !places.iter().any(|m| m.span.overlaps(t.span)));
    for name in names {
        let theirs = shape(name.span.of(text));
        let like = own.likeness(&theirs);
        let better = |t: &&Token| {
            !t.span.overlaps(mention.span)
                && shape(t.span.of(pair.version.text())).likeness(&theirs) >= like
        };
        if like >= LIKE
            && !link
                .version
                .clone()
                .flat_map(|s| pair.version.tokens_of(s))
                .any(|t| t.is_word() && better(&t))
        {
            return true;
        }
    }
    false
}

/// Whether the source has the very name somewhere, as a person's or a team's.
fn written_in(pair: &Pair<'_>, mention: &Mention) -> bool {
    pair.source
        .text()
        .contains(pair.version.slice(mention.span))
}

fn around(range: &Range<usize>) -> Range<usize> {
    range.start.saturating_sub(1)..range.end + 1
}
