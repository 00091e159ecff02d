//! The bundled examples: the clean ones are clean, and in the others all that is listed is found and nothing else.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn check(folder: &str) -> Vec<(String, String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--format", "json"])
        .arg(root.join("data/examples").join(folder))
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut out = Vec::new();
    for family in report["families"].as_array().unwrap() {
        for finding in family["findings"].as_array().unwrap() {
            let version = finding["version"].as_u64().map_or("source", |v| {
                family["versions"][v as usize]["path"].as_str().unwrap()
            });
            let file = version.rsplit('/').next().unwrap().to_owned();
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            out.push((file, text("rule"), text("text"), text("severity")));
        }
    }
    out
}

#[test]
fn the_clean_examples_are_clean() {
    let loud: Vec<_> = check("clean")
        .into_iter()
        .filter(|f| f.3 != "note")
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
}

#[test]
fn the_slips_are_found_and_nothing_else() {
    let list = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples/slips.tsv"),
    )
    .unwrap();
    let expected: Vec<Vec<&str>> = list
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| l.split('\t').collect())
        .collect();
    assert!(expected.len() >= 30);
    let found = check("slips");
    let hits = |e: &[&str], f: &(String, String, String, String)| {
        f.0 == e[0] && f.1 == e[1] && (f.2.contains(e[2]) || e[2].contains(f.2.as_str()))
    };
    let missed: Vec<_> = expected
        .iter()
        .filter(|e| !found.iter().any(|f| hits(e, f)))
        .collect();
    let extra: Vec<_> = found
        .iter()
        .filter(|f| f.3 != "note" && !expected.iter().any(|e| hits(e, f)))
        .collect();
    assert!(
        missed.is_empty() && extra.is_empty(),
        "missed {missed:#?}\nextra {extra:#?}"
    );
}
