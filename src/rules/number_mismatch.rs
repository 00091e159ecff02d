use super::Pair;
use super::figures::leftovers;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::reading::FactKind;

declare_rule! {
    /// A number that is not the source's.
    ///
    /// ## What it finds
    /// Figures whose value differs from the source's, compared as values: scale words, separators, units, clock forms and
    /// number words are read. Three cases: changed, missing, added.
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
    let left = leftovers(pair);
    for changed in &left.changed {
        let (source, version) = (changed.source, changed.version);
        if !source.digits
            || !version.digits
            || belongs_elsewhere(&source.kind)
            || belongs_elsewhere(&version.kind)
        {
            continue;
        }
        let message = format!(
            "The source says {}, the translation {}.",
            pair.source.slice(source.span),
            pair.version.slice(version.span)
        );
        let same_kind = source.kind.name() == version.kind.name();
        let severity = if same_kind {
            Severity::Error
        } else {
            Severity::Warning
        };
        findings
            .add(version.span, message)
            .severity(severity)
            .confidence(0.85 * changed.link + 0.1)
            .evidence(Side::Source, source.span);
    }
    for (fact, sentences) in left
        .missing
        .iter()
        .filter(|(f, _)| f.digits && !belongs_elsewhere(&f.kind))
    {
        let message = format!(
            "The source's {} is missing from the translation.",
            pair.source.slice(fact.span)
        );
        let mut draft = findings
            .add(fact.span, message)
            .on(Side::Source)
            .severity(Severity::Note)
            .confidence(0.6);
        if let Some(span) = pair.version.span_of(sentences.clone()) {
            draft = draft.evidence(Side::Version(pair.index), span);
        }
        let _ = draft;
    }
    for (fact, sentences) in left
        .extra
        .iter()
        .filter(|(f, _)| f.digits && !belongs_elsewhere(&f.kind))
    {
        let message = format!(
            "The translation says {}, which the source does not.",
            pair.version.slice(fact.span)
        );
        let mut draft = findings
            .add(fact.span, message)
            .severity(Severity::Note)
            .confidence(0.6);
        if let Some(span) = pair.source.span_of(sentences.clone()) {
            draft = draft.evidence(Side::Source, span);
        }
        let _ = draft;
    }
}

/// Kinds that have a rule of their own.
fn belongs_elsewhere(kind: &FactKind) -> bool {
    matches!(kind, FactKind::Weekday(_) | FactKind::RelativeDay(_))
}
