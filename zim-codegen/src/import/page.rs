//! Which reader a file is for.

use super::error::ImportError;
use super::facts::Facts;
use super::openapi::openapi;
use super::{mdx, moments};
use std::path::Path;

/// A format of documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageFormat {
    /// Markdown with tables in Markdown or HTML, and components.
    Mdx,
    /// An OpenAPI file.
    OpenApi,
}

/// The format of the file called `name` that holds `text`: by its name, or by its content where that does not tell.
#[must_use]
pub fn format(name: &str, text: &str) -> PageFormat {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "mdx" | "md" => PageFormat::Mdx,
        "yaml" | "yml" => PageFormat::OpenApi,
        _ if text.lines().any(|line| line.starts_with("openapi:") || line.starts_with("paths:")) => PageFormat::OpenApi,
        _ => PageFormat::Mdx,
    }
}

/// The facts of each action that the file called `name` describes. `resolve` gives the text of a file that it refers to
/// by a relative path.
///
/// # Errors
/// Says why the file describes no action.
pub fn read(name: &str, text: &str, resolve: &dyn Fn(&str) -> Option<String>) -> Result<Vec<Facts>, ImportError> {
    let pages = match format(name, text) {
        PageFormat::Mdx => mdx::mdx(name, text)?,
        PageFormat::OpenApi => openapi(name, text, resolve)?,
    };
    let mut pages: Vec<Facts> = pages.into_iter().filter(|facts| facts.action.is_some()).collect();
    pages.iter_mut().for_each(moments::settle);
    if pages.is_empty() { Err(ImportError::NoAction) } else { Ok(pages) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_name_or_content() {
        for (name, text, expected) in [
            ("a.mdx", "openapi: 3.0.0", PageFormat::Mdx),
            ("a.MD", "", PageFormat::Mdx),
            ("a.yml", "# A", PageFormat::OpenApi),
            ("a", "# A\npaths", PageFormat::Mdx),
            ("a.txt", "info:\nopenapi: 3.0.0", PageFormat::OpenApi),
        ] {
            assert_eq!(format(name, text), expected, "{name}");
        }
    }
}
