//! Findings to bytes, and edits to text.

pub mod fingerprint;
pub mod fix;
pub mod report;
