//! The form of the language data.

use copydesk::document::{Document, Format};
use copydesk::language::lexicon::{Concept, bundled};
use copydesk::language::{Lang, Language, LanguageData, parse_strictly};
use copydesk::reading::{Reading, TokenKind};
use copydesk::text::classes::{Script, is_word_char, script_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data")
        .join(folder)
}

#[test]
fn every_language_has_a_file_that_parses_strictly() {
    let mut count = 0;
    for lang in Lang::all() {
        let path = data("languages").join(format!("{lang}.toml"));
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let language = parse_strictly(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!(language.tag, lang.tag(), "{}", path.display());
        if language.base.is_none() {
            assert_eq!(language.dates.months.len(), 12, "{lang}: months");
            assert_eq!(language.dates.weekdays.len(), 7, "{lang}: weekdays");
            assert!(
                language.words.function.len() >= 40,
                "{lang}: function words"
            );
            assert!(language.numbers.cardinals.len() >= 9, "{lang}: cardinals");
            assert!(!language.quotes.own.is_empty(), "{lang}: quotes");
        }
        for pair in language.quotes.own.iter().chain(&language.quotes.accepted) {
            assert_eq!(pair.chars().count(), 2, "{lang}: quotation marks {pair}");
        }
        for (word, value) in language
            .numbers
            .cardinals
            .iter()
            .chain(&language.numbers.scales)
        {
            assert!(*value >= 0.0 && !word.trim().is_empty(), "{lang}: {word}");
        }
        count += 1;
    }
    assert_eq!(count, 31);
}

#[test]
fn the_program_has_what_the_files_say() {
    for lang in Lang::all() {
        let text = fs::read_to_string(data("languages").join(format!("{lang}.toml"))).unwrap();
        let listed = parse_strictly(&text).unwrap();
        let language: &LanguageData = Language::of(lang);
        if listed.base.is_none() {
            assert_eq!(format!("{language:?}"), format!("{listed:?}"), "{lang}");
        } else {
            // A variant has the keys of its base as well.
            assert_eq!(language.tag, lang.tag());
            assert_eq!(language.letters, listed.letters, "{lang}");
            assert_eq!(language.dates.months.len(), 12, "{lang}");
        }
    }
}

/// News of every language keeps the titles of English names.
#[test]
fn english_titles_end_no_sentence_in_any_language() {
    for lang in Lang::all() {
        let language = Language::of(lang);
        for title in ["mr", "mrs", "ms", "dr", "prof"] {
            assert!(language.never_end.contains(title), "{lang}: {title}");
        }
    }
}

#[test]
fn a_month_form_names_one_month() {
    for lang in Lang::all() {
        let text = fs::read_to_string(data("languages").join(format!("{lang}.toml"))).unwrap();
        let language = parse_strictly(&text).unwrap();
        for (lists, what) in [
            (&language.dates.months, "month"),
            (&language.dates.weekdays, "weekday"),
        ] {
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            for (i, forms) in lists.iter().enumerate() {
                for form in forms {
                    let before = seen.insert(form.to_lowercase(), i);
                    assert!(
                        before.is_none_or(|b| b == i),
                        "{lang}: {what} form {form} stands twice"
                    );
                }
            }
        }
    }
}

/// The concepts of a lexicon file with their forms.
fn concepts(path: &Path) -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|line| {
            let (id, forms) = line
                .split_once('\t')
                .unwrap_or_else(|| panic!("{}: no tab in {line:?}", path.display()));
            (
                id.to_owned(),
                forms.split(", ").map(str::to_owned).collect(),
            )
        })
        .collect()
}

/// Whether the form, read as a text of the language, names the concept as a whole.
fn is_found(text: &str, lang: Lang, concept: Concept) -> bool {
    let document = Document::parse(text, Format::Lines);
    let reading = Reading::new(&document, lang);
    let tokens = reading.tokens_from(0);
    let index = bundled(lang);
    let mut found = Vec::new();
    if index.inside(&document.lower, &mut found) == document.lower.len() && found.contains(&concept)
    {
        return true;
    }
    found.clear();
    let mut words = tokens.iter().filter(|t| t.kind != TokenKind::Mark);
    let (Some(first), next) = (words.next(), words.next()) else {
        return false;
    };
    if next.is_none() {
        let form = reading.form(first);
        return form.is_some_and(|form| form.concepts.contains(&concept));
    }
    let taken = reading.phrases_at(tokens, &document.lower, &[index], &mut found);
    let rest = tokens.get(taken..).unwrap_or(&[]);
    taken > 0 && rest.iter().all(|t| t.kind == TokenKind::Mark) && found.contains(&concept)
}

/// Whether texts split the form elsewhere than between its words: it has a number at its start or as one with a word ("G20",
/// "2年"), or letters of a script with spaces before one without ("PK大戰").
fn is_split(form: &str) -> bool {
    let kind = |c: char| match c {
        c if c.is_numeric() => 1,
        c if is_word_char(c) => 2,
        _ => 0,
    };
    let unspaced = |c: char| script_of(c).is_some_and(|s| s.is_unspaced() || s == Script::Hangul);
    let pairs = form.chars().zip(form.chars().skip(1));
    form.starts_with(char::is_numeric)
        || !form.starts_with(unspaced) && form.contains(unspaced)
        || !form.starts_with(unspaced)
            && pairs
                .into_iter()
                .any(|(a, b)| kind(a) + kind(b) == 3 && kind(a) != 0 && kind(b) != 0)
}

#[test]
fn every_form_of_the_lexicon_can_be_found() {
    let mut lost = Vec::new();
    for lang in Lang::all() {
        for folder in ["lexicon", "names"] {
            let path = data(folder).join(format!("{lang}.tsv"));
            if !path.exists() {
                continue;
            }
            for (id, forms) in concepts(&path) {
                for form in forms {
                    let text = form.strip_suffix('*').unwrap_or(&form);
                    if !is_split(text) && !is_found(text, lang, Concept::of(&id)) {
                        lost.push(format!("{lang} {id}: {form}"));
                    }
                }
            }
        }
    }
    assert!(
        lost.is_empty(),
        "{} forms are never found:\n{}",
        lost.len(),
        lost.join("\n")
    );
}

#[test]
fn the_lexicon_is_well_formed() {
    for folder in ["lexicon", "names"] {
        let ids: BTreeSet<String> = concepts(&data(folder).join("en.tsv"))
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        assert!(ids.len() > 900, "{folder}: {}", ids.len());
        for lang in Lang::all() {
            let path = data(folder).join(format!("{lang}.tsv"));
            if !path.exists() {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            assert!(
                text.starts_with("# "),
                "{}: the first line says what it is",
                path.display()
            );
            let mut seen = BTreeSet::new();
            for (id, forms) in concepts(&path) {
                assert!(
                    ids.contains(&id),
                    "{}: unknown concept {id}",
                    path.display()
                );
                assert!(
                    seen.insert(id.clone()),
                    "{}: {id} stands twice",
                    path.display()
                );
                for form in &forms {
                    let stem = form.strip_suffix('*').unwrap_or(form);
                    assert!(
                        !stem.trim().is_empty() && stem.trim() == stem && !stem.contains('*'),
                        "{}: {id}: {form:?}",
                        path.display()
                    );
                }
                let distinct: BTreeSet<&String> = forms.iter().collect();
                assert_eq!(
                    distinct.len(),
                    forms.len(),
                    "{}: {id} has a form twice",
                    path.display()
                );
            }
        }
    }
}
