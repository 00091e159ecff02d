//! The forms of a lexicon that a user gives, filed one by one.

use super::forms::{Concept, MIN_STEM};
use super::spelling::{Form, Lengths};
use crate::language::key::{Kind, hash};
use rustc_hash::FxHashMap;

/// A form of several words, filed under its first.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// The other words, with a space between them.
    pub rest: Box<str>,
    /// Whether the last word may go on.
    pub open: bool,
    pub concept: Concept,
}

/// A single word is known by a 64-bit hash in an open table in which a key may stand several times.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    /// Whether a whole form also matches words with an ending after it.
    pub takes_endings: bool,
    slots: Vec<(u64, Concept)>,
    used: usize,
    /// Lengths of the forms of an unspaced script or Hangul with each first character.
    pub lengths_inside: FxHashMap<char, Lengths>,
    pub phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    /// Words of the longest of them.
    pub longest_phrase: usize,
}

impl Own {
    /// No form yet.
    pub(super) fn new(takes_endings: bool) -> Own {
        Own {
            takes_endings,
            ..Own::default()
        }
    }

    /// Whether there is no form.
    pub(super) fn is_empty(&self) -> bool {
        self.used == 0 && self.phrases.is_empty()
    }

    /// Adds a form as the files write it.
    pub(super) fn add(&mut self, form: &str, concept: Concept) {
        match Form::read(form) {
            Some(Form::Inside(spellings)) => {
                for form in spellings {
                    for first in form.chars().take(1) {
                        self.lengths_inside.entry(first).or_default().add(&form);
                    }
                    self.insert(hash(Kind::Inside, &form), concept);
                }
            }
            Some(Form::Phrase {
                head,
                rest,
                words,
                open,
            }) => {
                self.longest_phrase = self.longest_phrase.max(words);
                let phrase = Phrase {
                    rest: rest.into(),
                    open,
                    concept,
                };
                self.phrases.entry(head.into()).or_default().push(phrase);
            }
            Some(Form::Prefix(form)) => self.insert(hash(Kind::Prefix, &form), concept),
            Some(Form::Whole(form)) => {
                self.insert(hash(Kind::Whole, &form), concept);
                if self.takes_endings
                    && let Some(stem) = stem_of(&form)
                {
                    self.insert(hash(Kind::Stem, stem), concept);
                }
            }
            None => {}
        }
    }

    /// The concepts of a key.
    pub(super) fn concepts(&self, key: u64) -> impl Iterator<Item = Concept> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (key >> 20) as usize & mask;
        std::iter::from_fn(move || {
            loop {
                let &(found, concept) = self.slots.get(at).filter(|(found, _)| *found != 0)?;
                at = (at + 1) & mask;
                if found == key {
                    return Some(concept);
                }
            }
        })
    }

    fn insert(&mut self, key: u64, concept: Concept) {
        if (self.used + 1) * 2 > self.slots.len() {
            self.grow((self.slots.len() * 2).max(64));
        }
        self.place(key, concept);
    }

    fn place(&mut self, key: u64, concept: Concept) {
        let mask = self.slots.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        while self.slots[at].0 != 0 {
            if self.slots[at] == (key, concept) {
                return;
            }
            at = (at + 1) & mask;
        }
        self.slots[at] = (key, concept);
        self.used += 1;
    }

    fn grow(&mut self, size: usize) {
        let old = std::mem::replace(&mut self.slots, vec![(0, Concept::NONE); size]);
        self.used = 0;
        for (key, concept) in old.into_iter().filter(|(key, _)| *key != 0) {
            self.place(key, concept);
        }
    }
}

/// The form without a vowel at its end, if what is left is long enough to carry endings.
fn stem_of(form: &str) -> Option<&str> {
    let (last, c) = form.char_indices().next_back()?;
    let vowel = matches!(
        c,
        'a' | 'e'
            | 'i'
            | 'o'
            | 'u'
            | 'y'
            | 'ą'
            | 'ę'
            | 'á'
            | 'é'
            | 'í'
            | 'ý'
            | 'ě'
            | 'ů'
            | 'ú'
            | 'а'
            | 'е'
            | 'и'
            | 'о'
            | 'у'
            | 'ы'
            | 'э'
            | 'ю'
            | 'я'
            | 'й'
            | 'ь'
            | 'і'
            | 'ї'
            | 'є'
            | 'ा'
            | 'ी'
            | 'े'
            | 'ه'
            | 'ה'
    );
    let stem = if vowel { &form[..last] } else { form };
    (stem.chars().count() >= MIN_STEM).then_some(stem)
}
