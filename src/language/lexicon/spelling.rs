//! How the files write a form, and the shape in which it is filed and looked up. The build script reads this file as well.

use crate::text::classes::is_invisible;

/// Longest phrase, in words.
const MAX_PHRASE: usize = 5;
/// Longest form looked for inside unspaced text, in characters: a Thai word has many.
pub(crate) const MAX_SUBSTRING: usize = 30;

/// A form as it is filed, its words [`normalised`].
pub(crate) enum Form {
    /// A run of an unspaced script, and its length in characters.
    Inside(String, usize),
    /// Several words.
    Phrase {
        /// The first.
        head: String,
        /// The others, with a space between them.
        rest: String,
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
        if form.chars().next().is_some_and(is_inside) {
            let chars = form.chars().count();
            return (chars <= MAX_SUBSTRING).then_some(Form::Inside(form, chars));
        }
        if form.contains([' ', '-']) {
            let mut words = form.split([' ', '-']).filter(|w| !w.is_empty());
            let head = words.next().unwrap_or("").to_owned();
            let rest: Vec<&str> = words.collect();
            let rest = (1..MAX_PHRASE)
                .contains(&rest.len())
                .then(|| rest.join(" "))?;
            return Some(Form::Phrase { head, rest, open });
        }
        match open {
            _ if form.is_empty() => None,
            true => Some(Form::Prefix(form)),
            false => Some(Form::Whole(form)),
        }
    }
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
            'ά' => out.push('α'),
            'έ' => out.push('ε'),
            'ή' => out.push('η'),
            'ί' | 'ϊ' | 'ΐ' => out.push('ι'),
            'ό' => out.push('ο'),
            'ύ' | 'ϋ' | 'ΰ' => out.push('υ'),
            'ώ' => out.push('ω'),
            'ς' => out.push('σ'),
            'ё' => out.push('е'),
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
