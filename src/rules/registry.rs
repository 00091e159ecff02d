//! The list of all rules, by name.

use super::rule::Rule;
use super::{number_mismatch, stray_punctuation};

/// Every rule, in the order of their names. A new rule is one module in `rules/mod.rs` and one line here.
pub static RULES: &[&Rule] = &[
    &number_mismatch::NUMBER_MISMATCH,
    &stray_punctuation::STRAY_PUNCTUATION,
];
