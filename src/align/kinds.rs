//! The kinds of evidence that links rest on, so that an experiment can do without some of them.

use super::matching::{COGNATE, EXACT, NAME, Pair};
use super::vocabulary::{Class, Vocabulary};
use rustc_hash::FxHashSet;

/// A kind of evidence that two sentences belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceKind {
    /// Figures and other values: dates, times, links.
    Figures,
    /// Question marks, quotation marks, brackets.
    Marks,
    /// Words that are spelled the same.
    SameWords,
    /// Words that are spelled alike.
    Cognates,
    /// Names in another script.
    Names,
    /// The bundled concepts.
    Lexicon,
    /// Words that go together in this pair of texts.
    Learned,
    /// Lengths of the sentences.
    Length,
    /// The marks and letters with which sentences begin and end.
    Edges,
}

impl EvidenceKind {
    /// All kinds.
    pub const ALL: [EvidenceKind; 9] = [
        EvidenceKind::Figures,
        EvidenceKind::Marks,
        EvidenceKind::SameWords,
        EvidenceKind::Cognates,
        EvidenceKind::Names,
        EvidenceKind::Lexicon,
        EvidenceKind::Learned,
        EvidenceKind::Length,
        EvidenceKind::Edges,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            EvidenceKind::Figures => "figures",
            EvidenceKind::Marks => "marks",
            EvidenceKind::SameWords => "same-words",
            EvidenceKind::Cognates => "cognates",
            EvidenceKind::Names => "names",
            EvidenceKind::Lexicon => "lexicon",
            EvidenceKind::Learned => "learned",
            EvidenceKind::Length => "length",
            EvidenceKind::Edges => "edges",
        }
    }
}

/// A set of kinds of evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvidenceKinds(u16);

impl EvidenceKinds {
    /// Whether the kind is in the set.
    pub fn has(self, kind: EvidenceKind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }
}

impl FromIterator<EvidenceKind> for EvidenceKinds {
    fn from_iter<I: IntoIterator<Item = EvidenceKind>>(kinds: I) -> EvidenceKinds {
        EvidenceKinds(
            kinds
                .into_iter()
                .fold(0, |set, kind| set | 1 << kind as u16),
        )
    }
}

/// Takes the matches of the kinds in `without` away.
pub(super) fn remove(
    without: EvidenceKinds,
    pairs: &mut Vec<Pair>,
    source: &Vocabulary,
    version: &Vocabulary,
) {
    if without == EvidenceKinds::default() {
        return;
    }
    let known: FxHashSet<u32> = source.concepts.iter().map(|&(_, of)| of).collect();
    pairs.retain(|pair| {
        let (a, b) = (
            &source.types[pair.source as usize],
            &version.types[pair.version as usize],
        );
        let kind = match (a.class, pair.level) {
            (Class::Number, _) => EvidenceKind::Figures,
            (Class::Mark, _) => EvidenceKind::Marks,
            // Words of one concept are one type.
            (_, EXACT) if a.key == b.key && known.contains(&pair.source) => EvidenceKind::Lexicon,
            (_, EXACT) => EvidenceKind::SameWords,
            (_, NAME) => EvidenceKind::Names,
            (_, COGNATE) => EvidenceKind::Cognates,
            // What lexicons of the user say was asked for.
            _ => return true,
        };
        !without.has(kind)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{AlignOptions, Aligned, Alignment, align};
    use crate::document::{Document, Format};
    use crate::language::Lang;
    use crate::reading::Reading;

    fn aligned(source: &str, version: &str, lang: &str, without: &[EvidenceKind]) -> Alignment {
        let read = |text: &str, lang: &str| {
            let document = Document::parse(text, Format::Lines);
            let reading = Reading::new(&document, Lang::from_tag(lang).unwrap_or_default());
            (document, reading)
        };
        let (source, version) = (read(source, "en"), read(version, lang));
        let [source, version] = [&source, &version].map(|side| Aligned {
            document: &side.0,
            reading: &side.1,
            kept: None,
        });
        let options = AlignOptions {
            without: without.iter().copied().collect(),
            ..AlignOptions::default()
        };
        align(source, version, &options)
    }

    /// How much the words of eight sentences show if only the kinds beside `without` count.
    fn relatedness(source: &str, version: &str, lang: &str, without: &[EvidenceKind]) -> f32 {
        let sentences = |first: &str, words: &str| {
            let words = words.split(' ');
            let lines: Vec<String> = words.map(|w| format!("{first} {w}")).collect();
            lines.join("\n")
        };
        let (source, version) = (sentences("Qua", source), sentences("Emm", version));
        aligned(&source, &version, lang, without).relatedness
    }

    #[test]
    fn each_kind_of_match_counts_by_itself_and_can_be_left_out() {
        use EvidenceKind::{Cognates, Figures, Lexicon, Marks, Names, SameWords};
        let figures = "4711 3802 5593 6264 7945 8326 9157 1408";
        let marks = "? ! : ; ( ) % $";
        let same = "zibbel tuvwor lodder kankot merrup gossiv hattun fiddam";
        let like = "zebbel tevwor ledder kenkot mirrup gessiv hettun feddam";
        let long = |words: &str| words.replace(' ', "ant ") + "ant";
        let (like, unlike) = (long(like), long(same));
        let names = "Zibbelan Tuvworis Lodderin Kankotfu Merrupin Gossivar Hattunod Fiddamol";
        let cyrillic = "Зиббелан Тувворис Лоддерин Канкотфу Меррупин Госсивар Хаттунод Фиддамол";
        let english = "church winter hospital teacher bridge doctor forest kitchen";
        let spanish = "iglesia invierno clínica maestra puente médico bosque cocina";
        for (kind, source, version, lang) in [
            (Figures, figures, figures, "es"),
            (Marks, marks, marks, "es"),
            (SameWords, same, same, "es"),
            (Cognates, unlike.as_str(), like.as_str(), "es"),
            (Names, names, cyrillic, "ru"),
            (Lexicon, english, spanish, "es"),
        ] {
            let others: Vec<_> = EvidenceKind::ALL
                .into_iter()
                .filter(|k| *k != kind)
                .collect();
            let alone = relatedness(source, version, lang, &others);
            let nothing = relatedness(source, version, lang, &EvidenceKind::ALL);
            assert!(
                nothing < 0.02 && alone > 0.05,
                "{kind:?}: {alone} against {nothing}"
            );
        }
    }

    #[test]
    fn edges_can_be_left_out() {
        let source = "“A thing”\nWhy?\nWho:\nSo.\nSo";
        let version = "«Cosa»\n¿Qué?\nEl:\nAsí.\nAsí";
        let of = |without: &[EvidenceKind]| aligned(source, version, "es", without).links;
        assert_ne!(of(&[]), of(&[EvidenceKind::Edges]));
    }

    #[test]
    fn lengths_can_be_left_out() {
        let source = "A\nA long, long sentence that goes on and on\nB";
        let version = "Una frase larga, larga que sigue y sigue así\nC";
        let with = aligned(source, version, "es", &[]);
        let without = aligned(source, version, "es", &[EvidenceKind::Length]);
        assert_ne!(with.links, without.links);
    }
}
