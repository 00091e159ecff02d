//! Which configuration counts for which article: the nearest one upward from its files, unless one is given.

use super::args::{CheckArgs, ConfigArgs};
use super::config::Config;
use super::config_file;
use super::paths::{absolute, parent};
use crate::error::Result;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// The configurations that a run meets; each is read once.
#[derive(Debug)]
pub(super) struct Houses {
    choice: Choice,
    configs: Vec<Config>,
    by_file: FxHashMap<PathBuf, usize>,
    by_folder: FxHashMap<PathBuf, usize>,
}

/// Where configurations come from.
#[derive(Debug)]
enum Choice {
    /// From the tree.
    Nearest,
    /// One for all, or none.
    Fixed,
}

/// The index of the configuration that is no file, or the one that was given.
pub(super) const FIRST: usize = 0;

impl Houses {
    /// The configurations that the arguments ask for: `--config`, none with `--isolated`, else those of the tree.
    ///
    /// # Errors
    /// The given file cannot be read or is wrong.
    pub(super) fn of(args: &CheckArgs) -> Result<Houses> {
        Self::chosen(args.config.as_deref(), args.isolated)
    }

    /// The same for `copydesk config`.
    ///
    /// # Errors
    /// The given file cannot be read or is wrong.
    pub(super) fn of_config(args: &ConfigArgs) -> Result<Houses> {
        Self::chosen(args.config.as_deref(), false)
    }

    /// The configurations of the tree.
    pub(super) fn nearest() -> Houses {
        Houses {
            choice: Choice::Nearest,
            configs: vec![Config::default()],
            by_file: FxHashMap::default(),
            by_folder: FxHashMap::default(),
        }
    }

    fn chosen(given: Option<&Path>, isolated: bool) -> Result<Houses> {
        let mut houses = Self::nearest();
        if let Some(path) = given {
            houses.configs = vec![config_file::read(path)?];
        }
        if given.is_some() || isolated {
            houses.choice = Choice::Fixed;
        }
        Ok(houses)
    }

    /// The index of the configuration that counts for what is in `folder`.
    ///
    /// # Errors
    /// The file cannot be read or is wrong.
    pub(super) fn of_folder(&mut self, folder: &Path) -> Result<usize> {
        if matches!(self.choice, Choice::Fixed) {
            return Ok(FIRST);
        }
        if let Some(&index) = self.by_folder.get(folder) {
            return Ok(index);
        }
        let index = match config_file::nearest(&absolute(folder)) {
            None => FIRST,
            Some(file) => match self.by_file.get(&file) {
                Some(&index) => index,
                None => {
                    self.configs.push(config_file::read(&shown(&file))?);
                    self.by_file.insert(file, self.configs.len() - 1);
                    self.configs.len() - 1
                }
            },
        };
        self.by_folder.insert(folder.to_owned(), index);
        Ok(index)
    }

    /// The index of the configuration that counts for a file or folder, which need not be there.
    ///
    /// # Errors
    /// The file cannot be read or is wrong.
    pub(super) fn of_path(&mut self, path: &Path) -> Result<usize> {
        if path.is_dir() {
            return self.of_folder(path);
        }
        self.of_folder(parent(path))
    }

    /// The configuration with this index.
    pub(super) fn get(&self, index: usize) -> &Config {
        self.configs.get(index).unwrap_or(&self.configs[FIRST])
    }

    /// All that were met, in the order of their indices.
    pub(super) fn into_configs(self) -> Vec<Config> {
        self.configs
    }
}

/// A path as people say it: from the current folder, if it lies there.
fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_owned()
}
