//! Classes of characters that scanning needs: scripts, word characters, sentence ends, quotation marks.

/// The writing system of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters (Arabic, Persian, Urdu).
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Devanagari (Hindi, Marathi, Nepali).
    Devanagari,
    /// Bengali.
    Bengali,
    /// Thai.
    Thai,
    /// Chinese characters.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Korean syllables.
    Hangul,
    /// A letter of any other script.
    Other,
}

impl Script {
    /// Whether the script has upper and lower case.
    pub const fn has_case(self) -> bool {
        matches!(self, Self::Latin | Self::Cyrillic | Self::Greek)
    }

    /// Whether words stand without spaces between them.
    pub const fn is_unspaced(self) -> bool {
        matches!(self, Self::Han | Self::Kana | Self::Thai)
    }

    /// Whether lines run from right to left.
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }
}

/// The script of a letter or combining mark; `None` for anything else.
#[inline]
pub fn script_of(c: char) -> Option<Script> {
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some(Script::Latin);
    }
    script_beyond_ascii(c)
}

fn script_beyond_ascii(c: char) -> Option<Script> {
    // The letters of most news first; all of these ranges are letters throughout.
    match c as u32 {
        0x4E00..=0x9FFF => return Some(Script::Han),
        0x400..=0x481 => return Some(Script::Cyrillic),
        0xD8..=0xF6 | 0xF8..=0x24F => return Some(Script::Latin),
        0x2000..=0x203F | 0x3000..=0x3004 | 0x3008..=0x3020 | 0xFF00..=0xFF20 => return None,
        _ => {}
    }
    let script = match c as u32 {
        0xAA | 0xBA | 0xC0..=0x24F | 0x1E00..=0x1EFF | 0xFF21..=0xFF3A | 0xFF41..=0xFF5A => {
            Script::Latin
        }
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Script::Cyrillic,
        0x591..=0x5F4 | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => {
            Script::Arabic
        }
        0x900..=0x97F => Script::Devanagari,
        0x980..=0x9FF => Script::Bengali,
        0xE00..=0xE7F => Script::Thai,
        0x3041..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Script::Kana,
        0x3005
        | 0x3007
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF
        | 0x20000..=0x323AF => Script::Han,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Script::Hangul,
        _ => Script::Other,
    };
    is_word_char(c).then_some(script)
}

/// Whether `c` is a part of a word: a letter or a mark that combines with letters; never a digit.
#[inline]
pub fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    is_word_char_beyond_ascii(c)
}

fn is_word_char_beyond_ascii(c: char) -> bool {
    // The letters of most news need no look-up in the tables of Unicode.
    match c as u32 {
        0xC0..=0x2AF => !matches!(c, '×' | '÷'),
        0x2000..=0x203F | 0x3000..=0x3004 | 0x3008..=0x3020 | 0xFF00..=0xFF20 => false,
        0x388..=0x38A | 0x38E..=0x3A1 | 0x3A3..=0x3F5 | 0x1E00..=0x1EFF => true,
        0x400..=0x481 | 0x48A..=0x52F | 0x5D0..=0x5EA | 0x620..=0x657 | 0x66E..=0x6D3 => true,
        0x900..=0x963 | 0xE01..=0xE3A | 0xE40..=0xE4E => true,
        0x3041..=0x3096 | 0x30A1..=0x30FA | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 => true,
        _ => c.is_alphabetic() || is_combining(c),
    }
}

/// Whether `c` combines with the letter before it (accents, vowel signs, viramas, tone marks).
#[inline]
pub fn is_combining(c: char) -> bool {
    let code = c as u32;
    // Where most text is written there are none.
    code >= 0x300 && !(0x3100..0xFE20).contains(&code) && is_listed_combining(code)
}

fn is_listed_combining(code: u32) -> bool {
    let low = code & 0xFF;
    match code >> 8 {
        0x03 => low <= 0x6F,
        0x04 => matches!(low, 0x83..=0x87),
        0x05 => matches!(low, 0x91..=0xBD | 0xBF | 0xC1 | 0xC2 | 0xC4 | 0xC5 | 0xC7),
        0x06 => {
            matches!(low, 0x10..=0x1A | 0x4B..=0x5F | 0x70 | 0xD6..=0xDC | 0xDF..=0xE4 | 0xE7 | 0xE8 | 0xEA..=0xED)
        }
        0x09 => {
            matches!(low, 0..=0x03 | 0x3A..=0x3C | 0x3E..=0x4F | 0x51..=0x57 | 0x62 | 0x63 | 0x81..=0x83 | 0xBC
                | 0xBE..=0xCD | 0xD7 | 0xE2 | 0xE3)
        }
        0x0E => matches!(low, 0x31 | 0x34..=0x3A | 0x47..=0x4E),
        0x1A => low >= 0xB0,
        0x1D => low >= 0xC0,
        0x20 => matches!(low, 0xD0..=0xF0),
        0x30 => matches!(low, 0x99 | 0x9A),
        0xFE => matches!(low, 0x20..=0x2F),
        _ => false,
    }
}

