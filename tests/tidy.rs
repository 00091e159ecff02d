//! The house rules that the compiler does not hold: layers, the README's table, sizes of files.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the ground up. A file uses its own layer and those before it.
const LAYERS: [&[&str]; 9] = [
    &["text", "finding", "error"],
    &["language"],
    &["document"],
    &["reading"],
    &["align"],
    &["rules"],
    &["desk", "judge"],
    &["outcome"],
    &["cli"],
];

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut out = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut out);
    out
}

fn layer_of(name: &str) -> Option<usize> {
    LAYERS.iter().position(|rooms| rooms.contains(&name))
}

/// The room of a source file: the first folder or file name under `src/`.
fn room(path: &Path) -> String {
    let relative = path
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap();
    let first = relative
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file without its unit tests, which may look further.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn a_file_uses_only_its_own_layer_and_those_below() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in all_sources() {
        let room = room(&path);
        let Some(own) = layer_of(&room) else { continue };
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in code(&text).match_indices("crate::") {
            let used: String = text[at + 7..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            seen += 1;
            if layer_of(&used).is_some_and(|layer| layer > own) {
                wrong.push(format!(
                    "{} (layer {room}) uses crate::{used}",
                    path.display()
                ));
            }
        }
    }
    assert!(seen > 100, "the test reads the uses");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_is_in_the_table_of_layers() {
    for path in all_sources() {
        let room = room(&path);
        assert!(
            layer_of(&room).is_some() || room == "lib" || room == "main",
            "{room} is in no layer"
        );
    }
}

#[test]
fn only_the_roof_touches_files_and_streams() {
    for path in all_sources() {
        let room = room(&path);
        if room == "cli" || room == "main" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for forbidden in [
            "std::fs", "std::env", "std::net", "stdout()", "stderr()", "println!", "unwrap()",
            ".expect(",
        ] {
            let found = code(&text)
                .lines()
                .any(|l| !l.trim_start().starts_with("//") && l.contains(forbidden));
            assert!(!found, "{} holds {forbidden}", path.display());
        }
    }
}

#[test]
fn no_module_has_a_name_that_says_nothing() {
    for path in all_sources() {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        for word in ["util", "helper", "manager", "misc", "common", "stuff"] {
            assert!(!stem.contains(word), "{}", path.display());
        }
    }
}

#[test]
fn the_readme_holds_the_table_of_rules() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["rules", "--format", "markdown"])
        .output()
        .unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(
        readme.contains(table.trim()),
        "put the output of `copydesk rules --format markdown` between the marks in README.md"
    );
}
