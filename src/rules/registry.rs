//! The list of all rules, by name.

use super::rule::Rule;
use super::{
    added_sentence, dropped_block, dropped_sentence, missing_end_punctuation, number_mismatch,
    reordered_sentence, stray_punctuation, truncated_text, unrelated_texts,
};

/// Every rule, in the order of their names. A new rule is one module in `rules/mod.rs` and one line here.
pub static RULES: &[&Rule] = &[
    &added_sentence::ADDED_SENTENCE,
    &dropped_block::DROPPED_BLOCK,
    &dropped_sentence::DROPPED_SENTENCE,
    &missing_end_punctuation::MISSING_END_PUNCTUATION,
    &number_mismatch::NUMBER_MISMATCH,
    &reordered_sentence::REORDERED_SENTENCE,
    &stray_punctuation::STRAY_PUNCTUATION,
    &truncated_text::TRUNCATED_TEXT,
    &unrelated_texts::UNRELATED_TEXTS,
];
