//! Changes for people: a block each, in the form of a compiler's findings, and a line that sums them up.
//!
//! ```text
//! breaking[param-made-required]: CallReject: parameter `ExtendedData`: made required
//!   --> old main:zim-spec/spec/actions/call/call_reject.yaml:11:3
//!   --> new zim-spec/spec/actions/call/call_reject.yaml:11:3
//!    = wire breaking, rust breaking, behaviour tightened
//! ```

use super::row::{Kind, Position, Row};
use crate::cli::report;
use std::fmt::Write as _;
use zim_codegen::diff::Bump;
use zim_spec::diagnostic::visible;

/// All changes as one text; with escape sequences for a terminal if it is to have `colour`.
pub(super) fn render(rows: &[Row<'_>], bump: Bump, colour: bool) -> String {
    if rows.is_empty() {
        return "no changes\n".to_owned();
    }
    let mut text = String::new();
    for row in rows {
        block(&mut text, row, colour);
    }
    text.push_str(&summary(rows, bump));
    text
}

fn block(text: &mut String, row: &Row<'_>, colour: bool) {
    let change = row.change;
    let head = format!("{}[{}]", row.kind.as_str(), change.rule.id);
    let head = if colour { format!("{}{head}{RESET}", escape(row.kind)) } else { head };
    // Writing to a `String` does not fail.
    let _ = writeln!(text, "{head}: {}: {}", visible(&change.subject), visible(&change.message));
    for (side, position) in [("old", &row.old), ("new", &row.new)] {
        if let Some(Position { file, line, column }) = position {
            let _ = writeln!(text, "  --> {side} {file}:{line}:{column}");
        }
    }
    let (wire, rust, behaviour) = (change.wire, change.rust, change.behaviour);
    let _ = writeln!(text, "   = wire {wire}, rust {rust}, behaviour {behaviour}\n");
}

/// `3 changes: 1 breaking, 2 description; asks for a major version`.
fn summary(rows: &[Row<'_>], bump: Bump) -> String {
    let count = |kind| rows.iter().filter(|row| row.kind == kind).count();
    let counts = Kind::ALL.map(|kind| (count(kind), kind));
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, kind)| format!("{count} {}", kind.as_str())).collect();
    let version = match bump {
        Bump::None => "no new version",
        Bump::Patch => "a patch version",
        Bump::Minor => "a minor version",
        Bump::Major => "a major version",
    };
    format!("{}: {}; asks for {version}\n", report::count(rows.len(), "change"), counts.join(", "))
}

const RESET: &str = "\u{1b}[0m";

/// The escape sequence that begins the colour of a kind.
fn escape(kind: Kind) -> &'static str {
    match kind {
        Kind::Breaking => "\u{1b}[1;91m",
        Kind::Behaviour => "\u{1b}[1;33m",
        Kind::Addition => "\u{1b}[1;32m",
        Kind::Description => "\u{1b}[1;36m",
    }
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::cli::diff::row;
    use zim_codegen::diff::{Bump, diff};
    use zim_spec::load::{Layer, load};

    #[test]
    fn colour_is_for_what_a_change_is_and_nothing_else() {
        let (mut layer, old) = (Layer::shipped(), load(&[Layer::shipped()]));
        layer.files.retain(|file| !file.name.ends_with("/call_accept.yaml"));
        let new = load(&[layer]);
        let changes = diff(old.spec.as_ref().unwrap(), new.spec.as_ref().unwrap());
        let rows = row::rows(&changes, &old, &new);
        let (plain, coloured) = (render(&rows, Bump::of(&changes), false), render(&rows, Bump::of(&changes), true));
        assert!(coloured.contains("\u{1b}[1;91mbreaking[action-removed]\u{1b}[0m: CallAccept: "), "{coloured:?}");
        assert_eq!(coloured.replace("\u{1b}[1;91m", "").replace("\u{1b}[0m", ""), plain);
        assert!(!plain.contains('\u{1b}'), "{plain:?}");
    }
}
