use super::Pair;
use super::page::Article;
use super::rule::{Check, Findings, declare_rule};
use super::structure::{Role, anchor, changed_roles, file_name, home, is_marked_up, unmatched};
use crate::document::{BlockKind, Element, ElementKind};
use crate::finding::{Severity, Side};
use crate::text::Span;

declare_rule! {
    /// Markup that differs from the source's: a heading, a list, a picture, a link, a table, code or a front matter field.
    ///
    /// ## What it finds
    /// In Markdown and HTML: a block that changes its role (a heading that became a paragraph), pictures, players, links,
    /// tables and their cells, code and fields of the front matter that the translation lacks or has more of.
    ///
    /// ## Why it matters
    /// Translation tools lose what they do not translate; a page without its pictures and headings cannot be published.
    ///
    /// ## Example
    /// ```bad en>es markdown
    /// ## What happens now
    ///
    /// The council meets on Monday in Toledo.
    ///
    /// ![The bridge](bridge.jpg)
    /// ---
    /// Qué ocurre ahora
    ///
    /// El consejo se reúne el lunes en Toledo.
    /// ```
    /// Use instead:
    /// ```good en>es markdown
    /// ## What happens now
    ///
    /// The council meets on Monday in Toledo.
    ///
    /// ![The bridge](bridge.jpg)
    /// ---
    /// ## Qué ocurre ahora
    ///
    /// El consejo se reúne el lunes en Toledo.
    ///
    /// ![El puente](bridge-es.jpg)
    /// ```
    ///
    /// ## What it leaves alone
    /// Plain text, where what a block is can only be guessed; elements of a block that is missing as a whole; pictures and
    /// links that the translation replaces by others; a version whose headings are all a level higher or lower.
    pub static STRUCTURE_MISMATCH = "structure-mismatch" {
        group: Structure, severity: Warning, fix: None, mqm: "design/markup",
        explains: ["link-mismatch", "unmarked-heading", "missing-end-punctuation", "dropped-sentence", "dropped-block"], since: "0.1.0", check: Check::Pair(check),
    }
}

/// Elements of one kind are told one by one up to this number.
const ONE_BY_ONE: usize = 5;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    if !is_marked_up(pair.source) || !is_marked_up(pair.version) {
        return;
    }
    roles(pair, findings);
    for kind in [
        ElementKind::Image,
        ElementKind::Embed,
        ElementKind::Link,
        ElementKind::Table,
    ] {
        elements(pair, kind, findings);
    }
    lists(pair, findings);
    cells(pair, findings);
    code(pair, findings);
    fields(pair, findings);
}

/// Blocks that are something else in the translation.
fn roles(pair: &Pair<'_>, findings: &mut Findings) {
    let changes = changed_roles(pair);
    let shift = |was: Role, is: Role| match (was, is) {
        (Role::Heading(a), Role::Heading(b)) => Some(i16::from(b) - i16::from(a)),
        _ => None,
    };
    let shifts: Vec<i16> = changes.iter().filter_map(|c| shift(c.was, c.is)).collect();
    let shifted: usize = changes
        .iter()
        .filter(|c| c.was.is_like(c.is))
        .map(|c| c.blocks)
        .sum();
    let headings = pair
        .source
        .document
        .blocks
        .iter()
        .filter(|b| b.kind.is_heading())
        .count();
    // All headings a level higher: the page has its title elsewhere.
    let moved = shifted > 1 && shifted == headings && shifts.windows(2).all(|w| w[0] == w[1]);
    for change in changes {
        let level = change.was.is_like(change.is);
        if level && moved {
            continue;
        }
        let (was, is) = (change.was.name(), change.is.name());
        let message = match change.blocks {
            1 => format!("The source has {was} here, the translation {is}."),
            n => format!("{n} blocks: the source has {was} each time, the translation {is}."),
        };
        findings
            .add(change.version, message)
            .severity(if level {
                Severity::Note
            } else {
                Severity::Warning
            })
            .confidence(if level { 0.6 } else { 0.85 })
            .evidence(Side::Source, change.source);
    }
}

/// Elements that one side has more of.
fn elements(pair: &Pair<'_>, kind: ElementKind, findings: &mut Findings) {
    let (lost, new) = unmatched(pair, kind);
    let (name, names) = names(kind);
    let counts = |article: &Article| {
        let all = article.document.elements.iter();
        all.filter(|e| e.kind == kind).count()
    };
    let (theirs, ours) = (counts(pair.source), counts(pair.version));
    let lost: Vec<(&Element, Span)> = lost
        .into_iter()
        .filter_map(|e| Some((e, anchor(pair, e)?)))
        .collect();
    if lost.len() > new.len() {
        let each = new.is_empty() && lost.len() <= ONE_BY_ONE;
        for &(element, span) in lost.iter().take(if each { lost.len() } else { 1 }) {
            let message = if each {
                format!(
                    "The translation lacks {name} of the source{}.",
                    shown(element)
                )
            } else {
                format!("The source has {theirs} {names}, the translation {ours}.")
            };
            findings.add(span, message).on(Side::Source).confidence(0.9);
        }
    } else if new.len() > lost.len() && ours > theirs {
        let Some(span) = new.first().and_then(|e| place(pair.version, e)) else {
            return;
        };
        findings
            .add(
                span,
                format!("The translation has {ours} {names}, the source {theirs}."),
            )
            .severity(Severity::Note)
            .confidence(0.7);
    }
}

