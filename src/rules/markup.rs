//! Pieces of markup in visible text: tags, shortcodes, Markdown, scripts.

use super::Page;
use super::lines::{after, before};
use crate::document::{BlockKind, Format};
use crate::finding::Severity;
use crate::text::Span;
use crate::text::classes::{is_closing, is_dash, is_quote, is_sentence_end, is_word_char};

/// A piece of markup found at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Offset behind it.
    pub(super) end: usize,
    pub(super) severity: Severity,
    /// What it is, as a sentence.
    pub(super) what: &'static str,
    /// Whether it may be rightly quoted in a text about technology, so that it counts only on its own line or against a source.
    pub(super) inline: bool,
}

fn piece(end: usize, severity: Severity, what: &'static str) -> Option<Piece> {
    Some(Piece {
        end,
        severity,
        what,
        inline: false,
    })
}

/// Longest tag or shortcode, in bytes.
const LONGEST: usize = 2000;

/// How much of the end of a text is searched for notes, in bytes.
const NOTES: usize = 8000;

/// The elements of HTML that articles are made of.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "image",
    "img",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "picture",
    "pre",
    "q",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "video",
    "wbr",
];

/// An HTML tag or comment at `<`.
pub(super) fn tag(text: &str, at: usize) -> Option<Piece> {
    let rest = head(text, at);
    if rest.starts_with("<!--") {
        let end = rest.find("-->").map_or(rest.len().min(4), |i| i + 3);
        return piece(
            at + end,
            Severity::Error,
            "A comment of the page's code is left in the text.",
        );
    }
    if rest.starts_with("<![CDATA[")
        || rest
            .get(..9)
            .is_some_and(|h| h.eq_ignore_ascii_case("<!doctype"))
    {
        return piece(
            at + 9,
            Severity::Error,
            "Code of a page is left in the text.",
        );
    }
    let inner = rest.get(1..)?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name: &str = inner.get(
        ..inner
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(inner.len()),
    )?;
    if !ELEMENTS.iter().any(|e| e.eq_ignore_ascii_case(name)) {
        return None;
    }
    let tail = inner.get(name.len()..)?;
    let close = tail.find(['>', '<', '\n'])?;
    let attributes = tail.get(..close)?.trim();
    let fits = attributes.is_empty()
        || attributes == "/"
        || (tail.starts_with(char::is_whitespace) && attributes.contains('='));
    let closed = tail.get(close..)?.starts_with('>');
    if !fits || !closed {
        return None;
    }
    let end = at + (rest.len() - tail.len()) + close + 1;
    piece(end, Severity::Error, "An HTML tag is left in the text.")
}

/// Shortcodes of content systems and forums.
const SHORTCODES: &[&str] = &[
    "caption",
    "gallery",
    "embed",
    "video",
    "audio",
    "playlist",
    "youtube",
    "vimeo",
    "twitter",
    "tweet",
    "instagram",
    "facebook",
    "iframe",
    "img",
    "url",
    "quote",
    "code",
    "spoiler",
    "poll",
    "related",
    "newsletter",
    "ad",
    "advert",
    "adsense",
    "banner",
    "slideshow",
    "soundcloud",
    "contact-form",
    "contact-form-7",
    "shortcode",
    "map",
    "button",
    "column",
    "row",
    "vc_row",
    "vc_column",
    "vc_column_text",
    "et_pb_section",
    "b",
    "i",
    "u",
    "s",
    "center",
    "size",
    "color",
    "list",
];

