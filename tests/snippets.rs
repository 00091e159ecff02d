//! Short texts of every rule, `tests/snippets/<rule>.tsv`: wrong ones that it finds and right ones that it leaves alone.
//!
//! `wrong|right TAB lang TAB text`, or `wrong|right TAB source>version TAB source TAB version`. `+markdown` or `+html` behind the
//! languages is the format. In a text `⏎` stands for a line break and `\u{200b}` for a character that nobody could see. Lines
//! that start with `#` are comments.

use copydesk::desk::{self, Family, Options, TextInput};
use copydesk::document::Format;
use copydesk::finding::Severity;
use copydesk::language::Lang;
use copydesk::rules::{Group, RULES};
use std::collections::BTreeSet;
use std::path::Path;

struct Snippet {
    wrong: bool,
    source: Option<TextInput>,
    version: TextInput,
    lang: String,
    place: String,
}

fn input(lang: &str, format: Format, text: &str) -> TextInput {
    let mut out = String::new();
    let text = text.replace('⏎', "\n");
    let mut rest = text.as_str();
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
    TextInput {
        text: out.into(),
        format,
        lang: Some(Lang::from_tag(lang).unwrap_or_else(|| panic!("no data for {lang}"))),
    }
}

fn snippets(rule: &str) -> Option<Vec<Snippet>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snippets")
        .join(format!("{rule}.tsv"));
    let text = std::fs::read_to_string(path).ok()?;
    let mut out = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let place = format!("{rule}.tsv:{}", n + 1);
        let marked = fields.get(1).and_then(|langs| langs.split_once('+'));
        let format = marked.map_or(Some(Format::Text), |(_, name)| Format::from_name(name));
        let format = format.unwrap_or_else(|| panic!("{place}: unknown format"));
        let langs = marked.map_or(fields.get(1).copied().unwrap_or(""), |(langs, _)| langs);
        let (source, version, lang) = match fields[..] {
            [_, _, text] => (None, input(langs, format, text), langs),
            [_, _, source, version] => {
                let (from, to) = langs
                    .split_once('>')
                    .unwrap_or_else(|| panic!("{place}: {langs}"));
                (
                    Some(input(from, format, source)),
                    input(to, format, version),
                    to,
                )
            }
            _ => panic!("{place}: {} fields", fields.len()),
        };
        let wrong = match fields[0] {
            "wrong" => true,
            "right" => false,
            other => panic!("{place}: {other}"),
        };
        out.push(Snippet {
            wrong,
            source,
            version,
            lang: lang.to_owned(),
            place,
        });
    }
    Some(out)
}

#[test]
fn wrong_texts_are_found_and_right_ones_left_alone() {
    let mut failed = Vec::new();
    for rule in RULES {
        for snippet in snippets(rule.name).unwrap_or_default() {
            let family = Family {
                source: snippet.source,
                versions: vec![snippet.version],
            };
            let findings = desk::check(&family, &Options::default()).findings;
            let mine = findings.iter().filter(|f| f.rule == rule.name);
            let least = if snippet.wrong {
                Severity::Note
            } else {
                Severity::Warning
            };
            let found = mine.filter(|f| f.severity >= least).count() > 0;
            if found != snippet.wrong {
                let others: BTreeSet<&str> = findings.iter().map(|f| f.rule).collect();
                failed.push(format!(
                    "{} {}: {:?} (found: {others:?})",
                    snippet.place,
                    if snippet.wrong {
                        "missed"
                    } else {
                        "wrongly found"
                    },
                    family.versions[0].text
                ));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn corpora_have_enough_texts_in_enough_languages() {
    for rule in RULES {
        let Some(snippets) = snippets(rule.name) else {
            let exempt = matches!(rule.group, Group::Facts | Group::Terms | Group::Bookkeeping);
            assert!(exempt, "{}: no texts", rule.name);
            continue;
        };
        for wrong in [true, false] {
            let of_kind = || snippets.iter().filter(|s| s.wrong == wrong);
            let languages: BTreeSet<&str> = of_kind().map(|s| s.lang.as_str()).collect();
            let kind = if wrong { "wrong" } else { "right" };
            assert!(of_kind().count() >= 10, "{}: few {kind} texts", rule.name);
            assert!(
                languages.len() >= 8,
                "{}: few languages in {kind} texts",
                rule.name
            );
        }
    }
}
