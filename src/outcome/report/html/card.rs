//! The card of one finding: what is wrong, why, and how to put it right.

use super::super::choice;
use super::escape::{Attr, Exact, Shown, Text};
use super::rows::language_of;
use super::section::{Item, Section};
use crate::document::Format;
use crate::finding::{Edit, Safety, Side};
use crate::text::Span;
use std::borrow::Cow;
use std::io::{self, Write};

/// Characters of the text shown before and behind an edit.
const CONTEXT: usize = 22;
/// Characters of an excerpt.
const EXCERPT: usize = 140;
/// Most pieces of evidence that are quoted.
const QUOTED: usize = 3;

/// Writes the card of `item`, which sits at `row`.
pub(super) fn write(
    section: &Section<'_>,
    item: &Item<'_>,
    row: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let f = item.finding;
    writeln!(
        out,
        "<article class=\"card {s}\" id=\"{id}\" tabindex=\"-1\" data-n=\"{n}\" data-severity=\"{s}\" data-rule=\"{rule}\" aria-label=\"{s} {label}: {message}\">",
        s = f.severity,
        id = item.id,
        n = item.number,
        rule = f.rule,
        label = item.label,
        message = Attr(&f.message)
    )?;
    writeln!(
        out,
        "<header><span class=\"label\">{}</span><span class=\"severity\">{}</span><a class=\"rule\" href=\"#rule-{rule}\">{rule}</a><button type=\"button\" class=\"stet\" data-script hidden title=\"Let it stand: copy an exception for copydesk.toml\" data-entry=\"{entry}\">stet</button><a class=\"permalink\" href=\"#{}\" title=\"Link to this finding\" aria-label=\"Link to this finding\">#</a></header>",
        item.label,
        f.severity,
        item.id,
        rule = f.rule,
        entry = Exact(&stet_entry(section, item))
    )?;
    write!(out, "<p class=\"message\">")?;
    message(section, item, out)?;
    writeln!(out, "</p>")?;
    if item.unseen {
        let text = section.named.text(f.side);
        quote(section, f.side, f.span.of(text), out)?;
    }
    // What stands in this row or beside it is seen there.
    let far = |at: Option<usize>| at.is_none_or(|at| at.abs_diff(row) > 1);
    let elsewhere = f
        .evidence
        .iter()
        .filter(|e| far(section.row_of(e.side, e.span)));
    for evidence in elsewhere.take(QUOTED) {
        let text = section.named.text(evidence.side);
        match section.row_of(evidence.side, evidence.span) {
            Some(at) => write!(out, "<a class=\"where\" href=\"#{}\">", section.row_id(at))?,
            None => write!(out, "<span class=\"where\">")?,
        }
        let side = match evidence.side {
            Side::Source => "source",
            Side::Version(_) => "translation",
        };
        write!(out, "{side}")?;
        match section.row_of(evidence.side, evidence.span) {
            Some(_) => write!(out, "</a>")?,
            None => write!(out, "</span>")?,
        }
        quote(section, evidence.side, evidence.span.of(text), out)?;
    }
    if let Some(fix) = &f.fix {
        let word = match (item.cleaned, fix.safety) {
            (true, _) => "Done in the cleaned text",
            (false, Safety::Safe) => "Safe fix",
            (false, Safety::Suggested) => "Suggestion",
        };
        writeln!(
            out,
            "<p class=\"fix\"><span class=\"kind\">{word}</span></p>"
        )?;
        for edit in &fix.edits {
            self::edit(section, edit, out)?;
        }
    }
    if let Some(choice) = choice::besides(f) {
        writeln!(out, "<p class=\"fix\">{}</p>", Text(&choice))?;
    }
    writeln!(out, "</article>")
}

/// The entry of `copydesk.toml` that lets this finding stand, once it has a reason.
fn stet_entry(section: &Section<'_>, item: &Item<'_>) -> String {
    let f = item.finding;
    let string = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let article = section.named.report.article(f.side);
    let lang = article.map_or("", |a| a.reading.lang.tag());
    let text = f.span.of(section.named.text(f.side));
    format!(
        "[[stet]]\nfamily = {}\nlang = {}\nrule = {}\ntext = {}\nreason = \"\"\n",
        string(&section.named.id),
        string(lang),
        string(f.rule),
        string(text)
    )
}

