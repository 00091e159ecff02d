//! The one error type: only what reaches outside the program can fail.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why the program could not do what it was asked: usage, configuration, files.
///
/// Never about the content of a text: that is a finding.
#[derive(Debug)]
pub struct Error {
    path: Option<PathBuf>,
    message: String,
    nothing: bool,
}

impl Error {
    /// An error that is about no file.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            path: None,
            message: message.into(),
            nothing: false,
        }
    }

    /// An error about the file at `path`.
    pub fn at(path: &Path, message: impl Into<String>) -> Self {
        Self {
            path: Some(path.to_owned()),
            message: message.into(),
            nothing: false,
        }
    }
}

impl Error {
    /// The error that there is nothing to check.
    pub fn nothing(path: &Path, message: impl Into<String>) -> Self {
        Self {
            nothing: true,
            ..Self::at(path, message)
        }
    }

    /// Whether the error is that there is nothing to check.
    pub const fn is_about_nothing(&self) -> bool {
        self.nothing
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}: {}", path.display(), self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}

/// A result with the program's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
