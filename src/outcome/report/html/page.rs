//! The frame of a page: head, tools, foot. Style and script are part of it, so that the file needs nothing else.

use super::super::plural::ending;
use super::escape::{Attr, Text};
use super::family::SEVERITIES;
use crate::finding::Severity;
use std::io::{self, Write};

pub(super) const STYLE: &str = include_str!("style.css");
pub(super) const SCRIPT: &str = include_str!("script.js");
/// SHA-256 of [`STYLE`] in Base64: browsers are told to apply no other style.
pub(super) const STYLE_HASH: &str = "CpAaizUdsTKynsio2TS+rFXOcuIj0iFncugg27Jht38=";
/// SHA-256 of [`SCRIPT`] in Base64: browsers are told to run no other script.
pub(super) const SCRIPT_HASH: &str = "qBIStOrVCXXrdDUKRmH05QCl7dhIKfetfSd6ySidYMs=";

/// What the tools of a page are for.
#[derive(Debug, Default)]
pub(super) struct Tools {
    /// Findings of each severity, the worst first.
    pub(super) counts: [usize; 3],
    /// The rules with findings.
    pub(super) rules: Vec<&'static str>,
}

/// Writes everything before the content. `home` leads to the front page, if that is another one.
pub(super) fn open(
    title: &str,
    home: Option<&str>,
    tools: Option<&Tools>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">"
    )?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'\">"
    )?;
    writeln!(
        out,
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
    )?;
    writeln!(
        out,
        "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">"
    )?;
    writeln!(
        out,
        "<title>{} – cleanup report</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        Attr(title)
    )?;
    write!(
        out,
        "<header class=\"masthead\"><p class=\"brand\">copydesk</p><h1>Cleanup report</h1>"
    )?;
    if let Some(home) = home {
        write!(
            out,
            "<a class=\"home\" href=\"{}\">All articles</a>",
            Attr(home)
        )?;
    }
    writeln!(out, "</header>")?;
    if let Some(tools) = tools {
        self::tools(tools, out)?;
        writeln!(out, "{HELP}")?;
    }
    writeln!(out, "<main>")
}

/// What the page shows and can do, in words.
const HELP: &str = "<details class=\"help\"><summary>How to read this page</summary><ul>\
<li>Each row is a sentence of the source beside the one that renders it; a hatched field is one that has no counterpart.</li>\
<li><mark class=\"error\">Errors</mark> are surely wrong, <mark class=\"warning\">warnings</mark> very probably, <mark class=\"note\">notes</mark> are hints. What shows why is underlined with dots on the other side.</li>\
<li>Point at a number, date, name or quotation, or reach it with Tab and the arrow keys, and its partner lights up.</li>\
<li>Keys: <kbd>n</kbd> next finding, <kbd>p</kbd> previous, <kbd>f</kbd> fold and unfold the rows without findings. Every finding has a lasting link (<code>#</code>).</li>\
<li><i>Copy cleaned text</i> gives the translation with the safe fixes made. <i>stet</i> copies an exception for copydesk.toml: let it stand.</li>\
<li>What you tick stays in this browser; nothing is sent anywhere.</li></ul></details>";

/// The tools, which only a script brings to life.
fn tools(tools: &Tools, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<section class=\"tools\" aria-label=\"Tools\" data-script hidden>"
    )?;
    write!(
        out,
        "<div class=\"group severities\" role=\"group\" aria-label=\"Show\">"
    )?;
    let counted = SEVERITIES.into_iter().zip(tools.counts);
    for (severity, n) in counted.filter(|(_, n)| *n > 0) {
        // Notes are for those who ask, unless there is nothing else.
        let shown = severity > Severity::Note || tools.counts[0] + tools.counts[1] == 0;
        let s = ending(n);
        write!(
            out,
            "<button type=\"button\" class=\"toggle {severity}\" data-show=\"{severity}\" aria-pressed=\"{shown}\">{n} <span>{severity}{s}</span></button>"
        )?;
    }
    write!(
        out,
        "</div><select id=\"rule\" aria-label=\"Rule\" title=\"Show the findings of one rule\"><option value=\"\">All rules</option>"
    )?;
    for rule in &tools.rules {
        write!(out, "<option>{}</option>", Text(rule))?;
    }
    writeln!(
        out,
        "</select><div class=\"group steps\"><button type=\"button\" id=\"previous\" aria-keyshortcuts=\"p\" title=\"Previous finding (p)\"><span aria-hidden=\"true\">↑</span> <span>Previous</span></button><output id=\"position\" aria-live=\"polite\"></output><button type=\"button\" id=\"next\" aria-keyshortcuts=\"n\" title=\"Next finding (n)\"><span aria-hidden=\"true\">↓</span> <span>Next</span></button></div>"
    )?;
    writeln!(
        out,
        "<button type=\"button\" id=\"fold\" class=\"toggle\" aria-pressed=\"true\" aria-keyshortcuts=\"f\" title=\"Fold rows without findings (f)\">Fold clean rows</button><label class=\"keys\"><input type=\"checkbox\" id=\"keys\" checked> Keys n p f</label><button type=\"button\" id=\"theme\">Dark</button></section>"
    )
}

/// Writes everything behind the content.
pub(super) fn close(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "</main>\n<footer><p>Made by copydesk {}. Marks are suggestions: the editor decides.</p></footer>",
        env!("CARGO_PKG_VERSION")
    )?;
    writeln!(
        out,
        "<p id=\"said\" role=\"status\" class=\"said\"></p>\n<script>{SCRIPT}</script>\n</body>\n</html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let group =
                chunk.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
            for i in 0..4 {
                let letter = LETTERS[(group >> (18 - 6 * i) & 63) as usize] as char;
                out.push(if i > chunk.len() { '=' } else { letter });
            }
        }
        out
    }

    #[test]
    fn browsers_are_told_the_hashes_of_style_and_script() {
        let hash = |text: &str| base64(&Sha256::digest(text.as_bytes()));
        assert_eq!(STYLE_HASH, hash(STYLE), "style.css has changed");
        assert_eq!(SCRIPT_HASH, hash(SCRIPT), "script.js has changed");
    }

    #[test]
    fn style_and_script_cannot_end_their_elements() {
        assert!(!STYLE.contains("</") && !STYLE.contains("http"));
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("http"));
    }
}
