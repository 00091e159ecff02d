//! HTML to blocks: a tolerant, linear scan that keeps every offset. Scripts, styles and hidden elements are skipped.

use super::block::{BlockKind, ElementKind};
use super::visible::Visible;
use crate::text::Span;

/// Deepest nesting of elements that is kept track of; elements inside deeper ones are read as their contents.
const MAX_DEPTH: usize = 512;
/// Longest entity, with its ampersand and semicolon.
const MAX_ENTITY: usize = 34;

/// Reads a whole HTML text; also gives the language that its root element declares.
pub(super) fn read(original: &str) -> (Visible, Option<String>) {
    let mut reader = Reader::new(original, Visible::default());
    reader.read(Span::new(0, original.len()));
    reader.out.end();
    (reader.out, reader.language)
}

/// Reads a stretch of HTML inside another format into `out`.
pub(super) fn read_into(original: &str, span: Span, out: Visible) -> Visible {
    let mut reader = Reader::new(original, out);
    reader.read(span);
    reader.out
}

struct Reader<'a> {
    original: &'a str,
    out: Visible,
    stack: Vec<Open>,
    hidden: usize,
    language: Option<String>,
}

/// An element that is open.
struct Open {
    name: String,
    hides: bool,
    kind: Option<BlockKind>,
}

impl<'a> Reader<'a> {
    fn new(original: &'a str, out: Visible) -> Self {
        Reader {
            original,
            out,
            stack: Vec::new(),
            hidden: 0,
            language: None,
        }
    }

