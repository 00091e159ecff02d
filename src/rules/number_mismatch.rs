use super::figures::{Likeness, Single, severity_of};
use super::rule::{Check, Findings, declare_rule};
use super::{Article, Pair};
use crate::finding::{Severity, Side};
use crate::reading::fact::Qualifier;
use crate::reading::value::is_one_of_a_unit;
use crate::reading::{Fact, FactKind};
use crate::text::Span;

declare_rule! {
    /// A number that is not the source's.
    ///
    /// ## What it finds
    /// Figures whose value differs from the source's, compared as values: scale words, separators, units, clock forms and
    /// number words are read. Three cases: changed, missing, added. As a note, "more than" that became "less than".
    ///
    /// ## Why it matters
    /// 281 stores that become 218 are wrong in print, and nobody who reads only the translation can see it.
    ///
    /// ## Example
    /// ```bad en>es
    /// The chain runs 281 stores in Wales.
    /// ---
    /// La cadena tiene 218 tiendas en Gales.
    /// ```
    /// Use instead:
    /// ```good en>es
    /// The chain runs 1,281 stores and earned 2.8 billion dollars.
    /// ---
    /// La cadena tiene 1281 tiendas y ganó 2.800 millones de dólares.
    /// ```
    ///
    /// ## What it leaves alone
    /// Number words without figures, conversions between units, rounding that the coarser form shows, and figures that
    /// moved to a neighbouring sentence.
    pub static NUMBER_MISMATCH = "number-mismatch" {
        group: Facts, severity: Error, fix: None, mqm: "accuracy/mistranslation",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let left = pair.leftovers();
    for changed in &left.changed {
        let (source, version) = (changed.source, changed.version);
        let written = source.digits && version.digits;
        if !(written || changed.likeness == Likeness::Scale)
            || belongs_elsewhere(&source.kind)
            || belongs_elsewhere(&version.kind)
        {
            continue;
        }
        let message = format!(
            "The source says {}; the translation says {}{}.",
            pair.source.slice(source.span),
            pair.version.slice(version.span),
            times_more(source, version, changed.likeness).unwrap_or_default(),
        );
        findings
            .add(version.span, message)
            .severity(severity_of(changed))
            .confidence(0.85 * changed.link + 0.1)
            .evidence(Side::Source, source.span);
    }
    for (source, version, link) in &left.turned {
        let (Some(theirs), Some(ours)) = (
            qualified(pair.source, source),
            qualified(pair.version, version),
        ) else {
            continue;
        };
        findings
            .add(
                ours,
                format!(
                    "The source says {}; the translation says {}: {}.",
                    pair.source.slice(theirs),
                    pair.version.slice(ours),
                    if source.qualifier == Qualifier::MoreThan {
                        "more became less"
                    } else {
                        "less became more"
                    }
                ),
            )
            .severity(Severity::Note)
            .confidence(0.6 * link)
            .evidence(Side::Source, theirs);
    }
    for single in left.missing.iter().filter(|s| reported(s.fact)) {
        let message = format!(
            "The source's {} is missing from the translation.",
            pair.source.slice(single.fact.span)
        );
        let draft = findings
            .add(single.fact.span, message)
            .on(Side::Source)
            .severity(severity_of_missing(pair, single))
            .confidence(0.6);
        if let Some(span) = pair.version.span_of(single.sentences.clone()) {
            draft.evidence(Side::Version(pair.index), span);
        }
    }
    let extra = left.extra.iter().filter(|s| reported(s.fact));
    for single in extra.filter(|s| !is_one_of_a_unit(&s.fact.kind)) {
        let message = format!(
            "The translation says {}, which the source does not.",
            pair.version.slice(single.fact.span)
        );
        let draft = findings
            .add(single.fact.span, message)
            .severity(Severity::Note)
            .confidence(0.6);
        if let Some(span) = pair.source.span_of(single.sentences.clone()) {
            draft.evidence(Side::Source, span);
        }
    }
}

/// The figure with the words before it that qualify it ("more than 300").
fn qualified(article: &Article, fact: &Fact) -> Option<Span> {
    let sentence = article.reading.sentence_at(fact.span.start)?;
    let tokens = article.tokens_of(sentence);
    let at = tokens
        .iter()
        .position(|t| t.span.start >= fact.span.start)?;
    let start = tokens.get(at.saturating_sub(QUALIFYING_WORDS))?.span.start;
    Some(Span::new(start, fact.span.end))
}

/// How many words before a figure are shown with it.
const QUALIFYING_WORDS: usize = 2;

/// A lost figure is a warning where it is of a kind that translators do not put into other words and all else agrees.
fn severity_of_missing(pair: &Pair<'_>, single: &Single<'_>) -> Severity {
    let fact = single.fact;
    let text = pair.source.text();
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    // "1930s", "SS19"
    let glued = letter(text[..fact.span.start].chars().next_back())
        || letter(text[fact.span.end..].chars().next());
    let telling = match &fact.kind {
        FactKind::Year(_) | FactKind::Money { .. } => true,
        FactKind::Number(amount) => amount.value > 12.0,
        FactKind::Percent(amount) => amount.value != 100.0,
        FactKind::Duration { amount, .. } => amount.value > 12.0 && amount.value != 100.0,
        FactKind::Quantity { amount, unit } => amount.value > 12.0 && *unit != "degree",
        _ => false,
    };
    if telling && !glued && single.alone && single.link >= 0.8 {
        Severity::Warning
    } else {
        Severity::Note
    }
}

fn reported(fact: &Fact) -> bool {
    fact.digits && !belongs_elsewhere(&fact.kind)
}

/// ", which is 1,000 times more": the slip of scale words that mean different things in two languages.
fn times_more(source: &Fact, version: &Fact, likeness: Likeness) -> Option<String> {
    let (s, v) = (source.kind.amount()?.value, version.kind.amount()?.value);
    let (times, word) = if v > s {
        (v / s, "more")
    } else {
        (s / v, "less")
    };
    let power = times.log10().round();
    let is_power = (times / 10f64.powf(power) - 1.0).abs() < 1e-6;
    let times = match power as u32 {
        3 => "1,000",
        6 => "a million",
        2 => "100",
        1 => "ten",
        _ => return None,
    };
    (is_power && likeness == Likeness::Scale).then(|| format!(", which is {times} times {word}"))
}

/// Kinds that have a rule of their own.
fn belongs_elsewhere(kind: &FactKind) -> bool {
    matches!(
        kind,
        FactKind::Weekday(_)
            | FactKind::RelativeDay(_)
            | FactKind::Date { .. }
            | FactKind::Time { .. }
    )
}
