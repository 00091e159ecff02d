use super::marks::ENOUGH;
use super::page::Pair;
use super::partner::quotation_partner;
use super::quotes::{Lone, marks_of};
use super::rule::{Check, Draft, Findings, declare_rule};
use super::{Article, Page};
use crate::finding::{Safety, Severity, Side};
use crate::text::Span;
use crate::text::classes::{is_single_quote, is_word_char};

declare_rule! {
    /// A quotation that is opened and never closed, or closed and never opened.
    ///
    /// ## What it finds
    /// A quotation mark without its partner. Where there is a source, the place is a sentence whose source has both marks; there
    /// the finding is sure enough for a warning.
    ///
    /// ## Why it matters
    /// The reader cannot tell whose words they are: what the paper says is put into a speaker's mouth, or the other way round.
    ///
    /// ## Example
    /// ```bad
    /// “I will not comment on the case, he said.
    /// ```
    /// ```bad de
    /// Er sagte: „Wir kommen nicht, und ging.
    /// ```
    /// Use instead:
    /// ```good
    /// “I will not comment on the case,” he said.
    /// ```
    /// ```good he
    /// ראש הממשלה ביקר בארה"ב וחזר לצה"ל.
    /// ```
    ///
    /// ## What it leaves alone
    /// A quotation over several paragraphs, with or without a mark at the start of each; apostrophes; inches; the marks inside
    /// Hebrew abbreviations; a text whose source has the same gap.
    pub static UNBALANCED_QUOTES = "unbalanced-quotes" {
        group: Punctuation, severity: Warning, fix: Some(Safety::Suggested), mqm: "linguistic-conventions/punctuation",
        explains: ["mixed-quote-style"], since: "0.1.0", check: Check::Document(check),
    }
}

/// More lone marks than this are the habit of a text, which is reported once.
const HABIT: usize = 3;

fn check(page: &Page<'_>, findings: &mut Findings) {
    // What the source lacks shows where a version differs from it; alone it says little.
    if page.side == Side::Source {
        return;
    }
    let quotes = page.article.quotes();
    if quotes.lone.is_empty() {
        return;
    }
    let slips = quotes.lone.iter().filter(|l| !l.goes_on).count();
    let habit = slips > HABIT && slips * 4 > quotes.pairs.len();
    let counts = page.pair.map(Counts::of);
    let mut seen: Vec<usize> = Vec::new();
    let mut reported = false;
    for lone in quotes.lone.iter().take(ENOUGH) {
        let message = if lone.opens {
            "A quotation opens here and is never closed."
        } else {
            "A quotation closes here that was never opened."
        };
        let Some(counts) = &counts else {
            if lone.goes_on {
                continue;
            }
            let draft = findings.add(lone.mark.span, message).confidence(0.85);
            let draft = ways(page, lone, lone.mark.sentence, draft);
            if habit || !lone.sure {
                draft.severity(Severity::Note);
            }
            continue;
        };
        match counts.odd_between(lone) {
            Some((sentence, fewer)) if !seen.contains(&sentence) => {
                seen.push(sentence);
                let here = sentence == lone.mark.sentence;
                let span = if here {
                    lone.mark.span
                } else {
                    page.article
                        .sentences()
                        .get(sentence)
                        .map_or(lone.mark.span, |s| s.span)
                };
                let message = match (here, lone.opens) {
                    (true, _) => message,
                    (false, true) => {
                        "A quotation mark of the source is missing here: the quotation is never closed."
                    }
                    (false, false) => {
                        "A quotation mark of the source is missing here: the quotation is never opened."
                    }
                };
                let message = if habit && fewer && !reported {
                    format!("{message} {slips} marks of this text have no partner.")
                } else {
                    message.to_owned()
                };
                let draft = findings
                    .add(span, message)
                    .confidence(0.9)
                    .evidence(page.side, lone.mark.span);
                let draft = ways(page, lone, sentence, draft);
                if !fewer || (habit && reported) {
                    draft.severity(Severity::Note);
                }
                reported |= fewer;
            }
            _ => {}
        }
    }
}

