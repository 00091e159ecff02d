use super::lengths::probability_of_gap;
use super::page::{Article, Pair};
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
    /// Sentences that split one of the source in two, fragments of a word or two, and what a residue rule explains (captions, player times, labels).
    pub static ADDED_SENTENCE = "added-sentence" {
        group: Structure, severity: Warning, fix: None, mqm: "accuracy/addition",
        explains: ["number-mismatch", "date-mismatch", "time-mismatch"], since: "0.1.0", check: Check::Pair(check),
    }
}

/// Probability from which an addition is a warning: what is less sure is mostly a sentence that the translator split.
const SURE: f32 = 0.8;

/// So many words are a fragment that was split off, as behind the full stop of an abbreviation, and no sentence.
const FRAGMENT_WORDS: usize = 2;
/// The same for a language without spaces between words, in characters.
const FRAGMENT_CHARS: usize = 6;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let links = pair.alignment.links.iter().enumerate();
    for (at, link) in links.filter(|(_, l)| l.is_addition()) {
        let probability = probability_of_gap(pair, at);
        for index in link.version.clone() {
            let moved = pair.alignment.moves.iter().any(|m| m.version == index);
            let Some(sentence) = pair.version.sentences().get(index).filter(|_| !moved) else {
                continue;
            };
            let severity = if probability >= SURE && !is_fragment(pair.version, index) {
                Severity::Warning
            } else {
                Severity::Note
            };
            let mut draft = findings
                .add(sentence.span, "The source has no such sentence.")
                .severity(severity)
                .confidence(probability);
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

/// Whether the sentence is too short for one.
fn is_fragment(version: &Article, sentence: usize) -> bool {
    let words = version.tokens_of(sentence).iter().filter(|t| t.is_word());
    if version.language().is_unspaced() {
        let chars = words.map(|t| t.span.of(version.text()).chars().count());
        chars.sum::<usize>() <= FRAGMENT_CHARS
    } else {
        words.count() <= FRAGMENT_WORDS
    }
}
