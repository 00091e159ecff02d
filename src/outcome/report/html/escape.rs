//! Untrusted text made safe for HTML: as content, as an attribute, as what shows the invisible, as JSON in a script.

use crate::text::classes::is_invisible;
use std::fmt::{self, Display, Write};

/// Text as the content of an element. What could turn lines around or cannot stand in HTML is shown by its code point.
pub(super) struct Text<'a>(pub(super) &'a str);

/// Text inside a quoted attribute or a title, where no element can stand.
pub(super) struct Attr<'a>(pub(super) &'a str);

/// Text inside a quoted attribute that a script reads and nobody sees: every character keeps its value.
pub(super) struct Exact<'a>(pub(super) &'a str);

/// Text of a mark: as [`Text`], with everything that shows nothing made visible.
pub(super) struct Shown<'a>(pub(super) &'a str);

/// Whether the character turns the direction of what follows, which must not leave the text that it stands in.
const fn turns_lines(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_unfit(c: char) -> bool {
    turns_lines(c) || c.is_control() && !matches!(c, '\n' | '\t' | '\r')
}

fn plain(c: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match c {
        '&' => f.write_str("&amp;"),
        '<' => f.write_str("&lt;"),
        '>' => f.write_str("&gt;"),
        '"' => f.write_str("&quot;"),
        '\'' => f.write_str("&#39;"),
        c => f.write_char(c),
    }
}

fn chip(c: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "<span class=\"code\">U+{:04X}</span>", c as u32)
}

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => f.write_char(' '),
            c if is_unfit(c) => chip(c, f),
            c => plain(c, f),
        })
    }
}

impl Display for Attr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            c if is_unfit(c) || is_invisible(c) => write!(f, "[U+{:04X}]", c as u32),
            c => plain(c, f),
        })
    }
}

impl Display for Exact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            // Cannot be written in HTML at all.
            '\0' => f.write_char('\u{FFFD}'),
            c if c.is_control() || is_unfit(c) || is_invisible(c) => {
                write!(f, "&#x{:X};", c as u32)
            }
            c => plain(c, f),
        })
    }
}

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blank = self.0.chars().all(char::is_whitespace);
        self.0.chars().try_for_each(|c| match c {
            '\n' => f.write_char('⏎'),
            '\r' => Ok(()),
            '\t' => f.write_char('⇥'),
            ' ' if blank => f.write_char('␣'),
            // Joiners are letters of Persian and of the Indian scripts.
            '\u{200C}' | '\u{200D}' => f.write_char(c),
            c if is_unfit(c) || is_invisible(c) => chip(c, f),
            c if c != ' ' && c.is_whitespace() && (blank || c != '\u{A0}') => chip(c, f),
            c => plain(c, f),
        })
    }
}

/// A JSON string that can stand inside a `script` element: no mark of HTML, no control and nothing invisible in it.
pub(super) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if matches!(c, '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}')
                || c.is_control()
                || is_invisible(c) =>
            {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "</script><img src=x onerror=\"a('b')\">\u{202E}\0\u{2028}&amp;";

    #[test]
    fn nothing_of_a_hostile_text_stays_markup() {
        let text = Text(HOSTILE).to_string();
        assert_eq!(
            text,
            "&lt;/script&gt;&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;<span class=\"code\">U+202E</span>\
             <span class=\"code\">U+0000</span> &amp;amp;"
        );
        let attr = Attr(HOSTILE).to_string();
        assert!(
            !attr.contains(['<', '>', '"', '\'', '\u{202E}', '\0']),
            "{attr}"
        );
        let exact = Exact(HOSTILE).to_string();
        assert!(
            !exact.contains(['<', '>', '"', '\'', '\u{202E}', '\0']),
            "{exact}"
        );
        assert!(exact.contains("&#x202E;"), "{exact}");
    }

    #[test]
    fn json_says_the_same_and_closes_no_script() {
        let written = json(HOSTILE);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), HOSTILE);
        assert!(
            !written.contains(['<', '>', '&', '\'', '\u{202E}', '\u{2028}']),
            "{written}"
        );
    }

    #[test]
    fn a_mark_shows_what_cannot_be_seen() {
        assert_eq!(Shown("  ").to_string(), "␣␣");
        assert_eq!(Shown("a b").to_string(), "a b");
        assert_eq!(
            Shown("a\u{200B}b").to_string(),
            "a<span class=\"code\">U+200B</span>b"
        );
        assert_eq!(Shown("می\u{200C}رود").to_string(), "می\u{200C}رود");
    }
}
