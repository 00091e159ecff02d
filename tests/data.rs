//! The form of the language data.

use copydesk::language::lexicon::{Concept, bundled, normalised};
use copydesk::language::{Lang, Language, LanguageData, parse_strictly};
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

#[test]
fn every_form_of_the_lexicon_can_be_found() {
    let mut lost = Vec::new();
    for lang in Lang::all() {
        let index = bundled(lang);
        let path = data("lexicon").join(format!("{lang}.tsv"));
        if !path.exists() {
            continue;
        }
        for (id, forms) in concepts(&path) {
            for form in forms {
                let text = normalised(form.strip_suffix('*').unwrap_or(&form));
                let words: Vec<&str> = text.split([' ', '-']).filter(|w| !w.is_empty()).collect();
                let mut found = Vec::new();
                index.inside(&text, &mut found);
                if words.len() > 1 {
                    index.phrase(&words, &mut found);
                } else {
                    index.word(&text, &mut found);
                }
                if !found.contains(&Concept::of(&id)) {
                    lost.push(format!("{lang} {id}: {form}"));
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
