//! What goes with words that are deleted from marked-up text: the element that held nothing else, the line that is then blank.

use super::Format;
use crate::text::Span;

/// Elements that are nothing without their words. Cells of tables are not among them: the others of the row would move.
const HOLDERS: [&str; 26] = [
    "a",
    "aside",
    "b",
    "blockquote",
    "cite",
    "dd",
    "div",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "li",
    "ol",
    "p",
    "section",
    "small",
    "span",
    "strong",
    "ul",
];

/// The span to delete for words at `span` of the original, so that nothing empty is left.
pub fn emptied(original: &str, format: Format, span: Span) -> Span {
    match format {
        Format::Html => {
            let whole = without_holders(original, span);
            if whole == span {
                span
            } else {
                with_line(original, whole)
            }
        }
        Format::Markdown => markdown_block(original, span),
        Format::Text | Format::Lines => span,
    }
}

/// The span with every element around it that holds nothing else.
fn without_holders(original: &str, span: Span) -> Span {
    let mut span = span;
    while let Some(wider) = holder(original, span) {
        span = wider;
    }
    span
}

fn holder(original: &str, span: Span) -> Option<Span> {
    let before = original.get(..span.start)?.trim_end();
    let after = original.get(span.end..)?;
    let inner = after.trim_start();
    let start = before.strip_suffix('>')?.rfind('<')?;
    let tag = original.get(start + 1..before.len() - 1)?;
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let close = inner.strip_prefix("</")?;
    let end = close.find('>')?;
    let same = close.get(..end)?.trim().eq_ignore_ascii_case(name);
    let known = HOLDERS.iter().any(|h| h.eq_ignore_ascii_case(name));
    (same && known && !tag.ends_with('/')).then(|| {
        let skipped = after.len() - inner.len();
        Span::new(start, span.end + skipped + 2 + end + 1)
    })
}

/// The span with its lines, if nothing else stands on them.
fn with_line(original: &str, span: Span) -> Span {
    let space = |c: char| matches!(c, ' ' | '\t');
    let head = original.get(..span.start).unwrap_or("");
    let start = head.trim_end_matches(space).len();
    let tail = original.get(span.end..).unwrap_or("");
    let rest = tail.trim_start_matches(space);
    let end = original.len() - rest.len();
    let at_start = start == 0 || head[..start].ends_with(['\n', '\r']);
    match line_break(rest) {
        0 => span,
        width if at_start => Span::new(start, end + width),
        _ => span,
    }
}

/// A paragraph, heading or list item of Markdown with its mark and the blank lines behind it, or before it at the end.
fn markdown_block(original: &str, span: Span) -> Span {
    let head = original.get(..span.start).unwrap_or("");
    let line = head.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let mark = head[line..].trim();
    let numbered = mark.len() > 1
        && mark.ends_with(['.', ')'])
        && mark[..mark.len() - 1].bytes().all(|b| b.is_ascii_digit());
    let is_mark = mark.is_empty()
        || matches!(mark, "-" | "*" | "+")
        || mark.bytes().all(|b| b == b'#')
        || numbered;
    let tail = original.get(span.end..).unwrap_or("");
    let rest = tail.trim_start_matches([' ', '\t']);
    let width = line_break(rest);
    if !is_mark || (width == 0 && !rest.is_empty()) {
        return span;
    }
    // The next line goes on with the paragraph or list; then only the line goes.
    let behind = &rest[width..];
    let blank = behind.len() - behind.trim_start_matches(['\n', '\r']).len();
    let end = original.len() - behind.len() + blank;
    if end < original.len() {
        return Span::new(line, end);
    }
    let before = original
        .get(..line)
        .unwrap_or("")
        .trim_end_matches(['\n', '\r', ' ', '\t']);
    // The file keeps the line break at its end.
    Span::new(before.len(), span.end + tail.len() - rest.len())
}

/// How many bytes the line break at the start of `text` has.
fn line_break(text: &str) -> usize {
    if text.starts_with("\r\n") {
        2
    } else {
        usize::from(text.starts_with(['\n', '\r']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: Format, text: &str, words: &str, left: &str) {
        let at = text.find(words).unwrap();
        let span = emptied(text, format, Span::new(at, at + words.len()));
        let mut out = text.to_owned();
        out.replace_range(span.range(), "");
        assert_eq!(out, left, "{text}");
    }

    #[test]
    fn an_element_goes_with_its_words() {
        let html = |text, left| check(Format::Html, text, "Ad", left);
        html(
            "<p>One.</p>\n<p>Ad</p>\n<p>Two.</p>\n",
            "<p>One.</p>\n<p>Two.</p>\n",
        );
        html(
            "<ul>\n  <li class=\"x\"><a href='#'>Ad</a></li>\n  <li>B</li>\n</ul>",
            "<ul>\n  <li>B</li>\n</ul>",
        );
        html("<div><p>Ad</p></div><p>B</p>", "<p>B</p>");
        html("<p>One. <em>Ad</em></p>", "<p>One. </p>");
        html("<td>Ad</td>", "<td></td>");
        html("<p>One. Ad</p>", "<p>One. </p>");
        html("<p>Ad</div>", "<p></div>");
    }

    #[test]
    fn a_block_of_markdown_goes_with_its_mark_and_blank_lines() {
        let markdown = |text, left| check(Format::Markdown, text, "Ad", left);
        markdown("One.\n\nAd\n\nTwo.\n", "One.\n\nTwo.\n");
        markdown("One.\n\nAd\n", "One.\n");
        markdown("One.\r\n\r\n## Ad\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n");
        markdown("- a\n- Ad\n- b\n", "- a\n- b\n");
        markdown("One. Ad\n\nTwo.\n", "One. \n\nTwo.\n");
        markdown("One.\nAd\nTwo.\n", "One.\nTwo.\n");
        markdown("Ad", "");
    }
}
