use super::Page;
use super::lines::{after, before, line_end, line_start, source_has, whole_line};
use super::rule::{Check, Findings, declare_rule};
use crate::document::BlockKind;
use crate::finding::{Safety, Severity};
use crate::text::Span;
use crate::text::classes::{is_cjk, is_word_char};

declare_rule! {
    /// A stand-in that was never replaced, or a token of a machine.
    ///
    /// ## What it finds
    /// `<unk>`, `⁇`, `▁`, `</s>`, `{0}`, `%s`, `${name}`, `__NUM1__`, `⟪PH⟫`, `%%ad_slot%%`, `@-@`, `[TK]`, `\u00e9`,
    /// `[email protected]`, `Lorem ipsum`, and `XXX` where the source has none.
    ///
    /// ## Why it matters
    /// A word, a name or a number is missing where it stands.
    ///
    /// ## Example
    /// ```bad uk
    /// Президент <unk> приїхав до Києва.
    /// ```
    /// ```bad it
    /// Il ministro __NUM1__ ha parlato di sicurezza.
    /// ```
    /// Use instead:
    /// ```good it
    /// Il ministro ha parlato di sicurezza.
    /// ```
    ///
    /// ## What it leaves alone
    /// What the source has too, `Super Bowl XXX`, per cent signs.
    pub static PLACEHOLDER_RESIDUE = "placeholder-residue" {
        group: Residue, severity: Error, fix: Some(Safety::Suggested), mqm: "accuracy/omission",
        explains: ["added-sentence", "number-mismatch", "stray-punctuation", "spacing", "unbalanced-brackets", "mixed-script-word",
            "untranslated-text", "empty-brackets", "name-mismatch", "mojibake"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// More findings than this in one text are not told one by one.
const MOST: usize = 500;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let document = &page.article.document;
    let mut behind = 0;
    let bytes = text.as_bytes();
    while let Some(ahead) = bytes
        .get(behind..)
        .and_then(|r| r.iter().position(|b| may_start(*b)))
    {
        let at = behind + ahead;
        if findings.len() >= MOST {
            return;
        }
        behind = at + 1;
        let Some((len, severity)) = stand_in(text, at, page.source().is_some()) else {
            continue;
        };
        behind = at + len;
        let span = Span::new(at, behind);
        let shown = span.of(text);
        let code = document
            .block_at(at)
            .and_then(|i| document.blocks.get(i))
            .is_some_and(|b| b.kind == BlockKind::Code);
        if code || source_has(page, shown) {
            continue;
        }
        let severity = if page.source().is_some() {
            severity.max(Severity::Warning)
        } else {
            severity
        };
        let line = Span::new(line_start(text, at), line_end(text, at));
        let own_line = line.of(text).trim() == shown;
        let draft = findings
            .add(
                span,
                format!("“{shown}” stands where something was to be put in."),
            )
            .severity(severity);
        if own_line {
            draft.delete(Safety::Suggested, whole_line(text, span));
        } else if shown == "@-@" {
            let spaced = Span::new(
                text.get(..at).map_or(at, |h| h.trim_end_matches(' ').len()),
                behind
                    + text
                        .get(behind..)
                        .map_or(0, |r| r.len() - r.trim_start_matches(' ').len()),
            );
            draft.replace(Safety::Suggested, spaced, "-");
        }
    }
}

/// Whether a stand-in can start with the byte; 0xE2 is the first of ⟪, ⟨, ⁇ and ▁.
fn may_start(byte: u8) -> bool {
    matches!(
        byte,
        b'<' | b'{' | b'%' | b'$' | b'_' | b'@' | b'[' | b'\\' | b'X' | b'T' | b'L' | b'#' | 0xE2
    )
}

/// Tokens of translation systems and editors, written exactly so.
const TOKENS: &[&str] = &[
    "<unk>",
    "<UNK>",
    "<s>",
    "</s>",
    "<pad>",
    "<eos>",
    "<bos>",
    "<mask>",
    "<url>",
    "<URL>",
    "<email>",
    "<EMAIL>",
    "<NUM>",
    "<num>",
    "<PHONE>",
    "<NAME>",
    "<DATE>",
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "[UNK]",
    "[PAD]",
    "[MASK]",
    "[CLS]",
    "[SEP]",
    "[TK]",
    "[TBC]",
    "[TBD]",
    "[PLACEHOLDER]",
    "[INSERT",
    "[URL]",
    "[LINK]",
    "[NAME]",
    "[DATE]",
    "[NUM]",
    "[email protected]",
    "[email\u{a0}protected]",
    "@-@",
    "@,@",
    "@.@",
    "@/@",
    "@:@",
    "⁇",
    "▁",
    "[object Object]",
    "%1$s",
    "%2$s",
    "%1$d",
    "Lorem ipsum dolor",
];

/// The stand-in at `at`: its length and how sure it is.
fn stand_in(text: &str, at: usize, paired: bool) -> Option<(usize, Severity)> {
    let rest = text.get(at..)?;
    if let Some(token) = TOKENS.iter().find(|t| rest.starts_with(**t)) {
        return Some((token.len(), Severity::Error));
    }
    let previous = before(text, at);
    let free = !previous.is_some_and(|c| is_word_char(c) || c.is_numeric());
    let name = |from: usize, also: &[char]| {
        let body = rest.get(from..).unwrap_or("");
        let len = body
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || also.contains(&c)))
            .unwrap_or(body.len());
        (len > 0 && len <= 40).then_some(from + len)
    };
    let closed = |end: usize, close: &str| {
        rest.get(end..)
            .is_some_and(|r| r.starts_with(close))
            .then_some(end + close.len())
    };
    let first = rest.chars().next()?;
    match first {
        '{' => {
            if rest.starts_with("{{") || previous == Some('{') {
                return None;
            }
            let end = closed(name(1, &['.', '-'])?, "}")?;
            let number = rest.get(1..end - 1)?.bytes().all(|b| b.is_ascii_digit());
            Some((
                end,
                if number {
                    Severity::Error
                } else {
                    Severity::Warning
                },
            ))
        }
        '$' => Some((closed(name(2, &['.'])?, "}")?, Severity::Error))
            .filter(|_| rest.starts_with("${")),
        '⟪' | '⟨' => {
            let close = if first == '⟪' { "⟫" } else { "⟩" };
            let end = rest.find(close).filter(|&i| i <= 40)?;
            let inner = rest.get(first.len_utf8()..end)?;
            let code = !inner.is_empty()
                && inner
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
            (first == '⟪' || code).then_some((end + close.len(), Severity::Error))
        }
        '_' if rest.starts_with("__") && free => {
            let inner = rest.get(2..)?;
            let len = inner.find("__").filter(|&i| i > 0 && i <= 40)?;
            let code = inner
                .get(..len)?
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
            code.then_some((len + 4, Severity::Error))
        }
        '%' if rest.starts_with("%%") => Some((closed(name(2, &['-'])?, "%%")?, Severity::Error)),
        '%' => {
            let kind = rest.get(1..2)?;
            let lone = matches!(kind, "s" | "d")
                && !after(text, at + 2)
                    .is_some_and(|c| c.is_numeric() || is_word_char(c) && !is_cjk(c));
            let figure = text
                .get(..at)?
                .trim_end()
                .chars()
                .next_back()
                .is_some_and(char::is_numeric);
            (lone && !figure).then_some((2, Severity::Error))
        }
        '#' => {
            let end = name(1, &[' '])?;
            let body = rest.get(1..end)?;
            let code = body.contains('_')
                && body.bytes().all(|b| {
                    b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'_' | b' ')
                });
            Some((closed(end, "#")?, Severity::Error)).filter(|_| code)
        }
        '\\' => {
            let hex = rest.get(2..6)?;
            (rest.starts_with("\\u") && hex.bytes().all(|b| b.is_ascii_hexdigit()))
                .then_some((6, Severity::Error))
        }
        'X' if free => {
            let len = rest.len() - rest.trim_start_matches('X').len();
            let lone =
                len >= 3 && !after(text, at + len).is_some_and(|c| c.is_ascii_alphanumeric());
            let numeral =
                !paired && (len == 3 && next_is_capital(rest.get(len..)?) || previous == Some('-'));
            (lone && !numeral).then_some((len, Severity::Note))
        }
        'T' if free && (rest.starts_with("TKTK") || rest.starts_with("TODO:")) => {
            Some((4, Severity::Error))
        }
        _ => None,
    }
}

fn next_is_capital(rest: &str) -> bool {
    rest.trim_start()
        .chars()
        .next()
        .is_some_and(char::is_uppercase)
}
