//! Finding and reading `copydesk.toml`; what is wrong with it is said with its line.

use super::args::FailOn;
use super::config::Config;
use super::nearest::nearest_name;
use super::pattern;
use crate::error::{Error, Result};
use crate::language::Lang;
use crate::rules::QuoteStyle;
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// The names under which a configuration is found.
const NAMES: [&str; 2] = ["copydesk.toml", ".copydesk.toml"];
/// The key of `[phrases]` whose labels count in every language.
pub(super) const ANY: &str = "any";

/// Reads the configuration at `path`.
///
/// # Errors
/// Names the file, the line and what is wrong there.
pub(super) fn read(path: &Path) -> Result<Config> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| Error::at(path, format!("cannot be read: {e}")))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    let mut config: Config = toml::from_str(&text).map_err(|e| {
        let at = e.span().map_or(0, |span| span.start);
        said_at(path, &text, at, &explained(e.message()))
    })?;
    check(&config).map_err(|wrong| {
        let keys: Vec<&str> = wrong.keys.iter().map(String::as_str).collect();
        said_at(
            path,
            &text,
            offset_of(&text, &keys).unwrap_or(0),
            &wrong.message,
        )
    })?;
    config.file = Some(path.to_owned());
    config.text = text;
    Ok(config)
}

/// The nearest configuration of the absolute path `folder` and the folders above it.
pub(super) fn nearest(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .flat_map(|dir| NAMES.iter().map(move |name| dir.join(name)))
        .find(|path| path.is_file())
}

/// The line, from 1, on which the value under these keys stands in the file of `config`.
pub(super) fn line_of(config: &Config, keys: &[&str]) -> Option<usize> {
    let at = offset_of(&config.text, keys)?;
    Some(line_and_column(&config.text, at).0)
}

fn said_at(path: &Path, text: &str, at: usize, message: &str) -> Error {
    let (line, column) = line_and_column(text, at);
    Error::new(format!("{}:{line}:{column}: {message}", path.display()))
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let head = text.get(..at).unwrap_or(text);
    let start = head.rfind('\n').map_or(0, |i| i + 1);
    (
        head.matches('\n').count() + 1,
        head[start..].chars().count() + 1,
    )
}

/// Where the last of `keys` stands; a number is the index in a list.
fn offset_of(text: &str, keys: &[&str]) -> Option<usize> {
    let root = DeTable::parse(text).ok()?;
    let mut table = root.get_ref();
    let mut keys = keys.iter();
    let mut at = None;
    while let Some(key) = keys.next() {
        let (name, value) = table.iter().find(|(name, _)| name.get_ref() == key)?;
        at = Some(name.span().start);
        let mut value = value;
        while let DeValue::Array(list) = value.get_ref() {
            let Some(index) = keys.next() else { return at };
            value = list.get(index.parse::<usize>().ok()?)?;
            at = Some(value.span().start);
        }
        match value.get_ref() {
            DeValue::Table(inner) => table = inner,
            _ => return at,
        }
    }
    at
}

/// What the parser says, with the nearest name that there is for a key or value that there is not.
fn explained(said: &str) -> String {
    let quoted: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let kind = if said.starts_with("unknown field") {
        "key"
    } else if said.starts_with("unknown variant") {
        "value"
    } else {
        return said.to_owned();
    };
    let Some((wrong, known)) = quoted.split_first() else {
        return said.to_owned();
    };
    match nearest_name(wrong, known.iter().copied()) {
        Some(near) => format!("unknown {kind} `{wrong}`; did you mean `{near}`?"),
        None => format!("unknown {kind} `{wrong}`; known are {}", known.join(", ")),
    }
}

/// Something in a configuration that cannot be, and under which keys it stands.
struct Wrong {
    keys: Vec<String>,
    message: String,
}

fn wrong(keys: &[&str], message: impl Into<String>) -> Wrong {
    Wrong {
        keys: keys.iter().map(|k| (*k).to_owned()).collect(),
        message: message.into(),
    }
}

