//! Changes for programs: one JSON document.

use super::row::{Position, Row};
use serde::Serialize;
use zim_codegen::diff::Bump;
use zim_spec::diagnostic::visible;

/// All changes as one document, in which a character that a terminal would not show as itself is escaped.
pub(super) fn render(rows: &[Row<'_>], bump: Bump) -> Result<String, serde_json::Error> {
    let changes = rows.iter().map(change).collect();
    let document = Document { bump: bump.as_str(), changes };
    Ok(escaped(&serde_json::to_string_pretty(&document)?) + "\n")
}

#[derive(Serialize)]
struct Document<'c> {
    /// What the version must be raised by: `none`, `patch`, `minor`, `major`.
    bump: &'static str,
    changes: Vec<Change<'c>>,
}

#[derive(Serialize)]
struct Change<'c> {
    rule: &'static str,
    subject: &'c str,
    message: &'c str,
    wire: &'static str,
    rust: &'static str,
    behaviour: &'static str,
    bump: &'static str,
    old: Option<Place<'c>>,
    new: Option<Place<'c>>,
}

#[derive(Serialize)]
struct Place<'c> {
    file: &'c str,
    /// From 1.
    line: usize,
    /// From 1, in characters.
    column: usize,
}

fn change<'c>(row: &'c Row<'_>) -> Change<'c> {
    let change = row.change;
    let place = |position: &'c Option<Position>| {
        position.as_ref().map(|Position { file, line, column }| Place { file, line: *line, column: *column })
    };
    Change {
        rule: change.rule.id,
        subject: &change.subject,
        message: &change.message,
        wire: change.wire.as_str(),
        rust: change.rust.as_str(),
        behaviour: change.behaviour.as_str(),
        bump: change.bump().as_str(),
        old: place(&row.old),
        new: place(&row.new),
    }
}

/// `json` with each invisible character as `\uXXXX`. They are in strings only, where that means the same; what JSON
/// has between its values stays.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if character == '\n' || !is_invisible(character) {
            text.push(character);
        } else {
            let units = &mut [0; 2];
            text.extend(character.encode_utf16(units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}

fn is_invisible(character: char) -> bool {
    let one = &mut [0; 4];
    let one: &str = character.encode_utf8(one);
    visible(one) != one
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_cannot_be_seen_is_escaped_and_means_the_same() {
        for text in ["Call\u{202e}Id", "\u{e0041}", "\u{9b}31m", "é 中 😀", "\u{7f}"] {
            let json = escaped(&serde_json::to_string(text).unwrap());
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text, "{json}");
            assert!(json.chars().all(|it| it == ' ' || it.is_ascii_graphic() || "é中😀".contains(it)), "{json}");
        }
        assert_eq!(escaped("{\n  \"a\": 1\n}"), "{\n  \"a\": 1\n}");
    }
}
