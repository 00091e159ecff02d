//! Reports for people and for the logs of pipelines: limits of platforms, escapes, one line a finding.

mod scratch;

use scratch::{Folder, command, stdout};
use serde_json::Value;

/// Articles with many slips of each severity.
fn many(name: &str) -> Folder {
    let folder = Folder::new(&format!("annotations-{name}"));
    folder.write("copydesk.toml", "source = \"en\"\n");
    for i in 0..13 {
        let source = "The mayor of Oakford opened the bridge on Friday.\n\nIt cost 48 million euros and is 281 metres long.\n";
        let version = "El alcalde de Oakford inauguró el puente el viernes. .\n\nCostó 48 millones de euros y mide 218 metros .\n";
        folder.write(&format!("a{i:02}.en.txt"), source);
        folder.write(&format!("a{i:02}.es.txt"), version);
    }
    folder
}

/// A workflow command: its name, its properties and its message.
fn annotation(line: &str) -> (String, Vec<(String, String)>, String) {
    let rest = line.strip_prefix("::").unwrap_or_else(|| panic!("{line}"));
    let (head, message) = rest.split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let pairs = properties.split(',').map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or_else(|| panic!("{line}"));
        (key.to_owned(), value.to_owned())
    });
    (name.to_owned(), pairs.collect(), message.to_owned())
}

#[test]
fn github_gets_as_many_annotations_as_it_shows_and_the_rest_as_a_count() {
    let folder = many("limits");
    let check = ["check", ".", "--format", "github", "--min-severity", "note"];
    let out = folder.copydesk(&check).expect(1).out();
    let annotations: Vec<_> = out.lines().map(annotation).collect();
    let count = |name: &str| annotations.iter().filter(|a| a.0 == name).count();
    assert_eq!((count("error"), count("warning")), (10, 10), "{out}");
    assert!(count("notice") <= 10);
    let names: Vec<&str> = annotations.iter().map(|a| a.0.as_str()).collect();
    let first = |name: &str| names.iter().position(|n| *n == name).unwrap();
    assert!(first("error") < first("warning") && first("warning") < first("notice"));
    let json = folder.copydesk(&["check", ".", "--format", "json"]).out();
    let summary: Value = serde_json::from_str::<Value>(&json).unwrap()["summary"].clone();
    let all = ["error", "warning", "note"].map(|s| summary[s].as_u64().unwrap());
    let shown = annotations.len() as u64 - 1;
    let (_, _, rest) = annotations.last().unwrap();
    let left = all.iter().sum::<u64>() - shown;
    assert_eq!(
        *rest,
        format!("Not shown here: {left} more findings; see the report.")
    );
    for (_, properties, _) in &annotations[..annotations.len() - 1] {
        let keys: Vec<&str> = properties.iter().map(|(k, _)| k.as_str()).collect();
        assert_eq!(
            keys,
            ["file", "line", "endLine", "col", "endColumn", "title"]
        );
    }
}

#[test]
fn few_annotations_need_no_count_and_notes_are_for_those_who_ask() {
    let folder = Folder::new("annotations-few");
    folder.write("a.es.txt", "El alcalde inauguró el puente el viernes. .\n");
    let out = folder
        .copydesk(&["check", "a.es.txt", "-f", "github"])
        .expect(0)
        .out();
    assert_eq!(
        out,
        "::warning file=a.es.txt,line=1,endLine=1,col=41,endColumn=44,title=stray-punctuation::“. .”: one mark is enough.\n"
    );
}

#[test]
fn nothing_in_a_text_or_a_name_becomes_a_command() {
    let folder = Folder::new("annotations-hostile");
    let name = "a,b:c%0A::error::x.es.txt";
    folder.write(name, "El alcalde\n::error::hacked. .\n::stop-commands::x\n");
    let out = folder.copydesk(&["check", name, "-f", "github"]).out();
    assert!(!out.is_empty());
    for line in out.lines() {
        let (command, properties, _) = annotation(line);
        assert!(
            ["error", "warning", "notice"].contains(&command.as_str()),
            "{line}"
        );
        assert_eq!(properties[0].1, "a%2Cb%3Ac%250A%3A%3Aerror%3A%3Ax.es.txt");
    }
}

#[test]
fn platforms_get_the_names_of_files_from_the_root_of_their_checkout() {
    let folder = Folder::new("annotations-root");
    folder.write(
        "desk/a.es.txt",
        "El alcalde inauguró el puente el viernes. .\n",
    );
    let names = |variable: &str, root: &str, args: &[&str]| {
        let mut command = command(&folder.0.join("desk"));
        command.env(variable, folder.0.join(root)).arg("check");
        let all = [
            "-f",
            "github",
            "-o",
            "a.sarif",
            "-o",
            "a.gitlab.json",
            "-o",
            "a.rdjson",
        ];
        let out = stdout(&command.args(args).args(all).output().unwrap());
        let value = |name: &str| serde_json::from_str::<Value>(&folder.read(name)).unwrap();
        let (sarif, gitlab) = (value("desk/a.sarif"), value("desk/a.gitlab.json"));
        let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        let rdjson = value("desk/a.rdjson")["diagnostics"][0]["location"]["path"].clone();
        [
            annotation(out.lines().next().unwrap()).1[0].1.clone(),
            place["artifactLocation"]["uri"]
                .as_str()
                .unwrap()
                .to_owned(),
            gitlab[0]["location"]["path"].as_str().unwrap().to_owned(),
            // Reviewdog runs where the program runs.
            rdjson.as_str().unwrap().to_owned(),
        ]
    };
    let rooted = ["desk/a.es.txt"; 3];
    for variable in ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"] {
        let [named @ .., near] = names(variable, "", &["a.es.txt"]);
        assert_eq!(
            (named.each_ref().map(String::as_str), near.as_str()),
            (rooted, "a.es.txt")
        );
    }
    assert_eq!(
        names("GITHUB_WORKSPACE", "", &["../desk/./a.es.txt"])[..3],
        rooted
    );
    let absolute = folder.0.join("desk/a.es.txt");
    assert_eq!(
        names("GITHUB_WORKSPACE", "", &[absolute.to_str().unwrap()])[..3],
        rooted
    );
    assert_eq!(
        names("GITHUB_WORKSPACE", "elsewhere", &["a.es.txt"]),
        ["a.es.txt"; 4]
    );
}

