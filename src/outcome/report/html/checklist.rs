//! What is left to do in a version once the safe fixes are applied.

use super::escape::{Attr, Shown, Text};
use super::section::Section;
use crate::text::LineIndex;
use std::io::{self, Write};

/// Characters of the words that a message is about.
const EXCERPT: usize = 60;

/// Writes the list, if anything remains.
pub(super) fn write(section: &Section<'_>, out: &mut dyn Write) -> io::Result<()> {
    let remaining = section.remaining().count();
    if remaining == 0 || section.version.is_none() {
        return Ok(());
    }
    writeln!(
        out,
        "<details class=\"todo\"><summary>What remains to be done <span class=\"left\">{remaining}</span></summary><ul>"
    )?;
    for item in section.remaining() {
        let f = item.finding;
        let text = section.named.text(f.side);
        let line = LineIndex::new(text).position(text, f.span.start).line;
        let path = section.named.name(f.side);
        // A message that does not say which words it is about says little in a list.
        let words = f.span.of(text).trim();
        let (words, more) = super::card::head(words, EXCERPT);
        let told = words.is_empty() || f.message.contains(words);
        let (quoted, line_end) = match told {
            true => (String::new(), String::new()),
            false => (
                format!(" <q>{}{more}</q>", Shown(words)),
                format!(" “{}{more}”", words.replace(['\n', '\r'], " ")),
            ),
        };
        writeln!(
            out,
            "<li data-severity=\"{s}\" data-rule=\"{rule}\" data-line=\"{path}:{line}: {s}: {message}{line_end}\"><label><input type=\"checkbox\" data-id=\"{id}\"><span class=\"severity {s}\">{s}</span> <span class=\"what\" dir=\"auto\">{text}{quoted}</span></label> <a href=\"#{id}\" aria-label=\"Show finding {label}\">{label}</a></li>",
            s = f.severity,
            rule = f.rule,
            path = Attr(path),
            message = Attr(&f.message),
            line_end = Attr(&line_end),
            text = Text(&f.message),
            id = item.id,
            label = item.label
        )?;
    }
    writeln!(
        out,
        "</ul><p><button type=\"button\" class=\"copy-list\" data-script hidden>Copy list</button></p></details>"
    )
}
