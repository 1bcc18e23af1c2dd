//! The cell of a name: the name itself, and what shows how deep it lies.

use super::inline::clean;
use std::ops::Range;

/// What the cell of a name says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowName {
    /// The name, or several with dots between them if the cell has the whole path.
    pub(super) path: String,
    /// Where the name stands on the page.
    pub(super) span: Range<usize>,
    /// Whether `[]` follows it.
    pub(super) is_list: bool,
    /// How many marks such as `└` come before it.
    pub(super) marks: usize,
    /// How far it is set in, in blanks that cannot be padding.
    pub(super) indent: usize,
    /// What else the cell says.
    pub(super) extra: Option<String>,
    /// Whether that is only a star.
    pub(super) is_starred: bool,
}

/// Marks of what lies inside the row above.
const MARKS: &str = "└├∟┗┣╰╚┕↳";

/// What comes before a name and says nothing, or stands for a mark.
const BULLETS: &str = "-–>+•·─━│|→";

/// What the cell at `cell` says; `None` if there is no name in it.
pub(super) fn read(text: &str, cell: Range<usize>) -> Option<RowName> {
    let piece = clean(text, cell.clone());
    let words = piece.text();
    let start = words.find(|c: char| c.is_ascii_alphanumeric() || c == '_' || is_wide(c))?;
    if words.get(start..)?.starts_with(is_wide) {
        return None;
    }
    let rest = words.get(start..)?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_-.[]".contains(c);
    let length = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let name = rest.get(..length)?.trim_end_matches(['.', '-']);
    let extra = rest.get(name.len()..)?.trim();
    let before = words.get(..start)?;
    let bullets = usize::from(before.chars().any(|c| BULLETS.contains(c)));
    let marks = before.chars().filter(|c| MARKS.contains(*c)).count();
    let (path, is_list) = path(name);
    (!path.is_empty()).then(|| RowName {
        path,
        span: piece.at(start..start + name.len()).span,
        is_list,
        marks: if marks > 0 { marks } else { bullets },
        indent: indent(text.get(cell).unwrap_or_default()),
        is_starred: extra.chars().all(|c| c == '*'),
        extra: Some(extra.to_owned()).filter(|extra| !extra.is_empty()),
    })
}

/// Whether a character belongs to a sentence rather than to a name: those of Chinese and the like.
fn is_wide(character: char) -> bool {
    character.is_alphabetic() && !character.is_ascii()
}

/// `Media[N].File` and `Media.N.File` as `Media.File`; and whether the last is a list.
fn path(name: &str) -> (String, bool) {
    let is_list = name.ends_with(']');
    let parts = name.split('.').map(|part| part.split('[').next().unwrap_or_default());
    let is_index = |part: &str| part.is_empty() || part == "N" || part.chars().all(|c| c.is_ascii_digit());
    let parts = parts.enumerate().filter(|(at, part)| !part.is_empty() && (*at == 0 || !is_index(part)));
    let parts: Vec<&str> = parts.map(|(_, part)| part).collect();
    (parts.join("."), is_list)
}

/// How many blanks before the name cannot be padding: those that do not break, and four plain ones at a time.
fn indent(cell: &str) -> usize {
    let mut rest = cell;
    let mut count = 0;
    let mut plain = 0;
    loop {
        let (length, width) = match rest.chars().next() {
            Some('\u{a0}') => (2, 1),
            Some('\u{3000}') => (3, 2),
            Some(' ') => {
                plain += 1;
                (1, 0)
            }
            Some('&') => match ["&nbsp;", "&ensp;", "&emsp;"].iter().find(|entity| rest.starts_with(**entity)) {
                Some(entity) => (6, if *entity == "&emsp;" { 4 } else { 1 }),
                None => break,
            },
            Some(c @ ('\n' | '\r' | '\t')) => (c.len_utf8(), 0),
            _ => break,
        };
        count += width;
        rest = rest.get(length..).unwrap_or_default();
    }
    if count > 0 { count } else { plain / 4 * 4 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, path: &str, marks: usize, indent: usize, is_list: bool) {
        let name = read(cell, 0..cell.len()).unwrap_or_else(|| panic!("no name in {cell:?}"));
        assert_eq!(
            (name.path.as_str(), name.marks, name.indent, name.is_list),
            (path, marks, indent, is_list),
            "{cell:?}"
        );
        assert!(path.starts_with(cell.get(name.span.clone()).unwrap().split(['[', '.']).next().unwrap()), "{cell:?}");
    }

    #[test]
    fn names_with_marks() {
        check("UserId", "UserId", 0, 0, false);
        check(" `UserId` ", "UserId", 0, 0, false);
        check("  └UserId     ", "UserId", 1, 0, false);
        check(" └ UserId", "UserId", 1, 0, false);
        check("&nbsp;&nbsp;&nbsp;&nbsp;└Key", "Key", 1, 4, false);
        check("\u{a0}\u{a0}└Key", "Key", 1, 2, false);
        check("└└Key", "Key", 2, 0, false);
        check("- Key", "Key", 1, 0, false);
        check("UserId[]", "UserId", 0, 0, true);
        check("Media[N].FileId", "Media.FileId", 0, 0, false);
        check("Media.N.FileId", "Media.FileId", 0, 0, false);
        check("Media[].FileIds[]", "Media.FileIds", 0, 0, true);
        check("user_id", "user_id", 0, 0, false);
        check("<b>UserId</b>", "UserId", 0, 0, false);
        check("UserId（必填）", "UserId", 0, 0, false);
        for cell in ["", "参数", "└", "：", "公共参数 X"] {
            assert_eq!(read(cell, 0..cell.len()), None, "{cell}");
        }
    }
}
