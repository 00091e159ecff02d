//! The formats that other programs read: valid by the facts of their published schemas, and true: places point at the words,
//! counts add up, names are one of a kind and stay.

mod schema;
mod scratch;

use schema::{Schema, xml};
use scratch::{Folder, copy, root};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const FILES: [(&str, &str); 5] = [
    ("sarif", "findings.sarif"),
    ("gitlab", "quality.gitlab.json"),
    ("rdjson", "findings.rdjson"),
    ("junit", "findings.junit.xml"),
    ("checkstyle", "findings.checkstyle.xml"),
];

/// A folder in which the findings of its articles have been written in every format.
struct Reports(Folder);

impl Reports {
    /// Of the twelve articles in five languages with their slips.
    fn of_newsroom(name: &str) -> Reports {
        let folder = Folder::new(&format!("formats-{name}"));
        copy(&root().join("tests/newsroom"), &folder.0);
        for no_article in ["README.md", "slips.tsv"] {
            std::fs::remove_file(folder.0.join(no_article)).unwrap();
        }
        let reports = Reports(folder);
        reports.write(&["."]);
        reports
    }

    fn write(&self, paths: &[&str]) {
        let mut args = vec!["check", "--min-severity", "note", "-o", "findings.json"];
        for (_, file) in FILES {
            args.extend(["-o", file]);
        }
        args.extend(paths);
        let run = self.0.copydesk(&args);
        assert!(run.code() != Some(2), "{}", run.err());
    }

    /// A report as a value.
    fn read(&self, format: &str) -> Value {
        let (_, file) = FILES.iter().find(|(f, _)| *f == format).unwrap();
        let text = self.0.read(file);
        if file.ends_with(".xml") {
            xml(&text)
        } else {
            serde_json::from_str(&text).unwrap()
        }
    }

    /// The findings of the machine interface in their order, each with the name of its family.
    fn findings(&self) -> Vec<Value> {
        let report: Value = serde_json::from_str(&self.0.read("findings.json")).unwrap();
        let families = report["families"].as_array().unwrap().iter();
        families
            .flat_map(|family| family["findings"].as_array().unwrap().clone())
            .collect()
    }

    /// The lines of a file, each with its end, without a byte order mark.
    fn lines(&self, path: &str) -> Vec<String> {
        let text = self.0.read(path);
        let text = text.trim_start_matches('\u{feff}');
        text.split_inclusive('\n').map(str::to_owned).collect()
    }

    /// The text between two places, each a line and a column, both from 1; `length` says in what columns count.
    fn between(
        &self,
        path: &str,
        (line, column): (usize, usize),
        (last, end): (usize, usize),
        length: fn(char) -> usize,
    ) -> String {
        let lines = self.lines(path);
        let cut = |line: &str, column: usize| {
            let mut at = 1;
            let mut bytes = 0;
            for c in line.chars() {
                if at == column {
                    break;
                }
                at += length(c);
                bytes += c.len_utf8();
            }
            assert_eq!(
                at, column,
                "{path}: no character starts in column {column} of {line:?}"
            );
            bytes
        };
        let empty = String::new();
        let of = |line: usize| lines.get(line - 1).unwrap_or(&empty);
        if line == last {
            let text = of(line);
            return text[cut(text, column)..cut(text, end)].to_owned();
        }
        let mut out = of(line)[cut(of(line), column)..].to_owned();
        out.extend((line + 1..last).map(|l| of(l).clone()));
        out + &of(last)[..cut(of(last), end)]
    }
}

