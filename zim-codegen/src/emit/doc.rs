//! Paragraphs as doc attributes.
//!
//! All lines of an item share one attribute, folded: half of the output is documentation, and each attribute would be
//! parsed and printed for itself. [`render`](crate::render) unfolds them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::str::FromStr;

/// Columns of text in a doc comment.
const WIDTH: usize = 112;

/// What stands between lines that are folded into one. prettyplease would print a line break as `/** */`.
pub(crate) const FOLD: char = '\u{1}';

/// `/// …` for an item. Paragraphs are Markdown; those that start with `- ` are the items of one list.
pub(super) fn outer(paragraphs: &[String]) -> TokenStream {
    let lines = folded(paragraphs).into_iter();
    quote!(#(#[doc = #lines])*)
}

/// `//! …` for a module.
pub(super) fn inner(paragraphs: &[String]) -> TokenStream {
    let lines = folded(paragraphs).into_iter();
    quote!(#(#![doc = #lines])*)
}

/// All lines as one text; nothing if there are none.
fn folded(paragraphs: &[String]) -> Option<Literal> {
    let lines = lines(paragraphs);
    (!lines.is_empty()).then(|| literal(&joined(&lines)))
}

/// `lines` as one text. What parts them is no character of a text: it would begin a line where the text has none.
fn joined(lines: &[String]) -> String {
    let fold = FOLD.encode_utf8(&mut [0; 4]).to_owned();
    let is_plain = !lines.iter().any(|line| line.contains(FOLD));
    if is_plain { lines.join(&fold) } else { lines.join("\n").replace(FOLD, "\u{fffd}").replace('\n', &fold) }
}

/// `text` as it is where that can be: to escape it here and to read the escapes there takes longer than all else.
fn literal(text: &str) -> Literal {
    Literal::from_str(&format!("r##\"{text}\"##")).unwrap_or_else(|_| Literal::string(text))
}

fn lines(paragraphs: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut in_list = false;
    for paragraph in paragraphs {
        let item = paragraph.starts_with("- ");
        let continues_list = in_list && item;
        if !lines.is_empty() && !continues_list {
            lines.push(String::new());
        }
        in_list = item;
        wrap(paragraph, if item { "   " } else { " " }, &mut lines);
    }
    lines
}

/// Breaks `text` into lines, never before a word that would mean something at the start of one.
fn wrap(text: &str, indent: &str, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH && may_start_line(word) {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            width = 0;
        } else {
            line.push(' ');
            width += 1;
        }
        line.push_str(word);
        width += length;
    }
    lines.push(line);
}

fn may_start_line(word: &str) -> bool {
    let mut chars = word.chars();
    match chars.next() {
        Some('`' | '[') => {
            chars.next().is_some_and(|next| next.is_alphabetic() || next == '`') && !word.starts_with("``")
        }
        Some('(') => true,
        Some(first) => first.is_alphabetic(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_never_starts_with_something_that_acts() {
        let text = format!("{} # one {} 1. two {} - three", "word ".repeat(30), "word ".repeat(30), "word ".repeat(30));
        for line in lines(&[text]) {
            assert!(
                line.trim().starts_with("word"),
                "line {line:?} starts with Markdown: break before a plain word only"
            );
        }
    }

    #[test]
    fn no_text_begins_a_line_of_its_own() {
        let text = format!("word{FOLD}    code");
        assert_eq!(joined(&lines(&[text, "Two.".to_owned()])), format!(" word\u{fffd}    code{FOLD}{FOLD} Two."));
    }

    #[test]
    fn paragraphs_are_set_apart_and_list_items_are_not() {
        let paragraphs = ["One.".to_owned(), "- a".to_owned(), "- b".to_owned(), "Two.".to_owned()];
        assert_eq!(lines(&paragraphs), [" One.", "", " - a", " - b", "", " Two."]);
    }
}
