use super::Page;
use super::lines::in_speech;
use super::marks::{ENOUGH, Gap, Tokens};
use super::repeats::{doubled_inside, source_doubles};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity, Side};
use crate::language::lexicon::{bundled, normalised};
use crate::reading::{Case, Token};
use crate::text::Span;
use crate::text::classes::{Script, is_combining};

declare_rule! {
    /// A word written twice in a row.
    ///
    /// ## What it finds
    /// The same word twice with a space between, and in Chinese and Japanese the same two characters or more twice in a row.
    ///
    /// ## Why it matters
    /// A slip of the hand that readers see at once; often a word was replaced and the old one stayed.
    ///
    /// ## Example
    /// ```bad
    /// The court sent the the case back to Washington.
    /// ```
    /// ```bad uk
    /// Вони тепер тепер чекають на рішення суду.
    /// ```
    /// ```bad zh
    /// 他目前没有生命危命危险。
    /// ```
    /// Use instead:
    /// ```good
    /// The report he had had been lost; that that happened is no surprise.
    /// ```
    /// ```good fr
    /// Nous nous sommes rencontrés hier.
    /// ```
    ///
    /// ## What it leaves alone
    /// Words that a language may rightly double (`had had`, `die die`, `zaman zaman`) and doubled words of languages that double
    /// for the plural or for emphasis; a comma between the two; a word that the source doubles too (`Roa Roa`); names.
    pub static DOUBLED_WORD = "doubled-word" {
        group: Repetition, severity: Warning, fix: Some(Safety::Safe), mqm: "linguistic-conventions/duplication",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

/// How many words away a second pair of the same words is looked for.
const NEAR: usize = 2000;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let tokens = Tokens::of(page);
    let lower = page.lower();
    for (i, token) in tokens.all.iter().enumerate() {
        if findings.len() >= ENOUGH {
            return;
        }
        if !token.is_word() {
            continue;
        }
        if matches!(token.script, Some(Script::Han | Script::Kana)) {
            unspaced(page, token, findings);
            continue;
        }
        let Some(previous) = tokens.before(i).filter(|p| p.is_word()) else {
            continue;
        };
        if previous.span.len() == token.span.len()
            && previous.span.of(lower) == token.span.of(lower)
            && tokens.gap(i) == Gap::Space
        {
            spaced(page, &tokens, i, previous, token, findings);
        }
    }
}

fn spaced(
    page: &Page<'_>,
    tokens: &Tokens<'_>,
    i: usize,
    previous: &Token,
    token: &Token,
    findings: &mut Findings,
) {
    let language = page.language();
    let word = token.span.of(page.lower());
    let letters = word.chars().filter(|c| !is_combining(*c)).count();
    let function = language.function_words.contains(word);
    let grammar = language
        .words
        .doubled_endings
        .iter()
        .any(|e| word.ends_with(e.as_str()));
    // Emphasis that a translation adds of its own accord is none.
    let emphasis = page.pair.is_some() && language.words.emphatic.iter().any(|w| w == word);
    let allowed = language.doubled_words.contains(word) && !emphasis;
    if allowed || (letters < 2 && !function) || grammar {
        return;
    }
    let same_case = previous.span.of(page.text()) == token.span.of(page.text());
    let starts = tokens
        .before(i - 1)
        .is_none_or(|t| !t.is_word() && t.mark(page.text()) != Some(','));
    // "Spiele spiele", "Sie sie": another word; "The the" at the start of a sentence is not.
    let other_word = !(starts && function);
    if !same_case && other_word {
        return;
    }
    // Part of a longer joint: "day-to-day to", "X's s".
    let joined = |c: Option<&Token>| {
        c.and_then(|t| t.mark(page.text()))
            .is_some_and(|m| matches!(m, '-' | '‑' | '’' | '\'' | '/' | '@' | '#'))
    };
    if joined(tokens.tight_before(i - 1)) || (letters < 3 && joined(tokens.tight_after(i))) {
        return;
    }
    let Some(sentence) = page.article.reading.sentence_at(token.span.start) else {
        return;
    };
    if source_doubles(page, sentence) || ends_and_starts_terms(page, tokens, i) {
        return;
    }
    let name = token.case != Case::Lower && token.case != Case::None && !function;
    let initials = token.case == Case::Upper && letters <= 2;
    let often = language.words.reduplication && !function && doubled_elsewhere(tokens, i);
    if often || initials {
        return;
    }
    let unsure = (name && page.pair.is_none())
        || (language.words.reduplication && !function && page.pair.is_none());
    if unsure && page.side == Side::Source {
        return;
    }
    let span = previous.span.cover(token.span);
    let safe = function
        && same_case
        && letters >= 2
        && !language.words.reduplication
        && !in_speech(page, span.start);
    let draft = findings
        .add(
            span,
            format!("“{}” stands twice in a row.", previous.span.of(page.text())),
        )
        .confidence(if unsure { 0.5 } else { 0.9 })
        .delete(
            Safety::safe_if(safe),
            Span::new(previous.span.end, token.span.end),
        );
    if unsure {
        draft.severity(Severity::Note);
    }
}

/// Whether the first of the pair ends a term of two words and the second starts one, where syllables are written as words:
/// `mục tiêu tiêu diệt`.
fn ends_and_starts_terms(page: &Page<'_>, tokens: &Tokens<'_>, i: usize) -> bool {
    let language = page.language();
    let Some(head) = i.checked_sub(2).map(|k| tokens.word(k)) else {
        return false;
    };
    let (word, tail) = (tokens.word(i), tokens.word(i + 1));
    let lexicon = bundled(language.lang);
    let is_term = |first: &str, second: &str| {
        lexicon.phrase(&[&normalised(first), &normalised(second)], &mut Vec::new()) == 2
    };
    language.words.reduplication && is_term(head, word) && is_term(word, tail)
}

/// Whether the same pair stands near in the text a second time: then it is meant.
fn doubled_elsewhere(tokens: &Tokens<'_>, i: usize) -> bool {
    let word = tokens.word(i);
    let near = i.saturating_sub(NEAR).max(1)..(i + NEAR).min(tokens.all.len());
    near.into_iter().any(|k| {
        k != i
            && tokens.word(k) == word
            && tokens.word(k - 1) == word
            && tokens.gap(k) == Gap::Space
    })
}

/// Chinese and Japanese: the same characters twice in a run.
fn unspaced(page: &Page<'_>, token: &Token, findings: &mut Findings) {
    let run = token.span.of(page.text());
    if run.len() < 12 {
        return;
    }
    let Some((first, second)) = doubled_inside(run) else {
        return;
    };
    let part = run.get(first.clone()).unwrap_or("");
    let kana = token.script == Some(Script::Kana);
    // ますます, いろいろ: words of their own; only long katakana words are slips.
    if kana && (part.chars().count() < 3 || part.chars().any(|c| matches!(c, 'ぁ'..='ゖ'))) {
        return;
    }
    let numeral = |c: char| "〇零一二三四五六七八九十百千万億亿".contains(c);
    if part.chars().all(numeral) || page.language().doubled_words.contains(part) {
        return;
    }
    let sentence = page.article.reading.sentence_at(token.span.start);
    if sentence.is_some_and(|s| source_doubles(page, s)) {
        return;
    }
    let at = token.span.start;
    let span = Span::new(at + first.start, at + second.end);
    findings
        .add(span, format!("“{part}” stands twice in a row."))
        .confidence(0.8)
        .delete(
            Safety::Suggested,
            Span::new(at + second.start, at + second.end),
        );
}
