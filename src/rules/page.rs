//! What a rule may see: one text, or a pair with its alignment.

use super::figures::{Leftovers, leftovers};
use super::foreign::{Foreign, foreign_sentences};
use super::lengths::Lengths;
use super::lines::{Line, lines_of};
use super::mentions::Mentions;
use super::names::Forms;
use super::outlet::Outlet;
use super::paired_quotations::{Pairing, pair_quotations};
use super::quotations::Quotations;
use super::quotes::{Quotes, quotes_of};
use crate::align::{Aligned, Alignment, KeptWords};
use crate::document::Document;
use crate::finding::Side;
use crate::language::Language;
use crate::reading::{Fact, Reading, Sentence, Token};
use crate::text::Span;
use crate::text::classes::marks;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A document and what it says.
#[derive(Debug)]
pub struct Article {
    /// The text.
    pub document: Document,
    /// Its language, sentences, tokens and facts.
    pub reading: Reading,
    /// Its words made ready for comparing names, when a rule first asks.
    forms: OnceLock<Forms>,
    /// Its lines, when a rule first asks.
    lines: OnceLock<Vec<Line>>,
    /// The characters that may be marks, with their offsets, when a rule first asks.
    marks: OnceLock<Vec<(usize, char)>>,
    /// Its quotations, when a rule first asks.
    quotations: OnceLock<Quotations>,
    /// Its quotation marks with their partners, when a rule first asks.
    quotes: OnceLock<Quotes>,
    /// The places that it names, when a rule first asks.
    places: OnceLock<Mentions>,
    /// Its words, when it is first aligned.
    kept: KeptWords,
    /// What its outlet adds to the language.
    outlet: Option<Arc<Outlet>>,
}

impl Article {
    /// The article of a document that was read.
    pub fn new(document: Document, reading: Reading) -> Article {
        Article {
            document,
            reading,
            forms: OnceLock::new(),
            lines: OnceLock::new(),
            marks: OnceLock::new(),
            quotations: OnceLock::new(),
            quotes: OnceLock::new(),
            places: OnceLock::new(),
            kept: KeptWords::default(),
            outlet: None,
        }
    }

    /// The article as one of an outlet.
    pub fn of_outlet(self, outlet: Option<Arc<Outlet>>) -> Article {
        Article { outlet, ..self }
    }

    /// What the outlet adds to the language.
    pub(super) fn outlet(&self) -> Option<&Outlet> {
        self.outlet.as_deref()
    }

    /// The lines of every block but code.
    pub(super) fn lines(&self) -> &[Line] {
        let unspaced = self.language().is_unspaced();
        self.lines
            .get_or_init(|| lines_of(&self.document, unspaced))
    }

    /// The characters of the text that may be marks (see [`marks`]), with their offsets.
    pub(super) fn marks(&self) -> &[(usize, char)] {
        self.marks.get_or_init(|| marks(self.text()).collect())
    }

    /// Those of them in `span`.
    pub(super) fn marks_in(&self, span: Span) -> &[(usize, char)] {
        let all = self.marks();
        let from = all.partition_point(|(at, _)| *at < span.start);
        let inside = all.get(from..).unwrap_or(&[]);
        let count = inside.partition_point(|(at, _)| *at < span.end);
        inside.get(..count).unwrap_or(&[])
    }

    /// The quotation marks, matched with each other.
    pub(super) fn quotes(&self) -> &Quotes {
        self.quotes.get_or_init(|| quotes_of(self))
    }

    /// The quotations.
    pub(super) fn quotations(&self) -> &Quotations {
        self.quotations.get_or_init(|| Quotations::of(self))
    }

    /// The places that it names.
    pub(super) fn places(&self) -> &Mentions {
        self.places.get_or_init(|| Mentions::of(self))
    }

    /// The words, made ready for comparing names.
    pub(super) fn forms(&self) -> &Forms {
        self.forms.get_or_init(|| Forms::of(self))
    }

    /// The article as one side of an alignment.
    pub fn aligned(&self) -> Aligned<'_> {
        Aligned {
            document: &self.document,
            reading: &self.reading,
            kept: Some(&self.kept),
        }
    }

    /// The language as data.
    pub fn language(&self) -> &'static Language {
        self.reading.language()
    }

    /// The visible text.
    pub fn text(&self) -> &str {
        &self.document.text
    }

    /// The visible text of `span`.
    pub fn slice(&self, span: Span) -> &str {
        self.document.slice(span)
    }

    /// The sentences.
    pub fn sentences(&self) -> &[Sentence] {
        &self.reading.sentences
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        self.reading.tokens_of(sentence)
    }

    /// The facts of a sentence.
    pub fn facts_of(&self, sentence: usize) -> &[Fact] {
        self.reading.facts_of(sentence)
    }

    /// The span from the first to the last of some consecutive sentences.
    pub fn span_of(&self, sentences: Range<usize>) -> Option<Span> {
        let inside = self.reading.sentences.get(sentences)?;
        Some(inside.first()?.span.cover(inside.last()?.span))
    }
}

/// A source, one of its versions and how their sentences are linked.
#[derive(Debug)]
pub struct Pair<'a> {
    /// The source article.
    pub source: &'a Article,
    /// The translation.
    pub version: &'a Article,
    /// Index of the version in its family.
    pub index: usize,
    /// The links between them.
    pub alignment: &'a Alignment,
    /// What of the version belongs to the page around the article: it renders nothing.
    residue: OnceCell<Vec<Span>>,
    /// What their figures leave over, found when a rule first asks.
    leftovers: OnceCell<Leftovers<'a>>,
    /// Which quotations stand for each other, when a rule first asks.
    quotations: OnceCell<Pairing<'a>>,
    /// How long the version usually is, when a rule first asks.
    lengths: OnceCell<Lengths>,
}

