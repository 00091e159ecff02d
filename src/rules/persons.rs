//! Which words of a translation are names of people, and nothing else that is known of its language.

use super::mentions;
use super::names::{Form, is_alike, is_known_name};
use super::page::{Article, Pair};
use crate::language::lexicon::bundled;
use crate::language::{Places, is_name_of_people};

/// Shortest name of a person that may carry an ending, in letters.
const MIN_STEM: usize = 4;

/// Whether the word is the name of a person that the version kept as the letters of the source spell it, with or without
/// an ending, and nothing else that is known of its language.
pub(super) fn is_person(form: &Form, pair: &Pair<'_>) -> bool {
    let article = pair.version;
    let word = article.slice(form.span);
    if !form.concepts.is_empty()
        || !is_spelled_alike(form, pair)
        || is_beside_own_name(form, pair)
        || is_behind_hyphen(form, article)
        || starts_term(form, article)
    {
        return false;
    }
    let endings = Places::of(article.reading.lang).endings();
    let folded = &form.folded;
    let people = (0..=endings)
        .map_while(|cut| folded.len().checked_sub(cut))
        .take_while(|&end| end == folded.len() || end >= MIN_STEM)
        .any(|end| is_name_of_people(&folded[..end]));
    people
        && word.chars().any(char::is_lowercase)
        && !has_meaning(form, article)
        && !is_known_name(article, form)
        && !is_in_place(form, article)
}

/// Whether the version writes the word in letters that the language of the source has.
pub(super) fn is_spelled_alike(form: &Form, pair: &Pair<'_>) -> bool {
    let letters = &pair.source.reading.lang.profile().letters;
    let lower = form.span.of(&pair.version.document.lower);
    lower.chars().all(|c| c.is_ascii() || letters.contains(c))
}

/// Whether a name stands beside it that the version's language spells in its own way, and that is none of the source's:
/// "Thanh Hải" is a province of China, not a Mr Thanh.
fn is_beside_own_name(form: &Form, pair: &Pair<'_>) -> bool {
    [-1, 1].into_iter().any(|by| {
        let next = pair.version.forms().neighbour(form, by);
        next.filter(|n| n.named && !n.first && !is_spelled_alike(n, pair))
            .is_some_and(|n| !pair.source.forms().candidates(n).any(|s| is_alike(s, n)))
    })
}

/// Whether the word starts a term of several words: "Khoa học" is science and not Mr Khoa.
fn starts_term(form: &Form, article: &Article) -> bool {
    if !form.starts_phrase {
        return false;
    }
    let reading = &article.reading;
    let ahead = reading.tokens_from(form.token);
    let lower = &article.document.lower;
    reading.phrases_at(ahead, lower, &[bundled(reading.lang)], &mut Vec::new()) > 0
}

/// Whether the word is a month, a weekday or another word of figures and dates.
pub(super) fn has_meaning(form: &Form, article: &Article) -> bool {
    let meanings = article.language().meanings();
    meanings
        .longest_at(&article.document.lower, form.span.start)
        .is_some()
}

/// Whether the word belongs to the name of a place.
fn is_in_place(form: &Form, article: &Article) -> bool {
    let mut places = Vec::new();
    if let Some(sentence) = article.reading.sentence_at(form.span.start) {
        mentions::in_sentence(article, sentence, &mut places);
    }
    places.iter().any(|p| p.span.overlaps(form.span))
}

/// Whether the word is a later part of a compound.
fn is_behind_hyphen(form: &Form, article: &Article) -> bool {
    article.text()[..form.span.start].ends_with(['-', '\u{2010}', '\u{2011}'])
}
