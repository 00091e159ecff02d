use super::rule::{Check, Findings, declare_rule};
use super::sentence_end::is_finished;
use super::{Article, Page};
use crate::finding::{Severity, Side};
use crate::text::Span;

declare_rule! {
    /// A headline that runs into other text.
    ///
    /// ## What it finds
    /// A headline fused with the paragraph behind it, or with page data before it, on one line.
    ///
    /// ## Why it matters
    /// The headline is what is seen first, in searches and on other sites, and it shows up with half the article attached.
    ///
    /// ## Example
    /// ```bad en>es
    /// Mayor opens new bridge
    ///
    /// The mayor of Toledo opened the bridge on Friday.
    ///
    /// It cost 48 million euros.
    /// ---
    /// El alcalde inaugura un nuevo puente El alcalde de Toledo inauguró el puente el viernes.
    ///
    /// Costó 48 millones de euros.
    /// ```
    /// Use instead:
    /// ```good en>es
    /// Mayor opens new bridge
    ///
    /// The mayor of Toledo opened the bridge on Friday.
    ///
    /// It cost 48 million euros.
    /// ---
    /// El alcalde inaugura un nuevo puente
    ///
    /// El alcalde de Toledo inauguró el puente el viernes.
    ///
    /// Costó 48 millones de euros.
    /// ```
    ///
    /// ## What it leaves alone
    /// Versions whose layout differs from the source's everywhere.
    pub static MERGED_HEADLINE = "merged-headline" {
        group: Structure, severity: Error, fix: None, mqm: "design",
        explains: ["fused-blocks", "added-sentence", "dropped-sentence"], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let _ = match page.pair {
        Some(_) => against_source(page, findings),
        None => behind_page_data(page, findings),
    };
}

/// The source's headline is a block of its own, and the version's first block holds it and more.
fn against_source(page: &Page<'_>, findings: &mut Findings) -> Option<()> {
    let pair = page.pair?;
    let headline = pair.source.document.blocks.first()?;
    let lede = pair.source.document.blocks.get(1)?;
    let first = page.article.document.blocks.first()?;
    let headline_text = pair.source.slice(headline.span);
    if is_finished(headline_text) || headline_text.chars().count() > 200 {
        return None;
    }
    let sentences = page.article.reading.sentences_of_block(0);
    let source_blocks = |sentence: usize| {
        let range = page.counterpart(sentence).unwrap_or(0..0);
        range
            .filter_map(|s| pair.source.sentences().get(s))
            .map(|s| s.block)
            .collect::<Vec<_>>()
    };
    let in_first: Vec<usize> = sentences.clone().flat_map(source_blocks).collect();
    let holds_both = in_first.contains(&0) && in_first.contains(&1) || swallowed(page, &in_first);
    // Where the layout differs everywhere, the version was laid out anew on purpose.
    let same_layout =
        page.article.document.blocks.len() + 1 >= pair.source.document.blocks.len() * 2 / 3;
    if !holds_both || !same_layout {
        return None;
    }
    findings
        .add(
            first.span,
            "The headline and the text behind it stand on one line; the source has them apart.",
        )
        .confidence(0.93)
        .evidence(Side::Source, headline.span)
        .evidence(Side::Source, lede.span);
    Some(())
}

/// Whether the headline seems dropped while the version's first sentence is too long for what it is linked to: long enough
/// for the headline and the lede together.
fn swallowed(page: &Page<'_>, blocks: &[usize]) -> bool {
    let Some(pair) = page.pair else { return false };
    let dropped = pair
        .alignment
        .link_of_source(0)
        .is_some_and(|link| link.is_drop());
    if !dropped || !blocks.contains(&1) {
        return false;
    }
    let chars = |article: &Article, span: Option<Span>| {
        span.map_or(0, |s| article.slice(s).chars().count()) as f64
    };
    let version = chars(pair.version, pair.version.span_of(0..1));
    let linked = page
        .counterpart(0)
        .and_then(|range| pair.source.span_of(range));
    let usual = pair.usual_length_ratio();
    let (lede, headline) = (
        chars(pair.source, linked) * usual,
        chars(pair.source, pair.source.span_of(0..1)) * usual,
    );
    lede > 0.0
        && version > 0.0
        && (version / (lede + headline)).ln().abs() < (version / lede).ln().abs()
}

/// Without a source: page data such as a date stamp and then a title on the first line, in a text of several blocks.
fn behind_page_data(page: &Page<'_>, findings: &mut Findings) -> Option<()> {
    let blocks = &page.article.document.blocks;
    let first = blocks
        .first()
        .filter(|_| blocks.len() >= 3 && page.side != Side::Source)?;
    let text = page.article.slice(first.span);
    let at = text.find(stamp_end(text)?)?;
    let title = Span::new(first.span.start + at, first.span.end).trimmed(page.text());
    let words = page.article.slice(title).split_whitespace().count();
    if !(4..=30).contains(&words) || is_finished(page.article.slice(title)) {
        return None;
    }
    findings
        .add(
            title,
            "A title stands on one line with the page data before it.",
        )
        .severity(Severity::Error)
        .confidence(0.9);
    Some(())
}

/// What stands behind an ISO date in the first words of the line.
fn stamp_end(text: &str) -> Option<&str> {
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace).take(4) {
        offset += word.len();
        let date = word.trim_end();
        let iso = date.len() == 10
            && date.bytes().enumerate().all(|(i, b)| {
                if i == 4 || i == 7 {
                    b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            });
        if iso {
            return text.get(offset..).filter(|rest| !rest.is_empty());
        }
    }
    None
}