impl<'a> Pair<'a> {
    /// The pair of `source` and its version `index`.
    pub fn new(
        source: &'a Article,
        version: &'a Article,
        index: usize,
        alignment: &'a Alignment,
    ) -> Self {
        Pair {
            source,
            version,
            index,
            alignment,
            residue: OnceCell::new(),
            leftovers: OnceCell::new(),
            quotations: OnceCell::new(),
            lengths: OnceCell::new(),
        }
    }

    /// Notes what the rules on the version alone have found to be left over from a page.
    pub fn note_residue(&self, residue: Vec<Span>) {
        let _ = self.residue.set(residue);
    }

    /// Whether nearly all of the version's sentences in `range` is residue.
    pub(super) fn is_residue(&self, range: Range<usize>) -> bool {
        let residue = self.residue.get().map_or(&[][..], Vec::as_slice);
        let Some(span) = self.version.span_of(range).filter(|_| !residue.is_empty()) else {
            return false;
        };
        let part = |r: &Span| r.end.min(span.end).saturating_sub(r.start.max(span.start));
        let covered: usize = residue.iter().map(part).sum();
        covered as f32 >= RESIDUE_SHARE * span.len() as f32
    }

    /// What of the version's sentences in `range` stands before residue at their end; `None` if they do not end in residue.
    pub(super) fn before_residue(&self, range: Range<usize>) -> Option<&'a str> {
        let span = self.version.span_of(range)?;
        let residue = self.residue.get().map_or(&[][..], Vec::as_slice);
        let last = residue
            .iter()
            .find(|r| span.start < r.start && r.start < span.end && r.end >= span.end)?;
        Some(self.version.slice(Span::new(span.start, last.start)))
    }

    /// Which quotations of the two texts stand for each other.
    pub(super) fn quotations(&self) -> &Pairing<'a> {
        self.quotations.get_or_init(|| pair_quotations(self))
    }

    /// What the figures of the two texts leave over.
    pub(super) fn leftovers(&self) -> &Leftovers<'a> {
        self.leftovers.get_or_init(|| leftovers(self))
    }
}

/// Share of a sentence that is residue before the sentence renders nothing.
const RESIDUE_SHARE: f32 = 0.8;
/// Relatedness below which two texts are taken for strangers.
const UNRELATED: f32 = 0.1;
/// Least number of sentences in the source before two texts can be called unrelated.
const UNRELATED_SENTENCES: usize = 4;

impl Pair<'_> {
    /// How long the version usually is.
    pub(super) fn lengths(&self) -> Lengths {
        *self.lengths.get_or_init(|| Lengths::of(self))
    }

    /// Whether the two texts are no translations of each other, so that comparing them sentence by sentence says nothing.
    pub fn is_unrelated(&self) -> bool {
        self.source.sentences().len() >= UNRELATED_SENTENCES
            && (self.version.sentences().is_empty() || self.alignment.relatedness < UNRELATED)
    }
}

/// One text of a family, on the side that a rule looks at.
#[derive(Debug)]
pub struct Page<'a> {
    /// The text.
    pub article: &'a Article,
    /// Which text it is.
    pub side: Side,
    /// The pair that it belongs to, if the family has a source. On the source's own page there is none.
    pub pair: Option<&'a Pair<'a>>,
    /// Its sentences in another language, when a rule first asks.
    foreign: OnceCell<Vec<Foreign>>,
}

impl<'a> Page<'a> {
    /// The page of an article; `pair` is what it is compared with.
    pub fn new(article: &'a Article, side: Side, pair: Option<&'a Pair<'a>>) -> Page<'a> {
        Page {
            article,
            side,
            pair,
            foreign: OnceCell::new(),
        }
    }

    /// The sentences that are clearly in another language, in order.
    pub(super) fn foreign_sentences(&self) -> &[Foreign] {
        self.foreign.get_or_init(|| foreign_sentences(self.article))
    }

    /// The visible text.
    pub fn text(&self) -> &'a str {
        &self.article.document.text
    }

    /// The visible text in lower case, at the same offsets.
    pub fn lower(&self) -> &'a str {
        &self.article.document.lower
    }

    /// The language as data.
    pub fn language(&self) -> &'static Language {
        self.article.language()
    }

    /// The source article, if this page is a version of one.
    pub fn source(&self) -> Option<&'a Article> {
        self.pair.map(|p| p.source)
    }

    /// The source sentences that the sentence with this index renders; `None` without a source, empty if it was added.
    pub fn counterpart(&self, sentence: usize) -> Option<Range<usize>> {
        let pair = self.pair?;
        Some(
            pair.alignment
                .link_of_version(sentence)
                .map_or(0..0, |link| link.source.clone()),
        )
    }

    /// The text of the source sentences that the sentence with this index renders; `None` without a source or if it was added.
    pub fn counterpart_text(&self, sentence: usize) -> Option<&'a str> {
        let source = self.source()?;
        let span = source.span_of(self.counterpart(sentence)?)?;
        Some(source.slice(span))
    }

    /// Whether there is a source and the sentence renders nothing of it.
    pub fn is_added(&self, sentence: usize) -> bool {
        self.counterpart(sentence)
            .is_some_and(|range| range.is_empty())
    }
}
