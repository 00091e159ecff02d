//! What is known of a written word of a language, whatever text it stands in: looked up once, shared by all texts.

use super::lang_set::{LangSet, with_function_word, writing};
use super::lexicon::{Concept, bundled, normalised};
use super::people::is_name_of_people;
use super::{Lang, Language, Places};
use crate::text::fold::folded;
use crate::text::likeness::{Shape, Sketch};
use ecow::EcoString;
use rustc_hash::{FxHashMap, FxHasher};
use smallvec::SmallVec;
use std::cell::RefCell;
use std::hash::Hasher;
use std::sync::{Arc, OnceLock};

/// Shortest word left when letters in front are taken off.
const MIN_STRIPPED: usize = 3;
/// Words of one language that a thread remembers; with more it starts anew.
const MAX_REMEMBERED: usize = 1 << 16;

/// A written word in lower case and what a language's data says of it.
///
/// Texts look up words all over memory, so that all that is often read of one lies together: short lists and words are kept
/// inside, what few words have is not.
#[derive(Debug)]
pub struct WordForm {
    /// Its letters in lower-case ASCII, for comparison across scripts.
    pub folded: EcoString,
    /// The word as lexicons are asked for it, where that is another than the word itself.
    normal: Option<Box<EcoString>>,
    /// A number that words with the same folded letters share.
    pub fold_key: u64,
    /// The concepts of the bundled lexicon that it can stand for, sorted; those of the word without its particles if it has
    /// none itself.
    pub concepts: SmallVec<[Concept; 2]>,
    /// The languages in which it is a function word.
    pub functions: LangSet,
    /// The languages that write all its letters.
    pub writing: LangSet,
    /// What its language uses it for.
    pub uses: Uses,
    /// Whether it is the name of people, as given names and surnames are listed; many are words as well.
    pub people: bool,
    /// Whether a term of several words of the bundled lexicon starts with it.
    pub starts_phrase: bool,
    /// Whether the name of a place can start with it.
    pub starts_place: bool,
    /// So much of its shape as tells most words apart.
    pub sketch: Sketch,
    shape: OnceLock<Box<Shape>>,
}

/// What a language uses a word for, by its lists.
#[derive(Clone, Copy, Debug, Default)]
pub struct Uses {
    /// A title or an office.
    pub title: bool,
    /// A verb of speech.
    pub speech: bool,
    /// "And", "or", or the start of such a phrase.
    pub conjunction: bool,
    /// A word of negation.
    pub negator: bool,
    /// A function word.
    pub function: bool,
    /// A word of numbers, dates, money or measures, or the start of such a phrase.
    pub figure: bool,
}

impl Uses {
    fn of(language: &Language, word: &str) -> Uses {
        let words = &language.words;
        let mut conjunctions = words.and.iter().chain(&words.or);
        Uses {
            title: language.titles.contains(word),
            speech: words.speech.iter().any(|verb| verb == word),
            conjunction: conjunctions.any(|c| c.starts_with(word)),
            negator: words.negators.iter().any(|n| n == word),
            function: language.function_words.contains(word),
            figure: language.meanings().can_start_with(word),
        }
    }
}

impl WordForm {
    /// The form of a word in lower case, looked up in the data of `lang`.
    fn new(lang: Lang, word: &str) -> WordForm {
        let index = bundled(lang);
        let language = Language::of(lang);
        let mut concepts = Vec::new();
        let looked_up = normalised(word);
        let folded = folded(word);
        let people = is_name_of_people(&folded);
        if people {
            index.name(&looked_up, &mut concepts);
        } else {
            index.word(&looked_up, &mut concepts);
        }
        for prefix in &language.prefixes {
            if !concepts.is_empty() {
                break;
            }
            if let Some(rest) = without(word, prefix) {
                index.word(&normalised(rest), &mut concepts);
            }
        }
        concepts.sort_unstable();
        let mut hasher = FxHasher::default();
        hasher.write(folded.as_bytes());
        WordForm {
            sketch: Sketch::new(&folded),
            folded: folded.into(),
            fold_key: hasher.finish(),
            concepts: concepts.into(),
            functions: with_function_word(word),
            writing: writing(word),
            uses: Uses::of(language, word),
            people,
            starts_phrase: index.starts_phrase(&looked_up),
            starts_place: Places::of(lang).can_start_with(word),
            shape: OnceLock::new(),
            normal: (looked_up != word).then(|| Box::new(looked_up.into())),
        }
    }