fn number(value: &Value) -> usize {
    match value {
        Value::String(digits) => digits.parse().unwrap(),
        number => number.as_u64().unwrap_or_else(|| panic!("{number}")) as usize,
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

#[test]
fn every_format_is_valid_by_its_schema() {
    let reports = Reports::of_newsroom("valid");
    assert!(reports.findings().len() > 60);
    for (format, _) in FILES {
        let complaints = Schema::read(format).complaints(&reports.read(format));
        assert!(complaints.is_empty(), "{format}: {complaints:#?}");
    }
    // So it is with nothing to report.
    reports.write(&["city/mercado.en.txt", "--select", "mojibake"]);
    for (format, _) in FILES {
        let complaints = Schema::read(format).complaints(&reports.read(format));
        assert!(complaints.is_empty(), "{format}: {complaints:#?}");
    }
}

/// What is done to a document: a value put at a place, or taken away from there.
type Break = (&'static str, Option<Value>);

#[test]
fn a_broken_document_is_not_valid() {
    let reports = Reports::of_newsroom("broken");
    let result = "/runs/0/results/0";
    let at = |path: &str| -> &'static str { Box::leak(format!("{result}{path}").into_boxed_str()) };
    let breaks: [(&str, Vec<Break>); 5] = [
        (
            "sarif",
            vec![
                ("/version", Some(json!("2.0.0"))),
                ("/runs", Some(json!({}))),
                ("/runs/0/tool", None),
                ("/runs/0/columnKind", Some(json!("bytes"))),
                ("/runs/0/files", Some(json!([]))),
                ("/runs/0/tool/driver/rules/0/id", None),
                (at("/message"), None),
                (at("/message/text"), None),
                (at("/level"), Some(json!("fatal"))),
                (at("/rank"), Some(json!(100.1))),
                (at("/ruleIndex"), Some(json!(1.5))),
                (at("/line"), Some(json!(1))),
                (at("/partialFingerprints/copydesk~1v1"), Some(json!(7))),
                (
                    at("/locations/0/physicalLocation/region/startLine"),
                    Some(json!(0)),
                ),
                (
                    at("/locations/0/physicalLocation/artifactLocation/uri"),
                    Some(json!("a b.txt")),
                ),
                (at("/fixes"), Some(json!([{ "artifactChanges": [] }]))),
            ],
        ),
        (
            "gitlab",
            vec![
                ("", Some(json!({}))),
                ("/0/severity", Some(json!("warning"))),
                ("/0/fingerprint", None),
                ("/0/location/path", Some(json!("./a.txt"))),
                ("/0/location/lines", None),
                ("/0/location/lines/begin", Some(json!("3"))),
                ("/0/description", Some(json!(" "))),
            ],
        ),
        (
            "rdjson",
            vec![
                ("/diagnostics", None),
                ("/diagnostics/0/severity", Some(json!("warning"))),
                ("/diagnostics/0/message", None),
                ("/diagnostics/0/rule", Some(json!("x"))),
                ("/diagnostics/0/location/range/start/column", Some(json!(0))),
                ("/diagnostics/0/code", Some(json!("x"))),
            ],
        ),
        (
            "junit",
            vec![
                ("/testsuites/@tests", Some(json!("-1"))),
                ("/testsuites/testsuite/0/@name", None),
                ("/testsuites/testsuite/0/testcase/0/@file", Some(json!("a"))),
                ("/testsuites/testsuite/0/testcase/0/passed", Some(json!([]))),
                (
                    "/testsuites/testsuite/0/testcase/0/failure/0/@severity",
                    Some(json!("a")),
                ),
            ],
        ),
        (
            "checkstyle",
            vec![
                ("/checkstyle", None),
                ("/checkstyle/file/0/@name", None),
                ("/checkstyle/file/0/error/0/@line", Some(json!("x"))),
                ("/checkstyle/file/0/error/0/@severity", Some(json!("note"))),
                ("/checkstyle/file/0/error/0/@column", Some(json!("0"))),
                ("/checkstyle/file/0/warning", Some(json!([]))),
            ],
        ),
    ];
    for (format, breaks) in breaks {
        let schema = Schema::read(format);
        let right = reports.read(format);
        for (place, change) in breaks {
            let broken = broken(&right, place, change.clone());
            assert_ne!(broken, right, "{format} {place}");
            let complaints = schema.complaints(&broken);
            assert!(!complaints.is_empty(), "{format} {place} {change:?}");
        }
    }
}

fn broken(right: &Value, place: &str, change: Option<Value>) -> Value {
    let mut document = right.clone();
    let Some((parent, key)) = place.rsplit_once('/') else {
        return change.unwrap();
    };
    let parent = document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("{place}"));
    let key = key.replace("~1", "/");
    let object = parent.as_object_mut().unwrap();
    match change {
        Some(value) => drop(object.insert(key, value)),
        None => drop(object.remove(&key)),
    }
    document
}

#[test]
fn sarif_points_at_the_words_and_names_its_rules() {
    let reports = Reports::of_newsroom("sarif");
    let sarif = reports.read("sarif");
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = list(&run["tool"]["driver"]["rules"]);
    let (results, findings) = (list(&run["results"]), reports.findings());
    assert_eq!(results.len(), findings.len());
    let region = |location: &Value| {
        let place = &location["physicalLocation"];
        let path = text(&place["artifactLocation"]["uri"]);
        let at = |key: &str| number(&place["region"][key]);
        let (start, end) = (
            (at("startLine"), at("startColumn")),
            (at("endLine"), at("endColumn")),
        );
        reports.between(path, start, end, |_| 1)
    };
    let mut used = BTreeSet::new();
    for (result, finding) in results.iter().zip(&findings) {
        assert_eq!(
            region(&result["locations"][0]),
            text(&finding["text"]),
            "{result}"
        );
        let evidence: Vec<String> = list(&finding["evidence"])
            .iter()
            .map(|e| text(&e["text"]).to_owned())
            .collect();
        let related: Vec<String> = list(&result["relatedLocations"])
            .iter()
            .map(region)
            .collect();
        assert_eq!(related, evidence);
        let index = number(&result["ruleIndex"]);
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert_eq!(result["ruleId"], finding["rule"]);
        assert_eq!(result["level"], finding["severity"]);
        used.insert(index);
        let (fix, alternatives) = (&finding["fix"], list(&finding["alternatives"]));
        let told = fix["safety"] == "safe" || !alternatives.is_empty();
        assert_eq!(result["fixes"].is_array(), told, "{result}");
        let ways = [fix].into_iter().filter(|fix| fix.is_object());
        for (fix, way) in list(&result["fixes"]).iter().zip(ways.chain(alternatives)) {
            for (change, edit) in list(&fix["artifactChanges"][0]["replacements"])
                .iter()
                .zip(list(&way["edits"]))
            {
                assert_eq!(change["insertedContent"]["text"], edit["replacement"]);
            }
        }
    }
    assert_eq!(used.len(), rules.len(), "a rule that nothing names");
    for rule in rules {
        assert!(
            text(&rule["help"]["markdown"]).contains("## Why it matters"),
            "{rule}"
        );
    }
}

/// Letters outside of the first plane: one code point, two units of UTF-16, four bytes of UTF-8.
#[test]
fn columns_count_what_each_format_says() {
    let folder = Folder::new("formats-columns");
    let line = "El 🎻 grupo 𝄞 tocó el el viernes.";
    folder.write("a.es.txt", format!("Concierto\n\n{line}\n"));
    let reports = Reports(folder);
    reports.write(&["a.es.txt", "--select", "doubled-word"]);
    let words = "el el";
    let at = line.find(words).unwrap();
    let points = line[..at].chars().count() + 1;
    assert_eq!(at + 1 - points, 3 + 3 + 1, "two such letters and an accent");
    let [finding] = &reports.findings()[..] else {
        panic!()
    };
    assert_eq!(
        (&finding["column"], text(&finding["text"])),
        (&json!(points), words)
    );
    let sarif = reports.read("sarif");
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        *region,
        json!({"startLine": 3, "startColumn": points, "endLine": 3, "endColumn": points + 5})
    );
    let rdjson = reports.read("rdjson");
    let range = &rdjson["diagnostics"][0]["location"]["range"];
    assert_eq!(
        *range,
        json!({"start": {"line": 3, "column": at + 1}, "end": {"line": 3, "column": at + 1 + words.len()}})
    );
    assert_eq!(
        number(&reports.read("checkstyle")["checkstyle"]["file"][0]["error"][0]["@column"]),
        points
    );
}

#[test]
fn a_byte_order_mark_is_in_no_column() {
    let folder = Folder::new("formats-mark");
    folder.write("a.es.txt", "\u{feff}El alcalde abrió el el puente.\r\n");
    let reports = Reports(folder);
    reports.write(&["a.es.txt", "--select", "doubled-word"]);
    let sarif = reports.read("sarif");
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    let column = "El alcalde abrió ".chars().count() + 1;
    assert_eq!(
        *region,
        json!({"startLine": 1, "startColumn": column, "endLine": 1, "endColumn": column + 5})
    );
    // Offsets are those of the text as it was given.
    let finding = &reports.findings()[0];
    assert_eq!(number(&finding["start"]), "\u{feff}El alcalde abrió ".len());
    assert_eq!(number(&finding["column"]), column);
    // Reviewdog cuts the bytes of the line as they are in the file.
    let rdjson = reports.read("rdjson");
    let start = &rdjson["diagnostics"][0]["location"]["range"]["start"];
    assert_eq!(number(&start["column"]), number(&finding["start"]) + 1);
}

#[test]
fn files_are_named_so_that_they_are_found() {
    let folder = Folder::new("formats-names");
    let name = "los artículos/a & b #1 100%.es.txt";
    let path = folder.write(name, "El alcalde abrió el el puente.\n");
    let reports = Reports(folder);
    reports.write(&[&format!("./{name}")]);
    let uri = |reports: &Reports| {
        let sarif = reports.read("sarif");
        let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        text(&place["artifactLocation"]["uri"]).to_owned()
    };
    assert_eq!(
        uri(&reports),
        "los%20art%C3%ADculos/a%20%26%20b%20%231%20100%25.es.txt"
    );
    assert_eq!(reports.read("gitlab")[0]["location"]["path"], name);
    assert_eq!(
        reports.read("rdjson")["diagnostics"][0]["location"]["path"],
        name
    );
    assert_eq!(
        reports.read("checkstyle")["checkstyle"]["file"][0]["@name"],
        name
    );
    reports.write(&[path.to_str().unwrap()]);
    let absolute = uri(&reports);
    assert!(
        absolute.starts_with("file:///") && absolute.ends_with("100%25.es.txt"),
        "{absolute}"
    );
    assert_eq!(
        Schema::read("sarif").complaints(&reports.read("sarif")),
        [""; 0]
    );
}

#[test]
fn reviewdog_finds_the_words_by_bytes() {
    let reports = Reports::of_newsroom("rdjson");
    let rdjson = reports.read("rdjson");
    let (diagnostics, findings) = (list(&rdjson["diagnostics"]), reports.findings());
    assert_eq!(diagnostics.len(), findings.len());
    let words = |path: &Value, range: &Value| {
        let place = |key: &str| (number(&range[key]["line"]), number(&range[key]["column"]));
        reports.between(text(path), place("start"), place("end"), char::len_utf8)
    };
    let mut suggestions = 0;
    for (diagnostic, finding) in diagnostics.iter().zip(&findings) {
        let location = &diagnostic["location"];
        assert_eq!(
            words(&location["path"], &location["range"]),
            text(&finding["text"])
        );
        for (related, evidence) in list(&diagnostic["related_locations"])
            .iter()
            .zip(list(&finding["evidence"]))
        {
            let location = &related["location"];
            assert_eq!(
                words(&location["path"], &location["range"]),
                text(&evidence["text"])
            );
        }
        for (suggestion, edit) in list(&diagnostic["suggestions"])
            .iter()
            .zip(list(&finding["fix"]["edits"]))
        {
            suggestions += 1;
            assert_eq!(suggestion["text"], edit["replacement"]);
            let removed = words(&location["path"], &suggestion["range"]);
            assert_eq!(removed.len(), number(&edit["end"]) - number(&edit["start"]));
        }
    }
    assert!(suggestions > 20, "{suggestions}");
}

#[test]
fn the_counts_of_junit_add_up_and_every_text_is_a_test() {
    let reports = Reports::of_newsroom("junit");
    let junit = reports.read("junit");
    let all = &junit["testsuites"];
    let (mut tests, mut failures) = (0, 0);
    let mut files = BTreeSet::new();
    for suite in list(&all["testsuite"]) {
        let cases = list(&suite["testcase"]);
        let failed = cases
            .iter()
            .filter(|case| !list(&case["failure"]).is_empty())
            .count();
        assert_eq!(
            (number(&suite["@tests"]), number(&suite["@failures"])),
            (cases.len(), failed)
        );
        let names: BTreeSet<String> = cases
            .iter()
            .map(|c| format!("{} {}", c["@classname"], c["@name"]))
            .collect();
        assert_eq!(names.len(), cases.len(), "two tests of one name: {suite}");
        files.extend(
            cases
                .iter()
                .map(|case| text(&case["@classname"]).to_owned()),
        );
        tests += cases.len();
        failures += failed;
    }
    assert_eq!(
        (number(&all["@tests"]), number(&all["@failures"])),
        (tests, failures)
    );
    assert_eq!((list(&all["testsuite"]).len(), files.len()), (12, 60));
    assert_eq!(failures, reports.findings().len());
}

#[test]
fn checkstyle_names_each_file_once_and_places_that_are_there() {
    let reports = Reports::of_newsroom("checkstyle");
    let checkstyle = reports.read("checkstyle");
    let files = list(&checkstyle["checkstyle"]["file"]);
    let names: BTreeSet<&str> = files.iter().map(|f| text(&f["@name"])).collect();
    assert_eq!(names.len(), files.len());
    let mut count = 0;
    for file in files {
        let lines = reports.lines(text(&file["@name"]));
        for error in list(&file["error"]) {
            count += 1;
            let line = &lines[number(&error["@line"]) - 1];
            let column = number(&error["@column"]);
            assert!(column <= line.chars().count() + 1, "{error} in {line:?}");
            assert!(text(&error["@source"]).starts_with("copydesk."));
        }
    }
    assert_eq!(count, reports.findings().len());
}

/// What a platform remembers a finding by.
fn names_of_findings(reports: &Reports) -> [BTreeMap<String, String>; 2] {
    let sarif = reports.read("sarif");
    let results = list(&sarif["runs"][0]["results"]).iter();
    let of_sarif = results.map(|r| {
        let uri = &r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let name = format!("{uri} {}", r["partialFingerprints"]["copydesk/v1"]);
        (name, text(&r["ruleId"]).to_owned())
    });
    let gitlab = reports.read("gitlab");
    let of_gitlab = list(&gitlab).iter().map(|issue| {
        let name = text(&issue["fingerprint"]).to_owned();
        (name, text(&issue["check_name"]).to_owned())
    });
    [of_sarif.collect(), of_gitlab.collect()]
}

#[test]
fn fingerprints_are_one_of_a_kind_and_stay_when_the_text_moves() {
    let reports = Reports::of_newsroom("fingerprints");
    let before = names_of_findings(&reports);
    let count = reports.findings().len();
    assert_eq!(
        before.each_ref().map(BTreeMap::len),
        [count; 2],
        "two findings of one name"
    );
    reports.write(&["."]);
    assert_eq!(names_of_findings(&reports), before, "another run");
    for (lang, paragraph) in [
        ("es", "La lluvia empezó por la mañana."),
        ("en", "The rain began in the morning."),
        ("pt", "A chuva começou de manhã."),
        ("it", "La pioggia è iniziata al mattino."),
        ("fr", "La pluie a commencé le matin."),
    ] {
        for family in ["mercado", "biblioteca-movil", "maraton"] {
            let name = format!("city/{family}.{lang}.txt");
            let above = reports
                .0
                .read(&name)
                .replacen("\n\n", &format!("\n\n{paragraph}\n\n"), 1);
            reports.0.write(&name, above);
        }
    }
    let lines = |reports: &Reports| -> Vec<usize> {
        reports
            .findings()
            .iter()
            .map(|f| number(&f["line"]))
            .collect()
    };
    let old_lines = lines(&reports);
    reports.write(&["."]);
    assert_ne!(lines(&reports), old_lines);
    assert_eq!(names_of_findings(&reports), before, "a paragraph above");
}
