use super::Pair;
use super::page::Article;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::reading::Token;
use crate::text::Span;
use std::ops::Range;

declare_rule! {
    /// A "not" that may have been lost.
    ///
    /// ## What it finds
    /// Short sentences with one word of negation in the source and none in the translation, in a translation that has one
    /// nearly everywhere else. A note: languages negate in many ways.
    ///
    /// ## Why it matters
    /// A lost "not" turns the news round, and the sentence reads well.
    ///
    /// ## Example
    /// ```bad en>es
    /// The minister did not resign. He never paid taxes. They will not return home.
    /// ---
    /// El ministro no dimitió. Nunca pagó impuestos. Ellos volverán a casa.
    /// ```
    /// Use instead:
    /// ```good en>es
    /// The minister did not resign. He never paid taxes. They will not return home.
    /// ---
    /// El ministro no dimitió. Nunca pagó impuestos. No volverán a casa.
    /// ```
    ///
    /// ## What it leaves alone
    /// Long sentences, sentences with two negations, and translations whose negations are mostly of another kind.
    pub static NEGATION_MISMATCH = "negation-mismatch" {
        group: Facts, severity: Note, fix: None, mqm: "accuracy/mistranslation",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

/// Longest sentence that is looked at, in words.
const MAX_WORDS: usize = 14;
/// Least share of the negated sentences that must be negated in the translation, in tenths.
const USUAL: usize = 6;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let mut kept = 0;
    let mut lost = Vec::new();
    for link in &pair.alignment.links {
        if link.source.len() != 1 || link.version.is_empty() || link.probability < 0.7 {
            continue;
        }
        let negated = negators(pair.source, &link.source);
        if negated == 0 {
            continue;
        }
        if negators(pair.version, &link.version) > 0 {
            kept += 1;
            continue;
        }
        let words = |article: &Article, range: &Range<usize>| {
            range
                .clone()
                .flat_map(|s| article.tokens_of(s))
                .filter(|t| t.is_word())
                .count()
        };
        lost.push((
            link,
            negated == 1 && words(pair.source, &link.source) <= MAX_WORDS,
        ));
    }
    if kept < 2 || kept * 10 < USUAL * (kept + lost.len()) {
        return;
    }
    for (link, _) in lost.into_iter().filter(|l| l.1) {
        if let (Some(source), Some(version)) = (
            pair.source.span_of(link.source.clone()),
            pair.version.span_of(link.version.clone()),
        ) {
            let negator = first_negator(pair.source, &link.source);
            let message = negator.map_or(
                "The source is negated here; the translation seems not to be.".to_owned(),
                |span| {
                    format!(
                        "The source says \"{}\"; no word of negation stands in the translation.",
                        pair.source.slice(span)
                    )
                },
            );
            findings
                .add(version, message)
                .severity(Severity::Note)
                .confidence(0.4)
                .evidence(Side::Source, negator.unwrap_or(source));
        }
    }
}

/// The first word of negation of the sentences, where words stand apart.
fn first_negator(article: &Article, sentences: &Range<usize>) -> Option<Span> {
    let list = &article.language().words.negators;
    let lower = &article.document.lower;
    let words = sentences.clone().flat_map(|s| article.tokens_of(s));
    let mut words = words.filter(|t| t.is_word()).peekable();
    while let Some(word) = words.next() {
        let elided =
            |t: &Token| t.span.of(lower) == "t" && lower[..t.span.start].ends_with(['\'', '’']);
        if let Some(next) = words.peek().filter(|t| elided(t)) {
            return Some(word.span.cover(next.span));
        }
        if list.iter().any(|n| n == word.span.of(lower)) {
            return Some(word.span);
        }
    }
    None
}

/// How many words of negation stand in the sentences.
fn negators(article: &Article, sentences: &Range<usize>) -> usize {
    let language = article.language();
    let lower = &article.document.lower;
    let list = &language.words.negators;
    let loose = language.is_unspaced() || language.morphology.attached_endings;
    let mut count = 0;
    for sentence in sentences.clone() {
        let Some(span) = article.sentences().get(sentence).map(|s| s.span) else {
            continue;
        };
        let text = span.of(lower);
        if loose {
            count += usize::from(list.iter().any(|n| text.contains(n.as_str())));
            continue;
        }
        count += article
            .tokens_of(sentence)
            .iter()
            .filter(|t| t.is_word())
            .filter(|t| {
                let elided =
                    || t.span.of(lower) == "t" && lower[..t.span.start].ends_with(['\'', '’']);
                article.reading.form(t).is_some_and(|f| f.uses.negator) || elided()
            })
            .count();
        // "n'est", "n-a": written together with the next word.
        count += list
            .iter()
            .filter(|n| n.ends_with(['\'', '’', '-']) && text.contains(n.as_str()))
            .count();
    }
    count
}
