//! What the arguments name: paths, a text on standard input, families that a change touched.

use super::args::CheckArgs;
use super::discover::{self, FamilyFiles};
use super::houses::Houses;
use super::paths::parent;
use super::touched;
use crate::error::{Error, Result};
use crate::language::Lang;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A text that comes in on standard input in place of a file.
#[derive(Debug, Default)]
pub(super) struct StandardInput {
    text: Option<(PathBuf, Vec<u8>)>,
}

impl StandardInput {
    /// Reads it, if `-` is among the paths.
    ///
    /// # Errors
    /// It is not said whose text it is, or it cannot be read.
    pub(super) fn read(args: &CheckArgs) -> Result<StandardInput> {
        if !args.paths.iter().any(|p| p.as_os_str() == "-") {
            return Ok(StandardInput::default());
        }
        let Some(path) = args.families.stdin_path.clone() else {
            return Err(Error::new("`-` needs --stdin-path PATH: whose text is it?"));
        };
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|e| Error::new(format!("cannot read standard input: {e}")))?;
        Ok(StandardInput {
            text: Some((path, bytes)),
        })
    }

    /// The path that the text has and its bytes.
    pub(super) fn overlay(&self) -> Option<(&Path, &[u8])> {
        let (path, bytes) = self.text.as_ref()?;
        Some((path, bytes))
    }

    /// The families that the arguments name; a text that comes in alone brings the other files of its article.
    ///
    /// # Errors
    /// See [`discover::families`]; with `--since`, those of git.
    pub(super) fn family_files(
        &self,
        args: &CheckArgs,
        houses: &mut Houses,
        source: Option<Lang>,
    ) -> Result<Vec<FamilyFiles>> {
        let named: Vec<PathBuf> = args
            .paths
            .iter()
            .map(|path| match &self.text {
                Some((stands_for, _)) if path.as_os_str() == "-" => stands_for.clone(),
                _ => path.clone(),
            })
            .collect();
        let alone = self.text.is_some() && named.len() == 1;
        if args.families.family || alone {
            return self.members(args, &named, houses, source);
        }
        let mut families = match discover::families(&named, houses, source) {
            Ok(families) => families,
            Err(e) if args.families.allow_empty && e.is_about_nothing() => Vec::new(),
            Err(e) => return Err(e),
        };
        if let Some(since) = &args.families.since {
            let first = named.first().map_or(Path::new("."), |p| p.as_path());
            let folder = if first.is_dir() { first } else { parent(first) };
            let changed = touched::changed_since(since, folder)?;
            touched::keep_touched(&mut families, &changed);
            if families.is_empty() {
                say(&format!("no article differs from {since}"));
                if !args.families.allow_empty {
                    return Err(Error::new(
                        "nothing to check; --allow-empty makes that no error",
                    ));
                }
            }
        }
        Ok(families)
    }

    /// The families that the paths are members of.
    fn members(
        &self,
        args: &CheckArgs,
        named: &[PathBuf],
        houses: &mut Houses,
        source: Option<Lang>,
    ) -> Result<Vec<FamilyFiles>> {
        let mut folders: Vec<PathBuf> = Vec::new();
        for path in named {
            let house = houses.of_path(path)?;
            let folder = match houses.get(house).root() {
                Some(root) => root.to_owned(),
                None if self.text.is_some() => parent(path).to_owned(),
                None => PathBuf::from("."),
            };
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        let mut families = Vec::new();
        for folder in &folders {
            match discover::families(std::slice::from_ref(folder), houses, source) {
                Ok(found) => families.extend(found),
                // A text without siblings is checked alone.
                Err(_) if self.text.is_some() => {}
                Err(e) if args.families.allow_empty && e.is_about_nothing() => {}
                Err(e) => return Err(e),
            }
        }
        touched::keep_touched(&mut families, named);
        if families.is_empty() && self.text.is_some() {
            return discover::named(named, houses, source);
        }
        Ok(families)
    }
}

/// A line on the standard error stream.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "copydesk: {line}");
}
