//! Text of scripts without spaces: known forms, characters, pairs of characters, katakana words.

use super::keys::hash;
use super::vocabulary::{Class, Vocabulary};
use super::words::Reader;
use crate::reading::Token;
use crate::text::Span;
use crate::text::classes::{Script, script_of};
use crate::text::fold::fold_word;

impl Reader<'_> {
    /// A run of an unspaced script: its characters and pairs, katakana words, trigrams of Thai.
    pub(super) fn run(&mut self, span: Span, out: &mut Vocabulary, ids: &mut Vec<u32>) {
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
    pub(super) fn inside(&mut self, tokens: &[Token], out: &mut Vocabulary, ids: &mut Vec<u32>) {
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
}
