use super::Page;
use super::marks::{Gap, Tokens, in_link};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::reading::Token;
use crate::text::Span;
use crate::text::classes::{Script, is_closing, is_combining, is_quote};

declare_rule! {
    /// A mark of another language's habit.
    ///
    /// ## What it finds
    /// One finding a text and kind of mark, with their number: half-width marks between Chinese or Japanese characters, `?` `,` `;`
    /// in Arabic and Persian text, a full stop in place of the danda, a Greek question that ends in `?`, a Spanish question
    /// without `¿`, a French text without the space before `: ; ! ?` and inside `« »`, quotations in English marks or in
    /// others that the language does not use.
    ///
    /// ## Why it matters
    /// The marks of the source language stayed behind, or a program put them in.
    ///
    /// ## Example
    /// ```bad zh
    /// 她继续说道,他曾被帮助过,她说当她生气的时候她也会哭泣。
    /// ```
    /// ```bad es
    /// Cómo respondió Rusia?
    /// ```
    /// ```bad fr
    /// Il a dit: «Non!»
    /// ```
    /// Use instead:
    /// ```good es
    /// Hola, ¿cómo respondió Rusia?
    /// ```
    /// ```good fr-CA
    /// Il a répondu oui! Pourquoi?
    /// ```
    /// ```good zh
    /// 会议于 10:30 开始，失业率为 3.5%，增长 1,200 亿元。
    /// ```
    ///
    /// ## What it leaves alone
    /// Times, figures and Latin words inside Chinese and Japanese; a Spanish question whose `¿` stands inside the sentence;
    /// French with any kind of space there.
    pub static LOCALE_PUNCTUATION = "locale-punctuation" {
        group: Punctuation, severity: Note, fix: Some(Safety::Suggested), mqm: "locale-conventions",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

/// So many slips of a kind and not one right mark are no accident.
const THROUGHOUT: usize = 2;

/// What is wrong with a mark: the kind of slip and what should stand there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slip {
    Width,
    Foreign,
    Inverted,
    Space,
    Quotes,
}

/// How many kinds of slip there are.
const KINDS: usize = Slip::Quotes as usize + 1;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let tokens = Tokens::of(page);
    let language = page.language();
    let mut slips: Vec<(Slip, Span, String)> = Vec::new();
    let mut right = [0usize; KINDS];
    for i in 0..tokens.all.len() {
        let Some(mark) = tokens.mark(i) else {
            continue;
        };
        if language.punctuation.inverted && matches!(mark, '?' | '!') {
            inverted(page, &tokens, i, mark, &mut slips, &mut right);
        }
        if !language.punctuation.space_before.is_empty() {
            spaced(page, &tokens, i, mark, &mut slips, &mut right);
        }
        foreign(page, &tokens, i, mark, &mut slips, &mut right);
    }
    quotation_marks(page, &mut slips, &mut right);
    // Canadian and Swiss French set no space before `; ! ?`: alone they are no slip.
    let european = right[Slip::Space as usize] > 0
        || slips.iter().any(|(s, span, _)| {
            *s == Slip::Space && span.of(page.text()).contains([':', '«', '»'])
        });
    if !european {
        slips.retain(|(s, ..)| *s != Slip::Space);
    }
    for slip in [
        Slip::Width,
        Slip::Foreign,
        Slip::Inverted,
        Slip::Space,
        Slip::Quotes,
    ] {
        let mut of_kind = slips.iter().filter(|(s, ..)| *s == slip);
        let count = match slip {
            Slip::Quotes => of_kind.clone().count() / 2,
            _ => of_kind.clone().count(),
        };
        let Some((_, first, replacement)) = of_kind.next() else {
            continue;
        };
        let all = right[slip as usize] + count;
        let shown = first.of(page.text());
        let message = match slip {
            Slip::Width => {
                format!("Half-width “{shown}” between full-width characters: {count} of {all}.")
            }
            Slip::Foreign => format!(
                "“{shown}” where {} writes “{replacement}”: {count} of {all}.",
                language.name
            ),
            Slip::Quotes => format!(
                "{shown} where {} opens quotations with {replacement}: {count} of {all}.",
                language.name
            ),
            Slip::Inverted => format!("No opening mark for “{shown}”: {count} of {all}."),
            Slip::Space => format!("No space at “{shown}”: {count} of {all}."),
        };
        // Spanish never leaves the opening mark out; a text that has both marks of a kind contradicts itself; one that has a
        // mark of another script or no French space throughout was not made for its readers.
        let severity = match slip {
            Slip::Inverted => Severity::Warning,
            Slip::Space if count >= THROUGHOUT && right[slip as usize] == 0 => Severity::Warning,
            Slip::Width if narrow_commas(page, &slips) => Severity::Warning,
            Slip::Foreign
                if language.script != "Devanagari"
                    && language.script != "Bengali"
                    && right[slip as usize] > count =>
            {
                Severity::Warning
            }
            _ => Severity::Note,
        };
        let mut draft = findings
            .add(*first, message)
            .severity(severity)
            .confidence(0.7);
        if matches!(slip, Slip::Width | Slip::Foreign | Slip::Quotes) {
            for (_, span, replacement) in slips.iter().filter(|(s, ..)| *s == slip) {
                draft = draft.replace(Safety::Suggested, *span, replacement.as_str());
            }
        }
    }
}

