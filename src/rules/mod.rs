//! The rules: what an editor would mark. One file per rule; [`RULES`] lists them all.

mod added_sentence;
mod dropped_block;
mod dropped_sentence;
mod figures;
mod foreign;
mod fused_blocks;
mod gaps;
mod heading_case;
mod headings;
mod merged_headline;
mod missing_end_punctuation;
mod number_mismatch;
mod page;
mod registry;
mod reordered_sentence;
pub mod rule;
mod sentence_end;
mod split_sentence;
mod stray_punctuation;
mod truncated_text;
mod unmarked_heading;
mod unrelated_texts;
mod untranslated_text;
mod wrong_language;

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
