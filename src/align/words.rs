//! Tokens to types: keys, folded forms and concepts, each distinct word read once.

use super::Aligned;
use super::keys::{
    STEM_LETTERS, concept_key, hash, number_key, shared_mark, syllables, term, value_key,
};
use super::vocabulary::{Class, Type, Vocabulary};
use crate::language::lexicon::{Concept, FormIndex, normalised};
use crate::reading::{Token, TokenKind};
use crate::text::Span;
use crate::text::classes::{Script, script_of};
use crate::text::fold::fold_word;
use rustc_hash::{FxHashMap, FxHashSet};

/// Shortest word left when prefix letters are taken off.
const MIN_STRIPPED: usize = 3;
/// Letters written in front of words without a space, in the scripts that do so.
const ARABIC_PREFIXES: &[&str] = &[
    "وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف", "ك",
];
const HEBREW_PREFIXES: &[&str] = &["וה", "שה", "מה", "בה", "ה", "ו", "ב", "ל", "מ", "ש", "כ"];

/// Turns the sentences of one side into types.
pub(super) struct Reader<'a> {
    side: Aligned<'a>,
    text: &'a str,
    pub(super) lower: &'a str,
    pub(super) indices: Vec<&'a FormIndex>,
    with_terms: bool,
    by_key: FxHashMap<u64, u32>,
    pub(super) seen: FxHashMap<&'a str, u32>,
    surfaces: FxHashSet<&'a str>,
    pub(super) fold: String,
    phrase: String,
    pub(super) found: Vec<Concept>,
    pub(super) covered: Vec<Span>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(side: Aligned<'a>, indices: &[&'a FormIndex], with_terms: bool) -> Self {
        let lower: &str = &side.document.lower;
        // About half of the words of an article are new ones.
        let words_of_text = side.reading.tokens.len() / 2;
        let words =
            side.reading.tokens.iter().filter(|t| {
                t.is_word() && matches!(t.script, Some(Script::Arabic | Script::Hebrew))
            });
        Reader {
            side,
            text: &side.document.text,
            lower,
            indices: indices.iter().copied().filter(|i| !i.is_empty()).collect(),
            with_terms,
            by_key: FxHashMap::with_capacity_and_hasher(words_of_text, Default::default()),
            seen: FxHashMap::with_capacity_and_hasher(words_of_text, Default::default()),
            surfaces: words.map(|t| t.span.of(lower)).collect(),
            fold: String::new(),
            phrase: String::new(),
            found: Vec::new(),
            covered: Vec::new(),
        }
    }

    /// Appends the types of one sentence.
    pub(super) fn sentence(&mut self, index: usize, out: &mut Vocabulary, ids: &mut Vec<u32>) {
        let tokens = self.side.reading.tokens_of(index);
        self.facts(index, out, ids);
        self.inside(tokens, out, ids);
        self.phrases(tokens, out, ids);
        let mut first = true;
        for token in tokens {
            match token.kind {
                TokenKind::Number => {
                    let key = number_key(token.span.of(self.text));
                    ids.push(self.intern(out, key, Class::Number, None, token.span));
                    first = false;
                }
                TokenKind::Mark => {
                    if let Some(mark) = token.mark(self.text).and_then(shared_mark) {
                        let key = hash(b'@', mark.encode_utf8(&mut [0; 4]));
                        ids.push(self.intern(out, key, Class::Mark, None, token.span));
                    }
                }
                TokenKind::Word => {
                    let name = !first
                        && token.is_capitalised()
                        && token.script.is_some_and(Script::has_case);
                    self.word(token, name, out, ids);
                    first = false;
                }
            }
        }
    }

    fn word(&mut self, token: &Token, name: bool, out: &mut Vocabulary, ids: &mut Vec<u32>) {
        if token.script.is_some_and(Script::is_unspaced) {
            self.run(token.span, out, ids);
            return;
        }
        let surface = token.span.of(self.lower);
        let id = match self.seen.get(surface) {
            Some(&id) => id,
            None => {
                let id = self.read_word(token.span, surface, token.script, out);
                self.seen.insert(surface, id);
                id
            }
        };
        if name {
            let class = &mut out.types[id as usize].class;
            *class = (*class).min(Class::Name);
        }
        ids.push(id);
    }

    /// The type of a word that was not seen before.
    fn read_word(
        &mut self,
        span: Span,
        surface: &'a str,
        script: Option<Script>,
        out: &mut Vocabulary,
    ) -> u32 {
        let bare = self.without_prefix(surface, script);
        let mut found = std::mem::take(&mut self.found);
        found.clear();
        if !self.indices.is_empty() {
            let looked_up = normalised(surface);
            for index in &self.indices {
                index.word(&looked_up, &mut found);
            }
            for prefix in prefixes(script) {
                if !found.is_empty() {
                    break;
                }
                let rest = surface.strip_prefix(prefix);
                if let Some(rest) = rest.filter(|r| r.chars().count() >= MIN_STRIPPED) {
                    let rest = normalised(rest);
                    for index in &self.indices {
                        index.word(&rest, &mut found);
                    }
                }
            }
        }
        let mut fold = std::mem::take(&mut self.fold);
        fold_word(bare, &mut fold);
        let hangul = script == Some(Script::Hangul);
        let key = if let Some(key) = concept_key(&mut found) {
            key
        } else if hangul {
            hash(b'w', syllables(surface, 2))
        } else if fold.is_empty() {
            hash(b'w', surface)
        } else {
            hash(b'w', &fold[..fold.len().min(STEM_LETTERS)])
        };
        let known = out.types.len();
        let id = self.intern(out, key, Class::Word, script, span);
        if out.types.len() > known {
            out.concepts.extend(found.iter().map(|&c| (c, id)));
        }
        if hangul {
            for count in 2..=surface.chars().count().min(4) {
                fold_word(syllables(surface, count), &mut fold);
                out.add_form(id, &fold);
            }
        } else if fold.len() >= 3 {
            out.add_form(id, &fold);
            if bare.len() != surface.len() {
                fold_word(surface, &mut fold);
                out.add_form(id, &fold);
            }
        }
        self.fold = fold;
        self.found = found;
        id
    }

    /// The word without prefix letters, if the text also has it without them or they are an article.
    fn without_prefix(&self, surface: &'a str, script: Option<Script>) -> &'a str {
        for prefix in prefixes(script) {
            if let Some(rest) = surface.strip_prefix(prefix)
                && rest.chars().count() >= MIN_STRIPPED
                && (prefix.ends_with("ال") || self.surfaces.contains(rest))
            {
                return rest;
            }
        }
        surface
    }

    /// Known forms of several words.
    fn phrases(&mut self, tokens: &[Token], out: &mut Vocabulary, ids: &mut Vec<u32>) {
        let mut found = std::mem::take(&mut self.found);
        let mut phrase = std::mem::take(&mut self.phrase);
        for (at, first) in tokens.iter().enumerate() {
            if !first.is_word() {
                continue;
            }
            found.clear();
            let mut words = [""; 5];
            let mut count = 0;
            for token in tokens[at..].iter().take(9) {
                if count == words.len() {
                    break;
                }
                if token.is_word() {
                    words[count] = token.span.of(self.lower);
                    count += 1;
                } else if token.mark(self.text) != Some('-') {
                    break;
                }
            }
            for index in &self.indices {
                index.phrase(&words[..count], &mut phrase, &mut found);
            }
            if !found.is_empty() {
                ids.push(self.concept_type(&mut found, first.span, out));
            }
        }
        self.phrase = phrase;
        self.found = found;
    }

    pub(super) fn concept_type(
        &mut self,
        found: &mut [Concept],
        span: Span,
        out: &mut Vocabulary,
    ) -> u32 {
        let key = concept_key(found).unwrap_or_default();
        let known = out.types.len();
        let script = span.of(self.lower).chars().next().and_then(script_of);
        let id = self.intern(out, key, Class::Word, script, span);
        if out.types.len() > known {
            out.concepts.extend(found.iter().map(|&c| (c, id)));
        }
        id
    }

    /// Facts by value, beside the figures as written.
    fn facts(&mut self, index: usize, out: &mut Vocabulary, ids: &mut Vec<u32>) {
        for fact in self.side.reading.facts_of(index) {
            if let Some(key) = value_key(&fact.kind) {
                ids.push(self.intern(out, key, Class::Number, None, fact.span));
            }
        }
    }

    pub(super) fn intern(
        &mut self,
        out: &mut Vocabulary,
        key: u64,
        class: Class,
        script: Option<Script>,
        span: Span,
    ) -> u32 {
        let next = out.types.len() as u32;
        let id = *self.by_key.entry(key).or_insert(next);
        if id == next {
            out.types.push(Type { key, class, script });
            if self.with_terms {
                out.terms.push(term(span.of(self.lower), class, script));
            }
        }
        id
    }
}

fn prefixes(script: Option<Script>) -> &'static [&'static str] {
    match script {
        Some(Script::Arabic) => ARABIC_PREFIXES,
        Some(Script::Hebrew) => HEBREW_PREFIXES,
        _ => &[],
    }
}
