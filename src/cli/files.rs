//! Reading the files of a family.

use super::discover::{FamilyFiles, FileRef};
use crate::desk::{Family, TextInput};
use crate::document::{Encoding, Format, decode};
use crate::error::{Error, Result};
use std::path::Path;

/// Largest file that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// A family whose files were read.
#[derive(Debug)]
pub(super) struct LoadedFamily {
    pub(super) files: FamilyFiles,
    pub(super) family: Family,
    pub(super) source_encoding: Encoding,
    pub(super) version_encodings: Vec<Encoding>,
}

/// The format that the name of a file says.
pub(super) fn format_of(path: &Path) -> Format {
    match path
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase())
        .as_deref()
    {
        Some("md" | "markdown") => Format::Markdown,
        Some("html" | "htm") => Format::Html,
        _ => Format::Text,
    }
}

/// Reads and decodes a file.
///
/// # Errors
/// Names the file, and for bytes that are no text the offset.
pub(super) fn read_text(path: &Path) -> Result<(String, Encoding)> {
    let size = std::fs::metadata(path)
        .map_err(|e| Error::at(path, format!("cannot be read: {e}")))?
        .len();
    if size > MAX_FILE {
        return Err(Error::at(
            path,
            format!("is larger than {} MiB", MAX_FILE >> 20),
        ));
    }
    let bytes = std::fs::read(path).map_err(|e| Error::at(path, format!("cannot be read: {e}")))?;
    decode(&bytes).map_err(|e| Error::at(path, e))
}

/// Reads the files of a family; `overlay` is a text that stands for the file of a path.
///
/// # Errors
/// The first file that cannot be read.
pub(super) fn load(files: FamilyFiles, overlay: Option<(&Path, &[u8])>) -> Result<LoadedFamily> {
    let same = |a: &Path, b: &Path| std::path::absolute(a).ok() == std::path::absolute(b).ok();
    let input = |file: &FileRef| -> Result<(TextInput, Encoding)> {
        let (text, encoding) = match overlay {
            Some((path, bytes)) if same(path, &file.path) => {
                decode(bytes).map_err(|e| Error::at(path, e))?
            }
            _ => read_text(&file.path)?,
        };
        Ok((
            TextInput {
                text: text.into(),
                format: format_of(&file.path),
                lang: file.lang,
            },
            encoding,
        ))
    };
    let source = files.source.as_ref().map(input).transpose()?;
    let versions: Vec<(TextInput, Encoding)> =
        files.versions.iter().map(input).collect::<Result<_>>()?;
    let (versions, version_encodings) = versions.into_iter().unzip();
    let (source, source_encoding) = source.unzip();
    Ok(LoadedFamily {
        files,
        family: Family { source, versions },
        source_encoding: source_encoding.unwrap_or_default(),
        version_encodings,
    })
}
