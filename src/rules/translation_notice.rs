use super::Page;
use super::labels::{Label, Labels};
use super::lines::{before, lines};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::text::classes::is_word_char;

declare_rule! {
    /// A notice that the text is a translation.
    ///
    /// ## What it finds
    /// "Translated by …", "automatically translated" and the like in a short line, in the language of the text or in
    /// English.
    ///
    /// ## Why it matters
    /// An outlet may want the notice kept or may have one of its own; an editor decides. In another language than the text
    /// it is left over.
    ///
    /// ## Example
    /// ```bad de
    /// Dieser Artikel wurde automatisch übersetzt.
    /// ```
    /// Use instead:
    /// ```good de
    /// Der Roman wurde in zwölf Sprachen übersetzt.
    /// ```
    ///
    /// ## What it leaves alone
    /// Running text about translations.
    pub static TRANSLATION_NOTICE = "translation-notice" {
        group: Residue, severity: Note, fix: Some(Safety::Suggested), mqm: "accuracy/addition",
        explains: ["added-sentence"], since: "0.1.0", check: Check::Document(check),
    }
}

/// Longest notice, in words.
const NOTICE_WORDS: usize = 30;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let labels = Labels::of(page.article);
    let unspaced = page.language().is_unspaced();
    let blocks = page.article.document.blocks.len();
    for line in lines(page) {
        // Notices stand at the head or at the foot of an article.
        if line.block > 2 && line.block + 4 < blocks {
            continue;
        }
        if line.words > NOTICE_WORDS {
            continue;
        }
        let mut first_word = true;
        for (at, c) in line.span.of(text).char_indices() {
            let at = line.span.start + at;
            if !is_word_char(c) || (!unspaced && before(text, at).is_some_and(is_word_char)) {
                continue;
            }
            // A single word needs its colon: "Fordítás: …", "翻訳：…".
            if let Some(phrase) = labels.at(page.lower(), at, Label::Notice)
                && text.get(at..phrase.end).is_some_and(|p| {
                    p.contains(' ')
                        || unspaced && p.chars().count() >= 4
                        || first_word
                            && text
                                .get(phrase.end..)
                                .is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
                })
            {
                findings
                    .add(line.span, "The text says that it is a translation.")
                    .severity(if phrase.foreign {
                        Severity::Warning
                    } else {
                        Severity::Note
                    })
                    .confidence(if phrase.foreign { 0.9 } else { 0.7 })
                    .delete(Safety::Suggested, super::lines::whole_line(text, line.span));
                break;
            }
            first_word = false;
        }
    }
}
