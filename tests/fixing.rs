//! `fix` and files: bytes that are not ours to change stay, a file is written whole or not at all, a text on standard input
//! comes out again.

mod scratch;

use scratch::{Folder, Run, stderr, stdout};
use std::fs;
use std::process::{Command, Stdio};

const SOURCE: &str = "Mayor opens new bridge\n\nThe mayor of Oakford opened the bridge on Friday.\n\nIt cost 48 million euros and is 281 metres long.\n";
const GOOD: &str = "El alcalde inaugura un nuevo puente\n\nEl alcalde de Oakford inauguró el puente el viernes.\n\nCostó 48 millones de euros y mide 281 metros.\n";

/// The translation with a slip that is safe to put right.
fn slip() -> String {
    GOOD.replace("viernes.", "viernes. .")
}

fn pair(name: &str) -> Folder {
    let folder = Folder::new(&format!("fixing-{name}"));
    folder.write("bridge.en.txt", SOURCE);
    folder.write("bridge.es.txt", slip());
    folder
}

const FIX: [&str; 3] = ["fix", "bridge.en.txt", "bridge.es.txt"];

fn names(folder: &Folder) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(&folder.0)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let marked = "\u{feff}".to_owned() + text;
    marked.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn encoding_mark_and_line_ends_stay() {
    let ends = [
        ("LF", "\n"),
        ("CRLF", "\r\n"),
        ("CR", "\r"),
        ("NEL", "\u{85}"),
    ];
    type Encode = fn(&str) -> Vec<u8>;
    let encodings: [(&str, Encode); 4] = [
        ("UTF-8", |text| text.into()),
        ("UTF-8 with a mark", |text| format!("\u{feff}{text}").into()),
        ("UTF-16, little end first", |text| {
            utf16(text, u16::to_le_bytes)
        }),
        ("UTF-16, big end first", |text| {
            utf16(text, u16::to_be_bytes)
        }),
    ];
    for (end, newline) in ends {
        for (encoding, encode) in encodings {
            let folder = pair("bytes");
            // The blank lines between the blocks stay LF where another character only breaks a line inside a block.
            let with_ends = |text: &str| match newline {
                "\u{85}" => text.replacen(". C", &format!(".{newline}C"), 1),
                _ => text.replace('\n', newline),
            };
            let joined = |text: &str| text.replace("metros.", "metros. Costó mucho.");
            let bytes = |text: &str| encode(&with_ends(&joined(text)));
            folder.write("bridge.es.txt", bytes(&slip()));
            let run = folder.copydesk(&["fix", "bridge.es.txt"]).expect(0);
            assert!(
                run.out().contains("Made 1 edit in 1 file"),
                "{end} {encoding}: {}",
                run.out()
            );
            assert_eq!(
                folder.bytes("bridge.es.txt"),
                bytes(GOOD),
                "{end} {encoding}"
            );
        }
    }
}

#[test]
fn a_text_that_is_right_is_not_written() {
    let folder = pair("untouched");
    let path = folder.write("bridge.es.txt", GOOD);
    let written = || fs::metadata(&path).unwrap().modified().unwrap();
    let before = written();
    folder.copydesk(&FIX).expect(0);
    assert_eq!(written(), before);
}

