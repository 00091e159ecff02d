//! Lower case that keeps offsets. The build script reads this file as well.

/// The text in lower case with every character kept at its byte offset.
///
/// A character whose lower-case form has another length in UTF-8 (İ, ẞ and few others) stays as it is,
/// so that a match in the result is a match at the same offsets of `text`.
pub fn lower_in_place(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let (mut kept, mut at) = (0, 0);
    while let Some(ahead) = bytes
        .get(at..)
        .and_then(|r| r.iter().position(|b| !b.is_ascii()))
    {
        at += ahead;
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let end = at + c.len_utf8();
        if let Some(lower) = lower_of_same_length(c) {
            out.push_str(&text[kept..at]);
            out.push(lower);
            kept = end;
        }
        at = end;
    }
    out.push_str(&text[kept..]);
    out.make_ascii_lowercase();
    out
}

/// The lower-case form of a letter beyond ASCII if that is another one of the same length.
fn lower_of_same_length(c: char) -> Option<char> {
    // What most news is written in needs no table.
    match c as u32 {
        0x430..=0x44F | 0x590..=0x109F | 0x2E80..=0xA63F | 0xAC00..=0xD7FF => return None,
        0x410..=0x42F => return char::from_u32(c as u32 + 0x20),
        _ => {}
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(l), None) if l != c && l.len_utf8() == c.len_utf8() => Some(l),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::lower_in_place;

    #[test]
    fn lower_case_keeps_offsets() {
        for text in ["İstanbul ẞ Straße", "ÀÉ Привет", "Ωμέγα"] {
            assert_eq!(lower_in_place(text).len(), text.len());
        }
        assert_eq!(lower_in_place("Привет"), "привет");
    }
}
