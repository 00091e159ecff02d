//! The report for people: one windowed excerpt a finding, the other language beside it, the fix on one line.

use super::choice;
use super::json::Summary;
use super::links::RulePages;
use super::named::NamedReport;
use super::plural::counted;
use crate::finding::{Finding, Safety, Severity, Side};
use crate::outcome::fix::{visible, window};
use crate::text::classes::script_of;
use crate::text::{LineIndex, Span};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use unicode_width::UnicodeWidthChar;

/// Columns of the excerpt around a mark.
const WINDOW: usize = 76;
/// Columns of an excerpt of evidence.
const EVIDENCE: usize = 100;

/// Writes the findings of one family and a line that sums them up. Colours are written always; the stream drops them
/// where they are not wanted.
///
/// # Errors
/// Only those of the writer.
pub fn write(
    named: &NamedReport<'_>,
    min: Severity,
    pages: &RulePages,
    out: &mut dyn Write,
) -> io::Result<()> {
    for finding in named.report.findings.iter().filter(|f| f.severity >= min) {
        self::finding(named, finding, pages, out)?;
    }
    Ok(())
}

fn finding(
    named: &NamedReport<'_>,
    f: &Finding,
    pages: &RulePages,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = style(f.severity);
    let bold = Style::new().bold();
    let dim = Style::new().dimmed();
    writeln!(
        out,
        "{style}{}[{}]{style:#}{bold}: {}{bold:#}",
        f.severity,
        pages.link(f.rule),
        f.message
    )?;
    let text = named.text(f.side);
    let lines = LineIndex::new(text);
    let place = lines.position(text, f.span.start);
    let gutter = place.line.to_string();
    let pad = " ".repeat(gutter.len());
    writeln!(
        out,
        "{pad}{dim}-->{dim:#} {}:{}:{}",
        named.name(f.side),
        place.line,
        place.column
    )?;
    writeln!(out, "{pad} {dim}|{dim:#}")?;
    let right_to_left = named
        .report
        .article(f.side)
        .is_some_and(|a| a.language().is_right_to_left());
    let excerpt = Excerpt::around(text, f.span, WINDOW);
    if right_to_left {
        // Columns mean nothing to the eye in a line that runs the other way: the mark is put into the text.
        writeln!(
            out,
            "{dim}{gutter} |{dim:#} {}",
            isolated(format!(
                "{}{style}⟦{}⟧{style:#}{}",
                excerpt.before, excerpt.marked, excerpt.after
            ))
        )?;
    } else {
        writeln!(
            out,
            "{dim}{gutter} |{dim:#} {}{}{}",
            excerpt.before, excerpt.marked, excerpt.after
        )?;
        let (left, mark) = (width(&excerpt.before), width(&excerpt.marked).max(1));
        writeln!(
            out,
            "{pad} {dim}|{dim:#} {}{style}{}{style:#}",
            " ".repeat(left),
            "^".repeat(mark)
        )?;
    }
    for evidence in f.evidence.iter().filter(|e| e.side != f.side).take(2) {
        let other = named.text(evidence.side);
        let line = LineIndex::new(other)
            .position(other, evidence.span.start)
            .line;
        let shown = Excerpt::around(other, evidence.span, EVIDENCE.saturating_sub(30));
        writeln!(
            out,
            "{pad} {dim}= {}:{line}:{dim:#} {}",
            named.name(evidence.side),
            isolated(shown.marked)
        )?;
    }
    if let Some(fix) = &f.fix {
        let label = if fix.safety == Safety::Safe {
            "fix"
        } else {
            "suggestion"
        };
        for edit in &fix.edits {
            writeln!(
                out,
                "{pad} {dim}={dim:#} {label}: {}",
                isolated(window(named.text(edit.side), edit.span, &edit.replacement))
            )?;
        }
    }
    if let Some(choice) = choice::besides(f) {
        writeln!(out, "{pad} {dim}={dim:#} {}", isolated(choice))?;
    }
    writeln!(out)
}

