use super::Pair;
use super::quotations::{Marks, Pairing, Quotation, pair_quotations};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::text::classes::{Script, is_quote, is_sentence_end, is_single_quote, script_of};

declare_rule! {
    /// A direct quotation that lost its marks, or that nobody said.
    ///
    /// ## What it finds
    /// Quotations of the source for which the translation of the sentence has no quotation marks of any kind, so that the
    /// outlet now says itself what somebody else said; as a note, quotations that only the translation has.
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
/// Fewest words of a part of a sentence that is quoted as a clause.
const CLAUSE_WORDS: usize = 7;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let (source, version) = (pair.source.quotations(), pair.version.quotations());
    if source.all.is_empty() && version.all.is_empty() {
        return;
    }
    let pairing = pair_quotations(pair, source, version);
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
            .severity(severity(pair, quotation, &pairing))
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

/// What somebody said in whole sentences is a warning; a phrase or a word in quotation marks, a title, is a note.
fn severity(pair: &Pair<'_>, quotation: &Quotation, pairing: &Pairing<'_>) -> Severity {
    let inner = pair.source.slice(quotation.inner).trim();
    let finished = quotation.ends_like_speech(pair.source.text());
    let cased = inner.chars().any(char::is_lowercase);
    let whole = if cased {
        inner.starts_with(|c: char| !c.is_lowercase())
    } else {
        inner.ends_with(is_sentence_end)
    };
    let kind = |q: &Quotation| q.words >= SPEECH_WORDS;
    let kept = pairing.both.iter().filter(|(q, _)| kind(q)).count();
    let lost = pairing.lost.iter().filter(|(q, _)| kind(q)).count();
    let sure = if whole {
        quotation.words >= SPEECH_WORDS && !is_title(inner)
    } else if quotation.words >= CLAUSE_WORDS {
        finished && kept >= lost
    } else {
        finished && quotation.marks == Marks::Double && (2..SPEECH_WORDS).contains(&quotation.words)
    };
    if sure {
        Severity::Warning
    } else {
        Severity::Note
    }
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

/// Whether most words of a quotation are capitalised: the title of a work, a nickname.
fn is_title(text: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|w| w.chars().count() > 3)
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
