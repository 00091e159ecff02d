use super::lines::{in_speech, whole_line};
use super::marks::ENOUGH;
use super::rule::{Check, Findings, declare_rule};
use super::sentence_end::is_finished;
use super::{Article, Page};
use crate::document::Block;
use crate::finding::{Safety, Severity};
use crate::reading::Sentence;
use crate::text::Span;
use crate::text::classes::is_word_char;
use rustc_hash::FxHashMap;

declare_rule! {
    /// A sentence that stands twice in the text and once in the source.
    ///
    /// ## What it finds
    /// A sentence or a paragraph that was copied twice, letter for letter; two headlines at the top that say the same in
    /// other words, of which one was to go.
    ///
    /// ## Why it matters
    /// The reader stumbles; where the copy took the place of another sentence, that one is lost.
    ///
    /// ## Example
    /// ```bad
    /// The vote was held on Monday in the capital. The vote was held on Monday in the capital. Nobody was hurt.
    /// ```
    /// Use instead:
    /// ```good
    /// The vote was held on Monday in the capital. Nobody was hurt.
    /// ```
    ///
    /// ## What it leaves alone
    /// A sentence that the source repeats too, a speaker who repeats himself inside one quotation, short sentences. A headline that
    /// comes again as the first line of the text is a note.
    pub static REPEATED_SENTENCE = "repeated-sentence" {
        group: Repetition, severity: Warning, fix: Some(Safety::Suggested), mqm: "accuracy/addition",
        explains: ["added-sentence", "reordered-sentence"], since: "0.1.0", check: Check::Document(check),
    }
}

/// Longest headline, in characters.
const HEADLINE: usize = 160;
/// Fewest letters of a sentence that counts.
const LETTERS: usize = 16;
/// Fewest letters in scripts that write a word in one or two characters.
const LETTERS_UNSPACED: usize = 7;

/// Fewest words and marks of a line that is looked for twice in one sentence.
const SHORTEST: usize = 5;
/// Most words and marks of a line that is looked for twice in one sentence.
const LONGEST: usize = 60;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let _ = two_headlines(page, findings);
    let article = page.article;
    let mut counts = SourceCounts::default();
    let mut seen: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    let least = if page.language().is_unspaced() {
        LETTERS_UNSPACED
    } else {
        LETTERS
    };
    for (index, sentence) in article.sentences().iter().enumerate() {
        if findings.len() >= ENOUGH {
            return;
        }
        twice_inside(page, index, least, &mut counts, findings);
        let text = core_of(article.slice(sentence.span));
        let letters = text.chars().filter(|c| is_word_char(*c));
        if letters.take(least).count() < least {
            continue;
        }
        let entry = seen.entry(text).or_insert((index, 0));
        entry.1 += 1;
        if entry.1 == 1 {
            continue;
        }
        let (first, times) = *entry;
        if is_in_source(page, &mut counts, first, index, times) {
            continue;
        }
        report(page, first, index, findings);
    }
}

/// Letters in which two words of one stem agree.
const STEM: usize = 5;
/// Fewest words that two versions of a headline share.
const SHARED: usize = 3;

/// Two lines at the top that are headlines of one story.
fn two_headlines(page: &Page<'_>, findings: &mut Findings) -> Option<()> {
    let article = page.article;
    let [first, second, ..] = &article.document.blocks[..] else {
        return None;
    };
    let line = |block: &Block| {
        let text = article.slice(block.span);
        block.kind.is_heading() && !is_finished(text) && text.chars().count() <= HEADLINE
    };
    if !line(first) || !line(second) || page.language().is_unspaced() {
        return None;
    }
    // What the source has apart is not one headline.
    let sentence = |block: usize| article.reading.sentences_of_block(block).start;
    if let Some(pair) = page.pair {
        let block = |s: usize| {
            let source = page.counterpart(s).unwrap_or(0..0).next()?;
            pair.source.sentences().get(source).map(|s| s.block)
        };
        if block(sentence(1)).is_some_and(|b| Some(b) != block(sentence(0))) {
            return None;
        }
    }
    let words = |block: usize| -> Vec<String> {
        let tokens = article.tokens_of(sentence(block)).iter();
        let words = tokens
            .filter(|t| t.is_word())
            .map(|t| t.span.of(page.lower()));
        words
            .filter(|w| !page.language().function_words.contains(*w))
            .map(|w| w.chars().take(STEM).collect())
            .collect()
    };
    let (a, b) = (words(0), words(1));
    let shared = a.iter().filter(|w| b.contains(w)).count();
    let same = article.slice(first.span) == article.slice(second.span);
    if same || shared < SHARED || shared * 2 < a.len().min(b.len()) {
        return None;
    }
    let line = |block: &Block| whole_line(page.text(), block.span);
    let draft = findings
        .add(
            second.span,
            "Two headlines stand at the top; are they versions of one, of which the other was to go?",
        )
        .confidence(if page.pair.is_some() { 0.85 } else { 0.6 })
        .evidence(page.side, first.span)
        .or_delete("delete the first", line(first))
        .or_delete("delete the second", line(second));
    if page.pair.is_none() {
        draft.severity(Severity::Note);
    }
    Some(())
}