/// A shortcode, a reference mark or a Markdown link or picture at `[` or `!`.
pub(super) fn bracket(text: &str, at: usize, line: Span) -> Option<Piece> {
    let rest = text.get(at..line.end)?;
    let open = if rest.starts_with("![") {
        2
    } else if rest.starts_with('[') {
        1
    } else {
        return None;
    };
    let close = rest.find(']')?;
    let inner = rest.get(open..close)?;
    let tail = rest.get(close + 1..)?;
    // [text](address)
    if let Some(target) = tail.strip_prefix('(')
        && let Some(end) = target.find(')')
        && target.get(..end).is_some_and(|t| {
            t.contains("://")
                || t.starts_with(['/', '#', '.'])
                || t.contains('.') && !t.contains(' ')
                || open == 2
        })
    {
        return piece(
            at + close + 2 + end + 1,
            Severity::Error,
            "A Markdown link is left in the text.",
        );
    }
    if open == 2 {
        return None;
    }
    let digits = !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
    if digits || inner == "citation needed" || inner == "edit" {
        return reference(text, at, at + close + 1, inner);
    }
    let closing = inner.starts_with('/');
    let body = inner.trim_start_matches('/');
    let name = body.get(
        ..body
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
            .unwrap_or(body.len()),
    )?;
    let known = SHORTCODES.contains(&name.to_ascii_lowercase().as_str());
    let attributes = body.get(name.len()..)?;
    let valued = attributes.contains("=\"")
        || attributes.contains("='")
        || attributes.contains("=“")
        || attributes.contains("=”")
        || attributes.contains("=&quot;")
        || attributes.contains("=http")
        || name == "url" && attributes.starts_with('=');
    let bare = attributes.trim().is_empty();
    if name.is_empty()
        || name.len() > 40
        || !(valued || bare && (known || closing) && name.chars().all(|c| !c.is_uppercase()))
    {
        return None;
    }
    // The closing code on the same line and what it encloses goes with the opening one.
    let pair = format!("[/{name}]");
    let end = if closing {
        None
    } else {
        tail.find(&pair).map(|i| close + 1 + i + pair.len())
    };
    let single = name.len() == 1 && end.is_none() && !closing;
    if single || (bare && !closing && end.is_none() && !known) {
        return None;
    }
    piece(
        at + end.unwrap_or(close + 1),
        Severity::Error,
        "A shortcode of a content system is left in the text.",
    )
}

/// `[1]` behind a word or a sentence, unless the end of the text has the note.
fn reference(text: &str, at: usize, end: usize, inner: &str) -> Option<Piece> {
    let behind = before(text, at).is_some_and(|c| {
        is_word_char(c)
            || c.is_numeric()
            || is_sentence_end(c)
            || is_closing(c)
            || matches!(c, ',' | '，' | '、')
    });
    let free = after(text, end)
        .is_none_or(|c| !is_word_char(c) || text.get(..at).is_some_and(|h| !h.ends_with(' ')));
    let mark = text.get(at..end).unwrap_or("");
    // The note itself stands at the end of the text.
    let mut from = end.max(text.len().saturating_sub(NOTES));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let foot = text.get(from..).unwrap_or("");
    let note = foot
        .match_indices(mark)
        .any(|(i, _)| matches!(before(text, from + i), None | Some('\n' | '\r')));
    if !behind || !free || note {
        return None;
    }
    let severity = if inner.bytes().all(|b| b.is_ascii_digit()) {
        Severity::Warning
    } else {
        Severity::Error
    };
    piece(
        end,
        severity,
        "The mark of a note is left in the text, without the note.",
    )
}

/// `{{…}}`, a style sheet or an object of a script at `{`.
pub(super) fn braces(text: &str, at: usize, line: Span) -> Option<Piece> {
    let rest = text.get(at..line.end)?;
    if rest.starts_with("{{") {
        let end = rest.find("}}").map_or(2, |i| i + 2);
        return Some(Piece {
            end: at + end,
            severity: Severity::Note,
            what: "The place of a template is left in the text.",
            inline: true,
        });
    }
    if rest.starts_with("{%") {
        let end = rest.find("%}").map_or(2, |i| i + 2);
        return Some(Piece {
            end: at + end,
            severity: Severity::Note,
            what: "Code of a template is left in the text.",
            inline: true,
        });
    }
    let close = rest.find('}')?;
    let inner = rest.get(1..close)?;
    let style = inner.contains(';')
        && inner
            .split(';')
            .next()
            .is_some_and(|first| first.split(':').count() == 2 && !first.contains("//"));
    let object = inner.trim_start().starts_with('"') && inner.contains("\":");
    (style || object).then_some(Piece {
        end: at + close + 1,
        severity: Severity::Error,
        what: "Code of a page is left in the text.",
        inline: false,
    })
}

