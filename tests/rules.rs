//! Holds the rules to their form: documentation that runs, names, order, files.

use copydesk::desk::{self, Family, Options, TextInput};
use copydesk::document::Format;
use copydesk::finding::Severity;
use copydesk::language::Lang;
use copydesk::rules::{self, RULES, Rule};

/// The four sections of every rule's documentation, in order.
const SECTIONS: [&str; 4] = [
    "## What it finds",
    "## Why it matters",
    "## Example",
    "## What it leaves alone",
];

/// One example of a rule's documentation.
struct Example {
    bad: bool,
    source: Option<(String, String)>,
    lang: String,
    format: Format,
    text: String,
}

/// The fenced blocks `bad` and `good` of a documentation.
fn examples(docs: &str) -> Vec<Example> {
    let mut out = Vec::new();
    let mut open: Option<(bool, String, Format, Vec<String>)> = None;
    for line in docs.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match &mut open {
            None => {
                let mut words = line.trim().strip_prefix("```").unwrap_or("").split(' ');
                let bad = match words.next() {
                    Some("bad") => true,
                    Some("good") => false,
                    _ => continue,
                };
                let lang = words.next().unwrap_or("en").to_owned();
                let format = words.next().and_then(Format::from_name);
                open = Some((bad, lang, format.unwrap_or(Format::Text), Vec::new()));
            }
            Some((bad, lang, format, lines)) => {
                if line.trim() != "```" {
                    lines.push(unescape(line));
                    continue;
                }
                let bar = lines.iter().position(|l| l.trim() == "---");
                let (source, lang, text) = match (lang.split_once('>'), bar) {
                    (Some((from, to)), Some(bar)) => (
                        Some((from.to_owned(), lines[..bar].join("\n"))),
                        to.to_owned(),
                        lines[bar + 1..].join("\n"),
                    ),
                    _ => (None, lang.clone(), lines.join("\n")),
                };
                out.push(Example {
                    bad: *bad,
                    source,
                    lang,
                    format: *format,
                    text,
                });
                open = None;
            }
        }
    }
    out
}