#[test]
fn nothing_but_the_edits_changes_in_markdown_and_html() {
    let folder = Folder::new("fixing-markup");
    let markdown = "---\ntitle: 'El puente'\ntags: [a,  b]\n---\n\nEl *alcalde*   [inauguró][1] el puente &mdash; el viernes. .\n\n| a | b |\n|---|:-:|\n| 1 |  2|\n\n```\nx . . y\n```\n\n* uno\n* dos\n\n[1]: https://example.org/a..b\n";
    let html = "<!DOCTYPE html>\n<html lang=es><head><title>El puente</title>\n<script>var a = '. .';</script></head>\n<body>\n<p class='a  b'>El <b>alcalde</b> inauguró el puente &mdash; el viernes. .\n<p>Costó <i>mucho</i><br/>dinero. <!-- . . -->\n<pre>x . . y</pre>\n</body></html>\n";
    folder.write("a.es.md", markdown);
    folder.write("b.es.html", html);
    for name in ["a.es.md", "b.es.html"] {
        folder.copydesk(&["fix", name]).expect(0);
    }
    assert_eq!(
        folder.read("a.es.md"),
        markdown.replace("viernes. .", "viernes.")
    );
    assert_eq!(
        folder.read("b.es.html"),
        html.replace("viernes. .", "viernes.")
    );
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = pair("permissions");
    let path = folder.0.join("bridge.es.txt");
    for mode in [0o644, 0o600, 0o755, 0o664] {
        fs::write(&path, slip()).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        folder.copydesk(&FIX).expect(0);
        assert_eq!(folder.read("bridge.es.txt"), GOOD);
        let kept = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(kept, mode, "{kept:o}");
    }
    folder.write("desk/puente.txt", slip());
    fs::remove_file(&path).unwrap();
    symlink("desk/puente.txt", &path).unwrap();
    folder.copydesk(&FIX).expect(0);
    assert_eq!(folder.read("desk/puente.txt"), GOOD);
    assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    assert_eq!(names(&folder), ["bridge.en.txt", "bridge.es.txt", "desk"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_named_and_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = pair("read-only");
    let path = folder.0.join("bridge.es.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let run = folder.copydesk(&FIX).expect(2);
    assert_eq!(
        run.err(),
        "copydesk: bridge.es.txt: cannot be written: it is read-only\n"
    );
    assert_eq!(folder.read("bridge.es.txt"), slip());
    assert_eq!(names(&folder), ["bridge.en.txt", "bridge.es.txt"]);
}

/// A disk that takes nothing, as far as a limit of the shell can play one.
#[cfg(unix)]
#[test]
fn a_write_that_fails_leaves_the_file_and_nothing_else() {
    let folder = pair("full");
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$COPYDESK\" fix bridge.en.txt bridge.es.txt";
    let output = Command::new("sh")
        .args(["-c", script])
        .current_dir(&folder.0)
        .env("COPYDESK", env!("CARGO_BIN_EXE_copydesk"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    let said = stderr(&output);
    assert!(
        said.starts_with("copydesk: bridge.es.txt: cannot be written: "),
        "{said}"
    );
    assert_eq!(folder.read("bridge.es.txt"), slip());
    assert_eq!(names(&folder), ["bridge.en.txt", "bridge.es.txt"]);
}

/// Where the tests run as root, who may write anywhere, the program runs as nobody.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_an_error_that_names_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = pair("read-only-folder");
    let program = folder.0.join("copydesk");
    fs::copy(env!("CARGO_BIN_EXE_copydesk"), &program).unwrap();
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o555)).unwrap();
    let root = fs::write(folder.0.join("probe"), "").is_ok();
    let mut command = Command::new(if root { "setpriv" } else { "env" });
    if root {
        fs::remove_file(folder.0.join("probe")).unwrap();
        command.args(["--reuid=65534", "--clear-groups"]);
    }
    let output = command
        .arg(&program)
        .args(FIX)
        .current_dir(&folder.0)
        .output();
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o755)).unwrap();
    let Ok(output) = output else {
        return;
    };
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let said = stderr(&output);
    assert!(
        said.starts_with("copydesk: bridge.es.txt: cannot be written: Permission denied"),
        "{said}"
    );
    assert_eq!(folder.read("bridge.es.txt"), slip());
}

#[test]
fn a_text_on_standard_input_comes_out_fixed() {
    let folder = pair("stdin");
    folder.write("bridge.fr.txt", "Le maire ouvre le pont vendredi. .\n");
    folder.write("copydesk.toml", "source = \"en\"\n");
    let saved = folder.read("bridge.es.txt");
    let args = [
        "fix",
        "-",
        "--stdin-path",
        "bridge.es.txt",
        "--fail-on",
        "never",
    ];
    let typed = slip().replace("281", "281 ");
    let run = folder.copydesk_with(&args, &typed).expect(0);
    assert_eq!(run.out(), GOOD.replace("281", "281 "));
    // Only this text is ours; its siblings are read.
    assert!(
        run.err().contains("bridge.es.txt:3:") && !run.err().contains("bridge.fr"),
        "{}",
        run.err()
    );
    assert_eq!(folder.read("bridge.es.txt"), saved);
    assert_eq!(
        folder.read("bridge.fr.txt"),
        "Le maire ouvre le pont vendredi. .\n"
    );
    // Its bytes come out in the encoding in which they came in.
    let wide = utf16(&slip().replace('\n', "\r\n"), u16::to_le_bytes);
    let Run(output) = folder.copydesk_with(&args, &wide).expect(0);
    assert_eq!(
        output.stdout,
        utf16(&GOOD.replace('\n', "\r\n"), u16::to_le_bytes)
    );
    // A text that is right, or that is the source, comes out as it came in.
    let run = folder.copydesk_with(&args, GOOD).expect(0);
    assert_eq!(run.out(), GOOD);
    let source = [
        "fix",
        "-",
        "--stdin-path",
        "bridge.en.txt",
        "--fail-on",
        "never",
    ];
    let run = folder.copydesk_with(&source, SOURCE).expect(0);
    assert_eq!(run.out(), SOURCE);
    // A file that is not there yet is a text alone.
    let run = folder
        .copydesk_with(&["fix", "-", "--stdin-path", "new.es.txt"], slip())
        .expect(0);
    assert_eq!(run.out(), GOOD);
}

