use super::Pair;
use super::gaps::{Gap, GapKind, gaps};
use super::lost_clause::lost_clauses;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};

declare_rule! {
    /// A sentence of the source that the translation does not render.
    ///
    /// ## What it finds
    /// One or two sentences of the source without a counterpart, while the text goes on afterwards. Longer gaps are
    /// `dropped-block`, gaps at the end are `truncated-text`. As a note, a clause of a sentence that is rendered otherwise: none of
    /// its names and figures and hardly one of its words stands in the translation, which is shorter by as much.
    ///
    /// ## Why it matters
    /// Translation systems drop sentences without a trace; only somebody who reads both languages side by side can see it.
    ///
    /// ## Example
    /// ```bad en>es
    /// The council met on Monday in Madrid.
    ///
    /// President Maria Gomez resigned after 12 years in office.
    ///
    /// The next meeting is planned for 3 May in Toledo.
    /// ---
    /// El consejo se reunió el lunes en Madrid.
    ///
    /// La próxima reunión está prevista para el 3 de mayo en Toledo.
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
    /// Sentences that were merged with a neighbour or moved to another place.
    pub static DROPPED_SENTENCE = "dropped-sentence" {
        group: Structure, severity: Error, fix: None, mqm: "accuracy/omission",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

/// How sure it is that a clause is lost of which nothing that is known stands in the version.
const LOST_CLAUSE: f32 = 0.7;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for gap in gaps(pair).iter().filter(|g| g.kind == GapKind::Sentences) {
        let count = gap.source.len();
        let message = if count == 1 {
            "The translation lacks this sentence.".to_owned()
        } else {
            format!("The translation lacks these {count} sentences.")
        };
        report(pair, gap, message, findings);
    }
    for lost in lost_clauses(pair) {
        findings
            .add(
                lost.clause,
                "This part of the sentence seems to be missing in the translation: its names and figures do not stand there.",
            )
            .on(Side::Source)
            .severity(Severity::Note)
            .confidence(LOST_CLAUSE)
            .evidence(Side::Version(pair.index), lost.version);
    }
}

/// Reports a gap on the source, with the neighbours in the translation as evidence.
pub(super) fn report(pair: &Pair<'_>, gap: &Gap, message: String, findings: &mut Findings) {
    let Some(span) = pair.source.span_of(gap.source.clone()) else {
        return;
    };
    let severity = match gap.probability {
        p if p >= 0.9 => Severity::Error,
        p if p >= 0.6 => Severity::Warning,
        _ => Severity::Note,
    };
    let mut draft = findings
        .add(span, message)
        .on(Side::Source)
        .severity(severity)
        .confidence(gap.probability);
    let neighbours = [gap.version_at.checked_sub(1), Some(gap.version_at)];
    for sentence in neighbours
        .into_iter()
        .flatten()
        .filter_map(|i| pair.version.sentences().get(i))
    {
        draft = draft.evidence(Side::Version(pair.index), sentence.span);
    }
    let _ = draft;
}
