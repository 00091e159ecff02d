//! Files to families: which files belong together, and in which language each is.

use super::config::Config;
use super::pattern::{DEFAULT_PATTERNS, EXTENSIONS, match_path};
use super::policy::relative;
use crate::desk::{Family, TextInput};
use crate::document::{Encoding, Format, decode};
use crate::error::{Error, Result};
use crate::language::Lang;
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Largest file that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// A file of a family.
#[derive(Clone, Debug)]
pub(super) struct FileRef {
    pub(super) path: PathBuf,
    pub(super) lang: Option<Lang>,
}

/// The files of a family.
#[derive(Clone, Debug)]
pub(super) struct FamilyFiles {
    pub(super) id: String,
    pub(super) source: Option<FileRef>,
    pub(super) versions: Vec<FileRef>,
}

/// A family whose files were read.
#[derive(Debug)]
pub(super) struct LoadedFamily {
    pub(super) files: FamilyFiles,
    pub(super) family: Family,
    pub(super) source_encoding: Encoding,
    pub(super) version_encodings: Vec<Encoding>,
}

/// The families that the arguments name.
///
/// Files without a folder among them are one family: the first one, or the one in the source language, is the source; a
/// single file is checked alone. Folders are searched by the patterns.
///
/// # Errors
/// A path that does not exist, a folder with no family in it, families without a known source language.
pub(super) fn families(
    paths: &[PathBuf],
    config: &Config,
    source: Option<Lang>,
) -> Result<Vec<FamilyFiles>> {
    for path in paths {
        if !path.exists() {
            return Err(Error::at(path, "no such file or folder"));
        }
    }
    let folders = paths.iter().any(|p| p.is_dir());
    if !folders && !paths.is_empty() {
        return Ok(vec![one_family(paths, source)]);
    }
    let here = [PathBuf::from(".")];
    let roots = if paths.is_empty() { &here[..] } else { paths };
    let mut out = Vec::new();
    for root in roots {
        if root.is_dir() {
            out.extend(in_folder(root, config, source)?);
        } else {
            out.push(one_family(std::slice::from_ref(root), source));
        }
    }
    Ok(out)
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

fn one_family(paths: &[PathBuf], source: Option<Lang>) -> FamilyFiles {
    let mut files: Vec<FileRef> = paths
        .iter()
        .map(|p| FileRef {
            path: p.clone(),
            lang: language_in_path(p),
        })
        .collect();
    let id = paths
        .first()
        .and_then(|p| p.file_stem())
        .map_or_else(String::new, |s| {
            let stem = s.to_string_lossy();
            let lang = files.first().and_then(|f| f.lang);
            lang.and_then(|l| stem.strip_suffix(&format!(".{l}")).map(str::to_owned))
                .unwrap_or_else(|| stem.into_owned())
        });
    if files.len() == 1 {
        return FamilyFiles {
            id,
            source: None,
            versions: files,
        };
    }
    let at = source
        .and_then(|lang| files.iter().position(|f| f.lang == Some(lang)))
        .unwrap_or(0);
    let source = files.remove(at);
    FamilyFiles {
        id,
        source: Some(source),
        versions: files,
    }
}

fn in_folder(root: &Path, config: &Config, source: Option<Lang>) -> Result<Vec<FamilyFiles>> {
    let mut groups: BTreeMap<String, Vec<FileRef>> = BTreeMap::new();
    let walk = ignore::WalkBuilder::new(root)
        .add_custom_ignore_filename(".copydeskignore")
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .build();
    let excluded = excluded(config)?;
    for entry in walk
        .flatten()
        .filter(|e| e.file_type().is_some_and(|t| t.is_file()))
    {
        let path = entry.path();
        let base = config.root().unwrap_or(root);
        if excluded.is_match(relative(path, base)) {
            continue;
        }
        let read = path.extension().is_some_and(|e| {
            EXTENSIONS.contains(&e.to_string_lossy().to_ascii_lowercase().as_str())
        });
        if !read {
            continue;
        }
        if let Some(parts) = parts_of(root, path, config) {
            groups.entry(parts.id).or_default().push(FileRef {
                path: path.to_owned(),
                lang: Some(parts.lang),
            });
        }
    }
    if groups.is_empty() {
        let patterns = if config.pattern.is_empty() {
            DEFAULT_PATTERNS.map(str::to_owned).to_vec()
        } else {
            config.pattern.clone()
        };
        return Err(Error::nothing(
            root,
            format!(
                "no article found; files are looked for by the patterns {}",
                patterns.join(", ")
            ),
        ));
    }
    let configured = config.source.as_deref().and_then(Lang::from_tag);
    let Some(source) = source.or(configured) else {
        return Err(Error::at(root, no_source(&groups)));
    };
    let mut out = Vec::new();
    for (id, mut files) in groups {
        let at = files.iter().position(|f| f.lang == Some(source));
        let source = at.map(|at| files.remove(at));
        if !files.is_empty() || source.is_some() {
            let alone = source.clone().filter(|_| files.is_empty());
            out.push(match alone {
                Some(file) => FamilyFiles {
                    id,
                    source: None,
                    versions: vec![file],
                },
                None => FamilyFiles {
                    id,
                    source,
                    versions: files,
                },
            });
        }
    }
    Ok(out)
}

/// The question which language is the source, with those that are there.
fn no_source(groups: &BTreeMap<String, Vec<FileRef>>) -> String {
    let files = groups.values().flatten();
    let tags: BTreeSet<&str> = files.filter_map(|f| f.lang).map(Lang::tag).collect();
    let found: Vec<&str> = tags.into_iter().collect();
    format!(
        "which language is the source? Found {}. Say it with --source LANG, or once for all with source = \"LANG\" in \
         copydesk.toml, which `copydesk init` writes",
        found.join(", ")
    )
}

fn excluded(config: &Config) -> Result<GlobSet> {
    let mut globs = GlobSetBuilder::new();
    for glob in &config.exclude {
        globs.add(Glob::new(glob).map_err(|e| Error::new(e.to_string()))?);
    }
    globs.build().map_err(|e| Error::new(e.to_string()))
}

/// What a folder seems to hold.
#[derive(Debug, Default)]
pub(super) struct LanguageTree {
    /// The usual pattern that fits most files.
    pub(super) pattern: Option<&'static str>,
    /// Tags and how many files are in each language.
    pub(super) languages: BTreeMap<&'static str, usize>,
}

/// Looks for articles in a folder.
pub(super) fn language_tree(folder: &Path) -> LanguageTree {
    let mut by_pattern: [BTreeMap<&'static str, usize>; DEFAULT_PATTERNS.len()] =
        Default::default();
    for entry in ignore::WalkBuilder::new(folder).build().flatten() {
        let path = relative(entry.path(), folder);
        let first = DEFAULT_PATTERNS
            .iter()
            .enumerate()
            .find_map(|(i, pattern)| Some((i, match_path(pattern, &path)?)));
        if let Some((i, parts)) = first {
            *by_pattern[i].entry(parts.lang.tag()).or_default() += 1;
        }
    }
    let best = (0..DEFAULT_PATTERNS.len())
        .max_by_key(|&i| (by_pattern[i].values().sum::<usize>(), std::cmp::Reverse(i)));
    let Some(best) = best.filter(|&i| !by_pattern[i].is_empty()) else {
        return LanguageTree::default();
    };
    LanguageTree {
        pattern: Some(DEFAULT_PATTERNS[best]),
        languages: std::mem::take(&mut by_pattern[best]),
    }
}

/// What the configured patterns, or the usual ones, say about a file.
fn parts_of(root: &Path, path: &Path, config: &Config) -> Option<super::pattern::PathParts> {
    let relative_to = |base: &Path| {
        let (base, path) = (
            std::path::absolute(base).ok()?,
            std::path::absolute(path).ok()?,
        );
        Some(
            path.strip_prefix(&base)
                .ok()?
                .to_string_lossy()
                .replace('\\', "/"),
        )
    };
    if config.pattern.is_empty() {
        let relative = relative_to(root)?;
        return DEFAULT_PATTERNS
            .iter()
            .find_map(|p| match_path(p, &relative));
    }
    let relative = relative_to(config.root().unwrap_or(root))?;
    config.pattern.iter().find_map(|p| match_path(p, &relative))
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
    let source_encoding = source.as_ref().map_or(Encoding::Utf8, |(_, e)| *e);
    let (versions, version_encodings) = versions.into_iter().unzip();
    Ok(LoadedFamily {
        files,
        family: Family {
            source: source.map(|(s, _)| s),
            versions,
        },
        source_encoding,
        version_encodings,
    })
}
