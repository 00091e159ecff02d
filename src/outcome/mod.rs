//! What comes out: fingerprints, exceptions, the baseline, fixed texts and reports.

pub mod baseline;
pub mod book;
pub mod exceptions;
pub mod fingerprint;
pub mod fix;
pub mod report;
pub mod rounds;
