use super::Page;
use super::labels::{Label, Labels, source_is_labelled};
use super::lines::{behind_decoration, lines, whole_line, word_count};
use super::player_time::{Place, player_times, stands_alone};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::text::Span;
use crate::text::classes::is_quote;

declare_rule! {
    /// The caption of a picture or the title of a video that the text no longer has.
    ///
    /// ## What it finds
    /// A line that starts with a label such as "File photo" or "Image caption", and a title with the length of a video
    /// behind it.
    ///
    /// ## Why it matters
    /// In the middle of the text it reads as a sentence of the article that leads nowhere.
    ///
    /// ## Example
    /// ```bad de
    /// Archivfoto: Der Minister bei seiner Ankunft in Genf (Reuters)
    /// ```
    /// ```bad
    /// The talks went on into the night.
    ///
    /// This is what Putin is looking for with Ukraine and NATO 1:51
    ///
    /// Both sides will meet again.
    /// ```
    /// Use instead:
    /// ```good de
    /// Der Minister bei seiner Ankunft in Genf.
    /// ```
    ///
    /// ## What it leaves alone
    /// The same words inside a sentence: `The file photo shows the minister.`
    pub static LEFTOVER_CAPTION = "leftover-caption" {
        group: Residue, severity: Error, fix: Some(Safety::Suggested), mqm: "accuracy/addition",
        explains: ["leftover-timestamp", "added-sentence", "missing-end-punctuation", "truncated-text", "unmarked-heading", "image-credit", "repeated-sentence"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// Fewest words of a caption that tell something.
const TOLD_WORDS: usize = 4;
/// Longest caption, in words; anything longer is running text.
const CAPTION_WORDS: usize = 60;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    for time in player_times(page) {
        let left = time.place == Place::Title && stands_alone(page, time.line);
        if left && time.severity > Severity::Note {
            findings
                .add(
                    time.line,
                    "The title of a video that is no longer there stands in the text.",
                )
                .severity(time.severity)
                .delete(Safety::Suggested, whole_line(text, time.line))
                .called("delete the whole line")
                .or_delete("delete only the time", time.cut);
        }
    }
    let labels = Labels::of(page.article);
    for line in lines(page) {
        let start = behind_decoration(text, line.span);
        let Some(phrase) = labels.at(page.lower(), start, Label::Caption) else {
            continue;
        };
        let rest = Span::new(phrase.end, line.span.end).of(text);
        let bracketed = start > line.span.start && rest.starts_with([']', ')', '】', '）']);
        let marked = rest.trim_start().starts_with([':', '：', '|', '｜']) || bracketed;
        let comma = rest.starts_with([',', '，', '،', '、'])
            && Span::new(start, phrase.end).of(text).contains(' ');
        // "File photo. AP Photo/John Smith" and the label alone on its line.
        let stopped = rest.starts_with(['.', '。'])
            && super::image_credit::names_agency(page, Span::new(phrase.end, line.span.end));
        let alone = rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
        if !(marked || comma || stopped || alone)
            || source_is_labelled(page, start)
            || word_count(rest, page.language().is_unspaced()) > CAPTION_WORDS
        {
            continue;
        }
        let label = Span::new(start, phrase.end).of(text);
        let draft = findings
            .add(
                line.span,
                format!(
                    "“{label}” labels a picture that is no longer there; the line is its caption."
                ),
            )
            .severity(if comma || alone {
                Severity::Warning
            } else {
                Severity::Error
            })
            .delete(Safety::Suggested, whole_line(text, line.span));
        // What a caption tells may be worth a sentence of the text.
        let words = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_quote(c));
        if !stopped && word_count(words, page.language().is_unspaced()) >= TOLD_WORDS {
            let from = if bracketed { line.span.start } else { start };
            let label = Span::new(from, line.span.end - words.len());
            draft
                .called("delete the whole line")
                .or_delete("delete only the label", label);
        }
    }
}
