//! How a digest is written: as lower-case hex, or as clients write it by mistake.

use std::fmt::Write;

/// A digest that was read out of a signature, and what is wrong with how it was written; empty if nothing is.
pub(super) struct Written {
    pub(super) digest: [u8; 16],
    pub(super) mistake: &'static str,
}

/// Every digest that a signature may stand for.
pub(super) fn read(signature: &str) -> Vec<Written> {
    let mut found = Vec::new();
    let mut add = |bytes: Option<Vec<u8>>, mistake| {
        found.extend(bytes.and_then(|bytes| bytes.try_into().ok()).map(|digest| Written { digest, mistake }));
    };
    let lower = !signature.contains(|c: char| c.is_ascii_uppercase());
    add(from_hex(signature), if lower { "" } else { "is in upper case" });
    if signature.len() > 32 {
        let mut tokens = signature.split(|c: char| !c.is_ascii_hexdigit()).filter(|token| token.len() == 32);
        match (signature.strip_prefix("0x"), tokens.next()) {
            (Some(rest), _) => add(from_hex(rest), "begins with 0x"),
            (None, Some(token)) => add(from_hex(token), "holds more than the hex of the digest"),
            (None, None) => {
                add(from_hex(&signature.replace(['-', ':', ' '], "")), "has signs between the bytes of its hex");
            }
        }
    }
    let decoded = from_base64(signature);
    let inner = decoded.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok()).and_then(from_hex);
    add(decoded, "is base64 of the digest");
    add(inner, "is base64 of the hex");
    found
}

/// What is wrong with a signature that holds no whole digest, `right` being the one that is wanted.
pub(super) fn cut(signature: &str, right: &str) -> Option<&'static str> {
    let signature = signature.to_ascii_lowercase();
    let bytes = from_hex(right).unwrap_or_default();
    let without_zeros = bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a `String` does not fail.
        let _ = write!(text, "{byte:x}");
        text
    });
    let is_hex = signature.bytes().all(|byte| byte.is_ascii_hexdigit());
    match signature.len() {
        _ if signature == right.trim_start_matches('0') => Some("lacks the zeros with which its hex begins"),
        _ if signature == without_zeros => Some("lacks the zeros with which bytes of its hex begin"),
        16 if right.get(8..24) == Some(&signature) => Some("is the middle of the digest alone"),
        8.. if right.starts_with(&signature) => Some("is the start of the digest alone"),
        40 if is_hex => Some("is as long as the hex of SHA-1, with which callbacks are signed"),
        64 if is_hex => Some("is as long as the hex of SHA-256"),
        96 | 128 if is_hex => Some("is as long as the hex of SHA-384 or SHA-512"),
        _ => None,
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing to a `String` does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The bytes that hex of any case stands for.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    digits
        .chunks_exact(2)
        .map(|pair| pair.iter().try_fold(0, |sum, digit| u8::try_from(sum as u32 * 16 + digit).ok()))
        .collect()
}

/// The bytes that base64 stands for, of either alphabet, padded or not. A space counts as `+`, which it was before it was
/// decoded as a query.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0u32, 0u32);
    for c in text.trim_end_matches('=').chars() {
        let sextet = match c {
            'A'..='Z' => u32::from(c) - u32::from('A'),
            'a'..='z' => u32::from(c) - u32::from('a') + 26,
            '0'..='9' => u32::from(c) - u32::from('0') + 52,
            '+' | '-' | ' ' => 62,
            '/' | '_' => 63,
            _ => return None,
        };
        held = (held << 6 | sextet) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).unwrap_or_default());
        }
    }
    Some(bytes)
}
