//! Rule and group names of the command line to [`Options`].

use super::args::RuleArgs;
use super::config::{Config, Cuts, Level};
use super::config_file::ANY;
use super::nearest::nearest_name;
use crate::desk::Options;
use crate::error::{Error, Result};
use crate::language::Lang;
use crate::rules::{Group, Outlet, QuoteStyle, RULES, Rule};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The options that the arguments ask for, then the configuration, then the rules' own.
///
/// # Errors
/// Names a rule or group that does not exist, and the nearest one that does, or a lexicon that cannot be read.
pub(super) fn options(args: &RuleArgs, config: &Config) -> Result<Options> {
    for name in args.select.iter().chain(&args.ignore) {
        known(name)?;
    }
    let mut options = Options::default();
    let configured = config.lexicon.iter().map(|path| match config.root() {
        Some(root) => root.join(path),
        None => path.clone(),
    });
    let lexicons: Vec<_> = configured.chain(args.lexicon.iter().cloned()).collect();
    options.lexicons = super::align::load_lexicons(&lexicons)?;
    options.cuts_allowed = config.cuts == Some(Cuts::Allowed);
    options.outlet = Some(outlet(config))
        .filter(|outlet| !outlet.is_empty())
        .map(Arc::new);
    for rule in RULES {
        if let Some(level) = level_of(&config.rules, rule) {
            options.set_level(rule, level.severity());
        }
    }
    if !args.select.is_empty() {
        let selected = |rule: &Rule| args.select.iter().any(|name| names(name, rule));
        options.select(selected);
        for rule in RULES.iter().filter(|r| selected(r)) {
            if !options.runs(rule) {
                options.reset_level(rule);
            }
        }
    }
    options_ignore(&mut options, &args.ignore);
    if let Some(severity) = args.min_severity {
        options.min_severity = severity.into();
    }
    Ok(options)
}

/// The labels and quotation marks that a configuration says.
fn outlet(config: &Config) -> Outlet {
    let mut outlet = Outlet::default();
    for (tag, labels) in &config.phrases {
        let lang = Lang::from_tag(tag).filter(|_| tag != ANY);
        outlet.add_labels(lang.unwrap_or(Lang::UNKNOWN), &labels.phrases());
    }
    for (tag, marks) in &config.quotes {
        if let Some((lang, style)) = Lang::from_tag(tag).zip(QuoteStyle::parse(marks)) {
            outlet.set_quotes(lang, style);
        }
    }
    outlet
}

/// The level that a table gives a rule: by its name, or by its group.
pub(super) fn level_of(levels: &BTreeMap<String, Level>, rule: &Rule) -> Option<Level> {
    levels
        .get(rule.name)
        .or_else(|| levels.get(rule.group.name()))
        .copied()
}

fn options_ignore(options: &mut Options, ignore: &[String]) {
    for rule in RULES
        .iter()
        .filter(|r| ignore.iter().any(|name| names(name, r)))
    {
        options.set_level(rule, None);
    }
}

/// Whether `name` is that of the rule or of its group.
pub(super) fn names(name: &str, rule: &Rule) -> bool {
    rule.name == name || rule.group.name() == name
}

/// The error for a rule that does not exist.
pub(super) fn unknown_rule(name: &str) -> Error {
    known(name)
        .err()
        .unwrap_or_else(|| Error::new(format!("`{name}` is a group, not a rule")))
}

/// Whether there is a rule or group of that name.
///
/// # Errors
/// Says which one was likely meant.
pub(super) fn known(name: &str) -> Result<()> {
    let rules = RULES.iter().map(|r| r.name);
    let mut all = rules.chain(Group::ALL.iter().map(|g| g.name()));
    if all.clone().any(|known| known == name) {
        return Ok(());
    }
    Err(Error::new(match nearest_name(name, all.by_ref()) {
        Some(near) => format!("unknown rule or group `{name}`; did you mean `{near}`?"),
        None => format!("unknown rule or group `{name}`; `copydesk rules` lists them"),
    }))
}
