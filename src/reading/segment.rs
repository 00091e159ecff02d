//! Blocks to sentences: Unicode sentence boundaries, minus those that the language's data says are none.

use crate::language::Language;
use crate::text::Span;
use crate::text::classes::{
    digit_value, is_closing, is_combining, is_line_break, is_sentence_end, is_word_char, script_of,
};
use unicode_segmentation::UnicodeSegmentation;

/// The sentences of the block at `span`, without the white space between them.
pub(super) fn sentences(text: &str, span: Span, language: &Language) -> Vec<Span> {
    let block = span.of(text);
    let mut out: Vec<Span> = Vec::new();
    let mut start = 0;
    if !may_divide(block) {
        push(&mut out, block, 0, block.len());
        out.iter_mut().for_each(|s| *s = s.shifted(span.start));
        return out;
    }
    let mut bounds: Vec<usize> = block
        .split_sentence_bound_indices()
        .map(|(at, _)| at)
        .skip(1)
        .collect();
    add_missing_bounds(block, &mut bounds);
    for at in bounds {
        if at > start && is_boundary(block, start, at, language) {
            push(&mut out, block, start, at);
            start = at;
        }
    }
    push(&mut out, block, start, block.len());
    for sentence in &mut out {
        *sentence = sentence.shifted(span.start);
    }
    out
}

/// Whether a mark that can end a sentence stands before the end of the block; most paragraphs of news are one sentence.
fn may_divide(block: &str) -> bool {
    let ends = |c: char| is_sentence_end(c) || matches!(c, ';' | '।' | '۔') || is_line_break(c);
    let core = block.trim_end_matches(|c: char| c.is_whitespace() || is_closing(c) || ends(c));
    core.contains(ends)
}

fn push(out: &mut Vec<Span>, block: &str, start: usize, end: usize) {
    let span = Span::new(start, end).trimmed(block);
    if !span.is_empty() {
        out.push(span);
    }
}

/// Boundaries that the Unicode rules do not see: a closing quotation mark behind the stop that has no space after it,
/// and full-width stops followed by a closing bracket.
fn add_missing_bounds(block: &str, bounds: &mut Vec<usize>) {
    let mut chars = block.char_indices().peekable();
    let mut added = false;
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '。' | '！' | '？' | '।' | '۔') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(next_at, next)) = chars.peek() {
            if !is_closing(next) && !matches!(next, '。' | '！' | '？') {
                break;
            }
            end = next_at + next.len_utf8();
            chars.next();
        }
        if end < block.len() && !bounds.contains(&end) {
            bounds.push(end);
            added = true;
        }
    }
    if added {
        bounds.sort_unstable();
    }
}

/// Whether a sentence that began at `start` really ends at the candidate `at`.
fn is_boundary(block: &str, start: usize, at: usize, language: &Language) -> bool {
    let head = &block[start..at];
    let before = head.trim_end();
    let rest = &block[at..];
    let next_text = rest.trim_start();
    let Some(next) = next_text.chars().next() else {
        return false;
    };
    if !is_opener(next)
        && is_closing(next)
        && (!next_text[next.len_utf8()..].starts_with(is_word_char))
    {
        return false; // the closing mark of this sentence
    }
    let core = before.trim_end_matches(is_closing);
    let Some(end_mark) = core.chars().next_back() else {
        return false;
    };
    let question_mark = end_mark == ';' && language.tag == "el";
    if !is_sentence_end(end_mark) && !question_mark {
        return is_hard_line_break(block, start, at);
    }
    let first_letter = next_text
        .chars()
        .find(|c| is_word_char(*c) || digit_value(*c).is_some());
    let next_is_lower = first_letter.is_some_and(char::is_lowercase);
    let closed = core.len() < before.len();
    if !matches!(end_mark, '.' | '…') {
        // "Ist das so?", fragte sie. — the sentence goes on in lower case after the closing mark.
        let goes_on = next_is_lower && (closed || matches!(end_mark, '?' | '!'));
        return !goes_on && !goes_on_after_quote(closed, next_text, language);
    }
    let glued = before.len() == head.len();
    if next_is_lower || glued && is_inside_abbreviation(before, rest, language) {
        return false;
    }
    if closed && goes_on_after_quote(true, next_text, language) {
        return false;
    }
    if closed {
        return true;
    }
    let word = last_word(core);
    !is_initials(word, glued, language) && !is_abbreviation(word, core, next_text, language)
}

