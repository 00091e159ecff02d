use super::rule::{Check, Findings, declare_rule};
use super::sentence_end::{EndMarks, couples, is_finished, writes_end_marks};
use super::{Page, Pair};
use crate::finding::Side;
use crate::text::Span;

declare_rule! {
    /// A sentence without its end mark.
    ///
    /// ## What it finds
    /// The last sentence of a paragraph without a full stop, where its source has one and the translation's other
    /// paragraphs do; without a source, a long line of running text among others that end with a mark.
    ///
    /// ## Why it matters
    /// It is either a slip or the trace of a sentence that was cut off.
    ///
    /// ## Example
    /// ```bad en>es
    /// The council met on Monday.
    ///
    /// The president resigned.
    ///
    /// The next meeting is in May.
    /// ---
    /// El consejo se reunió el lunes.
    ///
    /// El presidente dimitió
    ///
    /// La próxima reunión es en mayo.
    /// ```
    /// Use instead:
    /// ```good en>es
    /// The council met on Monday.
    ///
    /// The president resigned.
    ///
    /// The next meeting is in May.
    /// ---
    /// El consejo se reunió el lunes.
    ///
    /// El presidente dimitió.
    ///
    /// La próxima reunión es en mayo.
    /// ```
    ///
    /// ## What it leaves alone
    /// Headlines, captions, list items, and languages that write no end mark (Thai).
    pub static MISSING_END_PUNCTUATION = "missing-end-punctuation" {
        group: Punctuation, severity: Note, fix: None, mqm: "fluency/punctuation",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

/// Fewest words of a line that is surely running text and no heading.
const RUNNING_WORDS: usize = 9;
/// Fewest paragraphs with an end mark for each one without.
const FINISHED: usize = 3;

fn check(page: &Page<'_>, findings: &mut Findings) {
    match page.pair {
        Some(pair) => against_source(pair, findings),
        None if page.side != Side::Source => alone(page, findings),
        None => {}
    }
}

/// Paragraphs of running text without an end mark among others that have one.
fn alone(page: &Page<'_>, findings: &mut Findings) {
    let article = page.article;
    let language = page.language();
    if !writes_end_marks(language) {
        return;
    }
    let words = |span: Span| {
        if language.is_unspaced() {
            article.slice(span).chars().count() / 2
        } else {
            article.slice(span).split_whitespace().count()
        }
    };
    let prose = article
        .document
        .blocks
        .iter()
        .skip(1)
        .filter(|b| b.kind.is_prose() && words(b.span) >= RUNNING_WORDS);
    let (finished, open): (Vec<Span>, Vec<Span>) = prose
        .map(|b| b.span)
        .partition(|span| is_finished(article.slice(*span)));
    if open.is_empty() || finished.len() < FINISHED * open.len() {
        return;
    }
    for block in open {
        let last = article
            .sentences()
            .iter()
            .rev()
            .find(|s| block.contains(s.span));
        let span = last.map_or(block, |s| s.span);
        findings
            .add(
                span,
                "The paragraph has no end mark; the others of the text have one.",
            )
            .confidence(0.7);
    }
}

fn against_source(pair: &Pair<'_>, findings: &mut Findings) {
    let marks = EndMarks::of(pair);
    for (source, version) in couples(pair) {
        let Some(sentence) = marks.lacking(&source, &version) else {
            continue;
        };
        let (Some(source), Some(version)) = (
            pair.source.span_of(source),
            pair.version.span_of(sentence..sentence + 1),
        ) else {
            continue;
        };
        findings
            .add(
                version,
                "The sentence has no end mark; the source's has one.",
            )
            .confidence(0.8)
            .evidence(Side::Source, source);
    }
}
