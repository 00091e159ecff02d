//! Lengths of videos that stand where the player was: `Title 7:09`, `02:36` alone on a line, `Duration: 00:48`.

use super::Page;
use super::labels::{Label, Labels};
use super::lines::{
    after, before, ends_with_any, ends_with_stop, is_added, line_end, line_start, source_has,
    source_text, word_count, words_before,
};
use crate::finding::Severity;
use crate::language::Language;
use crate::reading::{Token, TokenKind};
use crate::text::Span;
use crate::text::classes::{
    digit_value, is_closing, is_dash, is_quote, is_sentence_end, is_word_char,
};

/// Where a player time stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Alone on its line.
    Alone,
    /// Behind a word such as "Duration".
    Labelled,
    /// Behind a title that has no full stop, at the end of the line.
    Title,
    /// Behind a finished sentence.
    Behind,
}

/// The length of a video in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlayerTime {
    /// The time, with the label before it.
    pub(super) span: Span,
    /// The line that it stands in.
    pub(super) line: Span,
    /// What goes when it is deleted.
    pub(super) cut: Span,
    pub(super) place: Place,
    pub(super) severity: Severity,
    /// Whether deleting it cannot hurt.
    pub(super) safe: bool,
    /// Whether it counts only beside others.
    weak: bool,
}

/// The shortest title, in words, of which a time at the end is surely a length and not a result or a programme.
const TITLE_WORDS: usize = 3;
/// So many times alone on their lines are the clock of a live report.
const LIVE_REPORT: usize = 3;

/// The player times of a page, in order.
pub(super) fn player_times(page: &Page<'_>) -> Vec<PlayerTime> {
    let text = page.text();
    let mut found: Vec<PlayerTime> = Vec::new();
    if memchr::memchr(b':', text.as_bytes()).is_none()
        && !text.contains('：')
        && !text.contains(',')
    {
        return found;
    }
    for token in &page.article.reading.tokens {
        if token.kind == TokenKind::Number
            && let Some(time) = Clockface::of(token.span.of(text))
            && let Some(player) = judge(page, token, time)
        {
            found.push(player);
        }
    }
    let alone = found.iter().filter(|p| p.place == Place::Alone).count();
    let titled = found
        .iter()
        .filter(|p| p.place == Place::Title && p.severity > Severity::Note && !p.weak)
        .count();
    found.retain(|p| !p.weak || titled > 0);
    for player in &mut found {
        match player.place {
            Place::Alone if alone >= LIVE_REPORT => player.severity = Severity::Note,
            Place::Title if titled >= 2 => {
                player.safe = true;
                player.severity = player.severity.max(Severity::Warning);
            }
            _ => {}
        }
    }
    found
}

/// Whether a titled line is not the headline and renders nothing of the source, so that all of it may be left over.
pub(super) fn stands_alone(page: &Page<'_>, line: Span) -> bool {
    let headline = page.article.document.blocks.first();
    line.start >= headline.map_or(0, |b| b.span.end)
        && (page.source().is_none() || is_added(page, line.start))
}

/// What a token of digits and colons says as a time.
#[derive(Clone, Copy)]
struct Clockface {
    first: u32,
    second: u32,
    /// Hours, minutes and seconds, or minutes and seconds with a comma between.
    odd_form: bool,
    comma: bool,
    /// Whether it could as well be a time of day written in the 24-hour way.
    clock_like: bool,
}

impl Clockface {
    fn of(token: &str) -> Option<Clockface> {
        let mut groups: [(u32, usize); 3] = [(0, 0); 3];
        let mut group = 0;
        let mut comma = false;
        for c in token.chars() {
            if let Some(digit) = digit_value(c) {
                let (value, digits) = &mut groups[group];
                *value = value.saturating_mul(10).saturating_add(u32::from(digit));
                *digits += 1;
            } else if matches!(c, ':' | '：') && group < 2 && !comma {
                group += 1;
            } else if matches!(c, ',' | '.') && group == 0 {
                comma = true;
                group += 1;
            } else {
                return None;
            }
        }
        let [(first, width), rest @ ..] = groups;
        let whole = group >= 1 && (1..=2).contains(&width);
        let parts = rest
            .iter()
            .take(group)
            .all(|&(value, digits)| digits == 2 && value < 60);
        (whole && parts).then_some(Clockface {
            first,
            second: rest[0].0,
            odd_form: group == 2,
            comma,
            clock_like: group == 1 && width == 2 && (10..=24).contains(&first),
        })
    }
}

