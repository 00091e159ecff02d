//! The list of all rules, by name.

use super::rule::Rule;
use super::{
    added_sentence, dropped_block, dropped_sentence, fused_blocks, heading_case, html_entity,
    image_credit, invisible_character, leftover_caption, leftover_timestamp, llm_chatter,
    markup_residue, merged_headline, metadata_line, missing_end_punctuation, mixed_script_word,
    mojibake, number_mismatch, page_furniture, placeholder_residue, related_link,
    reordered_sentence, replacement_character, split_sentence, stray_punctuation, subtitle_cue,
    translation_notice, truncated_text, unmarked_heading, unrelated_texts, untranslated_text,
    wrong_language,
};

/// Every rule, in the order of their names. A new rule is one module in `rules/mod.rs` and one line here.
pub static RULES: &[&Rule] = &[
    &added_sentence::ADDED_SENTENCE,
    &dropped_block::DROPPED_BLOCK,
    &dropped_sentence::DROPPED_SENTENCE,
    &fused_blocks::FUSED_BLOCKS,
    &heading_case::HEADING_CASE,
    &html_entity::HTML_ENTITY,
    &image_credit::IMAGE_CREDIT,
    &invisible_character::INVISIBLE_CHARACTER,
    &leftover_caption::LEFTOVER_CAPTION,
    &leftover_timestamp::LEFTOVER_TIMESTAMP,
    &llm_chatter::LLM_CHATTER,
    &markup_residue::MARKUP_RESIDUE,
    &merged_headline::MERGED_HEADLINE,
    &metadata_line::METADATA_LINE,
    &missing_end_punctuation::MISSING_END_PUNCTUATION,
    &mixed_script_word::MIXED_SCRIPT_WORD,
    &mojibake::MOJIBAKE,
    &number_mismatch::NUMBER_MISMATCH,
    &page_furniture::PAGE_FURNITURE,
    &placeholder_residue::PLACEHOLDER_RESIDUE,
    &related_link::RELATED_LINK,
    &reordered_sentence::REORDERED_SENTENCE,
    &replacement_character::REPLACEMENT_CHARACTER,
    &split_sentence::SPLIT_SENTENCE,
    &stray_punctuation::STRAY_PUNCTUATION,
    &subtitle_cue::SUBTITLE_CUE,
    &translation_notice::TRANSLATION_NOTICE,
    &truncated_text::TRUNCATED_TEXT,
    &unmarked_heading::UNMARKED_HEADING,
    &unrelated_texts::UNRELATED_TEXTS,
    &untranslated_text::UNTRANSLATED_TEXT,
    &wrong_language::WRONG_LANGUAGE,
];
