//! Pages of the documentation, MDX with tables of Markdown or HTML, in Chinese or English, read into facts.
//!
//! ```text
//! text → blocks (headings, lines, tables, code) → parts (by headings) → facts
//! ```
//!
//! Nothing here knows a page: parts are told by the words of their headings, columns by the words of their headers,
//! and where those are missing by what a table holds.

mod block;
mod codes;
mod example;
mod html;
mod inline;
mod json;
mod lines;
mod nesting;
mod node;
mod notifies;
mod page;
mod params;
mod piece;
mod pipes;
mod prototype;
mod row_name;
mod section;
mod shown;
mod structs;
mod types;
mod variants;
mod witness;
mod words;

use super::{Facts, ImportError, LARGEST};

/// What the page `text`, called `name`, says: about one action, or about each of those that share it.
///
/// # Errors
///
/// The text is too large, empty, no text, or describes no action.
pub fn mdx(name: &str, text: &str) -> Result<Vec<Facts>, ImportError> {
    let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
    if size > LARGEST {
        return Err(ImportError::TooLarge(size));
    }
    if text.contains('\0') {
        return Err(ImportError::Binary);
    }
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(ImportError::Empty);
    }
    page::read(name, text).ok_or(ImportError::NoAction)
}
