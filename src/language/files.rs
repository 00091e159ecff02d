//! The files of `data/` as tables, made by `build.rs` of what stands there.

use super::lexicon::Bundled;
use super::meaning::Meaning;
use super::meanings::Meanings;
use super::places::Names;
use super::profile::Listed;
use super::tables::{Slots, slots};

include!(concat!(env!("OUT_DIR"), "/data_files.rs"));
