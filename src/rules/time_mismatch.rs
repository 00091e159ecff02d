use super::Pair;
use super::figures::Likeness;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::reading::FactKind;

declare_rule! {
    /// A time of day that is not the source's.
    ///
    /// ## What it finds
    /// Clock times whose value differs: another hour or minute, or the wrong half of the day. Twelve-hour and
    /// twenty-four-hour forms are read.
    ///
    /// ## Why it matters
    /// Whoever turns a.m. into p.m. sends readers twelve hours late.
    ///
    /// ## Example
    /// ```bad en>fr
    /// The shop opens at 4:40 a.m. on Monday.
    /// ---
    /// Le magasin ouvre à 16h40 lundi.
    /// ```
    /// Use instead:
    /// ```good en>fr
    /// The shop opens at 4:40 p.m. on Monday.
    /// ---
    /// Le magasin ouvre à 16h40 lundi.
    /// ```
    ///
    /// ## What it leaves alone
    /// Times without a half of the day on one side, times that the version leaves out, rounds or says in words, and times of
    /// two zones that are named.
    pub static TIME_MISMATCH = "time-mismatch" {
        group: Facts, severity: Warning, fix: None, mqm: "accuracy/mistranslation",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

/// Minutes from which on two times are not one that was rounded.
const ROUNDED: u16 = 60;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let left = pair.leftovers();
    for changed in &left.changed {
        let mut apart = 0;
        let half = match (&changed.source.kind, &changed.version.kind) {
            (FactKind::Date { .. }, _) | (_, FactKind::Date { .. }) => continue,
            (
                FactKind::Time {
                    minutes: a,
                    zone: from,
                    ..
                },
                FactKind::Time {
                    minutes: b,
                    zone: to,
                    ..
                },
            ) => {
                apart = a.abs_diff(*b);
                // One side may name the zone into which the other was converted.
                if apart % 60 == 0 && from.is_some() != to.is_some() {
                    continue;
                }
                apart == 720
            }
            // A figure that is no time any more: "120:55".
            (FactKind::Time { .. }, _) | (_, FactKind::Time { .. }) => false,
            _ => continue,
        };
        let message = format!(
            "The source says {}; the translation says {}{}.",
            pair.source.slice(changed.source.span),
            pair.version.slice(changed.version.span),
            if half {
                ", which is twelve hours off"
            } else {
                ""
            }
        );
        let sure = half || apart >= ROUNDED || changed.likeness == Likeness::Digits;
        let severity = if sure && changed.link >= 0.5 {
            Severity::Warning
        } else {
            Severity::Note
        };
        findings
            .add(changed.version.span, message)
            .severity(severity)
            .confidence(0.8 * changed.link + 0.1)
            .evidence(Side::Source, changed.source.span);
    }
}
