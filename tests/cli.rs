//! The command line end to end: output, errors, exit codes, files.

mod scratch;

use scratch::{Folder, copydesk, stderr, stdout};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const SOURCE: &str = "Mayor opens new bridge\n\nThe mayor of Oakford opened the bridge on Friday.\n\nIt cost 48 million euros and is 281 metres long.\n";
const GOOD: &str = "El alcalde inaugura un nuevo puente\n\nEl alcalde de Oakford inauguró el puente el viernes.\n\nCostó 48 millones de euros y mide 281 metros.\n";

#[test]
fn a_clean_pair_exits_with_0() {
    let folder = Folder::new("clean");
    folder.write("bridge.en.txt", SOURCE);
    folder.write("bridge.es.txt", GOOD);
    let output = copydesk(&folder.0, &["check", "bridge.en.txt", "bridge.es.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(
        stdout(&output).ends_with("Checked 1 article, 1 version: 0 errors, 0 warnings.\n"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn an_error_exits_with_1_and_shows_both_sides() {
    let folder = Folder::new("error");
    folder.write("bridge.en.txt", SOURCE);
    folder.write("bridge.es.txt", GOOD.replace("281", "218"));
    let output = copydesk(&folder.0, &["check", "bridge.en.txt", "bridge.es.txt"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(
        text.contains("error[number-mismatch]")
            && text.contains("281")
            && text.contains("bridge.es.txt:5:"),
        "{text}"
    );
    let lenient = copydesk(
        &folder.0,
        &[
            "check",
            "bridge.en.txt",
            "bridge.es.txt",
            "--fail-on",
            "never",
        ],
    );
    assert_eq!(lenient.status.code(), Some(0));
}

#[test]
fn what_cannot_be_checked_exits_with_2_and_says_why() {
    let folder = Folder::new("unreadable");
    folder.write("bridge.en.txt", SOURCE);
    folder.write("bridge.es.txt", b"caf\xe9 solo");
    let output = copydesk(&folder.0, &["check", "bridge.en.txt", "bridge.es.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "copydesk: bridge.es.txt: not UTF-8: byte 0xE9 at offset 3; save the file as UTF-8\n"
    );
    let output = copydesk(&folder.0, &["check", "nothing.txt"]);
    assert_eq!(
        (output.status.code(), stderr(&output).as_str()),
        (Some(2), "copydesk: nothing.txt: no such file or folder\n")
    );
    let output = copydesk(
        &folder.0,
        &["check", "bridge.en.txt", "--select", "stray-punctation"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("did you mean `stray-punctuation`?"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_folder_is_searched_by_the_patterns() {
    let folder = Folder::new("folder");
    folder.write("copydesk.toml", "source = \"en\"\n");
    folder.write("en/bridge.txt", SOURCE);
    folder.write("es/bridge.txt", GOOD.replace("viernes.", "viernes. ."));
    let output = copydesk(&folder.0, &["check", ".", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["schema"], 1);
    assert_eq!(report["families"][0]["id"], "bridge");
    assert_eq!(report["families"][0]["source"]["lang"], "en");
    assert_eq!(
        report["families"][0]["findings"][0]["rule"],
        "stray-punctuation"
    );
    assert_eq!(
        report["families"][0]["findings"][0]["path"],
        "es/bridge.txt"
    );
}

#[test]
fn a_folder_without_articles_is_an_error() {
    let folder = Folder::new("empty");
    let output = copydesk(&folder.0, &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("no article found"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn fix_changes_what_is_safe_and_a_second_run_changes_nothing() {
    let folder = Folder::new("fix");
    folder.write("bridge.en.txt", SOURCE);
    // UTF-16 with a byte order mark and CRLF: kept as they are.
    let slip = GOOD.replace("viernes.", "viernes. .").replace('\n', "\r\n");
    let utf16 = |text: &str| {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let path = folder.write("bridge.es.txt", utf16(&slip));
    let diff = copydesk(
        &folder.0,
        &["fix", "--diff", "bridge.en.txt", "bridge.es.txt"],
    );
    assert_eq!(diff.status.code(), Some(1));
    assert!(
        stdout(&diff).contains("bridge.es.txt:3:"),
        "{}",
        stdout(&diff)
    );
    assert_eq!(
        fs::read(&path).unwrap(),
        utf16(&slip),
        "--diff writes nothing"
    );
    let first = copydesk(&folder.0, &["fix", "bridge.en.txt", "bridge.es.txt"]);
    assert_eq!(first.status.code(), Some(0), "{}", stdout(&first));
    assert_eq!(fs::read(&path).unwrap(), utf16(&GOOD.replace('\n', "\r\n")));
    let second = copydesk(&folder.0, &["fix", "bridge.en.txt", "bridge.es.txt"]);
    assert!(
        stdout(&second).starts_with("Made 0 edits"),
        "{}",
        stdout(&second)
    );
    assert_eq!(
        fs::read_dir(&folder.0).unwrap().count(),
        2,
        "no temporary file is left"
    );
}

#[test]
fn stream_answers_every_line_in_order() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["stream", "--alignment", "--threads", "3"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = String::new();
    for i in 0..40 {
        match i % 4 {
            0 => input.push_str("this is no JSON\n"),
            1 => input.push_str(&format!(
                "{{\"id\": {i}, \"format\": \"docx\", \"versions\": [{{\"text\": \"x\"}}]}}\n"
            )),
            _ => {
                let record = serde_json::json!({
                    "id": i, "source": {"lang": "en", "text": SOURCE}, "versions": [{"lang": "es", "text": GOOD.replace("281", "218")}]
                });
                input.push_str(&format!("{record}\n"));
            }
        }
    }
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let answers: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(answers.len(), 40);
    for (i, answer) in answers.iter().enumerate() {
        match i % 4 {
            0 => assert!(answer["error"].as_str().unwrap().contains("cannot be read")),
            1 => assert_eq!(
                (&answer["id"], answer["error"].as_str().unwrap()),
                (
                    &serde_json::json!(i),
                    "unknown format `docx`: text, markdown or html"
                )
            ),
            _ => {
                assert_eq!(answer["id"], i);
                assert_eq!(answer["findings"][0]["rule"], "number-mismatch");
                assert_eq!(
                    answer["alignments"][0]["links"].as_array().unwrap().len(),
                    3
                );
            }
        }
    }
}

/// Aligns the lines of `a.txt`, English, with those of `b.txt`, Spanish.
fn align_segmented(folder: &Folder, format: &str) -> Output {
    copydesk(
        &folder.0,
        &[
            "align",
            "--segmented",
            "--source-lang",
            "en",
            "--version-lang",
            "es",
            "--format",
            format,
            "a.txt",
            "b.txt",
        ],
    )
}

#[test]
fn align_prints_links_of_segmented_files() {
    let folder = Folder::new("align");
    folder.write("a.txt", SOURCE.replace("\n\n", "\n"));
    folder.write("b.txt", GOOD.replace("\n\n", "\n"));
    let output = align_segmented(&folder, "tsv");
    assert_eq!(stdout(&output), "0\t0\n1\t1\n2\t2\n", "{}", stderr(&output));
}

#[test]
fn align_says_what_else_could_explain_a_link() {
    let folder = Folder::new("rivals");
    folder.write(
        "a.txt",
        "The mayor opened the bridge on Monday.\nIt cost 12 million euros and took years.\n",
    );
    let version =
        "El alcalde inauguró el puente el lunes.\nCostó 12 millones de euros.\nTardaron años.\n";
    folder.write("b.txt", version);
    let answer: serde_json::Value =
        serde_json::from_str(&stdout(&align_segmented(&folder, "json"))).unwrap();
    let links = answer["links"].as_array().unwrap();
    let last = links.last().unwrap();
    let other = &last["alternative"];
    assert_ne!(other["version"], last["version"], "{answer}");
    assert!(other["probability"].as_f64().unwrap() > 0.0, "{answer}");
    let tsv = stdout(&align_segmented(&folder, "tsv"));
    assert!(
        tsv.lines().all(|line| line.split('\t').count() == 2),
        "{tsv}"
    );
}

#[test]
fn explain_shows_the_page_of_a_rule() {
    let output = copydesk(Path::new("."), &["explain", "stray-punctuation"]);
    assert!(
        stdout(&output).contains("## What it finds"),
        "{}",
        stdout(&output)
    );
    let output = copydesk(Path::new("."), &["explain", "stray"]);
    assert_eq!(output.status.code(), Some(2));
}
