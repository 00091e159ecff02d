//! Written forms and the values that they must have, by language: `tests/facts/<tag>.tsv`, and pairs that say the same.

use copydesk::desk::{self, Family, Options, TextInput, read};
use copydesk::document::Format;
use copydesk::finding::Severity;
use copydesk::language::Lang;
use copydesk::reading::FactKind;
use std::fs;
use std::path::Path;

fn input(lang: &str, text: &str) -> TextInput {
    TextInput {
        text: text.into(),
        format: Format::Text,
        lang: Lang::from_tag(lang),
    }
}

/// The value of a fact as the tables write it.
fn shown(kind: &FactKind) -> String {
    let two = |v: Option<u8>| v.map_or("--".to_owned(), |v| format!("{v:02}"));
    match kind {
        FactKind::Number(a) | FactKind::Percent(a) => number(a.value),
        FactKind::Ordinal(v) | FactKind::Grade(v) => number(*v),
        FactKind::Ratio(a, b) => format!("{}:{}", number(*a), number(*b)),
        FactKind::Identifier(raw) | FactKind::Link(raw) => raw.clone(),
        FactKind::Year(y) => y.to_string(),
        FactKind::Date { year, month, day } => format!(
            "{}-{}-{}",
            year.map_or("--".to_owned(), |y| y.to_string()),
            two(*month),
            two(*day)
        ),
        FactKind::Weekday(d) => d.to_string(),
        FactKind::RelativeDay(d) => d.to_string(),
        FactKind::Time { minutes, .. } => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        FactKind::Duration {
            amount,
            unit_seconds,
        } => {
            let names = [
                ("second", 1.0),
                ("minute", 60.0),
                ("hour", 3600.0),
                ("day", 86_400.0),
                ("week", 604_800.0),
                ("month", 2_629_746.0),
                ("year", 31_556_952.0),
                ("decade", 315_569_520.0),
                ("century", 3_155_695_200.0),
            ];
            let name = names
                .iter()
                .find(|(_, s)| (s / unit_seconds - 1.0).abs() < 0.001)
                .map_or("?", |(n, _)| n);
            format!("{} {name}", number(amount.value))
        }
        FactKind::Money { amount, currency } => format!("{} {currency}", number(amount.value)),
        FactKind::Quantity { amount, unit } => format!("{} {unit}", number(amount.value)),
        FactKind::Name | FactKind::Quotation { .. } => String::new(),
    }
}

fn number(value: f64) -> String {
    let rounded = (value * 1e4).round() / 1e4;
    format!("{rounded}")
}

#[test]
fn written_forms_have_their_values() {
    let mut wrong = Vec::new();
    for lang in Lang::all() {
        let path = format!("tests/facts/{}.tsv", lang.tag());
        let Ok(table) = fs::read_to_string(&path) else {
            wrong.push(format!("{path} is missing"));
            continue;
        };
        let mut rows = 0;
        for (line, row) in table.lines().enumerate() {
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            let [kind, value, text] = row.split('\t').collect::<Vec<_>>()[..] else {
                wrong.push(format!("{path}:{}: three columns are needed", line + 1));
                continue;
            };
            rows += 1;
            let article = read(&input(lang.tag(), text));
            let facts = &article.reading.facts;
            if !facts
                .iter()
                .any(|f| f.kind.name() == kind && shown(&f.kind) == value)
            {
                let found: Vec<String> = facts
                    .iter()
                    .filter(|f| !matches!(f.kind, FactKind::Name))
                    .map(|f| format!("{} {}", f.kind.name(), shown(&f.kind)))
                    .collect();
                wrong.push(format!(
                    "{path}:{}: {text}: {kind} {value}, found {found:?}",
                    line + 1
                ));
            }
        }
        if rows < 60 {
            wrong.push(format!("{path}: only {rows} rows"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn pairs_that_say_the_same_are_not_flagged() {
    let table = fs::read_to_string("tests/facts/pairs.tsv").expect("tests/facts/pairs.tsv");
    let mut wrong = Vec::new();
    for (line, row) in table.lines().enumerate() {
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        let [langs, source, version] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("line {}: three columns are needed", line + 1);
        };
        let (from, to) = langs.split_once('>').expect("from>to");
        let family = Family {
            source: Some(input(from, source)),
            versions: vec![input(to, version)],
        };
        let rules = [
            "number-mismatch",
            "unit-mismatch",
            "currency-mismatch",
            "date-mismatch",
            "time-mismatch",
            "number-format",
        ];
        for finding in desk::check(&family, &Options::default()).findings {
            if rules.contains(&finding.rule) && finding.severity >= Severity::Warning {
                wrong.push(format!("{}: {langs}: {}", line + 1, finding.message));
            }
        }
    }
    assert!(Path::new("tests/facts/pairs.tsv").exists());
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What the date rule says of a pair of articles, at warning or above.
fn dates_said(source: &str, version: &str) -> Vec<String> {
    let family = Family {
        source: Some(input("en", source)),
        versions: vec![input("de", version)],
    };
    desk::check(&family, &Options::default())
        .findings
        .into_iter()
        .filter(|f| f.rule == "date-mismatch" && f.severity >= Severity::Warning)
        .map(|f| f.message)
        .collect()
}

#[test]
fn yesterday_is_a_day_of_the_week_where_the_article_has_a_date() {
    let source =
        "Storm hits the coast\n\n27 January 2022\n\nThe storm reached the coast on Wednesday.\n";
    let right =
        "Sturm trifft die Küste\n\n27. Januar 2022\n\nDer Sturm erreichte gestern die Küste.\n";
    assert_eq!(dates_said(source, right), Vec::<String>::new());
    let wrong = right.replace("gestern", "heute");
    assert_eq!(
        dates_said(source, &wrong),
        ["The source says Wednesday; the translation says heute, which was another day."]
    );
    let undated = |text: &str| {
        text.replace("27 January 2022\n\n", "")
            .replace("27. Januar 2022\n\n", "")
    };
    assert_eq!(
        dates_said(&undated(source), &undated(&wrong)),
        Vec::<String>::new()
    );
}

#[test]
fn a_message_names_both_values_and_the_factor() {
    let family = Family {
        source: Some(input("en", "The deal is worth $1.2 billion.")),
        versions: vec![input("es", "El acuerdo vale 1,2 billones de dólares.")],
    };
    let messages: Vec<String> = desk::check(&family, &Options::default())
        .findings
        .into_iter()
        .map(|f| f.message)
        .collect();
    assert!(
        messages.iter().any(|m| m
            == "The source says $1.2 billion; the translation says 1,2 billones de dólares, which is 1,000 times more."),
        "{messages:?}"
    );
}

#[test]
fn more_that_became_less_is_a_note() {
    let family = Family {
        source: Some(input("en", "The plant employs more than 300 people.")),
        versions: vec![input("fr", "L'usine emploie moins de 300 personnes.")],
    };
    let found = desk::check(&family, &Options::default()).findings;
    let turned = found
        .iter()
        .find(|f| f.message.contains("more became less"));
    assert_eq!(turned.map(|f| f.severity), Some(Severity::Note));
}
