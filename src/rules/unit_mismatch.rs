use super::Pair;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::reading::FactKind;
use crate::reading::value::same_measure;

declare_rule! {
    /// The right number of the wrong thing.
    ///
    /// ## What it finds
    /// A measure or a span of time whose number is the source's but whose unit is another: 50 miles that became
    /// 50 kilometres, three days that became three weeks.
    ///
    /// ## Why it matters
    /// A number is true only together with its unit.
    ///
    /// ## Example
    /// ```bad en>es
    /// The village lies 50 miles from the coast.
    /// ---
    /// El pueblo está a 50 kilómetros de la costa.
    /// ```
    /// Use instead:
    /// ```good en>es
    /// The village lies 50 miles from the coast.
    /// ---
    /// El pueblo está a 80 kilómetros de la costa.
    /// ```
    ///
    /// ## What it leaves alone
    /// Conversions, also rounded ones, units that only one side names, and round yards that became as many metres.
    pub static UNIT_MISMATCH = "unit-mismatch" {
        group: Facts, severity: Warning, fix: None, mqm: "accuracy/mistranslation",
        explains: ["number-mismatch"], since: "0.1.0", check: Check::Pair(check),
    }
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for (source, version, link) in &pair.leftovers().other_unit {
        let both = source.digits && version.digits;
        // A number word beside a unit is nearly as sure as figures.
        let measures = [source, version]
            .iter()
            .all(|f| matches!(f.kind, FactKind::Quantity { .. }));
        if !(both || measures) || same_measure(&source.kind, &version.kind) {
            continue;
        }
        let message = format!(
            "The source says {}; the translation says {}: the same number of another unit.",
            pair.source.slice(source.span),
            pair.version.slice(version.span)
        );
        let severity = if *link >= 0.8 && (source.digits || version.digits) {
            Severity::Warning
        } else {
            Severity::Note
        };
        findings
            .add(version.span, message)
            .severity(severity)
            .confidence(0.8 * link + 0.1)
            .evidence(Side::Source, source.span);
    }
}