    /// The word as lexicons are asked for it, given as it stands in a text in lower case.
    pub fn normal<'a>(&'a self, word: &'a str) -> &'a str {
        self.normal.as_deref().map_or(word, EcoString::as_str)
    }

    /// Its letters, made ready for comparison by likeness.
    pub fn shape(&self) -> &Shape {
        self.shape
            .get_or_init(|| Box::new(Shape::new(&self.folded)))
    }

    /// Whether the likeness of the shapes is at least `least`; most words are told apart by their sketches.
    pub fn is_like(&self, other: &WordForm, least: f32) -> bool {
        self.sketch.can_be_like(other.sketch, least)
            && self.shape().likeness(other.shape()) >= least
    }
}

/// The word without the letters of a particle in front, if enough is left.
pub fn without<'a>(word: &'a str, prefix: &str) -> Option<&'a str> {
    let rest = word.strip_prefix(prefix)?;
    (rest.chars().nth(MIN_STRIPPED - 1).is_some()).then_some(rest)
}

/// Numbers the distinct words of one text.
///
/// Looking a word up costs far more than finding it again, and the words of a language recur from text to text: each
/// thread remembers those that it has seen.
#[derive(Debug)]
pub struct WordForms {
    lang: Lang,
    /// Sets the words of this text apart from those of the texts before it.
    text: u32,
    forms: Vec<Arc<WordForm>>,
}

#[derive(Debug)]
struct Remembered {
    form: Arc<WordForm>,
    text: u32,
    index: u32,
}

/// The words of one language that a thread has seen. The letters of a short one are its key, so that nothing else has to be
/// read to find it.
#[derive(Default)]
struct Known {
    short: FxHashMap<(u64, u64), Remembered>,
    long: FxHashMap<Box<str>, Remembered>,
}

impl Known {
    fn get(&self, word: &str) -> Option<&Remembered> {
        match packed(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        }
    }

    fn get_mut(&mut self, word: &str) -> Option<&mut Remembered> {
        match packed(word) {
            Some(key) => self.short.get_mut(&key),
            None => self.long.get_mut(word),
        }
    }

    fn insert(&mut self, word: &str, remembered: Remembered) {
        match packed(word) {
            Some(key) => self.short.insert(key, remembered),
            None => self.long.insert(word.into(), remembered),
        };
    }

    fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }
}

/// Bytes of a word in its key; the last one tells how many there are and how they are written.
const PACKED_BYTES: usize = size_of::<u128>() - 1;

/// The bytes of a short word and their number in one; of a longer one in letters of one block of Unicode, the numbers of
/// the letters in the block.
fn packed(word: &str) -> Option<(u64, u64)> {
    let mut bytes = [0; size_of::<u128>()];
    if word.len() <= PACKED_BYTES {
        bytes[..word.len()].copy_from_slice(word.as_bytes());
        bytes[PACKED_BYTES] = word.len() as u8;
    } else {
        let block = word.chars().next()? as u32 >> u8::BITS;
        let mut letters = 0;
        for c in word.chars() {
            if c as u32 >> u8::BITS != block {
                return None;
            }
            *bytes[..PACKED_BYTES - 1].get_mut(letters)? = c as u8;
            letters += 1;
        }
        bytes[PACKED_BYTES - 1] = u8::try_from(block).ok()?;
        bytes[PACKED_BYTES] = (size_of::<u128>() + letters) as u8;
    }
    let key = u128::from_le_bytes(bytes);
    Some((key as u64, (key >> u64::BITS) as u64))
}

