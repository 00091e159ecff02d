//! The words of an article as names are compared: which two can be forms of one name.

use super::page::Article;
use crate::language::{Places, Word, WordForm};
use crate::reading::{Case, Token};
use crate::text::Span;
use crate::text::classes::Script;
use crate::text::likeness::Sketch;
use rustc_hash::FxHashMap;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Shortest name that is compared, in letters.
const MIN_LETTERS: usize = 3;
/// Least likeness of two forms of one name in one script.
const SAME: f32 = 0.72;
/// Least likeness of a name and the same name with a slip.
const SLIP: f32 = 0.85;
/// Longest ending of a declined name, in letters.
const LONG_ENDING: usize = 4;
/// Least likeness of two forms of one name in two scripts.
const TRANSLITERATED: f32 = 0.6;
/// Letters that two forms of a word share at their start.
const MIN_PREFIX: usize = 4;

/// Whether the word is a title or an office, a place or a body, and so no name of a person.
pub(super) fn is_known_name(article: &Article, form: &Form) -> bool {
    let word = article.slice(form.span);
    let mut places = Vec::new();
    if form.starts_place {
        Places::of(article.reading.lang).at(
            &[Word {
                text: word,
                joins: false,
            }],
            &mut places,
        );
    }
    !places.is_empty() || form.uses.title
}

/// A word of an article, made ready for comparison.
#[derive(Debug)]
pub(super) struct Form {
    /// Index among the words of the article.
    pub(super) index: usize,
    /// Index of its token.
    pub(super) token: usize,
    /// Where it stands.
    pub(super) span: Span,
    /// What is known of it.
    pub(super) word: Arc<WordForm>,
    /// Its script.
    pub(super) script: Option<Script>,
    /// Whether it is written like a name: with a capital, and no function word.
    pub(super) named: bool,
    /// Whether nothing but marks stands before it in its sentence, so that the capital says nothing.
    pub(super) first: bool,
}

impl Deref for Form {
    type Target = WordForm;

    fn deref(&self) -> &WordForm {
        &self.word
    }
}

/// A word that names are compared with, and so much of it that most comparisons end there.
#[derive(Debug)]
struct Candidate {
    index: usize,
    head: [u8; MIN_LETTERS],
    sketch: Sketch,
}

impl Candidate {
    /// Whether the word can be a form of a name; what is asked of words in two scripts is asked of all.
    fn can_be(&self, name: &str, sketch: Sketch) -> bool {
        name.as_bytes().starts_with(&self.head) || self.sketch.can_be_like(sketch, TRANSLITERATED)
    }
}

/// The words of an article.
#[derive(Debug)]
pub(super) struct Forms {
    all: Vec<Form>,
    /// Where the words of each sentence start.
    starts: Vec<usize>,
    /// The first of each folded word that is long enough to be a form of a name.
    distinct: Vec<Candidate>,
    /// Folded words and how often they stand with a capital inside a sentence, and in lower case.
    counts: FxHashMap<u64, (usize, usize)>,
    /// The scripts in which names are written.
    name_scripts: Vec<Script>,
}

impl Forms {
    /// The words of an article, sentence by sentence.
    pub(super) fn of(article: &Article) -> Forms {
        let text = article.text();
        let mut out = Forms {
            all: Vec::new(),
            starts: Vec::new(),
            distinct: Vec::new(),
            counts: FxHashMap::default(),
            name_scripts: Vec::new(),
        };
        for index in 0..article.sentences().len() {
            out.starts.push(out.all.len());
            let offset = article.sentences()[index].tokens.start;
            let tokens = article.tokens_of(index);
            let mut first = true;
            for (i, token) in tokens.iter().enumerate() {
                if token.mark(text).is_some_and(|c| {
                    matches!(
                        c,
                        ':' | '.' | '?' | '!' | '«' | '"' | '“' | '„' | '‘' | '-' | '–' | '—' | '('
                    )
                }) && token.spaced
                {
                    first = true;
                }
                if !token.is_word() {
                    continue;
                }
                let surface = token.span.of(text);
                let Some(word) = article.reading.form(token).cloned() else {
                    continue;
                };
                let named = is_named(token, surface, &word);
                let count = match out.counts.get_mut(&word.fold_key) {
                    Some(count) => count,
                    None => {
                        let head = word.folded.as_bytes().first_chunk();
                        if let Some(head) = head.filter(|_| named || word.folded.len() > MIN_PREFIX)
                        {
                            out.distinct.push(Candidate {
                                index: out.all.len(),
                                head: *head,
                                sketch: word.sketch,
                            });
                        }
                        out.counts.entry(word.fold_key).or_default()
                    }
                };
                if token.case == Case::Lower {
                    count.1 += 1;
                } else if !first {
                    count.0 += 1;
                }
                if let Some(script) = token
                    .script
                    .filter(|s| named && !out.name_scripts.contains(s))
                {
                    out.name_scripts.push(script);
                }
                out.all.push(Form {
                    index: out.all.len(),
                    token: offset + i,
                    span: token.span,
                    word,
                    script: token.script,
                    named,
                    first,
                });
                first = false;
            }
        }
        out.starts.push(out.all.len());
        out
    }