/// The message, with the words that it quotes from the texts set in their own language and direction.
fn message(section: &Section<'_>, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
    let f = item.finding;
    let spans =
        std::iter::once((f.side, f.span)).chain(f.evidence.iter().map(|e| (e.side, e.span)));
    let mut quoted: Vec<(Span, Side)> = Vec::new();
    for (side, span) in spans {
        let words = span.of(section.named.text(side));
        if words.chars().count() < 2 {
            continue;
        }
        if let Some(at) = f.message.find(words) {
            let place = Span::new(at, at + words.len());
            if !quoted.iter().any(|(other, _)| other.overlaps(place)) {
                quoted.push((place, side));
            }
        }
    }
    quoted.sort_unstable_by_key(|(span, _)| span.start);
    let mut at = 0;
    for (span, side) in quoted {
        let between = f.message.get(at..span.start).unwrap_or("");
        write!(
            out,
            "{}<bdi{}>{}</bdi>",
            Text(between),
            attributes(section, side),
            Shown(span.of(&f.message))
        )?;
        at = span.end;
    }
    write!(out, "{}", Text(f.message.get(at..).unwrap_or("")))
}

fn attributes(section: &Section<'_>, side: Side) -> String {
    let article = section.named.report.article(side);
    article.map_or_else(String::new, |a| format!(" {}", language_of(a)))
}

fn quote(section: &Section<'_>, side: Side, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let (text, more) = head(text, EXCERPT);
    writeln!(
        out,
        "<blockquote{}>{}{more}</blockquote>",
        attributes(section, side),
        Shown(text)
    )
}

/// One edit in the words around it; of HTML without its tags, which editors do not write.
fn edit(section: &Section<'_>, edit: &Edit, out: &mut dyn Write) -> io::Result<()> {
    let text = section.named.text(edit.side);
    let article = section.named.report.article(edit.side);
    let html = article.is_some_and(|a| a.document.format == Format::Html);
    let plain = |text| {
        if html {
            without_tags(text)
        } else {
            Cow::Borrowed(text)
        }
    };
    let line_start = text
        .get(..edit.span.start)
        .and_then(|t| t.rfind('\n'))
        .map_or(0, |i| i + 1);
    let before = plain(text.get(line_start..edit.span.start).unwrap_or(""));
    let (before, cut) = tail(&before, CONTEXT);
    let rest = text.get(edit.span.end..).unwrap_or("");
    let behind = plain(rest.lines().next().unwrap_or(""));
    let (behind, more) = opening(&behind, CONTEXT);
    write!(
        out,
        "<p class=\"edit\"{}>{cut}{}",
        attributes(section, edit.side),
        Text(before)
    )?;
    let removed = plain(edit.span.of(text));
    let (removed, much) = head(&removed, EXCERPT);
    if !removed.is_empty() {
        write!(out, "<del>{}{much}</del>", Shown(removed))?;
    }
    if !edit.replacement.is_empty() {
        write!(out, "<ins>{}</ins>", Shown(&edit.replacement))?;
    }
    writeln!(out, "{}{more}</p>", Text(behind))
}

/// A stretch of HTML without its tags, also one that goes on behind it.
fn without_tags(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) {
            out.push_str(&rest[..=at]);
            rest = tag;
            continue;
        }
        out.push_str(&rest[..at]);
        rest = tag.split_once('>').map_or("", |(_, behind)| behind);
    }
    if rest.len() == html.len() {
        return Cow::Borrowed(html);
    }
    Cow::Owned(out + rest)
}

/// The first characters of a text, and an ellipsis if there are more.
pub(super) fn head(text: &str, chars: usize) -> (&str, &'static str) {
    match text.char_indices().nth(chars) {
        Some((at, _)) => (text.get(..at).unwrap_or(text), "…"),
        None => (text, ""),
    }
}

/// [`head`] that ends with a word.
fn opening(text: &str, chars: usize) -> (&str, &'static str) {
    let (start, more) = head(text, chars);
    let word = start
        .rfind(char::is_whitespace)
        .filter(|at| *at > start.len() / 2 && !more.is_empty());
    (
        start.get(..word.unwrap_or(start.len())).unwrap_or(start),
        more,
    )
}

/// The last characters of a text from the start of a word, and an ellipsis if there are more.
fn tail(text: &str, chars: usize) -> (&str, &'static str) {
    let start = match text.char_indices().rev().nth(chars.saturating_sub(1)) {
        Some((at, _)) if at > 0 => at,
        _ => return (text, ""),
    };
    let end = text.get(start..).unwrap_or(text);
    let word = end
        .find(char::is_whitespace)
        .filter(|at| *at < end.len() / 2);
    (
        end.get(word.unwrap_or(0)..).unwrap_or(end).trim_start(),
        "…",
    )
}

#[cfg(test)]
mod tests {
    use super::without_tags;

    #[test]
    fn tags_go_and_everything_else_stays() {
        for (html, plain) in [
            ("<p>Uno <b class='x'>dos</b></p>", "Uno dos"),
            ("1 < 2 &lt; 3", "1 < 2 &lt; 3"),
            ("Uno<!-- dos --> <a href=\"x", "Uno "),
            ("sin nada", "sin nada"),
        ] {
            assert_eq!(without_tags(html), plain);
        }
    }
}
