//! `copydesk init`: a commented configuration to start with, from what the tree shows.

use super::args::InitArgs;
use super::infer::{self, Tree};
use super::pattern::DEFAULT_PATTERNS;
use crate::error::{Error, Result};
use crate::outcome::report::plural::counted;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// The language of the articles where the tree shows none.
const DEFAULT_SOURCE: &str = "en";

/// Writes the file.
pub(super) fn run(args: &InitArgs) -> Result<ExitCode> {
    let folder = args.folder.as_deref().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Error::at(folder, "is no folder"));
    }
    let path = folder.join("copydesk.toml");
    if path.exists() && !args.force {
        return Err(Error::at(&path, "is there already; --force writes over it"));
    }
    let tree = infer::tree(folder);
    let said = said(&tree);
    let source = source(&tree);
    std::fs::write(&path, text(&tree, &said, &source))
        .map_err(|e| Error::at(&path, format!("cannot be written: {e}")))?;
    let check = match &args.folder {
        Some(folder) => format!("`copydesk check {}`", folder.display()),
        None => "`copydesk check`".to_owned(),
    };
    let next = if tree.patterns.is_empty() {
        format!("Put your articles there or change `pattern`, then run {check}.")
    } else {
        format!("Next: {check}.")
    };
    let mut out = std::io::stdout();
    let _ = writeln!(out, "Wrote {}.\n{said}\n{source}\n{next}", path.display());
    Ok(ExitCode::SUCCESS)
}

fn said(tree: &Tree) -> String {
    if tree.patterns.is_empty() {
        return "No articles in several languages were found here yet.".to_owned();
    }
    let languages: Vec<String> = tree
        .languages
        .iter()
        .map(|(lang, count)| format!("{lang} ({count})"))
        .collect();
    format!(
        "Found {} in several languages: {}.",
        counted(tree.families, "article"),
        languages.join(", ")
    )
}

/// Which language is written down as that of the articles, and why.
fn source(tree: &Tree) -> String {
    let lang = tree.source.unwrap_or(DEFAULT_SOURCE);
    let why = if tree.sure {
        "the language with most texts"
    } else {
        "a guess"
    };
    format!(
        "Source language: {lang}, {why}; change `source` if the articles are written in another."
    )
}

fn text(tree: &Tree, said: &str, why: &str) -> String {
    let source = tree.source.unwrap_or(DEFAULT_SOURCE);
    let found: Vec<&str> = match &tree.patterns[..] {
        [] => DEFAULT_PATTERNS.to_vec(),
        patterns => patterns.iter().map(String::as_str).collect(),
    };
    format!(
        r#"# What copydesk checks and how. `copydesk config` shows every value and where it comes from.
# {said}

# The language that the articles are written in; the others are translations.
# {why}
source = {source:?}

# Where the files are: {{lang}} is a language tag, {{id}} names the article, {{ext}} is txt, md or html.
pattern = {found:?}

# Paths that are not checked.
# exclude = ["drafts/**"]

# The severity from which the exit status is 1: error, warning, note or never.
# fail-on = "error"

# Most warnings before the exit status is 1.
# max-warnings = 20

# "allowed" where translations may leave out sentences of the source.
# cuts = "reported"

# Levels of rules and groups: off, note, warning, error. `copydesk rules` lists them.
[rules]
# dash-style = "off"

# Words that stay as they are in every language.
[keep]
words = []

# Names that change by design: what the source says = what translations may say.
[terms]
# "Kiev" = ["Kyiv"]

# What your pages print around articles, by language, or `any`: player, caption, credit, agency, related, advert, read-time,
# call-to-action, metadata, translation-notice, sound.
# [phrases.en]
# related = ["From our archive"]

# The quotation marks of the house by language: the outer ones, and the inner ones if you like.
# [quotes]
# de = "»«›‹"

# Levels for some paths only.
# [[per-path]]
# path = "live/**"
# rules = {{ dropped-sentence = "off" }}

# Findings that stand, with a reason.
# [[stet]]
# family = "2022/blinken"
# lang = "de"
# rule = "number-mismatch"
# text = "281"
# reason = "as the original has it"
"#
    )
}
