use super::marks::{ENOUGH, Gap, Tokens, role_of};
use super::repeats::is_plain_run;
use super::rule::{Check, Findings, declare_rule};
use super::{Article, Page};
use crate::finding::Severity;
use crate::language::Language;
use crate::reading::{Case, Token, TokenKind};
use crate::text::Span;
use crate::text::classes::{Script, is_closing, is_dash, is_word_char, script_of};
use std::ops::Range;

declare_rule! {
    /// The same word on both sides of “and” or “or”, or some words twice in a row.
    ///
    /// ## What it finds
    /// “X and X” where the source has two words, and two to five words written twice in a row. A warning where the clause ends
    /// behind the second X, else a note.
    ///
    /// ## Why it matters
    /// Two words of the source became one: the translation says less than the source and sounds like a slip.
    ///
    /// ## Example
    /// ```bad
    /// There are principles that we are committed to upholding and upholding.
    /// ```
    /// ```bad es>de
    /// La industria sufre de escasez y cuellos de botella.
    /// ---
    /// Die Industrie leidet unter Engpässen und Engpässen.
    /// ```
    /// ```bad zh
    /// 公司禁止滥用或滥用。
    /// ```
    /// Use instead:
    /// ```good
    /// There are principles that we are committed to defending and upholding.
    /// ```
    /// ```good
    /// The gap grew more and more, again and again.
    /// ```
    ///
    /// ## What it leaves alone
    /// Set phrases (`more and more`, `door en door`), comparatives, names, figures, a source of the same shape.
    pub static DOUBLED_PHRASE = "doubled-phrase" {
        group: Repetition, severity: Warning, fix: None, mqm: "accuracy/mistranslation",
        explains: ["doubled-word"], since: "0.1.0", check: Check::Document(check),
    }
}

/// “X and X”: where it stands, and the second X.
struct Shape {
    span: Span,
    part: Span,
    /// Whether the clause ends behind it.
    ends: bool,
    /// Whether X may be a name.
    name: bool,
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let article = page.article;
    let all = 0..article.reading.tokens.len();
    shapes(article, all.clone(), &mut |shape| {
        if findings.len() >= ENOUGH {
            return;
        }
        let sentence = article.reading.sentence_at(shape.span.start);
        if sentence.is_some_and(|s| source_has_shape(page, s)) {
            return;
        }
        let shown = shape.part.of(page.text());
        let draft = findings
            .add(
                shape.span,
                format!("“{shown}” on both sides: were there two different words in the source?"),
            )
            .confidence(if shape.ends { 0.85 } else { 0.5 });
        if !shape.ends || shape.name {
            draft.severity(Severity::Note);
        }
    });
    repeats(page, findings);
}

fn source_has_shape(page: &Page<'_>, sentence: usize) -> bool {
    let (Some(source), Some(range)) = (page.source(), page.counterpart(sentence)) else {
        return false;
    };
    let sentences = &source.reading.sentences;
    let Some(of_link) = sentences.get(range) else {
        return false;
    };
    let (Some(first), Some(last)) = (of_link.first(), of_link.last()) else {
        return false;
    };
    let mut found = false;
    shapes(source, first.tokens.start..last.tokens.end, &mut |_| {
        found = true
    });
    found
}

fn shapes(article: &Article, range: Range<usize>, found: &mut impl FnMut(Shape)) {
    let language = article.language();
    if language.is_unspaced() {
        unspaced(article, range, found);
        return;
    }
    let tokens = Tokens {
        text: article.text(),
        all: &article.reading.tokens,
    };
    // Where no conjunction is written as one with a word, only those that stand by themselves are looked at.
    let joins = language.is_right_to_left() || !language.words.postpositions.is_empty();
    for i in range.start.max(1)..range.end.min(tokens.all.len()) {
        let form = article.reading.form(&tokens.all[i]);
        if !tokens.all[i].is_word() || !joins && form.is_some_and(|f| !f.uses.conjunction) {
            continue;
        }
        if let Some(length) = conjunction_at(article, &tokens, i)
            && let Some(shape) = around(article, &tokens, i, length)
        {
            found(shape);
        } else if let Some(shape) =
            attached(article, &tokens, i).or_else(|| suffixed(article, &tokens, i))
        {
            found(shape);
        }
    }
}

/// How many tokens of a conjunction start at `i`.
fn conjunction_at(article: &Article, tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let form = article.reading.form(tokens.all.get(i)?);
    if form.is_some_and(|f| !f.uses.conjunction) {
        return None;
    }
    let words = &article.language().words;
    let lower = &article.document.lower;
    let at = tokens.all[i].span.start;
    let rest = lower.get(at..)?;
    let conjunction = words
        .and
        .iter()
        .chain(&words.or)
        .filter(|c| !c.is_empty() && rest.starts_with(c.as_str()))
        .max_by_key(|c| c.len())?;
    let end = at + conjunction.len();
    let length = tokens.all[i..]
        .iter()
        .take_while(|t| t.span.end <= end)
        .count();
    (length > 0 && tokens.all[i + length - 1].span.end == end).then_some(length)
}