/// Most letters between the stops of initials: the names of Latin letters take up to three ("אפ.בי.איי", "ए.आई.").
const INITIAL: usize = 3;

/// Whether the stop, with the next letter `glued` to it or not, is one of initials in a script whose letters do not tell by
/// their case. Words without spaces and the syllables of Korean are as short themselves.
fn is_initials(word: &str, glued: bool, language: &Language) -> bool {
    let shown = language.has_case() || language.is_unspaced() || language.script == "Hangul";
    let letter = |c: &char| is_word_char(*c) && !is_combining(*c);
    let short = |part: &str| (1..=INITIAL).contains(&part.chars().filter(letter).count());
    !shown && (glued || word.contains('.')) && word.split('.').all(short)
}

/// CJK: 「…。」と述べた — a particle after the closing mark carries the sentence on.
fn goes_on_after_quote(closed: bool, next_text: &str, language: &Language) -> bool {
    closed
        && ((language.tag == "ja"
            && next_text.starts_with([
                'と', 'な', 'の', 'を', 'が', 'は', 'に', 'で', 'も', '、', 'か',
            ]))
            || (language.tag == "ko"
                && next_text.starts_with(['라', '고', '며', '면', '는', '이'])
                && !next_text.starts_with("이 ")))
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '“' | '«'
            | '„'
            | '「'
            | '『'
            | '('
            | '['
            | '（'
            | '【'
            | '《'
            | '‘'
            | '"'
            | '¿'
            | '¡'
            | '”'
    )
}

/// A line break inside a block ends a sentence only where the line is clearly shorter than the others.
fn is_hard_line_break(block: &str, start: usize, at: usize) -> bool {
    let head = &block[start..at];
    if !head.ends_with(|c: char| is_line_break(c) && c != '\u{2028}') {
        return false;
    }
    let longest = block.lines().map(|l| l.chars().count()).max().unwrap_or(0);
    let line = head
        .trim_end()
        .lines()
        .next_back()
        .map_or(0, |l| l.chars().count());
    line * 10 < longest * 6
}

/// The word before the final full stop of `core`, with inner full stops, hyphens and apostrophes.
fn last_word(core: &str) -> &str {
    let body = core.trim_end_matches(['.', '…']);
    let start = body
        .char_indices()
        .rev()
        .take_while(|(_, c)| {
            is_word_char(*c)
                || digit_value(*c).is_some()
                || matches!(c, '.' | '-' | '’' | '\'' | '/')
        })
        .last()
        .map_or(body.len(), |(at, _)| at);
    &body[start..]
}

fn is_abbreviation(word: &str, core: &str, next_text: &str, language: &Language) -> bool {
    if word.is_empty() || core.ends_with("..") || core.ends_with('…') {
        return false;
    }
    let lower = word.to_lowercase();
    if language.never_end.contains(&lower) {
        return true;
    }
    // "z. B.", "т. е.": the data holds them with the space.
    let tail: String = core
        .trim_end_matches('.')
        .chars()
        .rev()
        .take(12)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect::<String>()
        .to_lowercase();
    if language
        .never_end
        .iter()
        .any(|a| a.contains(' ') && tail.ends_with(a.as_str()))
    {
        return true;
    }
    let letters = word
        .chars()
        .filter(|c| is_word_char(*c) && !is_combining(*c))
        .count();
    let digits = word.chars().all(|c| digit_value(c).is_some());
    if digits && !word.is_empty() {
        let short = word.chars().count() <= 3;
        let starts_block = core.trim_end_matches('.').len() == word.len();
        let next_number = next_text
            .chars()
            .next()
            .is_some_and(|c| digit_value(c).is_some());
        return short
            && (starts_block
                || (language.sentences.ordinal_period
                    && (next_number || !starts_new_clause(next_text, language))));
    }
    let single = letters == 1 && word.chars().count() == 1;
    if single
        && word.chars().all(char::is_uppercase)
        && script_of(word.chars().next().unwrap_or(' ')).is_some_and(|s| s.has_case())
    {
        // An initial, unless it is a word by itself ("I.") before a function word.
        return next_text.starts_with(char::is_uppercase)
            && !next_starts_with_function_word(next_text, language)
            || next_text.starts_with('.');
    }
    if language.may_end.contains(&lower) || lower.contains('.') {
        return !next_starts_with_function_word(next_text, language)
            && next_text.starts_with(char::is_uppercase)
            && lower.contains('.')
            && letters <= 3
            && !next_text.starts_with(is_opener);
    }
    false
}

