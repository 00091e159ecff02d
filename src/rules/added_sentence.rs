use super::lengths::{chars_of, probability_of_gap};
use super::page::{Article, Pair};
use super::rule::{Check, Findings, declare_rule};
use crate::align::Link;
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
/// The same where it would not make the translation of its neighbour's source too long.
const SURER: f32 = 0.9;
/// Longest translation of a sentence that its length does not show to hold another, as a ratio to the usual.
const ROOM: f64 = 1.25;

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
            let sure = if may_be_split_off(pair, at) {
                SURER
            } else {
                SURE
            };
            let severity = if probability >= sure && !is_fragment(pair.version, index) {
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

/// Whether a neighbour in the same block has room for the added sentences: with them its length is still usual for its source.
fn may_be_split_off(pair: &Pair<'_>, at: usize) -> bool {
    let links = &pair.alignment.links;
    let block = |s: usize| pair.version.sentences().get(s).map(|s| s.block);
    let added = &links[at].version;
    let own = chars_of(pair.version, added.clone());
    let before = at.checked_sub(1).and_then(|i| links.get(i));
    let before = before.filter(|l| block(l.version.end.saturating_sub(1)) == block(added.start));
    let behind = links.get(at + 1);
    let behind = behind.filter(|l| block(l.version.start) == block(added.end - 1));
    let linked = |l: &&Link| !l.is_drop() && !l.is_addition();
    before.into_iter().chain(behind).filter(linked).any(|link| {
        let together = own + chars_of(pair.version, link.version.clone());
        together <= ROOM * pair.lengths().usual * chars_of(pair.source, link.source.clone())
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Alignment;
    use crate::document::{Document, Format};
    use crate::finding::Side;
    use crate::language::Lang;
    use crate::reading::Reading;

    fn article(text: &str, lang: &str) -> Article {
        let document = Document::parse(text, Format::Text);
        let reading = Reading::new(&document, Lang::from_tag(lang).unwrap());
        Article::new(document, reading)
    }

    /// What is said of the fourth of five sentences of a translation, which the aligner thinks added with this probability.
    fn severity(fourth: &str, probability: f32) -> Severity {
        let source = "The mayor opened the bridge on Friday.\n\nThe works took three years in all.\n\nThe index compares what 52 shops sell here now and is its measure.\n\nNobody was hurt when it rained.";
        let version = format!(
            "El alcalde abrió el puente el viernes.\n\nLas obras duraron tres años más.\n\nEl índice compara las ventas de 52 tiendas de la región cada mes. {fourth}\n\nNadie resultó herido por ello."
        );
        let (source, version) = (article(source, "en"), article(&version, "es"));
        let link = |source, version, probability| Link {
            source,
            version,
            probability,
        };
        let links = vec![
            link(0..1, 0..1, 1.0),
            link(1..2, 1..2, 1.0),
            link(2..3, 2..3, 1.0),
            link(3..3, 3..4, probability),
            link(3..4, 4..5, 1.0),
        ];
        let alignment = Alignment::new(links, Vec::new(), 1.0);
        let pair = Pair::new(&source, &version, 0, &alignment);
        let mut findings = Findings::new(&ADDED_SENTENCE, Side::Version(0), Some(0));
        check(&pair, &mut findings);
        let finding = &findings.into_vec()[0];
        // The neighbour's length alone says nothing against it.
        assert!(
            (finding.confidence - probability).abs() < 0.02,
            "{finding:?}"
        );
        finding.severity
    }

    #[test]
    fn a_sentence_for_which_a_neighbour_has_room_must_be_surer() {
        let longer =
            "El ayuntamiento de la ciudad vecina tampoco quiso decir nada sobre las cuentas.";
        for probability in [0.85, 0.95] {
            assert_eq!(severity(longer, probability), Severity::Warning);
        }
        let split = "Es su medida.";
        assert_eq!(severity(split, 0.85), Severity::Note);
        assert_eq!(severity(split, 0.95), Severity::Warning);
    }
}