#[test]
fn a_text_on_standard_input_is_compared_without_being_printed() {
    let folder = pair("stdin-diff");
    let args = [
        "fix",
        "-",
        "--stdin-path",
        "bridge.es.txt",
        "--diff",
        "--source",
        "en",
    ];
    let run = folder.copydesk_with(&args, slip()).expect(1);
    assert!(
        run.out().contains("el puente el viernes.[- .-]"),
        "{}",
        run.out()
    );
    assert!(
        !run.out().contains("El alcalde inaugura un nuevo puente"),
        "{}",
        run.out()
    );
    folder.copydesk_with(&args, GOOD).expect(0);
}

#[test]
fn two_things_do_not_share_standard_output() {
    let folder = pair("stdout");
    let stdin = ["fix", "-", "--stdin-path", "bridge.es.txt"];
    for more in [&["--format", "json"][..], &["--log", "-"]] {
        let run = folder
            .copydesk_with(&[&stdin[..], more].concat(), slip())
            .expect(2);
        assert!(
            run.err().contains("cannot both go to standard output"),
            "{}",
            run.err()
        );
        assert_eq!(run.out(), "");
    }
    let run = folder
        .copydesk(&[&FIX[..], &["--format", "json", "--log", "-"]].concat())
        .expect(2);
    assert!(
        run.err().contains("the report and the log"),
        "{}",
        run.err()
    );
    assert_eq!(
        folder.read("bridge.es.txt"),
        slip(),
        "nothing was done before that was said"
    );
    // One of them goes there, and what people are told goes elsewhere.
    let run = folder
        .copydesk(&[&FIX[..], &["--log", "-"]].concat())
        .expect(0);
    let entry: serde_json::Value = serde_json::from_str(run.out().trim()).unwrap();
    assert_eq!(
        (&entry["rule"], &entry["removed"]),
        (&"stray-punctuation".into(), &" .".into())
    );
    assert!(
        run.err()
            .contains("Made 1 edit in 1 file; left: 0 errors, 0 warnings"),
        "{}",
        run.err()
    );
}

#[test]
fn a_log_that_cannot_be_written_is_an_error() {
    let folder = pair("log");
    let args = [&FIX[..], &["--log", "none/fixes.jsonl"]].concat();
    let run = folder.copydesk(&args).expect(2);
    let said = "copydesk: none/fixes.jsonl: cannot be written: ";
    assert!(run.err().starts_with(said), "{}", run.err());
}

#[test]
fn interactive_asks_for_each_edit_on_a_terminal() {
    let folder = pair("interactive");
    let two = slip().replace("281 metros.", "281 metros..");
    folder.write("bridge.es.txt", &two);
    let run = folder.copydesk(&[&FIX[..], &["--interactive"]].concat());
    assert_eq!(run.code(), Some(2));
    assert!(
        run.err().contains("--interactive needs a terminal"),
        "{}",
        run.err()
    );
    // `script` of util-linux gives a program a terminal.
    let program = env!("CARGO_BIN_EXE_copydesk");
    let line = format!("'{program}' fix bridge.en.txt bridge.es.txt --interactive");
    let mut terminal = Command::new("script");
    terminal
        .args(["-qec", &line, "/dev/null"])
        .current_dir(&folder.0);
    let piped = terminal
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let Ok(mut child) = piped.spawn() else {
        return;
    };
    use std::io::Write;
    child.stdin.take().unwrap().write_all(b"n\ny\n").unwrap();
    let said = stdout(&child.wait_with_output().unwrap());
    assert!(
        said.contains("[y]es, [n]o, [e]dit, [a]ll, [q]uit?"),
        "{said}"
    );
    assert_eq!(folder.read("bridge.es.txt"), slip(), "{said}");
}
