use super::Page;
use super::labels::{Label, Labels, source_is_labelled};
use super::lines::{
    behind_decoration, ends_with_stop, has_more_words, line_end, lines, whole_line,
};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::text::Span;
use crate::text::classes::{is_sentence_end, is_word_char};

declare_rule! {
    /// The credit of a picture that the text no longer has.
    ///
    /// ## What it finds
    /// `© Getty Images`, `Photo: Jane Doe/AFP`, `Fuente de la imagen, Getty Images`, a short line of agencies, a credit
    /// glued to the end of a paragraph, `(Foto: dpa)`.
    ///
    /// ## Why it matters
    /// Without its picture the credit credits the text, or seems to be its last sentence.
    ///
    /// ## Example
    /// ```bad es
    /// Fuente de la imagen, Getty Images
    /// ```
    /// ```bad
    /// © Getty Images
    /// ```
    /// Use instead:
    /// ```good es
    /// El anuncio de publicidad costó 3 millones, según Getty Images.
    /// ```
    ///
    /// ## What it leaves alone
    /// Agencies in running text (`Reuters reported`), datelines (`Moskau (dpa) -`), `Foto` as a noun.
    /// ```good de
    /// Moskau (dpa) - Russland prüft die Antwort.
    /// ```
    pub static IMAGE_CREDIT = "image-credit" {
        group: Residue, severity: Warning, fix: Some(Safety::Suggested), mqm: "accuracy/addition",
        explains: ["added-sentence", "missing-end-punctuation", "truncated-text", "unmarked-heading", "repeated-sentence"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// Longest line, in words, that is taken for a credit.
const CREDIT_WORDS: usize = 12;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let labels = Labels::of(page.article);
    for line in lines(page) {
        let content = line.span.of(text);
        let start = behind_decoration(text, line.span);
        let short = || line.words <= CREDIT_WORDS && !ends_with_stop(content);
        let label = labels.at(page.lower(), start, Label::Credit);
        let rest = label.map(|p| Span::new(p.end, line.span.end));
        // "Video:" before a title makes a headline; before an agency it makes a credit.
        let headline = labels.at(page.lower(), start, Label::Player).is_some()
            && !rest.is_some_and(|rest| names_agency(page, rest));
        let labelled = !headline
            && rest.is_some_and(|rest| is_credit_rest(page, Span::new(start, rest.start), rest))
            && !source_is_labelled(page, start);
        let copyright = content.starts_with(['©', 'ⓒ'])
            || content.starts_with("(c) ")
            || content.starts_with("(C) ");
        if short() && (labelled || copyright || is_agency_line(page, line.span)) {
            findings
                .add(
                    line.span,
                    "The credit of a picture that is no longer there.",
                )
                .delete(Safety::Suggested, whole_line(text, line.span));
            continue;
        }
        if labelled {
            findings
                .add(
                    line.span,
                    "The line starts like the credit or caption of a picture.",
                )
                .severity(Severity::Note)
                .confidence(0.5);
            continue;
        }
        inside(page, &labels, line.span, findings);
    }
}

/// Credits inside a line: in brackets, or behind the end of the last sentence.
fn inside(page: &Page<'_>, labels: &Labels<'_>, line: Span, findings: &mut Findings) {
    let text = page.text();
    for &(at, c) in page.article.marks_in(line) {
        let bracket = matches!(c, '(' | '[' | '（' | '［');
        if !bracket && !is_sentence_end(c) {
            continue;
        }
        let next = at + c.len_utf8();
        let start = next
            + text
                .get(next..line.end)
                .map_or(0, |rest| rest.len() - rest.trim_start().len());
        if !bracket && start == next && !matches!(c, '。' | '！' | '？') {
            continue;
        }
        let Some(phrase) = labels.at(page.lower(), start, Label::Credit) else {
            continue;
        };
        let end = if bracket {
            text.get(next..line_end(text, next).min(line.end))
                .and_then(|rest| rest.find([')', ']', '）', '］']))
                .map_or(line.end, |i| next + i)
        } else {
            line.end
        };
        let Some(end) = (end >= phrase.end).then_some(end) else {
            continue;
        };
        let rest = Span::new(phrase.end, end);
        let credit = is_credit_rest(page, Span::new(start, phrase.end), rest)
            && !has_more_words(
                rest.of(text),
                CREDIT_WORDS - 1,
                page.language().is_unspaced(),
            )
            && (bracket || !ends_with_stop(rest.of(text)));
        if credit {
            let close = text
                .get(end..)
                .and_then(|r| r.chars().next())
                .map_or(0, char::len_utf8);
            let span = if bracket {
                Span::new(at, (end + close).min(line.end))
            } else {
                Span::new(start, end)
            };
            let from = text
                .get(..span.start)
                .map_or(span.start, |head| head.trim_end().len());
            findings
                .add(span, "The credit of a picture that is no longer there.")
                .delete(Safety::Suggested, Span::new(from.max(line.start), span.end));
            return;
        }
    }
}

/// Whether `rest` behind a credit label starts with a colon, or with a comma behind a label of several words.
fn is_credit_rest(page: &Page<'_>, label: Span, rest: Span) -> bool {
    let text = page.text();
    let words = rest.of(text).trim_start();
    let colon = words.starts_with([':', '：', '/', '|', '｜', '©']);
    let comma = words.starts_with([',', '，', '،', '、']) && label.of(text).contains(' ');
    (colon || comma) && words.chars().any(is_word_char)
}

/// Whether the line is made of names and agencies: `BRUCE WEAVER / AFP - Getty Images`, `AP Photo/John Smith`.
fn is_agency_line(page: &Page<'_>, line: Span) -> bool {
    let text = page.text();
    let content = line.of(text);
    let joined = content.contains(['/', '|', '©'])
        || content.contains(" - ")
        || !has_more_words(content, 3, false);
    let lower_words = content
        .split(|c: char| !is_word_char(c))
        .filter(|w| w.chars().count() > 3 && w.chars().next().is_some_and(char::is_lowercase))
        .count();
    joined && lower_words == 0 && !content.contains(['(', '（']) && names_agency(page, line)
}

/// Whether an agency is named in `span`, written as agencies are.
pub(super) fn names_agency(page: &Page<'_>, span: Span) -> bool {
    let text = page.text();
    let labels = Labels::of(page.article);
    let mut previous = ' ';
    for (at, c) in span.of(text).char_indices() {
        let at = span.start + at;
        let starts = !is_word_char(previous);
        previous = c;
        if !starts || !is_word_char(c) {
            continue;
        }
        if let Some(phrase) = labels.at(page.lower(), at, Label::Agency) {
            let name = Span::new(at, phrase.end.min(span.end)).of(text);
            if name == "dpa" || !name.chars().next().is_some_and(char::is_lowercase) {
                return true;
            }
        }
    }
    false
}
