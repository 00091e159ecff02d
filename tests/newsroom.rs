//! A newsroom of twelve articles in five languages with sixty slips, end to end: check, stet, baseline, fix, report.

mod scratch;

use scratch::Folder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A slip of the list.
#[derive(Debug)]
struct Slip {
    file: String,
    rule: String,
    /// Words that the finding marks.
    marked: String,
    wrong: String,
    right: String,
    /// Safety of the fix, or `none`.
    fix: String,
}

fn newsroom() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/newsroom")
}

fn slips() -> Vec<Slip> {
    let list = fs::read_to_string(newsroom().join("slips.tsv")).unwrap();
    let unescaped = |cell: &str| {
        let mut cell = cell.replace("\\n", "\n");
        while let Some(at) = cell.find("\\u{") {
            let end = at + cell[at..].find('}').unwrap();
            let code = u32::from_str_radix(&cell[at + 3..end], 16).unwrap();
            cell.replace_range(at..=end, &char::from_u32(code).unwrap().to_string());
        }
        cell
    };
    let rows = list.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<String> = row.split('\t').map(unescaped).collect();
        let [file, rule, marked, wrong, right, fix] = cells.try_into().unwrap();
        Slip {
            file,
            rule,
            marked,
            wrong,
            right,
            fix,
        }
    })
    .collect()
}

/// The files of the newsroom by their paths.
fn files() -> BTreeMap<String, String> {
    fn walk(dir: &Path, root: &Path, out: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, out);
            } else {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                out.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut out = BTreeMap::new();
    walk(&newsroom(), &newsroom(), &mut out);
    out.remove("README.md");
    out.remove("slips.tsv");
    out
}

/// A copy of the newsroom in which the slips that `mended` says are put right.
fn copy(name: &str, mended: impl Fn(&Slip) -> bool) -> Folder {
    let folder = Folder::new(name);
    for (path, text) in with(&mended) {
        folder.write(&path, text);
    }
    folder
}

/// The files with the slips that `mended` says put right.
fn with(mended: &dyn Fn(&Slip) -> bool) -> BTreeMap<String, String> {
    let mut files = files();
    for slip in slips().iter().filter(|s| mended(s)) {
        let text = files.get_mut(&slip.file).unwrap();
        assert_eq!(text.matches(&slip.wrong).count(), 1, "{slip:?}");
        *text = text.replace(&slip.wrong, &slip.right);
    }
    files
}

#[derive(Debug)]
struct Found {
    file: String,
    rule: String,
    text: String,
    severity: String,
}

