//! Files to families: which files belong together, and in which language each is.

use super::config::Config;
use super::houses::Houses;
use super::paths::{parent, relative};
use super::pattern::{DEFAULT_PATTERNS, EXTENSIONS, PathParts, match_path};
use crate::error::{Error, Result};
use crate::language::Lang;
use globset::{Glob, GlobSet, GlobSetBuilder};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A file of a family.
#[derive(Clone, Debug)]
pub(super) struct FileRef {
    pub(super) path: PathBuf,
    pub(super) lang: Option<Lang>,
}

/// The files of a family.
#[derive(Clone, Debug)]
pub(super) struct FamilyFiles {
    /// Its name: the path of its files from the folder of the configuration, without language and ending.
    pub(super) id: String,
    pub(super) source: Option<FileRef>,
    pub(super) versions: Vec<FileRef>,
    /// The index of its configuration among [`Houses`].
    pub(super) house: usize,
}

/// The families that the arguments name.
///
/// Files without a folder among them are one family: the first one, or the one in the source language, is the source; a
/// single file is checked alone. Folders are searched by the patterns.
///
/// # Errors
/// A path that does not exist, a folder with no family in it, families without a known source language, a configuration that
/// is wrong.
pub(super) fn families(
    paths: &[PathBuf],
    houses: &mut Houses,
    source: Option<Lang>,
) -> Result<Vec<FamilyFiles>> {
    for path in paths {
        if !path.exists() {
            return Err(Error::at(path, "no such file or folder"));
        }
    }
    let folders = paths.iter().any(|p| p.is_dir());
    if !folders && !paths.is_empty() {
        return Ok(vec![one_family(paths, houses, source)?]);
    }
    let here = [PathBuf::from(".")];
    let roots = if paths.is_empty() { &here[..] } else { paths };
    let mut out = Vec::new();
    for root in roots {
        if root.is_dir() {
            out.extend(in_folder(root, houses, source)?);
        } else {
            out.push(one_family(std::slice::from_ref(root), houses, source)?);
        }
    }
    Ok(out)
}

/// The family of files that need not be there, such as a text on standard input.
///
/// # Errors
/// The configuration is wrong.
pub(super) fn named(
    paths: &[PathBuf],
    houses: &mut Houses,
    source: Option<Lang>,
) -> Result<Vec<FamilyFiles>> {
    Ok(vec![one_family(paths, houses, source)?])
}

/// The language that a file's name or folder says.
fn language_in_path(path: &Path) -> Option<Lang> {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut tail = text.as_str();
    // The innermost folders first: a tag far up the path says nothing.
    let cut = text.rmatch_indices('/').nth(1).map(|(i, _)| i + 1);
    if let Some(cut) = cut {
        tail = &text[cut..];
    }
    DEFAULT_PATTERNS
        .iter()
        .find_map(|p| match_path(p, tail))
        .map(|p| p.lang)
}

fn one_family(paths: &[PathBuf], houses: &mut Houses, source: Option<Lang>) -> Result<FamilyFiles> {
    let first = paths.first().map_or(Path::new("."), |p| p.as_path());
    let house = houses.of_path(first)?;
    let config = houses.get(house);
    let root = config.root().unwrap_or(Path::new("."));
    let parts = |path: &Path| parts_of(root, path, config);
    let mut files: Vec<FileRef> = paths
        .iter()
        .map(|p| FileRef {
            path: p.clone(),
            lang: parts(p).map(|p| p.lang).or_else(|| language_in_path(p)),
        })
        .collect();
    let id = parts(first).map_or_else(|| stem(first, files[0].lang), |parts| parts.id);
    if files.len() == 1 {
        return Ok(FamilyFiles {
            id,
            source: None,
            versions: files,
            house,
        });
    }
    let at = source
        .and_then(|lang| files.iter().position(|f| f.lang == Some(lang)))
        .unwrap_or(0);
    let source = files.remove(at);
    Ok(FamilyFiles {
        id,
        source: Some(source),
        versions: files,
        house,
    })
}

/// The name of a file without its language and ending.
fn stem(path: &Path, lang: Option<Lang>) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    lang.and_then(|l| stem.strip_suffix(&format!(".{l}")).map(str::to_owned))
        .unwrap_or_else(|| stem.into_owned())
}

