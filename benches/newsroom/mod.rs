//! The articles that the benchmarks work on, read from a folder once.

use copydesk::desk::{Family, TextInput};
use copydesk::document::Format;
use copydesk::language::Lang;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads the families below `folder`: files `ARTICLE.LANG.EXT`, or folders `ARTICLE/` with files `LANG.EXT`. English is the source.
///
/// With `format` the names' endings do not count.
pub(crate) fn families(folder: &Path, format: Option<Format>) -> BTreeMap<PathBuf, Family> {
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort();
    let mut families: BTreeMap<PathBuf, Family> = BTreeMap::new();
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let parts: Vec<&str> = name.split('.').collect();
        let (id, tag, ending) = match parts[..] {
            [id, tag, ending] => (path.with_file_name(id), tag, ending),
            [tag, ending] => (path.with_file_name(""), tag, ending),
            _ => continue,
        };
        let by_name = match ending {
            "txt" => Format::Text,
            "md" => Format::Markdown,
            "html" => Format::Html,
            _ => continue,
        };
        let Some(lang) = Lang::from_tag(tag) else {
            continue;
        };
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let input = TextInput {
            text: text.into(),
            format: format.unwrap_or(by_name),
            lang: Some(lang),
        };
        let family = families.entry(id).or_default();
        if lang == Lang::EN {
            family.source = Some(input);
        } else {
            family.versions.push(input);
        }
    }
    families.retain(|_, family| family.source.is_some() && !family.versions.is_empty());
    assert!(
        !families.is_empty(),
        "{} holds no articles with translations",
        folder.display()
    );
    families
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for path in entries.filter_map(Result::ok).map(|e| e.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