/// What is said that cannot be: names of rules and languages, severities, globs, patterns, marks, empty reasons.
fn check(config: &Config) -> std::result::Result<(), Wrong> {
    if let Some(severity) = &config.fail_on
        && FailOn::from_str(severity, false).is_err()
    {
        let message = format!("fail-on = {severity:?} is none of error, warning, note or never");
        return Err(wrong(&["fail-on"], message));
    }
    if let Some(tag) = &config.source {
        language(tag).map_err(|e| wrong(&["source"], e))?;
    }
    for (i, pattern) in config.pattern.iter().enumerate() {
        pattern::check(pattern).map_err(|e| wrong(&["pattern", &i.to_string()], e))?;
    }
    let rule = |keys: &[&str], name: &str| {
        super::selection::known(name).map_err(|e| wrong(keys, e.to_string()))
    };
    for name in config.rules.keys() {
        rule(&["rules", name], name)?;
    }
    for tag in config.phrases.keys().filter(|tag| *tag != ANY) {
        language(tag).map_err(|e| wrong(&["phrases", tag], e))?;
    }
    for (tag, marks) in &config.quotes {
        language(tag).map_err(|e| wrong(&["quotes", tag], e))?;
        if QuoteStyle::parse(marks).is_none() {
            let message =
                format!("{marks:?} is no pair of quotation marks, such as \"»«\" or \"“”‘’\"");
            return Err(wrong(&["quotes", tag], message));
        }
    }
    for (i, entry) in config.per_path.iter().enumerate() {
        let index = i.to_string();
        for name in entry.rules.keys() {
            rule(&["per-path", &index, "rules", name], name)?;
        }
        glob(&entry.path).map_err(|e| wrong(&["per-path", &index, "path"], e))?;
    }
    for (i, pattern) in config.exclude.iter().enumerate() {
        glob(pattern).map_err(|e| wrong(&["exclude", &i.to_string()], e))?;
    }
    for (i, stet) in config.stet.iter().enumerate() {
        let index = i.to_string();
        if crate::rules::find(&stet.rule).is_none() {
            let message = super::selection::unknown_rule(&stet.rule).to_string();
            return Err(wrong(&["stet", &index, "rule"], message));
        }
        if !stet.lang.is_empty() {
            language(&stet.lang).map_err(|e| wrong(&["stet", &index, "lang"], e))?;
        }
        if stet.reason.trim().is_empty() {
            let message = format!("a [[stet]] for {} needs a reason", stet.rule);
            return Err(wrong(&["stet", &index, "reason"], message));
        }
    }
    Ok(())
}

fn glob(pattern: &str) -> std::result::Result<(), String> {
    globset::Glob::new(pattern)
        .map(drop)
        .map_err(|e| e.to_string())
}

/// Whether the program knows the language of a tag.
fn language(tag: &str) -> std::result::Result<(), String> {
    if Lang::from_tag(tag).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = Lang::all().map(Lang::tag).collect();
    Err(format!(
        "unknown language `{tag}`; known are {}",
        known.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_its_keys() {
        let text = "source = \"en\"\n\n[[stet]]\nrule = \"a\"\n\n[[stet]]\nrule = \"b\"\n[rules]\n\"x\" = 1\n";
        let line = |keys: &[&str]| offset_of(text, keys).map(|at| line_and_column(text, at).0);
        assert_eq!(line(&["source"]), Some(1));
        assert_eq!(line(&["stet", "1", "rule"]), Some(7));
        assert_eq!(line(&["rules", "x"]), Some(9));
        assert_eq!(line(&["rules", "y"]), None);
    }

    #[test]
    fn the_nearest_key_is_named() {
        assert_eq!(
            explained("unknown field `sorce`, expected one of `source`, `pattern`"),
            "unknown key `sorce`; did you mean `source`?"
        );
        assert_eq!(
            explained("unknown variant `eror`, expected one of `off`, `error`"),
            "unknown value `eror`; did you mean `error`?"
        );
    }
}