fn found(folder: &Folder, args: &[&str]) -> Vec<Found> {
    let run = folder.copydesk(&[&["check", "--format", "json"], args].concat());
    let report: Value =
        serde_json::from_str(&run.out()).unwrap_or_else(|e| panic!("{e}: {}", run.err()));
    let mut out = Vec::new();
    for family in report["families"].as_array().unwrap() {
        for finding in family["findings"].as_array().unwrap() {
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            let file = match finding["version"].as_u64() {
                Some(version) => family["versions"][version as usize]["path"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
                None => text("path"),
            };
            out.push(Found {
                file,
                rule: text("rule"),
                text: text("text"),
                severity: text("severity"),
            });
        }
    }
    out
}

fn loud(found: Vec<Found>) -> Vec<Found> {
    found.into_iter().filter(|f| f.severity != "note").collect()
}

fn is(found: &Found, slip: &Slip) -> bool {
    let words = found.text.contains(&slip.marked) || slip.marked.contains(&found.text);
    found.file == slip.file && found.rule == slip.rule && words
}

#[test]
fn the_newsroom_is_as_large_as_it_is_said_to_be() {
    let files = files();
    let articles = files.keys().filter(|name| !name.ends_with(".toml")).count();
    assert_eq!((articles, slips().len()), (12 * 5, 60));
    for ending in [".md", ".txt", ".html"] {
        assert_eq!(
            files.keys().filter(|name| name.ends_with(ending)).count(),
            20
        );
    }
}

#[test]
fn the_slips_are_found_and_nothing_else() {
    let folder = copy("newsroom-check", |_| false);
    let found = loud(found(&folder, &["."]));
    let slips = slips();
    let missed: Vec<_> = slips
        .iter()
        .filter(|s| !found.iter().any(|f| is(f, s)))
        .collect();
    let extra: Vec<_> = found
        .iter()
        .filter(|f| !slips.iter().any(|s| is(f, s)))
        .collect();
    assert!(
        missed.is_empty() && extra.is_empty(),
        "missed {missed:#?}\nextra {extra:#?}"
    );
    folder.copydesk(&["check", "."]).expect(1);
}

#[test]
fn without_its_slips_the_newsroom_is_clean() {
    let folder = copy("newsroom-clean", |_| true);
    let loud = loud(found(&folder, &["."]));
    assert!(loud.is_empty(), "{loud:#?}");
    folder
        .copydesk(&["check", ".", "--fail-on", "warning"])
        .expect(0);
}

#[test]
fn safe_fixes_give_back_the_right_text_and_touch_nothing_else() {
    let folder = copy("newsroom-fix", |_| false);
    folder
        .copydesk(&["fix", ".", "--log", "fixes.jsonl", "--fail-on", "never"])
        .expect(0);
    for (path, text) in with(&|slip| slip.fix == "safe") {
        assert_eq!(folder.read(&path), text, "{path}");
    }
    let log = folder.read("fixes.jsonl");
    let safe = slips().into_iter().filter(|s| s.fix == "safe").count();
    assert!(safe >= 15 && log.lines().count() >= safe, "{log}");
    let second = folder
        .copydesk(&["fix", ".", "--fail-on", "never"])
        .expect(0);
    assert!(
        second.out().starts_with("Made 0 edits in 0 files"),
        "{}",
        second.out()
    );
}

#[test]
fn the_log_of_fixes_can_be_replayed() {
    let folder = copy("newsroom-log", |_| false);
    folder
        .copydesk(&["fix", ".", "--log", "fixes.jsonl", "--fail-on", "never"])
        .expect(0);
    let mut texts = files();
    let entries: Vec<Value> = folder
        .read("fixes.jsonl")
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let mut rounds: BTreeMap<(String, u64), Vec<&Value>> = BTreeMap::new();
    for entry in &entries {
        let key = (
            entry["path"].as_str().unwrap().to_owned(),
            entry["round"].as_u64().unwrap(),
        );
        rounds.entry(key).or_default().push(entry);
        assert!(entry["safety"] == "safe" && !entry["message"].as_str().unwrap().is_empty());
    }
    for ((path, _), edits) in rounds {
        let text = texts.get_mut(&path).unwrap();
        // From the end, so that the offsets of the others stay right.
        for edit in edits.iter().rev() {
            let at = |key: &str| edit[key].as_u64().unwrap() as usize;
            assert_eq!(
                &text[at("start")..at("end")],
                edit["removed"].as_str().unwrap()
            );
            text.replace_range(at("start")..at("end"), edit["inserted"].as_str().unwrap());
        }
    }
    for (path, text) in texts {
        assert_eq!(folder.read(&path), text, "{path}");
    }
}

#[test]
fn suggested_fixes_are_applied_on_request_by_rule() {
    let folder = copy("newsroom-unsafe", |_| false);
    let mut rules: Vec<String> = slips()
        .into_iter()
        .filter(|s| s.fix != "none")
        .map(|s| s.rule)
        .collect();
    rules.sort();
    rules.dedup();
    let rules = rules.join(",");
    let fix = [
        "fix",
        ".",
        "--unsafe-fixes",
        "--rule",
        &rules,
        "--fail-on",
        "never",
    ];
    folder.copydesk(&fix).expect(0);
    for (path, text) in with(&|slip| slip.fix != "none") {
        assert_eq!(folder.read(&path), text, "{path}");
    }
    folder.copydesk(&["fix", ".", "--rule", "spacng"]).expect(2);
}

#[test]
fn a_diff_shows_the_edits_and_writes_nothing() {
    let folder = copy("newsroom-diff", |_| false);
    let diff = folder.copydesk(&["fix", ".", "--diff"]).expect(1);
    assert!(
        diff.out()
            .contains("html-entity: …a rouvert samedi après 19"),
        "{}",
        diff.out()
    );
    assert!(
        diff.out().contains("[-&nbsp;-]{+\u{a0}+}mois"),
        "{}",
        diff.out()
    );
    for (path, text) in files() {
        assert_eq!(folder.read(&path), text, "{path}");
    }
    let clean = copy("newsroom-diff-clean", |_| true);
    clean.copydesk(&["fix", ".", "--diff"]).expect(0);
}

#[test]
fn what_is_let_stand_with_a_reason_is_not_reported_and_dead_marks_are() {
    let folder = copy("newsroom-stet", |_| false);
    let slips = slips();
    let mark = |folder: &Folder| {
        let mut city = String::new();
        for slip in &slips {
            let text = folder.read(&slip.file);
            let comment = format!("<!-- stet-file: {} as the desk has it -->\n", slip.rule);
            if text.contains(&comment) {
                continue;
            }
            if slip.file.ends_with(".md") {
                // Behind the front matter.
                let at = text[4..].find("---\n").unwrap() + 8;
                folder.write(
                    &slip.file,
                    format!("{}\n{comment}{}", &text[..at], &text[at..]),
                );
            } else if slip.file.ends_with(".html") {
                folder.write(
                    &slip.file,
                    text.replace("<article>\n", &format!("<article>\n{comment}")),
                );
            } else {
                let name: Vec<&str> = slip.file.trim_start_matches("city/").split('.').collect();
                city.push_str(&format!(
                    "\n[[stet]]\nfamily = {:?}\nlang = {:?}\nrule = {:?}\ntext = {:?}\nreason = \"as the desk has it\"\n",
                    name[0], name[1], slip.rule, slip.marked
                ));
            }
        }
        folder.write(
            "city/copydesk.toml",
            folder.read("city/copydesk.toml") + &city,
        );
    };
    mark(&folder);
    let left = loud(found(&folder, &["."]));
    assert!(left.is_empty(), "{left:#?}");
    folder
        .copydesk(&["check", ".", "--fail-on", "warning"])
        .expect(0);
    let list = folder.copydesk(&["rules", "--stets", "."]).expect(0).out();
    assert!(
        list.lines().count() >= 50 && list.lines().all(|l| l.ends_with(": as the desk has it")),
        "{list}"
    );
    assert!(
        list.contains("city/copydesk.toml:")
            && list.contains("(family \"tranvia\", lang \"it\", text \"<unk>\")"),
        "{list}"
    );

    let mended = copy("newsroom-stet-dead", |_| true);
    mark(&mended);
    let dead = loud(found(&mended, &["."]));
    assert!(dead.iter().all(|f| f.rule == "unused-stet"), "{dead:#?}");
    assert_eq!(dead.len(), list.lines().count());
}

#[test]
fn a_baseline_holds_when_lines_move_and_shows_what_is_new() {
    let folder = copy("newsroom-baseline", |_| false);
    folder.copydesk(&["baseline", "update", "."]).expect(0);
    // One for each house.
    let (root, city) = (
        folder.read("copydesk-baseline.json"),
        folder.read("city/copydesk-baseline.json"),
    );
    assert!(!root.contains("mercado") && city.contains("mercado"));
    assert!(root.lines().count() > 35 && city.lines().count() > 20);
    folder
        .copydesk(&["check", ".", "--strict-baseline", "--fail-on", "warning"])
        .expect(0);
    folder.copydesk(&["check", ".", "--no-baseline"]).expect(1);

    // A new paragraph above everything else, in all languages.
    let new = [
        ("es", "La lluvia empezó por la mañana."),
        ("en", "The rain began in the morning."),
        ("pt", "A chuva começou de manhã."),
        ("it", "La pioggia è iniziata al mattino."),
        ("fr", "La pluie a commencé le matin."),
    ];
    for family in ["mercado", "biblioteca-movil", "maraton"] {
        for (lang, sentence) in new {
            let name = format!("city/{family}.{lang}.txt");
            let text = folder.read(&name);
            folder.write(
                &name,
                text.replacen("\n\n", &format!("\n\n{sentence}\n\n"), 1),
            );
        }
    }
    for path in files().keys().filter(|path| path.ends_with(".html")) {
        let text = folder.read(path);
        folder.write(
            path,
            text.replace("<article>", "\n\n<!-- desk -->\n<article>\n"),
        );
    }
    let moved = loud(found(&folder, &["."]));
    assert!(moved.is_empty(), "{moved:#?}");

    let path = "world/de/museum-return.md";
    folder.write(
        path,
        folder
            .read(path)
            .replace("25 Studierenden", "52 Studierenden"),
    );
    let fresh = loud(found(&folder, &["world"]));
    assert!(
        fresh.len() == 1 && fresh[0].file == path && fresh[0].rule == "number-mismatch",
        "{fresh:#?}"
    );
    folder.copydesk(&["check", "world"]).expect(1);
}

#[test]
fn known_findings_that_are_gone_can_be_reported_and_dropped() {
    let folder = copy("newsroom-prune", |_| false);
    folder.copydesk(&["baseline", "update", "."]).expect(0);
    let before = folder.read("copydesk-baseline.json");
    let path = "world/es/ferry-line.md";
    folder.write(path, folder.read(path).replace("381.000", "318.000"));
    folder.copydesk(&["check", "."]).expect(0);
    let strict = folder
        .copydesk(&["check", ".", "--strict-baseline"])
        .expect(1);
    assert!(
        strict.err().contains("1 finding of the baseline is gone"),
        "{}",
        strict.err()
    );
    // What was not looked for is not gone.
    folder
        .copydesk(&["check", "web", "--strict-baseline"])
        .expect(0);
    folder
        .copydesk(&["check", ".", "--strict-baseline", "--select", "encoding"])
        .expect(0);
    folder.copydesk(&["baseline", "prune", "web"]).expect(0);
    assert_eq!(folder.read("copydesk-baseline.json"), before);
    folder.copydesk(&["baseline", "update", "web"]).expect(0);
    assert_eq!(folder.read("copydesk-baseline.json"), before);
    let pruned = folder.copydesk(&["baseline", "prune", "."]).expect(0);
    assert!(pruned.out().contains("(0 new, 1 gone)"), "{}", pruned.out());
    assert_eq!(
        folder.read("copydesk-baseline.json").lines().count(),
        before.lines().count() - 1
    );
    folder
        .copydesk(&["check", ".", "--strict-baseline"])
        .expect(0);
}

#[test]
fn all_reports_are_written_in_one_run() {
    let folder = copy("newsroom-reports", |_| false);
    let outputs = [
        "report.html",
        "pages/",
        "findings.sarif",
        "findings.json",
        "findings.jsonl",
        "quality.gitlab.json",
        "findings.junit.xml",
        "findings.checkstyle.xml",
        "findings.rdjson",
        "comment.md",
        "findings.csv",
        "findings.txt",
        "github=annotations.log",
        "concise=concise.log",
    ];
    let mut args = vec!["check", "."];
    for output in &outputs {
        args.extend(["-o", output]);
    }
    let run = folder.copydesk(&args).expect(1);
    assert!(run.out().contains("error[number-mismatch]"));
    for output in outputs {
        let file = output.split_once('=').map_or(output, |(_, file)| file);
        let file = if file.ends_with('/') {
            format!("{file}index.html")
        } else {
            file.to_owned()
        };
        let text = folder.read(&file);
        assert!(text.len() > 500, "{file}: {text}");
        assert!(!text.contains('\u{1b}'), "{file} has colours");
    }
    let html = folder.read("report.html");
    for family in ["ferry-line", "mercado", "chess-final"] {
        assert!(html.contains(family), "{family}");
    }
}
