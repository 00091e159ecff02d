//! Bytes to text and back: UTF-8 with or without a byte order mark, UTF-16 with one.

/// How a file is encoded, so that it can be written back in the same way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8; a byte order mark, if there is one, stays in the text as U+FEFF.
    #[default]
    Utf8,
    /// UTF-16, little end first, with a byte order mark.
    Utf16Le,
    /// UTF-16, big end first, with a byte order mark.
    Utf16Be,
}

/// Decodes the bytes of a file.
///
/// # Errors
/// Says what is wrong and at which byte offset, if the bytes are not UTF-8 and have no UTF-16 byte order mark.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), String> {
    let utf16 = |pair: fn([u8; 2]) -> u16, encoding| {
        let body = &bytes[2..];
        if body.len() % 2 == 1 {
            return Err(format!(
                "not UTF-16: the file ends in half a character at byte {}",
                bytes.len() - 1
            ));
        }
        let units = body.chunks_exact(2).map(|b| pair([b[0], b[1]]));
        let mut text = String::with_capacity(body.len());
        let mut at = 2;
        for unit in char::decode_utf16(units) {
            match unit {
                Ok(c) => {
                    at += 2 * c.len_utf16();
                    text.push(c);
                }
                Err(_) => return Err(format!("not UTF-16: an unpaired surrogate at byte {at}")),
            }
        }
        Ok((text, encoding))
    };
    match bytes {
        [0xFF, 0xFE, ..] => utf16(u16::from_le_bytes, Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => utf16(u16::from_be_bytes, Encoding::Utf16Be),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok((text.to_owned(), Encoding::Utf8)),
            Err(error) => {
                let at = error.valid_up_to();
                let byte = bytes.get(at).copied().unwrap_or(0);
                Err(format!(
                    "not UTF-8: byte 0x{byte:02X} at offset {at}; save the file as UTF-8"
                ))
            }
        },
    }
}

/// Encodes a text as the file was encoded.
pub fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let wide = |bom: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        let mut out = bom.to_vec();
        out.extend(text.encode_utf16().flat_map(bytes));
        out
    };
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16Le => wide([0xFF, 0xFE], u16::to_le_bytes),
        Encoding::Utf16Be => wide([0xFE, 0xFF], u16::to_be_bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_comes_back_as_it_was() {
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
            let bytes = encode("Zürich 𝄞\r\n", encoding);
            let (text, seen) = decode(&bytes).unwrap();
            assert_eq!((text.as_str(), seen), ("Zürich 𝄞\r\n", encoding));
            assert_eq!(encode(&text, seen), bytes);
        }
    }

    #[test]
    fn other_bytes_are_named_with_their_offset() {
        assert_eq!(
            decode(b"caf\xe9").unwrap_err(),
            "not UTF-8: byte 0xE9 at offset 3; save the file as UTF-8"
        );
        assert!(decode(&[0xFF, 0xFE, 0x41]).unwrap_err().contains("byte 2"));
    }
}
