//! Why a file could not be imported at all, and what to do about it.

use zim_spec::diagnostic::quoted;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 4 * 1024 * 1024;

/// Why a file could not be imported at all. What is merely odd about a page is a finding of
/// [`Facts`](super::Facts) instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// There is nothing in it.
    #[error("is empty: save the page again")]
    Empty,
    /// It holds bytes that no text has.
    #[error("is no text: save the page as MDX, or take the OpenAPI file behind it")]
    Binary,
    /// Its text is not UTF-8.
    #[error("is not UTF-8 from byte {0} on: save it as UTF-8")]
    NotUtf8(usize),
    /// It is larger than [`LARGEST`].
    #[error("has {0} bytes, at most {LARGEST} are read: a page is much smaller, so take the one action out of it")]
    TooLarge(u64),
    /// Things are nested in it beyond all reason.
    #[error("nests things too deep, beyond {0} levels: is this the page of one action?")]
    TooDeep(usize),
    /// It is YAML, but of something else, or YAML that cannot be read.
    #[error("is no OpenAPI file: {0}")]
    NotOpenApi(String),
    /// It is a page, or any text, that describes no action.
    #[error(
        "describes no action: import the page of an action, with its address and a table of parameters or of codes"
    )]
    NoAction,
    /// A file that it refers to cannot be had.
    #[error("refers to {}, which is not beside it: import it from the folder that holds both", quoted(.0))]
    NoSuchReference(String),
}

/// The text of a file, if it can be that of a page.
///
/// # Errors
/// Says what is wrong with the bytes.
pub fn text(bytes: &[u8]) -> Result<&str, ImportError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > LARGEST {
        return Err(ImportError::TooLarge(size));
    }
    if bytes.contains(&0) {
        return Err(ImportError::Binary);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ImportError::NotUtf8(error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(ImportError::Empty) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_page_is() {
        #[track_caller]
        fn check(bytes: &[u8], says: Option<&str>) {
            let said = text(bytes).err().map(|error| error.to_string());
            match (&said, says) {
                (Some(said), Some(says)) => assert!(said.contains(says), "{said}"),
                (None, None) => {}
                _ => panic!("{bytes:?}: said {said:?}, expected {says:?}"),
            }
        }
        check(b"# A page", None);
        check("\u{feff}# 页".as_bytes(), None);
        check(b"", Some("is empty"));
        check(" \n\u{feff}".as_bytes(), None);
        check("\u{feff} \n\t".as_bytes(), Some("is empty"));
        check(b"GIF\0", Some("no text"));
        check(b"abc\xff", Some("from byte 3"));
        check(&vec![b' '; 4 * 1024 * 1024 + 1], Some("4194305 bytes"));
    }
}