/// A headline or another line without a stop that stands twice in a row in one sentence.
fn twice_inside(
    page: &Page<'_>,
    index: usize,
    least: usize,
    counts: &mut SourceCounts,
    findings: &mut Findings,
) {
    let tokens = page.article.tokens_of(index);
    if tokens.len() < 2 * SHORTEST {
        return;
    }
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(page.text()));
    let keys: Vec<u32> = tokens.iter().map(|t| t.key(page.lower())).collect();
    // Most words do not come again in their sentence; of some that do not this says that they do.
    let mut seen = [false; 256];
    let mut comes_again: Vec<usize> = (0..keys.len())
        .rev()
        .filter(|&at| std::mem::replace(&mut seen[(keys[at] % 256) as usize], true))
        .collect();
    comes_again.reverse();
    let again = comes_again.into_iter().find_map(|at| {
        (SHORTEST..=((tokens.len() - at) / 2).min(LONGEST))
            .find(|&n| keys[at + n] == keys[at] && (0..n).all(|i| word(at + i) == word(at + n + i)))
            .map(|n| (at, n))
    });
    let Some((at, n)) = again else {
        return;
    };
    let (one, two) = (
        tokens[at].span.cover(tokens[at + n - 1].span),
        tokens[at + n].span.cover(tokens[at + 2 * n - 1].span),
    );
    let letters = one.of(page.text()).chars().filter(|c| is_word_char(*c));
    if letters.count() < least || is_in_source(page, counts, index, index, 2) {
        return;
    }
    findings
        .add(two, "These words stand in the text twice.")
        .confidence(0.9)
        .evidence(page.side, one)
        .delete(Safety::Suggested, Span::new(one.end, two.end));
}

/// The sentence from its first to its last letter or figure.
fn core_of(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !is_word_char(c))
}

/// Whether the source says it twice as well: the two sentences render the same text, or as many copies stand in the source.
fn is_in_source(
    page: &Page<'_>,
    counts: &mut SourceCounts,
    first: usize,
    second: usize,
    times: usize,
) -> bool {
    let Some(source) = page.source() else {
        return false;
    };
    if let (Some(a), Some(b)) = (page.counterpart_text(first), page.counterpart_text(second))
        && page.counterpart(first) != page.counterpart(second)
        && core_of(a) == core_of(b)
    {
        return true;
    }
    counts.most(source) >= times
}

/// How often the most frequent sentence of the source stands in it; counted when it is first asked for.
#[derive(Default)]
struct SourceCounts(Option<usize>);

impl SourceCounts {
    fn most(&mut self, source: &Article) -> usize {
        *self.0.get_or_insert_with(|| {
            let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
            for sentence in source.sentences() {
                let text = core_of(source.slice(sentence.span));
                if text.chars().count() >= LETTERS_UNSPACED {
                    *counts.entry(text).or_default() += 1;
                }
            }
            counts.values().copied().max().unwrap_or(0)
        })
    }
}

fn report(page: &Page<'_>, first: usize, second: usize, findings: &mut Findings) {
    let article = page.article;
    let (a, b) = (&article.sentences()[first], &article.sentences()[second]);
    let kind = |block: usize| article.document.blocks.get(block).map(|k| k.kind);
    let heading = kind(a.block).is_some_and(|k| k.is_heading())
        || kind(b.block).is_some_and(|k| k.is_heading());
    let adjacent = second == first + 1;
    // Without a source a speaker may well say it twice.
    let speech = page.pair.is_none() && in_speech(page, b.span.start);
    let own = |sentence: usize| page.counterpart(sentence).filter(|range| !range.is_empty());
    // The copy that renders nothing is the one too many.
    let first_is_added = !adjacent && page.is_added(first) && own(second).is_some();
    let (copy, other) = match first_is_added {
        true => (first, second),
        false => (second, first),
    };
    let span = |sentence: usize| article.sentences()[sentence].span;
    let mut draft = findings
        .add(span(copy), "This sentence stands in the text twice.")
        .confidence(if adjacent { 0.95 } else { 0.85 })
        .evidence(page.side, span(other))
        .delete(Safety::Suggested, cut(page, copy));
    if !adjacent && !heading && !speech {
        draft = draft
            .called("delete this copy")
            .or_delete("delete the other copy", cut(page, other));
    }
    // Two sentences of the source that say about the same may come out the same.
    let both = match (own(first), own(second)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    };
    let far = heading || !adjacent;
    if (heading && !adjacent) || speech || (both && far) {
        draft.severity(Severity::Note);
    }
}

/// What goes with a sentence that is deleted: the space to its neighbour in the block, or its line if it has none.
fn cut(page: &Page<'_>, sentence: usize) -> Span {
    let sentences = page.article.sentences();
    let own = &sentences[sentence];
    let beside = |s: Option<&Sentence>| s.filter(|s| s.block == own.block).map(|s| s.span);
    let before = sentence.checked_sub(1).and_then(|i| sentences.get(i));
    if let Some(before) = beside(before) {
        return Span::new(before.end.min(own.span.start), own.span.end);
    }
    match beside(sentences.get(sentence + 1)) {
        Some(behind) => Span::new(own.span.start, behind.start.max(own.span.end)),
        None => whole_line(page.text(), own.span),
    }
}
