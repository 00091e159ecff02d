//! Files as platforms name them: from the root of the checkout, wherever in it the program runs.

use super::paths::relative;
use crate::outcome::report::named::NamedReport;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Variables in which platforms say where the checkout is.
const ROOTS: [&str; 2] = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// The reports with their files named from the root of the platform's checkout; `None` where there is no such root above.
pub(super) fn from_root<'a>(named: &[NamedReport<'a>]) -> Option<Vec<NamedReport<'a>>> {
    let here = env::current_dir().ok()?;
    let root = |name| {
        let root = PathBuf::from(env::var_os(name)?);
        Some(fs::canonicalize(&root).unwrap_or(root))
    };
    let mut roots = ROOTS.into_iter().filter_map(root);
    let root = roots.find(|root| here.starts_with(root))?;
    let name = |name: &String| relative(Path::new(name), &root);
    let rename = |report: &NamedReport<'a>| NamedReport {
        id: report.id.clone(),
        source: report.source.as_ref().map(name),
        versions: report.versions.iter().map(name).collect(),
        report: report.report,
        cleaned: Vec::new(),
    };
    Some(named.iter().map(rename).collect())
}
