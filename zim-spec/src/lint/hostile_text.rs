//! `hostile-text`: characters that make a text read otherwise than it is.

use super::Lint;
use super::context::Context;
use super::texts::texts;
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Place};
use std::collections::BTreeSet;

pub(super) const LINT: Lint = Lint::new(
    "hostile-text",
    "control, invisible or direction-changing characters",
    "Texts of the spec become documentation and string literals of the generated code. Characters that are not seen, or that change the direction of what follows, let a text read otherwise than it is; rustc refuses some of them even in comments. Line breaks are allowed, tabs only outside texts.",
    check,
);

/// How many findings of this kind a file gets before the rest goes without saying.
const MOST: usize = 50;

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    let raw = raw(report);
    let mut reported: BTreeSet<(FileId, usize)> = raw.iter().map(|(place, _)| (place.file, place.span.start)).collect();
    // What the loader refuses already needs no second finding.
    let refused = context.earlier.iter().filter(|(rule, _)| *rule == "forbidden-character");
    let refused: BTreeSet<(FileId, usize)> = refused.map(|(_, place)| (place.file, place.span.start)).collect();
    report.extend(
        raw.into_iter()
            .filter(|(place, _)| !refused.contains(&(place.file, place.span.start)))
            .map(|(place, char)| finding_at(place, char)),
    );
    for found in texts(context) {
        // Each character once: where it stands as itself, every place was found above.
        let hostile: BTreeSet<char> = found.text.chars().filter(|&char| is_hostile(char)).collect();
        for char in hostile {
            let place = exact(found.place(), char, report);
            if reported.insert((place.file, place.span.start)) {
                report.push(finding_at(place, char));
            }
        }
    }
}

/// Hostile characters in the files as they are, comments included.
fn raw(report: &Diagnostics) -> Vec<(Place, char)> {
    let mut found = Vec::new();
    for (file, source) in report.files().iter().enumerate() {
        if source.text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
            continue;
        }
        let hostile = source.text.char_indices().filter(|&(offset, char)| {
            let belongs_to_yaml = matches!(char, '\t' | '\r' | '\n') || (char == '\u{feff}' && offset == 0);
            !belongs_to_yaml && is_hostile(char)
        });
        found.extend(
            hostile
                .take(MOST)
                .map(|(offset, char)| (Place { file: FileId(file), span: offset..offset + char.len_utf8() }, char)),
        );
    }
    found
}

/// Where in the value at `place` the character stands, written as itself or as an escape; else the value.
fn exact(place: Place, char: char, report: &Diagnostics) -> Place {
    let source = report.file(place.file).and_then(|file| file.text.get(place.span.clone())).unwrap_or_default();
    let number = u32::from(char);
    let escapes = [
        char.to_string(),
        format!("\\u{number:04x}"),
        format!("\\u{number:04X}"),
        format!("\\x{number:02x}"),
        format!("\\x{number:02X}"),
        format!("\\U{number:08x}"),
        format!("\\U{number:08X}"),
        short_escape(char).to_owned(),
    ];
    let found = escapes
        .iter()
        .filter(|written| !written.is_empty())
        .find_map(|written| Some((source.find(written.as_str())?, written.len())));
    match found {
        Some((offset, length)) => {
            let start = place.span.start + offset;
            Place { span: start..start + length, ..place }
        }
        None => place,
    }
}

/// YAML's own short escape for a character, if it has one.
fn short_escape(char: char) -> &'static str {
    match char {
        '\0' => "\\0",
        '\u{7}' => "\\a",
        '\u{8}' => "\\b",
        '\t' => "\\t",
        '\u{b}' => "\\v",
        '\u{c}' => "\\f",
        '\r' => "\\r",
        '\u{1b}' => "\\e",
        '\u{85}' => "\\N",
        '\u{2028}' => "\\L",
        '\u{2029}' => "\\P",
        _ => "",
    }
}

/// Whether a text must not hold this character.
fn is_hostile(char: char) -> bool {
    (char.is_control() && char != '\n')
        || matches!(
            char,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// The finding, mended by leaving the character out, where `place` is just that. What ends a line is left to the
/// author.
fn finding_at(place: Place, char: char) -> Diagnostic {
    let finding = finding(char).at(place.clone());
    let is_itself = place.span.len() == char.len_utf8();
    match char {
        '\t' if is_itself => finding.mend(place, " "),
        // These join signs and letters of some scripts: without them another text stands there.
        '\u{200c}' | '\u{200d}' => finding,
        _ if is_itself && matches!(kind(char), "invisible character" | "direction-changing character") => {
            finding.mend(place, "")
        }
        _ => finding,
    }
}

fn finding(char: char) -> Diagnostic {
    let name = format!("U+{:04X}", u32::from(char));
    let help = if char == '\t' {
        "write spaces".to_owned()
    } else {
        format!("remove it, or name it in words, such as `{name}`")
    };
    let message = format!("{} {name} in a text", kind(char));
    Diagnostic::error(LINT.id, message).help(help)
}

fn kind(char: char) -> &'static str {
    match char {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "direction-changing character"
        }
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\r' => "line break",
        char if char.is_control() => "control character",
        _ => "invisible character",
    }
}
