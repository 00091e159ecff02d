//! What one outlet adds to the data of languages: the labels of its own pages and the quotation marks of its house style.

use super::labels::{Prepared, prepare_phrases};
use crate::language::{Lang, Phrases};

/// The labels and marks of an outlet, by language; made from a configuration.
#[derive(Clone, Debug, Default)]
pub struct Outlet {
    labels: Vec<(Lang, Prepared)>,
    quotes: Vec<(Lang, QuoteStyle)>,
}

/// The quotation marks that an outlet sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteStyle {
    /// Opening and closing mark of a quotation.
    pub outer: (char, char),
    /// Those of a quotation inside a quotation, if the outlet says them.
    pub inner: Option<(char, char)>,
}

impl QuoteStyle {
    /// The style written as two or four characters, such as `»«` or `“”‘’`.
    pub fn parse(marks: &str) -> Option<QuoteStyle> {
        let marks: Vec<char> = marks.chars().filter(|c| !c.is_whitespace()).collect();
        if marks.iter().any(|c| c.is_alphanumeric()) {
            return None;
        }
        match marks[..] {
            [open, close] => Some(QuoteStyle {
                outer: (open, close),
                inner: None,
            }),
            [open, close, inner_open, inner_close] => Some(QuoteStyle {
                outer: (open, close),
                inner: Some((inner_open, inner_close)),
            }),
            _ => None,
        }
    }
}

impl Outlet {
    /// Adds labels of texts in `lang`; those of the unknown language count in every text.
    pub fn add_labels(&mut self, lang: Lang, phrases: &Phrases) {
        self.labels.push((lang, prepare_phrases(phrases, false)));
    }

    /// Sets the quotation marks of texts in `lang`.
    pub fn set_quotes(&mut self, lang: Lang, style: QuoteStyle) {
        self.quotes.push((lang, style));
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.quotes.is_empty()
    }

    /// The lists of labels that count in a text in `lang`.
    pub(super) fn labels(&self, lang: Lang) -> impl Iterator<Item = &Prepared> {
        let counts = move |of: Lang| !of.is_known() || of.same_language(lang);
        let lists = self.labels.iter().filter(move |(of, _)| counts(*of));
        lists.map(|(_, prepared)| prepared)
    }

    /// The quotation marks of texts in `lang`: its own, else those of a variant.
    pub(super) fn quotes(&self, lang: Lang) -> Option<QuoteStyle> {
        let own = self.quotes.iter().find(|(of, _)| *of == lang);
        let near = || self.quotes.iter().find(|(of, _)| of.same_language(lang));
        own.or_else(near).map(|(_, style)| *style)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_two_marks_or_four() {
        let outer = |marks| QuoteStyle::parse(marks).map(|s| (s.outer, s.inner));
        assert_eq!(outer("»«"), Some((('»', '«'), None)));
        assert_eq!(outer("“” ‘’"), Some((('“', '”'), Some(('‘', '’')))));
        assert_eq!(outer("»"), None);
        assert_eq!(outer("ab"), None);
    }
}
