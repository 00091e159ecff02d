//! Markdown to blocks: CommonMark with tables, strikethrough and front matter.

use super::block::{BlockKind, ElementKind};
use super::html;
use super::visible::Visible;
use crate::text::Span;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Fields of the front matter whose values are text of the article.
const TEXT_FIELDS: [&str; 5] = ["title", "subtitle", "description", "summary", "excerpt"];

/// Reads a Markdown text; also gives the language that its front matter declares.
pub(super) fn read(original: &str) -> (Visible, Option<String>) {
    let mut options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    options |= Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut out = Visible::default();
    let mut language = None;
    let mut quotes = 0usize;
    let mut items = 0usize;
    let mut metadata = false;
    let mut lines_of_html: Option<Span> = None;
    for (event, range) in Parser::new_ext(original, options).into_offset_iter() {
        let span = Span::new(range.start, range.end);
        // A block of HTML comes line by line, but a comment or a script goes over several.
        if let Some(lines) = lines_of_html.take() {
            if matches!(event, Event::Html(_)) && lines.end == span.start {
                lines_of_html = Some(lines.cover(span));
                continue;
            }
            out = html::read_into(original, lines, out);
        }
        match event {
            Event::Start(tag) => match tag {
                Tag::Heading { level, .. } => out.begin(heading(level)),
                Tag::Paragraph if items > 0 && out.kind() == Some(BlockKind::ListItem) => {}
                Tag::Paragraph => out.begin(if quotes > 0 {
                    BlockKind::Quotation
                } else {
                    BlockKind::Paragraph
                }),
                Tag::BlockQuote(_) => quotes += 1,
                Tag::Item => {
                    items += 1;
                    out.begin(BlockKind::ListItem);
                }
                Tag::CodeBlock(_) => {
                    out.element(ElementKind::Code, span, "");
                    out.begin(BlockKind::Code);
                }
                Tag::Table(_) => out.element(ElementKind::Table, span, ""),
                Tag::TableCell => out.element(ElementKind::Cell, span, ""),
                Tag::List(first) => {
                    let kind = if first.is_some() {
                        "numbered"
                    } else {
                        "bulleted"
                    };
                    out.element(ElementKind::List, span, kind);
                }
                Tag::TableHead | Tag::TableRow => out.begin(BlockKind::TableRow),
                Tag::Link { dest_url, .. } => {
                    out.element(ElementKind::Link, span, dest_url.to_string())
                }
                Tag::Image { dest_url, .. } => {
                    out.element(ElementKind::Image, span, dest_url.to_string())
                }
                Tag::MetadataBlock(_) => metadata = true,
                Tag::FootnoteDefinition(_) => out.begin(BlockKind::Paragraph),
                _ => {}
            },
            Event::End(tag) => match tag {
                TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::FootnoteDefinition => out.end(),
                TagEnd::Paragraph if items == 0 => out.end(),
                TagEnd::BlockQuote(_) => quotes = quotes.saturating_sub(1),
                TagEnd::Item => {
                    items = items.saturating_sub(1);
                    out.end();
                }
                TagEnd::TableCell => out.push_space(Span::empty(span.end)),
                TagEnd::MetadataBlock(_) => metadata = false,
                _ => {}
            },
            Event::Text(_) if metadata => front_matter(original, span, &mut out, &mut language),
            Event::Text(shown) => out.push(&shown, span),
            Event::Code(shown) => {
                let at = span.of(original).find(&*shown).map_or(span, |i| {
                    Span::new(span.start + i, span.start + i + shown.len())
                });
                let before = out.text.len();
                out.push(&shown, at);
                out.note_code(before);
            }
            Event::SoftBreak | Event::HardBreak => out.push_space(span),
            Event::Html(_) => lines_of_html = Some(span),
            Event::InlineHtml(_) => out = html::read_into(original, span, out),
            Event::Rule => out.end(),
            _ => {}
        }
    }
    if let Some(lines) = lines_of_html {
        out = html::read_into(original, lines, out);
    }
    out.end();
    out.blocks.sort_by_key(|b| b.span.start);
    (out, language)
}

