use super::lengths::chars_of;
use super::rule::{Check, Findings, declare_rule};
use super::seam::{parted, seams};
use super::sentence_end::{is_finished, writes_end_marks};
use super::{Page, Pair};
use crate::finding::{Safety, Severity, Side};
use crate::text::Span;
use std::ops::Range;

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
        group: Structure, severity: Error, fix: Some(Safety::Suggested), mqm: "design",
        explains: ["fused-blocks", "added-sentence", "dropped-sentence"], since: "0.1.0", check: Check::Document(check),
    }
}

/// Share of the usual length of headline and lede from which on a text surely holds both.
const CLEAR: f64 = 0.9;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let _ = match page.pair {
        Some(_) => against_source(page, findings),
        None => behind_page_data(page, findings),
    };
}

/// The source's headline is a block of its own, and the version's block that renders it holds more.
fn against_source(page: &Page<'_>, findings: &mut Findings) -> Option<()> {
    let pair = page.pair?;
    let source = pair.source;
    let headline = source.document.blocks.first()?;
    let lede = source.document.blocks.get(1)?;
    let text = source.slice(headline.span);
    if text.chars().count() > 200 {
        return None;
    }
    let links = &pair.alignment.links;
    let link = links
        .iter()
        .find(|l| l.source.start == 0 && !l.version.is_empty())
        .or_else(|| links.iter().find(|l| !l.version.is_empty()))?;
    let block = pair.version.sentences().get(link.version.start)?.block;
    let sentences = page.article.reading.sentences_of_block(block);
    let rendered: Vec<usize> = sentences
        .clone()
        .flat_map(|sentence| page.counterpart(sentence).unwrap_or(0..0))
        .filter_map(|s| source.sentences().get(s))
        .map(|s| s.block)
        .collect();
    let holds_both =
        rendered.contains(&0) && rendered.contains(&1) && is_long_enough(pair, sentences);
    // A headline with a full stop may stand in front of the text, but for the line break, unless the stop was lost.
    let runs_on = !is_finished(text) || link.source.len() > 1 && link.version.len() == 1;
    // Where the layout differs everywhere, the version was laid out anew on purpose.
    let same_layout =
        page.article.document.blocks.len() + 1 >= source.document.blocks.len() * 2 / 3;
    if !(holds_both || swallowed(page, &rendered)) || !runs_on || !same_layout {
        return None;
    }
    let draft = findings
        .add(
            page.article.document.blocks.get(block)?.span,
            "The headline and the text behind it stand on one line; the source has them apart.",
        )
        .confidence(0.93)
        .evidence(Side::Source, headline.span)
        .evidence(Side::Source, lede.span);
    let sentences = page.article.reading.sentences_of_block(block);
    let _ = parted(page, &ends_of_headline(pair, page, sentences), draft);
    Some(())
}

/// Where the headline may end: behind its last sentence, or where its length says if it has none of its own.
fn ends_of_headline(pair: &Pair<'_>, page: &Page<'_>, sentences: Range<usize>) -> Vec<Span> {
    let source = pair.source;
    let headline = source.reading.sentences_of_block(0);
    let renders = |sentence: usize| page.counterpart(sentence).unwrap_or(0..0);
    let own = sentences
        .clone()
        .take_while(|&s| renders(s).end <= headline.end && !renders(s).is_empty())
        .count();
    let all = pair.version.sentences();
    let last = sentences.start + own;
    if own > 0
        && last < sentences.end
        && let (Some(last), Some(next)) = (all.get(last - 1), all.get(last))
    {
        return vec![Span::new(last.span.end, next.span.start)];
    }
    let usual = chars_of(source, headline) * pair.lengths().usual;
    seams(page, sentences, usual)
}

/// Whether the version sentences are longer than the headline alone would be.
fn is_long_enough(pair: &Pair<'_>, sentences: Range<usize>) -> bool {
    let usual = pair.lengths().usual;
    let headline = pair.source.reading.sentences_of_block(0);
    let first = headline.end..headline.end + 1;
    let (headline, lede) = (
        chars_of(pair.source, headline) * usual,
        chars_of(pair.source, first) * usual,
    );
    let version = chars_of(pair.version, sentences);
    // Without end marks the alignment of two sentences is a guess, and only their length speaks.
    let clear = writes_end_marks(pair.version.language()) || version >= CLEAR * (headline + lede);
    clear && nearer(version, headline + lede, headline)
}

/// Whether the headline seems dropped while the version text that its lede is linked to is long enough for both.
fn swallowed(page: &Page<'_>, blocks: &[usize]) -> bool {
    let Some(pair) = page.pair else { return false };
    let alignment = &pair.alignment;
    let dropped = alignment
        .link_of_source(0)
        .is_some_and(|link| link.is_drop());
    let Some(link) = alignment.link_of_version(0) else {
        return false;
    };
    let marks = writes_end_marks(pair.version.language());
    if !dropped || !marks || !blocks.contains(&1) || link.source.is_empty() {
        return false;
    }
    let usual = pair.lengths().usual;
    let lede = chars_of(pair.source, link.source.clone()) * usual;
    let headline = chars_of(pair.source, 0..1) * usual;
    let version = chars_of(pair.version, link.version.clone());
    nearer(version, lede + headline, lede)
}

/// Whether a length is nearer to one other than to another, as ratios.
fn nearer(length: f64, to: f64, than: f64) -> bool {
    (length / to).ln().abs() < (length / than).ln().abs()
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
