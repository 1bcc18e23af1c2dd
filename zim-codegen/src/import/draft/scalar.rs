//! Texts as YAML scalars, and texts of others as comments.

use zim_spec::diagnostic::visible;

/// The longest piece of a page that a comment quotes, in characters.
const LONGEST: usize = 80;

/// `text` as a YAML scalar: plain where it can be, else in double quotes. `inside` braces or brackets, or as a key, more
/// must be quoted.
pub(super) fn scalar(text: &str, inside: bool) -> String {
    if is_plain(text, inside) { text.to_owned() } else { quoted(text) }
}

/// A key: a number stands as it is, for no key is anything but a text to the spec.
pub(super) fn key(text: &str) -> String {
    let is_number = text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
    if is_number { text.to_owned() } else { scalar(text, true) }
}

fn is_plain(text: &str, inside: bool) -> bool {
    let begins = |first: char| first.is_alphabetic() || first == '_' || first == '/';
    let means_more = text.ends_with([' ', ':']) || text.contains(": ") || text.contains(" #") || text.contains('"');
    let ends_early = inside && text.contains([',', '[', ']', '{', '}', ':']);
    let is_hidden = |char: char| char.is_control() || is_line_break(char) || char == '\u{feff}';
    text.starts_with(begins) && !means_more && !ends_early && !text.contains(is_hidden) && !is_another_kind(text)
}

/// Whether YAML, of any version, would take the word for something other than a text.
fn is_another_kind(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    matches!(word.as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | "null" | "inf" | "nan")
}

fn is_line_break(char: char) -> bool {
    matches!(char, '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for char in text.chars() {
        match char {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            char if char.is_control() || is_line_break(char) || char == '\u{feff}' => {
                quoted.push_str(&format!("\\U{:08x}", u32::from(char)));
            }
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}

/// What a page says, for a comment: one line, short, nothing invisible.
pub(super) fn quotation(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(LONGEST).collect();
    let ellipsis = if short.len() < line.len() { "…" } else { "" };
    format!("\"{}{ellipsis}\"", visible(&short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_texts() {
        for (text, outside, inside) in [
            ("UserId", "UserId", "UserId"),
            ("list<UserId>", "list<UserId>", "list<UserId>"),
            ("map<string, A>", "map<string, A>", "\"map<string, A>\""),
            ("a: b", "\"a: b\"", "\"a: b\""),
            ("a #b", "\"a #b\"", "\"a #b\""),
            ("true", "\"true\"", "\"true\""),
            ("No", "\"No\"", "\"No\""),
            ("12", "\"12\"", "\"12\""),
            ("", "\"\"", "\"\""),
            ("a\u{2028}\"\\", "\"a\\U00002028\\\"\\\\\"", "\"a\\U00002028\\\"\\\\\""),
            ("https://a.b/c", "https://a.b/c", "\"https://a.b/c\""),
            ("呼叫", "呼叫", "呼叫"),
            ("- a", "\"- a\"", "\"- a\""),
            ("@RBT#", "\"@RBT#\"", "\"@RBT#\""),
        ] {
            assert_eq!((scalar(text, false).as_str(), scalar(text, true).as_str()), (outside, inside), "{text:?}");
            for inside in [false, true] {
                let written = if inside { format!("[{}]", scalar(text, inside)) } else { scalar(text, inside) };
                let read: serde_yaml::Value = serde_yaml::from_str(&written).unwrap_or_default();
                let read = if inside { read.get(0).cloned().unwrap_or_default() } else { read };
                assert_eq!(read.as_str(), Some(text), "{written}");
            }
        }
    }

    #[test]
    fn quotations_are_short_lines() {
        assert_eq!(quotation("a\n  b\u{202e}"), "\"a b\\u{202e}\"");
        assert_eq!(quotation(&"字".repeat(90)).chars().count(), 83);
    }
}