/// Offers to put in the missing mark, where its place can be told, or to take the lone one away.
fn ways<'f>(page: &Page<'_>, lone: &Lone, sentence: usize, draft: Draft<'f>) -> Draft<'f> {
    let Some(partner) = quotation_partner(page, lone, sentence) else {
        return draft;
    };
    let verb = if lone.opens { "close" } else { "open" };
    draft
        .or_replace(
            format!("{verb} the quotation {}", partner.place),
            Span::empty(partner.at),
            partner.mark,
        )
        .or_delete("delete the lone mark", partner.lone)
}

/// How many quotation marks stand in each sentence of both texts.
struct Counts<'a> {
    pair: &'a Pair<'a>,
    source: Vec<usize>,
    version: Vec<usize>,
}

impl<'a> Counts<'a> {
    fn of(pair: &'a Pair<'a>) -> Counts<'a> {
        Counts {
            pair,
            source: per_sentence(pair.source),
            version: per_sentence(pair.version),
        }
    }

    /// The sentence where the partner can be missing: its source has all its marks and it has not. With it, whether it has
    /// just one mark less than its source.
    fn odd_between(&self, lone: &Lone) -> Option<(usize, bool)> {
        let (from, to) = lone.between;
        let candidates: Vec<usize> = if lone.opens {
            (from..=to.min(from + 6)).collect()
        } else {
            (from.max(to.saturating_sub(6))..=to).rev().collect()
        };
        candidates
            .into_iter()
            .find_map(|sentence| Some((sentence, self.oddness(sentence)?)))
    }

    /// Whether the sentence has an odd number of marks where its source has an even one, and if so, whether it lacks just
    /// one: where two quotations of the source end in one place, many languages write one mark.
    fn oddness(&self, sentence: usize) -> Option<bool> {
        let link = self.pair.alignment.link_of_version(sentence)?;
        if link.source.is_empty() {
            return None;
        }
        let marks = |counts: &[usize], range: std::ops::Range<usize>| {
            counts.get(range).map_or(0, |c| c.iter().sum::<usize>())
        };
        let source = marks(&self.source, link.source.clone());
        let version = marks(&self.version, link.version.clone());
        if source % 2 != 0 || version % 2 == 0 {
            return None;
        }
        let span = self.pair.source.span_of(link.source.clone());
        let text = span.map_or("", |span| self.pair.source.slice(span));
        let (open, closed) = single_quotes(text);
        let nested = ends_two_quotations(text);
        // British quotation marks: what is open at the end of the sentence goes on in the next.
        let lacks_one = source == version + 1 || source == 0;
        let marked = source > 0 || open > 0 || version > 1;
        (open <= closed && marked).then_some(lacks_one && !nested)
    }
}

/// Whether two closing marks stand side by side in the text, single ones included.
fn ends_two_quotations(text: &str) -> bool {
    let mut previous = ' ';
    text.chars().any(|c| {
        let closes = |c| matches!(c, '"' | '”' | '»' | '」' | '』' | '’' | '\'');
        let two =
            closes(previous) && closes(c) && !(is_single_quote(previous) && is_single_quote(c));
        previous = c;
        two
    })
}

fn per_sentence(article: &Article) -> Vec<usize> {
    let mut counts = vec![0; article.sentences().len()];
    for mark in marks_of(article) {
        if let Some(count) = counts.get_mut(mark.sentence) {
            *count += 1;
        }
    }
    counts
}

/// How many single quotation marks of the text open, and how many may close.
fn single_quotes(text: &str) -> (usize, usize) {
    let (mut open, mut closed) = (0, 0);
    let mut previous = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if is_single_quote(c) {
            let before =
                previous.is_whitespace() || matches!(previous, '(' | '“' | '"' | '—' | '–');
            let word = next.is_some_and(|n| is_word_char(n) || n == '"' || n == '“');
            if before && word {
                open += 1;
            } else if !next.is_some_and(is_word_char) {
                closed += 1;
            }
        }
        previous = c;
    }
    (open, closed)
}