/// Quotations in marks of another language: English ones where the language has its own, and those that it never writes.
fn quotation_marks(
    page: &Page<'_>,
    slips: &mut Vec<(Slip, Span, String)>,
    right: &mut [usize; KINDS],
) {
    let quotes = &page.language().quotes;
    let Some((own_open, own_close)) = quotes.own.first().and_then(|pair| halves(pair)) else {
        return;
    };
    let has = |list: &[String], open: char, close: char| {
        list.iter().any(|pair| halves(pair) == Some((open, close)))
    };
    for quoted in page.article.quotes().pairs.iter().filter(|q| q.depth == 0) {
        let (open, close) = (quoted.open.mark, quoted.close.mark);
        if has(&quotes.own, open, close) {
            right[Slip::Quotes as usize] += 1;
        } else if ENGLISH == (open, close)
            || !has(&quotes.accepted, open, close) && !quoted.mixes_families()
        {
            slips.push((Slip::Quotes, quoted.open.span, own_open.to_string()));
            slips.push((Slip::Quotes, quoted.close.span, own_close.to_string()));
        }
    }
}

/// What English writes around quotations.
const ENGLISH: (char, char) = ('“', '”');

/// The opening and the closing mark of a pair.
fn halves(pair: &str) -> Option<(char, char)> {
    let mut marks = pair.chars();
    Some((marks.next()?, marks.next()?))
}

/// Whether most commas of a Chinese or Japanese text are half-width ones: not a slip of the hand but of a program.
fn narrow_commas(page: &Page<'_>, slips: &[(Slip, Span, String)]) -> bool {
    let narrow = slips
        .iter()
        .filter(|(s, span, _)| *s == Slip::Width && span.of(page.text()) == ",")
        .count();
    let wide = |c: char| matches!(c, '，' | '、');
    narrow >= THROUGHOUT && narrow > page.text().matches(wide).count()
}

/// A question or exclamation whose opening mark stands nowhere before it in its paragraph.
fn inverted(
    page: &Page<'_>,
    tokens: &Tokens<'_>,
    i: usize,
    mark: char,
    slips: &mut Vec<(Slip, Span, String)>,
    right: &mut [usize; KINDS],
) {
    let text = page.text();
    let span = tokens.all[i].span;
    if matches!(
        tokens.tight_before(i).and_then(|t| t.mark(text)),
        Some('?' | '!' | '(')
    ) || in_link(page, span)
    {
        return;
    }
    let opening = if mark == '?' { '¿' } else { '¡' };
    let sentence = page.article.reading.sentence_at(span.start);
    let Some(sentence) = sentence.and_then(|s| page.article.sentences().get(s)) else {
        return;
    };
    let head = text.get(sentence.span.start..span.start).unwrap_or("");
    let clause = head.rsplit(['?', '!']).next().unwrap_or(head);
    if clause.contains(opening) || clause.contains(['¿', '¡']) {
        right[Slip::Inverted as usize] += 1;
        return;
    }
    // A title or a quotation in another language is no Spanish question.
    let said = clause.rsplit(is_quote).next().unwrap_or(clause);
    let words = said.split_whitespace().map(|w| {
        w.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    });
    let spanish = words
        .filter(|w| page.language().function_words.contains(w))
        .count();
    if spanish > 0
        || said
            .chars()
            .any(|c| matches!(c, 'á' | 'é' | 'í' | 'ó' | 'ú' | 'ñ'))
    {
        let start = Span::new(sentence.span.end - sentence.span.len(), span.end);
        let first = first_word(tokens, start);
        slips.push((
            Slip::Inverted,
            first.map_or(span, |t| t.span),
            String::new(),
        ));
    }
}