/// The longest run of words that stands on both sides of the conjunction.
fn around(article: &Article, tokens: &Tokens<'_>, i: usize, length: usize) -> Option<Shape> {
    let lower = &article.document.lower;
    let text = article.text();
    for n in (1..=3).rev() {
        let (Some(left), right) = (i.checked_sub(n), i + length) else {
            continue;
        };
        let last = right + n - 1;
        if last >= tokens.all.len() || !is_plain_run(tokens, left, last) {
            continue;
        }
        let same = (0..n)
            .all(|k| tokens.all[left + k].span.of(lower) == tokens.all[right + k].span.of(lower));
        if !same {
            continue;
        }
        let part = tokens.all[right].span.cover(tokens.all[last].span);
        let figures = tokens.all[right..=last]
            .iter()
            .any(|t| t.kind == TokenKind::Number);
        if figures
            || is_set_phrase(part.of(lower), article.language())
            || letters(part.of(text)) < 4
        {
            return None;
        }
        // "again and again and again", "P. Diddy or Diddy"
        let chain = conjunction_at(article, tokens, last + 1).is_some()
            && is_plain_run(tokens, last, last + 1);
        if chain {
            return None;
        }
        let name = tokens.all[right..=last]
            .iter()
            .all(|t| !matches!(t.case, Case::Lower | Case::None));
        return Some(Shape {
            span: tokens.all[left].span.cover(part),
            part,
            ends: clause_ends(article, tokens, last),
            name,
        });
    }
    None
}

/// Arabic and Hebrew write the conjunction as one with the second word.
fn attached(article: &Article, tokens: &Tokens<'_>, i: usize) -> Option<Shape> {
    let language = article.language();
    if !language.is_right_to_left() {
        return None;
    }
    let word = tokens.all[i].span.of(&article.document.lower);
    let before = tokens.before(i).filter(|t| t.is_word())?;
    let rest = language
        .words
        .and
        .iter()
        .filter(|c| c.chars().count() == 1)
        .find_map(|c| word.strip_prefix(c.as_str()))?;
    let same = before.span.of(&article.document.lower) == rest && letters(rest) >= 3;
    if !same || tokens.gap(i) != Gap::Space || is_set_phrase(rest, language) {
        return None;
    }
    Some(Shape {
        span: before.span.cover(tokens.all[i].span),
        part: before.span,
        ends: clause_ends(article, tokens, i),
        name: false,
    })
}

/// Korean: the conjunction is written as one with the first noun (`감옥과 감옥`) or stands by itself (`감옥 및 감옥`), and particles
/// are written as one with the second (`감옥과 감옥을`).
fn suffixed(article: &Article, tokens: &Tokens<'_>, i: usize) -> Option<Shape> {
    let words = &article.language().words;
    let hangul = tokens.all[i].script == Some(Script::Hangul);
    if words.postpositions.is_empty() || !hangul || tokens.gap(i) != Gap::Space {
        return None;
    }
    let lower = &article.document.lower;
    let second = tokens.all[i].span.of(lower);
    let before = tokens.before(i).filter(|t| t.is_word())?;
    let conjunctions = || words.and.iter().chain(&words.or);
    let (first, noun) = if conjunctions().any(|c| c == before.span.of(lower)) {
        let first = tokens.before(i - 1).filter(|t| t.is_word())?;
        let parted = tokens.gap(i - 1) == Gap::Space;
        (first, Some(first.span.of(lower)).filter(|_| parted)?)
    } else {
        let word = before.span.of(lower);
        let stems = conjunctions().filter_map(|c| word.strip_suffix(c.as_str()));
        (
            before,
            stems.max_by_key(|stem| second.starts_with(stem).then_some(stem.len()))?,
        )
    };
    let particle = second.strip_prefix(noun)?;
    let ends = if particle.is_empty() {
        clause_ends(article, tokens, i)
    } else if words.postpositions.iter().any(|p| p == particle) {
        true
    } else {
        return None;
    };
    if letters(noun) < 4 || is_set_phrase(noun, article.language()) {
        return None;
    }
    let start = tokens.all[i].span.start;
    Some(Shape {
        span: first.span.cover(tokens.all[i].span),
        part: Span::new(start, start + noun.len()),
        ends,
        name: false,
    })
}

fn is_set_phrase(part: &str, language: &Language) -> bool {
    let words = &language.words;
    language.doubled_words.contains(part)
        || words
            .doubled_phrases
            .iter()
            .any(|p| p.to_lowercase() == part)
        || words
            .comparatives
            .iter()
            .any(|ending| part.ends_with(ending.as_str()))
}

fn letters(part: &str) -> usize {
    let count = part.chars().filter(|c| is_word_char(*c)).count();
    // A Hangul syllable is worth two letters.
    if part.chars().any(|c| script_of(c) == Some(Script::Hangul)) {
        count * 2
    } else {
        count
    }
}

/// Whether nothing that could make the second X another thing stands behind it.
fn clause_ends(article: &Article, tokens: &Tokens<'_>, last: usize) -> bool {
    match tokens.after(last) {
        None => true,
        Some(next) => next.mark(article.text()).is_some_and(|c| {
            (role_of(c, article.language()).is_some() && c != ':')
                || is_dash(c, false)
                || (is_closing(c) && !matches!(c, '\'' | '’'))
        }),
    }
}

