//! Sentences that break off in the middle of a paragraph, so that the next one runs on in them.

use super::gaps::is_gap;
use super::lengths::{chars_of, length_ratio};
use super::marks::is_abbreviation;
use super::page::{Article, Pair};
use super::sentence_end::{EndMarks, is_finished};
use super::sentence_start::{is_capital_of_sentence, may_start};
use super::wording::Echo;
use crate::align::Link;
use crate::reading::{Case, Token, TokenKind};
use crate::text::Span;
use crate::text::classes::is_sentence_end;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::ops::Range;

/// Lengths that the translation of a whole sentence has, as a ratio to the usual.
const WHOLE: Range<f64> = 0.7..1.4;
/// Lengths of what is left of a sentence that was cut, as a ratio to the usual length of the whole.
const CUT: Range<f64> = 0.2..0.9;
/// Two sentences in one, of which one was cut, are not longer than this together.
const BOTH: f64 = 0.97;
/// Without a visible seam the two together must be this short: a language without capitals, one that writes without
/// spaces, and any other.
const UNSEEN: [f64; 3] = [0.76, 0.72, 0.7];
/// Shortest source sentences that are compared by their length alone, in characters.
const LONG: f64 = 40.0;
/// A name says less than a word that starts no name: lengths must fit better.
const NAMED: (Range<f64>, Range<f64>) = (0.25..0.8, 0.7..1.3);
/// A sentence that the rest of another stands before is this much longer than usual.
const GROWN: f64 = 1.2;
/// Words of a source sentence among which its first name is looked for.
const OPENING: usize = 4;
/// Likeness at which a name and its rendering are one.
const ALIKE: f32 = 0.75;

/// A sentence that breaks off.
pub(super) struct Cut {
    /// What stands of it, up to where the next sentence starts.
    pub(super) span: Span,
    /// Its source sentences, as far as they are known.
    pub(super) source: Range<usize>,
    /// How sure that is, 0 to 1.
    pub(super) confidence: f32,
}

/// The sentences of the version that break off before another one on the same line.
pub(super) fn cuts(pair: &Pair<'_>, marks: &EndMarks<'_, '_>) -> Vec<Cut> {
    if !marks.are_usual() {
        return Vec::new();
    }
    let seams = Seams {
        pair,
        usual: pair.lengths().usual,
        words: OnceCell::new(),
    };
    let links = &pair.alignment.links;
    let at = |i: Option<usize>| i.and_then(|i| links.get(i));
    links
        .iter()
        .enumerate()
        .filter(|(_, link)| !link.version.is_empty() && !link.source.is_empty())
        .filter_map(|(i, link)| seams.in_sentence(at(i.checked_sub(1)), link, at(Some(i + 1))))
        .collect()
}

/// Source sentences and the version text that renders them, in some of whose sentences a cut is looked for.
struct Stretch {
    source: Range<usize>,
    text: Span,
    sentences: Range<usize>,
    /// Whether the alignment says nothing of the first source sentence: only a word that no name can be shows a seam then.
    guessed: bool,
}

struct Seams<'a, 'p> {
    pair: &'a Pair<'p>,
    usual: f64,
    words: OnceCell<Words<'a>>,
}

impl Seams<'_, '_> {
    /// The cut inside a version sentence of a link, from what it and its neighbours are linked to.
    fn in_sentence(&self, before: Option<&Link>, link: &Link, after: Option<&Link>) -> Option<Cut> {
        let mut stretch = Stretch {
            source: link.source.clone(),
            text: self.pair.version.span_of(link.version.clone())?,
            sentences: link.version.clone(),
            guessed: false,
        };
        let alone = self.ratio(&stretch);
        if let Some(drop) = after.filter(|l| is_gap(self.pair, l)) {
            stretch.source.end = drop.source.end;
        }
        let start = before.and_then(|l| l.source.clone().next_back());
        if let Some(drop) = before.filter(|l| is_gap(self.pair, l)) {
            // What seems dropped right beside may be what was cut.
            stretch.source.start = drop.source.start;
        } else if let Some(short) = before.filter(|l| self.may_be_cut(l) && alone >= GROWN) {
            // What was cut may have had two sentences, of which the first stands.
            stretch.source.start = short.source.start;
            stretch.text = stretch
                .text
                .cover(self.pair.version.span_of(short.version.clone())?);
        } else if let Some(start) = start.filter(|_| link.source.len() == 1 && alone >= GROWN) {
            // What was cut may be linked to text that does not belong to it.
            stretch.source.start = start;
            stretch.guessed = true;
        }
        let more = stretch.source.len().saturating_sub(1);
        let several = more > 0 && more > self.inner_ends(&stretch) && self.ratio(&stretch) <= BOTH;
        let found = several.then(|| self.seen(&stretch)).flatten();
        found.or_else(|| self.unseen(link, alone))
    }

