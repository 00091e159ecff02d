//! What a tree of files says about its articles: patterns, languages, and the language that they are written in.

use super::paths::relative;
use super::pattern::{EXTENSIONS, match_path};
use crate::language::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a folder seems to hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tree {
    /// Patterns that find its articles, the one with most files first.
    pub(super) patterns: Vec<String>,
    /// Tags and how many files are in each language.
    pub(super) languages: BTreeMap<&'static str, usize>,
    /// How many articles there are in more than one language.
    pub(super) families: usize,
    /// The language with most articles, English where several have as many.
    pub(super) source: Option<&'static str>,
    /// Whether no other language has as many.
    pub(super) sure: bool,
}

/// Most patterns that are written down.
const MOST_PATTERNS: usize = 6;

/// Looks for articles in a folder.
pub(super) fn tree(folder: &Path) -> Tree {
    let walk = ignore::WalkBuilder::new(folder)
        .add_custom_ignore_filename(".copydeskignore")
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .build();
    let files = walk
        .flatten()
        .filter(|e| e.file_type().is_some_and(|t| t.is_file()));
    let paths: Vec<String> = files.map(|e| relative(e.path(), folder)).collect();
    of_paths(&paths)
}

/// What relative paths with `/` say.
fn of_paths(paths: &[String]) -> Tree {
    let mut tree = Tree::default();
    let mut left: Vec<&String> = paths.iter().filter(|p| has_extension(p)).collect();
    let mut ids: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    while tree.patterns.len() < MOST_PATTERNS {
        let candidates: BTreeSet<String> = left.iter().flat_map(|p| candidates(p)).collect();
        let scored = candidates.into_iter().map(|pattern| {
            let groups = groups(&pattern, &left);
            let together = groups.values().filter(|langs| langs.len() > 1);
            (together.map(BTreeSet::len).sum::<usize>(), pattern)
        });
        // Of two that find as much, the shorter says it in fewer words.
        let best = scored.max_by_key(|(n, pattern)| (*n, std::cmp::Reverse(pattern.len())));
        let Some((_, pattern)) = best.filter(|(n, _)| *n > 0) else {
            break;
        };
        for (id, langs) in groups(&pattern, &left) {
            tree.families += usize::from(langs.len() > 1);
            for lang in langs {
                *tree.languages.entry(lang).or_default() += 1;
                ids.entry(lang)
                    .or_default()
                    .insert(format!("{pattern} {id}"));
            }
        }
        left.retain(|path| match_path(&pattern, path).is_none());
        tree.patterns.push(pattern);
    }
    let most = ids
        .iter()
        .max_by_key(|(lang, ids)| (ids.len(), **lang == "en"));
    if let Some((lang, most)) = most {
        tree.source = Some(lang);
        tree.sure = ids.values().filter(|ids| ids.len() == most.len()).count() == 1;
    }
    tree
}

fn has_extension(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    extension.is_some_and(|e| EXTENSIONS.contains(&e.as_str()))
}

/// Articles that a pattern finds, and their languages.
fn groups(pattern: &str, paths: &[&String]) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut out: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for parts in paths.iter().filter_map(|path| match_path(pattern, path)) {
        out.entry(parts.id).or_default().insert(parts.lang.tag());
    }
    out
}

/// The patterns that may have made a path: a language as a folder, as the name of the file, or as a part of it.
fn candidates(path: &str) -> Vec<String> {
    let mut out = Vec::new();
    let parts: Vec<&str> = path.split('/').collect();
    let Some((file, folders)) = parts.split_last() else {
        return out;
    };
    for (i, folder) in folders.iter().enumerate() {
        if is_tag(folder) {
            let before = folders[..i].join("/");
            let slash = if before.is_empty() { "" } else { "/" };
            out.push(format!("{before}{slash}{{lang}}/{{id}}.{{ext}}"));
        }
    }
    let stem = file.rsplit_once('.').map_or(*file, |(stem, _)| stem);
    if is_tag(stem) && !folders.is_empty() {
        out.push("{id}/{lang}.{ext}".to_owned());
    }
    for mark in ['.', '_', '-'] {
        if stem
            .rsplit_once(mark)
            .is_some_and(|(id, tag)| !id.is_empty() && is_tag(tag))
        {
            out.push(format!("{{id}}{mark}{{lang}}.{{ext}}"));
        }
    }
    out
}

fn is_tag(word: &str) -> bool {
    let shaped = word.len() <= 10
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    shaped && Lang::from_tag(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paths: &[&str], patterns: &[&str], families: usize, source: Option<&str>) {
        let paths: Vec<String> = paths.iter().map(|p| (*p).to_owned()).collect();
        let tree = of_paths(&paths);
        assert_eq!(
            (tree.patterns, tree.families, tree.source),
            (
                patterns.iter().map(|p| (*p).to_owned()).collect(),
                families,
                source
            )
        );
    }

    #[test]
    fn a_tree_says_its_patterns() {
        check(
            &["a.en.txt", "a.es.txt", "b.en.txt"],
            &["{id}.{lang}.{ext}"],
            1,
            Some("en"),
        );
        check(
            &[
                "content/es/x/a.md",
                "content/de/x/a.md",
                "content/es/b.md",
                "README.md",
            ],
            &["content/{lang}/{id}.{ext}"],
            1,
            Some("es"),
        );
        check(
            &["posts/a/fr.html", "posts/a/it.html", "posts/b/fr.html"],
            &["{id}/{lang}.{ext}"],
            1,
            Some("fr"),
        );
        check(
            &["a_pt-BR.txt", "a_en.txt", "w/de/c.md", "w/en/c.md"],
            &["{id}_{lang}.{ext}", "w/{lang}/{id}.{ext}"],
            2,
            Some("en"),
        );
        check(&["sign-in.txt", "notes.md", "en/only.md"], &[], 0, None);
    }
}
