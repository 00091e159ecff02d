//! The cleanup report without a browser: complete, escaped, with the language and direction of every column.

mod scratch;

use regex::Regex;
use scratch::{Folder, copydesk};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn slips() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/examples/slips")
        .to_string_lossy()
        .into_owned()
}

fn ids(page: &str) -> Vec<String> {
    Regex::new(r#" id="([^"]*)""#)
        .unwrap()
        .captures_iter(page)
        .map(|c| c[1].to_owned())
        .collect()
}

fn fingerprints(report: &Value) -> Vec<String> {
    let families = report["families"].as_array().unwrap().iter();
    families
        .flat_map(|f| f["findings"].as_array().unwrap())
        .map(|f| f["fingerprint"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_finding_has_its_permalink_and_no_link_is_dead() {
    let folder = Folder::new("permalinks");
    let output = copydesk(
        &folder.0,
        &["check", &slips(), "--format", "json", "-o", "report.html"],
    );
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let page = folder.read("report.html");
    let ids = ids(&page);
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "ids stand once");
    let prints = fingerprints(&serde_json::from_slice(&output.stdout).unwrap());
    assert!(prints.len() > 30);
    for print in &prints {
        assert!(unique.contains(&format!("f-{print}")), "{print}");
    }
    assert_eq!(page.matches("<article class=\"card ").count(), prints.len());
    for link in Regex::new(r##"href="#([^"]*)""##)
        .unwrap()
        .captures_iter(&page)
    {
        assert!(
            unique.contains(&link[1].to_owned()),
            "#{} leads nowhere",
            &link[1]
        );
    }
}

#[test]
fn a_page_needs_nothing_but_itself_and_is_the_same_every_time() {
    let folder = Folder::new("alone");
    copydesk(
        &folder.0,
        &["check", &slips(), "-o", "a.html", "-o", "b.html"],
    );
    let page = folder.read("a.html");
    assert_eq!(page, folder.read("b.html"));
    copydesk(&folder.0, &["check", &slips(), "-o", "c.html"]);
    assert_eq!(page, folder.read("c.html"));
    let outside = Regex::new(r#"(src|href|action)="(https?:|//|[^#"])"#).unwrap();
    assert!(!outside.is_match(&page), "{:?}", outside.find(&page));
    assert!(
        !Regex::new(r"<(link|img|iframe|object|embed|form|base)\b")
            .unwrap()
            .is_match(&page)
    );
    assert!(page.contains("default-src 'none'"));
    for element in [
        "section", "article", "details", "ol", "li", "p", "div", "mark", "span", "bdi", "a", "svg",
        "table", "td",
    ] {
        let opened = Regex::new(&format!(r"<{element}[\s>]"))
            .unwrap()
            .find_iter(&page)
            .count();
        assert_eq!(
            opened,
            page.matches(&format!("</{element}>")).count(),
            "<{element}> is closed as often as opened"
        );
    }
}

#[test]
fn columns_say_their_language_and_direction() {
    let folder = Folder::new("directions");
    copydesk(&folder.0, &["check", &slips(), "-o", "report.html"]);
    let page = folder.read("report.html");
    let arabic = page
        .split("<section class=\"version\" id=\"slips-harbour-ar\">")
        .nth(1)
        .unwrap()
        .split("</section>")
        .next()
        .unwrap();
    assert!(arabic.contains("<div class=\"cell source\" lang=\"en\" dir=\"ltr\">"));
    assert!(arabic.contains("<div class=\"cell version\" lang=\"ar\" dir=\"rtl\">"));
    let cell = Regex::new(
        r#"<div class="cell (source|version)"( lang="[A-Za-z-]+" dir="(ltr|rtl)")?>(.?)"#,
    )
    .unwrap();
    for found in cell.captures_iter(&page) {
        assert!(found.get(2).is_some() || &found[4] == "<", "{}", &found[0]);
    }
    // The ferry's sentence is missing in Arabic: its row has a gap.
    let row = arabic
        .split("<li class=")
        .skip(1)
        .find(|r| r.contains("The first ferry left for"))
        .unwrap();
    assert!(
        row.contains("<div class=\"cell version nothing\">")
            && row.contains("Missing in the translation")
            && row.contains("data-rule=\"dropped-sentence\""),
        "{row}"
    );
}

#[test]
fn hebrew_and_persian_run_from_the_right_on_either_side() {
    let folder = Folder::new("right-to-left");
    let write = |name: &str, text: &str| fs::write(folder.0.join(name), text).unwrap();
    write(
        "bridge.en.txt",
        "Mayor opens new bridge\n\nThe bridge is 281 metres long and cost 48 million euros.\n",
    );
    write(
        "bridge.he.txt",
        "ראש העיר פתח גשר חדש\n\nאורכו של הגשר 218 מטרים והוא עלה 48 מיליון אירו.\n",
    );
    write(
        "bridge.fa.txt",
        "شهردار پل تازه را گشود\n\nطول این پل ۲۱۸ متر است و ۴۸ میلیون یورو هزینه داشت.\n",
    );
    copydesk(
        &folder.0,
        &[
            "check",
            "bridge.en.txt",
            "bridge.he.txt",
            "bridge.fa.txt",
            "-o",
            "out.html",
        ],
    );
    let page = folder.read("out.html");
    for (lang, wrong) in [("he", "218 מטרים"), ("fa", "۲۱۸ متر")] {
        let cell = format!("<div class=\"cell version\" lang=\"{lang}\" dir=\"rtl\">");
        assert!(page.contains(&cell), "{lang}");
        let mark = Regex::new(&format!("<mark class=\"error\"[^>]*>{wrong}</mark>")).unwrap();
        assert!(mark.is_match(&page), "{lang}: {wrong} is marked");
    }
    copydesk(
        &folder.0,
        &["check", "bridge.he.txt", "bridge.en.txt", "-o", "back.html"],
    );
    let page = folder.read("back.html");
    assert!(page.contains("<div class=\"cell source\" lang=\"he\" dir=\"rtl\">"));
    assert!(page.contains("<div class=\"cell version\" lang=\"en\" dir=\"ltr\">"));
}

#[test]
fn evidence_stands_marked_on_both_sides_of_its_row() {
    let folder = Folder::new("evidence");
    copydesk(&folder.0, &["check", &slips(), "-o", "report.html"]);
    let page = folder.read("report.html");
    let spanish = page
        .split("id=\"slips-harbour-es\"")
        .nth(1)
        .unwrap()
        .split("</section>")
        .next()
        .unwrap();
    let row = spanish
        .split("<li class=")
        .skip(1)
        .find(|r| r.contains("data-rule=\"number-mismatch\""))
        .unwrap();
    let number = &Regex::new(r#"data-n="(\d+)""#)
        .unwrap()
        .captures(row)
        .unwrap()[1];
    assert!(
        row.contains(&format!("data-f=\"{number}\">13</mark>")),
        "{row}"
    );
    assert!(
        Regex::new(&format!(
            r#"class="evidence" data-e="{number}"[^>]*>31</span>"#
        ))
        .unwrap()
        .is_match(row),
        "{row}"
    );
    // The six boats are six on both sides: partners.
    let partner = &Regex::new(r#"data-p="(\d+)">six<"#)
        .unwrap()
        .captures(row)
        .unwrap()[1];
    assert!(
        row.contains(&format!("data-p=\"{partner}\">seis<")),
        "{row}"
    );
}

#[test]
fn the_cleaned_text_is_what_fix_writes_and_the_list_is_what_it_leaves() {
    let folder = Folder::new("cleaned");
    let root = Path::new(&slips()).to_owned();
    for file in ["harbour.en.txt", "harbour.es.txt"] {
        fs::copy(root.join(file), folder.0.join(file)).unwrap();
    }
    copydesk(
        &folder.0,
        &[
            "check",
            "harbour.en.txt",
            "harbour.es.txt",
            "-o",
            "report.html",
        ],
    );
    let page = folder.read("report.html");
    let json = page
        .split("class=\"cleaned\">")
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let cleaned: Value = serde_json::from_str(json).unwrap();
    copydesk(&folder.0, &["fix", "harbour.en.txt", "harbour.es.txt"]);
    assert_eq!(
        cleaned["text"].as_str().unwrap(),
        folder.read("harbour.es.txt")
    );
    let list = page
        .split("<details class=\"todo\">")
        .nth(1)
        .unwrap()
        .split("</details>")
        .next()
        .unwrap();
    assert!(
        list.contains("data-rule=\"number-mismatch\"")
            && !list.contains("data-rule=\"stray-punctuation\""),
        "{list}"
    );
}

#[test]
fn a_folder_gets_a_page_for_each_article_and_a_front() {
    let folder = Folder::new("folder");
    let output = copydesk(&folder.0, &["check", &slips(), "-o", "report/"]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let front = folder.read("report/index.html");
    assert!(front.contains("<svg role=\"img\""));
    let links = Regex::new(r#"href="([a-z-]+\.html)(?:#([^"]+))?""#).unwrap();
    let mut seen = 0;
    for link in links.captures_iter(&front) {
        let page = folder.read(&format!("report/{}", &link[1]));
        assert!(page.contains("href=\"index.html\""));
        if let Some(id) = link.get(2) {
            seen += 1;
            assert!(ids(&page).iter().any(|i| i == id.as_str()), "{}", &link[0]);
        }
    }
    assert_eq!(seen, 24, "a link for each version");
}

#[test]
fn a_text_without_a_source_has_one_column() {
    let folder = Folder::new("single");
    fs::write(
        folder.0.join("a.es.txt"),
        "El puente abre hoy\n\nEl alcalde inauguró el el puente el viernes. .\n",
    )
    .unwrap();
    copydesk(&folder.0, &["check", "a.es.txt", "-o", "report.html"]);
    let page = folder.read("report.html");
    assert!(page.contains("<ol class=\"rows single\">") && !page.contains("class=\"cell source\""));
    assert!(page.contains("data-rule=\"stray-punctuation\""));
}

#[test]
fn hostile_texts_stay_text() {
    let folder = Folder::new("hostile");
    let names = hostile(&folder.0);
    let output = copydesk(
        &folder.0,
        &["check", &names.0, &names.1, "-o", "report.html"],
    );
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let page = folder.read("report.html");
    let scripts = Regex::new("(?i)<script").unwrap().find_iter(&page).count();
    assert_eq!(scripts, 2, "one for the cleaned text, one of our own");
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!Regex::new(r"<(img|iframe|b)\b").unwrap().is_match(&page));
    let tag = Regex::new(r#"<[a-z][^<>]*>"#).unwrap();
    let quoted = Regex::new(r#""[^"]*""#).unwrap();
    let attribute = Regex::new(r#"\s(on[a-z]+|style|srcdoc)\s*="#).unwrap();
    for tag in tag.find_iter(&page).map(|t| t.as_str()) {
        let bare = quoted.replace_all(tag, "\"\"").into_owned();
        assert!(!attribute.is_match(&bare), "{tag}");
    }
    assert!(
        !page.contains(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\0'))
    );
    assert!(
        page.contains("<span class=\"code\">U+202E</span>"),
        "it is shown"
    );
    let json = page
        .split("class=\"cleaned\">")
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let cleaned: Value = serde_json::from_str(json).unwrap();
    assert!(
        cleaned["text"]
            .as_str()
            .unwrap()
            .contains("</script><img src=x"),
        "{cleaned}"
    );
}

#[test]
fn an_edit_of_html_is_shown_without_tags() {
    let folder = Folder::new("tags");
    let page = "<article>\n<h1>Un puente</h1>\n<p>PUBLICIDAD</p>\n<p>El <b>alcalde</b> lo inauguró. .</p>\n</article>\n";
    fs::write(folder.0.join("a.es.html"), page).unwrap();
    copydesk(&folder.0, &["check", "a.es.html", "-o", "out.html"]);
    let report = folder.read("out.html");
    let edits = Regex::new("<p class=\"edit\"[^>]*>(.*)</p>").unwrap();
    let shown: Vec<&str> = edits
        .captures_iter(&report)
        .map(|c| c.get(1).unwrap().as_str())
        .collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(shown.iter().all(|s| !s.contains("&lt;")), "{shown:?}");
    assert!(shown[0].starts_with("<del>PUBLICIDAD"), "{shown:?}");
    assert!(shown[1].contains("alcalde lo inauguró.<del>"), "{shown:?}");
}

#[test]
fn a_name_of_no_known_format_is_refused_before_the_work() {
    let folder = Folder::new("format");
    let output = copydesk(&folder.0, &["check", &slips(), "-o", "report.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("copydesk: report.docx: "), "{said}");
}

/// An article that tries to break out of the page in every place: names, text, marks, messages, JSON.
fn hostile(folder: &Path) -> (String, String) {
    let source = "<script>window.hacked=1</script> wins \"prize\" & more\n\n\
        The </script><img src=x onerror=\"window.hacked=2\"> team has 48 players' onmouseover='x\u{202E} evil \u{2066} text.\n\n\
        It cost 4.8 million euros and is 281 metres long.\n";
    let version = "<script>window.hacked=1</script> gana el \"premio\"\n\n\
        El equipo </script><img src=x onerror=\"window.hacked=2\"> tiene 84 jugadores' onmouseover='x\u{202E} malo \u{2066} texto. .\n\n\
        Costó 4,8 millones de euros y mide 218 metros.\n";
    let names = (
        "a\" onclick='x'&lt;.en.txt".to_owned(),
        "a\" onclick='x'&lt;.es.txt".to_owned(),
    );
    fs::write(folder.join(&names.0), source).unwrap();
    fs::write(folder.join(&names.1), version).unwrap();
    names
}

/// Runs where Chromium and Node are installed; `COPYDESK_PICTURES` names a folder for pictures of the pages.
#[test]
fn the_report_works_in_a_browser() {
    let found = |names: &[&str]| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all: Vec<PathBuf> = std::env::split_paths(&path)
            .flat_map(|dir| names.iter().map(move |n| dir.join(n)).collect::<Vec<_>>())
            .collect();
        all.into_iter().find(|p| p.is_file())
    };
    let (Some(chromium), Some(node)) = (
        found(&["chromium", "chromium-browser", "google-chrome"]),
        found(&["node"]),
    ) else {
        let note =
            b"skipped: the report was not tried in a browser, which needs Chromium and Node\n";
        std::io::stderr().write_all(note).unwrap();
        return;
    };
    let folder = Folder::new("browser");
    let names = hostile(&folder.0);
    copydesk(&folder.0, &["check", &slips(), "-o", "report.html"]);
    copydesk(
        &folder.0,
        &["check", &names.0, &names.1, "-o", "hostile.html"],
    );
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/report.mjs");
    let output = Command::new(node)
        .current_dir(&folder.0)
        .arg(script)
        .arg(chromium)
        .args(["report.html", "hostile.html"])
        .args(std::env::var_os("COPYDESK_PICTURES"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && said.matches("ok      ").count() >= 24,
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// An edit brings another to light: the page offers what `fix` writes after as many rounds as that takes.
#[test]
fn the_cleaned_text_is_made_in_as_many_rounds_as_fix_takes() {
    let folder = Folder::new("rounds");
    let text = "Titular\n\nEl alcalde inauguró el puente el viernes&amp;nbsp;. .\n";
    fs::write(folder.0.join("a.es.txt"), text).unwrap();
    copydesk(&folder.0, &["check", "a.es.txt", "-o", "report.html"]);
    let page = folder.read("report.html");
    let json = page.split("class=\"cleaned\">").nth(1).unwrap();
    let json = json.split("</script>").next().unwrap();
    let cleaned: Value = serde_json::from_str(json).unwrap();
    copydesk(&folder.0, &["fix", "a.es.txt", "--log", "log.jsonl"]);
    let edits = folder.read("log.jsonl");
    assert!(edits.contains("\"round\":3"), "{edits}");
    assert_eq!(cleaned["text"].as_str().unwrap(), folder.read("a.es.txt"));
    let told = format!("{} safe fixes applied", edits.lines().count());
    assert!(page.contains(&told), "{told}");
}
