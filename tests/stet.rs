//! What the desk lets stand: marks before a block in Markdown and HTML, entries of the configuration for the rest.

mod scratch;

use scratch::Folder;
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};

const SLIP: &str = "Le maire a ouvert le pont. . Tout va bien.";
const OTHER: &str = "Il a plu toute la nuit. . Enfin.";

/// Rule, line and message of what is found in the file.
fn found(folder: &Folder, args: &[&str]) -> Vec<(String, u64, String)> {
    let run = folder.copydesk(&[&["check", "--format", "jsonl"], args].concat());
    let out = run.out();
    let findings = out
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap());
    let text = |f: &Value, key: &str| f[key].as_str().unwrap().to_owned();
    findings
        .filter(|f| f["severity"] != "note")
        .map(|f| {
            (
                text(&f, "rule"),
                f["line"].as_u64().unwrap(),
                text(&f, "message"),
            )
        })
        .collect()
}

#[track_caller]
fn check(name: &str, text: &str, expected: &[(&str, u64)]) {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let folder = Folder::new(&format!("stet-{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
    folder.write(name, text);
    let found = found(&folder, &[name]);
    let found: Vec<(&str, u64)> = found
        .iter()
        .map(|(rule, line, _)| (rule.as_str(), *line))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_mark_covers_the_next_block_of_markdown_and_no_more() {
    let mark = "<!-- stet: stray-punctuation as it was printed -->";
    check(
        "a.fr.md",
        &format!("# Titre\n\n{SLIP}\n\n{OTHER}\n"),
        &[("stray-punctuation", 3), ("stray-punctuation", 5)],
    );
    // With a blank line below or not.
    check(
        "a.fr.md",
        &format!("# Titre\n\n{mark}\n\n{SLIP}\n\n{OTHER}\n"),
        &[("stray-punctuation", 7)],
    );
    check(
        "a.fr.md",
        &format!("# Titre\n\n{SLIP}\n\n{mark}\n{OTHER}\n"),
        &[("stray-punctuation", 3)],
    );
    // Before a list, a quotation, a heading: the first block of it.
    check(
        "a.fr.md",
        &format!("# Titre\n\n{mark}\n\n- {SLIP}\n- {OTHER}\n"),
        &[("stray-punctuation", 6)],
    );
    check("a.fr.md", &format!("# Titre\n\n{mark}\n\n> {SLIP}\n"), &[]);
    check(
        "a.fr.md",
        &format!("{mark}\n\n## Le pont est ouvert. . Enfin\n\nTout va bien.\n"),
        &[],
    );
    // For the rule that it names.
    check(
        "a.fr.md",
        &format!("# Titre\n\n<!-- stet: doubled-word as it was printed -->\n\n{SLIP}\n"),
        &[("unused-stet", 3), ("stray-punctuation", 5)],
    );
    // Over several lines, and two for one block.
    check(
        "a.fr.md",
        "# Titre\n\n<!-- stet: stray-punctuation\n     as it was printed -->\n<!-- stet: doubled-word so, too -->\n\nLe le maire a ouvert. . Tout.\n",
        &[],
    );
}

#[test]
fn a_mark_covers_the_next_block_of_html_and_no_more() {
    let mark = "<!-- stet: stray-punctuation as it was printed -->";
    let page = |body: &str| {
        format!("<!DOCTYPE html>\n<html lang=\"fr\">\n<body>\n{body}\n</body>\n</html>\n")
    };
    check(
        "a.fr.html",
        &page(&format!("<p>{SLIP}</p>\n<p>{OTHER}</p>")),
        &[("stray-punctuation", 4), ("stray-punctuation", 5)],
    );
    check(
        "a.fr.html",
        &page(&format!("{mark}\n<p>{SLIP}</p>\n<p>{OTHER}</p>")),
        &[("stray-punctuation", 6)],
    );
    check(
        "a.fr.html",
        &page(&format!(
            "<ul>\n{mark}\n<li>{SLIP}</li>\n<li>{OTHER}</li>\n</ul>"
        )),
        &[("stray-punctuation", 7)],
    );
    check(
        "a.fr.html",
        &page(&format!(
            "{mark}\n<section><div><p>{SLIP}</p></div></section>"
        )),
        &[],
    );
    check(
        "a.fr.html",
        &page(&format!("<p>Tout va bien.</p>\n{mark}")),
        &[("unused-stet", 5)],
    );
}

#[test]
fn a_mark_for_the_file_covers_all_of_it() {
    let file = "<!-- stet-file: stray-punctuation the poet writes so -->";
    check(
        "a.fr.md",
        &format!("# Titre\n\n{SLIP}\n\n{OTHER}\n\n{file}\n"),
        &[],
    );
    check(
        "a.fr.html",
        &format!("{file}\n<p>{SLIP}</p>\n<p>{OTHER}</p>\n"),
        &[],
    );
}

#[test]
fn a_mark_without_reason_or_rule_has_no_effect_and_is_reported() {
    let folder = Folder::new("stet-wrong");
    for (mark, said) in [
        ("<!-- stet: stray-punctuation -->", "needs a reason"),
        ("<!-- stet-file: stray-punctuation -->", "needs a reason"),
        (
            "<!-- stet: stray-punctuaton as printed -->",
            "There is no rule `stray-punctuaton`",
        ),
        ("<!-- stet: -->", "There is no rule"),
    ] {
        folder.write("a.fr.md", format!("# Titre\n\n{mark}\n\n{SLIP}\n"));
        let found = found(&folder, &["a.fr.md"]);
        let rules: Vec<&str> = found.iter().map(|f| f.0.as_str()).collect();
        assert_eq!(rules, ["unused-stet", "stray-punctuation"], "{mark}");
        assert!(found[0].2.contains(said), "{mark}: {}", found[0].2);
    }
}

#[test]
fn a_mark_that_nothing_needs_is_reported_where_its_rule_ran() {
    let folder = Folder::new("stet-unused");
    folder.write(
        "a.fr.md",
        "# Titre\n\n<!-- stet: stray-punctuation as printed -->\n\nTout va bien.\n",
    );
    let rules =
        |args: &[&str]| -> Vec<String> { found(&folder, args).into_iter().map(|f| f.0).collect() };
    assert_eq!(rules(&["a.fr.md"]), ["unused-stet"]);
    assert_eq!(rules(&["a.fr.md", "--ignore", "punctuation"]), [""; 0]);
    assert_eq!(rules(&["a.fr.md", "--ignore", "unused-stet"]), [""; 0]);
}

#[test]
fn what_only_shows_a_mark_is_none() {
    let shown = "<!-- stet: stray-punctuation as printed -->";
    check(
        "a.fr.md",
        &format!("# Titre\n\n```html\n{shown}\n```\n\n{SLIP}\n"),
        &[("stray-punctuation", 7)],
    );
    let folder = Folder::new("stet-shown");
    let inline = format!("# Titre\n\nOn écrit `{shown}` avant un paragraphe.\n\n{SLIP}\n");
    folder.write("a.fr.md", inline);
    let args = ["a.fr.md", "--select", "stray-punctuation,unused-stet"];
    let found = found(&folder, &args);
    assert_eq!((found.len(), found[0].1), (1, 5), "{found:?}");
    check(
        "a.fr.html",
        &format!("<p>Titre</p>\n<script>\nvar a = '{shown}';\n</script>\n<p>{SLIP}</p>\n"),
        &[("stray-punctuation", 5)],
    );
    check(
        "a.fr.txt",
        &format!("{SLIP}\n"),
        &[("stray-punctuation", 1)],
    );
}

#[test]
fn fix_lets_stand_what_is_let_stand() {
    let folder = Folder::new("stet-fix");
    let text = "# Titre\n\n<!-- stet: stray-punctuation as printed -->\n\nLe maire a ouvert le pont. . Tout.\n\nIl a plu. . Tout.\n";
    folder.write("a.fr.md", text);
    folder.copydesk(&["fix", "a.fr.md"]).expect(0);
    assert_eq!(folder.read("a.fr.md"), text.replace("plu. .", "plu."));
    let text = "Le maire a ouvert le pont. . Tout.\n";
    folder.write("b.fr.txt", text);
    folder.write(
        "copydesk.toml",
        "[[stet]]\nrule = \"stray-punctuation\"\ntext = \". .\"\nreason = \"as printed\"\n",
    );
    folder.copydesk(&["fix", "b.fr.txt"]).expect(0);
    assert_eq!(folder.read("b.fr.txt"), text);
}

#[test]
fn the_marks_are_listed_with_their_reasons() {
    let folder = Folder::new("stet-list");
    folder.write("copydesk.toml", "source = \"en\"\n\n[[stet]]\nfamily = \"a\"\nrule = \"spacing\"\nreason = \"house style\"\n");
    folder.write(
        "a.fr.md",
        "# Titre\n\n<!-- stet: stray-punctuation\n as printed -->\n\nIl a plu. . Tout.\n",
    );
    folder.write(
        "b.fr.html",
        "<p>Titre</p><!-- stet-file: dash-style the poet's own -->\n",
    );
    let list = folder.copydesk(&["rules", "--stets", "."]).expect(0).out();
    for line in [
        "a.fr.md:3: stray-punctuation (block): as printed",
        "b.fr.html:1: dash-style (file): the poet's own",
        "copydesk.toml:5: spacing (family \"a\"): house style",
    ] {
        assert!(list.contains(line), "{line}\n{list}");
    }
}