fn in_folder(root: &Path, houses: &mut Houses, source: Option<Lang>) -> Result<Vec<FamilyFiles>> {
    let mut groups: BTreeMap<(usize, String), Vec<FileRef>> = BTreeMap::new();
    let mut excluded: FxHashMap<usize, GlobSet> = FxHashMap::default();
    let walk = ignore::WalkBuilder::new(root)
        .add_custom_ignore_filename(".copydeskignore")
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk
        .flatten()
        .filter(|e| e.file_type().is_some_and(|t| t.is_file()))
    {
        let path = entry.path();
        let read = path.extension().is_some_and(|e| {
            EXTENSIONS.contains(&e.to_string_lossy().to_ascii_lowercase().as_str())
        });
        if !read {
            continue;
        }
        let house = houses.of_folder(parent(path))?;
        let config = houses.get(house);
        let globs = match excluded.entry(house) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => new.insert(excluded_by(config)?),
        };
        if globs.is_match(relative(path, config.root().unwrap_or(root))) {
            continue;
        }
        if let Some(parts) = parts_of(root, path, config) {
            groups.entry((house, parts.id)).or_default().push(FileRef {
                path: path.to_owned(),
                lang: Some(parts.lang),
            });
        }
    }
    if groups.is_empty() {
        let house = houses.of_folder(root)?;
        return Err(Error::nothing(
            root,
            format!(
                "no article found; files are looked for by the patterns {}",
                patterns(houses.get(house)).join(", ")
            ),
        ));
    }
    let tags: BTreeSet<&str> = groups
        .values()
        .flatten()
        .filter_map(|f| f.lang)
        .map(Lang::tag)
        .collect();
    groups
        .into_iter()
        .map(|((house, id), files)| {
            let configured = houses.get(house).source.as_deref().and_then(Lang::from_tag);
            let source = source
                .or(configured)
                .ok_or_else(|| Error::at(root, no_source(&tags)))?;
            Ok(family(id, files, source, house))
        })
        .collect()
}

/// The question which language is the source, with those that are there.
fn no_source(tags: &BTreeSet<&str>) -> String {
    let found: Vec<&str> = tags.iter().copied().collect();
    format!(
        "which language is the source? Found {}. Say it with --source LANG, or once for all with source = \"LANG\" in \
         copydesk.toml, which `copydesk init` writes",
        found.join(", ")
    )
}

fn family(id: String, mut files: Vec<FileRef>, source: Lang, house: usize) -> FamilyFiles {
    let at = files.iter().position(|f| f.lang == Some(source));
    let mut source = at.map(|at| files.remove(at));
    // A source without translations is checked alone.
    if files.is_empty() {
        files.extend(source.take());
    }
    FamilyFiles {
        id,
        source,
        versions: files,
        house,
    }
}

fn excluded_by(config: &Config) -> Result<GlobSet> {
    let mut globs = GlobSetBuilder::new();
    for glob in &config.exclude {
        globs.add(Glob::new(glob).map_err(|e| Error::new(e.to_string()))?);
    }
    globs.build().map_err(|e| Error::new(e.to_string()))
}

/// The patterns that count with a configuration.
pub(super) fn patterns(config: &Config) -> Vec<String> {
    if config.pattern.is_empty() {
        DEFAULT_PATTERNS.map(str::to_owned).to_vec()
    } else {
        config.pattern.clone()
    }
}

/// What the configured patterns, or the usual ones, say about a file; the name of the article counts from the folder of the
/// configuration, wherever the search began.
fn parts_of(root: &Path, path: &Path, config: &Config) -> Option<PathParts> {
    if !config.pattern.is_empty() {
        let relative = relative(path, config.root().unwrap_or(root));
        return config.pattern.iter().find_map(|p| match_path(p, &relative));
    }
    let from_root = relative(path, root);
    let parts = DEFAULT_PATTERNS
        .iter()
        .find_map(|p| match_path(p, &from_root))?;
    Some(PathParts {
        id: relative(&root.join(&parts.id), config.root().unwrap_or(root)),
        ..parts
    })
}
