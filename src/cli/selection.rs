//! Rule and group names of the command line to [`Options`].

use super::args::RuleArgs;
use crate::desk::Options;
use crate::error::{Error, Result};
use crate::rules::{Group, RULES, Rule};

/// The options that the arguments ask for.
///
/// # Errors
/// Names a rule or group that does not exist, and the nearest one that does, or a lexicon that cannot be read.
pub(super) fn options(args: &RuleArgs) -> Result<Options> {
    for name in args.select.iter().chain(&args.ignore) {
        known(name)?;
    }
    let mut options = Options::default();
    options.lexicons = super::align::load_lexicons(&args.lexicon)?;
    if !args.select.is_empty() {
        options.select(|rule| args.select.iter().any(|name| names(name, rule)));
    }
    options_ignore(&mut options, &args.ignore);
    if let Some(severity) = args.min_severity {
        options.min_severity = severity.into();
    }
    Ok(options)
}

fn options_ignore(options: &mut Options, ignore: &[String]) {
    for rule in RULES
        .iter()
        .filter(|r| ignore.iter().any(|name| names(name, r)))
    {
        options.set_level(rule, None);
    }
}

fn names(name: &str, rule: &Rule) -> bool {
    rule.name == name || rule.group.name() == name
}

/// The error for a rule that does not exist.
pub(super) fn unknown_rule(name: &str) -> Error {
    known(name)
        .err()
        .unwrap_or_else(|| Error::new(format!("`{name}` is a group, not a rule")))
}

fn known(name: &str) -> Result<()> {
    let all = RULES
        .iter()
        .map(|r| r.name)
        .chain(Group::ALL.iter().map(|g| g.name()));
    let mut nearest: Option<(usize, &str)> = None;
    for candidate in all {
        if candidate == name {
            return Ok(());
        }
        let distance = edit_distance(name, candidate);
        if nearest.is_none_or(|(d, _)| distance < d) {
            nearest = Some((distance, candidate));
        }
    }
    Err(Error::new(match nearest {
        Some((distance, near)) if distance <= name.len() / 2 => {
            format!("unknown rule or group `{name}`; did you mean `{near}`?")
        }
        _ => format!("unknown rule or group `{name}`; `copydesk rules` lists them"),
    }))
}

/// Number of insertions, deletions and substitutions that make `a` into `b`.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != *y))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}