    /// The words of some consecutive sentences.
    pub(super) fn within(&self, sentences: Range<usize>) -> &[Form] {
        let at = |i: usize| self.starts.get(i).copied().unwrap_or(self.all.len());
        self.all
            .get(at(sentences.start)..at(sentences.end))
            .unwrap_or(&[])
    }

    /// How often a word stands with a capital inside a sentence, and in lower case.
    pub(super) fn count(&self, word: &WordForm) -> (usize, usize) {
        self.counts.get(&word.fold_key).copied().unwrap_or_default()
    }

    /// The word so many words before (negative) or behind another.
    pub(super) fn neighbour(&self, form: &Form, by: isize) -> Option<&Form> {
        let other = self.all.get(form.index.checked_add_signed(by)?)?;
        // A mark may stand before every word.
        (other.token.abs_diff(form.token) <= 2 * by.unsigned_abs()).then_some(other)
    }

    /// Whether the article has the word, by its folded letters.
    pub(super) fn has(&self, word: &WordForm) -> bool {
        self.counts.contains_key(&word.fold_key)
    }

    /// Whether names of the article are written in the script.
    pub(super) fn has_names_in(&self, script: Script) -> bool {
        self.name_scripts.contains(&script)
    }

    /// The words that a first look does not rule out as forms of the name `word`.
    pub(super) fn candidates<'s>(&'s self, word: &'s WordForm) -> impl Iterator<Item = &'s Form> {
        let sketch = word.sketch;
        let distinct = self.distinct.iter();
        distinct
            .filter(move |s| s.can_be(&word.folded, sketch))
            .filter_map(|s| self.all.get(s.index))
    }

    /// All words in order.
    pub(super) fn all(&self) -> &[Form] {
        &self.all
    }
}

fn is_named(token: &Token, surface: &str, word: &WordForm) -> bool {
    token.is_capitalised()
        && token.case != Case::None
        && surface.chars().count() >= MIN_LETTERS
        && !word.uses.function
}

/// Whether two words can be forms of one name: equal, with an ending, or alike.
pub(super) fn is_alike(a: &Form, b: &Form) -> bool {
    if a.fold_key == b.fold_key {
        return true;
    }
    let head = |form: &Form| form.folded.as_bytes().first_chunk::<MIN_LETTERS>().copied();
    if head(a).is_some() && head(a) == head(b) {
        let shared = shared_start(a, b);
        let (short, long) = (
            a.folded.len().min(b.folded.len()),
            a.folded.len().max(b.folded.len()),
        );
        if shared >= MIN_PREFIX && shared * 10 >= long * 5 || shared == short {
            return true;
        }
    }
    let least = if a.script == b.script {
        SAME
    } else {
        TRANSLITERATED
    };
    a.is_like(b, least)
}

/// Letters that two words share at their start.
fn shared_start(a: &Form, b: &Form) -> usize {
    let letters = a.folded.bytes().zip(b.folded.bytes());
    letters.take_while(|(x, y)| x == y).count()
}

/// Whether two words of one script are one name as a language declines it, or with a slip in it.
pub(super) fn is_variant(a: &Form, b: &Form) -> bool {
    if a.script != b.script {
        return is_alike(a, b);
    }
    let shared = shared_start(a, b);
    let long = a.folded.len().max(b.folded.len());
    shared >= MIN_LETTERS && long - shared <= LONG_ENDING || a.is_like(b, SLIP)
}
