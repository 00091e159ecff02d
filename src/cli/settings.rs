//! `copydesk config`: what is set, as a file that could be read again, and where each value comes from.

use super::args::ConfigArgs;
use super::config::{Config, Cuts};
use super::config_file::line_of;
use super::discover::patterns;
use super::houses::Houses;
use super::paths::slashed;
use super::selection::level_of;
use crate::error::Result;
use crate::rules::RULES;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Prints the values that count for a path, each with where it comes from.
pub(super) fn show(args: &ConfigArgs) -> Result<ExitCode> {
    let text = if args.schema {
        include_str!("../../data/copydesk.schema.json").to_owned()
    } else {
        let path = args.path.as_deref().unwrap_or(Path::new("."));
        let mut houses = Houses::of_config(args)?;
        let house = houses.of_path(path)?;
        effective(houses.get(house))
    };
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}

/// Lines of a configuration, each with the origin of its value.
struct Page<'a> {
    config: &'a Config,
    file: String,
    text: String,
}

impl Page<'_> {
    /// Where the value under these keys comes from.
    fn origin(&self, keys: &[&str]) -> String {
        match line_of(self.config, keys) {
            Some(line) => format!("{}:{line}", self.file),
            None => "default".to_owned(),
        }
    }

    /// A value under the last of these keys.
    fn value(&mut self, keys: &[&str], value: impl Serialize) {
        self.value_from(keys, value, &self.origin(keys));
    }

    fn value_from(&mut self, keys: &[&str], value: impl Serialize, origin: &str) {
        let key = keys.last().copied().unwrap_or("");
        let _ = writeln!(
            self.text,
            "{} = {}  # {origin}",
            quoted_key(key),
            toml_of(value)
        );
    }

    /// A key that nothing is said of.
    fn unset(&mut self, key: &str) {
        let _ = writeln!(self.text, "# {key} is not set");
    }

    fn heading(&mut self, heading: &str) {
        let _ = writeln!(self.text, "\n{heading}");
    }
}

fn effective(config: &Config) -> String {
    let mut page = Page {
        config,
        file: config.file.as_deref().map_or_else(String::new, slashed),
        text: String::new(),
    };
    let file = match &config.file {
        Some(_) => page.file.as_str(),
        None => "no configuration file",
    };
    page.text = format!("# {file}\n");
    match &config.source {
        Some(source) => page.value(&["source"], source),
        None => page.unset("source"),
    }
    page.value(&["pattern"], patterns(config));
    page.value(&["exclude"], &config.exclude);
    page.value(&["fail-on"], config.fail_on.as_deref().unwrap_or("error"));
    match config.max_warnings {
        Some(most) => page.value(&["max-warnings"], most),
        None => page.unset("max-warnings"),
    }
    match &config.baseline {
        Some(path) => page.value(&["baseline"], path),
        None => page.unset("baseline"),
    }
    page.value(&["lexicon"], &config.lexicon);
    page.value(&["cuts"], config.cuts.unwrap_or(Cuts::Reported));
    page.heading("[rules]");
    for rule in RULES {
        let level = level_of(&config.rules, rule).map_or(rule.severity.name(), |l| l.name());
        let own = ["rules", rule.name];
        let group = ["rules", rule.group.name()];
        let origin = match line_of(config, &own) {
            Some(_) => page.origin(&own),
            None => page.origin(&group),
        };
        page.value_from(&own, level, &origin);
    }
    page.heading("[keep]");
    page.value(&["keep", "words"], &config.keep.words);
    page.heading("[terms]");
    for (term, by_design) in &config.terms {
        page.value(&["terms", term], by_design);
    }
    for (tag, labels) in &config.phrases {
        page.heading(&format!("[phrases.{}]", quoted_key(tag)));
        let lists = toml::Table::try_from(labels).unwrap_or_default();
        for (list, words) in &lists {
            page.value(&["phrases", tag, list], words);
        }
    }
    page.heading("[quotes]");
    for (tag, marks) in &config.quotes {
        page.value(&["quotes", tag], marks);
    }
    for (i, entry) in config.per_path.iter().enumerate() {
        let index = i.to_string();
        page.heading("[[per-path]]");
        page.value(&["per-path", &index, "path"], &entry.path);
        page.value(&["per-path", &index, "rules"], &entry.rules);
    }
    for (i, stet) in config.stet.iter().enumerate() {
        let index = i.to_string();
        page.heading("[[stet]]");
        let fields = toml::Table::try_from(stet).unwrap_or_default();
        for (field, value) in &fields {
            page.value(&["stet", &index, field], value);
        }
    }
    page.text
}

/// A value as it stands in a file, in one line.
fn toml_of(value: impl Serialize) -> String {
    toml::Value::try_from(value).map_or_else(|_| "\"\"".to_owned(), |value| value.to_string())
}

fn quoted_key(key: &str) -> String {
    let bare = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { key.to_owned() } else { toml_of(key) }
}
