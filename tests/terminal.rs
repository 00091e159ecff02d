//! What pipelines and terminals ask of the command line: scope, limits, streams, colours, links, completions, pages.

mod scratch;

use scratch::{Folder, copydesk, stderr, stdout};
use std::process::{Command, Output};

fn with_variables(folder: &Folder, args: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(&folder.0)
        .args(args)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

#[test]
fn colours_obey_the_environment_and_the_argument() {
    let folder = Folder::newsroom("colours");
    let coloured = |args: &[&str], variables: &[(&str, &str)]| {
        stdout(&with_variables(&folder, args, variables)).contains("\x1b[")
    };
    let check = ["check", "content"];
    assert!(!coloured(&check, &[]), "a pipe gets none");
    assert!(coloured(&check, &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&check, &[("NO_COLOR", "1")]));
    assert!(coloured(&["check", "content", "--color", "always"], &[]));
    let never = ["check", "content", "--color", "never"];
    assert!(!coloured(&never, &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn rule_names_are_links_where_they_are_wanted_and_lead_somewhere() {
    let folder = Folder::newsroom("hyperlinks");
    let check = |more: &[&str], variables: &[(&str, &str)]| {
        let mut args = vec!["check", "content", "--color", "always"];
        args.extend(more);
        stdout(&with_variables(&folder, &args, variables))
    };
    let site = [("COPYDESK_RULE_PAGES", "https://desk.example/rules")];
    let linked = check(&["--hyperlinks", "always"], &site);
    let link = "\x1b]8;;https://desk.example/rules/number-mismatch.html\x1b\\number-mismatch\x1b]8;;\x1b\\";
    assert!(linked.contains(link), "{linked}");
    assert!(
        !check(&[], &site).contains("\x1b]8"),
        "a pipe opens no links"
    );
    assert!(!check(&["--hyperlinks", "never"], &site).contains("\x1b]8"));
    let report = check(&["--hyperlinks", "always", "-o", "the report.html"], &[]);
    let page = folder.read("the report.html");
    assert!(
        report.contains("/the%20report.html#rule-number-mismatch\x1b\\"),
        "{report}"
    );
    assert!(page.contains("id=\"rule-number-mismatch\""));
    assert!(!check(&["--hyperlinks", "always"], &[]).contains("\x1b]8"));
}

#[test]
fn nothing_but_errors_goes_to_standard_error() {
    let folder = Folder::newsroom("streams");
    let output = copydesk(&folder.0, &["check", "content"]);
    assert_eq!(
        stderr(&output),
        "",
        "no progress where there is no terminal"
    );
    let counted = copydesk(&folder.0, &["check", "content", "--statistics"]);
    assert_eq!(stdout(&output), stdout(&counted));
    let statistics = stderr(&counted);
    assert!(
        statistics.contains("  number-mismatch\n") && statistics.contains("4 articles in "),
        "{statistics}"
    );
}

/// Enough articles for one thread to be seen at work, on a terminal that `script` of util-linux gives the program.
#[test]
fn progress_is_counted_on_a_terminal_and_leaves_no_trace() {
    let folder = Folder::new("progress");
    let paragraph = "The council of Oakford met on Friday and voted for the new bridge, which costs 48 million euros. ";
    let text = format!("Mayor opens bridge\n\n{}\n", paragraph.repeat(60));
    for n in 0..300 {
        folder.write(&format!("content/{n}.en.txt"), &text);
        folder.write(&format!("content/{n}.es.txt"), &text);
    }
    let program = env!("CARGO_BIN_EXE_copydesk");
    let line = format!(
        "'{program}' check content --source en -j 1 --fail-on never >out.txt; echo status $?"
    );
    let run = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .current_dir(&folder.0)
        .env("NO_COLOR", "1")
        .output();
    let Ok(run) = run else {
        return;
    };
    let said = stdout(&run);
    assert!(said.contains(" of 300 articles"), "{said:?}");
    let (_, behind) = said.rsplit_once(" of 300 articles").unwrap();
    assert_eq!(behind, "\r\x1b[Kstatus 0\r\n", "{said:?}");
    assert!(!folder.read("out.txt").contains(" of 300 articles"));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = Folder::newsroom("threads");
    let one = copydesk(&folder.0, &["check", "content", "-j", "1", "-f", "json"]);
    let four = copydesk(&folder.0, &["check", "content", "-j", "4", "-f", "json"]);
    assert!(one.stdout.len() > 10_000);
    assert_eq!(stdout(&one), stdout(&four));
}

#[test]
fn warnings_can_be_limited() {
    let folder = Folder::newsroom("limits");
    let status = |args: &[&str]| {
        let mut all = vec!["check", "content", "--select", "stray-punctuation"];
        all.extend(args);
        copydesk(&folder.0, &all).status.code()
    };
    assert_eq!(
        status(&[]),
        Some(0),
        "warnings do not fail a run by themselves"
    );
    assert_eq!(status(&["--fail-on", "warning"]), Some(1));
    assert_eq!(status(&["--max-warnings", "1"]), Some(1));
    assert_eq!(status(&["--max-warnings", "3"]), Some(0));
}

#[test]
fn nothing_to_check_is_no_success_unless_it_may_be() {
    let folder = Folder::new("nothing");
    let output = copydesk(&folder.0, &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    let output = copydesk(&folder.0, &["check", ".", "--allow-empty"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn since_takes_the_families_that_this_branch_touched() {
    let folder = Folder::newsroom("since");
    folder.git(&["checkout", "-q", "-b", "feature"]);
    let since = |more: &[&str]| {
        let mut args = vec!["check", "--since", "main"];
        args.extend(more);
        copydesk(&folder.0, &args)
    };
    assert_eq!(since(&[]).status.code(), Some(2), "nothing was touched");
    assert_eq!(since(&["--allow-empty"]).status.code(), Some(0));
    // A new file counts before it is committed.
    let text = folder.read("content/harbour.es.txt");
    folder.write("content/port.es.txt", &text);
    folder.write("content/port.en.txt", folder.read("content/harbour.en.txt"));
    folder.touch("content/library.fr.md");
    let said = stdout(&since(&[]));
    assert!(said.contains("port.es.txt") && said.contains("library.fr.md"));
    assert!(!said.contains("heatwave"), "{said}");
    folder.commit("two articles");
    // What the other branch changed meanwhile is not ours.
    folder.git(&["checkout", "-q", "main"]);
    folder.touch("content/heatwave.de.txt");
    folder.commit("elsewhere");
    folder.git(&["checkout", "-q", "feature"]);
    assert_eq!(said, stdout(&since(&[])));
    let wrong = copydesk(&folder.0, &["check", "--since", "no-such-branch"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("--since"), "{}", stderr(&wrong));
}

#[test]
fn a_text_on_standard_input_is_checked_as_the_file_that_it_stands_for() {
    let folder = Folder::newsroom("stdin");
    let saved = folder.read("content/harbour.es.txt");
    let typed = saved.replace("13 barcos", "31 barcos");
    assert_ne!(saved, typed);
    let path = "content/harbour.es.txt";
    let args = ["check", "-", "--stdin-path", path, "-f", "rdjson"];
    let rules = |text: &str| {
        let output = folder.copydesk_with(&args, text).out();
        let all: serde_json::Value = serde_json::from_str(&output).unwrap();
        let found = all["diagnostics"].as_array().unwrap().iter();
        let here = found.filter(|d| d["location"]["path"].as_str().unwrap().ends_with(path));
        here.map(|d| d["code"]["value"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(rules(&saved).contains(&"number-mismatch".to_owned()));
    assert!(!rules(&typed).contains(&"number-mismatch".to_owned()));
    let lost = folder.copydesk_with(&["check", "-"], &typed).expect(2);
    assert!(lost.err().contains("--stdin-path"), "{}", lost.err());
}

#[test]
fn five_shells_have_completions() {
    let folder = Folder::new("completions");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = copydesk(&folder.0, &["completions", shell]);
        let text = stdout(&output);
        for word in ["check", "explain", "hyperlinks", "max-warnings"] {
            assert!(text.contains(word), "{shell}: {word}");
        }
        // A shell that is here has to accept them.
        if matches!(shell, "bash" | "zsh" | "fish") {
            let file = folder.write(shell, &text);
            if let Ok(checked) = Command::new(shell).arg("-n").arg(&file).output() {
                assert!(
                    checked.status.success(),
                    "{shell}: {}",
                    String::from_utf8_lossy(&checked.stderr)
                );
            }
        }
    }
}

#[test]
fn bash_completes_verbs_and_values() {
    let folder = Folder::new("bash");
    folder.write(
        "completions.bash",
        stdout(&copydesk(&folder.0, &["completions", "bash"])),
    );
    let script = "source completions.bash; COMP_WORDS=(copydesk check --fail-on w); COMP_CWORD=3; \
                  _copydesk copydesk w --fail-on; echo \"${COMPREPLY[*]}\"";
    let Ok(output) = Command::new("bash")
        .arg("-c")
        .arg(script)
        .current_dir(&folder.0)
        .output()
    else {
        return;
    };
    assert_eq!(stdout(&output).trim(), "warning", "{}", stderr(&output));
}

#[test]
fn the_manual_has_a_page_for_the_program_and_for_each_verb() {
    let folder = Folder::new("manual");
    let page = stdout(&copydesk(&folder.0, &["man"]));
    assert!(page.starts_with(".ie") && page.contains(".TH copydesk 1"));
    for word in ["Exit status", "NO_COLOR", "copydesk\\-check(1)"] {
        assert!(page.contains(word), "{word}");
    }
    let verb = stdout(&copydesk(&folder.0, &["man", "check"]));
    assert!(verb.contains("copydesk\\-check") && verb.contains("\\-\\-max\\-warnings"));
    let wrong = copydesk(&folder.0, &["man", "chek"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("did you mean `check`?"));
}
