use super::Pair;
use super::dropped_sentence::report;
use super::gaps::{GapKind, gaps};
use super::rule::{Check, Findings, declare_rule};
use super::sentence_end::{ends_open, length_ratio};
use crate::finding::{Severity, Side};

declare_rule! {
    /// A translation that ends early, or a sentence that breaks off.
    ///
    /// ## What it finds
    /// Two or more sentences missing at the end of the text; a sentence without its end mark that is clearly shorter than
    /// its source.
    ///
    /// ## Why it matters
    /// Length limits of translation services cut texts off, in the middle of a word if need be.
    ///
    /// ## Example
    /// ```bad en>es
    /// The council met on Monday in Madrid.
    ///
    /// President Maria Gomez resigned after 12 years in office because of a dispute about the airport.
    ///
    /// The next meeting is planned for 3 May in Toledo.
    /// ---
    /// El consejo se reunió el lunes en Madrid.
    ///
    /// La presidenta Maria Gomez dimitió tras 12 añ
    ///
    /// La próxima reunión está prevista para el 3 de mayo en Toledo.
    /// ```
    /// Use instead:
    /// ```good en>es
    /// The council met on Monday in Madrid.
    ///
    /// President Maria Gomez resigned after 12 years in office because of a dispute about the airport.
    ///
    /// The next meeting is planned for 3 May in Toledo.
    /// ---
    /// El consejo se reunió el lunes en Madrid.
    ///
    /// La presidenta Maria Gomez dimitió tras 12 años en el cargo por una disputa sobre el aeropuerto.
    ///
    /// La próxima reunión está prevista para el 3 de mayo en Toledo.
    /// ```
    ///
    /// ## What it leaves alone
    /// Headlines, captions and languages that write no end mark.
    pub static TRUNCATED_TEXT = "truncated-text" {
        group: Structure, severity: Error, fix: None, mqm: "accuracy/omission",
        explains: ["dropped-sentence", "dropped-block", "missing-end-punctuation"], since: "0.1.0", check: Check::Pair(check),
    }
}

/// A sentence without its end mark and this much shorter than its source (as a ratio to the usual length) breaks off.
const CUT: f64 = 0.72;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for gap in gaps(pair).iter().filter(|g| g.kind == GapKind::Tail) {
        let count = gap.source.len();
        report(
            pair,
            gap,
            format!("The translation ends early: the last {count} sentences are missing."),
            findings,
        );
    }
    let usual = pair.usual_length_ratio();
    for link in &pair.alignment.links {
        let [source, version] = [&link.source, &link.version];
        if source.len() != 1 || version.len() != 1 || !ends_open(pair, link) {
            continue;
        }
        let ratio = length_ratio(pair, link) / usual;
        let (Some(s), Some(v)) = (
            pair.source.sentences().get(source.start),
            pair.version.sentences().get(version.start),
        ) else {
            continue;
        };
        if ratio < CUT {
            findings
                .add(v.span, "The sentence breaks off.")
                .severity(Severity::Warning)
                .confidence(0.9)
                .evidence(Side::Source, s.span);
        }
    }
}
