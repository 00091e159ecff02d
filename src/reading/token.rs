//! Words, numbers and marks of a sentence, found in one scan.

use crate::text::Span;
use crate::text::classes::{
    Script, digit_value, is_combining, is_invisible, is_word_char, script_of,
};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A run of letters and their marks. Scripts without spaces (Han, kana, Thai) form runs of their own.
    Word,
    /// A run of digits of any script, with `.` `,` `:` between digits.
    Number,
    /// Any other single character that is not white space.
    Mark,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// No letter with case.
    None,
    /// No upper-case letter.
    Lower,
    /// Only the first letter in upper case.
    Capital,
    /// Two or more letters, all in upper case.
    Upper,
    /// Anything else (`McDonald`, `iPhone`).
    Mixed,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Where it stands in the visible text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// The script of its first letter; `None` for numbers and marks.
    pub script: Option<Script>,
    /// How it is written.
    pub case: Case,
    /// Whether white space stands before it in its sentence.
    pub spaced: bool,
    /// Index of the word in [`super::Reading::forms`]; [`Token::NO_FORM`] for numbers, marks and unspaced scripts.
    pub form: u32,
}

impl Token {
    /// The index of tokens that are no words of their own.
    pub const NO_FORM: u32 = u32::MAX;

    /// Whether the token is a word.
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether the token starts in upper case.
    pub fn is_capitalised(&self) -> bool {
        matches!(self.case, Case::Capital | Case::Upper) || (self.case == Case::Mixed)
    }

    /// A number that tokens with the same text in lower case share, and few others.
    pub fn key(&self, lower: &str) -> u32 {
        if self.form != Self::NO_FORM {
            return self.form;
        }
        let bytes = self.span.of(lower).as_bytes();
        let head = bytes.iter().take(8);
        head.fold(bytes.len() as u32, |key, b| {
            key.rotate_left(5).wrapping_mul(31) ^ u32::from(*b)
        }) | 1 << 31
    }

    /// The mark, if the token is one.
    pub fn mark(&self, text: &str) -> Option<char> {
        if self.kind == TokenKind::Mark {
            self.span.of(text).chars().next()
        } else {
            None
        }
    }
}

/// Appends the tokens of `span` to `out`.
pub(super) fn scan(text: &str, span: Span, out: &mut Vec<Token>) {
    let text = &text[..span.end];
    let char_at = |at: usize| text[at..].chars().next();
    let mut spaced = false;
    let mut at = span.start;
    while let Some(c) = char_at(at) {
        let start = at;
        at += c.len_utf8();
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let (kind, script, case) = if is_word_char(c) {
            let script = script_of(c);
            let class = run_class(script);
            let mut seen = CaseSeen::default();
            seen.add(c);
            loop {
                if class == 0 {
                    at = seen.add_lower(text.as_bytes(), at);
                }
                let Some(next) = char_at(at) else { break };
                let joins = if next.is_ascii_alphabetic() {
                    class == 0
                } else if is_word_char(next) {
                    is_combining(next) || run_class(script_of(next)) == class
                } else {
                    // Soft hyphens and joiners stand inside words; they do not end them.
                    is_invisible(next) && char_at(at + next.len_utf8()).is_some_and(is_word_char)
                };
                if !joins {
                    break;
                }
                seen.add(next);
                at += next.len_utf8();
            }
            (TokenKind::Word, script, seen.case())
        } else if digit_value(c).is_some() {
            while let Some(next) = char_at(at) {
                let inside = matches!(next, '.' | ',' | ':' | '٫' | '٬' | '،' | '：' | '，' | '．')
                    && char_at(at + next.len_utf8()).is_some_and(|d| digit_value(d).is_some());
                if digit_value(next).is_none() && !inside {
                    break;
                }
                at += next.len_utf8();
            }
            (TokenKind::Number, None, Case::None)
        } else {
            (TokenKind::Mark, None, Case::None)
        };
        out.push(Token {
            span: Span::new(start, at),
            kind,
            script,
            case,
            spaced,
            form: Token::NO_FORM,
        });
        spaced = false;
    }
}

/// Scripts that share a word run: mixing Latin and Cyrillic makes one (suspicious) word, Han and Latin make two.
fn run_class(script: Option<Script>) -> u8 {
    match script {
        Some(Script::Han) => 1,
        Some(Script::Kana) => 2,
        Some(Script::Thai) => 3,
        Some(Script::Hangul) => 4,
        _ => 0,
    }
}

#[derive(Default)]
struct CaseSeen {
    letters: usize,
    upper: usize,
    first_upper: bool,
    cased: bool,
}

impl CaseSeen {
    fn add(&mut self, c: char) {
        if c.is_ascii_lowercase() {
            self.cased = true;
            self.letters += 1;
            return;
        }
        let (upper, lower) = match c as u32 {
            // The letters of most news need no look-up in the tables of Unicode.
            0x400..=0x42F => (true, false),
            0x430..=0x45F => (false, true),
            0x590..=0x109F | 0x2E80..=0xA63F | 0xAC00..=0xD7FF => (false, false),
            _ => (c.is_uppercase(), c.is_lowercase()),
        };
        self.cased |= upper || lower;
        if upper {
            self.first_upper |= self.letters == 0;
            self.upper += 1;
        }
        if !is_combining(c) {
            self.letters += 1;
        }
    }

    /// Adds the small letters of English and Russian from byte `at` on, of which most text consists; gives where they end.
    fn add_lower(&mut self, bytes: &[u8], mut at: usize) -> usize {
        let before = self.letters;
        loop {
            at += match bytes[at..] {
                [b'a'..=b'z', ..] => 1,
                [0xD0, 0xB0..=0xBF, ..] | [0xD1, 0x80..=0x9F, ..] => 2,
                _ => break,
            };
            self.letters += 1;
        }
        self.cased |= self.letters > before;
        at
    }

    fn case(&self) -> Case {
        match (self.cased, self.upper) {
            (false, _) => Case::None,
            (true, 0) => Case::Lower,
            (true, 1) if self.first_upper => Case::Capital,
            (true, n) if n == self.letters => Case::Upper,
            _ => Case::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        scan(text, Span::new(0, text.len()), &mut out);
        out.into_iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        assert_eq!(
            tokens("He said: 1,234.5 (at 7:09)."),
            ["He", "said", ":", "1,234.5", "(", "at", "7:09", ")", "."]
        );
        assert_eq!(
            tokens("7月1日、東京で"),
            ["7", "月", "1", "日", "、", "東京", "で"]
        );
        assert_eq!(tokens("हिन्दी एक-दूसरे"), ["हिन्दी", "एक", "-", "दूसरे"]);
    }
}
