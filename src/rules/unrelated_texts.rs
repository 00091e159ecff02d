use super::Pair;
use super::rule::{Check, Findings, declare_rule};
use crate::text::Span;

declare_rule! {
    /// A translation that is not one of this source.
    ///
    /// ## What it finds
    /// Two texts between which numbers, names and words show no relation; also an empty text beside a full one.
    ///
    /// ## Why it matters
    /// A wrong file was paired or pasted. Every other comparison would be noise, so this is the only finding on the pair.
    ///
    /// ## Example
    /// ```bad en>es
    /// Storm Ciara hit the port of Dover on Sunday with winds of 97 miles per hour, the Met Office said.
    ///
    /// The harbour master, Alan Whitfield, closed 4 of 7 berths at noon.
    ///
    /// Ferries to Calais start again on 12 February.
    ///
    /// Two lorries overturned on the A20 near Folkestone.
    /// ---
    /// ```
    /// Use instead:
    /// ```good en>es
    /// Storm Ciara hit the port of Dover on Sunday.
    ///
    /// Ferries to Calais start again on 12 February.
    /// ---
    /// La tormenta Ciara golpeó el domingo el puerto de Dover.
    ///
    /// Los transbordadores a Calais se reanudan el 12 de febrero.
    /// ```
    ///
    /// ## What it leaves alone
    /// Free translations: a few shared names or figures are enough.
    pub static UNRELATED_TEXTS = "unrelated-texts" {
        group: Bookkeeping, severity: Error, fix: None, mqm: "accuracy",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    if !pair.is_unrelated() {
        return;
    }
    let first = pair
        .version
        .document
        .blocks
        .first()
        .map_or(Span::empty(0), |b| b.span);
    let message = if pair.version.sentences().is_empty() {
        "The translation is empty."
    } else {
        "The two texts show no sign of being translations of each other."
    };
    findings
        .add(first, message)
        .confidence(1.0 - pair.alignment.relatedness);
}
