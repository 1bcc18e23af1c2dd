//! Values that a reply or callback carries inside a text.

use super::percent;
use serde::de::{DeserializeOwned, Error as _};

/// A value of a reply or callback whose type is told by another field beside it.
pub trait ReceivedUnion: Sized {
    /// Reads `text` as what `selector` says it is.
    ///
    /// # Errors
    /// If it is not that.
    fn read(selector: i64, text: &str) -> Result<Self, serde_json::Error>;
}

/// Reads what `text` holds as JSON.
///
/// # Errors
/// If it is no JSON, or not that of a `T`.
pub fn json<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(text)
}

/// Reads what `text` holds as percent-encoded JSON. JSON that is not encoded, which ZIM sends too, is read as it is.
///
/// # Errors
/// If it is no JSON, or not that of a `T`.
pub fn url_json<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(&decoded(text.as_bytes())?)
}

/// The JSON that `body` is, or is once percent-decoded.
pub(super) fn decoded(body: &[u8]) -> Result<String, serde_json::Error> {
    let start = body.trim_ascii_start().first();
    // No encoder leaves these as they are.
    let plain = matches!(start, Some(b'{' | b'[' | b'"'));
    let json = if plain { body.to_vec() } else { percent::decode(body) };
    String::from_utf8(json).map_err(|_| serde_json::Error::custom("not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[track_caller]
    fn check(text: &str, expected: Option<Value>) {
        assert_eq!(url_json::<Value>(text).ok(), expected, "{text}");
    }

    #[test]
    fn encoded_or_not() {
        check("%7B%22a%22%3A%22b%2Bc+d%20e%22%7D", Some(json!({"a": "b+c d e"})));
        check(r#"{"a":"b+c%20"}"#, Some(json!({"a": "b+c%20"})));
        check(" [1]", Some(json!([1])));
        check("%5B1%5D", Some(json!([1])));
        check("%22%E4%B8%AD%22", Some(json!("中")));
        check("7", Some(json!(7)));
        for text in ["", "%", "hello", "%FF", "%22%FF%22", "%7B", "{"] {
            check(text, None);
        }
    }
}