#[derive(Default)]
struct Memory {
    texts: u32,
    by_lang: FxHashMap<Lang, Known>,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

impl WordForms {
    /// An empty collection for a text in `lang`.
    pub fn new(lang: Lang) -> WordForms {
        let text = MEMORY.with_borrow_mut(|memory| {
            if memory.texts == u32::MAX {
                *memory = Memory::default();
            }
            memory.texts += 1;
            memory.texts
        });
        WordForms {
            lang,
            text,
            forms: Vec::new(),
        }
    }

    /// The numbers of words in lower case; equal words have equal numbers.
    pub fn number<'w>(
        &mut self,
        words: impl Iterator<Item = &'w str> + Clone,
        mut give: impl FnMut(u32),
    ) {
        MEMORY.with_borrow_mut(|memory| {
            let known = memory.by_lang.entry(self.lang).or_default();
            // Brings the forms into the cache side by side: counting the users of one waits for it before the next is asked for.
            for word in words.clone() {
                std::hint::black_box(known.get(word).map(|seen| seen.form.fold_key));
            }
            for word in words {
                let next = self.forms.len() as u32;
                if let Some(seen) = known.get_mut(word) {
                    if seen.text != self.text {
                        (seen.text, seen.index) = (self.text, next);
                        self.forms.push(Arc::clone(&seen.form));
                    }
                    give(seen.index);
                    continue;
                }
                let form = Arc::new(WordForm::new(self.lang, word));
                self.forms.push(Arc::clone(&form));
                let remembered = Remembered {
                    form,
                    text: self.text,
                    index: next,
                };
                known.insert(word, remembered);
                give(next);
            }
            if known.len() > MAX_REMEMBERED {
                *known = Known::default();
            }
        });
    }

    /// The distinct words so far, in the order of their numbers.
    pub fn known(&self) -> &[Arc<WordForm>] {
        &self.forms
    }

    /// The distinct words in the order of their numbers.
    pub fn into_vec(self) -> Vec<Arc<WordForm>> {
        self.forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(lang: Lang, words: &[&str]) -> (Vec<u32>, Vec<Arc<WordForm>>) {
        let mut forms = WordForms::new(lang);
        let mut out = Vec::new();
        forms.number(words.iter().copied(), |n| out.push(n));
        (out, forms.into_vec())
    }

    #[test]
    fn words_are_numbered_anew_in_every_text() {
        let (first, forms) = numbers(Lang::EN, &["the", "mayor", "the", "of"]);
        assert_eq!(first, [0, 1, 0, 2]);
        assert_eq!(forms.len(), 3);
        let (second, forms) = numbers(Lang::EN, &["of", "london"]);
        assert_eq!(second, [0, 1]);
        assert!(forms[0].functions.contains(Lang::EN));
        assert!(forms[1].starts_place && !forms[0].starts_place);
        assert!(!forms[1].concepts.is_empty());
        assert_eq!(&*forms[1].folded, "london");
    }

    #[test]
    fn a_form_takes_two_lines_of_the_cache() {
        let counts = 2 * size_of::<usize>();
        assert!(
            size_of::<WordForm>() + counts <= 2 * 64,
            "{}",
            size_of::<WordForm>()
        );
    }

    #[test]
    fn short_words_are_told_apart_by_what_they_are() {
        assert_ne!(packed("a"), packed("a\0"));
        assert_ne!(packed("ab"), packed("ba"));
        assert!(packed("fifteen letters").is_some() && packed("sixteen letters.").is_none());
        let long = ["правительство", "правительства", "правительств"].map(packed);
        assert!(long.iter().all(Option::is_some));
        assert!(long[0] != long[1] && long[1] != long[2]);
        assert!(packed("überwältigendsten").is_none());
        assert!(packed("правительство's").is_none());
    }

    #[test]
    fn particles_in_front_hide_no_concept() {
        let ar = Lang::from_tag("ar").unwrap_or_default();
        let (_, forms) = numbers(ar, &["وزير", "والوزير"]);
        assert!(!forms[0].concepts.is_empty());
        assert_eq!(forms[0].concepts, forms[1].concepts);
    }
}
