//! A bounded, printable piece of a response's body.

use super::violation::fmt_escaped_char;

/// The longest excerpt, in bytes.
const LIMIT: usize = 512;

/// The beginning of `body` as printable text of at most 512 bytes: what could move a terminal's cursor
/// is escaped, what is no UTF-8 is replaced, and no character is cut in two.
pub(super) fn excerpt(body: &[u8]) -> String {
    // Nothing gets shorter by escaping, so what lies beyond the limit cannot be part of it. Four bytes
    // more keep a character whole that begins within.
    let start = body.get(..LIMIT + 4).unwrap_or(body);
    let mut text = String::new();
    for character in String::from_utf8_lossy(start).chars() {
        let length = text.len();
        // Writing into a string does not fail.
        let _ = fmt_escaped_char(&mut text, character);
        if text.len() > LIMIT {
            text.truncate(length);
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &[u8], expected: &str) {
        assert_eq!(excerpt(body), expected);
    }

    #[test]
    fn a_short_body_is_shown_whole() {
        check(b"", "");
        check(br#"{"Code":"it's"}"#, r#"{"Code":"it's"}"#);
        check("中é".as_bytes(), "中é");
    }

    #[test]
    fn what_does_not_print_is_escaped() {
        check(b"a\r\n\x1b[31m\0", "a\\r\\n\\u{1b}[31m\\0");
        check("a\u{202e}b\u{feff}".as_bytes(), "a\\u{202e}b\\u{feff}");
        check(b"a\xffb", "a\u{fffd}b");
    }

    #[test]
    fn a_long_body_is_cut_between_characters() {
        check(&[b'x'; 10_000], &"x".repeat(512));
        check("中".repeat(1000).as_bytes(), &"中".repeat(170));
        check(format!("x{}", "中".repeat(1000)).as_bytes(), &format!("x{}", "中".repeat(170)));
        check(&[0; 10_000], &"\\0".repeat(256));
        check(&[0xff; 10_000], &"\u{fffd}".repeat(170));
    }
}