fn first_word<'a>(tokens: &Tokens<'a>, span: Span) -> Option<&'a Token> {
    let at = tokens.all.partition_point(|t| t.span.start < span.start);
    tokens.all.get(at..)?.iter().find(|t| t.is_word())
}

/// French: a space of any kind before the high marks and inside guillemets.
fn spaced(
    page: &Page<'_>,
    tokens: &Tokens<'_>,
    i: usize,
    mark: char,
    slips: &mut Vec<(Slip, Span, String)>,
    right: &mut [usize; KINDS],
) {
    let text = page.text();
    let span = tokens.all[i].span;
    let (gap, other) = match mark {
        '«' => (tokens.gap(i + 1), tokens.tight_after(i)),
        c if page.language().punctuation.space_before.contains(c) && c != '%' => {
            (tokens.gap(i), tokens.tight_before(i))
        }
        _ => return,
    };
    match gap {
        Gap::Space => right[Slip::Space as usize] += 1,
        Gap::None => {
            let Some(other) = other else {
                return;
            };
            let mixed = other
                .mark(text)
                .is_some_and(|c| !is_closing(c) && !is_quote(c));
            let tight = tokens
                .tight_after(i)
                .is_some_and(|t| t.is_word() || t.mark(text) == Some('/'));
            if mixed || (mark == ':' && tight) || in_link(page, span) {
                return;
            }
            slips.push((Slip::Space, other.span.cover(span), String::new()));
        }
        Gap::Break => {}
    }
}

/// Marks of another script.
fn foreign(
    page: &Page<'_>,
    tokens: &Tokens<'_>,
    i: usize,
    mark: char,
    slips: &mut Vec<(Slip, Span, String)>,
    right: &mut [usize; KINDS],
) {
    let language = page.language();
    let text = page.text();
    let (left, behind) = (tokens.before(i), tokens.after(i));
    let script = |t: Option<&Token>| t.and_then(|t| t.script);
    let span = tokens.all[i].span;
    let wide = |c: Option<Script>| matches!(c, Some(Script::Han | Script::Kana));
    match language.script.as_str() {
        "Han" | "Japanese" => {
            let full = match mark {
                ',' if language.script == "Japanese" => '、',
                ',' => '，',
                ';' => '；',
                '?' => '？',
                '!' => '！',
                ':' => '：',
                '，' | '；' | '？' | '！' | '：' | '、' => {
                    right[Slip::Width as usize] += 1;
                    return;
                }
                _ => return,
            };
            let tight_left = tokens.tight_before(i);
            let right_side =
                wide(script(behind)) || behind.is_none_or(|t| t.mark(text).is_some_and(is_quote));
            if wide(script(tight_left)) && right_side {
                slips.push((Slip::Width, span, full.to_string()));
            }
        }
        "Arabic" => {
            let own = match mark {
                ',' => '،',
                ';' => '؛',
                '?' => '؟',
                '،' | '؛' | '؟' => {
                    right[Slip::Foreign as usize] += 1;
                    return;
                }
                _ => return,
            };
            let arabic = |t| script(t) == Some(Script::Arabic);
            if arabic(left) && (behind.is_none() || arabic(behind)) {
                slips.push((Slip::Foreign, span, own.to_string()));
            }
        }
        "Devanagari" | "Bengali" => {
            let own = matches!(script(left), Some(Script::Devanagari | Script::Bengali));
            let word = left.map_or(0, |t| {
                t.span
                    .of(text)
                    .chars()
                    .filter(|c| !is_combining(*c))
                    .count()
            });
            match mark {
                '।' => right[Slip::Foreign as usize] += 1,
                '.' if own
                    && word >= 3
                    && tokens.gap(i) == Gap::None
                    && ends_sentence(page, span) =>
                {
                    slips.push((Slip::Foreign, span, "।".to_owned()));
                }
                _ => {}
            }
        }
        "Greek" => match mark {
            ';' => right[Slip::Foreign as usize] += 1,
            '?' if script(left) == Some(Script::Greek) => {
                slips.push((Slip::Foreign, span, ";".to_owned()));
            }
            _ => {}
        },
        _ => {}
    }
}

/// Whether the mark at `span` is the last of its sentence.
fn ends_sentence(page: &Page<'_>, span: Span) -> bool {
    page.article
        .reading
        .sentence_at(span.start)
        .and_then(|s| page.article.sentences().get(s))
        .is_some_and(|s| s.span.end == span.end)
}
