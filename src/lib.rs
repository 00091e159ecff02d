//! The copy desk for translated news: pairs an article with its translations, aligns their sentences, and says what an
//! editor would mark before print.
#![deny(missing_docs)]

pub mod align;
pub mod cli;
pub mod desk;
pub mod document;
pub mod error;
pub mod finding;
mod judge;
pub mod language;
pub mod outcome;
pub mod reading;
pub mod rules;
pub mod text;
