//! `--since` and `--family`: only the families that some files belong to.

use super::discover::FamilyFiles;
use crate::error::{Error, Result};
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Keeps the families that one of `files` belongs to.
pub(super) fn keep_touched(families: &mut Vec<FamilyFiles>, files: &[PathBuf]) {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let touched: FxHashSet<PathBuf> = files.iter().map(|path| real(path)).collect();
    families.retain(|family| {
        let mut members = family.source.iter().chain(&family.versions);
        members.any(|file| touched.contains(&real(&file.path)))
    });
}

/// The files that differ from the revision `since`, or from where this branch left it, new ones included, as git tells them in `folder`.
///
/// # Errors
/// There is no git, no repository, or no such revision.
pub(super) fn changed_since(since: &str, folder: &Path) -> Result<Vec<PathBuf>> {
    let top = git(folder, &["rev-parse", "--show-toplevel"])?;
    let top = PathBuf::from(top.trim_end());
    // A name that starts with a hyphen would be an option.
    let revision = git(
        folder,
        &["rev-parse", "--verify", "--end-of-options", since],
    )?;
    let revision = revision.trim_end();
    // What the other branch changed since this one left it was not touched here.
    let base = git(&top, &["merge-base", revision, "HEAD"]).ok();
    let revision = base.as_deref().map_or(revision, str::trim_end);
    let tracked = git(&top, &["diff", "--name-only", "-z", revision])?;
    let new = git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    let names = tracked.split('\0').chain(new.split('\0'));
    Ok(names
        .filter(|n| !n.is_empty())
        .map(|n| top.join(n))
        .collect())
}

fn git(folder: &Path, args: &[&str]) -> Result<String> {
    let output = Command::new("git")
        .current_dir(folder)
        .args(args)
        .output()
        .map_err(|e| Error::new(format!("--since needs git, which cannot be run: {e}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(Error::new(format!("--since: git says: {}", said.trim())))
}