/// Chinese, Japanese, Thai: the characters right before a conjunction and right behind it.
fn unspaced(article: &Article, range: Range<usize>, found: &mut impl FnMut(Shape)) {
    let language = article.language();
    let (Some(first), Some(last)) = (
        article.reading.tokens.get(range.start),
        range
            .end
            .checked_sub(1)
            .and_then(|i| article.reading.tokens.get(i)),
    ) else {
        return;
    };
    let text = article.text();
    let part = text.get(first.span.start..last.span.end).unwrap_or("");
    if !matches!(language.script.as_str(), "Han" | "Japanese") {
        return;
    }
    let single = language.words.and.iter().chain(&language.words.or);
    for conjunction in single.filter(|c| !c.is_empty()) {
        let mut behind = 0;
        for at in memchr::memmem::find_iter(part.as_bytes(), conjunction.as_bytes()) {
            if at < behind {
                continue;
            }
            let (head, tail) = (&part[..at], &part[at + conjunction.len()..]);
            let Some(length) = shared(head, tail) else {
                continue;
            };
            let start = first.span.start + at;
            let second = Span::new(
                start + conjunction.len(),
                start + conjunction.len() + length,
            );
            let x = second.of(text);
            if is_set_phrase(x, language) {
                continue;
            }
            behind = at + conjunction.len() + length;
            let next = tail.get(length..).and_then(|t| t.chars().next());
            let ends = next.is_none_or(|c| {
                role_of(c, language).is_some()
                    || is_closing(c)
                    || c.is_whitespace()
                    || (language.script == "Japanese" && "をがはにでもへ".contains(c))
            });
            found(Shape {
                span: Span::new(start - length, second.end),
                part: second,
                ends,
                name: x.chars().all(|c| matches!(c, 'ァ'..='ヿ')),
            });
        }
    }
}

/// Length in bytes of the longest end of `head` that `tail` starts with: two characters or more, Han or katakana among them.
fn shared(head: &str, tail: &str) -> Option<usize> {
    let mut best = None;
    let mut count = 0;
    let mut solid = 0;
    for (at, c) in tail.char_indices().take(12) {
        if !is_word_char(c) {
            break;
        }
        count += 1;
        if !matches!(c, 'ぁ'..='ゖ') {
            solid += 1;
        }
        let end = at + c.len_utf8();
        if count >= 2 && solid >= 2 && head.ends_with(&tail[..end]) {
            best = Some(end);
        }
    }
    best
}

/// Two to five words that stand twice in a row.
fn repeats(page: &Page<'_>, findings: &mut Findings) {
    let tokens = Tokens::of(page);
    let lower = page.lower();
    let word = |i: usize| tokens.all.get(i).map_or("", |t: &Token| t.span.of(lower));
    let keys: Vec<u32> = tokens.all.iter().map(|t| t.key(lower)).collect();
    let mut i = 2;
    while i + 1 < tokens.all.len() && findings.len() < ENOUGH {
        let length = (2..=5).find(|&n| {
            i >= n
                && keys[i] == keys[i - n]
                && (0..n).all(|k| !word(i + k).is_empty() && word(i + k) == word(i + k - n))
        });
        let Some(n) = length.filter(|&n| is_plain_run(&tokens, i - n, i + n - 1)) else {
            i += 1;
            continue;
        };
        let part = tokens.all[i].span.cover(tokens.all[i + n - 1].span);
        let distinct = word(i) != word(i + 1) || n > 2;
        let chain = n == 2 && word(i + n) == word(i);
        let conjunction = (i..i + n).any(|k| conjunction_at(page.article, &tokens, k).is_some());
        let words = tokens.all[i..i + n].iter().all(|t| t.is_word());
        let sentence = page.article.reading.sentence_at(part.start);
        let known = sentence.is_some_and(|s| source_repeats(page, s, n));
        if distinct
            && !chain
            && words
            && !known
            && !(n == 2 && conjunction)
            && letters(part.of(lower)) >= 6
        {
            let span = tokens.all[i - n].span.cover(part);
            let draft = findings
                .add(
                    span,
                    format!("“{}” stands twice in a row.", part.of(page.text())),
                )
                .confidence(0.85);
            if page.language().words.reduplication && page.pair.is_none() {
                draft.severity(Severity::Note);
            }
        }
        i += n;
    }
}

/// Whether the source of the sentence has as many words twice in a row.
fn source_repeats(page: &Page<'_>, sentence: usize, n: usize) -> bool {
    let (Some(source), Some(range)) = (page.source(), page.counterpart(sentence)) else {
        return false;
    };
    range.into_iter().any(|s| {
        let words: Vec<&str> = source
            .tokens_of(s)
            .iter()
            .filter(|t| t.is_word())
            .map(|t| t.span.of(&source.document.lower))
            .collect();
        (1..=n).any(|n| {
            words.len() >= 2 * n
                && (n..=words.len() - n).any(|i| words[i - n..i] == words[i..i + n])
        })
    })
}
