//! Values of places side by side, which are reckoned with at once.

/// Places that are reckoned with at once.
pub(super) const BLOCK: usize = 8;
/// A value for each of them.
pub(super) type Block = [f32; BLOCK];

/// The values from one of a row on; zeros if these are not so many.
#[inline]
pub(super) fn block(values: &[f32], from: usize) -> &Block {
    let values = values.get(from..).and_then(<[f32]>::first_chunk);
    values.unwrap_or(&[0.0; BLOCK])
}
