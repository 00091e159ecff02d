use super::Pair;
use super::cut::cuts;
use super::dropped_sentence::report;
use super::gaps::{GapKind, gaps};
use super::lengths::chars_of;
use super::rule::{Check, Findings, declare_rule};
use super::sentence_end::{EndMarks, couples, is_closed};
use crate::finding::{Severity, Side};
use crate::text::Span;

declare_rule! {
    /// A translation that ends early, or a sentence that breaks off.
    ///
    /// ## What it finds
    /// Two or more sentences missing at the end of the text; a sentence without its end mark that is clearly shorter than
    /// its source.
    ///
    /// ## Why it matters
    /// Length limits of translation services cut texts off, in the middle of a word if need be.
    ///
    /// ## Example
    /// ```bad en>es
    /// The council met on Monday in Madrid.
    ///
    /// President Maria Gomez resigned after 12 years in office because of a dispute about the airport.
    ///
    /// The next meeting is planned for 3 May in Toledo.
    /// ---
    /// El consejo se reunió el lunes en Madrid.
    ///
    /// La presidenta Maria Gomez dimitió tras 12 añ
    ///
    /// La próxima reunión está prevista para el 3 de mayo en Toledo.
    /// ```
    /// Use instead:
    /// ```good en>es
    /// The council met on Monday in Madrid.
    ///
    /// President Maria Gomez resigned after 12 years in office because of a dispute about the airport.
    ///
    /// The next meeting is planned for 3 May in Toledo.
    /// ---
    /// El consejo se reunió el lunes en Madrid.
    ///
    /// La presidenta Maria Gomez dimitió tras 12 años en el cargo por una disputa sobre el aeropuerto.
    ///
    /// La próxima reunión está prevista para el 3 de mayo en Toledo.
    /// ```
    ///
    /// ## What it leaves alone
    /// Headlines, captions and languages that write no end mark.
    pub static TRUNCATED_TEXT = "truncated-text" {
        group: Structure, severity: Error, fix: None, mqm: "accuracy/omission",
        explains: ["dropped-sentence", "dropped-block", "missing-end-punctuation"], since: "0.1.0", check: Check::Pair(check),
    }
}

/// A sentence without its end mark and this much shorter than its source (as a ratio to the usual length) breaks off.
const CUT: f64 = 0.83;
/// The same for a sentence that ends in the middle of a name.
const WORD_CUT: f64 = 0.95;
/// The same where lengths say less: for a sentence of few characters or in a short article.
const SHORT_CUT: f64 = 0.75;
/// In an article of fewer links than this the usual ratio is not sure.
const FEW: usize = 8;
/// Fewer characters than this in the source are few.
const SHORT: f64 = 40.0;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for gap in gaps(pair).iter().filter(|g| g.kind == GapKind::Tail) {
        let count = gap.source.len();
        report(
            pair,
            gap,
            format!("The translation ends early: the last {count} sentences are missing."),
            findings,
        );
    }
    let marks = EndMarks::of(pair);
    let usual = pair.lengths().usual;
    for (source, version) in couples(pair) {
        let Some(last) = marks.lacking(&source, &version) else {
            continue;
        };
        let rendered = version.start..last + 1;
        let chars = chars_of(pair.source, source.clone());
        let (Some(source), Some(version)) = (
            pair.source.span_of(source),
            pair.version.span_of(rendered.clone()),
        ) else {
            continue;
        };
        let ratio = chars_of(pair.version, rendered) / chars / usual;
        let limit = if chars < SHORT {
            SHORT_CUT
        } else if ends_inside_word(pair, last, source) {
            WORD_CUT
        } else if pair.alignment.links.len() < FEW {
            SHORT_CUT
        } else {
            CUT
        };
        if ratio < limit && !is_closed(pair.version.slice(version), pair.source.slice(source)) {
            findings
                .add(version, "The sentence breaks off.")
                .severity(Severity::Warning)
                .confidence(0.9)
                .evidence(Side::Source, source);
        }
    }
    for cut in cuts(pair, &marks) {
        let draft = findings
            .add(
                cut.span,
                "The sentence breaks off, and the next one runs on from it.",
            )
            .severity(Severity::Warning)
            .confidence(cut.confidence);
        if let Some(source) = pair.source.span_of(cut.source) {
            draft.evidence(Side::Source, source);
        }
    }
}

/// Whether the last word of the version sentence is the beginning of a name or an address that the source writes out.
fn ends_inside_word(pair: &Pair<'_>, sentence: usize, source: Span) -> bool {
    let last = pair.version.tokens_of(sentence).last();
    let Some(last) = last.filter(|t| t.is_word()) else {
        return false;
    };
    let part = last.span.of(pair.version.text());
    let words = pair.source.slice(source).split_whitespace();
    let words = words.map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut begun = false;
    for word in words {
        if word == part {
            return false;
        }
        let written = word.contains(['@', '.']) || word.starts_with(char::is_uppercase);
        begun |= written && word.starts_with(part);
    }
    begun
}
