//! Percent-encoding, both ways.

use super::byte_set::{ByteSet, byte_set};
use super::output::Output;

/// Appends `text` with every byte escaped that is not unreserved in RFC 3986.
#[inline]
pub(super) fn encode(output: &mut Output, text: &str) {
    encode_bytes(output, text.as_bytes());
}

/// The same for the bytes of a text.
pub(super) fn encode_bytes(output: &mut Output, text: &[u8]) {
    // Nearly everything is unreserved, and copied as a whole.
    if !RESERVED.touches(text) {
        return output.put(text);
    }
    for byte in text {
        if RESERVED.contains(*byte) {
            output.put(&[b'%', upper_digit(byte >> 4), upper_digit(byte & 0xf)]);
        } else {
            output.put_byte(*byte);
        }
    }
}

static RESERVED: ByteSet =
    byte_set!(byte => !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')));

const fn upper_digit(nibble: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }
}

/// What `encoded` stands for, as forms have it: `%41` is `A`, and `+` a space. A `%` that begins no escape is
/// kept as it is.
pub fn decode(encoded: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        decoded.push(match (byte, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    16 * high + low
                }
                _ => b'%',
            },
            _ => *byte,
        });
    }
    decoded
}

fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        b'A'..=b'F' => byte - b'A' + 10,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(encoded: &str, expected: &[u8]) {
        assert_eq!(decode(encoded.as_bytes()), expected, "{encoded}");
    }

    #[test]
    fn escapes_are_decoded() {
        check("", b"");
        check("a-b", b"a-b");
        check("%7B%22a%22%3a1%7d", b"{\"a\":1}");
        check("a+b%2Bc%20d", b"a b+c d");
        check("%E4%B8%AD", "中".as_bytes());
        check("%ff%00", b"\xff\0");
    }

    #[test]
    fn what_is_no_escape_is_kept() {
        for text in ["%", "%4", "%g1", "%1g", "a%"] {
            check(text, text.as_bytes());
        }
        check("%%41", b"%A");
    }

    #[test]
    fn what_is_encoded_decodes_to_itself() {
        let text: String = ('\0'..'\u{300}').collect();
        let mut encoded = Output::new();
        encode(&mut encoded, &text);
        let encoded = encoded.into_vec();
        assert!(encoded.iter().all(u8::is_ascii_graphic));
        assert_eq!(decode(&encoded), text.as_bytes());
    }
}
