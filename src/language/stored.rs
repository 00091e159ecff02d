//! The data of a language as `build.rs` stores it: the tables, lists and values of its file, each behind a byte that tells
//! its kind.

use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// Reads what is stored; nothing stored gives an error.
pub(super) fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, Error> {
    T::deserialize(&mut Stored(bytes))
}

/// What has not been read yet.
struct Stored<'de>(&'de [u8]);

fn damaged() -> Error {
    serde::de::Error::custom("the stored data is damaged")
}

impl<'de> Stored<'de> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (taken, rest) = self.0.split_first_chunk().ok_or_else(damaged)?;
        self.0 = rest;
        Ok(*taken)
    }

    /// A number of bytes or elements.
    fn length(&mut self) -> Result<usize, Error> {
        self.take()
            .map(|bytes| usize::from(u16::from_le_bytes(bytes)))
    }

    fn text(&mut self) -> Result<&'de str, Error> {
        let length = self.length()?;
        let (text, rest) = self.0.split_at_checked(length).ok_or_else(damaged)?;
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| damaged())
    }
}

impl<'de> Deserializer<'de> for &mut Stored<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.take()? {
            [b'y'] => visitor.visit_bool(true),
            [b'n'] => visitor.visit_bool(false),
            [b'i'] => visitor.visit_i64(i64::from_le_bytes(self.take()?)),
            [b'f'] => visitor.visit_f64(f64::from_le_bytes(self.take()?)),
            [b's'] => visitor.visit_borrowed_str(self.text()?),
            [b'l'] => {
                let left = self.length()?;
                visitor.visit_seq(Elements { stored: self, left })
            }
            [b't'] => {
                let left = self.length()?;
                visitor.visit_map(Elements { stored: self, left })
            }
            _ => Err(damaged()),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The elements of a list or a table that have not been read yet.
struct Elements<'a, 'de> {
    stored: &'a mut Stored<'de>,
    left: usize,
}

impl Elements<'_, '_> {
    /// Counts an element; whether there was one.
    fn next(&mut self) -> bool {
        let any = self.left > 0;
        self.left -= usize::from(any);
        any
    }
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        if !self.next() {
            return Ok(None);
        }
        seed.deserialize(&mut *self.stored).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        if !self.next() {
            return Ok(None);
        }
        let key = BorrowedStrDeserializer::new(self.stored.text()?);
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(&mut *self.stored)
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use std::collections::BTreeMap;

    #[test]
    fn what_is_cut_short_is_an_error() {
        let whole = b"t\x01\0\x02\0onl\x02\0s\x01\0as\x01\0b";
        type Lists<'a> = BTreeMap<&'a str, Vec<&'a str>>;
        let read_whole: Lists<'_> = read(whole).unwrap();
        assert_eq!(read_whole["on"], ["a", "b"]);
        for end in 0..whole.len() {
            assert!(read::<Lists<'_>>(&whole[..end]).is_err());
        }
    }
}
