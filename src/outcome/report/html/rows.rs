//! The rows of a section: linked sentences side by side, gaps where something is missing, findings beside them.

use super::card;
use super::column::Column;
use super::marked;
use super::section::{Row, Section};
use crate::document::BlockKind;
use crate::rules::Article;
use std::io::{self, Write};
use std::ops::Range;

/// `lang` and `dir` of a text, as attributes.
pub(super) fn language_of(article: &Article) -> String {
    let language = article.language();
    let dir = if language.is_right_to_left() {
        "rtl"
    } else {
        "ltr"
    };
    format!("lang=\"{}\" dir=\"{dir}\"", article.reading.lang.tag())
}

/// Writes the rows. Of a source alone only those with findings are of interest.
pub(super) fn write(section: &Section<'_>, out: &mut dyn Write) -> io::Result<()> {
    let both = section.left.is_some() && section.right.is_some();
    writeln!(
        out,
        "<ol class=\"rows{}\">",
        if both { "" } else { " single" }
    )?;
    for (index, row) in section.rows.iter().enumerate() {
        if section.version.is_some() || !row.items.is_empty() {
            self::row(section, index, row, out)?;
        }
    }
    writeln!(out, "</ol>")
}

fn row(section: &Section<'_>, index: usize, row: &Row, out: &mut dyn Write) -> io::Result<()> {
    let mut class = String::from("row");
    let columns = [(&section.left, &row.source), (&section.right, &row.version)];
    if columns
        .iter()
        .any(|(c, range)| opens_block(c.as_ref(), range))
    {
        class.push_str(" opens");
    }
    let both = section.left.is_some() && section.right.is_some();
    let nowhere = row.source.is_empty() && row.version.is_empty();
    if both && !nowhere && (row.source.is_empty() || row.version.is_empty()) {
        class.push_str(" gap");
    }
    if !row.items.is_empty() {
        class.push_str(" busy");
    }
    writeln!(
        out,
        "<li class=\"{class}\" id=\"{}\">",
        section.row_id(index)
    )?;
    gutter(row, both, out)?;
    let columns: [(&Option<Column<'_>>, &Range<usize>, &str); 2] = [
        (&section.left, &row.source, "source"),
        (&section.right, &row.version, "version"),
    ];
    for (column, sentences, name) in columns {
        let Some(column) = column else { continue };
        if nowhere {
            writeln!(out, "<div class=\"cell {name}\"></div>")?;
        } else if sentences.is_empty() {
            if both {
                gap(section, row, name, out)?;
            }
        } else {
            cell(column, sentences, name, out)?;
        }
    }
    writeln!(out, "<div class=\"notes\">")?;
    for item in row.items.iter().filter_map(|i| section.items.get(*i)) {
        card::write(section, item, index, out)?;
    }
    writeln!(out, "</div></li>")
}

fn opens_block(column: Option<&Column<'_>>, sentences: &Range<usize>) -> bool {
    let Some(all) = column.map(|c| c.article.sentences()) else {
        return false;
    };
    let block = |i: usize| all.get(i).map(|s| s.block);
    !sentences.is_empty()
        && (sentences.start == 0 || block(sentences.start) != block(sentences.start - 1))
}

/// The number of the row's first sentence, and the shape of the link where it is not one to one.
fn gutter(row: &Row, both: bool, out: &mut dyn Write) -> io::Result<()> {
    let first = if row.source.is_empty() {
        row.version.start
    } else {
        row.source.start
    } + 1;
    let (s, v) = (row.source.len(), row.version.len());
    if both && s == 0 && v > 0 {
        write!(
            out,
            "<div class=\"gutter\" title=\"Only in the translation\">+</div>"
        )
    } else if both && s > 0 && v > 0 && (s > 1 || v > 1) {
        let sure = (row.probability * 100.0).round();
        write!(
            out,
            "<div class=\"gutter\" title=\"{s} sentences of the source, {v} of the translation; {sure} % sure\">{first}<span class=\"shape\">{s}:{v}</span></div>"
        )
    } else if s == 0 && v == 0 {
        write!(out, "<div class=\"gutter\"></div>")
    } else {
        write!(out, "<div class=\"gutter\">{first}</div>")
    }
}

fn cell(
    column: &Column<'_>,
    sentences: &Range<usize>,
    name: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let article = column.article;
    write!(out, "<div class=\"cell {name}\" {}>", language_of(article))?;
    let mut open = None;
    for index in sentences.clone() {
        let Some((sentence, (region, layers))) =
            article.sentences().get(index).zip(column.sentence(index))
        else {
            continue;
        };
        if open != Some(sentence.block) {
            if open.is_some() {
                write!(out, "</p>")?;
            }
            let kind = article
                .document
                .blocks
                .get(sentence.block)
                .map_or(BlockKind::Paragraph, |b| b.kind);
            write!(out, "<p class=\"{}\">", kind.name().replace(' ', "-"))?;
            open = Some(sentence.block);
        }
        marked::write(article.text(), region, &layers, out)?;
    }
    if open.is_some() {
        write!(out, "</p>")?;
    }
    writeln!(out, "</div>")
}

/// What stands where a side has no counterpart: where the text was moved to, or that there is nothing.
fn gap(section: &Section<'_>, row: &Row, name: &str, out: &mut dyn Write) -> io::Result<()> {
    let alignment = section
        .version
        .and_then(|v| section.named.report.alignments.get(v));
    let moved = alignment.and_then(|a| {
        a.moves.iter().find_map(|m| {
            if row.source.contains(&m.source) {
                section
                    .rows
                    .iter()
                    .position(|r| r.version.contains(&m.version))
            } else if row.version.contains(&m.version) {
                section
                    .rows
                    .iter()
                    .position(|r| r.source.contains(&m.source))
            } else {
                None
            }
        })
    });
    match moved {
        Some(at) => writeln!(
            out,
            "<div class=\"cell {name} nothing\"><p><a href=\"#{}\">Stands elsewhere</a></p></div>",
            section.row_id(at)
        ),
        None if name == "version" => {
            // A finding about a whole block sits at its first row and marks all of them.
            let marked = |sentence| {
                let column = section.left.as_ref();
                column.is_some_and(|c| c.has_finding(sentence))
            };
            let said = match row.source.clone().any(marked) {
                true => "Missing in the translation",
                false => "Nothing here",
            };
            writeln!(
                out,
                "<div class=\"cell {name} nothing\"><p>{said}</p></div>"
            )
        }
        None => writeln!(
            out,
            "<div class=\"cell {name} nothing\"><p>Not in the source</p></div>"
        ),
    }
}