/// The characters of a text that may be marks, with their offsets: most letters, figures and spaces are left out by a look
/// at their first byte.
pub fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        // What follows in a character of several bytes, and the first bytes of Cyrillic, Han and Hangul letters.
        let letter = |b: u8| match b {
            0..0x80 => b.is_ascii_alphanumeric() || b == b' ',
            _ => matches!(b, 0x80..=0xBF | 0xD0 | 0xD1 | 0xE4..=0xE9 | 0xEB | 0xEC),
        };
        at += bytes.get(at..)?.iter().position(|b| !letter(*b))?;
        let c = text.get(at..)?.chars().next()?;
        let found = (at, c);
        at += c.len_utf8();
        Some(found)
    })
}

/// The value of a decimal digit of any script that news uses.
pub fn digit_value(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.is_ascii_digit().then(|| c as u8 - b'0');
    }
    let zero = match c as u32 {
        0x660..=0x669 => 0x660,
        0x6F0..=0x6F9 => 0x6F0,
        0x966..=0x96F => 0x966,
        0x9E6..=0x9EF => 0x9E6,
        0xE50..=0xE59 => 0xE50,
        0xFF10..=0xFF19 => 0xFF10,
        _ => return None,
    };
    Some((c as u32 - zero) as u8)
}

/// Whether `c` ends a sentence.
pub fn is_sentence_end(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '．'
            | '｡'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
    )
}

/// Whether `c` opens a bracket; gives the closing one.
pub fn closing_bracket(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '（' => '）',
        '［' => '］',
        '【' => '】',
        '〔' => '〕',
        '〈' => '〉',
        '《' => '》',
        _ => return None,
    })
}

/// Whether `c` closes a bracket.
pub fn is_closing_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）' | '］' | '】' | '〕' | '〉' | '》')
}

/// Whether `c` is a quotation mark of any language. Straight and curly apostrophes are not among them.
pub fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〝'
            | '〟'
            | '＂'
            | '״'
    )
}

/// Whether `c` is a single quotation mark or an apostrophe.
pub fn is_single_quote(c: char) -> bool {
    matches!(
        c,
        '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' | '׳'
    )
}

/// Whether `c` may close a quotation or a bracket behind the end of a sentence.
pub fn is_closing(c: char) -> bool {
    is_closing_bracket(c)
        || matches!(
            c,
            '"' | '”'
                | '“'
                | '»'
                | '«'
                | '」'
                | '』'
                | '’'
                | '\''
                | '›'
                | '‹'
                | '״'
                | '〞'
                | '＂'
        )
}

/// Whether `c` is a dash; the hyphen-minus counts only where `hyphen` says so.
pub fn is_dash(c: char, hyphen: bool) -> bool {
    matches!(c, '–' | '—' | '―' | '‒' | '−' | '─' | '﹘')
        || (hyphen && matches!(c, '-' | '‐' | '‑'))
}

/// Whether `c` is a Han or kana character or one of the marks set with them.
pub fn is_cjk(c: char) -> bool {
    matches!(c as u32, 0x3000..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x323AF)
}

/// Whether `c` is white space, including the no-break and the ideographic space, but no line break.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() && !is_line_break(c)
}

/// Whether `c` ends a line.
pub fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}'
    )
}

/// Whether `c` shows nothing: zero-width, bidirectional controls, soft hyphen, byte order mark.
pub fn is_invisible(c: char) -> bool {
    matches!(c as u32, 0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_known_by_heart_are_those_of_the_tables() {
        let by_table = |c: char| c.is_alphabetic() || is_combining(c);
        let mut off: Vec<char> = ('\u{C0}'..='\u{1EFF}')
            .filter(|&c| is_word_char(c) != by_table(c))
            .collect();
        off.retain(|c| !c.is_numeric());
        assert!(off.is_empty(), "{off:?}");
    }
}
