use super::Pair;
use super::names::{Form, Forms, is_alike, is_known_name};
use super::quotations::{Marks, Quotations};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::rules::page::Article;
use std::ops::Range;

declare_rule! {
    /// A quotation that is given to another person.
    ///
    /// ## What it finds
    /// Linked quotations with a verb of speech where the name beside the source's quotation is missing in the translation
    /// and the name of somebody else from the article stands there.
    ///
    /// ## Why it matters
    /// Words in the wrong mouth are the worst mistake that a newspaper can print between quotation marks.
    ///
    /// ## Example
    /// ```bad en>de
    /// Merkel met Macron in Berlin. "We will not wait any longer," said Macron. Later Merkel left.
    /// ---
    /// Merkel traf Macron in Berlin. „Wir werden nicht länger warten“, sagte Merkel. Später ging Merkel.
    /// ```
    /// Use instead:
    /// ```good en>de
    /// Merkel met Macron in Berlin. "We will not wait any longer," said Macron. Later Merkel left.
    /// ---
    /// Merkel traf Macron in Berlin. „Wir werden nicht länger warten“, sagte Macron. Später ging Merkel.
    /// ```
    ///
    /// ## What it leaves alone
    /// Pronouns, offices, first and family name of one person, and names that the linked sentences of the source also have.
    pub static SPEAKER_MISMATCH = "speaker-mismatch" {
        group: Facts, severity: Warning, fix: None, mqm: "accuracy/mistranslation",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let quoted = pair.source.quotations();
    if quoted.all.is_empty() {
        return;
    }
    let ours = pair.version.quotations();
    let (source, version) = (pair.source.forms(), pair.version.forms());
    let mut seen = Vec::new();
    for (a, b) in &pair.quotations().both {
        if a.marks == Marks::Other || b.marks == Marks::Other || seen.contains(&a.sentences) {
            continue;
        }
        seen.push(a.sentences.clone());
        if !(has_speech(pair.source, &a.sentences) && has_speech(pair.version, &b.sentences)) {
            continue;
        }
        let speakers = names_beside(pair.source, source, quoted, a.sentences.clone());
        let named = names_beside(pair.version, version, ours, b.sentences.clone());
        let ([speaker], [other]) = (&speakers[..], &named[..]) else {
            continue;
        };
        let missing = !version
            .within(b.sentences.clone())
            .iter()
            .any(|w| is_alike(speaker, w));
        let kept = version
            .all()
            .iter()
            .any(|w| w.named && w.folded == speaker.folded);
        let someone = source
            .all()
            .iter()
            .find(|s| s.named && s.folded == other.folded);
        let near = source
            .within(a.sentences.clone())
            .iter()
            .any(|s| is_alike(s, other));
        let Some(someone) = someone.filter(|_| missing && kept && !near) else {
            continue;
        };
        if are_one(source, speaker, someone) || is_known_name(pair.version, other) {
            continue;
        }
        findings
            .add(
                other.span,
                format!(
                    "The source gives this quotation to {}, the translation to {}.",
                    pair.source.slice(speaker.span),
                    pair.version.slice(other.span)
                ),
            )
            .severity(Severity::Warning)
            .confidence(0.75)
            .evidence(Side::Source, speaker.span);
    }
}

/// The names outside the quotations of the sentences, one for each run of names: the last word of it.
fn names_beside<'f>(
    article: &Article,
    forms: &'f Forms,
    quotations: &Quotations,
    sentences: Range<usize>,
) -> Vec<&'f Form> {
    let inside = |f: &&Form| quotations.all.iter().any(|q| q.span.overlaps(f.span));
    let mut out: Vec<&Form> = Vec::new();
    for form in forms
        .within(sentences)
        .iter()
        .filter(|f| f.named && !inside(f) && !is_known_name(article, f))
    {
        match out.last_mut() {
            Some(last) if last.token + 1 == form.token => *last = form,
            _ => out.push(form),
        }
    }
    out
}

fn has_speech(article: &Article, sentences: &Range<usize>) -> bool {
    let mut tokens = sentences.clone().flat_map(|s| article.tokens_of(s));
    if article.language().is_unspaced() {
        let (lower, speech) = (&article.document.lower, &article.language().words.speech);
        return tokens.any(|t| t.is_word() && speech.iter().any(|verb| verb == t.span.of(lower)));
    }
    tokens.any(|t| article.reading.form(t).is_some_and(|f| f.uses.speech))
}

/// Whether the source writes both names side by side, as first and family name.
fn are_one(source: &Forms, a: &Form, b: &Form) -> bool {
    source
        .all()
        .iter()
        .filter(|f| f.folded == a.folded)
        .any(|f| {
            [-1, 1].into_iter().any(|by| {
                source
                    .neighbour(f, by)
                    .is_some_and(|n| n.named && n.folded == b.folded)
            })
        })
}
