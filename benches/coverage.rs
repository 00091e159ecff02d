//! What the bundled lexicon covers: the share of English content words of which some concept stands in the true translation of
//! their sentence, and in a sentence of another article, for each language.
//!
//! `cargo bench --bench coverage -- FOLDER`, where `FOLDER/ARTICLE/LANG.txt` holds one sentence a line and line n of a version
//! renders line n of `en.txt`; by default the articles of `data/examples/clean`, whose blocks correspond.
//!
//! With `--missed` also the English words whose concepts are missing in the true sentence most often: what the lexicon of the
//! language should get next.
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr)]

mod newsroom;

use copydesk::desk;
use copydesk::document::Format;
use copydesk::language::lexicon::{Concept, bundled};
use copydesk::rules::Article;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Shortest content word, in letters.
const MIN_LETTERS: usize = 3;

/// How many missed words of a language are shown.
const SHOWN: usize = 150;

/// A content word of the source, in lower case, and its concepts.
type Word = (String, Vec<Concept>);
/// The content words of a sentence.
type Words = Vec<Word>;

/// A translated article.
struct Version {
    /// Number of its source.
    source: usize,
    /// The concepts of each sentence.
    sentences: Vec<BTreeSet<Concept>>,
}

/// Hits in true and in other sentences.
#[derive(Default)]
struct Tally {
    words: usize,
    known: usize,
    in_true: usize,
    in_other: usize,
    /// For each known word, how often its concepts are missing in the true sentence and how often it occurs.
    missed: BTreeMap<String, (usize, usize)>,
}

fn main() {
    let show_missed = std::env::args().any(|a| a == "--missed");
    let folder = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let folder = folder.map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/examples/clean"),
        PathBuf::from,
    );
    let mut sources: Vec<Vec<Words>> = Vec::new();
    let mut languages: BTreeMap<&str, Vec<Version>> = BTreeMap::new();
    for family in newsroom::families(&folder, Some(Format::Lines)).into_values() {
        let source = desk::read(family.source.as_ref().expect("families have a source"));
        let count = source.sentences().len();
        for version in family.versions.iter().map(desk::read) {
            let sentences: Vec<_> = (0..version.sentences().len())
                .map(|s| concepts(&version, s))
                .collect();
            if sentences.len() == count {
                let versions = languages.entry(version.reading.lang.tag()).or_default();
                versions.push(Version {
                    source: sources.len(),
                    sentences,
                });
            }
        }
        sources.push((0..count).map(|s| content_words(&source, s)).collect());
    }
    println!(
        "| language | content words | known in English | in the true sentence | in another sentence |"
    );
    println!("| --- | --- | --- | --- | --- |");
    let tallies: Vec<(&str, Tally)> = languages
        .iter()
        .map(|(lang, versions)| (*lang, Tally::of(&sources, versions)))
        .collect();
    for (lang, t) in &tallies {
        let share = |n: usize| 100.0 * n as f64 / t.words.max(1) as f64;
        println!(
            "| {lang} | {} | {:.1} % | {:.1} % | {:.1} % |",
            t.words,
            share(t.known),
            share(t.in_true),
            share(t.in_other)
        );
    }
    for (lang, tally) in tallies.iter().filter(|_| show_missed) {
        println!("\n{lang}: word, times missed, times used");
        let mut words: Vec<_> = tally.missed.iter().collect();
        words.sort_by_key(|(_, (missed, _))| std::cmp::Reverse(*missed));
        for (word, (missed, used)) in words.into_iter().take(SHOWN) {
            println!("{word}\t{missed}\t{used}");
        }
    }
}

impl Tally {
    fn of(sources: &[Vec<Words>], versions: &[Version]) -> Tally {
        let mut tally = Tally::default();
        let all: Vec<&BTreeSet<Concept>> = versions.iter().flat_map(|v| &v.sentences).collect();
        let pairs = versions
            .iter()
            .flat_map(|v| sources[v.source].iter().zip(&v.sentences));
        for (at, (words, truth)) in pairs.enumerate() {
            // Half the collection away: another article where there are several.
            let other = all[(at + all.len() / 2) % all.len()];
            for (word, concepts) in words {
                let hit = concepts.iter().any(|c| truth.contains(c));
                tally.words += 1;
                tally.known += usize::from(!concepts.is_empty());
                tally.in_true += usize::from(hit);
                tally.in_other += usize::from(concepts.iter().any(|c| other.contains(c)));
                if !concepts.is_empty() {
                    let (missed, used) = tally.missed.entry(word.clone()).or_default();
                    *missed += usize::from(!hit);
                    *used += 1;
                }
            }
        }
        tally
    }
}

/// The concepts of each word of a sentence that is no function word: its own and those of phrases that start with it.
fn content_words(article: &Article, sentence: usize) -> Words {
    let tokens = article.tokens_of(sentence);
    let mut out = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(form) = article.reading.form(token) else {
            continue;
        };
        let word = token.span.of(&article.document.lower);
        if word.chars().count() < MIN_LETTERS || form.functions.contains(article.reading.lang) {
            continue;
        }
        let mut found = form.concepts.to_vec();
        phrase(article, sentence, at, &mut found);
        out.push((word.to_owned(), found));
    }
    out
}

/// All concepts of a sentence.
fn concepts(article: &Article, sentence: usize) -> BTreeSet<Concept> {
    let index = bundled(article.reading.lang);
    let tokens = article.tokens_of(sentence);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if let Some(form) = article.reading.form(token) {
            found.extend_from_slice(&form.concepts);
            phrase(article, sentence, at, &mut found);
        }
    }
    if index.has_inside()
        && let (Some(first), Some(last)) = (tokens.first(), tokens.last())
    {
        let text = &article.document.lower[first.span.start..last.span.end];
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let length = index.inside(&text[at..], &mut found);
            at += length.max(c.len_utf8());
        }
    }
    found.into_iter().collect()
}

fn phrase(article: &Article, sentence: usize, at: usize, found: &mut Vec<Concept>) {
    let reading = &article.reading;
    let ahead = &article.tokens_of(sentence)[at..];
    let lower = &article.document.lower;
    reading.phrases_at(ahead, lower, &[bundled(reading.lang)], found);
}
