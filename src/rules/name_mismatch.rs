use super::Pair;
use super::names::Form;
use super::replaced::{Replaced, replaced};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::language::Places;
use crate::text::classes::Script;

declare_rule! {
    /// A name that is not the source's.
    ///
    /// ## What it finds
    /// A name in the translation that the source has nowhere, in a sentence in which a name of the source is missing that
    /// the translation would keep as it is written. That a word is a name of people is known from a list of given names and
    /// surnames of many countries.
    ///
    /// ## Why it matters
    /// The wrong person is quoted, accused or elected.
    ///
    /// ## Example
    /// ```bad en>es
    /// "The bridge is safe," said the engineer Ruth Beckett on Monday.
    /// ---
    /// «El puente es seguro», dijo el lunes la ingeniera Ruth Ramsey.
    /// ```
    /// Use instead:
    /// ```good en>cs
    /// Vladimir Putin met Angela Merkel in Sochi.
    /// ---
    /// Vladimir Putin se v Soči setkal s Angelou Merkelovou.
    /// ```
    ///
    /// ## What it leaves alone
    /// Names that are transliterated, declined or put in another order, exonyms, translated names of bodies and offices,
    /// acronyms, a first name or a title that the translator added to a name of the source, and every word that the translation also writes in lower case.
    pub static NAME_MISMATCH = "name-mismatch" {
        group: Facts, severity: Error, fix: None, mqm: "accuracy/mistranslation",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let (source, version) = (pair.source.forms(), pair.version.forms());
    // Names that the source writes in other letters are not known well enough to miss them.
    let latin = pair.source.language().script == "Latin";
    for name in replaced(pair, source, version) {
        let same_script = (name.version.script == Some(Script::Latin)) == latin;
        let capital_nouns = pair.version.language().morphology.capital_nouns;
        let Some(severity) = severity(&name, same_script, capital_nouns) else {
            continue;
        };
        if name
            .source
            .is_some_and(|s| is_name_abroad(pair, s, name.version))
        {
            continue;
        }
        // Where nouns have a capital too, a word that replaces no name is likely one of them.
        let noun = name.source.is_none() && capital_nouns;
        let severity = if noun { Severity::Note } else { severity };
        let word = pair.version.slice(name.version.span);
        match name.source {
            Some(missing) => findings
                .add(
                    name.version.span,
                    format!(
                        "The source says {}, the translation {word}.",
                        pair.source.slice(missing.span)
                    ),
                )
                .evidence(Side::Source, missing.span),
            None => findings.add(
                name.version.span,
                format!("The translation names {word}; the source does not."),
            ),
        }
        .severity(severity)
        .confidence(0.9 * name.link);
    }
}

/// How sure it is that the name is a wrong one; `None` for a likely translation.
fn severity(name: &Replaced<'_>, same_script: bool, capital_nouns: bool) -> Option<Severity> {
    let signs = name.signs;
    let replaces = name.source.is_some();
    if !(replaces || same_script || signs.person) {
        return None;
    }
    if signs.kept_script {
        // Acronyms come in Latin letters of themselves.
        return match (signs.upper, replaces) {
            (true, _) => Some(Severity::Note),
            (false, true) if signs.adjacent => Some(Severity::Error),
            (false, true) => Some(Severity::Warning),
            (false, false) => (signs.person && !name.version.first).then_some(Severity::Warning),
        };
    }
    let replaced = signs.adjacent || signs.rare && !capital_nouns;
    if signs.person && signs.inside && replaced {
        return Some(Severity::Warning);
    }
    // A surname can be a word as well ("Becker", "Rose"): the first name before it tells.
    let word = !name.version.concepts.is_empty() && !signs.surname;
    let other = signs.adjacent && signs.rare && signs.gone && signs.inside && !signs.upper && !word;
    // A name beside the same neighbour can be a translated one; that the version writes the source's elsewhere tells, and a
    // first name before both.
    other.then_some(if signs.kept || signs.surname {
        Severity::Warning
    } else {
        Severity::Note
    })
}

/// Whether the word of the version is a name of the place in some language: teams, hotels and papers keep it.
fn is_name_abroad(pair: &Pair<'_>, source: &Form, version: &Form) -> bool {
    let word = pair.version.slice(version.span);
    let endings = Places::of(pair.version.reading.lang).endings();
    let mut places = pair.source.places().all().iter();
    let place = places.find(|p| p.span.overlaps(source.span));
    place.is_some_and(|m| m.places.iter().any(|p| p.is_called(word, endings)))
}