    fn read(&mut self, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let rest = &self.original[at..span.end];
            if rest.starts_with('<')
                && let Some(len) = self.tag(at, span.end)
            {
                at += len;
                continue;
            }
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let len =
                memchr::memchr(b'<', &rest.as_bytes()[first..]).map_or(rest.len(), |i| i + first);
            self.text(Span::new(at, at + len));
            at += len;
        }
    }

    /// Reads what starts with `<` at `at`; its length, or `None` if it is no markup.
    fn tag(&mut self, at: usize, end: usize) -> Option<usize> {
        let rest = &self.original[at..end];
        if let Some(body) = rest.strip_prefix("<!--") {
            let len = body.find("-->").map_or(rest.len(), |i| i + 7);
            let inner = rest.get(4..len.saturating_sub(3)).unwrap_or("");
            self.out
                .element(ElementKind::Comment, Span::new(at, at + len), inner.trim());
            return Some(len);
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            return Some(rest.find('>').map_or(rest.len(), |i| i + 1));
        }
        let closing = rest.starts_with("</");
        let name_at = if closing { 2 } else { 1 };
        let name_len = rest[name_at..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':')
            .unwrap_or(rest.len() - name_at);
        if name_len == 0 || !rest.as_bytes()[name_at].is_ascii_alphabetic() {
            return None;
        }
        let name = rest[name_at..name_at + name_len].to_ascii_lowercase();
        if !is_element(&name) {
            return None; // `<unk>` and the like are text that somebody should see
        }
        let len = tag_length(rest);
        let span = Span::new(at, at + len);
        if closing {
            self.close(&name);
        } else {
            let attributes = &rest[name_at + name_len..len];
            self.open(&name, attributes, span);
            if matches!(
                name.as_str(),
                "script" | "style" | "textarea" | "template" | "title" | "noscript"
            ) && !attributes.ends_with("/>")
            {
                return Some(len + self.raw_text(&name, at + len, end));
            }
        }
        Some(len)
    }

    /// Skips to the end tag of an element whose content is no markup.
    fn raw_text(&mut self, name: &str, at: usize, end: usize) -> usize {
        let rest = &self.original[at..end];
        let close = format!("</{name}");
        let len = find_ignoring_case(rest, &close).unwrap_or(rest.len());
        if name == "title" {
            self.out.begin(BlockKind::Metadata);
            self.hidden = 0;
            self.text(Span::new(at, at + len));
            self.out.end();
        }
        self.stack.retain(|o| o.name != name);
        self.hidden = self.stack.iter().filter(|o| o.hides).count();
        len + rest[len..].find('>').map_or(rest.len() - len, |i| i + 1)
    }

    fn open(&mut self, name: &str, attributes: &str, span: Span) {
        if let Some(lang) = attribute(attributes, "lang").filter(|_| {
            self.language.is_none() && matches!(name, "html" | "body" | "article" | "main")
        }) {
            self.language = Some(lang);
        }
        match name {
            "br" | "wbr" => {
                self.out.push_space(span);
                return;
            }
            "img" => {
                self.out.element(
                    ElementKind::Image,
                    span,
                    attribute(attributes, "src").unwrap_or_default(),
                );
                return;
            }
            "hr" => {
                self.out.end();
                return;
            }
            "input" | "meta" | "link" | "source" | "track" | "area" | "base" | "col" | "embed"
            | "param" => return,
            "a" => {
                if let Some(target) = attribute(attributes, "href") {
                    self.out.element(ElementKind::Link, span, target);
                }
            }
            "iframe" | "video" | "audio" | "object" => {
                self.out.element(
                    ElementKind::Embed,
                    span,
                    attribute(attributes, "src").unwrap_or_default(),
                );
            }
            "table" => self.out.element(ElementKind::Table, span, ""),
            "td" | "th" => {
                self.out.push_space(Span::empty(span.start));
                self.out.element(ElementKind::Cell, span, "");
            }
            "ul" => self.out.element(ElementKind::List, span, "bulleted"),
            "ol" => self.out.element(ElementKind::List, span, "numbered"),
            "code" | "pre" => self.out.element(ElementKind::Code, span, ""),
            _ => {}
        }
        let style = attribute(attributes, "style")
            .unwrap_or_default()
            .replace(' ', "");
        let hides = matches!(
            name,
            "head"
                | "script"
                | "style"
                | "template"
                | "iframe"
                | "svg"
                | "select"
                | "button"
                | "noscript"
                | "textarea"
                | "object"
        ) || has_attribute(attributes, "hidden")
            || style.contains("display:none")
            || attribute(attributes, "aria-hidden").is_some_and(|v| v == "true");
        let kind = block_kind(name);
        if kind.is_some() || is_container(name) {
            self.out.end();
        }
        let inherited = self.stack.iter().rev().find_map(|o| o.kind);
        let kind = match (kind, inherited) {
            (
                Some(BlockKind::Paragraph),
                Some(outer @ (BlockKind::Quotation | BlockKind::ListItem | BlockKind::Caption)),
            ) => Some(outer),
            (kind, _) => kind,
        };
        if let Some(kind) = kind.filter(|_| self.hidden == 0 && !hides) {
            self.out.begin(kind);
        }
        if !attributes.trim_end().ends_with("/>") && self.stack.len() < MAX_DEPTH {
            self.hidden += usize::from(hides);
            self.stack.push(Open {
                name: name.to_owned(),
                hides,
                kind,
            });
        }
    }

    fn close(&mut self, name: &str) {
        if name == "p" || block_kind(name).is_some() || is_container(name) {
            self.out.end();
        }
        let Some(at) = self.stack.iter().rposition(|o| o.name == name) else {
            return;
        };
        for open in self.stack.drain(at..) {
            self.hidden -= usize::from(open.hides);
        }
    }

    /// Appends text: entities decoded, white space collapsed.
    fn text(&mut self, span: Span) {
        if self.hidden > 0 {
            return;
        }
        let code = self.out.kind() == Some(BlockKind::Code);
        let before = self.out.text.len();
        let text = span.of(self.original);
        let mut start = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let collapses = c.is_ascii_whitespace() && !code;
            let entity = if c == '&' { entity(&text[at..]) } else { None };
            if !collapses && entity.is_none() {
                continue;
            }
            self.plain(text, span.start, start, at);
            let mut end = at + 1;
            match entity {
                Some((len, shown)) => {
                    end = at + len;
                    self.out
                        .push(&shown, Span::new(span.start + at, span.start + end));
                    while chars.peek().is_some_and(|(next, _)| *next < end) {
                        chars.next();
                    }
                }
                None => {
                    while let Some((next, _)) = chars.next_if(|(_, c)| c.is_ascii_whitespace()) {
                        end = next + 1;
                    }
                    self.out
                        .push_space(Span::new(span.start + at, span.start + end));
                }
            }
            start = end;
        }
        self.plain(text, span.start, start, text.len());
        if self.stack.iter().any(|open| open.name == "code") {
            self.out.note_code(before);
        }
    }

    fn plain(&mut self, text: &str, base: usize, start: usize, end: usize) {
        if let Some(part) = text.get(start..end) {
            self.out.push(part, Span::new(base + start, base + end));
        }
    }
}

/// Length of the tag at the start of `rest`: to the `>` outside quotation marks, or to the end.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, b) in rest.bytes().enumerate().skip(1) {
        match (quote, b) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            // An unclosed quotation mark must not swallow the rest of the text.
            (Some(_), b'<') if at > 4_096 => return rest.find('>').map_or(rest.len(), |i| i + 1),
            _ => {}
        }
    }
    rest.find('>').map_or(rest.len(), |i| i + 1)
}

/// The value of an attribute, entities decoded.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut from = 0;
    loop {
        let at = from + find_ignoring_case(attributes.get(from..)?, name)?;
        from = at + name.len();
        let before = attributes[..at].chars().next_back();
        let rest = attributes[from..].trim_start();
        if before.is_some_and(char::is_whitespace)
            && let Some(value) = rest.strip_prefix('=')
        {
            let value = value.trim_start();
            let raw = match value.chars().next() {
                Some(q @ ('"' | '\'')) => value[1..].split(q).next().unwrap_or(""),
                _ => value
                    .split(|c: char| c.is_whitespace() || c == '>')
                    .next()
                    .unwrap_or(""),
            };
            return Some(html_escape::decode_html_entities(raw).into_owned());
        }
    }
}

