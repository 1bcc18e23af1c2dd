//! Text of a spec made fit for a message: one line, nothing invisible, not too long.

/// The longest piece of spec text that a message repeats, in characters.
const LONGEST: usize = 60;

/// `text` between backticks, for a message: invisible and control characters escaped as in Rust
/// (`\u{202e}`, `\n`), shortened to about 60 characters.
///
/// ```
/// assert_eq!(zim_spec::diagnostic::quoted("Call\u{202e}Id"), r"`Call\u{202e}Id`");
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    let ellipsis = if short.len() < text.len() { "…" } else { "" };
    format!("`{}{ellipsis}`", visible(&short))
}

/// `text` with every character escaped that a terminal or a log would not show as itself.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) {
            shown.extend(character.escape_debug());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a terminal or a log would not show `character` as itself.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}
