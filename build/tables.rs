//! Writes the tables that `src/language/tables.rs` looks up.

use crate::Made;
use crate::key::{LAST, VALUE_BITS, start};
use std::collections::BTreeMap;

/// An open table of keys with values above 0; a key that has several gives them in the order in which they stand here.
pub(crate) fn slots(entries: impl IntoIterator<Item = (u64, usize)>) -> Made<Vec<u8>> {
    let entries: Vec<(u64, usize)> = entries.into_iter().collect();
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    // A quarter of the slots is free, so that few are looked at before a free one is met.
    let mut slots = vec![0; entries.len() * 4 / 3 + 1];
    for (key, value) in entries {
        let value = value_of(value)?;
        let filled = key << VALUE_BITS | u64::from(value);
        let mut at = start(key, slots.len());
        while slots[at] != 0 && slots[at] != filled {
            at = (at + 1) % slots.len();
        }
        slots[at] = filled;
    }
    Ok(slots.into_iter().flat_map(u64::to_le_bytes).collect())
}

fn value_of(value: usize) -> Made<u32> {
    if value == 0 || value >> VALUE_BITS != 0 {
        return Err(format!("{value} is no value of a table").into());
    }
    Ok(u32::try_from(value)?)
}

/// A text of a bucket with its bits and its value.
pub(crate) struct Record {
    pub(crate) flags: u8,
    pub(crate) value: usize,
    pub(crate) text: String,
}

/// A table of the places of buckets by key, and the buckets.
pub(crate) fn buckets(buckets: BTreeMap<u64, Vec<Record>>) -> Made<(Vec<u8>, Vec<u8>)> {
    let mut records = Vec::new();
    let mut places = Vec::new();
    for (key, bucket) in buckets {
        places.push((key, records.len() + 1));
        let last = bucket.len() - 1;
        for (n, record) in bucket.into_iter().enumerate() {
            let length = u8::try_from(record.text.len())
                .map_err(|_| format!("{:?} is too long", record.text))?;
            let [a, b, c, _] = u32::try_from(record.value)?.to_le_bytes();
            let flags = record.flags | if n == last { LAST } else { 0 };
            records.extend([flags, a, b, c, length]);
            records.extend(record.text.into_bytes());
        }
    }
    Ok((slots(places)?, records))
}
