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
}

impl EvidenceKind {
    /// All kinds.
    pub const ALL: [EvidenceKind; 8] = [
        EvidenceKind::Figures,
        EvidenceKind::Marks,
        EvidenceKind::SameWords,
        EvidenceKind::Cognates,
        EvidenceKind::Names,
        EvidenceKind::Lexicon,
        EvidenceKind::Learned,
        EvidenceKind::Length,
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
        }
    }
}

/// A set of kinds of evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvidenceKinds(u8);

impl EvidenceKinds {
    /// Whether the kind is in the set.
    pub fn has(self, kind: EvidenceKind) -> bool {
        self.0 & 1 << kind as u8 != 0
    }
}

impl FromIterator<EvidenceKind> for EvidenceKinds {
    fn from_iter<I: IntoIterator<Item = EvidenceKind>>(kinds: I) -> EvidenceKinds {
        EvidenceKinds(kinds.into_iter().fold(0, |set, kind| set | 1 << kind as u8))
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
        });
        let options = AlignOptions {
            without: without.iter().copied().collect(),
            ..AlignOptions::default()
        };
        align(source, version, &options)
    }

    /// Texts in which one kind of evidence alone tells that the second sentence was dropped.
    fn dropped(
        source: [&str; 3],
        version: [&str; 2],
        lang: &str,
        without: &[EvidenceKind],
    ) -> bool {
        let links = aligned(&source.join("\n"), &version.join("\n"), lang, without).links;
        links.len() == 3 && links[1].is_drop()
    }

    #[test]
    fn each_kind_of_match_can_be_switched_off() {
        use EvidenceKind::*;
        for (kind, source, version, lang) in [
            (
                Figures,
                ["qua 4711 zib", "ro 88 tuv", "ner 352 lod"],
                ["yik 4711 mum", "xol 352 wep"],
                "es",
            ),
            (
                SameWords,
                ["qua zibbel", "ro tuvwor", "ner lodder"],
                ["zibbel yik", "lodder xol"],
                "es",
            ),
            (
                Lexicon,
                ["the church", "a car", "a winter"],
                ["la iglesia", "un invierno"],
                "es",
            ),
        ] {
            assert!(dropped(source, version, lang, &[]), "{kind:?} counts");
            assert!(
                !dropped(source, version, lang, &[kind]),
                "{kind:?} can be left out"
            );
            let others: Vec<_> = EvidenceKind::ALL
                .into_iter()
                .filter(|k| *k != kind && *k != Length)
                .collect();
            assert!(
                dropped(source, version, lang, &others),
                "{kind:?} is enough"
            );
        }
    }

    #[test]
    fn without_any_evidence_the_shapes_decide() {
        let all = EvidenceKind::ALL;
        let links = aligned("One 1\nTwo 2", "Uno 1\nDos 2", "es", &all).links;
        assert_eq!(links.len(), 2);
    }
}
