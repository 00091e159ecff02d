//! Writing fixed texts: in place, whole or not at all.

use crate::error::{Error, Result};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Puts the bytes `new` into the place of the file's `old` ones: written beside the file, then moved, with its permissions.
///
/// # Errors
/// The file was changed in the meantime, is read-only, or cannot be written.
pub(super) fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<()> {
    let fail = |e: std::io::Error| Error::at(path, format!("cannot be written: {e}"));
    // A link is followed, so that it stays one.
    let target = fs::canonicalize(path).map_err(fail)?;
    if fs::read(&target).map_err(fail)? != old {
        return Err(Error::at(
            path,
            "was changed while it was checked; nothing is written, run again",
        ));
    }
    let permissions = fs::metadata(&target).map_err(fail)?.permissions();
    if permissions.readonly() {
        return Err(Error::at(path, "cannot be written: it is read-only"));
    }
    let name = target
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let temporary = target.with_file_name(format!(".{name}.copydesk-{}", std::process::id()));
    let written = fs::File::create_new(&temporary)
        .and_then(|mut file| {
            file.write_all(new)?;
            file.sync_all()
        })
        .and_then(|()| fs::set_permissions(&temporary, permissions))
        .and_then(|()| fs::rename(&temporary, &target));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(fail)
}

/// Prints a text that came in on standard input.
///
/// # Errors
/// It cannot be written.
pub(super) fn stdout(bytes: &[u8]) -> Result<()> {
    std::io::stdout()
        .write_all(bytes)
        .map_err(|e| Error::new(format!("cannot write: {e}")))
}

#[cfg(test)]
mod tests {
    use super::replace;
    use std::fs;

    #[test]
    fn a_file_that_changed_meanwhile_is_not_written_over() {
        let name = format!("copydesk-replace-{}.txt", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, "typed since").unwrap();
        let said = replace(&path, b"as it was read", b"fixed").unwrap_err();
        assert!(
            said.to_string()
                .contains("was changed while it was checked")
        );
        assert_eq!(fs::read(&path).unwrap(), b"typed since");
        replace(&path, b"typed since", b"fixed").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"fixed");
        fs::remove_file(&path).unwrap();
    }
}
