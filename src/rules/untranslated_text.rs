use super::Page;
use super::foreign::{Foreign, copied_runs, latin_runs};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::Severity;
use crate::reading::FactKind;
use crate::text::classes::is_quote;

declare_rule! {
    /// Text that was left in the source language.
    ///
    /// ## What it finds
    /// Sentences, clauses and fragments of a translation that still stand in the language of the source.
    ///
    /// ## Why it matters
    /// It shows at a glance that nobody read the text before it was published.
    ///
    /// ## Example
    /// ```bad en>es
    /// The council met on Monday in Madrid. Some residents complained about the lack of parking in the old town.
    /// ---
    /// El consejo se reunió el lunes en Madrid. Some residents complained about the lack of parking in the old town.
    /// ```
    /// Use instead:
    /// ```good en>es
    /// The council met on Monday in Madrid. Some residents complained about the lack of parking in the old town.
    /// ---
    /// El consejo se reunió el lunes en Madrid. Algunos vecinos se quejaron de la falta de aparcamiento en el casco antiguo.
    /// ```
    ///
    /// ## What it leaves alone
    /// Names, titles of works, hashtags, and quotations given in the original language.
    pub static UNTRANSLATED_TEXT = "untranslated-text" {
        group: Language, severity: Error, fix: None, mqm: "accuracy/untranslated",
        explains: ["wrong-language", "added-sentence", "mixed-script-word"], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let Some(source) = page.source() else { return };
    let mut found: Vec<Foreign> = Vec::new();
    let sentences = page.foreign_sentences().iter().copied();
    let same_as_source = |f: &Foreign| f.lang.same_language(source.reading.lang);
    for foreign in sentences
        .filter(same_as_source)
        .chain(copied_runs(page))
        .chain(latin_runs(page))
    {
        let in_link = page
            .article
            .reading
            .facts
            .iter()
            .any(|f| matches!(f.kind, FactKind::Link(_)) && f.span.overlaps(foreign.span));
        if !in_link
            && !is_hyphenated(page.article.slice(foreign.span))
            && !found.iter().any(|f| f.span.overlaps(foreign.span))
        {
            found.push(foreign);
        }
    }
    for foreign in found {
        let name = &source.language().name;
        let quoted = is_quoted(page, &foreign);
        let severity = if quoted {
            Severity::Note
        } else {
            Severity::Error
        };
        findings
            .add(foreign.span, format!("This is still in {name}."))
            .severity(severity)
            .confidence(foreign.confidence);
    }
}

/// One term of several words: "just-in-time".
fn is_hyphenated(text: &str) -> bool {
    !text.contains(char::is_whitespace) && text.contains('-')
}

/// A short stretch right between quotation marks can be meant: a title, a slogan, the original words.
fn is_quoted(page: &Page<'_>, foreign: &Foreign) -> bool {
    let text = page.text();
    let before = text[..foreign.span.start].trim_end().chars().next_back();
    let after = text[foreign.span.end..]
        .trim_start_matches(['.', ',', '!', '?'])
        .chars()
        .next();
    let bracketed = |c: Option<char>| {
        c.is_some_and(|c| is_quote(c) || matches!(c, '(' | ')' | '（' | '）' | '‘' | '’' | '\''))
    };
    bracketed(before) && bracketed(after) && foreign.span.of(text).split_whitespace().count() <= 12
}
