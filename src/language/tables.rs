//! Tables that the build script made, looked up in place: nothing is read when the program starts.

use super::key::{LAST, OPEN, VALUE_BITS, start};

/// An open table of 64-bit slots, little endian; a free slot is 0. A key may stand several times.
pub(super) type Slots = &'static [[u8; 8]];

/// The slots in a file of them.
pub(super) const fn slots(bytes: &'static [u8]) -> Slots {
    bytes.as_chunks().0
}

/// The values of a key, in the order in which they were filed.
pub(super) fn values(slots: Slots, key: u64) -> impl Iterator<Item = usize> {
    let mut at = start(key, slots.len());
    std::iter::from_fn(move || {
        loop {
            let slot = u64::from_le_bytes(*slots.get(at)?);
            if slot == 0 {
                return None;
            }
            at += 1;
            if at == slots.len() {
                at = 0;
            }
            if (slot >> VALUE_BITS) == (key << VALUE_BITS) >> VALUE_BITS {
                return Some((slot & ((1 << VALUE_BITS) - 1)) as usize);
            }
        }
    })
}

/// One line of a bucket: a text of one or more words with a space between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    /// Its bits.
    pub flags: u8,
    /// What it stands for.
    pub value: usize,
    /// Its text, in UTF-8.
    pub text: &'a [u8],
}

impl Record<'_> {
    /// Whether the last word may go on.
    pub(super) fn is_open(&self) -> bool {
        self.flags & OPEN != 0
    }
}

/// The records of the buckets that a key has.
///
/// A value of the table is where the bucket starts, counted from 1.
pub(super) fn bucket(
    slots: Slots,
    records: &'static [u8],
    key: u64,
) -> impl Iterator<Item = Record<'static>> {
    values(slots, key).flat_map(move |at| {
        let mut rest = records.get(at - 1..).unwrap_or_default();
        std::iter::from_fn(move || {
            let [flags, a, b, c, len, behind @ ..] = rest else {
                return None;
            };
            let (text, behind) = behind.split_at_checked(usize::from(*len))?;
            rest = if flags & LAST == 0 { behind } else { &[] };
            Some(Record {
                flags: *flags,
                value: u32::from_le_bytes([*a, *b, *c, 0]) as usize,
                text,
            })
        })
    })
}
