//! JSON as documentation writes it: with comments, and with commas before the end.

use serde_json::Value;

/// Reads `text`.
///
/// # Errors
/// Why it is no JSON even so.
pub fn read(text: &str) -> Result<Value, String> {
    serde_json::from_str(&strict(text)).map_err(|error| error.to_string())
}

/// `text` without comments and without commas before a closing bracket.
fn strict(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_text = false;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '"' => in_text = !in_text,
            '\\' if in_text => {
                // What follows is escaped, be it a quote.
                let escaped = after.chars().next().map_or(0, char::len_utf8);
                out.push(c);
                out.push_str(after.get(..escaped).unwrap_or_default());
                rest = after.get(escaped..).unwrap_or_default();
                continue;
            }
            '/' if !in_text && after.starts_with('/') => {
                rest = rest.get(rest.find('\n').unwrap_or(rest.len())..).unwrap_or_default();
                continue;
            }
            '}' | ']' if !in_text => {
                let kept = out.trim_end();
                if let Some(kept) = kept.strip_suffix(',') {
                    out.truncate(kept.len());
                }
            }
            _ => {}
        }
        out.push(c);
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::read;
    use serde_json::json;

    #[test]
    fn comments_and_commas_are_passed_over() {
        for (text, expected) in [
            ("{\"a\": 1, // one\n \"b\": [1, 2,],\n}", json!({"a": 1, "b": [1, 2]})),
            (r#"{"url": "https://x", "q": "a\"//,}"}"#, json!({"url": "https://x", "q": "a\"//,}"})),
            ("[]", json!([])),
        ] {
            assert_eq!(read(text), Ok(expected), "{text}");
        }
        assert!(read("{,}").is_ok(), "a comma alone is as little as none");
        assert!(read("{a: 1}").is_err());
        assert!(read("{\"a\": ...}").is_err());
    }
}
