use super::page::{Article, Pair};
use super::paired_quotations::Pairing;
use super::quotations::{Marks, Quotation};
use super::rule::{Check, Findings, declare_rule};
use super::unmarked::Unmarked;
use crate::align::Link;
use crate::document::BlockKind;
use crate::finding::{Severity, Side};
use crate::text::classes::{Script, is_quote, is_sentence_end, is_single_quote, script_of};

declare_rule! {
    /// A direct quotation that lost its marks, or that nobody said.
    ///
    /// ## What it finds
    /// Quotations of the source for which the translation of the sentence has no quotation marks of any kind, so that the
    /// outlet now says itself what somebody else said: sentences and parts of them, and single words that the translation
    /// renders word for word. As a note, what it reports with "that" or puts in its own words, headlines, titles of works,
    /// and quotations that only the translation has.
    ///
    /// ## Why it matters
    /// "He is a thief", said by an opponent, is news; said by the newspaper it is libel.
    ///
    /// ## Example
    /// ```bad en>de
    /// "We will never give up our homes," the mayor said on Monday.
    /// ---
    /// Wir werden unsere Häuser niemals aufgeben, sagte der Bürgermeister am Montag.
    /// ```
    /// Use instead:
    /// ```good en>de
    /// "We will never give up our homes," the mayor said on Monday.
    /// ---
    /// „Wir werden unsere Häuser niemals aufgeben“, sagte der Bürgermeister am Montag.
    /// ```
    ///
    /// ## What it leaves alone
    /// Other marks for the same quotation, quotations joined or divided by the words around them, nested quotations, speech
    /// behind a dash, and marks without a partner, which are a matter of `unbalanced-quotes`.
    pub static QUOTE_MISMATCH = "quote-mismatch" {
        group: Facts, severity: Warning, fix: None, mqm: "accuracy/mistranslation",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

/// Fewest words of a quotation that is speech and no mere word in quotation marks.
const SPEECH_WORDS: usize = 4;
/// Longest part of a quotation that a message shows, in characters.
const SHOWN: usize = 60;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let (source, version) = (pair.source.quotations(), pair.version.quotations());
    if source.all.is_empty() && version.all.is_empty() {
        return;
    }
    let pairing = pair.quotations();
    for (quotation, index) in &pairing.lost {
        let Some(link) = pair.alignment.links.get(*index) else {
            continue;
        };
        let Some(span) = pair.version.span_of(link.version.clone()) else {
            continue;
        };
        let theirs = pair
            .source
            .span_of(link.source.clone())
            .map_or(0, |s| marks_in(pair.source.slice(s)));
        let ours = marks_in(pair.version.slice(span));
        if version.broken.iter().any(|s| link.version.contains(s)) || ours + 2 > theirs {
            continue;
        }
        findings
            .add(span, message(pair, quotation))
            .severity(severity(pair, quotation, pairing, link))
            .confidence(0.85 * link.probability)
            .evidence(Side::Source, quotation.span);
    }
    for (quotation, index) in &pairing.new {
        let link = pair.alignment.links.get(*index);
        let theirs = link
            .and_then(|l| pair.source.span_of(l.source.clone()))
            .map_or(1, |s| marks_in(pair.source.slice(s)));
        if quotation.words < SPEECH_WORDS || quotation.marks == Marks::Other || theirs > 0 {
            continue;
        }
        findings
            .add(
                quotation.span,
                "The translation quotes this; the source does not.",
            )
            .severity(Severity::Note)
            .confidence(0.6);
    }
}

/// What somebody said in whole sentences is a warning, and so are words that the translation has adopted as its own; what it
/// puts in its own words or reports is a note.
fn severity(
    pair: &Pair<'_>,
    quotation: &Quotation,
    pairing: &Pairing<'_>,
    link: &Link,
) -> Severity {
    let inner = pair.source.slice(quotation.inner).trim();
    let unmarked = Unmarked::of(pair, quotation, link);
    // Whether the translation keeps the marks of most others.
    let habit = pairing.both.len() + 1 >= pairing.lost.len();
    let speech = quotation.words >= SPEECH_WORDS;
    let part = || unmarked.in_person || habit && (speech || unmarked.literal);
    let sure = !unmarked.reported
        && !is_title(pair.source, quotation)
        && (speech && is_whole(inner) || !is_headline(pair, quotation) && part());
    if sure {
        Severity::Warning
    } else {
        Severity::Note
    }
}

/// Whether the words are a whole sentence, as far as their first letter or their last mark shows.
fn is_whole(inner: &str) -> bool {
    if inner.chars().any(char::is_lowercase) {
        inner.starts_with(|c: char| !c.is_lowercase())
    } else {
        inner.ends_with(is_sentence_end)
    }
}

/// Whether the quotation stands in the headline or below it, before any text: headlines are written anew.
fn is_headline(pair: &Pair<'_>, quotation: &Quotation) -> bool {
    let block = |s: usize| {
        let sentence = pair.source.sentences().get(s)?;
        Some(pair.source.document.blocks.get(sentence.block)?.kind)
    };
    (0..=quotation.sentences.start).all(|s| block(s).is_some_and(BlockKind::is_heading))
}

/// How many marks of a text can be quotation marks; an apostrophe inside a word is none.
fn marks_in(text: &str) -> usize {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    let mut count = 0;
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let inside = before.is_alphanumeric() && after.is_alphanumeric();
        // Gershayim stand inside a Hebrew word.
        let letter = |c: char| script_of(c) == Some(Script::Hebrew);
        let mark = is_quote(c) && !(letter(before) && letter(after));
        count += usize::from(
            mark || is_single_quote(c) && !inside || matches!(c, '《' | '》' | '〈' | '〉'),
        );
        before = c;
    }
    count
}

/// Whether most words of a quotation are capitalised, but for the one that a sentence starts with: the title of a work, a
/// nickname.
fn is_title(article: &Article, quotation: &Quotation) -> bool {
    let starts = article
        .sentences()
        .iter()
        .any(|s| s.span.start == quotation.span.start);
    let words: Vec<&str> = article
        .slice(quotation.inner)
        .split_whitespace()
        .filter(|w| w.chars().count() > 3)
        .skip(usize::from(starts))
        .collect();
    let capital = words
        .iter()
        .filter(|w| w.starts_with(|c: char| c.is_uppercase()))
        .count();
    !words.is_empty() && capital * 3 >= words.len() * 2
}

fn message(pair: &Pair<'_>, quotation: &Quotation) -> String {
    let text = pair.source.slice(quotation.span);
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    let shown = shown.replace('\n', " ");
    format!("The source quotes {shown}; the translation says it without quotation marks.")
}
