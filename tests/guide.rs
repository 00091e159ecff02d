//! The guide and the README: every command in them is run, what they quote is printed, their configurations are read, and the
//! rules' pages are those of the rules.
//!
//! A fence `sh` is run line by line in a folder with the bundled articles, also as `content/`. `<!-- status: 1 -->` before it
//! says with which status each line ends, of the last fence too if several follow each other; `<!-- output -->` before a
//! fence `text` says that its lines are printed by the commands before it, a line `…` standing for any others.

mod scratch;

use scratch::{Folder, copy, copydesk, examples, root, stderr, stdout};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Programs of others that commands of the guide call; they are not what is tried here.
const STUBS: [(&str, &str); 2] = [
    (
        "cargo",
        "#!/bin/sh\nif [ \"$1\" = run ]; then while [ \"$1\" != -- ]; do shift; done; shift; exec copydesk \"$@\"; fi\n",
    ),
    ("reviewdog", "#!/bin/sh\nexec cat >/dev/null\n"),
];

/// A piece of a page that means something to the tests.
enum Piece {
    /// Commands, the line of the first, and the status they end with.
    Commands(Vec<String>, usize, i32),
    /// Lines that the commands before print.
    Output(Vec<String>),
    /// A configuration.
    Configuration(String),
}

fn pieces(page: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let (mut status, mut output) = (0, false);
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(said) = comment(line, "status: ") {
            status = said.parse().unwrap();
        } else if line == "<!-- output -->" {
            output = true;
        } else if let Some(language) = line.strip_prefix("```") {
            let body: Vec<String> = lines
                .by_ref()
                .map(|(_, l)| l.to_owned())
                .take_while(|l| l != "```")
                .collect();
            match language {
                "sh" => {
                    out.push(Piece::Commands(body, at + 2, status));
                    status = 0;
                }
                "text" if output => {
                    out.push(Piece::Output(body));
                    output = false;
                }
                "toml" => out.push(Piece::Configuration(body.join("\n"))),
                _ => {}
            }
        }
    }
    out
}

fn comment<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.strip_prefix("<!-- ")?
        .strip_suffix(" -->")?
        .strip_prefix(key)
}

/// What somebody who follows the page has: the articles of the program, and an outlet's in `content/`.
fn folder(name: &str) -> Folder {
    let folder = Folder::newsroom(&format!("guide-{name}"));
    folder.write("copydesk.toml", "source = \"en\"\n");
    copy(&examples(), &folder.0.join("data/examples"));
    let harbour = |lang| folder.read(&format!("content/harbour.{lang}.txt"));
    folder.write("article.es.txt", harbour("es"));
    folder.write("article.en.txt", harbour("en"));
    folder.write("records.jsonl", "");
    folder.write("README.md", "Not an article.\n");
    copy(&root().join("docs/src"), &folder.0.join("docs/src"));
    for (name, script) in STUBS {
        make_executable(&folder.write(&format!("stubs/{name}"), script));
    }
    folder.commit("all");
    folder.git(&["checkout", "-q", "-b", "feature"]);
    folder
}

/// Runs a page and says how many commands it has.
fn follow(path: &Path) -> usize {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let page = fs::read_to_string(path).unwrap();
    let inside = path.strip_prefix(root()).unwrap();
    let folder = folder(&inside.to_string_lossy().replace(['/', '.'], "-"));
    let mut count = 0;
    let mut printed = String::new();
    for piece in pieces(&page) {
        match piece {
            Piece::Commands(lines, first, status) => {
                printed.clear();
                for (i, line) in lines.iter().enumerate().filter(|(_, l)| !l.is_empty()) {
                    count += 1;
                    let output = folder.shell("sh", line, &[]);
                    let said = stdout(&output) + stderr(&output).as_str();
                    let place = format!("{name}.md:{}: {line}", first + i);
                    let ended = output.status.code().unwrap();
                    let end: Vec<&str> = said.lines().rev().take(6).collect();
                    assert_eq!(ended, status, "{place}\n{}", end.join("\n"));
                    printed.push_str(&said);
                }
            }
            Piece::Output(lines) => {
                let mut rest = printed.as_str();
                for line in lines.iter().filter(|l| *l != "…" && !l.is_empty()) {
                    let at = rest.find(line.as_str());
                    let at = at.unwrap_or_else(|| {
                        panic!("{name}.md: not printed: {line}\nbut:\n{printed}")
                    });
                    rest = &rest[at + line.len()..];
                }
            }
            Piece::Configuration(text) => {
                let file = folder.write("tried/copydesk.toml", text);
                let output = copydesk(&folder.0, &["config", "--config", &file.to_string_lossy()]);
                assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
            }
        }
    }
    count
}

fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(root().join("docs/src"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    pages.sort();
    pages
}

#[test]
fn every_command_of_the_guide_does_what_it_says() {
    let count: usize = pages().iter().map(|page| follow(page)).sum();
    assert!(count > 40, "{count}");
}

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    assert!(follow(&root().join("README.md")) > 8);
}

#[test]
fn the_pages_of_the_rules_are_those_of_the_rules() {
    let folder = Folder::new("pages");
    let summary = fs::read_to_string(root().join("docs/src/SUMMARY.md")).unwrap();
    folder.write("SUMMARY.md", &summary);
    let output = copydesk(&folder.0, &["rules", "--pages", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let made: Vec<PathBuf> = fs::read_dir(folder.0.join("rules"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    let kept = root().join("docs/src/rules");
    assert_eq!(made.len(), fs::read_dir(&kept).unwrap().count());
    let mut stale = Vec::new();
    for path in made {
        let name = path.file_name().unwrap();
        let ours = fs::read_to_string(kept.join(name)).unwrap_or_default();
        if ours != fs::read_to_string(&path).unwrap() {
            stale.push(name.to_owned());
        }
    }
    assert!(
        stale.is_empty() && summary == folder.read("SUMMARY.md"),
        "run `copydesk rules --pages docs/src`: {stale:?}"
    );
}

#[test]
fn the_table_of_contents_holds_every_page_and_no_link_is_dead() {
    let source = root().join("docs/src");
    let summary = fs::read_to_string(source.join("SUMMARY.md")).unwrap();
    let mut dead = Vec::new();
    let all = pages().into_iter().chain(
        fs::read_dir(source.join("rules"))
            .unwrap()
            .map(|e| e.unwrap().path()),
    );
    for path in all {
        let inside = path.strip_prefix(&source).unwrap().to_string_lossy();
        assert!(
            inside == "SUMMARY.md" || summary.contains(&format!("({inside})")),
            "{inside}"
        );
        let text = fs::read_to_string(&path).unwrap();
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap();
            let there = path.parent().unwrap().join(target);
            if target.ends_with(".md") && !there.is_file() {
                dead.push(format!("{inside}: {target}"));
            }
        }
        for include in text.split("{{#include ").skip(1) {
            let target = include.split("}}").next().unwrap();
            assert!(path.parent().unwrap().join(target).is_file(), "{target}");
        }
    }
    assert!(dead.is_empty(), "{dead:?}");
}

/// `COPYDESK_BLESS=1` writes the picture anew.
#[test]
fn the_picture_of_the_terminal_is_what_is_printed() {
    let folder = Folder::newsroom("picture");
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder.0.join("content"))
        .args([
            "check",
            "harbour.en.txt",
            "harbour.es.txt",
            "--color",
            "always",
        ])
        .output()
        .unwrap();
    let text = stdout(&output);
    let colour = |r, g, b| anstyle::Color::Rgb(anstyle::RgbColor(r, g, b));
    let term = anstyle_svg::Term::new()
        .palette(anstyle_svg::WIN10_CONSOLE)
        .fg_color(colour(0xe6, 0xe3, 0xdc))
        .bg_color(colour(0x1b, 0x1e, 0x22));
    let svg = term.render_svg(&format!(
        "$ copydesk check harbour.en.txt harbour.es.txt\n{text}"
    ));
    let path = root().join("docs/src/images/terminal.svg");
    if std::env::var_os("COPYDESK_BLESS").is_some() {
        fs::write(&path, &svg).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == svg, "run this test with COPYDESK_BLESS=1");
}

#[cfg(unix)]
fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn make_executable(_: &Path) {}
