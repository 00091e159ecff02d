//! Findings that can be put right in more than one way: every report says so, nothing is chosen without a person.

mod scratch;

use scratch::{Folder, stdout};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

const SOURCE: &str = "Mayor opens new bridge\n\nThe mayor opened the bridge on Friday. \"It will not close again,\" he said.\n\nThe bridge is 281 metres long. It cost 48 million euros.\n\nThe works took three years.\n";

/// The translation with the caption of a video and a quotation that is never closed.
const SLIPS: &str = "El alcalde inaugura un nuevo puente\n\nEl alcalde inauguró el puente el viernes. «No volverá a cerrar, dijo.\n\nEl puente mide 281 metros. Costó 48 millones de euros.\n\nLa gente cruza por primera vez el puente nuevo 1:51\n\nLas obras duraron tres años.\n";

fn pair(name: &str) -> Folder {
    let folder = Folder::new(&format!("alternatives-{name}"));
    folder.write("bridge.en.txt", SOURCE);
    folder.write("bridge.es.txt", SLIPS);
    folder
}

fn text_with(edits: &Value) -> String {
    let mut text = SLIPS.to_owned();
    for edit in edits.as_array().unwrap() {
        let at = |key: &str| edit[key].as_u64().unwrap() as usize;
        text.replace_range(
            at("start")..at("end"),
            edit["replacement"].as_str().unwrap(),
        );
    }
    text
}

fn check(findings: &Value) {
    let of = |rule: &str| {
        let mut all = findings.as_array().unwrap().iter();
        all.find(|f| f["rule"] == rule).unwrap().clone()
    };
    // The line goes, or only its time.
    let caption = of("leftover-caption");
    let [only_time] = caption["alternatives"].as_array().unwrap().as_slice() else {
        panic!("{caption}");
    };
    assert_eq!(caption["fix"]["safety"], "suggested");
    assert_eq!(
        (&only_time["label"], &only_time["safety"]),
        (&json!("delete only the time"), &json!("suggested"))
    );
    assert_eq!(
        text_with(&caption["fix"]["edits"]),
        SLIPS.replace(
            "La gente cruza por primera vez el puente nuevo 1:51\n\n",
            ""
        )
    );
    assert_eq!(text_with(&only_time["edits"]), SLIPS.replace(" 1:51", ""));
    // No way is better than the other: there is no fix.
    let quotation = of("unbalanced-quotes");
    assert_eq!(quotation["fix"], Value::Null);
    let ways = quotation["alternatives"].as_array().unwrap();
    let labels: Vec<&Value> = ways.iter().map(|way| &way["label"]).collect();
    assert_eq!(
        labels,
        ["close the quotation at the comma", "delete the lone mark"]
    );
    assert_eq!(
        text_with(&ways[0]["edits"]),
        SLIPS.replace("cerrar, dijo", "cerrar», dijo")
    );
    assert_eq!(text_with(&ways[1]["edits"]), SLIPS.replace('«', ""));
}

#[test]
fn programs_are_told_every_way() {
    let folder = pair("json");
    let args = ["check", "bridge.en.txt", "bridge.es.txt", "--format"];
    let run = |format| {
        let run = folder.copydesk(&[&args[..], &[format]].concat());
        run.out()
    };
    let report: Value = serde_json::from_str(&run("json")).unwrap();
    check(&report["families"][0]["findings"]);
    let lines = run("jsonl");
    let lines: Vec<Value> = lines
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    check(&json!(lines));
    let record = json!({
        "id": "a",
        "source": { "lang": "en", "text": SOURCE },
        "versions": [{ "lang": "es", "text": SLIPS }],
    });
    let run = folder.copydesk_with(&["stream"], format!("{record}\n"));
    let answer: Value = serde_json::from_str(&run.out()).unwrap();
    check(&answer["findings"]);
    assert_eq!(answer["schema"], 1);
}