/// `**` at the start of words, `## ` and `* ` at the start of a line or sentence.
pub(super) fn markdown(page: &Page<'_>, at: usize, line: Span) -> Option<Piece> {
    let document = &page.article.document;
    if document.format == Format::Markdown {
        return None;
    }
    let text = page.text();
    let rest = text.get(at..line.end)?;
    let mark = rest.chars().next()?;
    let run = rest.len() - rest.trim_start_matches(mark).len();
    let tail = rest.get(run..)?;
    let next = tail.chars().next();
    let previous = before(text, at).filter(|_| at > line.start);
    let head = text.get(line.start..at).unwrap_or("");
    let opens = previous.is_none_or(|c| {
        c.is_whitespace()
            || is_quote(c)
            || is_dash(c, true)
            || matches!(c, '(' | '（' | '。' | '、' | '，')
    });
    let at_start = head.trim().is_empty()
        || head.ends_with(char::is_whitespace)
            && head
                .trim_end()
                .chars()
                .rev()
                .find(|&c| !is_closing(c))
                .is_some_and(is_sentence_end)
        || head
            .chars()
            .next_back()
            .is_some_and(|c| matches!(c, '。' | '！' | '？' | '」' | '”'));
    match (mark, run) {
        ('*' | '_', 2)
            if opens
                && next.is_some_and(|c| {
                    is_word_char(c)
                        || is_quote(c)
                        || c.is_numeric()
                        || matches!(c, '¿' | '¡' | '‘' | '’' | '\'' | '(')
                }) =>
        {
            if mark == '_' && !closes(tail, "__") {
                return None;
            }
            // A masked word: "**** off", "** million".
            piece(
                at + 2,
                Severity::Error,
                "A mark of Markdown is left in the text.",
            )
        }
        ('*' | '_', 2)
            if !opens
                && head.contains(rest.get(..2)?)
                && next.is_none_or(|c| !c.is_alphanumeric()) =>
        {
            if mark == '_' && !head.contains(" __") && !head.starts_with("__") {
                return None;
            }
            piece(
                at + 2,
                Severity::Error,
                "A mark of Markdown is left in the text.",
            )
        }
        ('#', 1..=6)
            if at_start
                && next == Some(' ')
                && tail
                    .trim_start()
                    .chars()
                    .next()
                    .is_some_and(|c| !c.is_ascii_digit()) =>
        {
            piece(
                at + run + 1,
                Severity::Error,
                "The mark of a Markdown heading is left in the text.",
            )
        }
        ('*', 1) if at_start && next == Some(' ') && tail.chars().any(is_word_char) => {
            let items = document
                .blocks
                .iter()
                .filter(|b| b.kind == BlockKind::ListItem)
                .count();
            let listed = items > 1 && head.trim().is_empty();
            piece(
                at + 2,
                if listed {
                    Severity::Note
                } else {
                    Severity::Warning
                },
                "The mark of a list item is left in the text.",
            )
            .filter(|_| !(listed && page.source().is_none()))
        }
        _ => None,
    }
}

fn closes(tail: &str, mark: &str) -> bool {
    tail.contains(mark)
}

/// `data:image/png;base64,…`.
pub(super) fn data_address(text: &str, at: usize) -> Option<Piece> {
    let rest = head(text, at);
    if !rest.starts_with("data:image/") && !rest.starts_with("data:text/") {
        return None;
    }
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    piece(
        at + end,
        Severity::Error,
        "A picture in code is left in the text.",
    )
}

/// `",msid:"81692118",shareUrl:"/video/…`.
pub(super) fn script(text: &str, at: usize) -> Option<Piece> {
    let rest = head(text, at).strip_prefix("\",")?;
    let name = rest.get(..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?)?;
    let value = rest.get(name.len()..)?.starts_with(":\"");
    (value && !name.is_empty()).then_some(Piece {
        end: at + 2 + name.len() + 2,
        severity: Severity::Error,
        what: "Code of a script is left in the text.",
        inline: false,
    })
}

/// The text from `at`, as far as a piece of markup may go.
fn head(text: &str, at: usize) -> &str {
    let mut end = text.len().min(at + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(at..end).unwrap_or("")
}
