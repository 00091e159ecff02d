use super::Pair;
use super::rule::{Check, Findings, declare_rule};
use super::sentence_end::EndMarks;
use crate::finding::Side;

declare_rule! {
    /// A sentence without its end mark.
    ///
    /// ## What it finds
    /// The last sentence of a paragraph without a full stop, where its source has one and the translation's other
    /// paragraphs do.
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
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let marks = EndMarks::of(pair);
    for link in &pair.alignment.links {
        let Some(sentence) = marks.lacking(link) else {
            continue;
        };
        let (Some(source), Some(version)) = (
            pair.source.span_of(link.source.clone()),
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
