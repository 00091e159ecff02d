//! `copydesk rules --stets`: all that is let stand, where, and why.

use super::args::RulesFormat;
use super::config_file::line_of;
use super::discover;
use super::files;
use super::houses::Houses;
use super::paths::slashed;
use crate::document::Document;
use crate::error::Result;
use crate::language::Lang;
use crate::text::LineIndex;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Something that is let stand.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Standing {
    path: String,
    line: usize,
    rule: String,
    /// What it covers: the next block, the file, or what a `[[stet]]` says.
    scope: String,
    reason: String,
}

/// The list for the articles of `paths`, or of the current folder.
///
/// # Errors
/// Those of finding and reading the articles.
pub(super) fn list(paths: &[PathBuf], format: RulesFormat) -> Result<Vec<u8>> {
    let mut houses = Houses::nearest();
    // Any language will do as the source: the marks of all files are listed.
    let families = match discover::families(paths, &mut houses, Some(Lang::EN)) {
        Ok(families) => families,
        Err(e) if e.is_about_nothing() => Vec::new(),
        Err(e) => return Err(e),
    };
    let mut all = BTreeSet::new();
    for file in families
        .iter()
        .flat_map(|f| f.source.iter().chain(&f.versions))
    {
        let (text, _) = files::read_text(&file.path)?;
        let document = Document::parse(text.as_str(), files::format_of(&file.path));
        let lines = LineIndex::new(&document.original);
        for stet in &document.stets {
            all.insert(Standing {
                path: slashed(&file.path),
                line: lines.position(&document.original, stet.span.start).line,
                rule: stet.rule.clone(),
                scope: if stet.whole { "file" } else { "block" }.to_owned(),
                reason: stet.reason.clone(),
            });
        }
    }
    for config in houses.into_configs() {
        let path = config.file.as_deref().map_or_else(String::new, slashed);
        for (i, stet) in config.stet.iter().enumerate() {
            let fields = [
                ("family", &stet.family),
                ("lang", &stet.lang),
                ("text", &stet.text),
            ];
            let said = fields.iter().filter(|(_, value)| !value.is_empty());
            let said: Vec<String> = said
                .map(|(key, value)| format!("{key} {value:?}"))
                .collect();
            all.insert(Standing {
                path: path.clone(),
                line: line_of(&config, &["stet", &i.to_string(), "rule"]).unwrap_or(1),
                rule: stet.rule.clone(),
                scope: if said.is_empty() {
                    "everywhere".to_owned()
                } else {
                    said.join(", ")
                },
                reason: stet.reason.clone(),
            });
        }
    }
    Ok(written(&all, format))
}

fn written(all: &BTreeSet<Standing>, format: RulesFormat) -> Vec<u8> {
    let mut out = String::new();
    match format {
        RulesFormat::Json => {
            out = serde_json::to_string_pretty(all).unwrap_or_default();
            out.push('\n');
        }
        RulesFormat::Markdown => {
            out.push_str("| where | rule | covers | reason |\n| --- | --- | --- | --- |\n");
            let cell = |text: &str| text.replace('|', "\\|").replace(['\n', '\r'], " ");
            for s in all {
                out.push_str(&format!(
                    "| {}:{} | `{}` | {} | {} |\n",
                    cell(&s.path),
                    s.line,
                    cell(&s.rule),
                    cell(&s.scope),
                    cell(&s.reason)
                ));
            }
        }
        RulesFormat::Table => {
            for s in all {
                let reason = match s.reason.as_str() {
                    "" => "no reason, so without effect",
                    reason => reason,
                };
                out.push_str(&format!(
                    "{}:{}: {} ({}): {reason}\n",
                    s.path, s.line, s.rule, s.scope
                ));
            }
        }
    }
    out.into_bytes()
}
