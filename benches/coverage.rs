//! What the bundled lexicon covers: the share of English content words of which some concept stands in the true translation of
//! their sentence, and in a sentence of another article, for each language.
//!
//! `cargo bench --bench coverage -- FOLDER`, where `FOLDER/ARTICLE/LANG.txt` holds one sentence a line and line n of a version
//! renders line n of `en.txt`; by default the articles of `data/examples/clean`, whose blocks correspond.
//!
//! With `--missed` also the English words whose concepts are missing in the true sentence most often: what the lexicon of the
//! language should get next. With `--chance` the words of both languages that meet most often by chance under one concept: what the
//! lexicon should lose. For each, hits a thousand content words in the true sentence, and in any sentence if it were drawn by lot.
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr)]

mod newsroom;

use copydesk::desk;
use copydesk::document::Format;
use copydesk::language::lexicon::{Concept, bundled};
use copydesk::rules::Article;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Shortest content word, in letters.
const MIN_LETTERS: usize = 3;

/// How many missed words, or words that meet by chance, of a language are shown.
const SHOWN: usize = 150;

/// A content word of the source, in lower case, and its concepts.
type Word = (String, Vec<Concept>);
/// The content words of a sentence.
type Words = Vec<Word>;
/// The concepts of a sentence, each with the words that name it.
type Named = BTreeMap<Concept, BTreeSet<String>>;

/// A translated article.
struct Version {
    /// Number of its source.
    source: usize,
    /// What each sentence names.
    sentences: Vec<Named>,
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
    let show_chance = std::env::args().any(|a| a == "--chance");
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
                .map(|s| named(&version, s))
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
    let names = if show_chance {
        names()
    } else {
        BTreeMap::new()
    };
    for (lang, versions) in languages.iter().filter(|_| show_chance) {
        println!(
            "\n{lang}: concept, English word, word of the version, true and by chance a thousand words, chance a true one"
        );
        for meeting in meetings(&sources, versions).iter().take(SHOWN) {
            let Meeting { truth, chance, .. } = meeting;
            println!(
                "{}\t{}\t{}\t{truth:.3}\t{chance:.3}\t{:.2}",
                names.get(&meeting.concept).map_or("?", String::as_str),
                meeting.word,
                meeting.form,
                chance / truth
            );
        }
    }
}

impl Tally {
    fn of(sources: &[Vec<Words>], versions: &[Version]) -> Tally {
        let mut tally = Tally::default();
        let all: Vec<&Named> = versions.iter().flat_map(|v| &v.sentences).collect();
        let pairs = versions
            .iter()
            .flat_map(|v| sources[v.source].iter().zip(&v.sentences));
        for (at, (words, truth)) in pairs.enumerate() {
            // Half the collection away: another article where there are several.
            let other = all[(at + all.len() / 2) % all.len()];
            for (word, concepts) in words {
                let hit = concepts.iter().any(|c| truth.contains_key(c));
                tally.words += 1;
                tally.known += usize::from(!concepts.is_empty());
                tally.in_true += usize::from(hit);
                tally.in_other += usize::from(concepts.iter().any(|c| other.contains_key(c)));
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

/// Words of both languages under one concept.
struct Meeting<'a> {
    concept: Concept,
    word: &'a str,
    form: &'a str,
    /// How often the form stands in the true sentence of the word, for a thousand content words.
    truth: f64,
    /// How often it would stand there if sentences were paired by lot.
    chance: f64,
}

/// The words that meet, those first that do so most often by chance.
fn meetings<'a>(sources: &'a [Vec<Words>], versions: &'a [Version]) -> Vec<Meeting<'a>> {
    let mut words: BTreeMap<Concept, BTreeMap<&str, f64>> = BTreeMap::new();
    let mut forms: BTreeMap<(Concept, &str), f64> = BTreeMap::new();
    let mut together: BTreeMap<(Concept, &str, &str), f64> = BTreeMap::new();
    let (mut sentences, mut thousands) = (0.0, 0.0);
    for version in versions {
        for (source, truth) in sources[version.source].iter().zip(&version.sentences) {
            sentences += 1.0;
            thousands += source.len() as f64 / 1000.0;
            for (concept, named_by) in truth {
                for form in named_by {
                    *forms.entry((*concept, form)).or_default() += 1.0;
                }
            }
            for (word, concept) in source
                .iter()
                .flat_map(|(w, all)| all.iter().map(move |c| (w, c)))
            {
                *words.entry(*concept).or_default().entry(word).or_default() += 1.0;
                for form in truth.get(concept).into_iter().flatten() {
                    *together.entry((*concept, word, form)).or_default() += 1.0;
                }
            }
        }
    }
    let mut found: Vec<Meeting> = Vec::new();
    for ((concept, form), with_form) in forms {
        for (word, with_word) in words.get(&concept).into_iter().flatten() {
            let truth = together.get(&(concept, word, form)).unwrap_or(&0.0);
            found.push(Meeting {
                concept,
                word,
                form,
                truth: truth / thousands,
                chance: with_word * with_form / sentences / thousands,
            });
        }
    }
    found.sort_by(|a, b| b.chance.total_cmp(&a.chance));
    found
}

/// The names of the concepts.
fn names() -> BTreeMap<Concept, String> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut names = BTreeMap::new();
    for file in ["lexicon/en.tsv", "names/en.tsv"] {
        let text =
            std::fs::read_to_string(data.join(file)).expect("the lexicon of English is there");
        let ids = text.lines().filter_map(|l| Some(l.split_once('\t')?.0));
        names.extend(ids.map(|id| (Concept::of(id), id.to_owned())));
    }
    names
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
fn named(article: &Article, sentence: usize) -> Named {
    let index = bundled(article.reading.lang);
    let tokens = article.tokens_of(sentence);
    let lower = &article.document.lower;
    let mut named = Named::new();
    let mut note = |found: &mut Vec<Concept>, by: &str| {
        for concept in found.drain(..) {
            named.entry(concept).or_default().insert(by.to_owned());
        }
    };
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if let Some(form) = article.reading.form(token) {
            found.extend_from_slice(&form.concepts);
            note(&mut found, token.span.of(lower));
            let taken = phrase(article, sentence, at, &mut found).max(1);
            let end = tokens[at + taken - 1].span.end;
            note(&mut found, &lower[token.span.start..end]);
        }
    }
    if index.has_inside()
        && let (Some(first), Some(last)) = (tokens.first(), tokens.last())
    {
        let text = &lower[first.span.start..last.span.end];
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let length = index.inside(&text[at..], &mut found);
            note(&mut found, &text[at..at + length]);
            at += length.max(c.len_utf8());
        }
    }
    named
}

/// Appends the concepts of the phrases that start with the token, and gives how many tokens the longest takes.
fn phrase(article: &Article, sentence: usize, at: usize, found: &mut Vec<Concept>) -> usize {
    let reading = &article.reading;
    let ahead = &article.tokens_of(sentence)[at..];
    let lower = &article.document.lower;
    reading.phrases_at(ahead, lower, &[bundled(reading.lang)], found)
}
