use super::Pair;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};

declare_rule! {
    /// A sentence of the translation that the source does not have.
    ///
    /// ## What it finds
    /// A sentence without a counterpart in the source.
    ///
    /// ## Why it matters
    /// Something stands in print that nobody wrote: an invention of a translation system, a sentence of another article,
    /// text of the page around it.
    ///
    /// ## Example
    /// ```bad en>fr
    /// The council met on Monday in Madrid.
    ///
    /// The next meeting is planned for 3 May in Toledo.
    /// ---
    /// Le conseil s’est réuni lundi à Madrid.
    ///
    /// Douze joueurs ont quitté le stade de Lyon sous la pluie.
    ///
    /// La prochaine réunion est prévue le 3 mai à Tolède.
    /// ```
    /// Use instead:
    /// ```good en>fr
    /// The council met on Monday in Madrid.
    ///
    /// The next meeting is planned for 3 May in Toledo.
    /// ---
    /// Le conseil s’est réuni lundi à Madrid.
    ///
    /// La prochaine réunion est prévue le 3 mai à Tolède.
    /// ```
    ///
    /// ## What it leaves alone
    /// Sentences that split one of the source in two, and what a residue rule explains (captions, player times, labels).
    pub static ADDED_SENTENCE = "added-sentence" {
        group: Structure, severity: Warning, fix: None, mqm: "accuracy/addition",
        explains: ["number-mismatch", "date-mismatch", "time-mismatch"], since: "0.1.0", check: Check::Pair(check),
    }
}

/// Probability from which an addition is a warning: what is less sure is mostly a sentence that the translator split.
const SURE: f32 = 0.8;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for link in pair.alignment.links.iter().filter(|l| l.is_addition()) {
        for index in link.version.clone() {
            let moved = pair.alignment.moves.iter().any(|m| m.version == index);
            let Some(sentence) = pair.version.sentences().get(index).filter(|_| !moved) else {
                continue;
            };
            let severity = if link.probability >= SURE {
                Severity::Warning
            } else {
                Severity::Note
            };
            let mut draft = findings
                .add(sentence.span, "The source has no such sentence.")
                .severity(severity)
                .confidence(link.probability);
            let neighbours = [link.source.start.checked_sub(1), Some(link.source.start)];
            for s in neighbours
                .into_iter()
                .flatten()
                .filter_map(|i| pair.source.sentences().get(i))
            {
                draft = draft.evidence(Side::Source, s.span);
            }
            let _ = draft;
        }
    }
}
