use super::Page;
use super::labels::{Label, Labels, Phrase};
use super::lines::{behind_decoration, in_speech, lines, whole_line, word_count};
use super::rule::{Check, Findings, declare_rule};
use crate::document::Format;
use crate::finding::{Safety, Severity};
use crate::text::Span;
use crate::text::classes::is_word_char;

declare_rule! {
    /// Words of a language model around its answer.
    ///
    /// ## What it finds
    /// Openers ("Here is the translation:"), offers at the end ("Let me know if you would like any changes"), refusals,
    /// notes on the translation and code fences, in the language of the text or in English.
    ///
    /// ## Why it matters
    /// Nothing tells readers more plainly that nobody read the text.
    ///
    /// ## Example
    /// ```bad fr
    /// Voici la traduction en français :
    ///
    /// Le président s'est rendu à Moscou.
    /// ```
    /// ```bad de
    /// Let me know if you would like any changes!
    /// ```
    /// Use instead:
    /// ```good fr
    /// Le président s'est rendu à Moscou.
    /// ```
    ///
    /// ## What it leaves alone
    /// The same words in a quotation, and words that only look alike: `Sure, the economy has grown.`
    /// ```good de
    /// Gerne würde er noch einmal antreten, sagte der Kanzler.
    /// ```
    pub static LLM_CHATTER = "llm-chatter" {
        group: Residue, severity: Error, fix: Some(Safety::Suggested), mqm: "accuracy/addition",
        explains: ["added-sentence", "untranslated-text", "wrong-language", "markup-residue", "translation-notice",
            "metadata-line", "unmarked-heading", "missing-end-punctuation"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// Longest line before the answer, in words.
const OPENER_WORDS: usize = 18;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let labels = Labels::of(page.article);
    let mut fenced = Span::default();
    for line in lines(page) {
        if let Some(fence) = fence(page, line.span) {
            fenced = fence;
            findings
                .add(
                    fence,
                    "The code fence of a language model stands around the text.",
                )
                .delete(Safety::Suggested, fence);
        }
        let start = behind_decoration(text, line.span);
        let whole = Span::new(start, line.span.end);
        if !fenced.contains_offset(start)
            && let Some(message) = opener(page, &labels, whole)
        {
            findings
                .add(line.span, message)
                .delete(Safety::Suggested, whole_line(text, line.span));
        }
    }
    let sentences = page.article.sentences();
    let blocks = page.article.document.blocks.len();
    for sentence in sentences {
        let start = behind_decoration(text, sentence.span);
        let at = |label| labels.at(page.lower(), start, label);
        let last = sentence.block + 1 >= blocks;
        let (message, phrase) = if let Some(phrase) = at(Label::Refusal) {
            ("A language model says why it did not translate.", phrase)
        } else if let Some(phrase) = at(Label::Note).filter(|p| is_note(page, start, *p)) {
            (
                "A language model or translator comments on the translation.",
                phrase,
            )
        } else if let Some(phrase) = at(Label::Closer)
            .filter(|p| last || p.foreign || stands_alone(page, sentence.block, sentence.span))
        {
            (
                "A language model offers more at the end of its answer.",
                phrase,
            )
        } else {
            continue;
        };
        if in_speech(page, start) || source_says(page, start) {
            continue;
        }
        let severity =
            if phrase.foreign || last || stands_alone(page, sentence.block, sentence.span) {
                Severity::Error
            } else {
                Severity::Warning
            };
        let cut = if stands_alone(page, sentence.block, sentence.span) {
            whole_line(text, sentence.span)
        } else {
            sentence.span
        };
        findings
            .add(sentence.span, message)
            .severity(severity)
            .delete(Safety::Suggested, cut);
    }
}

fn stands_alone(page: &Page<'_>, block: usize, span: Span) -> bool {
    page.article
        .document
        .blocks
        .get(block)
        .is_some_and(|b| b.span.len() <= span.len() + 4)
}

/// A phrase such as "Translator's note" counts at a colon or in brackets, others anywhere.
fn is_note(page: &Page<'_>, start: usize, phrase: Phrase) -> bool {
    let text = page.text();
    let rest = text.get(phrase.end..).unwrap_or("");
    let words = text
        .get(start..phrase.end)
        .map_or(0, |p| word_count(p, page.language().is_unspaced()));
    let bracketed = text
        .get(..start)
        .is_some_and(|head| head.ends_with(['(', '[', '（', '［']));
    phrase.foreign
        || bracketed
        || words >= 3
        || rest.trim_start().starts_with([':', '：', '-', '–', '—'])
}

/// A line that starts with a known opener and ends with a colon, or is an opener that has its colon in itself.
fn opener(page: &Page<'_>, labels: &Labels<'_>, line: Span) -> Option<&'static str> {
    let text = page.text();
    let phrase = labels.at(page.lower(), line.start, Label::Opener)?;
    let content = line.of(text).trim_end_matches(['*', '#', '`', ' ', '"']);
    let short = word_count(content, page.language().is_unspaced()) <= OPENER_WORDS;
    let coloned = content.ends_with([':', '：'])
        || (content.ends_with(['!', '.', '。', '！']) && phrase.foreign);
    let own_colon = text
        .get(..phrase.end)
        .is_some_and(|head| head.ends_with([':', '：']));
    let first = page
        .article
        .document
        .block_at(line.start)
        .is_some_and(|block| block <= 1);
    // The answer may follow in the same line: "Here is the translation: The president …".
    let follows = first
        && text.get(phrase.end..line.end).is_some_and(|rest| {
            rest.find([':', '：'])
                .is_some_and(|at| word_count(rest.get(..at).unwrap_or(""), false) <= 6)
        });
    let said = short && coloned || own_colon && (short || first) || follows;
    (said && !source_says(page, line.start)).then_some("A language model announces its answer.")
}

/// Whether the source has words of the same kind at this place.
fn source_says(page: &Page<'_>, at: usize) -> bool {
    let Some(source) = page.source() else {
        return false;
    };
    let Some(range) = page
        .article
        .reading
        .sentence_at(at)
        .and_then(|s| page.counterpart(s))
    else {
        return false;
    };
    let labels = Labels::of(source);
    range
        .filter_map(|i| source.sentences().get(i))
        .any(|sentence| {
            let start = behind_decoration(source.text(), sentence.span);
            [Label::Opener, Label::Closer, Label::Refusal, Label::Note]
                .iter()
                .any(|&label| labels.at(&source.document.lower, start, label).is_some())
        })
}

/// A code fence and what it encloses on the line.
fn fence(page: &Page<'_>, line: Span) -> Option<Span> {
    if page.article.document.format != Format::Text && page.article.document.format != Format::Lines
    {
        return None;
    }
    let content = line.of(page.text());
    let open = memchr::memmem::find(content.as_bytes(), b"```")?;
    let close = content.get(open + 3..)?.find("```").map(|i| open + 6 + i);
    let end = close.unwrap_or_else(|| {
        let rest = content.get(open + 3..).unwrap_or("");
        open + 3 + rest.find(|c: char| !is_word_char(c)).unwrap_or(rest.len())
    });
    Some(Span::new(line.start + open, line.start + end))
}
