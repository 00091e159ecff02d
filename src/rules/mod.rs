//! The rules: what an editor would mark. One file per rule; [`RULES`] lists them all.

mod added_sentence;
mod currency_mismatch;
mod cut;
mod dash_style;
mod date_mismatch;
mod doubled_phrase;
mod doubled_word;
mod dropped_block;
mod dropped_sentence;
mod empty_brackets;
mod figures;
mod foreign;
mod fused_blocks;
mod gaps;
mod heading_case;
mod headings;
mod html_entity;
mod image_credit;
mod invisible_character;
mod labels;
mod leftover_caption;
mod leftover_timestamp;
mod legacy;
mod lengths;
mod lines;
mod link_mismatch;
mod llm_chatter;
mod locale_punctuation;
mod looped_text;
mod lost_clause;
mod marks;
mod markup;
mod markup_residue;
mod mentions;
mod merged_headline;
mod metadata_line;
mod misread;
mod missing_end_punctuation;
mod mixed_quote_style;
mod mixed_script_word;
mod mojibake;
mod name_inconsistency;
mod name_mismatch;
mod names;
mod negation_mismatch;
mod number_format;
mod number_mismatch;
mod outlet;
mod page;
mod page_furniture;
mod paired_quotations;
mod partner;
mod persons;
mod place_mismatch;
mod placeholder_residue;
mod player_time;
mod quotations;
mod quote_mismatch;
mod quotes;
mod registry;
mod related_link;
mod reordered_sentence;
mod repeated_sentence;
mod repeats;
mod replaced;
mod replacement_character;
pub mod rule;
mod seam;
mod sentence_end;
mod sentence_start;
mod spacing;
mod speaker_mismatch;
mod split_sentence;
mod stray_punctuation;
mod structure;
mod structure_mismatch;
mod subtitle_cue;
mod time_mismatch;
mod title_mismatch;
mod translation_notice;
mod truncated_text;
mod unbalanced_brackets;
mod unbalanced_quotes;
mod unit_mismatch;
mod unmarked;
mod unmarked_heading;
mod unrelated_texts;
mod untranslated_text;
mod unused_stet;
mod wording;
mod wrong_language;

pub use outlet::{Outlet, QuoteStyle};
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
