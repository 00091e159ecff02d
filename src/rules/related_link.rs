use super::Page;
use super::labels::{Label, Labels, source_is_labelled};
use super::lines::{behind_decoration, lines, whole_line, word_count};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::text::Span;
use crate::text::classes::is_word_char;

declare_rule! {
    /// A link to another story that stands in the text.
    ///
    /// ## What it finds
    /// A line, or a sentence inside a paragraph, that starts with "Read also:" and the like and goes on with the title of
    /// another story; the label alone on its line; the label in capitals before a title.
    ///
    /// ## Why it matters
    /// Without the link it is a headline of something else in the middle of the article.
    ///
    /// ## Example
    /// ```bad ru
    /// Читайте также: Лавров ответил Блинкену
    /// ```
    /// ```bad fr
    /// Lire aussi : Le ministre répond à l’opposition
    /// ```
    /// Use instead:
    /// ```good fr
    /// Il faut lire aussi les rapports des experts.
    /// ```
    ///
    /// ## What it leaves alone
    /// The same words inside a sentence.
    pub static RELATED_LINK = "related-link" {
        group: Residue, severity: Warning, fix: Some(Safety::Suggested), mqm: "accuracy/addition",
        explains: ["added-sentence", "missing-end-punctuation", "truncated-text", "unmarked-heading", "repeated-sentence"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// Longest title of another story, in words.
const TITLE_WORDS: usize = 40;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let labels = Labels::of(page.article);
    let unspaced = page.language().is_unspaced();
    for line in lines(page) {
        let start = behind_decoration(text, line.span);
        let Some(phrase) = labels.at(page.lower(), start, Label::Related) else {
            continue;
        };
        let label = Span::new(start, phrase.end).of(text);
        let rest = Span::new(phrase.end, line.span.end).of(text);
        let bracketed = start > line.span.start && rest.starts_with([']', '】', '」', '》']);
        let marked = rest
            .trim_start()
            .starts_with([':', '：', '|', '｜', '>', '»', '►', '▶', '→', '／'])
            || rest.starts_with("...")
            || rest.starts_with('…');
        let alone = !rest.chars().any(|c| is_word_char(c) || c.is_numeric());
        let shouted =
            is_shouted(label) && !is_shouted(rest) && rest.starts_with(char::is_whitespace);
        if !(marked || bracketed || alone || shouted)
            || word_count(rest, unspaced) > TITLE_WORDS
            || source_is_labelled(page, start)
        {
            continue;
        }
        findings
            .add(
                line.span,
                format!("“{label}” leads to another story that is not part of this text."),
            )
            .confidence(if alone { 0.8 } else { 0.95 })
            .delete(Safety::Suggested, whole_line(text, line.span));
    }
    for sentence in page.article.sentences() {
        let start = sentence.span.start;
        let inside = text.get(..start).is_some_and(|head| {
            !head.trim_end_matches(' ').ends_with(['\n', '\r']) && !head.is_empty()
        });
        if !inside {
            continue;
        }
        if let Some(phrase) = labels.at(page.lower(), start, Label::Related)
            && text
                .get(phrase.end..)
                .is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
            && text
                .get(start..phrase.end)
                .is_some_and(|label| label.contains(' ') || unspaced)
        {
            findings
                .add(
                    sentence.span,
                    "A link to another story stands in the paragraph.",
                )
                .severity(Severity::Warning)
                .delete(Safety::Suggested, sentence.span);
        }
    }
}

/// Whether the text has two or more letters with case and none in lower case.
fn is_shouted(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() > 1 && !text.chars().any(char::is_lowercase)
}
