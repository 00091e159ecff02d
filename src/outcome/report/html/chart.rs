//! A chart of findings as a drawing that needs no script: a bar for each name, cut by severity.

use super::super::plural::counted;
use super::escape::{Attr, Text};
use super::family::SEVERITIES;
use crate::finding::Severity;
use std::io::{self, Write};

/// Height of a bar with the space below it, in pixels.
const STEP: usize = 23;
/// Where the bars begin, and how long the longest is, in per cent of the width; the figure takes the rest.
const BARS: (f64, f64) = (44.0, 48.0);

/// How many findings of each severity, the worst first.
pub(super) type Counts = [usize; 3];

/// Counts one finding.
pub(super) fn add(counts: &mut Counts, severity: Severity) {
    if let Some(i) = SEVERITIES.iter().position(|s| *s == severity) {
        counts[i] += 1;
    }
}

/// All findings of the counts.
pub(super) fn total(counts: &Counts) -> usize {
    counts.iter().sum()
}

/// The counts in words.
pub(super) fn in_words(counts: &Counts) -> String {
    let words = SEVERITIES
        .iter()
        .zip(counts)
        .map(|(s, n)| counted(*n, s.name()));
    words.collect::<Vec<_>>().join(", ")
}

/// Writes the chart with at most `most` bars; the smallest are put together as “12 other `rest`”.
pub(super) fn write(
    title: &str,
    mut bars: Vec<(String, Counts)>,
    most: usize,
    rest: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    bars.retain(|(_, counts)| total(counts) > 0);
    if bars.is_empty() {
        return Ok(());
    }
    bars.sort_by(|a, b| total(&b.1).cmp(&total(&a.1)).then_with(|| a.0.cmp(&b.0)));
    let mut others_row = None;
    if bars.len() > most {
        let others = bars.split_off(most - 1);
        let mut sum = Counts::default();
        for (_, counts) in &others {
            sum.iter_mut().zip(counts).for_each(|(s, c)| *s += c);
        }
        others_row = Some((format!("{} other {rest}", others.len()), sum));
    }
    let longest = bars.iter().map(|(_, c)| total(c)).max().unwrap_or(1).max(1);
    let drawn = bars.len();
    bars.extend(others_row);
    writeln!(
        out,
        "<figure class=\"chart\"><figcaption>{0}</figcaption><svg role=\"img\" aria-label=\"{0}: {1}\" width=\"100%\" height=\"{2}\">",
        Attr(title),
        Attr(&spoken(&bars)),
        bars.len() * STEP
    )?;
    for (index, (name, counts)) in bars.iter().enumerate() {
        // Many rules together would dwarf each of them: they get words and no bar.
        let scale = (index < drawn).then_some(BARS.1 / longest as f64);
        bar(index * STEP, name, counts, scale, out)?;
    }
    writeln!(out, "</svg></figure>")
}

fn spoken(bars: &[(String, Counts)]) -> String {
    let words = bars
        .iter()
        .map(|(name, counts)| format!("{name} {}", total(counts)));
    words.collect::<Vec<_>>().join(", ")
}

fn bar(
    y: usize,
    name: &str,
    counts: &Counts,
    scale: Option<f64>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(
        out,
        "<g><title>{0}: {1}</title><text x=\"0\" y=\"{2}\">{0}</text>",
        Text(name),
        in_words(counts),
        y + 16
    )?;
    let mut x = BARS.0;
    let some = SEVERITIES.iter().zip(counts).filter(|(_, n)| **n > 0);
    for (severity, n, scale) in some.filter_map(|(s, n)| Some((s, n, scale?))) {
        let width = scale * *n as f64;
        write!(
            out,
            "<rect class=\"{severity}\" x=\"{x:.2}%\" y=\"{}\" width=\"{width:.2}%\" height=\"14\"/>",
            y + 5
        )?;
        x += width;
    }
    let figure = match scale {
        Some(_) => total(counts).to_string(),
        None => counted(total(counts), "finding"),
    };
    writeln!(
        out,
        "<text class=\"figure\" x=\"{x:.2}%\" dx=\"6\" y=\"{}\">{figure}</text></g>",
        y + 16
    )
}
