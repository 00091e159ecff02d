//! Tokens to types: keys, folded forms and concepts, each distinct word read once.

use super::Aligned;
use super::vocabulary::{Class, Type, Vocabulary};
use crate::language::lexicon::{Concept, FormIndex, normalised};
use crate::reading::{FactKind, Token, TokenKind};
use crate::text::Span;
use crate::text::classes::{Script, digit_value, script_of};
use crate::text::fold::fold_word;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;

/// Letters of the folded form that make the key of a word: inflected forms mostly share them.
const STEM_LETTERS: usize = 6;
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
    lower: &'a str,
    indices: Vec<&'a FormIndex>,
    with_terms: bool,
    by_key: FxHashMap<u64, u32>,
    seen: FxHashMap<&'a str, u32>,
    surfaces: FxHashSet<&'a str>,
    fold: String,
    phrase: String,
    found: Vec<Concept>,
    covered: Vec<Span>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(side: Aligned<'a>, indices: &[&'a FormIndex], with_terms: bool) -> Self {
        let lower: &str = &side.document.lower;
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
            by_key: FxHashMap::default(),
            seen: FxHashMap::default(),
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

    /// A run of an unspaced script: its characters and pairs, katakana words, trigrams of Thai.
    fn run(&mut self, span: Span, out: &mut Vocabulary, ids: &mut Vec<u32>) {
        let text = self.lower;
        let mut ends: [usize; 3] = [span.start; 3];
        let mut chars = 0;
        let mut katakana: Option<Span> = None;
        for (at, c) in span.of(text).char_indices() {
            let (start, end) = (span.start + at, span.start + at + c.len_utf8());
            if self.is_covered(start) {
                chars = 0;
                self.katakana(katakana.take(), out, ids);
                continue;
            }
            if matches!(c as u32, 0x30A1..=0x30FF) {
                let from = katakana.map_or(start, |k| k.start);
                katakana = Some(Span::new(from, end));
                chars = 0;
                continue;
            }
            self.katakana(katakana.take(), out, ids);
            ends = [ends[1], ends[2], start];
            chars += 1;
            let thai = script_of(c) == Some(Script::Thai);
            if thai {
                if chars >= 3 {
                    ids.push(self.piece(Span::new(ends[0], end), out));
                }
            } else {
                ids.push(self.piece(Span::new(start, end), out));
                if chars >= 2 {
                    ids.push(self.piece(Span::new(ends[1], end), out));
                }
            }
        }
        self.katakana(katakana, out, ids);
    }

    fn katakana(&mut self, span: Option<Span>, out: &mut Vocabulary, ids: &mut Vec<u32>) {
        if let Some(span) = span {
            ids.push(self.piece(span, out));
        }
    }

    /// The type of a character, a pair or a katakana word.
    fn piece(&mut self, span: Span, out: &mut Vocabulary) -> u32 {
        let surface = span.of(self.lower);
        if let Some(&id) = self.seen.get(surface) {
            return id;
        }
        let script = surface.chars().next().and_then(script_of);
        let id = self.intern(out, hash(b'w', surface), Class::Word, script, span);
        if surface.chars().nth(1).is_some() && script != Some(Script::Thai) {
            let mut fold = std::mem::take(&mut self.fold);
            fold_word(surface, &mut fold);
            if fold.len() >= 3 {
                out.add_form(id, &fold);
            }
            self.fold = fold;
        }
        self.seen.insert(surface, id);
        id
    }

    /// Known forms inside runs of unspaced scripts and Hangul; what they cover gives no characters.
    fn inside(&mut self, tokens: &[Token], out: &mut Vocabulary, ids: &mut Vec<u32>) {
        self.covered.clear();
        if !self.indices.iter().any(|i| i.has_inside()) {
            return;
        }
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        let mut found = std::mem::take(&mut self.found);
        let mut at = first.span.start;
        while at < last.span.end {
            let rest = &self.lower[at..last.span.end];
            let Some(c) = rest.chars().next() else { break };
            let mut length = 0;
            if script_of(c).is_some_and(|s| s.is_unspaced() || s == Script::Hangul) {
                found.clear();
                for index in &self.indices {
                    length = length.max(index.inside(rest, &mut found));
                }
            }
            if length > 0 {
                let span = Span::new(at, at + length);
                ids.push(self.concept_type(&mut found, span, out));
                self.covered.push(span);
            }
            at += length.max(c.len_utf8());
        }
        self.found = found;
    }

    fn is_covered(&self, at: usize) -> bool {
        let after = self.covered.partition_point(|s| s.start <= at);
        after > 0 && at < self.covered[after - 1].end
    }

    /// Known forms of several words.
    fn phrases(&mut self, tokens: &[Token], out: &mut Vocabulary, ids: &mut Vec<u32>) {
        let mut found = std::mem::take(&mut self.found);
        let mut phrase = std::mem::take(&mut self.phrase);
        for at in 0..tokens.len() {
            if !tokens[at].is_word() {
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
                ids.push(self.concept_type(&mut found, tokens[at].span, out));
            }
        }
        self.phrase = phrase;
        self.found = found;
    }

    fn concept_type(&mut self, found: &mut Vec<Concept>, span: Span, out: &mut Vocabulary) -> u32 {
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

    fn intern(
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

/// The first `count` characters.
fn syllables(word: &str, count: usize) -> &str {
    word.char_indices()
        .nth(count)
        .map_or(word, |(end, _)| &word[..end])
}

/// How a type is written in a lexicon: long words by their stem.
fn term(surface: &str, class: Class, script: Option<Script>) -> String {
    if matches!(class, Class::Number | Class::Mark) {
        return String::new();
    }
    let stem = match script {
        Some(s) if s.is_unspaced() => return surface.to_owned(),
        Some(Script::Hangul) => syllables(surface, 2),
        _ => syllables(surface, STEM_LETTERS),
    };
    if stem.len() < surface.len() {
        format!("{stem}*")
    } else {
        surface.to_owned()
    }
}

/// One key for each set of concepts, so that all forms of a concept are one type.
fn concept_key(found: &mut Vec<Concept>) -> Option<u64> {
    if found.is_empty() {
        return None;
    }
    found.sort_unstable();
    let mut hasher = FxHasher::default();
    for concept in found.iter() {
        std::hash::Hash::hash(concept, &mut hasher);
    }
    Some(hasher.finish())
}

/// The digits of a number, without a separator before three digits.
fn number_key(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(b'#');
    let chars: Vec<char> = text.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        if let Some(digit) = digit_value(c) {
            hasher.write_u8(digit);
            continue;
        }
        let group = chars[i + 1..]
            .iter()
            .take_while(|c| digit_value(**c).is_some())
            .count();
        if group != 3 {
            hasher.write_u8(b'.');
        }
    }
    hasher.finish()
}

/// The key of a fact's value; figures without a unit have the key of their digits already.
fn value_key(kind: &FactKind) -> Option<u64> {
    let mut hasher = FxHasher::default();
    match kind {
        FactKind::Weekday(day) => {
            hasher.write_u8(b'D');
            hasher.write_u8(*day);
        }
        FactKind::Date { month, day, .. } => {
            hasher.write_u8(b'M');
            hasher.write_u8((*month)?);
            hasher.write_u8(day.unwrap_or(0));
        }
        FactKind::Time { minutes, .. } => {
            hasher.write_u8(b'T');
            hasher.write_u16(minutes % 720);
        }
        FactKind::Link(target) => {
            hasher.write_u8(b'L');
            hasher.write(target.as_bytes());
        }
        FactKind::Ordinal(value) => {
            hasher.write_u8(b'#');
            hasher.write_u64(value.to_bits());
        }
        kind => {
            hasher.write_u8(b'#');
            hasher.write_u64(kind.amount()?.value.to_bits());
        }
    }
    Some(hasher.finish())
}

/// The mark in the form in which languages share it; full stops, commas and hyphens say nothing.
fn shared_mark(mark: char) -> Option<char> {
    Some(match mark {
        '“' | '”' | '„' | '‟' | '«' | '»' | '《' | '》' | '「' | '」' | '『' | '』' | '"' | '״' => {
            '"'
        }
        '？' | '؟' | '?' => '?',
        '！' | '!' => '!',
        '：' | ':' => ':',
        '；' | '؛' | ';' => ';',
        '（' | '(' => '(',
        '）' | ')' => ')',
        '–' | '—' | '―' => '—',
        '％' | '٪' | '%' => '%',
        '$' | '€' | '£' | '…' => mark,
        _ => return None,
    })
}

fn hash(kind: u8, text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(kind);
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_the_key_of_their_digits() {
        assert_eq!(number_key("1,234.5"), number_key("1.234,5"));
        assert_eq!(number_key("281"), number_key("٢٨١"));
        assert_ne!(number_key("281"), number_key("218"));
        assert_ne!(number_key("7.09"), number_key("709"));
    }

    #[test]
    fn terms_are_stems_with_a_star() {
        let latin = Some(Script::Latin);
        assert_eq!(term("president", Class::Word, latin), "presid*");
        assert_eq!(term("mayor", Class::Word, latin), "mayor");
        assert_eq!(term("总统", Class::Word, Some(Script::Han)), "总统");
    }
}
