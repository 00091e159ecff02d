//! `copydesk.toml`: the nearest one upward from what is checked.

use crate::error::{Error, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The names under which a configuration is found.
const NAMES: [&str; 2] = ["copydesk.toml", ".copydesk.toml"];

/// The contents of a configuration file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Config {
    /// Language that the articles are written in.
    pub(super) source: Option<String>,
    /// Path patterns, relative to the file's folder.
    pub(super) pattern: Vec<String>,
    /// The folder of the file.
    #[serde(skip)]
    pub(super) root: Option<PathBuf>,
}

/// The configuration for `start`: `given`, or the nearest file upward, or the defaults.
///
/// # Errors
/// Names the file and what is wrong in it.
pub(super) fn load(given: Option<&Path>, start: &Path) -> Result<Config> {
    let path = match given {
        Some(path) => Some(path.to_owned()),
        None => nearest(start),
    };
    let Some(path) = path else {
        return Ok(Config::default());
    };
    let text = std::fs::read_to_string(&path)
        .map_err(|e| Error::at(&path, format!("cannot be read: {e}")))?;
    let mut config: Config = toml::from_str(&text).map_err(|e| Error::at(&path, e.to_string()))?;
    config.root = path.parent().map(Path::to_owned);
    Ok(config)
}

fn nearest(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start
        .ancestors()
        .flat_map(|dir| NAMES.iter().map(move |name| dir.join(name)))
        .find(|path| path.is_file())
}