/// Whether the full stop at the end of `before` is one inside an abbreviation: "พ.ศ." has no spaces.
fn is_inside_abbreviation(before: &str, rest: &str, language: &Language) -> bool {
    language.never_end.iter().any(|abbreviation| {
        abbreviation.match_indices('.').any(|(at, _)| {
            let (head, tail) = abbreviation.split_at(at + 1);
            !tail.is_empty() && before.ends_with(head) && rest.starts_with(tail)
        })
    })
}

/// After an ordinal number: whether what follows looks like a new sentence rather than the counted noun.
fn starts_new_clause(next_text: &str, language: &Language) -> bool {
    language.has_case()
        && next_text.starts_with(|c: char| c.is_uppercase() || is_opener(c))
        && next_starts_with_function_word(next_text, language)
}

fn next_starts_with_function_word(next_text: &str, language: &Language) -> bool {
    let word: String = next_text
        .chars()
        .take_while(|c| is_word_char(*c))
        .collect::<String>()
        .to_lowercase();
    language.function_words.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[track_caller]
    fn check(lang: &str, expected: &[&str]) {
        let joined = if matches!(lang, "zh" | "ja" | "th") {
            expected.concat()
        } else {
            expected.join(" ")
        };
        let language = Language::of(Lang::from_tag(lang).unwrap());
        let seen: Vec<&str> = sentences(&joined, Span::new(0, joined.len()), language)
            .into_iter()
            .map(|s| s.of(&joined))
            .collect();
        assert_eq!(seen, expected, "{lang}");
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_sentences() {
        check(
            "en",
            &[
                "Alexander V. Grushko met Mr. Smith at 7 p.m. on Monday.",
                "He left.",
            ],
        );
        check(
            "en",
            &[
                "He lives in the U.S. and works for Acme Inc. in Boston.",
                "She does not.",
            ],
        );
    }

    #[test]
    fn initials_of_scripts_without_case_end_nothing() {
        check("he", &["החקירה של האפ.בי.איי נמשכת.", "לא כן.", "זה סוף."]);
        check(
            "hi",
            &["यू.एस. को ए.आई. के लिए दोगुना करना चाहिए।", "यह अंत है।"],
        );
    }

    #[test]
    fn stops_inside_abbreviations_end_nothing() {
        check("th", &["วัดนี้สร้างในปี พ.ศ. 2556"]);
        check(
            "de",
            &[
                "Mr. Smith traf Mrs. Jones und Dr. Brown in St. Louis.",
                "Er ging.",
            ],
        );
    }

    #[test]
    fn quotations_close_behind_the_stop() {
        check(
            "en",
            &[
                "“There will be no change,” he said.",
                "“None.”",
                "They left.",
            ],
        );
        check("en", &["\"Is that so?\" she asked.", "Yes."]);
    }

    #[test]
    fn full_width_stops_need_no_space() {
        check("zh", &["他说：“没有变化。”", "他离开了。", "会议结束了！"]);
        check("ja", &["「変更はない。」と述べた。", "会議は終わった。"]);
    }
}