fn has_attribute(attributes: &str, name: &str) -> bool {
    attributes
        .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .any(|word| {
            word.eq_ignore_ascii_case(name)
                || word
                    .split('=')
                    .next()
                    .is_some_and(|key| key.eq_ignore_ascii_case(name))
        })
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    let first = needle.bytes().next()?;
    memchr::memchr2_iter(
        first.to_ascii_lowercase(),
        first.to_ascii_uppercase(),
        text.as_bytes(),
    )
    .find(|&at| {
        text.as_bytes()[at..].len() >= needle.len()
            && text.as_bytes()[at..at + needle.len()].eq_ignore_ascii_case(needle.as_bytes())
    })
}

/// The entity at the start of `text`: its length and what it shows.
fn entity(text: &str) -> Option<(usize, String)> {
    let end = text.bytes().take(MAX_ENTITY).position(|b| b == b';')?;
    let raw = text.get(..=end)?;
    let shown = html_escape::decode_html_entities(raw);
    (shown != raw).then(|| (raw.len(), shown.into_owned()))
}

fn block_kind(name: &str) -> Option<BlockKind> {
    Some(match name {
        "h1" => BlockKind::Headline,
        "h2" => BlockKind::Subheading(2),
        "h3" => BlockKind::Subheading(3),
        "h4" => BlockKind::Subheading(4),
        "h5" => BlockKind::Subheading(5),
        "h6" => BlockKind::Subheading(6),
        "p" | "dd" | "dt" | "address" | "summary" => BlockKind::Paragraph,
        "li" => BlockKind::ListItem,
        "blockquote" => BlockKind::Quotation,
        "figcaption" | "caption" => BlockKind::Caption,
        "tr" => BlockKind::TableRow,
        "pre" => BlockKind::Code,
        _ => return None,
    })
}

/// Whether HTML or SVG has an element of this name, or it is a custom one.
fn is_element(name: &str) -> bool {
    const ELEMENTS: &str = " a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br button canvas \
        caption center circle cite clippath code col colgroup data datalist dd defs del details dfn dialog div dl dt ellipse em embed \
        fieldset figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img \
        input ins kbd label legend li line lineargradient link main map mark marquee mask math menu menuitem meta meter nav nobr \
        noframes noscript object ol optgroup option output p param path pattern picture polygon polyline pre progress q rect rp rt \
        ruby s samp script search section select slot small source span stop strike strong style sub summary sup svg symbol table \
        tbody td template text textarea tfoot th thead time title tr track tspan tt u ul use var video wbr ";
    name.contains(['-', ':']) || ELEMENTS.split(' ').any(|element| element == name)
}

fn is_container(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "figure"
            | "body"
            | "html"
            | "form"
            | "fieldset"
            | "details"
    )
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, Document, Format};

    fn read(text: &str) -> Vec<(BlockKind, String)> {
        let document = Document::parse(text, Format::Html);
        document
            .blocks
            .iter()
            .map(|b| (b.kind, document.slice(b.span).to_owned()))
            .collect()
    }

    #[test]
    fn blocks_are_typed_and_hidden_text_is_skipped() {
        let text = "<html lang=es><head><style>p{}</style></head><h1>Un  título</h1>\n<p>Uno &amp; <b>dos</b>.</p><script>x<p></script>\
                    <p hidden>nada</p><ul><li>tres</ul><blockquote><p>cita</p></blockquote>";
        let document = Document::parse(text, Format::Html);
        assert_eq!(document.declared_language.as_deref(), Some("es"));
        assert_eq!(
            read(text),
            [
                (BlockKind::Headline, "Un título".to_owned()),
                (BlockKind::Paragraph, "Uno & dos.".to_owned()),
                (BlockKind::ListItem, "tres".to_owned()),
                (BlockKind::Quotation, "cita".to_owned()),
            ]
        );
    }

    #[test]
    fn offsets_lead_back_to_the_original() {
        let text = "<p>Uno &amp; <b>dos</b>.</p>";
        let document = Document::parse(text, Format::Html);
        for word in ["Uno", "dos"] {
            let at = document.text.find(word).unwrap();
            let span = document.map.original(crate::text::Span::new(at, at + 3));
            assert_eq!(span.of(text), word);
        }
    }

    #[test]
    fn cells_stand_apart() {
        let row = "<table><tr><td>uno</td><td>dos</td></tr></table>";
        assert_eq!(read(row), [(BlockKind::TableRow, "uno dos".to_owned())]);
    }

    #[test]
    fn broken_markup_is_read_as_far_as_it_goes() {
        for text in [
            "<",
            "<p",
            "a < b",
            "<p title=\"x",
            "</",
            "<!--",
            "<!",
            "&",
            "&amp",
            "<a href=>x</b></a>",
            "<script>",
        ] {
            let _ = Document::parse(text, Format::Html);
        }
        assert_eq!(
            read("5 < 6 and 7 > 6"),
            [(BlockKind::Paragraph, "5 < 6 and 7 > 6".to_owned())]
        );
    }
}
