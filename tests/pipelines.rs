//! The files for pipelines, run as far as that goes without the platforms: each step's shell, each hook's entry.

mod scratch;

use scratch::{Folder, root, stderr, stdout};
use std::collections::BTreeMap;
use std::fs;
use std::process::Output;
use yaml_rust2::{Yaml, YamlLoader};

fn yaml(name: &str) -> Vec<Yaml> {
    let text = fs::read_to_string(root().join(name)).unwrap();
    YamlLoader::load_from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// What a run of the action left.
struct Run {
    outputs: BTreeMap<String, String>,
    said: String,
    summary: String,
    status: i32,
}

/// `${{ … }}` with the values of this run put in.
fn filled(text: &str, values: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("${{") {
        let (name, tail) = behind.split_once("}}").unwrap();
        let name = name.trim();
        let value = values.get(name);
        out.push_str(before);
        out.push_str(value.unwrap_or_else(|| panic!("{name} has no value")));
        rest = tail;
    }
    out + rest
}

/// Runs the shell steps of the action as a runner does, with these inputs and variables.
fn run_action(folder: &Folder, inputs: &[(&str, &str)], variables: &[(&str, &str)]) -> Run {
    let action = &yaml("action.yml")[0];
    let mut values = BTreeMap::new();
    for (name, input) in action["inputs"].as_hash().unwrap() {
        let default = input["default"].as_str().unwrap();
        values.insert(
            format!("inputs.{}", name.as_str().unwrap()),
            default.to_owned(),
        );
    }
    for (name, value) in inputs {
        let known = values.insert(format!("inputs.{name}"), (*value).to_owned());
        assert!(known.is_some(), "there is no input {name}");
    }
    let temporary = Folder::new(&format!(
        "runner-{}",
        folder.0.file_name().unwrap().to_string_lossy()
    ));
    let summary = temporary.write("summary.md", "");
    let mut run = Run {
        outputs: BTreeMap::new(),
        said: String::new(),
        summary: String::new(),
        status: 0,
    };
    for step in action["runs"]["steps"].as_vec().unwrap() {
        let Some(script) = step["run"].as_str() else {
            continue;
        };
        let file = temporary.write("output", "");
        let mut environment: Vec<(String, String)> = [
            ("GITHUB_ACTIONS", "true".to_owned()),
            ("GITHUB_OUTPUT", file.to_string_lossy().into_owned()),
            (
                "GITHUB_STEP_SUMMARY",
                summary.to_string_lossy().into_owned(),
            ),
            ("GITHUB_ACTION_PATH", root().to_string_lossy().into_owned()),
            ("GITHUB_BASE_REF", String::new()),
            ("RUNNER_TEMP", temporary.0.to_string_lossy().into_owned()),
        ]
        .map(|(k, v)| (k.to_owned(), v))
        .to_vec();
        for (name, value) in step["env"].as_hash().into_iter().flatten() {
            let value = filled(value.as_str().unwrap(), &values);
            environment.push((name.as_str().unwrap().to_owned(), value));
        }
        environment.extend(
            variables
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned())),
        );
        let output = folder.shell(step["shell"].as_str().unwrap(), script, &environment);
        run.said
            .push_str(&(stdout(&output) + stderr(&output).as_str()));
        run.status = output.status.code().unwrap();
        let id = step["id"].as_str().unwrap_or("last");
        for line in fs::read_to_string(&file).unwrap().lines() {
            let (name, value) = line.split_once('=').unwrap();
            values.insert(format!("steps.{id}.outputs.{name}"), value.to_owned());
            if id == "check" {
                run.outputs.insert(name.to_owned(), value.to_owned());
            }
        }
        if run.status != 0 {
            break;
        }
    }
    for name in ["report", "sarif"] {
        if let Some(path) = run.outputs.get(name) {
            let text = fs::read_to_string(path).unwrap();
            run.outputs.insert(name.to_owned(), text);
        }
    }
    run.summary = fs::read_to_string(&summary).unwrap();
    run
}

#[test]
fn the_action_is_sound_and_puts_no_input_into_a_script() {
    let action = &yaml("action.yml")[0];
    let steps = action["runs"]["steps"].as_vec().unwrap();
    assert_eq!(action["runs"]["using"].as_str(), Some("composite"));
    let text = fs::read_to_string(root().join("action.yml")).unwrap();
    for (name, input) in action["inputs"].as_hash().unwrap() {
        let name = name.as_str().unwrap();
        assert!(
            input["description"].as_str().is_some(),
            "{name} is described"
        );
        assert!(text.contains(&format!("inputs.{name}")), "{name} is used");
    }
    let ids: Vec<&str> = steps.iter().filter_map(|s| s["id"].as_str()).collect();
    for used in text.split("steps.").skip(1) {
        let id = used.split('.').next().unwrap();
        assert!(ids.contains(&id), "there is no step {id}");
    }
    for step in steps {
        if let Some(script) = step["run"].as_str() {
            assert!(
                !script.contains("${{"),
                "values come in by the environment: {script}"
            );
            assert_eq!(step["shell"].as_str(), Some("bash"));
        } else {
            let uses = step["uses"].as_str().unwrap();
            assert!(uses.contains('@'), "{uses} is pinned");
        }
    }
}

