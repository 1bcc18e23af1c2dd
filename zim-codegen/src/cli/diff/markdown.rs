//! Changes for a changelog: sections and bullets in Markdown, in which no text of a spec is markup.

use super::row::{Kind, Row};
use std::fmt::Write as _;
use zim_codegen::diff::{Rust, Wire};
use zim_spec::diagnostic::visible;

/// All changes as one text.
pub(super) fn render(rows: &[Row<'_>]) -> String {
    if rows.is_empty() {
        return "No changes.\n".to_owned();
    }
    let mut text = String::new();
    for kind in Kind::ALL {
        let rows: Vec<_> = rows.iter().filter(|row| row.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        // Writing to a `String` does not fail.
        let _ = writeln!(text, "### {}\n", title(kind));
        for row in rows {
            let (subject, message) = (prose(&row.change.subject), prose(&row.change.message));
            let _ = writeln!(text, "- {subject}: {message}{}", breaks(row));
        }
    }
    text
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Breaking => "Breaking",
        Kind::Behaviour => "Changed",
        Kind::Addition => "Added",
        Kind::Description => "Documentation",
    }
}

/// What a breaking change breaks.
fn breaks(row: &Row<'_>) -> &'static str {
    match (row.change.rust, row.change.wire) {
        (Rust::Breaking, Wire::Breaking) => " (breaks Rust callers and the wire)",
        (Rust::Breaking, _) => " (breaks Rust callers)",
        (_, Wire::Breaking) => " (breaks the wire)",
        _ => "",
    }
}

/// A message in Markdown. Its words are ours and stay, and what it quotes between backticks is code; but where the
/// quoted text has backticks itself, so that some of it would come to lie between the words, all of it is code.
fn prose(message: &str) -> String {
    let message = visible(message);
    let ours = message.split('`').step_by(2).all(is_plain);
    let paired = message.matches('`').count().is_multiple_of(2);
    let begins = message.starts_with(|first: char| first == '`' || first.is_ascii_alphabetic());
    let doubled = message.contains("``");
    if ours && paired && begins && !doubled { message } else { code(&message) }
}

/// Whether Markdown, with what the places that show it add to it, takes `words` for what they are.
fn is_plain(words: &str) -> bool {
    let plain = |character: char| character.is_ascii_alphanumeric() || " ,.;:()/'-…=+_".contains(character);
    // `_` is emphasis unless it is within a word.
    let mut parts = words.split(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    let emphasis = parts.any(|part| part.starts_with('_') || part.ends_with('_'));
    let link = words.contains("://") || words.to_ascii_lowercase().contains("www.");
    words.chars().all(plain) && !emphasis && !link
}

/// `text` as a code span, whatever is in it.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn quoted_text_is_code_and_never_markup() {
        for (message, expected) in [
            ("parameter `CallId` made required", "parameter `CallId` made required"),
            ("from `<b>` to `[x](y)`", "from `<b>` to `[x](y)`"),
            ("is `a`@user`b` now", "`` is `a`@user`b` now ``"),
            ("is `a` <img src=x> `b`", "`` is `a` <img src=x> `b` ``"),
            ("is `a``b`", "``` is `a``b` ```"),
            ("an `odd one", "`` an `odd one ``"),
            ("see `a`https://example.org`b`", "`` see `a`https://example.org`b` ``"),
            ("`a`www.example.org`b`", "`` `a`www.example.org`b` ``"),
            ("used by call_accept; more", "used by call_accept; more"),
            ("is `a` _b_ `c`", "`` is `a` _b_ `c` ``"),
            ("- a list", "` - a list `"),
            ("1. a list", "` 1. a list `"),
            ("two\nlines", "` two\\nlines `"),
            ("", "`  `"),
        ] {
            assert_eq!(prose(message), expected, "{message}");
        }
    }
}
