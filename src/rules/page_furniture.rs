use super::Page;
use super::labels::{Label, Labels};
use super::lines::{behind_decoration, ends_with_stop, is_added, lines, whole_line};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::text::Span;
use crate::text::classes::{digit_value, is_word_char};

declare_rule! {
    /// A part of the page around the article: an advertising mark, a reading time, a button, a call to subscribe.
    ///
    /// ## What it finds
    /// Lines that are nothing but `Advertisement`, `Story continues below advertisement`, `Tiempo de lectura: 8 min`,
    /// `Share this article`, in the language of the text or in English.
    ///
    /// ## Why it matters
    /// It belongs to the page it was copied from and means nothing here.
    ///
    /// ## Example
    /// ```bad es
    /// PUBLICIDAD
    /// ```
    /// ```bad de
    /// 8 Minuten Lesezeit
    /// ```
    /// Use instead:
    /// ```good de
    /// Die Anzeige gegen den Minister wurde zurückgezogen.
    /// ```
    ///
    /// ## What it leaves alone
    /// The same words inside a sentence (`Reklama telewizyjna kosztowała…`), which may be anything.
    pub static PAGE_FURNITURE = "page-furniture" {
        group: Residue, severity: Warning, fix: Some(Safety::Safe), mqm: "accuracy/addition",
        explains: ["added-sentence", "missing-end-punctuation", "truncated-text", "unmarked-heading", "heading-case",
            "untranslated-text", "wrong-language", "repeated-sentence"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// Longest line, in words, that a call or a reading time fills.
const LINE_WORDS: usize = 14;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let labels = Labels::of(page.article);
    let unspaced = page.language().is_unspaced();
    for line in lines(page) {
        let content = line.span.of(text);
        let start = behind_decoration(text, line.span);
        let words = line.words;
        if words > LINE_WORDS {
            continue;
        }
        let rest = |end: usize| Span::new(end, line.span.end).of(text);
        let empty = |rest: &str| !rest.chars().any(|c| is_word_char(c) || c.is_numeric());
        let whole = |label| {
            labels
                .at(page.lower(), start, label)
                .is_some_and(|p| empty(rest(p.end)))
        };
        let several = start < line.span.end
            && Span::new(start, line.span.end).of(text).contains(' ')
            || unspaced;
        let (message, severity) =
            if whole(Label::Advert) || spaced_advert(page, &labels, line.span, start) {
                (
                    "The mark of an advertisement is left from a page.",
                    Severity::Warning,
                )
            } else if let Some(phrase) = labels.at(page.lower(), start, Label::Advert)
                && rest(phrase.end)
                    .trim_start()
                    .starts_with(['-', '–', '—', '·', '|'])
            {
                (
                    "The mark of an advertisement is left from a page.",
                    Severity::Warning,
                )
            } else if is_reading_time(page, &labels, line.span, words) {
                ("A reading time is left from a page.", Severity::Warning)
            } else if whole(Label::CallToAction) {
                let sure = several || is_added(page, start);
                (
                    "A button or call of a page is left in the text.",
                    if sure {
                        Severity::Warning
                    } else {
                        Severity::Note
                    },
                )
            } else if let Some(phrase) = labels.at(page.lower(), start, Label::CallToAction)
                && Span::new(start, phrase.end).of(text).contains(' ')
                && rest(phrase.end).starts_with(|c: char| !is_word_char(c))
            {
                let sure =
                    is_added(page, start) || (page.source().is_none() && !ends_with_stop(content));
                (
                    "A button or call of a page is left in the text.",
                    if sure {
                        Severity::Warning
                    } else {
                        Severity::Note
                    },
                )
            } else {
                continue;
            };
        let safety = Safety::safe_if(severity > Severity::Note);
        findings
            .add(line.span, message)
            .severity(severity)
            .delete(safety, whole_line(text, line.span));
    }
}

/// In scripts without spaces a mark may be set with spaces all the same: `広告 の後に記事が続きます`.
fn spaced_advert(page: &Page<'_>, labels: &Labels<'_>, line: Span, start: usize) -> bool {
    let rest = Span::new(start, line.end).of(page.lower());
    if !page.language().is_unspaced() || !rest.contains(' ') {
        return false;
    }
    let tight: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
    labels.at(&tight, 0, Label::Advert).is_some_and(|p| {
        tight
            .get(p.end..)
            .is_some_and(|rest| !rest.chars().any(is_word_char))
    })
}

/// A short line with a number and words such as "min read".
fn is_reading_time(page: &Page<'_>, labels: &Labels<'_>, line: Span, words: usize) -> bool {
    let text = page.text();
    let content = line.of(text);
    if words > 8
        || ends_with_stop(content) && words > 6
        || !content.chars().any(|c| digit_value(c).is_some())
    {
        return false;
    }
    let mut previous = ' ';
    content.char_indices().any(|(at, c)| {
        let starts = !is_word_char(previous) || page.language().is_unspaced();
        previous = c;
        starts
            && is_word_char(c)
            && labels
                .at(page.lower(), line.start + at, Label::ReadTime)
                .is_some()
    })
}
