//! `copydesk config` and `copydesk init`: what is set and where it comes from, and a file to start with.

use super::args::{ConfigArgs, InitArgs};
use super::config::{self, Config};
use super::discover::language_tree;
use super::pattern::DEFAULT_PATTERNS;
use super::selection::level_of;
use crate::error::{Error, Result};
use crate::rules::RULES;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Prints the values that count for a path, each with where it comes from.
pub(super) fn show(args: &ConfigArgs) -> Result<ExitCode> {
    let text = if args.schema {
        include_str!("../../data/copydesk.schema.json").to_owned()
    } else {
        let start = args.path.as_deref().unwrap_or(Path::new("."));
        effective(&config::load(args.config.as_deref(), start)?)
    };
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}

fn effective(config: &Config) -> String {
    let file = config.file.as_ref().map_or_else(
        || "no configuration file".to_owned(),
        |f| f.display().to_string(),
    );
    let from = |set: bool| if set { file.as_str() } else { "default" };
    let patterns = if config.pattern.is_empty() {
        DEFAULT_PATTERNS.map(str::to_owned).to_vec()
    } else {
        config.pattern.clone()
    };
    let rows = [
        (
            "source",
            format!("{:?}", config.source.as_deref().unwrap_or("")),
            config.source.is_some(),
        ),
        (
            "pattern",
            format!("{patterns:?}"),
            !config.pattern.is_empty(),
        ),
        (
            "exclude",
            format!("{:?}", config.exclude),
            !config.exclude.is_empty(),
        ),
        (
            "fail-on",
            format!("{:?}", config.fail_on.as_deref().unwrap_or("error")),
            config.fail_on.is_some(),
        ),
        (
            "max-warnings",
            config
                .max_warnings
                .map_or_else(|| "none".to_owned(), |n| n.to_string()),
            config.max_warnings.is_some(),
        ),
        (
            "keep.words",
            format!("{:?}", config.keep.words),
            !config.keep.words.is_empty(),
        ),
        (
            "terms",
            format!("{:?}", config.terms),
            !config.terms.is_empty(),
        ),
        (
            "per-path",
            format!("{} entries", config.per_path.len()),
            !config.per_path.is_empty(),
        ),
        (
            "stet",
            format!("{} entries", config.stet.len()),
            !config.stet.is_empty(),
        ),
    ];
    let mut out = format!("# {file}\n");
    for (key, value, set) in rows {
        let _ = writeln!(out, "{key} = {value}  # {}", from(set));
    }
    for rule in RULES {
        let set = level_of(&config.rules, rule);
        let level = set.map_or(rule.severity.name(), |l| l.name());
        let _ = writeln!(
            out,
            "rules.{} = {level:?}  # {}",
            rule.name,
            from(set.is_some())
        );
    }
    out
}

/// Writes a configuration with what the tree shows.
pub(super) fn init(args: &InitArgs) -> Result<ExitCode> {
    let folder = args.folder.as_deref().unwrap_or(Path::new("."));
    let path = folder.join("copydesk.toml");
    if path.exists() && !args.force {
        return Err(Error::at(&path, "is there already; --force writes over it"));
    }
    let found = language_tree(folder);
    let source = found
        .languages
        .iter()
        .max_by_key(|(lang, count)| (**count, **lang == "en"))
        .map_or("en", |(lang, _)| lang);
    let pattern = found.pattern.unwrap_or(DEFAULT_PATTERNS[0]);
    let languages: Vec<String> = found
        .languages
        .iter()
        .map(|(lang, count)| format!("{lang} ({count})"))
        .collect();
    let said = if languages.is_empty() {
        "No articles were found here yet.".to_owned()
    } else {
        format!("Found here: {}.", languages.join(", "))
    };
    let text = format!(
        "# What copydesk checks and how. `copydesk config` shows every value.\n\
         # {said}\n\n\
         # The language that the articles are written in; the others are translations.\n\
         source = {source:?}\n\n\
         # Where the files are: {{lang}} is a language tag, {{id}} names the article.\n\
         pattern = [{pattern:?}]\n\n\
         # Paths that are not checked.\n\
         # exclude = [\"drafts/**\"]\n\n\
         # The severity from which the exit status is 1: error, warning, note or never.\n\
         # fail-on = \"error\"\n\n\
         # Levels of rules and groups: off, note, warning, error. `copydesk rules` lists them.\n\
         [rules]\n\
         # dash-style = \"off\"\n\n\
         # Words that stay as they are in every language.\n\
         [keep]\n\
         words = []\n\n\
         # Names that change by design: what the source says = what translations may say.\n\
         [terms]\n\
         # \"Kiev\" = [\"Kyiv\"]\n\n\
         # Levels for some paths only.\n\
         # [[per-path]]\n\
         # path = \"live/**\"\n\
         # rules = {{ dropped-sentence = \"off\" }}\n\n\
         # Findings that stand, with a reason.\n\
         # [[stet]]\n\
         # family = \"2022/blinken\"\n\
         # rule = \"number-mismatch\"\n\
         # text = \"open door\"\n\
         # reason = \"as the original has it\"\n"
    );
    std::fs::write(&path, text).map_err(|e| Error::at(&path, format!("cannot be written: {e}")))?;
    let _ = writeln!(std::io::stdout(), "Wrote {}. {said}", path.display());
    Ok(ExitCode::SUCCESS)
}
