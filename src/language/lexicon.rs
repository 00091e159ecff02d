//! Which words of two languages can render each other: the bundled concepts and lexicons that a user gives.

mod forms;

pub use forms::{Concept, FormIndex, normalised};
pub(super) use forms::{is_spelled_freely, spellings};

use super::files;
use super::tag::{self, Lang};
use std::sync::OnceLock;

/// The bundled forms of `lang` with their concepts; read on the first call, shared afterwards.
///
/// Words of two languages that share a concept can render each other. A language without a file has no forms.
pub fn bundled(lang: Lang) -> &'static FormIndex {
    static TABLE: [OnceLock<FormIndex>; tag::COUNT + 1] =
        [const { OnceLock::new() }; tag::COUNT + 1];
    TABLE[lang.index()].get_or_init(|| {
        let texts = [&files::LEXICONS, &files::NAMES].map(|table| files::or_of_base(table, lang));
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        let mut index = FormIndex::of_listed(bytes / 8);
        for (concept, forms) in texts.into_iter().flat_map(str::lines).filter_map(entry) {
            let concept = Concept::of(concept);
            for form in forms.split(',') {
                index.add(form.trim(), concept);
            }
        }
        index
    })
}

/// The two columns of a line that is no comment.
fn entry(line: &'static str) -> Option<(&'static str, &'static str)> {
    if line.starts_with('#') {
        return None;
    }
    line.split_once('\t')
}

/// A bilingual lexicon that a user gives: learned from an archive, a dictionary or a glossary.
///
/// Tab-separated: source term, target term and, for learned pairs, a weight. A comment line of two language tags
/// (`# en es`) names the pair. Terms are written as in the bundled files (`form*` matches every word that starts so).
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pair: Option<(Lang, Lang)>,
    first: FormIndex,
    second: FormIndex,
    len: usize,
}

impl Lexicon {
    /// Reads the text of a lexicon file. Lines that are no pair are left out.
    pub fn parse(text: &str) -> Lexicon {
        let pair = text
            .lines()
            .take_while(|l| l.starts_with('#') || l.trim().is_empty())
            .find_map(language_pair);
        let (a, b) = pair.unwrap_or_default();
        let mut lexicon = Lexicon {
            pair,
            first: FormIndex::of_dictionary(a),
            second: FormIndex::of_dictionary(b),
            len: 0,
        };
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut columns = line.split('\t').map(str::trim);
            let (Some(source), Some(target)) = (columns.next(), columns.next()) else {
                continue;
            };
            if source.is_empty() || target.is_empty() {
                continue;
            }
            let learned = columns.next().is_some_and(|w| w.parse::<f32>().is_ok());
            let concept = Concept::of_pair(source, target, learned);
            lexicon.first.add(source, concept);
            lexicon.second.add(target, concept);
            lexicon.len += 1;
        }
        lexicon
    }

    /// Number of pairs.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no pair.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The forms of `source` and of `version`, turned round if the file names the pair the other way;
    /// `None` if it is for other languages.
    pub fn sides(&self, source: Lang, version: Lang) -> Option<(&FormIndex, &FormIndex)> {
        match self.pair {
            Some((a, b)) if !(a.same_language(source) && b.same_language(version)) => {
                (b.same_language(source) && a.same_language(version))
                    .then_some((&self.second, &self.first))
            }
            _ => Some((&self.first, &self.second)),
        }
    }
}

/// The languages of a header such as `# en es`, `# en-es` or `# en → es`.
fn language_pair(line: &str) -> Option<(Lang, Lang)> {
    let words: Vec<&str> = line
        .trim_start_matches('#')
        .split(|c: char| c.is_whitespace() || matches!(c, '→' | '>' | '/'))
        .filter(|w| !w.is_empty())
        .collect();
    let tag = |w: &str| {
        let primary = w.split(['-', '_']).next().unwrap_or("");
        let plain =
            matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        plain.then(|| Lang::from_tag(w).unwrap_or_default())
    };
    match words[..] {
        // Two words of a comment that happen to be short are no language pair.
        [a, b] => Some((tag(a)?, tag(b)?)).filter(|(a, b)| a.is_known() || b.is_known()),
        [both] => {
            let (a, b) = both.split_once('-')?;
            Some((Lang::from_tag(a)?, Lang::from_tag(b)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(index: &FormIndex, word: &str) -> usize {
        let mut out = Vec::new();
        index.word(&normalised(word), &mut out);
        out.len()
    }

    #[test]
    fn english_is_bundled() {
        assert!(found(bundled(Lang::EN), "presidential") > 0);
        assert!(found(bundled(Lang::EN), "afghanistan") > 0);
        assert_eq!(found(bundled(Lang::EN), "qwxyz"), 0);
    }

    #[test]
    fn every_bundled_file_is_read() {
        for lang in Lang::all() {
            assert!(!bundled(lang).is_empty(), "{lang}");
        }
    }

    #[test]
    fn a_lexicon_serves_both_directions() {
        let es = Lang::from_tag("es").unwrap_or_default();
        let lexicon = Lexicon::parse("# en es\nhouse\tcasa\nmayor*\talcald*\t31.5\n");
        assert_eq!(lexicon.len(), 2);
        let (en_forms, es_forms) = lexicon.sides(Lang::EN, es).unwrap();
        assert_eq!(
            (found(en_forms, "mayors"), found(es_forms, "alcaldesa")),
            (1, 1)
        );
        let (es_forms, _) = lexicon.sides(es, Lang::EN).unwrap();
        assert_eq!(found(es_forms, "casa"), 1);
        assert!(lexicon.sides(Lang::EN, Lang::EN).is_none());
    }

    #[test]
    fn any_text_is_a_lexicon() {
        for text in [
            "",
            "\t",
            "#",
            "# x",
            "a\tb\tc\td\n\n\t\t\n*\t*",
            "\u{0}\t\u{301}",
        ] {
            let _ = Lexicon::parse(text);
        }
    }
}
