use super::Pair;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};

declare_rule! {
    /// A sentence that stands at another place than in the source.
    ///
    /// ## What it finds
    /// A sentence whose counterpart stands elsewhere, out of the order of the others.
    ///
    /// ## Why it matters
    /// In news the order carries the argument: a denial before the accusation reads differently. Often it is the trace of
    /// a paste that went wrong.
    ///
    /// ## Example
    /// ```bad en>es
    /// The council met on Monday in Madrid.
    ///
    /// President Maria Gomez resigned after 12 years in office.
    ///
    /// The next meeting is planned for 3 May in Toledo.
    ///
    /// Reporters waited 45 minutes outside the Atocha station.
    /// ---
    /// El consejo se reunió el lunes en Madrid.
    ///
    /// La próxima reunión está prevista para el 3 de mayo en Toledo.
    ///
    /// La presidenta Maria Gomez dimitió tras 12 años en el cargo.
    ///
    /// Los periodistas esperaron 45 minutos ante la estación de Atocha.
    /// ```
    /// Use instead:
    /// ```good en>es
    /// The council met on Monday in Madrid.
    ///
    /// President Maria Gomez resigned after 12 years in office.
    ///
    /// The next meeting is planned for 3 May in Toledo.
    /// ---
    /// El consejo se reunió el lunes en Madrid.
    ///
    /// La presidenta Maria Gomez dimitió tras 12 años en el cargo.
    ///
    /// La próxima reunión está prevista para el 3 de mayo en Toledo.
    /// ```
    ///
    /// ## What it leaves alone
    /// Clauses that change places inside a sentence.
    pub static REORDERED_SENTENCE = "reordered-sentence" {
        group: Structure, severity: Warning, fix: None, mqm: "accuracy/mistranslation",
        explains: ["added-sentence", "dropped-sentence"], since: "0.1.0", check: Check::Pair(check),
    }
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for moved in &pair.alignment.moves {
        let (Some(source), Some(version)) = (
            pair.source.sentences().get(moved.source),
            pair.version.sentences().get(moved.version),
        ) else {
            continue;
        };
        let severity = if moved.probability >= 0.5 {
            Severity::Warning
        } else {
            Severity::Note
        };
        findings
            .add(
                version.span,
                "This sentence stands at another place in the source.",
            )
            .severity(severity)
            .confidence(moved.probability)
            .evidence(Side::Source, source.span);
    }
}