/// `\u{200b}` in documentation stands for the character, which nobody could see.
fn unescape(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("\\u{") {
        let Some(end) = rest[at..].find('}') else {
            break;
        };
        let code = u32::from_str_radix(&rest[at + 3..at + end], 16).ok();
        out.push_str(&rest[..at]);
        out.extend(code.and_then(char::from_u32));
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out
}

fn input(lang: &str, format: Format, text: &str) -> TextInput {
    TextInput {
        text: text.into(),
        format,
        lang: Some(Lang::from_tag(lang).unwrap_or_else(|| panic!("no data for {lang}"))),
    }
}

/// What the rule says of the example's version, in any severity.
fn fires(rule: &Rule, example: &Example) -> bool {
    let family = Family {
        source: example
            .source
            .as_ref()
            .map(|(lang, text)| input(lang, example.format, text)),
        versions: vec![input(&example.lang, example.format, &example.text)],
    };
    desk::check(&family, &Options::default())
        .findings
        .iter()
        .any(|f| f.rule == rule.name)
}

#[test]
fn the_registry_is_sorted_and_without_doubles() {
    for pair in RULES.windows(2) {
        assert!(
            pair[0].name < pair[1].name,
            "{} before {}",
            pair[0].name,
            pair[1].name
        );
    }
    for rule in RULES {
        assert!(rules::find(rule.name).is_some_and(|r| r.name == rule.name));
    }
}

#[test]
fn every_rule_stands_in_the_file_of_its_name() {
    for rule in RULES {
        let stem = rule.file.rsplit(['/', '\\']).next().unwrap_or("");
        assert_eq!(stem, format!("{}.rs", rule.name.replace('-', "_")));
    }
}

#[test]
fn every_rule_has_the_sections_of_its_documentation() {
    for rule in RULES {
        let mut from = 0;
        for section in SECTIONS {
            let at = rule.docs[from..].find(section);
            assert!(at.is_some(), "{}: {section}", rule.name);
            from += at.unwrap_or(0);
        }
    }
}

#[test]
fn every_rule_explains_rules_by_name() {
    for rule in RULES {
        for explained in rule.explains {
            assert_ne!(*explained, rule.name);
            let kebab = explained
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(kebab, "{}: {explained}", rule.name);
        }
    }
}

#[test]
fn examples_of_the_documentation_are_found_and_left_alone() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let examples = examples(rule.docs);
        assert!(
            examples.iter().any(|e| e.bad) && examples.iter().any(|e| !e.bad),
            "{} needs a bad and a good example",
            rule.name
        );
        for example in &examples {
            if fires(rule, example) != example.bad {
                let kind = if example.bad {
                    "not found"
                } else {
                    "wrongly found"
                };
                wrong.push(format!("{} {kind} in {:?}", rule.name, example.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The severest finding of one rule in a pair.
fn severity(rule: &str, source: &str, lang: &str, version: &str) -> Option<Severity> {
    let family = Family {
        source: Some(input("en", Format::Text, source)),
        versions: vec![input(lang, Format::Text, version)],
    };
    let findings = desk::check(&family, &Options::default()).findings;
    let mine = findings.iter().filter(|f| f.rule == rule);
    mine.map(|f| f.severity).max()
}

#[test]
fn a_clause_that_is_left_out_of_its_sentence_is_a_note() {
    let around = |lang: &str, sentence: &str| {
        let [before, after] = match lang {
            "en" => [
                "The council met on Monday to talk about schools.",
                "The mayor thanked the teachers for their patience.",
            ],
            _ => [
                "El consejo se reunió el lunes para hablar de las escuelas.",
                "El alcalde agradeció a los profesores su paciencia.",
            ],
        };
        format!("{before}\n\n{sentence}\n\n{after}\n")
    };
    let found = |version: &str| {
        let source = "The minister will open the new school in Lisbon on Friday, which cost the city 12 million \
            euros and took Ana Ferreira's builders four years, and then fly home.";
        severity(
            "dropped-sentence",
            &around("en", source),
            "es",
            &around("es", version),
        )
    };
    let whole = "La ministra inaugurará el viernes la nueva escuela en Lisboa, que costó a la ciudad 12 millones de \
        euros y llevó cuatro años a los constructores de Ana Ferreira, y después volverá a casa.";
    let short =
        "La ministra inaugurará el viernes la nueva escuela en Lisboa y después volverá a casa.";
    // Shorter, but it says the same.
    let brief = "La ministra abre el viernes en Lisboa una escuela de 12 millones de Ana Ferreira y vuela a casa.";
    assert_eq!(found(short), Some(Severity::Note));
    assert_eq!(found(whole), None);
    assert_eq!(found(brief), None);
}

#[test]
fn a_lost_quotation_is_found_beside_one_that_is_kept() {
    let source = "The attack took \"careful planning and long preparation,\" the court said, and called it \"cruel and without mercy for the children.\"";
    let kept = "El ataque requirió «una planificación cuidadosa y una larga preparación», según el tribunal, y lo llamó «cruel y sin piedad para los niños».";
    let lost = "El ataque requirió una planificación cuidadosa y una larga preparación, según el tribunal, y lo llamó «cruel y sin piedad para los niños».";
    assert_eq!(
        severity("quote-mismatch", source, "es", lost),
        Some(Severity::Warning)
    );
    assert_eq!(severity("quote-mismatch", source, "es", kept), None);
}

#[test]
fn another_surname_behind_the_same_first_name_is_a_warning() {
    let severity = |source, lang, version| severity("name-mismatch", source, lang, version);
    let source = "The minister met Oleg Dubrovin in Geneva.";
    let version = "Bakan, Cenevre'de Oleg Karshenko ile görüştü.";
    assert_eq!(severity(source, "tr", version), Some(Severity::Warning));
    // A headline in which every word has a capital says nothing of names.
    let source = "Minister Meets Oleg Reception";
    let version = "Bakan Oleg Resepsiyonunda";
    assert!(severity(source, "tr", version) < Some(Severity::Warning));
}
