use super::rule::{Check, Findings, declare_rule};
use super::{Article, Pair};
use crate::finding::{Severity, Side};
use crate::reading::{Fact, FactKind};

declare_rule! {
    /// A date, month or day of the week that is not the source's.
    ///
    /// ## What it finds
    /// Days of the week, months, days and years of dates that differ, compared as values in both calendars' words. Where an
    /// article says of which day it is, "yesterday" is a day of the week.
    ///
    /// ## Why it matters
    /// A meeting on Tuesday is no meeting on Wednesday.
    ///
    /// ## Example
    /// ```bad en>de
    /// The trial will begin on Tuesday.
    /// ---
    /// Der Prozess beginnt am Mittwoch.
    /// ```
    /// Use instead:
    /// ```good en>de
    /// The trial began on January 27.
    /// ---
    /// Der Prozess begann am 27.1. in Köln.
    /// ```
    ///
    /// ## What it leaves alone
    /// Dates that one side says more fully, days that the version calls yesterday or today, and dates left out.
    pub static DATE_MISMATCH = "date-mismatch" {
        group: Facts, severity: Warning, fix: None, mqm: "accuracy/mistranslation",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let left = pair.leftovers();
    for changed in &left.changed {
        let what = match (&changed.source.kind, &changed.version.kind) {
            (FactKind::Weekday(a), FactKind::Weekday(b)) => {
                let version_night =
                    night_before(pair.version, changed.version) && (a + 1) % 7 == *b;
                let source_night = night_before(pair.source, changed.source) && (b + 1) % 7 == *a;
                if version_night || source_night {
                    continue;
                }
                ": another day of the week"
            }
            (FactKind::Weekday(_), FactKind::RelativeDay(_))
            | (FactKind::RelativeDay(_), FactKind::Weekday(_)) => ", which was another day",
            (FactKind::RelativeDay(a), FactKind::RelativeDay(b)) if a * b < 0 => ": another day",
            (FactKind::Date { month: Some(a), .. }, FactKind::Date { month: Some(b), .. })
                if a != b =>
            {
                ": another month"
            }
            // A figure that makes no date any more stands for its day or year: "290 March".
            (FactKind::Date { .. }, _) | (_, FactKind::Date { .. }) => "",
            _ => continue,
        };
        let message = format!(
            "The source says {}; the translation says {}{what}.",
            pair.source.slice(changed.source.span),
            pair.version.slice(changed.version.span),
        );
        let severity = if changed.link >= 0.5 {
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

/// Whether the weekday names the day into which a night leads: "in der Nacht zum Donnerstag" is Wednesday night.
fn night_before(article: &Article, weekday: &Fact) -> bool {
    let before = article
        .document
        .lower
        .get(..weekday.span.start)
        .unwrap_or("")
        .trim_end();
    article
        .language()
        .dates
        .night_before
        .iter()
        .any(|words| before.ends_with(&words.to_lowercase()))
}
