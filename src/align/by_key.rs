//! Finding what a text has under a key.

use super::rows::Rows;

/// Pairs of key and type, found by key.
#[derive(Debug)]
pub(super) struct ByKey {
    buckets: Rows<(u64, u32)>,
    bits: u32,
}

impl ByKey {
    /// The table of `count` pairs.
    pub(super) fn new(count: usize, pairs: impl Iterator<Item = (u64, u32)> + Clone) -> ByKey {
        let bits = count.max(2).next_power_of_two().ilog2();
        let buckets = pairs.map(|pair| (bucket(pair.0, bits), pair));
        ByKey {
            buckets: Rows::grouped(1 << bits, buckets),
            bits,
        }
    }

    /// The types under a key, in the order in which they were given.
    pub(super) fn get(&self, key: u64) -> impl Iterator<Item = u32> {
        let bucket = self.buckets.row(bucket(key, self.bits) as usize).iter();
        bucket.filter(move |(k, _)| *k == key).map(|&(_, of)| of)
    }
}

/// The first bits of the key, mixed.
fn bucket(key: u64, bits: u32) -> u32 {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - bits)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_by_their_keys_only() {
        let pairs = [(7, 1), (u64::MAX, 2), (7, 3), (0, 4)];
        let table = ByKey::new(pairs.len(), pairs.into_iter());
        assert_eq!(table.get(7).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(table.get(0).collect::<Vec<_>>(), [4]);
        assert_eq!(table.get(8).next(), None);
        assert_eq!(ByKey::new(0, [].into_iter()).get(0).next(), None);
    }
}