#[test]
fn the_action_annotates_sums_up_reports_and_fails_at_the_end() {
    let folder = Folder::newsroom("action");
    let run = run_action(&folder, &[("paths", "content")], &[]);
    assert_eq!(run.status, 1, "{}", run.said);
    assert_eq!(run.outputs["status"], "1");
    assert!(
        run.said.contains("::error file=content/harbour."),
        "{}",
        run.said
    );
    assert!(run.said.contains("::stop-commands::") && run.said.contains("error[number-mismatch]"));
    assert!(run.summary.contains("number-mismatch"), "{}", run.summary);
    assert!(run.outputs["report"].contains("<title>"));
    let sarif: serde_json::Value = serde_json::from_str(&run.outputs["sarif"]).unwrap();
    assert!(sarif["runs"][0]["results"].as_array().unwrap().len() > 30);
}

#[test]
fn the_action_passes_arguments_with_spaces_and_obeys_fail_on() {
    let folder = Folder::newsroom("action-arguments");
    fs::rename(folder.0.join("content"), folder.0.join("our articles")).unwrap();
    folder.write(
        "copydesk.toml",
        "source = \"en\"\npattern = [\"our articles/{id}.{lang}.{ext}\"]\n",
    );
    let inputs = [
        ("paths", "our articles\n"),
        ("arguments", "--select\nnumber-mismatch,spacing\n"),
        ("fail-on", "never"),
    ];
    let run = run_action(&folder, &inputs, &[]);
    assert_eq!(run.status, 0, "{}", run.said);
    assert_eq!(run.outputs["status"], "0");
    assert!(run.said.contains("number-mismatch") && !run.said.contains("currency-mismatch"));
    let nothing = run_action(&folder, &[("paths", "nowhere")], &[]);
    assert_eq!(nothing.status, 2, "{}", nothing.said);
    assert!(
        nothing.said.contains("nowhere: no such file or folder"),
        "{}",
        nothing.said
    );
}

#[test]
fn the_action_checks_what_a_pull_request_touched() {
    let folder = Folder::newsroom("action-since");
    folder.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    folder.git(&["checkout", "-q", "-b", "feature"]);
    let inputs = [("paths", "content"), ("since", "auto")];
    let base = [("GITHUB_BASE_REF", "main")];
    let untouched = run_action(&folder, &inputs, &base);
    assert_eq!(untouched.status, 0, "{}", untouched.said);
    folder.touch("content/library.es.md");
    folder.commit("touched");
    let touched = run_action(&folder, &inputs, &base);
    assert_eq!(touched.status, 1, "{}", touched.said);
    assert!(touched.said.contains("library.es.md") && !touched.said.contains("harbour"));
    let push = run_action(&folder, &inputs, &[]);
    assert!(
        push.said.contains("harbour"),
        "a push has no base: everything"
    );
}

/// Runs the entry of a hook as pre-commit does: with the names of the files behind it.
fn run_hook(folder: &Folder, id: &str, files: &[&str]) -> Output {
    let hooks = &yaml(".pre-commit-hooks.yaml")[0];
    let hook = hooks
        .as_vec()
        .unwrap()
        .iter()
        .find(|h| h["id"].as_str() == Some(id));
    let entry = hook.unwrap()["entry"].as_str().unwrap();
    folder.shell("sh", &format!("{entry} {}", files.join(" ")), &[])
}

#[test]
fn a_hook_reads_the_article_of_a_version_that_changed() {
    let folder = Folder::newsroom("hook");
    let output = run_hook(&folder, "copydesk", &["content/library.es.md"]);
    let said = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("currency-mismatch") && said.contains("= content/library.en.md"),
        "{said}"
    );
    assert!(!said.contains("harbour"), "{said}");
    let source = run_hook(&folder, "copydesk-system", &["content/library.en.md"]);
    assert_eq!(said, stdout(&source), "the source pulls in the same family");
}

