//! What tests of the whole program share: folders of their own, the program run in them, a newsroom, git, shells.
#![allow(dead_code, reason = "not every test uses all of it")]

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for a test, gone when the test ends.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("copydesk-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(fs::canonicalize(path).unwrap())
    }

    /// A folder with the bundled articles in `content/` (as the pipelines of outlets have them), in a git repository.
    pub(crate) fn newsroom(name: &str) -> Self {
        let folder = Folder::new(name);
        copy(&examples().join("slips"), &folder.0.join("content"));
        folder.write(
            "copydesk.toml",
            "source = \"en\"\npattern = [\"content/{id}.{lang}.{ext}\"]\n",
        );
        folder.git(&["init", "-q", "-b", "main"]);
        folder.commit("articles");
        folder
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// Runs the program here.
    pub(crate) fn copydesk(&self, args: &[&str]) -> Run {
        Run(command(&self.0).args(args).output().unwrap())
    }

    /// Runs the program here with a text on standard input.
    pub(crate) fn copydesk_with(&self, args: &[&str], input: impl AsRef<[u8]>) -> Run {
        let piped = [Stdio::piped(), Stdio::piped(), Stdio::piped()];
        let [stdin, stdout, stderr] = piped;
        let mut command = command(&self.0);
        let command = command.args(args).stdin(stdin).stdout(stdout);
        let mut child = command.stderr(stderr).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A program that refuses its arguments reads nothing.
        let _ = stdin.write_all(input.as_ref());
        drop(stdin);
        Run(child.wait_with_output().unwrap())
    }

    /// Appends to a file, so that git sees it changed.
    pub(crate) fn touch(&self, name: &str) {
        let text = self.read(name);
        self.write(name, text + "\n");
    }

    pub(crate) fn git(&self, args: &[&str]) -> String {
        let output = Command::new("git")
            .current_dir(&self.0)
            .args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org"])
            .args(args)
            .output()
            .unwrap();
        assert!(output.status.success(), "git {args:?}: {}", stderr(&output));
        stdout(&output)
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    /// Runs a script with `shell -e`, with copydesk on the PATH and the variables given.
    pub(crate) fn shell(
        &self,
        shell: &str,
        script: &str,
        variables: &[(String, String)],
    ) -> Output {
        Command::new(shell)
            .arg("-ec")
            .arg(script)
            .current_dir(&self.0)
            .env("PATH", path_with_copydesk(&self.0.join("stubs")))
            .env("NO_COLOR", "1")
            .env_remove("GITHUB_STEP_SUMMARY")
            .env_remove("GITHUB_WORKSPACE")
            .env_remove("CI_PROJECT_DIR")
            .envs(variables.iter().map(|(k, v)| (k, v)))
            .output()
            .unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The PATH with `stubs` and the folder of the program in front.
fn path_with_copydesk(stubs: &Path) -> OsString {
    let program = Path::new(env!("CARGO_BIN_EXE_copydesk")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let parts = [stubs.to_owned(), program.to_owned()]
        .into_iter()
        .chain(std::env::split_paths(&path));
    std::env::join_paths(parts).unwrap()
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn examples() -> PathBuf {
    root().join("data/examples")
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The program in a folder, without colours and away from the settings of the machine.
pub(crate) fn command(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(dir).env("NO_COLOR", "1");
    for variable in [
        "CI_PROJECT_DIR",
        "CLICOLOR_FORCE",
        "COPYDESK_RULE_PAGES",
        "GITHUB_ACTIONS",
        "GITHUB_STEP_SUMMARY",
        "GITHUB_WORKSPACE",
    ] {
        command.env_remove(variable);
    }
    command
}

/// Runs the program in a folder.
pub(crate) fn copydesk(dir: &Path, args: &[&str]) -> Output {
    command(dir).args(args).output().unwrap()
}

/// What a run of the program gave.
pub(crate) struct Run(pub(crate) Output);

impl Run {
    pub(crate) fn code(&self) -> Option<i32> {
        self.0.status.code()
    }

    pub(crate) fn out(&self) -> String {
        stdout(&self.0)
    }

    pub(crate) fn err(&self) -> String {
        stderr(&self.0)
    }

    /// The run, if it ended with this status.
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code(), Some(code), "{}\n{}", self.out(), self.err());
        self
    }
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
