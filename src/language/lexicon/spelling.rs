//! How the files write a form, and the shape in which it is filed and looked up. The build script reads this file as well.

use crate::text::classes::{digit_value, is_invisible, is_word_char};

/// Longest form looked for inside unspaced text, in characters: a Thai word has many, and there is a bit for each.
pub(crate) const MAX_SUBSTRING: usize = 127;
/// Spaces of a form up to which it is known with and without each of them; of more with all and with none.
const MAX_SPACES: usize = 5;

/// A form as it is filed, its words [`normalised`].
pub(crate) enum Form {
    /// The spellings of a form of an unspaced script or Hangul, all with one first character.
    Inside(Vec<String>),
    /// Several words.
    Phrase {
        /// The first.
        head: String,
        /// The others, with a space between them.
        rest: String,
        /// How many there are, the first among them.
        words: usize,
        /// Whether the last may go on.
        open: bool,
    },
    /// A stem that any letters may follow.
    Prefix(String),
    /// A word.
    Whole(String),
}

impl Form {
    /// Reads a form as the files write it: a word, a `stem*`, a phrase, or a run of an unspaced script; `None` if it is
    /// empty or too long.
    pub(crate) fn read(form: &str) -> Option<Form> {
        let (form, open) = match form.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (form, false),
        };
        let form = normalised(form.trim());
        if form.starts_with(is_inside) {
            let short = |form: &String| form.chars().count() <= MAX_SUBSTRING;
            let known: Vec<String> = spellings(&form).into_iter().filter(short).collect();
            return (!known.is_empty()).then_some(Form::Inside(known));
        }
        // What may follow a mark is another word.
        let open = open && form.ends_with(is_part);
        let mut words = form.split(|c| !is_part(c)).filter(|w| !w.is_empty());
        let head = words.next()?.to_owned();
        let rest: Vec<&str> = words.collect();
        Some(match (rest.len(), open) {
            (0, true) => Form::Prefix(head),
            (0, false) => Form::Whole(head),
            (others, open) => Form::Phrase {
                head,
                rest: rest.join(" "),
                words: others + 1,
                open,
            },
        })
    }
}

/// Lengths in characters of the forms that are looked for inside text, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lengths {
    /// Of those that are a run of an unspaced script or Hangul.
    pub(crate) run: u128,
    /// Of those with a space, a digit or a mark in them.
    pub(crate) mixed: u128,
}

impl Lengths {
    /// Adds the length of a form of at most [`MAX_SUBSTRING`] characters.
    pub(crate) fn add(&mut self, form: &str) {
        let run = form.chars().all(is_inside);
        let lengths = if run { &mut self.run } else { &mut self.mixed };
        *lengths |= 1 << form.chars().count();
    }

    /// The longest of all.
    pub(crate) fn longest(self) -> usize {
        (self.run | self.mixed).checked_ilog2().unwrap_or(0) as usize
    }
}

/// Whether `c` belongs to a word or a number, and not to what stands between the words of a phrase.
fn is_part(c: char) -> bool {
    is_word_char(c) || digit_value(c).is_some()
}

/// A form with and without each of its spaces if it is of an unspaced script or Hangul. Korean is written both ways:
/// 세계 보건 기구, 세계보건기구.
pub(crate) fn spellings(form: &str) -> Vec<String> {
    if !(form.contains(' ') && (form.starts_with(is_inside) || form.ends_with(is_inside))) {
        return vec![form.to_owned()];
    }
    let parts: Vec<&str> = form.split_whitespace().collect();
    let spaces = parts.len().saturating_sub(1);
    let all = (1usize << spaces.min(MAX_SPACES)) - 1;
    let ways = if spaces > MAX_SPACES {
        vec![0, all]
    } else {
        (0..=all).collect()
    };
    let spell = |way: usize| {
        let mut out = String::with_capacity(form.len());
        for (at, part) in parts.iter().enumerate() {
            if at > 0 && way >> (at - 1).min(MAX_SPACES - 1) & 1 == 1 {
                out.push(' ');
            }
            out.push_str(part);
        }
        out
    };
    ways.into_iter().map(spell).collect()
}

/// A word as it is looked up: lower case, no vowel points, Greek accents or invisible characters, one shape for each Arabic
/// letter.
pub fn normalised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
        return out;
    }
    for c in word.chars() {
        match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ى' | 'ی' => out.push('ي'),
            'ک' => out.push('ك'),
            'ة' => out.push('ه'),
            'ـ' => {}
            '’' => out.push('\''),
            // Greek accents move when a word is declined, and Russian mostly leaves the dots out.
            'ά' | 'Ά' => out.push('α'),
            'έ' | 'Έ' => out.push('ε'),
            'ή' | 'Ή' => out.push('η'),
            'ί' | 'ϊ' | 'ΐ' | 'Ί' | 'Ϊ' => out.push('ι'),
            'ό' | 'Ό' => out.push('ο'),
            'ύ' | 'ϋ' | 'ΰ' | 'Ύ' | 'Ϋ' => out.push('υ'),
            'ώ' | 'Ώ' => out.push('ω'),
            'ς' => out.push('σ'),
            'ё' | 'Ё' => out.push('е'),
            '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{670}' => {}
            c if is_invisible(c) || c == '\u{301}' || c == '\u{307}' => {}
            'İ' => out.push('i'),
            // What most files are written in needs no table.
            'а'..='ѐ'
            | 'ђ'..='џ'
            | '\u{900}'..='\u{9FF}'
            | '\u{E00}'..='\u{E7F}'
            | '\u{2E80}'..='\u{D7FF}' => out.push(c),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Whether the forms that start with `c` are looked for inside runs of text: Thai, Hangul, kana and Han.
pub(crate) fn is_inside(c: char) -> bool {
    matches!(c as u32, 0xE00..=0xE7F | 0x1100..=0x11FF | 0x3005..=0x3007 | 0x3041..=0x30FF | 0x3400..=0x9FFF
        | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x323AF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_lose_their_accents_as_small_letters_do() {
        for word in [
            "Άγιος",
            "Έγινε",
            "Ήταν",
            "Ίδιος",
            "Όσλο",
            "Ύπατη",
            "Ώρα",
            "Ёлка",
        ] {
            assert_eq!(normalised(word), normalised(&word.to_lowercase()));
        }
    }
}