fn judge(page: &Page<'_>, token: &Token, time: Clockface) -> Option<PlayerTime> {
    let text = page.text();
    let language = page.language();
    let line = Span::new(
        line_start(text, token.span.start),
        line_end(text, token.span.end),
    )
    .trimmed(text);
    let head = text.get(line.start..token.span.start)?;
    let tail = text.get(token.span.end..line.end)?;
    let at_end = tail.chars().all(|c| is_closing(c) || c.is_whitespace());
    let title = head.trim_end();
    if !language_of_source_lacks(page, token, time) {
        return None;
    }
    let span = token.span;
    let cut = Span::new(line.start + title.len(), span.end);
    let added = is_added(page, line.start);
    let paired = page.source().is_some();
    let player = |place, span, cut, severity, safe| {
        Some(PlayerTime {
            span,
            line,
            cut,
            place,
            severity,
            safe,
            weak: false,
        })
    };
    if let Some(start) = label_before(page, line.start, span.start)
        && at_end
    {
        let span = Span::new(start, span.end);
        let severity = if time.clock_like {
            Severity::Warning
        } else {
            Severity::Error
        };
        return player(Place::Labelled, span, span, severity, true);
    }
    if time.comma {
        return None;
    }
    if title.is_empty() {
        let bare = at_end || is_minute_word(language, tail);
        return if bare {
            player(Place::Alone, line, line, Severity::Warning, true)
        } else {
            None
        };
    }
    // Only white space or the end of a sentence may stand right before the time.
    let spaced = head.len() > title.len();
    if !spaced || is_clock_context(page, title, span.start, time) {
        return None;
    }
    let behind = title
        .chars()
        .rev()
        .find(|&c| !is_closing(c))
        .is_some_and(is_sentence_end);
    let question = behind && !ends_with_stop(title);
    let titled = question && !has_inner_stop(title);
    if at_end && (!behind || titled) {
        let words = word_count(title, language.is_unspaced());
        let severity = match (time.clock_like, paired) {
            _ if words < TITLE_WORDS && !paired => Severity::Note,
            (false, _) => Severity::Error,
            (true, true) => Severity::Warning,
            (true, false) => Severity::Note,
        };
        let weak = ends_weakly(page, span.start);
        if weak && time.clock_like {
            return None;
        }
        return player(Place::Title, span, cut, severity, added).map(|time| PlayerTime {
            weak: weak && !paired,
            ..time
        });
    }
    if !behind || (!at_end && !starts_sentence(language, tail)) {
        return None;
    }
    let severity = match (time.clock_like, paired) {
        (false, _) if at_end => Severity::Error,
        (false, _) | (true, true) => Severity::Warning,
        (true, false) => Severity::Note,
    };
    player(
        Place::Behind,
        span,
        cut,
        severity,
        severity > Severity::Note,
    )
}

/// Whether the source, where there is one, does not say this time.
fn language_of_source_lacks(page: &Page<'_>, token: &Token, time: Clockface) -> bool {
    if page.source().is_none() {
        return true;
    }
    if source_has(page, token.span.of(page.text())) {
        return false;
    }
    !says_time(source_text(page, token.span.start), time)
}

/// Whether `text` has the hour and the minute beside each other, or the full hour.
fn says_time(text: &str, time: Clockface) -> bool {
    let mut numbers: Vec<(u32, usize, usize)> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let Some(digit) = digit_value(c) else {
            open = false;
            continue;
        };
        let end = at + c.len_utf8();
        match numbers.last_mut() {
            Some((value, _, last)) if open => {
                *value = value.saturating_mul(10).saturating_add(u32::from(digit));
                *last = end;
            }
            _ => numbers.push((u32::from(digit), at, end)),
        }
        open = true;
    }
    let hour = |h: u32| h == time.first || (h < 24 && time.first < 24 && h % 12 == time.first % 12);
    numbers
        .windows(2)
        .any(|pair| hour(pair[0].0) && pair[1].0 == time.second && pair[1].1 - pair[0].2 <= 4)
        || (time.second == 0 && numbers.iter().any(|n| hour(n.0)))
}