/// A text between characters that keep its direction to itself, if it runs from the right. Others go without, because not
/// every terminal takes them for nothing.
fn isolated(text: String) -> String {
    let from_the_right = |c| script_of(c).is_some_and(|s| s.is_right_to_left());
    if text.chars().any(from_the_right) {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text
    }
}

const fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    color.on_default().bold()
}

/// The line around a span, cut to a window.
struct Excerpt {
    before: String,
    marked: String,
    after: String,
}

impl Excerpt {
    fn around(text: &str, span: Span, window: usize) -> Excerpt {
        let marked_text = span.of(text);
        let first_line = marked_text.split('\n').next().unwrap_or("");
        let marked = shorten(
            &visible(first_line.trim_end_matches('\r')),
            window,
            marked_text.len() > first_line.len(),
        );
        let room = window.saturating_sub(width(&marked));
        let line_start = text
            .get(..span.start)
            .and_then(|t| t.rfind('\n'))
            .map_or(0, |i| i + 1);
        let before = last_columns(
            &visible(text.get(line_start..span.start).unwrap_or("")),
            (room * 2 / 3).max(12),
        );
        let after = match marked_text.len() > first_line.len() {
            true => String::new(),
            false => {
                let rest = text
                    .get(span.end..)
                    .unwrap_or("")
                    .split('\n')
                    .next()
                    .unwrap_or("");
                shorten(
                    &visible(rest.trim_end_matches('\r')),
                    room.saturating_sub(width(&before)).max(8),
                    false,
                )
            }
        };
        Excerpt {
            before,
            marked,
            after,
        }
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The first `columns` of a text, with an ellipsis if it is longer or `more` follows.
fn shorten(text: &str, columns: usize, more: bool) -> String {
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            out.push('…');
            return out;
        }
        out.push(c);
    }
    if more {
        out.push('…');
    }
    out
}

/// The last `columns` of a text, with an ellipsis if it is longer.
fn last_columns(text: &str, columns: usize) -> String {
    let mut used = 0;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        used += c.width().unwrap_or(0);
        if used > columns {
            return format!("…{}", &text[start..]);
        }
        start = at;
    }
    text.to_owned()
}

/// A line for each version of a family, or for each of which not all was aligned: how much was.
///
/// # Errors
/// Only those of the writer.
pub fn summary(named: &NamedReport<'_>, only_partly: bool, out: &mut dyn Write) -> io::Result<()> {
    for (index, alignment) in named.report.alignments.iter().enumerate() {
        let total: usize = alignment.links.iter().map(|l| l.source.len()).sum();
        let aligned: usize = alignment
            .links
            .iter()
            .filter(|l| !l.is_drop())
            .map(|l| l.source.len())
            .sum();
        if only_partly && aligned == total {
            continue;
        }
        let share = (aligned * 100).checked_div(total).unwrap_or(0);
        writeln!(
            out,
            "{}  {aligned} of {total} sentences aligned ({share} %)",
            named.name(Side::Version(index))
        )?;
    }
    Ok(())
}
/// Writes the last line: what was checked and what was found.
///
/// # Errors
/// Only those of the writer.
pub fn total(s: &Summary, shown: Severity, out: &mut dyn Write) -> io::Result<()> {
    let articles = counted(s.families, "article");
    write!(
        out,
        "Checked {articles}, {}: {}, {}",
        counted(s.versions, "version"),
        counted(s.error, "error"),
        counted(s.warning, "warning")
    )?;
    if s.note > 0 {
        let hidden = if shown > Severity::Note {
            " (shown with --min-severity note)"
        } else {
            ""
        };
        write!(out, ", {}{hidden}", counted(s.note, "note"))?;
    }
    if s.fixable > 0 {
        write!(out, "; {} can be put right with `copydesk fix`", s.fixable)?;
    }
    writeln!(out, ".")
}