const fn heading(level: HeadingLevel) -> BlockKind {
    match level {
        HeadingLevel::H1 => BlockKind::Headline,
        HeadingLevel::H2 => BlockKind::Subheading(2),
        HeadingLevel::H3 => BlockKind::Subheading(3),
        HeadingLevel::H4 => BlockKind::Subheading(4),
        HeadingLevel::H5 => BlockKind::Subheading(5),
        HeadingLevel::H6 => BlockKind::Subheading(6),
    }
}

/// The fields of the front matter: keys as elements, the values that are text as blocks.
fn front_matter(original: &str, span: Span, out: &mut Visible, language: &mut Option<String>) {
    let mut at = span.start;
    for line in span.of(original).split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(split) = line
            .find([':', '='])
            .filter(|_| !line.starts_with([' ', '\t', '#', '-']))
        else {
            continue;
        };
        let key = line[..split].trim().to_ascii_lowercase();
        let value = Span::new(start + split + 1, at).trimmed(original);
        let quoted = |q: char| {
            value.len() >= 2 && value.of(original).starts_with(q) && value.of(original).ends_with(q)
        };
        let inner = if quoted('"') || quoted('\'') {
            Span::new(value.start + 1, value.end - 1)
        } else {
            value
        };
        out.element(ElementKind::Field, Span::new(start, at), key.clone());
        if matches!(key.as_str(), "lang" | "language" | "locale") {
            *language = Some(inner.of(original).to_owned());
        } else if TEXT_FIELDS.contains(&key.as_str()) {
            out.begin(if key == "title" {
                BlockKind::Headline
            } else {
                BlockKind::Metadata
            });
            out.push(inner.of(original), inner);
            out.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, Document, ElementKind, Format};
    use crate::text::Span;

    const TEXT: &str = "---\ntitle: \"Un puente\"\nlang: es\n---\n\n# Un **puente**\n\nUno &amp; [dos](https://a.org).\nSigue.\n\n> Cita\n\n* tres\n* cuatro\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n";

    #[test]
    fn blocks_are_typed() {
        let document = Document::parse(TEXT, Format::Markdown);
        let blocks: Vec<_> = document
            .blocks
            .iter()
            .map(|b| (b.kind, document.slice(b.span)))
            .collect();
        assert_eq!(document.declared_language.as_deref(), Some("es"));
        assert_eq!(
            blocks,
            [
                (BlockKind::Headline, "Un puente"),
                (BlockKind::Headline, "Un puente"),
                (BlockKind::Paragraph, "Uno & dos. Sigue."),
                (BlockKind::Quotation, "Cita"),
                (BlockKind::ListItem, "tres"),
                (BlockKind::ListItem, "cuatro"),
                (BlockKind::Code, "code"),
                (BlockKind::TableRow, "a b"),
                (BlockKind::TableRow, "c d"),
            ]
        );
        assert!(
            document
                .elements
                .iter()
                .any(|e| e.kind == ElementKind::Link && e.value == "https://a.org")
        );
    }

    #[test]
    fn html_over_several_lines_is_read_as_a_whole() {
        let text = "Uno.\n\n<!-- not\nshown -->\n\n<div>\n<p>Dos\ny tres.</p>\n<script>\nvar a = 1;\n</script>\n</div>\n\nCuatro.\n\n<!-- stet-file: x y -->";
        let document = Document::parse(text, Format::Markdown);
        let shown: Vec<&str> = document
            .blocks
            .iter()
            .map(|b| document.slice(b.span))
            .collect();
        assert_eq!(shown, ["Uno.", "Dos y tres.", "Cuatro."]);
        let comments = document
            .elements
            .iter()
            .filter(|e| e.kind == ElementKind::Comment);
        let comments: Vec<&str> = comments.map(|e| e.value.as_str()).collect();
        assert_eq!(comments, ["not\nshown", "stet-file: x y"]);
    }

    #[test]
    fn offsets_lead_back_to_the_original() {
        let document = Document::parse(TEXT, Format::Markdown);
        let at = document.text.find("dos").unwrap();
        assert_eq!(document.map.original(Span::new(at, at + 3)).of(TEXT), "dos");
        let whole = document.blocks[2].span;
        assert_eq!(
            document.map.original(whole).of(TEXT),
            "Uno &amp; [dos](https://a.org).\nSigue."
        );
    }
}