    /// How many sentences of the stretch show their end inside another, so that nothing of them is cut.
    fn inner_ends(&self, stretch: &Stretch) -> usize {
        let inside = stretch.sentences.clone();
        let inner = inside.filter(|&s| has_inner_end(self.pair.version, s));
        inner.count()
    }

    /// Length of the version text of a stretch, as a ratio to what is usual for its source.
    fn ratio(&self, stretch: &Stretch) -> f64 {
        self.chars(stretch.text) / chars_of(self.pair.source, stretch.source.clone())
    }

    /// Characters of version text, in the measure of the source.
    fn chars(&self, span: Span) -> f64 {
        self.pair.version.slice(span).chars().count() as f64 / self.usual
    }

    fn may_be_cut(&self, link: &Link) -> bool {
        link.source.len() == 1
            && link.version.len() == 1
            && length_ratio(self.pair, link) < CUT.end * self.usual
    }

    /// A seam that shows: a word in the middle of the sentence starts another.
    fn seen(&self, stretch: &Stretch) -> Option<Cut> {
        let article = self.pair.version;
        let tokens: Vec<&Token> = stretch
            .sentences
            .clone()
            .flat_map(|s| article.tokens_of(s))
            .collect();
        let mut found: Option<(f64, Cut)> = None;
        for at in 2..tokens.len() {
            let token = tokens[at];
            // Where nouns have a capital too, only a function word shows a seam behind one.
            let noun = article.language().morphology.capital_nouns
                && tokens[at - 1].case == Case::Capital
                && self.is_function(token);
            if !may_start(&tokens[at - 1..], article.text(), noun) {
                continue;
            }
            let head = Span::new(stretch.text.start, tokens[at - 1].span.end);
            let tail = Span::new(token.span.start, stretch.text.end);
            let mut common = None;
            for second in stretch.source.start + 1..stretch.source.end {
                let cut = stretch.source.start..second;
                let part = self.chars(head) / chars_of(self.pair.source, cut.clone());
                let whole =
                    self.chars(tail) / chars_of(self.pair.source, second..stretch.source.end);
                let fits = |cut: &Range<f64>, range: &Range<f64>| {
                    cut.contains(&part) && range.contains(&whole)
                };
                let (wide, narrow) = (fits(&CUT, &WHOLE), fits(&NAMED.0, &NAMED.1));
                if !wide && !narrow {
                    continue;
                }
                let common = *common.get_or_insert_with(|| self.is_common(token));
                let starts = if stretch.guessed {
                    common && self.is_function(token) && !self.is_function(tokens[at - 1]) && narrow
                } else {
                    common && wide
                        || narrow
                            && self.opens_with(second, token)
                            && !cut.clone().any(|s| self.names(s, token))
                };
                if !starts || !self.is_finished(second - 1) {
                    continue;
                }
                let said = |sentences: Range<usize>| self.said(sentences, stretch, head);
                if said(second..stretch.source.end) > said(cut.clone()) {
                    continue;
                }
                let off = whole.ln().abs();
                if found.as_ref().is_none_or(|(best, _)| off < *best) {
                    let cut = Cut {
                        span: head,
                        source: cut,
                        confidence: if common { 0.9 } else { 0.8 },
                    };
                    found = Some((off, cut));
                }
            }
        }
        found.map(|(_, cut)| cut)
    }

    /// How many words of some source sentences stand in a part of the stretch.
    fn said(&self, sentences: Range<usize>, stretch: &Stretch, part: Span) -> usize {
        let all = |_: Span| true;
        let inside = |span: Span| part.contains(span);
        Echo::of(
            self.pair,
            &all,
            sentences,
            stretch.sentences.clone(),
            &inside,
        )
        .found
    }

