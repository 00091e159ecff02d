use super::Page;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity, Side};
use crate::text::Span;

declare_rule! {
    /// A sentence that was cut in two, so that the second part cannot stand alone.
    ///
    /// ## What it finds
    /// A sentence that begins with a word that only carries another one on ("Including", "Which"), right behind a full stop.
    ///
    /// ## Why it matters
    /// The second part has no verb of its own; the reader goes back to look for it.
    ///
    /// ## Example
    /// ```bad
    /// They are committed to several principles. Including the right of states to choose their own alliances.
    /// ```
    /// Use instead:
    /// ```good
    /// They are committed to several principles, including the right of states to choose their own alliances.
    /// ```
    ///
    /// ## What it leaves alone
    /// Sentences that the source splits in the same place, and questions.
    pub static SPLIT_SENTENCE = "split-sentence" {
        group: Structure, severity: Note, fix: Some(Safety::Suggested), mqm: "fluency/grammar",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let openers = &page.language().words.continuations;
    if openers.is_empty() {
        return;
    }
    let sentences = page.article.sentences();
    for (index, pair) in sentences.windows(2).enumerate() {
        let [before, sentence] = pair else { continue };
        let text = page.article.slice(sentence.span);
        let word: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
        if before.block != sentence.block
            || text.contains('?')
            || !openers.contains(&word.to_lowercase())
        {
            continue;
        }
        let gap = Span::new(before.span.end, sentence.span.start + word.len());
        let stop = page.article.slice(before.span).ends_with('.');
        let split_in_source =
            page.pair.is_some() && page.counterpart(index) != page.counterpart(index + 1);
        if !stop || split_in_source {
            continue;
        }
        let joint = Span::new(gap.start - 1, gap.end);
        let mut draft = findings
            .add(joint, "This sentence only carries on the one before it.")
            .severity(Severity::Note)
            .confidence(0.7)
            .replace(
                Safety::Suggested,
                joint,
                format!(", {}", word.to_lowercase()),
            );
        if let Some(span) = page
            .counterpart(index)
            .and_then(|range| page.source()?.span_of(range))
        {
            draft = draft.evidence(Side::Source, span);
        }
        let _ = draft;
    }
}
