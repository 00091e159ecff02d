//! The list of all rules, by name.

use super::rule::Rule;
use super::{
    added_sentence, dropped_block, dropped_sentence, fused_blocks, heading_case, merged_headline,
    missing_end_punctuation, number_mismatch, reordered_sentence, split_sentence,
    stray_punctuation, truncated_text, unmarked_heading, unrelated_texts, untranslated_text,
    wrong_language,
};

/// Every rule, in the order of their names. A new rule is one module in `rules/mod.rs` and one line here.
pub static RULES: &[&Rule] = &[
    &added_sentence::ADDED_SENTENCE,
    &dropped_block::DROPPED_BLOCK,
    &dropped_sentence::DROPPED_SENTENCE,
    &fused_blocks::FUSED_BLOCKS,
    &heading_case::HEADING_CASE,
    &merged_headline::MERGED_HEADLINE,
    &missing_end_punctuation::MISSING_END_PUNCTUATION,
    &number_mismatch::NUMBER_MISMATCH,
    &reordered_sentence::REORDERED_SENTENCE,
    &split_sentence::SPLIT_SENTENCE,
    &stray_punctuation::STRAY_PUNCTUATION,
    &truncated_text::TRUNCATED_TEXT,
    &unmarked_heading::UNMARKED_HEADING,
    &unrelated_texts::UNRELATED_TEXTS,
    &untranslated_text::UNTRANSLATED_TEXT,
    &wrong_language::WRONG_LANGUAGE,
];