fn names(kind: ElementKind) -> (&'static str, &'static str) {
    match kind {
        ElementKind::Image => ("a picture", "pictures"),
        ElementKind::Embed => ("an embedded player or frame", "embedded players or frames"),
        ElementKind::Link => ("a link", "links"),
        ElementKind::Table => ("a table", "tables"),
        _ => ("an element", "elements"),
    }
}

fn shown(element: &Element) -> String {
    match element.kind {
        ElementKind::Image | ElementKind::Embed if !element.value.is_empty() => {
            format!(", {}", file_name(&element.value))
        }
        ElementKind::Link => format!(", {}", element.value),
        _ => String::new(),
    }
}

/// Where an element of the markup is shown: the block it stands in or behind.
fn place(article: &Article, element: &Element) -> Option<Span> {
    let block = home(article, element)?;
    article.document.blocks.get(block).map(|b| b.span)
}

fn of_kind(article: &Article, kind: ElementKind) -> Vec<&Element> {
    let elements = article.document.elements.iter();
    elements.filter(|e| e.kind == kind).collect()
}

/// Lists that are numbered on one side alone.
fn lists(pair: &Pair<'_>, findings: &mut Findings) {
    let (theirs, ours) = (
        of_kind(pair.source, ElementKind::List),
        of_kind(pair.version, ElementKind::List),
    );
    if theirs.len() != ours.len() {
        return; // items that became paragraphs are told as such
    }
    for (a, b) in theirs.iter().zip(&ours).filter(|(a, b)| a.value != b.value) {
        let Some(span) = first_inside(pair.version, b) else {
            continue;
        };
        let message = format!(
            "The list is {} in the source and {} here.",
            a.value, b.value
        );
        findings
            .add(span, message)
            .severity(Severity::Note)
            .confidence(0.8);
    }
}

/// The first block inside an element.
fn first_inside(article: &Article, element: &Element) -> Option<Span> {
    let (blocks, map) = (&article.document.blocks, &article.document.map);
    let inside = blocks
        .iter()
        .find(|b| map.original(b.span).start >= element.original.start);
    inside.map(|b| b.span)
}

/// Tables with another number of cells.
fn cells(pair: &Pair<'_>, findings: &mut Findings) {
    let count = |article: &Article| -> Vec<(Option<Span>, usize)> {
        let tables = of_kind(article, ElementKind::Table);
        let cells = of_kind(article, ElementKind::Cell);
        let bounds = tables.iter().skip(1).map(|t| t.original.start);
        let ends: Vec<usize> = bounds.chain([usize::MAX]).collect();
        let inside = |start: usize, end: usize| {
            let all = cells.iter().map(|c| c.original.start);
            all.filter(|at| (start..end).contains(at)).count()
        };
        let pairs = tables.iter().zip(ends);
        pairs
            .map(|(t, end)| (first_inside(article, t), inside(t.original.start, end)))
            .collect()
    };
    let (theirs, ours) = (count(pair.source), count(pair.version));
    if theirs.len() != ours.len() {
        return;
    }
    for ((source, a), (version, b)) in theirs.into_iter().zip(ours).filter(|(a, b)| a.1 != b.1) {
        let Some(span) = version else {
            continue;
        };
        let message = format!("This table has {b} cells, the source's {a}.");
        let draft = findings.add(span, message).confidence(0.85);
        if let Some(source) = source {
            draft.evidence(Side::Source, source);
        }
    }
}

/// Code blocks that are missing, or whose commands changed.
fn code(pair: &Pair<'_>, findings: &mut Findings) {
    let blocks = |article: &Article| -> Vec<Span> {
        let all = article.document.blocks.iter();
        all.filter(|b| b.kind == BlockKind::Code)
            .map(|b| b.span)
            .collect()
    };
    let (theirs, ours) = (blocks(pair.source), blocks(pair.version));
    if theirs.len() > ours.len() {
        let message = format!(
            "The source has {} code blocks, the translation {}.",
            theirs.len(),
            ours.len()
        );
        findings
            .add(theirs[ours.len()], message)
            .on(Side::Source)
            .confidence(0.9);
        return;
    }
    for (a, b) in theirs.iter().zip(&ours) {
        let (a_text, b_text) = (pair.source.slice(*a), pair.version.slice(*b));
        if theirs.len() == ours.len() && !commands(a_text).eq(commands(b_text)) {
            findings
                .add(*b, "The code differs from the source's.")
                .severity(Severity::Note)
                .confidence(0.7)
                .evidence(Side::Source, *a);
        }
    }
}

/// The lines of code, without comments, which are translated.
fn commands(code: &str) -> impl Iterator<Item = &str> {
    let lines = code.lines().map(|line| {
        let comment = ["#", "//", "--", "/*"]
            .iter()
            .filter_map(|c| line.find(c))
            .min();
        line[..comment.unwrap_or(line.len())].trim()
    });
    lines.filter(|line| !line.is_empty())
}

/// Fields of the front matter that the translation lacks.
fn fields(pair: &Pair<'_>, findings: &mut Findings) {
    if pair.source.document.format != pair.version.document.format {
        return;
    }
    let (lost, _) = unmatched(pair, ElementKind::Field);
    let Some(first) = lost.first() else {
        return;
    };
    let Some(span) = place(pair.source, first) else {
        return;
    };
    let none = of_kind(pair.version, ElementKind::Field).is_empty();
    let keys: Vec<&str> = lost.iter().map(|e| e.value.as_str()).collect();
    let message = if none {
        "The translation lacks the front matter of the source.".to_owned()
    } else {
        format!(
            "The front matter of the translation lacks {}.",
            keys.join(", ")
        )
    };
    findings.add(span, message).on(Side::Source).confidence(0.9);
}
