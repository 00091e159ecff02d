use super::Page;
use super::lines::source_has;
use super::rule::{Check, Findings, declare_rule};
use crate::document::{BlockKind, Format};
use crate::finding::{Safety, Severity};
use crate::text::Span;

declare_rule! {
    /// A character written as its HTML entity.
    ///
    /// ## What it finds
    /// `&quot;`, `&nbsp;`, `здоров&#39;ю`, `&amp;amp;`, and entities with a space put into them (`& #91;`), in the text that
    /// readers see.
    ///
    /// ## Why it matters
    /// The text was escaped once too often on its way; readers see the code.
    ///
    /// ## Example
    /// ```bad uk
    /// Він турбується про своє здоров&#39;я.
    /// ```
    /// Use instead:
    /// ```good uk
    /// Він турбується про своє здоров'я.
    /// ```
    ///
    /// ## What it leaves alone
    /// `AT&T`, `R&D`, an ampersand between words.
    pub static HTML_ENTITY = "html-entity" {
        group: Residue, severity: Error, fix: Some(Safety::Safe), mqm: "design/markup",
        explains: ["number-mismatch", "spacing", "stray-punctuation", "missing-end-punctuation", "unbalanced-quotes", "mixed-quote-style", "locale-punctuation"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// More findings than this in one text are not told one by one.
const MOST: usize = 500;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let document = &page.article.document;
    let mut behind = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        if at < behind || findings.len() >= MOST {
            continue;
        }
        let Some((end, shown)) = entity(text, at) else {
            continue;
        };
        behind = end;
        let code = document
            .block_at(at)
            .and_then(|i| document.blocks.get(i))
            .is_some_and(|b| b.kind == BlockKind::Code);
        if code {
            continue;
        }
        let span = Span::new(at, end);
        let name = span.of(text);
        let draft = findings.add(
            span,
            match &shown {
                Some(c) if !c.is_control() && !c.is_whitespace() => {
                    format!("“{name}” is the code of the character {c}.")
                }
                _ => format!("“{name}” is the code of a character."),
            },
        );
        let draft = if source_has(page, name) {
            draft.severity(Severity::Warning)
        } else {
            draft
        };
        // In HTML the bare characters would be markup.
        if let Some(c) =
            shown.filter(|c| document.format != Format::Html || !matches!(c, '<' | '>' | '&'))
        {
            let safety = Safety::safe_if(!name.contains(' '));
            draft.replace(safety, span, String::from(c));
        }
    }
}

/// The entity at the ampersand `at`: its end and its character. An entity of an ampersand is followed to the last.
fn entity(text: &str, at: usize) -> Option<(usize, Option<char>)> {
    let mut start = at + 1;
    let mut rest = text.get(start..)?;
    while let Some(next) = rest.strip_prefix("amp;") {
        let (end, c) = (start + 4, next);
        match plain_entity(c) {
            Some((len, shown)) => return Some((end + len, shown)),
            None if !c.starts_with("amp;") => return Some((end, Some('&'))),
            None => {
                start = end;
                rest = c;
            }
        }
    }
    if let Some((len, shown)) = plain_entity(rest) {
        return Some((start + len, shown));
    }
    // "& #91;": a space was put in.
    let inner = rest.strip_prefix(' ')?;
    let (len, shown) = inner
        .starts_with('#')
        .then(|| plain_entity(inner))
        .flatten()?;
    Some((start + 1 + len, shown))
}

/// An entity behind its ampersand: its length and its character.
fn plain_entity(rest: &str) -> Option<(usize, Option<char>)> {
    let body: &str = rest.get(..rest.bytes().take(10).position(|b| b == b';').unwrap_or(0))?;
    if let Some(number) = body.strip_prefix('#') {
        let value = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        }?;
        return Some((
            body.len() + 1,
            char::from_u32(value).filter(|c| !c.is_control()),
        ));
    }
    if body.is_empty() {
        // Browsers take these without their semicolon.
        return ["nbsp", "quot"]
            .iter()
            .find(|n| {
                rest.starts_with(**n) && !rest.get(n.len()..).is_some_and(|r| r.starts_with('='))
            })
            .map(|n| {
                (
                    n.len(),
                    NAMES.iter().find(|(name, _)| name == n).map(|(_, c)| *c),
                )
            });
    }
    NAMES
        .iter()
        .find(|(name, _)| *name == body)
        .map(|(name, c)| (name.len() + 1, Some(*c)))
}

/// The entities that text on the web has.
const NAMES: &[(&str, char)] = &[
    ("quot", '"'),
    ("apos", '\''),
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("shy", '\u{ad}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("sect", '§'),
    ("para", '¶'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("times", '×'),
    ("divide", '÷'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("micro", 'µ'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("ordf", 'ª'),
    ("ordm", 'º'),
    ("acute", '´'),
    ("prime", '′'),
    ("larr", '←'),
    ("rarr", '→'),
    ("minus", '−'),
    ("infin", '∞'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Acirc", 'Â'),
    ("Atilde", 'Ã'),
    ("Auml", 'Ä'),
    ("Aring", 'Å'),
    ("AElig", 'Æ'),
    ("Ccedil", 'Ç'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Euml", 'Ë'),
    ("Iacute", 'Í'),
    ("Icirc", 'Î'),
    ("Iuml", 'Ï'),
    ("Ntilde", 'Ñ'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Otilde", 'Õ'),
    ("Ouml", 'Ö'),
    ("Oslash", 'Ø'),
    ("Uacute", 'Ú'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("oslash", 'ø'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("yacute", 'ý'),
    ("yuml", 'ÿ'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
];
