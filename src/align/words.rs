//! Tokens to types: keys, folded forms and concepts, each distinct word read once.

use super::Aligned;
use super::keys::{
    STEM_LETTERS, concept_key, hash, number_key, shared_mark, syllables, term, value_key,
};
use super::vocabulary::{Class, Type, Vocabulary};
use crate::language::lexicon::{Concept, FormIndex, normalised};
use crate::language::{WordForm, without};
use crate::reading::{Token, TokenKind};
use crate::text::Span;
use crate::text::classes::{Script, script_of};
use crate::text::fold::fold_word;
use rustc_hash::{FxHashMap, FxHashSet};

/// The lexicons of one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicons<'a> {
    /// The bundled one, if the other side has one too: concepts of one language alone would only merge its words.
    pub(super) bundled: Option<&'a FormIndex>,
    /// Those of the user.
    pub(super) own: Vec<&'a FormIndex>,
}

/// Turns the sentences of one side into types.
pub(super) struct Reader<'a> {
    side: Aligned<'a>,
    text: &'a str,
    pub(super) lower: &'a str,
    /// All lexicons.
    pub(super) indices: Vec<&'a FormIndex>,
    /// Whether the bundled lexicon is among them: its concepts are known of every word form.
    bundled: bool,
    with_terms: bool,
    by_key: FxHashMap<u64, u32>,
    pub(super) seen: FxHashMap<&'a str, u32>,
    /// The type of each word form of the text.
    by_form: Vec<Option<u32>>,
    surfaces: FxHashSet<&'a str>,
    pub(super) fold: String,
    pub(super) found: Vec<Concept>,
    pub(super) covered: Vec<Span>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(side: Aligned<'a>, lexicons: &Lexicons<'a>, with_terms: bool) -> Self {
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
            indices: lexicons
                .bundled
                .iter()
                .chain(&lexicons.own)
                .copied()
                .collect(),
            bundled: lexicons.bundled.is_some(),
            with_terms,
            by_key: FxHashMap::with_capacity_and_hasher(words_of_text, Default::default()),
            seen: FxHashMap::default(),
            by_form: vec![None; side.reading.forms.len()],
            surfaces: words.map(|t| t.span.of(lower)).collect(),
            fold: String::new(),
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
        let Some(form) = self.side.reading.form(token) else {
            return;
        };
        let id = match self.by_form[token.form as usize] {
            Some(id) => id,
            None => {
                let id = self.read_word(token, form, out);
                self.by_form[token.form as usize] = Some(id);
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
    fn read_word(&mut self, token: &Token, form: &WordForm, out: &mut Vocabulary) -> u32 {
        let surface = token.span.of(self.lower);
        let script = token.script;
        let bare = self.without_prefix(surface, script);
        let mut found = std::mem::take(&mut self.found);
        found.clear();
        if self.bundled {
            found.extend_from_slice(&form.concepts);
        }
        self.own_concepts(surface, &mut found);
        let mut fold = std::mem::take(&mut self.fold);
        if bare.len() == surface.len() {
            fold.clear();
            fold.push_str(&form.folded);
        } else {
            fold_word(bare, &mut fold);
        }
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
        let id = self.intern(out, key, Class::Word, script, token.span);
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
                out.add_form(id, &form.folded);
            }
        }
        self.fold = fold;
        self.found = found;
        id
    }

    /// Appends the concepts of a word in the lexicons of the user: of the whole, or of the word behind its particles.
    fn own_concepts(&self, surface: &str, found: &mut Vec<Concept>) {
        let own = &self.indices[usize::from(self.bundled)..];
        if own.is_empty() {
            return;
        }
        let known = found.len();
        let prefixes = self.side.reading.language().prefixes.iter();
        let whole = std::iter::once(surface);
        for word in whole.chain(prefixes.filter_map(|prefix| without(surface, prefix))) {
            let looked_up = normalised(word);
            for index in own {
                index.word(&looked_up, found);
            }
            if found.len() > known {
                break;
            }
        }
    }

    /// The word without its particles, if the text also has it without them or they end in an article.
    fn without_prefix(&self, surface: &'a str, script: Option<Script>) -> &'a str {
        if !matches!(script, Some(Script::Arabic | Script::Hebrew)) {
            return surface;
        }
        let prefixes = self.side.reading.language().prefixes.iter();
        prefixes
            .filter_map(|prefix| Some((prefix, without(surface, prefix)?)))
            .find(|(prefix, rest)| prefix.ends_with("ال") || self.surfaces.contains(rest))
            .map_or(surface, |(_, rest)| rest)
    }

    /// Known forms of several words.
    fn phrases(&mut self, tokens: &[Token], out: &mut Vocabulary, ids: &mut Vec<u32>) {
        let mut found = std::mem::take(&mut self.found);
        for (at, first) in tokens.iter().enumerate() {
            let Some(form) = self.side.reading.form(first) else {
                continue;
            };
            if !(self.bundled && form.starts_phrase || self.has_own()) {
                continue;
            }
            found.clear();
            let reading = self.side.reading;
            reading.phrases_at(&tokens[at..], self.lower, &self.indices, &mut found);
            if !found.is_empty() {
                ids.push(self.concept_type(&mut found, first.span, out));
            }
        }
        self.found = found;
    }

    fn has_own(&self) -> bool {
        self.indices.len() > usize::from(self.bundled)
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