/// Where a word such as "Duration" starts that stands before the time, with nothing but a colon or comma in between.
fn label_before(page: &Page<'_>, line: usize, time: usize) -> Option<usize> {
    let text = page.text();
    let labels = Labels::of(page.article);
    let gap = |end: usize| {
        text.get(end..time).is_some_and(|gap| {
            gap.chars()
                .all(|c| c.is_whitespace() || matches!(c, ':' | '：' | ',' | '、' | '،'))
        })
    };
    let colon = |end: usize| {
        text.get(end..time)
            .is_some_and(|gap| gap.trim().starts_with([':', '：', ',', '、']))
    };
    let head = words_before(page.lower(), time);
    let from = time.saturating_sub(64).max(line);
    head.char_indices()
        .map(|(at, _)| page.lower()[..time].trim_end().len() - head.len() + at)
        .filter(|&at| at >= from)
        .filter(|&at| at == line || !before(text, at).is_some_and(is_word_char))
        .find(|&at| {
            labels
                .at(page.lower(), at, Label::Player)
                .is_some_and(|phrase| {
                    phrase.end <= time && gap(phrase.end) && (at == line || colon(phrase.end))
                })
        })
}

fn is_minute_word(language: &Language, tail: &str) -> bool {
    let tail = tail.trim().trim_end_matches('.').to_lowercase();
    !tail.is_empty()
        && language
            .durations
            .minute
            .iter()
            .any(|m| m.to_lowercase() == tail)
}

/// Whether what stands before the time makes it a time of day, a result or a part of a list.
fn is_clock_context(page: &Page<'_>, title: &str, at: usize, time: Clockface) -> bool {
    let language = page.language();
    let unspaced = language.is_unspaced();
    let Some(last) = title.chars().next_back() else {
        return false;
    };
    let mark = matches!(
        last,
        ',' | ':'
            | ';'
            | '/'
            | '|'
            | '+'
            | '='
            | '('
            | '['
            | '、'
            | '，'
            | '：'
            | '@'
            | '~'
            | '≈'
            | '،'
    ) || is_dash(last, true);
    if mark || (digit_value(last).is_some() && time.clock_like) {
        return true;
    }
    let head = words_before(page.lower(), at);
    let clock = &language.clock;
    let dates = &language.dates;
    let near = clock
        .before
        .iter()
        .chain(&clock.am)
        .chain(&clock.pm)
        .chain(&clock.noon)
        .chain(&clock.midnight);
    let days = dates
        .today
        .iter()
        .chain(&dates.yesterday)
        .chain(&dates.tomorrow)
        .chain(dates.weekdays.iter().flatten())
        .chain(dates.months.iter().flatten().filter(|_| time.clock_like));
    // A title may end with a day; against a source that has no such time it does.
    let near = near.chain(days.filter(|_| time.clock_like || page.source().is_none()));
    if ends_with_any(head, near, unspaced) {
        return true;
    }
    time.clock_like && !time.odd_form && {
        let title = title.to_lowercase();
        title
            .split(|c: char| !is_word_char(c))
            .any(|w| clock.score.iter().any(|s| s.to_lowercase() == w))
    }
}

/// Whether the last word before the time is one that titles seldom end with: a preposition, a word of results.
fn ends_weakly(page: &Page<'_>, at: usize) -> bool {
    let language = page.language();
    let head = words_before(page.lower(), at);
    let word = head.rsplit(|c: char| !is_word_char(c)).next().unwrap_or("");
    // Where verbs and postpositions stand last, the last word tells nothing.
    let prepositions = language.has_case() || language.is_right_to_left();
    prepositions
        && (language.function_words.contains(word)
            || ends_with_any(head, &language.clock.score, false))
}

/// Whether a sentence ends inside the text, before its last mark.
fn has_inner_stop(title: &str) -> bool {
    let inner = title.trim_end_matches(|c| is_closing(c) || is_sentence_end(c));
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        if is_sentence_end(c) && c != '.' {
            return true;
        }
        if c == '.'
            && chars
                .peek()
                .is_some_and(|n| n.is_whitespace() || is_closing(*n))
        {
            return true;
        }
    }
    false
}

/// Whether `tail` goes on with the start of a sentence and not with a word of the clock.
fn starts_sentence(language: &Language, tail: &str) -> bool {
    let rest = tail.trim_start();
    let Some(first) = rest.chars().next() else {
        return true;
    };
    if !(is_word_char(first) || is_quote(first) || matches!(first, '¿' | '¡' | '‘' | '\'')) {
        return false;
    }
    if language.has_case() && first.is_lowercase() {
        return false;
    }
    let lower = rest.to_lowercase();
    let clock = &language.clock;
    !clock
        .after
        .iter()
        .chain(&clock.am)
        .chain(&clock.pm)
        .chain(&clock.hour_marks)
        .chain(&language.durations.minute)
        .chain(&language.durations.hour)
        .any(|term| {
            let term = term.to_lowercase();
            lower.strip_prefix(term.as_str()).is_some_and(|rest| {
                language.is_unspaced() || !after(rest, 0).is_some_and(is_word_char)
            })
        })
}
