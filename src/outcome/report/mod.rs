//! Reports: one file per format, from a judged family to bytes.

pub mod record;
