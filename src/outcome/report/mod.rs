//! Reports: one file per format, from a judged family to bytes.

pub mod html;
pub mod human;
pub mod json;
pub mod named;
pub mod record;
