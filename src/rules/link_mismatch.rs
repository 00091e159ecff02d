use super::Pair;
use super::page::Article;
use super::rule::{Check, Findings, declare_rule};
use crate::document::ElementKind;
use crate::finding::{Severity, Side};
use crate::reading::{Fact, FactKind};
use crate::text::Span;
use crate::text::fold::folded;
use crate::text::likeness::Shape;
use std::ops::Range;

declare_rule! {
    /// A web address, e-mail address, handle or hashtag that is not the source's.
    ///
    /// ## What it finds
    /// Addresses and handles that changed in the linked sentence; as a note, those that only one side has, links of the
    /// markup that were lost, and hashtags.
    ///
    /// ## Why it matters
    /// A wrong letter in an address leads readers nowhere, or to somebody else.
    ///
    /// ## Example
    /// ```bad en>fr
    /// Write to press@example.org by Friday.
    /// ---
    /// Écrivez à presse@example.org avant vendredi.
    /// ```
    /// Use instead:
    /// ```good en>fr
    /// Read more on en.example.org/news and write to press@example.org.
    /// ---
    /// Plus d'informations sur fr.example.org/actu, écrivez à press@example.org.
    /// ```
    ///
    /// ## What it leaves alone
    /// Pages of the same site in another language, the scheme and the final slash, and links in the next sentence.
    pub static LINK_MISMATCH = "link-mismatch" {
        group: Facts, severity: Warning, fix: None, mqm: "accuracy/mistranslation",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

/// Least likeness of an address to the one that it was changed from.
const SLIP: f32 = 0.7;

/// A link of a text: where it can be shown, and its compared form.
struct Target {
    span: Span,
    value: String,
    /// Whether it stands in the visible text.
    visible: bool,
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let theirs = targets(pair.source);
    let ours = targets(pair.version);
    if theirs.is_empty() && ours.is_empty() {
        return;
    }
    for link in &pair.alignment.links {
        if link.source.is_empty() || link.version.is_empty() || link.probability < 0.5 {
            continue;
        }
        let lost = without(&theirs, pair.source, &link.source, &ours);
        let mut new = without(&ours, pair.version, &link.version, &theirs);
        for target in lost {
            let changed = new
                .iter()
                .position(|n| n.visible == target.visible && kind(&n.value) == kind(&target.value));
            if let Some(other) = changed.map(|i| new.remove(i)) {
                let like =
                    Shape::new(&folded(&target.value)).likeness(&Shape::new(&folded(&other.value)));
                let severity = if kind(&target.value) != '#' && like >= SLIP {
                    Severity::Warning
                } else {
                    Severity::Note
                };
                findings
                    .add(
                        other.span,
                        format!(
                            "The source has {}, the translation {}.",
                            target.value, other.value
                        ),
                    )
                    .severity(severity)
                    .confidence(0.85 * link.probability)
                    .evidence(Side::Source, target.span);
                continue;
            }
            let message = format!(
                "{} of the source is missing from the translation.",
                target.value
            );
            let draft = findings
                .add(target.span, message)
                .on(Side::Source)
                .severity(Severity::Note)
                .confidence(0.7);
            if let Some(span) = pair.version.span_of(link.version.clone()) {
                draft.evidence(Side::Version(pair.index), span);
            }
        }
    }
}

/// The links of an article in reading order.
fn targets(article: &Article) -> Vec<Target> {
    let mut out: Vec<Target> = article
        .reading
        .facts
        .iter()
        .filter_map(|f: &Fact| match &f.kind {
            FactKind::Link(value) => Some(Target {
                span: f.span,
                value: value.clone(),
                visible: true,
            }),
            _ => None,
        })
        .collect();
    for element in &article.document.elements {
        if element.kind != ElementKind::Link || !element.value.contains("//") {
            continue;
        }
        let map = &article.document.map;
        let home = article
            .sentences()
            .iter()
            .find(|s| map.original(s.span).overlaps(element.original));
        if let Some(sentence) = home {
            let value = element.value.split("//").nth(1).unwrap_or("");
            out.push(Target {
                span: sentence.span,
                value: value.trim_end_matches('/').to_lowercase(),
                visible: false,
            });
        }
    }
    out.sort_by_key(|t| t.span);
    out
}

/// The links of the sentences that the other text has nowhere.
fn without<'t>(
    targets: &'t [Target],
    article: &Article,
    sentences: &Range<usize>,
    others: &[Target],
) -> Vec<&'t Target> {
    let Some(span) = article.span_of(sentences.clone()) else {
        return Vec::new();
    };
    targets
        .iter()
        .filter(|t| span.contains(t.span))
        .filter(|t| !others.iter().any(|o| is_same(&t.value, &o.value)))
        .collect()
}

/// Whether both lead to one place, or to one site in two languages.
fn is_same(a: &str, b: &str) -> bool {
    let site = |value: &str| -> Option<String> {
        let host = value.split('/').next()?.trim_start_matches("www.");
        let labels: Vec<&str> = host.split('.').collect();
        (kind(value) == '/' && labels.len() > 1).then(|| {
            // bbc.co.uk and bbc.com are one site.
            let name = labels
                .iter()
                .rev()
                .skip(1)
                .find(|l| l.len() > 3)
                .or(labels.first());
            name.map_or(String::new(), |l| (*l).to_owned())
        })
    };
    a == b || site(a).is_some_and(|s| site(b) == Some(s))
}

/// `@` for a handle, `#` for a hashtag, `m` for an e-mail address, `/` for a web address.
fn kind(value: &str) -> char {
    match value.chars().next() {
        Some(c @ ('@' | '#')) => c,
        _ if value.contains('@') => 'm',
        _ => '/',
    }
}
