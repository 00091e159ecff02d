use super::Pair;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::reading::FactKind;
use crate::reading::value::same_currency;

declare_rule! {
    /// The right amount in the wrong currency.
    ///
    /// ## What it finds
    /// An amount of money that is the source's to the digit, but in another currency.
    ///
    /// ## Why it matters
    /// Seven thousand dollars are not seven thousand euros; the sign is changed in a moment and hard to see afterwards.
    ///
    /// ## Example
    /// ```bad en>fr
    /// The fine was $7,500 in all.
    /// ---
    /// L'amende s'élevait à 7 500 € au total.
    /// ```
    /// Use instead:
    /// ```good en>fr
    /// The fine was $7,500 in all.
    /// ---
    /// L'amende s'élevait à 7 500 dollars au total.
    /// ```
    ///
    /// ## What it leaves alone
    /// Amounts that were converted, dollars of which only one side says whose they are, and amounts whose currency only
    /// one side names.
    pub static CURRENCY_MISMATCH = "currency-mismatch" {
        group: Facts, severity: Error, fix: None, mqm: "accuracy/mistranslation",
        explains: ["number-mismatch"], since: "0.1.0", check: Check::Pair(check),
    }
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for (source, version, link) in &pair.leftovers().other_unit {
        let (FactKind::Money { currency: a, .. }, FactKind::Money { currency: b, .. }) =
            (&source.kind, &version.kind)
        else {
            continue;
        };
        if same_currency(a, b) || !source.digits || !version.digits {
            continue;
        }
        let message = format!(
            "The source says {}; the translation says {}: the same amount in another currency.",
            pair.source.slice(source.span),
            pair.version.slice(version.span)
        );
        let severity = if *link >= 0.8 {
            Severity::Error
        } else {
            Severity::Warning
        };
        findings
            .add(version.span, message)
            .severity(severity)
            .confidence(0.85 * link + 0.1)
            .evidence(Side::Source, source.span);
    }
}
