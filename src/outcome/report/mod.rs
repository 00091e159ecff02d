//! Reports: one file per format, from a judged family to bytes.

pub mod checkstyle;
mod choice;
pub mod concise;
pub mod csv;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod human;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod links;
pub mod markdown;
pub mod named;
mod place;
pub mod plural;
pub mod rdjson;
pub mod record;
pub mod sarif;
mod xml;
