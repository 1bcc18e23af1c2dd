//! Times of callbacks, which come in seconds or milliseconds.

use std::time::SystemTime;

/// The least number that is milliseconds: as seconds it would be the year 5138, as milliseconds it is 1973.
const FIRST_MILLIS: u64 = 100_000_000_000;

/// Unix time in milliseconds of a text of digits that is in seconds or milliseconds; `None` of any other text.
pub(super) fn millis(text: &str) -> Option<u64> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u64 = text.parse().ok()?;
    if number < FIRST_MILLIS { number.checked_mul(1000) } else { Some(number) }
}

/// Unix time in milliseconds; 0 for what lies before it.
pub(super) fn since_epoch(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_tells_the_unit() {
        for (text, expected) in [
            ("1470820198", Some(1_470_820_198_000)),
            ("1470820198123", Some(1_470_820_198_123)),
            ("99999999999", Some(99_999_999_999_000)),
            ("100000000000", Some(100_000_000_000)),
            ("0", Some(0)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("1470820198.0", None),
            ("1e9", None),
            ("２", None),
            ("2023-11-14", None),
        ] {
            assert_eq!(millis(text), expected, "{text}");
        }
    }
}
