//! The text of a file before it is read as YAML: its size, its characters, its indentation.

use super::findings::Findings;
use crate::diagnostic::Diagnostic;
use std::borrow::Cow;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 1024 * 1024;

/// `text` fit to be parsed, byte for byte as long, so that places stay right. What had to be replaced has been
/// reported. `None` if the file is too large to be looked at.
pub(super) fn readable<'a>(text: &'a str, findings: &mut Findings) -> Option<Cow<'a, str>> {
    if text.len() as u64 > LARGEST {
        findings.push(
            Diagnostic::error(
                "file-too-large",
                format!("the file has {} bytes, at most {LARGEST} are read", text.len()),
            )
            .at(findings.place(0..0))
            .help("split it into smaller files"),
        );
        return None;
    }
    check_characters(text, findings);
    check_indentation(text, findings);
    if findings.is_empty() { Some(Cow::Borrowed(text)) } else { Some(Cow::Owned(repaired(text))) }
}

fn check_characters(text: &str, findings: &mut Findings) {
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return;
    }
    let mut decoded = true;
    for (at, character) in text.char_indices() {
        if findings.is_full() {
            return;
        }
        let place = findings.place(at..at + character.len_utf8());
        match character {
            // What does not decode comes in heaps: the first says it all.
            '\u{fffd}' if decoded => {
                decoded = false;
                findings.push(
                    Diagnostic::error("not-utf8", "this is not UTF-8 text").at(place).help("save the file as UTF-8"),
                );
            }
            '\u{feff}' => findings.push(
                Diagnostic::error("forbidden-character", "a byte order mark (U+FEFF) inside the file")
                    .at(place)
                    .help("remove it"),
            ),
            '\r' if !followed_by_line_feed(text, at) => findings.push(
                Diagnostic::error("forbidden-character", "a carriage return without a line feed (U+000D)")
                    .at(place)
                    .help("save the file with LF or CRLF line ends"),
            ),
            _ if is_forbidden(character) => findings.push(
                Diagnostic::error(
                    "forbidden-character",
                    format!("{} (U+{:04X})", named(character), u32::from(character)),
                )
                .at(place)
                .help("remove it; in a text in double quotes it can be written as an escape such as `\\n`"),
            ),
            _ => {}
        }
    }
}

fn check_indentation(text: &str, findings: &mut Findings) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if findings.is_full() {
            return;
        }
        // After spaces a tab may belong to a text of several lines: the parser knows.
        if line.starts_with('\t') && !line.trim().is_empty() {
            let tabs = line.len() - line.trim_start_matches('\t').len();
            let span = start..start + tabs;
            let finding = tab(findings, span.clone());
            findings.push(finding.mend(findings.place(span), "  ".repeat(tabs)));
        }
        start += line.len();
    }
}

/// The finding about tabs used as indentation.
pub(super) fn tab(findings: &Findings, span: std::ops::Range<usize>) -> Diagnostic {
    Diagnostic::error("tab-indentation", "a tab is used as indentation")
        .at(findings.place(span))
        .help("indent with spaces")
}

fn followed_by_line_feed(text: &str, at: usize) -> bool {
    text.as_bytes().get(at + 1) == Some(&b'\n')
}

/// Characters that YAML does not allow, or that only some parsers take for the end of a line.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}')
        || (character.is_control() && !matches!(character, '\t' | '\n' | '\r'))
}

fn named(character: char) -> &'static str {
    match character {
        '\0' => "a NUL character",
        '\u{85}' => "a next-line character",
        '\u{2028}' => "a line separator",
        '\u{2029}' => "a paragraph separator",
        _ => "a control character",
    }
}

/// `text` with as many spaces, or a line feed, for the bytes of each character that cannot stay.
fn repaired(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut at_line_start = true;
    for (at, character) in text.char_indices() {
        match character {
            '\t' if at_line_start => repaired.push(' '),
            '\r' if !followed_by_line_feed(text, at) => repaired.push('\n'),
            '\u{feff}' | '\u{fffd}' => repaired.extend(std::iter::repeat_n(' ', character.len_utf8())),
            _ if is_forbidden(character) => repaired.extend(std::iter::repeat_n(' ', character.len_utf8())),
            _ => repaired.push(character),
        }
        at_line_start = matches!(character, '\n' | '\r') || (at_line_start && character == '\t');
    }
    repaired
}
