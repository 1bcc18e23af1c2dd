//! A refused request: its code and the reason.

/// Why a request is refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The return code.
    pub(crate) code: i64,
    /// What was wrong, for `Message`.
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// `text` fit for a message: in backticks, escaped, at most 60 characters.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}
