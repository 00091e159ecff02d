//! Text with layers of marks over it, cut so that elements never overlap.

use super::escape::{Shown, Text};
use crate::finding::Severity;
use crate::text::Span;
use std::io::{self, Write};

/// What a layer means.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// The words of a finding: its number in the page, its label in the section, its id and its severity.
    Finding {
        number: usize,
        label: usize,
        id: String,
        severity: Severity,
    },
    /// Words that show why: the number of the finding.
    Evidence { number: usize },
    /// One half of two that say the same: their number and what they are.
    Partner { number: usize, kind: &'static str },
}

/// A stretch of visible text and what it means.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// Where it lies.
    pub(super) span: Span,
    /// What it means.
    pub(super) meaning: Meaning,
}

/// Writes the visible text of `region` with the layers over it. An empty layer is to be given to one region only.
pub(super) fn write(
    text: &str,
    region: Span,
    layers: &[&Layer],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut cuts: Vec<usize> = vec![region.start, region.end];
    for layer in layers {
        cuts.extend(
            [layer.span.start, layer.span.end].map(|at| at.clamp(region.start, region.end)),
        );
    }
    cuts.retain(|at| text.is_char_boundary(*at));
    cuts.sort_unstable();
    cuts.dedup();
    carets(layers, region.start, region, out)?;
    for pair in cuts.windows(2) {
        let piece = Span::new(pair[0], pair[1]);
        stretch(text, piece, layers, out)?;
        references(layers, piece, region, out)?;
        carets(layers, piece.end, region, out)?;
    }
    Ok(())
}

fn stretch(text: &str, piece: Span, layers: &[&Layer], out: &mut dyn Write) -> io::Result<()> {
    let (mut findings, mut evidence, mut severity) = (Vec::new(), Vec::new(), None);
    let mut partner: Option<(&Layer, usize, &str)> = None;
    for layer in layers
        .iter()
        .filter(|l| !l.span.is_empty() && l.span.contains(piece))
    {
        match &layer.meaning {
            Meaning::Finding {
                number,
                severity: s,
                ..
            } => {
                findings.push(*number);
                severity = severity.max(Some(*s));
            }
            Meaning::Evidence { number } => evidence.push(*number),
            // A number inside a quotation is the closer of the two.
            Meaning::Partner { number, kind } => {
                if partner.is_none_or(|(other, ..)| layer.span.len() < other.span.len()) {
                    partner = Some((layer, *number, kind));
                }
            }
        }
    }
    let content = piece.of(text);
    if findings.is_empty() && evidence.is_empty() && partner.is_none() {
        return write!(out, "{}", Text(content));
    }
    let element = if findings.is_empty() { "span" } else { "mark" };
    let class = match (severity, evidence.is_empty(), partner) {
        (Some(s), ..) => s.name(),
        (None, false, _) => "evidence",
        (None, true, Some((_, _, kind))) => kind,
        (None, true, None) => "",
    };
    write!(out, "<{element} class=\"{class}\"")?;
    numbers("data-f", &findings, out)?;
    numbers("data-e", &evidence, out)?;
    if let Some((_, number, _)) = partner {
        write!(out, " data-p=\"{number}\"")?;
    }
    if findings.is_empty() {
        write!(out, ">{}</{element}>", Text(content))
    } else {
        write!(out, ">{}</{element}>", Shown(content))
    }
}

fn numbers(name: &str, numbers: &[usize], out: &mut dyn Write) -> io::Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    write!(out, " {name}=\"{}\"", list.join(" "))
}

/// The labels of the findings that end with `piece`, or with the region.
fn references(layers: &[&Layer], piece: Span, region: Span, out: &mut dyn Write) -> io::Result<()> {
    for layer in layers.iter().filter(|l| !l.span.is_empty()) {
        if layer.span.end.min(region.end) == piece.end && layer.span.start < piece.end {
            reference(layer, out)?;
        }
    }
    Ok(())
}

/// The places where something is missing at `at`.
fn carets(layers: &[&Layer], at: usize, region: Span, out: &mut dyn Write) -> io::Result<()> {
    for layer in layers.iter().filter(|l| l.span.is_empty()) {
        if layer.span.start.clamp(region.start, region.end) != at {
            continue;
        }
        if let Meaning::Finding {
            number, severity, ..
        } = &layer.meaning
        {
            write!(
                out,
                "<mark class=\"{severity} caret\" data-f=\"{number}\"></mark>"
            )?;
            reference(layer, out)?;
        }
    }
    Ok(())
}

fn reference(layer: &Layer, out: &mut dyn Write) -> io::Result<()> {
    let Meaning::Finding {
        number,
        label,
        id,
        severity,
    } = &layer.meaning
    else {
        return Ok(());
    };
    write!(
        out,
        "<a class=\"ref {severity}\" href=\"#{id}\" data-f=\"{number}\" aria-label=\"{severity} {label}\" dir=\"ltr\">{label}</a>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, layers: &[Layer]) -> String {
        let mut out = Vec::new();
        let layers: Vec<&Layer> = layers.iter().collect();
        write(text, Span::new(0, text.len()), &layers, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn finding(start: usize, end: usize, number: usize) -> Layer {
        let meaning = Meaning::Finding {
            number,
            label: number,
            id: format!("f-{number}"),
            severity: Severity::Error,
        };
        Layer {
            span: Span::new(start, end),
            meaning,
        }
    }

    #[test]
    fn overlapping_layers_are_cut_into_pieces() {
        let html = marked("abcdef", &[finding(0, 4, 1), finding(2, 6, 2)]);
        let without_links = html.split("<a ").collect::<Vec<_>>().join("");
        assert!(without_links.starts_with("<mark class=\"error\" data-f=\"1\">ab</mark><mark class=\"error\" data-f=\"1 2\">cd</mark>"), "{html}");
        assert_eq!(html.matches("href=\"#f-1\"").count(), 1);
        assert_eq!(html.matches("href=\"#f-2\"").count(), 1);
    }

    #[test]
    fn something_missing_is_a_caret() {
        let html = marked("ab", &[finding(1, 1, 7)]);
        assert!(
            html.starts_with("a<mark class=\"error caret\" data-f=\"7\"></mark><a "),
            "{html}"
        );
        assert!(html.ends_with("</a>b"), "{html}");
    }

    #[test]
    fn a_layer_that_fits_no_text_is_harmless() {
        assert!(marked("日本", &[finding(1, 400, 1)]).contains("日本"));
    }
}
