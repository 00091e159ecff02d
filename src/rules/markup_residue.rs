use super::Page;
use super::lines::{after, before, line_end, line_start, source_has, whole_line};
use super::markup::{self, Piece};
use super::rule::{Check, Findings, declare_rule};
use crate::document::BlockKind;
use crate::finding::{Safety, Severity};
use crate::text::Span;

declare_rule! {
    /// Markup that readers can see.
    ///
    /// ## What it finds
    /// HTML tags and comments, shortcodes of content systems (`[embed]…[/embed]`, `[caption id=…]`, `{{related}}`), Markdown
    /// in plain text (`**`, `## `, `[1]`, `[text](address)`), style sheets and scripts.
    ///
    /// ## Why it matters
    /// It was meant for a program, and it often marks the place of a picture or link that is gone.
    ///
    /// ## Example
    /// ```bad de
    /// Der Minister sagte, <strong>niemand habe davon gewusst.
    /// ```
    /// ```bad pl
    /// [gallery ids="123,124,125"]
    /// ```
    /// ```bad es
    /// **El presidente viajó a Moscú el martes.
    /// ```
    /// Use instead:
    /// ```good de
    /// Der Minister sagte, niemand habe davon gewusst.
    /// ```
    ///
    /// ## What it leaves alone
    /// `<` and `>` in calculations, masked words (`f**k`), lists, notes that the end of the text explains, markup that the
    /// source has too, and code in running text, which Markdown sets in backticks and HTML in `<code>`.
    /// ```good
    /// The developer explained that 5 < 6 and 7 > 3.
    /// ```
    pub static MARKUP_RESIDUE = "markup-residue" {
        group: Residue, severity: Error, fix: Some(Safety::Suggested), mqm: "design/markup",
        explains: ["added-sentence", "number-mismatch", "link-mismatch", "stray-punctuation", "spacing", "unbalanced-brackets",
            "unbalanced-quotes", "missing-end-punctuation", "empty-brackets", "untranslated-text", "wrong-language", "mixed-quote-style"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// So many places of a text are looked at; a text with more is code throughout.
const MOST: usize = 10_000;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let document = &page.article.document;
    let mut behind = 0;
    let mut looked = 0;
    let triggers = |c: char| matches!(c, '<' | '[' | '{' | '*' | '#' | '`' | '%' | '"' | '!' | '_');
    let marks = page.article.marks();
    let mut starts: Vec<(usize, char)> = marks.iter().copied().filter(|m| triggers(m.1)).collect();
    let addresses = memchr::memmem::find_iter(text.as_bytes(), "data:");
    starts.extend(addresses.map(|at| (at, 'd')));
    starts.sort_unstable();
    for (at, c) in starts {
        if at < behind {
            continue;
        }
        let rest = text.get(at..).unwrap_or("");
        if c == '"' && !rest.starts_with("\",") {
            continue;
        }
        looked += 1;
        if looked > MOST {
            break;
        }
        let line = Span::new(line_start(text, at), line_end(text, at));
        let piece = match c {
            '<' => markup::tag(text, at),
            '[' | '!' => markup::bracket(text, at, line),
            '{' => markup::braces(text, at, line),
            '*' | '#' | '_' => markup::markdown(page, at, line),
            'd' => markup::data_address(text, at),
            '"' => markup::script(text, at),
            _ => None,
        };
        let Some(Piece {
            end,
            severity,
            what,
            inline,
        }) = piece
        else {
            continue;
        };
        behind = end;
        let code = document
            .block_at(at)
            .and_then(|i| document.blocks.get(i))
            .is_some_and(|b| b.kind == BlockKind::Code);
        let span = Span::new(at, end);
        if code || source_has(page, span.of(text).trim()) {
            continue;
        }
        let own_line = span.of(text).trim() == line.of(text).trim();
        let severity = if inline && own_line || page.source().is_some() {
            severity.max(Severity::Warning)
        } else {
            severity
        };
        let cut = if own_line {
            whole_line(text, span)
        } else {
            span
        };
        let glued = before(text, at).is_some_and(char::is_alphanumeric)
            && after(text, end).is_some_and(char::is_alphanumeric);
        let draft = findings.add(span, what).severity(severity);
        if !glued || own_line {
            draft.delete(Safety::Suggested, cut);
        }
    }
}
