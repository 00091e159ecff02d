//! Words spelled alike: by the trigrams that they share.

use super::matching::{COGNATE, Pair};
use super::vocabulary::{Form, Vocabulary};

/// Shortest form that can be a cognate.
const MIN_COGNATE: usize = 4;
/// Share of trigrams (Dice) that cognates have in common.
const COGNATE_DICE: f32 = 0.5;
/// Trigrams in more forms than this do not propose cognates, only confirm them.
const MAX_POSTINGS: usize = 400;
/// Logarithm of the number of chains of trigrams.
const POSTING_BITS: u32 = 13;

/// Most trigrams by which a word is known: so few are searched faster than sorted.
const MAX_TRIGRAMS: usize = 64;

/// The first distinct trigrams of `^form$`.
fn trigrams(form: &str, out: &mut Vec<u32>) {
    out.clear();
    let mut window = u32::from(b'^');
    for &byte in form.as_bytes().iter().chain(b"$") {
        window = (window << 8 | u32::from(byte)) & 0x00FF_FFFF;
        if window > 0xFFFF && !out.contains(&window) {
            out.push(window);
            if out.len() == MAX_TRIGRAMS {
                break;
            }
        }
    }
}

/// In which forms of a text each trigram stands: a table of chains, because most trigrams stand in one form only.
#[derive(Debug)]
pub(super) struct Postings {
    /// The forms that are long enough, and how many trigrams each has.
    forms: Vec<(Form, u32)>,
    heads: Vec<u32>,
    /// Trigram, form, and the entry before in the chain.
    entries: Vec<(u32, u32, u32)>,
}

impl Postings {
    fn new(side: &Vocabulary) -> Postings {
        let mut out = Postings {
            forms: Vec::with_capacity(side.forms.len()),
            heads: vec![u32::MAX; 1 << POSTING_BITS],
            entries: Vec::with_capacity(8 * side.forms.len()),
        };
        let mut grams = Vec::new();
        for form in long_forms(side) {
            trigrams(side.letters(form), &mut grams);
            for &gram in &grams {
                let head = &mut out.heads[Self::slot(gram)];
                out.entries.push((gram, out.forms.len() as u32, *head));
                *head = out.entries.len() as u32 - 1;
            }
            out.forms.push((form, grams.len() as u32));
        }
        out
    }

    fn slot(gram: u32) -> usize {
        (gram.wrapping_mul(0x9E37_79B9) >> (u32::BITS - POSTING_BITS)) as usize
    }

    /// The forms with the trigram, the last first.
    fn of(&self, gram: u32) -> impl Iterator<Item = u32> {
        let mut at = self.heads[Self::slot(gram)];
        let chain = std::iter::from_fn(move || {
            let &(found, form, before) = self.entries.get(at as usize)?;
            at = before;
            Some((found, form))
        });
        chain
            .filter(move |(found, _)| *found == gram)
            .map(|(_, form)| form)
    }

    /// Whether so many forms have the trigram that it proposes none.
    fn is_frequent(&self, gram: u32) -> bool {
        self.entries.len() > MAX_POSTINGS && self.of(gram).nth(MAX_POSTINGS).is_some()
    }
}

fn long_forms(side: &Vocabulary) -> impl Iterator<Item = Form> {
    let forms = side.forms.iter().copied();
    forms.filter(|f| side.letters(*f).len() >= MIN_COGNATE)
}

/// The pairs of words that are spelled alike.
pub(super) fn pairs(source: &Vocabulary, version: &Vocabulary) -> Vec<Pair> {
    let mut out = Vec::new();
    let postings = source.trigrams.get_or_init(|| Postings::new(source));
    let mut shared = vec![0u16; postings.forms.len()];
    let mut touched: Vec<u32> = Vec::new();
    let (mut grams, mut other) = (Vec::new(), Vec::new());
    for form in long_forms(version) {
        trigrams(version.letters(form), &mut grams);
        let mut skipped = false;
        for gram in &grams {
            if postings.is_frequent(*gram) {
                skipped = true;
                continue;
            }
            for index in postings.of(*gram) {
                if shared[index as usize] == 0 {
                    touched.push(index);
                }
                shared[index as usize] += 1;
            }
        }
        for index in touched.drain(..) {
            let index = index as usize;
            let (theirs, count) = postings.forms[index];
            let mut common = usize::from(std::mem::take(&mut shared[index]));
            if skipped {
                trigrams(source.letters(theirs), &mut other);
                common = other.iter().filter(|g| grams.contains(g)).count();
            }
            let dice = 2.0 * common as f32 / (grams.len() + count as usize) as f32;
            if common >= 2 && dice >= COGNATE_DICE {
                out.push(Pair {
                    source: theirs.of,
                    version: form.of,
                    level: COGNATE,
                });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trigrams_cover_both_ends() {
        let mut grams = Vec::new();
        trigrams("abc", &mut grams);
        assert_eq!(grams.len(), 3);
    }
}