#[test]
fn a_finding_with_one_way_has_no_list_of_others() {
    let folder = Folder::new("alternatives-none");
    folder.write("a.es.txt", "El alcalde inauguró el puente. .\n");
    let run = folder.copydesk(&["check", "a.es.txt", "--format", "json"]);
    assert!(run.out().contains("stray-punctuation"), "{}", run.out());
    assert!(!run.out().contains("alternatives"), "{}", run.out());
}

#[test]
fn sarif_describes_every_way() {
    let folder = pair("sarif");
    folder.copydesk(&["check", "bridge.en.txt", "bridge.es.txt", "-o", "a.sarif"]);
    let sarif: Value = serde_json::from_str(&folder.read("a.sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let described = |rule: &str| -> Vec<&str> {
        let result = results.iter().find(|r| r["ruleId"] == rule).unwrap();
        let fixes = result["fixes"].as_array().unwrap().iter();
        fixes
            .map(|fix| fix["description"]["text"].as_str().unwrap())
            .collect()
    };
    assert_eq!(
        described("leftover-caption"),
        ["Delete the whole line.", "Delete only the time."]
    );
    assert_eq!(
        described("unbalanced-quotes"),
        ["Close the quotation at the comma.", "Delete the lone mark."]
    );
}

#[test]
fn people_are_told_the_choice_in_a_line() {
    let folder = pair("people");
    let said = |format: &str| {
        let args = [
            "check",
            "bridge.en.txt",
            "bridge.es.txt",
            "--format",
            format,
        ];
        folder.copydesk(&args).out()
    };
    for (format, caption, quotation) in [
        (
            "human",
            "= or: delete only the time\n",
            "= choose: close the quotation at the comma, or delete the lone mark\n",
        ),
        (
            "markdown",
            "stands in the text. Delete the whole line, or delete only the time. |",
            "never closed. Close the quotation at the comma, or delete the lone mark. |",
        ),
        (
            "html",
            ">or: delete only the time<",
            ">choose: close the quotation at the comma, or delete the lone mark<",
        ),
    ] {
        let said = said(format);
        assert!(said.contains(caption), "{format}: {said}");
        assert!(said.contains(quotation), "{format}: {said}");
    }
}

#[test]
fn a_choice_is_not_made_without_a_person() {
    let folder = pair("unasked");
    let args = ["fix", "bridge.en.txt", "bridge.es.txt", "--unsafe-fixes"];
    folder.copydesk(&args).expect(0);
    let line = "La gente cruza por primera vez el puente nuevo 1:51\n\n";
    assert_eq!(folder.read("bridge.es.txt"), SLIPS.replace(line, ""));
}

#[test]
fn a_person_takes_a_way_by_its_number() {
    let folder = pair("asked");
    let program = env!("CARGO_BIN_EXE_copydesk");
    let line = format!(
        "'{program}' fix bridge.en.txt bridge.es.txt --unsafe-fixes --interactive --log log.jsonl"
    );
    // `script` of util-linux gives a program a terminal.
    let mut terminal = Command::new("script");
    let terminal = terminal
        .args(["-qec", &line, "/dev/null"])
        .current_dir(&folder.0)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let Ok(mut child) = terminal.spawn() else {
        return;
    };
    child.stdin.take().unwrap().write_all(b"y\n2\n").unwrap();
    let said = stdout(&child.wait_with_output().unwrap());
    assert!(said.contains("[y]es, [2], [n]o, [a]ll, [q]uit?"), "{said}");
    assert!(
        said.contains("[y]es, [2], [n]o, [e]dit, [a]ll, [q]uit?"),
        "{said}"
    );
    let right = SLIPS
        .replace("cerrar, dijo", "cerrar», dijo")
        .replace(" 1:51", "");
    assert_eq!(folder.read("bridge.es.txt"), right, "{said}");
    let log = folder.read("log.jsonl");
    let entries: Vec<Value> = log
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let chosen: Vec<&Value> = entries.iter().map(|e| &e["chosen"]).collect();
    assert_eq!(
        chosen,
        ["close the quotation at the comma", "delete only the time"]
    );
}