    /// Two source sentences and so little text for them that one must have been cut, without a mark between them.
    fn unseen(&self, link: &Link, ratio: f64) -> Option<Cut> {
        let article = self.pair.version;
        let language = article.language();
        let limit = match (language.is_unspaced(), language.has_case()) {
            (true, _) => UNSEEN[1],
            (false, true) => UNSEEN[2],
            (false, false) => UNSEEN[0],
        };
        let long = |s: usize| chars_of(self.pair.source, s..s + 1) >= LONG;
        let version = link.version.start;
        let whole = link.source.len() == 2
            && link.version.len() == 1
            && self.is_finished(link.source.start)
            && link.source.clone().all(long)
            && ratio < limit
            && !has_inner_end(article, version);
        let span = article.sentences().get(version)?.span;
        whole.then_some(Cut {
            span,
            source: link.source.clone(),
            confidence: 0.75,
        })
    }

    fn is_finished(&self, source: usize) -> bool {
        let sentences = self.pair.source.sentences();
        sentences
            .get(source)
            .is_some_and(|s| is_finished(self.pair.source.slice(s.span)))
    }

    /// Whether the word is no name: a function word, one written in lower case elsewhere in the text or one that the lexicon
    /// knows, and only here with a capital in the middle of a sentence.
    fn is_common(&self, token: &Token) -> bool {
        let article = self.pair.version;
        let word = token.span.of(&article.document.lower);
        let words = self.words.get_or_init(|| Words::of(article));
        // Names of bodies are made of ordinary words.
        let form = article.reading.form(token);
        let starts_term = form.is_some_and(|form| form.starts_phrase);
        (self.is_function(token)
            || words.lower.contains(word)
            || is_capital_of_sentence(article, token) && !starts_term)
            && words.capital.get(word).is_none_or(|n| *n < 2)
    }

    fn is_function(&self, token: &Token) -> bool {
        let form = self.pair.version.reading.form(token);
        form.is_some_and(|form| form.uses.function)
    }

    /// Whether the source sentence opens with the name that the word renders.
    fn opens_with(&self, source: usize, token: &Token) -> bool {
        self.names_within(source, token, OPENING)
    }

    /// Whether the source sentence has the name that the word renders.
    fn names(&self, source: usize, token: &Token) -> bool {
        self.names_within(source, token, usize::MAX)
    }

    fn names_within(&self, source: usize, token: &Token, words: usize) -> bool {
        let Some(form) = self.pair.version.reading.form(token) else {
            return false;
        };
        let tokens = self.pair.source.tokens_of(source).iter();
        tokens
            .filter(|t| t.is_word())
            .take(words)
            .filter(|t| t.is_capitalised())
            .filter_map(|t| self.pair.source.reading.form(t))
            .any(|theirs| {
                theirs.folded == form.folded || theirs.shape().likeness(form.shape()) >= ALIKE
            })
    }
}

/// How the words of a text are written.
struct Words<'a> {
    /// Those that stand in lower case somewhere.
    lower: FxHashSet<&'a str>,
    /// How often a word has a capital where a sentence that broke off could end before it.
    capital: FxHashMap<&'a str, usize>,
}

impl<'a> Words<'a> {
    fn of(article: &'a Article) -> Words<'a> {
        let tokens = &article.reading.tokens;
        let lower = |t: &Token| t.span.of(&article.document.lower);
        let mut words = Words {
            lower: FxHashSet::default(),
            capital: FxHashMap::default(),
        };
        for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.is_word()) {
            if token.case == Case::Lower {
                words.lower.insert(lower(token));
            } else if at > 0 && may_start(&tokens[at - 1..], article.text(), false) {
                *words.capital.entry(lower(token)).or_default() += 1;
            }
        }
        words
    }
}

/// Whether a sentence ends inside the sentence, as far as marks show.
fn has_inner_end(article: &Article, sentence: usize) -> bool {
    let tokens = article.tokens_of(sentence);
    let last = tokens.iter().rposition(|t| t.kind != TokenKind::Mark);
    let inner = tokens.get(..last.unwrap_or(0)).unwrap_or(&[]);
    let text = article.text();
    inner.iter().enumerate().any(|(i, t)| {
        let word = i.checked_sub(1).map_or("", |i| inner[i].span.of(text));
        t.mark(text).is_some_and(is_sentence_end) && !is_abbreviation(word, article.language())
    })
}
