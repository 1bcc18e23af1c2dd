//! Percent-encoding, both ways.

/// Appends `text` with every byte escaped that is not unreserved in RFC 3986.
pub(super) fn encode(output: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    // Nearly everything is unreserved, and copied as a whole.
    while let Some(index) = rest.iter().position(|byte| !is_unreserved(*byte)) {
        let (run, reserved) = rest.split_at(index);
        output.extend_from_slice(run);
        let Some((byte, after)) = reserved.split_first() else {
            return;
        };
        output.extend_from_slice(&[b'%', upper_digit(byte >> 4), upper_digit(byte & 0xf)]);
        rest = after;
    }
    output.extend_from_slice(rest);
}

/// A look-up, since every byte of every text passes here.
fn is_unreserved(byte: u8) -> bool {
    UNRESERVED.get(usize::from(byte)).is_some_and(|unreserved| *unreserved)
}

static UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut rest: &mut [bool] = &mut table;
    let mut byte = 0_u8;
    while let [unreserved, after @ ..] = rest {
        *unreserved = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte = byte.wrapping_add(1);
        rest = after;
    }
    table
};

const fn upper_digit(nibble: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }
}

/// What `encoded` stands for, as forms have it: `%41` is `A`, and `+` a space. A `%` that begins no escape is
/// kept as it is.
pub(crate) fn decode(encoded: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        decoded.push(match (byte, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    high << 4 | low
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
        let mut encoded = Vec::new();
        encode(&mut encoded, &text);
        assert!(encoded.iter().all(u8::is_ascii_graphic));
        assert_eq!(decode(&encoded), text.as_bytes());
    }
}
