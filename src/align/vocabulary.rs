//! What one text offers for matching: its token types, where each stands, and how long its sentences are.

use super::Aligned;
use super::cognates::Postings;
use super::edges::Edges;
use super::matching::Index;
use super::rows::Rows;
use super::words::{Lexicons, Reader};
use crate::document::Format;
use crate::language::lexicon::Concept;
use crate::text::classes::Script;
use std::sync::OnceLock;

/// Class of a type: how much a match of it says is estimated for each class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Class {
    /// A number or another value.
    Number,
    /// A word in upper case inside a sentence.
    Name,
    /// Any other word, or a character or pair of characters of an unspaced script.
    Word,
    /// A mark that other languages have as well.
    Mark,
}

/// Number of classes.
pub(super) const CLASSES: usize = 4;

/// A token type.
#[derive(Clone, Debug)]
pub(super) struct Type {
    /// Identity: equal types of any two texts have equal keys.
    pub(super) key: u64,
    /// The strongest class that it has anywhere in the text.
    pub(super) class: Class,
    /// Script of its first form.
    pub(super) script: Option<Script>,
}

/// A folded form of a type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// The type that it belongs to.
    pub(super) of: u32,
    start: u32,
    end: u32,
}

/// One text as the aligner sees it.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) types: Vec<Type>,
    pub(super) forms: Vec<Form>,
    letters: String,
    /// Pairs of concept and type.
    pub(super) concepts: Vec<(Concept, u32)>,
    /// The types by what they are matched by, when the text is first the source of an alignment.
    pub(super) index: OnceLock<Index>,
    /// The trigrams of the forms, likewise.
    pub(super) trigrams: OnceLock<Postings>,
    /// The term under which a type is written in a lexicon.
    pub(super) terms: Vec<String>,
    /// The distinct types of each sentence.
    pub(super) sentences: Rows<u32>,
    /// The sentences of each type.
    pub(super) places: Rows<u32>,
    /// Length of each sentence in letters of an alphabet, at least 1.
    pub(super) lengths: Vec<f32>,
    /// How each sentence begins and ends.
    pub(super) edges: Vec<Edges>,
    /// The block of each sentence; empty if blocks say nothing.
    pub(super) blocks: Vec<u32>,
}

impl Vocabulary {
    /// Reads one side with the lexicons of its language; `terms` asks for the types' terms.
    pub(super) fn new(side: Aligned<'_>, lexicons: &Lexicons<'_>, terms: bool) -> Vocabulary {
        // About half of the words of an article are new ones, of some six letters and with a concept or two each.
        let words = side.reading.tokens.len() / 2;
        let mut out = Vocabulary {
            types: Vec::with_capacity(words),
            forms: Vec::with_capacity(words),
            letters: String::with_capacity(6 * words),
            concepts: Vec::with_capacity(2 * words),
            ..Vocabulary::default()
        };
        let sentences = side.reading.sentences.len();
        out.sentences.reserve(sentences, side.reading.tokens.len());
        out.lengths.reserve(sentences);
        out.edges.reserve(sentences);
        let mut reader = Reader::new(side, lexicons, terms);
        let mut ids: Vec<u32> = Vec::new();
        for (index, sentence) in side.reading.sentences.iter().enumerate() {
            ids.clear();
            reader.sentence(index, &mut out, &mut ids);
            ids.sort_unstable();
            ids.dedup();
            out.sentences.push(ids.iter().copied());
            let text = sentence.span.of(&side.document.text);
            out.lengths.push(length(text));
            out.edges.push(Edges::of(text));
        }
        if side.document.format != Format::Lines {
            out.blocks = side
                .reading
                .sentences
                .iter()
                .map(|s| s.block as u32)
                .collect();
        }
        let sentences = &out.sentences;
        let pairs =
            (0..sentences.len()).flat_map(|s| sentences.row(s).iter().map(move |&t| (t, s as u32)));
        out.places = Rows::grouped(out.types.len(), pairs);
        out
    }

    /// Number of sentences.
    pub(super) fn len(&self) -> usize {
        self.lengths.len()
    }

    /// The letters of a form.
    pub(super) fn letters(&self, form: Form) -> &str {
        &self.letters[form.start as usize..form.end as usize]
    }

    /// Adds a form to the type `of`, once.
    pub(super) fn add_form(&mut self, of: u32, fold: &str) {
        let start = self.letters.len() as u32;
        self.letters.push_str(fold);
        let end = self.letters.len() as u32;
        self.forms.push(Form { of, start, end });
    }
}

/// Length of a text in letters of an alphabet: one character of Han or kana says as much as three.
fn length(text: &str) -> f32 {
    let mut length = 0;
    for c in text.chars() {
        length += match c as u32 {
            0..0x1100 => 1,
            0xAC00..=0xD7AF => 2,
            0x3040..=0x30FF | 0x3400..=0x9FFF | 0x20000..=0x323AF => 3,
            _ => 1,
        };
    }
    length.max(1) as f32
}