#[test]
fn a_hook_leaves_other_files_and_excluded_ones_alone() {
    let folder = Folder::newsroom("hook-other");
    folder.write("README.md", "Not an article. .\n");
    let output = run_hook(&folder, "copydesk", &["README.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let configuration = folder.read("copydesk.toml");
    folder.write(
        "copydesk.toml",
        format!("{configuration}exclude = [\"content/library.*\"]\n"),
    );
    let output = run_hook(&folder, "copydesk", &["content/library.es.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn the_fixing_hook_changes_files() {
    let folder = Folder::newsroom("hook-fix");
    let before = folder.read("content/harbour.es.txt");
    run_hook(&folder, "copydesk-fix", &["content/harbour.es.txt"]);
    assert_ne!(before, folder.read("content/harbour.es.txt"));
    let status = folder.git(&["status", "--porcelain"]);
    assert!(
        status.lines().all(|l| l.contains("content/harbour.")),
        "{status}"
    );
}

#[test]
fn every_hook_says_what_pre_commit_needs() {
    for hook in yaml(".pre-commit-hooks.yaml")[0].as_vec().unwrap() {
        for key in ["id", "name", "entry", "language"] {
            assert!(hook[key].as_str().is_some(), "{key}");
        }
        assert_eq!(hook["require_serial"].as_bool(), Some(true));
    }
}

#[test]
fn the_gitlab_job_writes_its_reports() {
    let documents = yaml("integrations/gitlab.yml");
    let job = &documents[1]["copydesk"];
    let script: Vec<&str> = job["script"]
        .as_vec()
        .unwrap()
        .iter()
        .map(|l| l.as_str().unwrap())
        .collect();
    let mut variables: Vec<(String, String)> = job["variables"]
        .as_hash()
        .unwrap()
        .iter()
        .map(|(k, v)| {
            (
                k.as_str().unwrap().to_owned(),
                v.as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let folder = Folder::newsroom("gitlab");
    let output = folder.shell("sh", &script.join("\n"), &variables);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let quality: serde_json::Value =
        serde_json::from_str(&folder.read("quality.gitlab.json")).unwrap();
    assert!(quality.as_array().unwrap().len() > 20);
    assert!(folder.read("copydesk.junit.xml").starts_with("<?xml"));
    for file in job["artifacts"]["paths"].as_vec().unwrap() {
        assert!(!folder.read(file.as_str().unwrap()).is_empty());
    }
    // A merge request that touches no article passes.
    let base = folder.git(&["rev-parse", "HEAD"]).trim().to_owned();
    variables.push(("CI_MERGE_REQUEST_DIFF_BASE_SHA".to_owned(), base));
    folder.write(
        ".gitignore",
        "quality.gitlab.json\ncopydesk*.xml\ncopydesk-report.html\n",
    );
    let output = folder.shell("sh", &script.join("\n"), &variables);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn the_jenkins_step_writes_what_the_plugins_read() {
    let text = fs::read_to_string(root().join("integrations/Jenkinsfile")).unwrap();
    let script = text
        .split("sh '")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    let folder = Folder::newsroom("jenkins");
    let output = folder.shell("sh", script, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for (key, file) in [("pattern: '", ""), ("reportFiles: '", "report/")] {
        let name = text.split(key).nth(1).unwrap().split('\'').next().unwrap();
        assert!(!folder.read(&format!("{file}{name}")).is_empty());
    }
}

#[test]
fn reviewdog_gets_diagnostics() {
    let workflow = &yaml("integrations/reviewdog.yml")[0];
    let steps = workflow["jobs"]["review"]["steps"].as_vec().unwrap();
    let script = steps.iter().find_map(|s| s["run"].as_str()).unwrap();
    let folder = Folder::newsroom("reviewdog");
    folder.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    folder.touch("content/harbour.es.txt");
    let stub = folder.write(
        "stubs/reviewdog",
        "#!/bin/sh\necho \"$@\" >arguments\ncat >diagnostics.json\n",
    );
    make_executable(&stub);
    let output = folder.shell(
        "sh",
        script,
        &[("GITHUB_BASE_REF".to_owned(), "main".to_owned())],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(folder.read("arguments").contains("-f=rdjson"));
    let diagnostics: serde_json::Value =
        serde_json::from_str(&folder.read("diagnostics.json")).unwrap();
    let found = diagnostics["diagnostics"].as_array().unwrap();
    assert!(
        found.iter().any(|d| d["location"]["path"]
            .as_str()
            .unwrap()
            .ends_with("harbour.es.txt"))
            && !diagnostics.to_string().contains("library"),
        "{diagnostics}"
    );
}

#[test]
fn the_workflow_for_outlets_uses_inputs_that_exist() {
    let workflow = &yaml("integrations/github.yml")[0];
    let steps = workflow["jobs"]["copydesk"]["steps"].as_vec().unwrap();
    let inputs = &yaml("action.yml")[0]["inputs"];
    let step = steps
        .iter()
        .find(|s| {
            s["uses"]
                .as_str()
                .is_some_and(|u| u.contains("/copydesk@v"))
        })
        .unwrap();
    for (name, _) in step["with"].as_hash().unwrap() {
        assert!(
            !inputs[name.as_str().unwrap()].is_badvalue(),
            "{name:?} is no input"
        );
    }
}

#[cfg(unix)]
fn make_executable(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn make_executable(_: &std::path::Path) {}
