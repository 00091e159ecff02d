//! Slips that machines and people put into sentences.

use super::Random;
use encoding_rs::WINDOWS_1252;
use std::ops::Range;

/// How slips are put in, each into a sentence: where, and what stands there instead.
pub(super) const SENTENCE_SLIPS: [(&str, Slip); 8] = [
    ("a stop too many", stop_too_many),
    ("a space before the stop", space_before_stop),
    ("an entity", entity),
    ("an invisible character", invisible),
    ("a letter of another script", other_script),
    ("a wrong encoding", wrong_encoding),
    ("a word twice", word_twice),
    ("empty brackets", empty_brackets),
];

/// Where a slip goes in a sentence and what stands there then; `None` if there is no place for it.
pub(super) type Slip = fn(&str, &str, &mut Random) -> Option<(Range<usize>, String)>;

/// The words of a sentence that are letters only, of at least so many.
fn words(sentence: &str, least: usize) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut out = Vec::new();
    for word in sentence.split(' ') {
        let start = at;
        at += word.len() + 1;
        let plain = word.chars().all(char::is_alphabetic) && word.chars().count() >= least;
        if plain && start > 0 {
            out.push(start..start + word.len());
        }
    }
    out
}

fn word(sentence: &str, least: usize, random: &mut Random) -> Option<Range<usize>> {
    let words = words(sentence, least);
    (!words.is_empty()).then(|| random.pick(&words).clone())
}

fn stop_too_many(sentence: &str, _: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let end = sentence.len();
    let stop = sentence
        .chars()
        .next_back()
        .filter(|c| matches!(c, '.' | '。'))?;
    let wrong = match stop {
        '。' => "。。",
        _ => random.pick(&[". .", ".."]),
    };
    Some((end - stop.len_utf8()..end, wrong.to_owned()))
}

fn space_before_stop(sentence: &str, _: &str, _: &mut Random) -> Option<(Range<usize>, String)> {
    let start = sentence.strip_suffix('.')?.len();
    Some((start..start, " ".to_owned()))
}

fn entity(sentence: &str, _: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let word = word(sentence, 2, random)?;
    Some((word.start - 1..word.start, "&#32;".to_owned()))
}

fn invisible(sentence: &str, lang: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let word = word(sentence, 4, random).filter(|_| lang != "hi")?;
    let inside = sentence[word.clone()].char_indices().nth(2)?.0 + word.start;
    Some((
        inside..inside,
        random
            .pick(&["\u{200b}", "\u{2060}", "\u{feff}"])
            .to_string(),
    ))
}

fn other_script(sentence: &str, lang: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let twins = [('a', 'а'), ('e', 'е'), ('o', 'о'), ('c', 'с'), ('p', 'р')];
    let word = word(sentence, 5, random)
        .filter(|_| matches!(lang, "en" | "es" | "de" | "it" | "ru" | "uk"))?;
    let (at, letter, twin) =
        sentence[word.clone()]
            .char_indices()
            .skip(1)
            .find_map(|(at, c)| {
                let twin = twins.iter().find_map(|(l, cyrillic)| match c {
                    _ if c == *l => Some(*cyrillic),
                    _ if c == *cyrillic => Some(*l),
                    _ => None,
                });
                twin.map(|twin| (at + word.start, c, twin))
            })?;
    Some((at..at + letter.len_utf8(), twin.to_string()))
}

/// The bytes of a word read as those of another code page.
fn wrong_encoding(sentence: &str, _: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let mut words = words(sentence, 3);
    words.retain(|w| !sentence[w.clone()].is_ascii());
    let word = (!words.is_empty()).then(|| random.pick(&words).clone())?;
    let (wrong, _, _) = WINDOWS_1252.decode(sentence[word.clone()].as_bytes());
    Some((word, wrong.into_owned()))
}

fn word_twice(sentence: &str, _: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let word = word(sentence, 2, random)?;
    let twice = format!("{0} {0}", &sentence[word.clone()]);
    Some((word, twice))
}

fn empty_brackets(sentence: &str, _: &str, random: &mut Random) -> Option<(Range<usize>, String)> {
    let word = word(sentence, 2, random)?;
    Some((
        word.start - 1..word.start,
        random.pick(&[" () ", " [] "]).to_string(),
    ))
}
