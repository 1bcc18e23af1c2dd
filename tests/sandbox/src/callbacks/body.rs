//! What is posted: the fields of a callback, signed and encoded.

use serde_json::Value;
use sha1::{Digest, Sha1};
use std::fmt::Write;
use zim_spec::model::CallbackSigning;

/// How the body of a callback is encoded. The documents leave more than one reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallbackBody {
    /// JSON, as in the documents' samples.
    #[default]
    Json,
    /// JSON, all of it percent-encoded: the documents say that it must be decoded.
    PercentEncoded,
    /// The fields of a form, as the documents' code for signatures reads them. A list or object is JSON in its field.
    Form,
}

impl CallbackBody {
    /// All of them, under the names that the command line has for them.
    pub const ALL: [(&'static str, Self); 3] =
        [("json", Self::Json), ("percent", Self::PercentEncoded), ("form", Self::Form)];

    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Json | Self::PercentEncoded => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
        }
    }

    pub(super) fn encode(self, fields: &Value) -> String {
        match self {
            Self::Json => fields.to_string(),
            Self::PercentEncoded => percent_encoded(&fields.to_string()),
            Self::Form => form(fields),
        }
    }
}

fn form(fields: &Value) -> String {
    let pair = |(name, value): (&String, &Value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{}={}", percent_encoded(name), percent_encoded(&text))
    };
    fields.as_object().into_iter().flatten().map(pair).collect::<Vec<_>>().join("&")
}

/// `text` with everything but letters, digits and `-._~` as `%XX`.
fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        match char::from(byte) {
            c if c.is_ascii_alphanumeric() || "-._~".contains(c) => encoded.push(c),
            // Writing to a `String` does not fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
        encoded
    })
}

/// The signature of a callback; `None` for a way of signing that this server does not know.
pub(super) fn sign(signing: CallbackSigning, secret: &str, timestamp: &str, nonce: &str) -> Option<String> {
    match signing {
        CallbackSigning::Sha1SortedHex => {
            let mut parts = [secret, timestamp, nonce];
            parts.sort_unstable();
            let digest = Sha1::digest(parts.concat());
            Some(digest.iter().fold(String::with_capacity(40), |mut hex, byte| {
                // Writing to a `String` does not fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn documented_signature() {
        let signature = sign(CallbackSigning::Sha1SortedHex, "secret", "1470820198", "123412");
        assert_eq!(signature.as_deref(), Some("5bd59fd62953a8059fb7eaba95720f66d19e4517"));
    }

    #[test]
    fn encodings() {
        let fields = json!({"a": "x y&\u{4e2d}", "b": 1, "c": ["d", "e"]});
        for (body, expected) in [
            (CallbackBody::Json, r#"{"a":"x y&中","b":1,"c":["d","e"]}"#),
            (
                CallbackBody::PercentEncoded,
                "%7B%22a%22%3A%22x%20y%26%E4%B8%AD%22%2C%22b%22%3A1%2C%22c%22%3A%5B%22d%22%2C%22e%22%5D%7D",
            ),
            (CallbackBody::Form, "a=x%20y%26%E4%B8%AD&b=1&c=%5B%22d%22%2C%22e%22%5D"),
        ] {
            assert_eq!(body.encode(&fields), expected);
        }
    }
}