#[test]
fn spans_over_several_lines_have_no_columns() {
    let folder = Folder::new("annotations-lines");
    let source = "The mayor of Oakford opened the bridge on Friday.\n\nIt cost 48 million euros\nand is 281 metres long.\n\nMany people came to see it.\n";
    folder.write("a.en.txt", source);
    let version =
        "El alcalde de Oakford inauguró el puente el viernes.\n\nMucha gente acudió a verlo.\n";
    folder.write("a.es.txt", version);
    let out = folder.copydesk(&["check", "a.en.txt", "a.es.txt", "-f", "github"]);
    let out = out.expect(1).out();
    let (_, properties, _) = annotation(out.lines().next().unwrap());
    let keys: Vec<&str> = properties.iter().map(|(k, _)| k.as_str()).collect();
    assert_eq!(keys, ["file", "line", "endLine", "title"], "{out}");
}

#[test]
fn the_step_gets_a_summary_only_where_a_platform_asks_for_one() {
    let folder = many("summary");
    let summary = folder.write("summary.md", "What stood there.\n");
    let run = |format: &str| {
        let mut command = command(&folder.0);
        let command = command.env("GITHUB_STEP_SUMMARY", &summary);
        command
            .args(["check", ".", "--format", format])
            .output()
            .unwrap()
    };
    run("human");
    assert_eq!(folder.read("summary.md"), "What stood there.\n");
    let out = stdout(&run("github"));
    assert!(!out.contains("| error |"), "{out}");
    let text = folder.read("summary.md");
    assert!(
        text.starts_with("What stood there.\n### copydesk: 13 errors, "),
        "{text}"
    );
    assert_eq!(text.matches("| error | a").count(), 13);
}

#[test]
fn a_comment_stays_within_what_platforms_take_and_says_what_it_leaves_out() {
    let folder = Folder::new("annotations-comment");
    let line = format!(
        "El alcalde | <b>@desk</b> `x` inauguró *{}* hoy. .\n\n",
        "el puente ".repeat(12)
    );
    folder.write("a.es.txt", line.repeat(700));
    let text = folder
        .copydesk(&["check", "a.es.txt", "-f", "markdown"])
        .out();
    assert!(text.chars().count() < 65_000 && text.chars().count() > 50_000);
    let rows = text
        .lines()
        .filter(|l| l.starts_with("| warning |"))
        .count();
    assert!(
        rows > 100 && text.contains("In the full report: "),
        "{rows}"
    );
    assert!(!text.contains("<b>") && !text.contains("@desk"));
    for row in text.lines().filter(|l| l.starts_with("| ")) {
        let bars = row.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 6, "{row}");
    }
}

#[test]
fn a_table_for_spreadsheets_has_as_many_cells_in_every_row() {
    let folder = many("csv");
    folder.write("b.es.txt", "=1+1 \"El alcalde\", dijo\nque . . \n");
    let text = folder.copydesk(&["check", ".", "-f", "csv"]).out();
    let rows = csv(&text);
    let count = folder
        .copydesk(&["check", ".", "-f", "jsonl"])
        .out()
        .lines()
        .count();
    assert_eq!(rows.len(), count + 1);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    assert!(
        rows.iter()
            .flatten()
            .all(|cell| !cell.starts_with(['=', '@', '+']))
    );
}

/// The cells of a text by RFC 4180.
fn csv(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        let cell = row.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.push(chars.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {
                chars.next();
                rows.push(vec![String::new()]);
            }
            '\n' | '\r' if !quoted => panic!("a line end of one character"),
            c => cell.push(c),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends");
    rows
}

#[test]
fn concise_and_jsonl_have_a_line_for_each_finding() {
    let folder = many("lines");
    folder.write(
        "b.es.txt",
        "El alcalde inauguró el\nel puente el viernes.\n",
    );
    let all = ["check", ".", "--min-severity", "note", "-f"];
    let jsonl = folder.copydesk(&[&all[..], &["jsonl"]].concat()).out();
    let concise = folder.copydesk(&[&all[..], &["concise"]].concat()).out();
    let findings: Vec<Value> = jsonl
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(concise.lines().count(), findings.len());
    for (line, finding) in concise.lines().zip(&findings) {
        let path = finding["path"].as_str().unwrap();
        let place = format!(
            "{path}:{}:{}: {}: ",
            finding["line"],
            finding["column"],
            finding["severity"].as_str().unwrap()
        );
        assert!(line.starts_with(&place), "{line}: {place}");
        let fixable = finding["fix"]["safety"] == "safe";
        assert_eq!(line.ends_with(" [*]"), fixable, "{line}");
    }
}
