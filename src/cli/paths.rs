//! Paths as seen from a folder.

use std::path::{Component, Path, PathBuf};

/// The path from the root of the file system, without `.` and `..`.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

/// A path as seen from the folder `root`, with `/`; as it is if it lies elsewhere.
pub(super) fn relative(path: &Path, root: &Path) -> String {
    let (path, root) = (absolute(path), absolute(root));
    let inside = path.strip_prefix(&root).unwrap_or(&path);
    slashed(inside)
}

/// A path as reports name it: with `/`, and without `./` in front.
pub(super) fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

/// The folder that a path stands in.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_a_folder() {
        let see = |path: &str, root: &str| relative(Path::new(path), Path::new(root));
        assert_eq!(see("./a/../b/c.txt", "."), "b/c.txt");
        assert_eq!(see("b/c.txt", "./b"), "c.txt");
        assert_eq!(see("/x/y", "/z"), "/x/y");
        assert_eq!(slashed(Path::new("./en/a.txt")), "en/a.txt");
    }
}
