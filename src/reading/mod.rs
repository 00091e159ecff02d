//! What a text says: its language, sentences, tokens and facts, found once and shared by everything above.

mod atom;
pub mod calendar;
pub mod fact;
mod figures;
mod identify;
mod name;
mod number;
mod phrase;
mod quotation;
mod segment;
mod token;
pub mod value;
mod web;

pub use fact::{Fact, FactKind};
pub use identify::{identify, identify_between, script_profile};
pub(crate) use quotation::closers as quotation_closers;
pub use token::{Case, Token, TokenKind};

use crate::document::{BlockKind, Document, Format};
use crate::language::{Lang, Language, WordForm, WordForms};
use crate::text::Span;
use crate::text::classes::Script;
use std::ops::Range;
use std::sync::Arc;

/// One sentence of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Its text without the white space around it, in offsets of the visible text.
    pub span: Span,
    /// Index of its block.
    pub block: usize,
    /// Its tokens, as a range of [`Reading::tokens`].
    pub tokens: Range<usize>,
    /// Its facts, as a range of [`Reading::facts`].
    pub facts: Range<usize>,
}

/// A document read in one language.
#[derive(Debug)]
pub struct Reading {
    /// The language it was read in.
    pub lang: Lang,
    /// Words, numbers and marks in order.
    pub tokens: Vec<Token>,
    /// Sentences in order; code blocks have none.
    pub sentences: Vec<Sentence>,
    /// Facts in order of their start.
    pub facts: Vec<Fact>,
    /// What is known of each distinct word.
    pub forms: Vec<Arc<WordForm>>,
}

/// Bytes of text for each token, about, in languages that use few.
const TOKEN_BYTES: usize = 5;
/// The same for each fact.
const FACT_BYTES: usize = 40;

impl Reading {
    /// Reads `document` in the language `lang`.
    pub fn new(document: &Document, lang: Lang) -> Reading {
        let language = Language::of(lang);
        let mut reading = Reading {
            lang,
            tokens: Vec::with_capacity(document.text.len() / TOKEN_BYTES),
            sentences: Vec::new(),
            facts: Vec::with_capacity(document.text.len() / FACT_BYTES),
            forms: Vec::new(),
        };
        let mut forms = WordForms::new(lang);
        for (index, block) in document.blocks.iter().enumerate() {
            if block.kind == BlockKind::Code {
                continue;
            }
            let whole = document.format == Format::Lines;
            let spans = if whole {
                vec![block.span]
            } else {
                segment::sentences(&document.text, block.span, language)
            };
            for span in spans {
                let tokens = reading.tokens.len();
                token::scan(&document.text, span, &mut reading.tokens);
                number_words(&mut reading.tokens[tokens..], &document.lower, &mut forms);
                let facts = reading.facts.len();
                fact::extract(
                    document,
                    language,
                    &reading.tokens[tokens..],
                    forms.known(),
                    &mut reading.facts,
                );
                reading.sentences.push(Sentence {
                    span,
                    block: index,
                    tokens: tokens..reading.tokens.len(),
                    facts: facts..reading.facts.len(),
                });
            }
        }
        reading.forms = forms.into_vec();
        reading
    }

    /// What is known of the word; `None` for numbers, marks and unspaced scripts.
    pub fn form(&self, token: &Token) -> Option<&Arc<WordForm>> {
        self.forms.get(token.form as usize)
    }

    /// The language as data.
    pub fn language(&self) -> &'static Language {
        Language::of(self.lang)
    }

    /// The tokens of the sentence with this index.
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        self.sentences
            .get(sentence)
            .map_or(&[], |s| &self.tokens[s.tokens.clone()])
    }

    /// The facts of the sentence with this index.
    pub fn facts_of(&self, sentence: usize) -> &[Fact] {
        self.sentences
            .get(sentence)
            .map_or(&[], |s| &self.facts[s.facts.clone()])
    }

    /// The sentence that the visible offset `at` lies in, or the last one before it.
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        self.sentences
            .partition_point(|s| s.span.start <= at)
            .checked_sub(1)
    }

    /// The sentences of the block with this index.
    pub fn sentences_of_block(&self, block: usize) -> Range<usize> {
        let start = self.sentences.partition_point(|s| s.block < block);
        start..self.sentences.partition_point(|s| s.block <= block)
    }
}

/// Tells every word that stands apart which form it is.
fn number_words(tokens: &mut [Token], lower: &str, forms: &mut WordForms) {
    let is_form = |t: &Token| t.is_word() && !t.script.is_some_and(Script::is_unspaced);
    let mut numbers = Vec::with_capacity(tokens.len());
    let words = tokens.iter().filter(|t| is_form(t));
    forms.number(words.map(|t| t.span.of(lower)), |n| numbers.push(n));
    for (token, number) in tokens.iter_mut().filter(|t| is_form(t)).zip(numbers) {
        token.form = number;
    }
}
