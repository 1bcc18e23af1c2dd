//! How many bytes a base64 text stands for.

/// The letters in the order of their values.
const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The number of bytes that `text` encodes, or `None` if it is not base64 of the standard alphabet with padding.
///
/// The bits of the last letter that encode nothing must be zero, as RFC 4648 has encoders leave them.
pub(super) fn decoded_length(text: &str) -> Option<u64> {
    let letters = text.trim_end_matches('=');
    let padding = text.len() - letters.len();
    let values: Option<Vec<usize>> = letters.chars().map(|letter| ALPHABET.find(letter)).collect();
    let last = values?.last().copied().unwrap_or_default();
    let spare = match padding {
        0 => 1,
        1 => 1 << 2,
        2 => 1 << 4,
        _ => return None,
    };
    let valid = text.len().is_multiple_of(4) && last.is_multiple_of(spare);
    valid.then(|| (text.len() / 4 * 3 - padding) as u64)
}
