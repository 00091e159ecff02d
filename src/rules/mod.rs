//! The rules: what an editor would mark. One file per rule; [`RULES`] lists them all.

mod figures;
mod number_mismatch;
mod page;
mod registry;
pub mod rule;
mod stray_punctuation;

pub use page::{Article, Page, Pair};
pub use registry::RULES;
pub use rule::{Check, Draft, Findings, Group, Rule};

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES
        .binary_search_by(|rule| rule.name.cmp(name))
        .ok()
        .and_then(|i| RULES.get(i))
        .copied()
}
