//! How much a base64 text encodes, without decoding it.

/// How many bytes `text` encodes in base64: the standard alphabet, padded, as an encoder writes it. `None` if it is
/// no such text.
pub(super) fn decoded_length(text: &str) -> Option<usize> {
    let unpadded = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    let padding = text.len().saturating_sub(unpadded.len());
    if !text.len().is_multiple_of(4) || !unpadded.bytes().all(|byte| digit(byte).is_some()) {
        return None;
    }
    // The last digit before padding has bits to spare, which an encoder leaves at zero.
    let spare = match padding {
        0 => 0,
        1 => 0b11,
        _ => 0b1111,
    };
    let last = unpadded.bytes().last().and_then(digit).unwrap_or_default();
    (last & spare == 0).then_some((text.len() / 4 * 3).saturating_sub(padding))
}

fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<usize>) {
        assert_eq!(decoded_length(text), expected, "{text}");
    }

    #[test]
    fn whole_groups_and_padding() {
        check("", Some(0));
        check("Zg==", Some(1));
        check("Zm8=", Some(2));
        check("Zm9v", Some(3));
        check("Zm9vYg==", Some(4));
        check("+/+/", Some(3));
        check(&"QUJD".repeat(1000), Some(3000));
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["Z", "Zg", "Zg=", "Zg===", "=", "==", "====", "Z===", "Zm9v=", "Zm=v", "Zg==Zg==", " Zg=", "Zm9\n"]
        {
            check(text, None);
        }
        // The alphabet for URLs, other letters, and bits that no encoder leaves.
        for text in ["-_-_", "Zmé=", "中v", "Zh==", "Zm9="] {
            check(text, None);
        }
    }

    #[test]
    fn the_last_digit_has_no_more_bits_than_are_needed() {
        let digits = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']);
        for (value, digit) in digits.enumerate() {
            check(&format!("{digit}AAA"), Some(3));
            check(&format!("AA{digit}="), (value % 4 == 0).then_some(2));
            check(&format!("A{digit}=="), (value % 16 == 0).then_some(1));
        }
    }
}
