//! Facts that the spec leaves out on purpose, each with its reason.

use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The file beside the spec's folder.
pub(in crate::cli) const FILE: &str = "coverage.yaml";

/// Facts that the spec leaves out on purpose.
#[derive(Debug, Default)]
pub(in crate::cli) struct Exceptions {
    pub(in crate::cli) list: Vec<Exception>,
}

/// Facts that the spec leaves out for one reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::cli) struct Exception {
    /// The facts as the command prints them; `*` stands for anything.
    pub(in crate::cli) facts: Vec<String>,
    /// Why they are not in the spec.
    pub(in crate::cli) reason: String,
}

/// The list could not be read.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum Unreadable {
    #[error("cannot read {}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{} is no list of `{{facts: […], reason: …}}`", path.display())]
    Content { path: PathBuf, source: serde_yaml::Error },
}

/// Reads the list in the file at `path`.
pub(in crate::cli) fn read(path: &Path) -> Result<Exceptions, Unreadable> {
    let text = fs::read_to_string(path).map_err(|source| Unreadable::File { path: path.to_owned(), source })?;
    let list = serde_yaml::from_str(&text).map_err(|source| Unreadable::Content { path: path.to_owned(), source })?;
    Ok(Exceptions { list })
}

impl Exceptions {
    /// The first entry that covers `fact`: its position, and that of the pattern in it.
    pub(in crate::cli) fn covering(&self, fact: &str) -> Option<(usize, usize)> {
        let covers = |(at, exception): (usize, &Exception)| {
            let pattern = exception.facts.iter().position(|pattern| matches(pattern, fact))?;
            Some((at, pattern))
        };
        self.list.iter().enumerate().find_map(covers)
    }
}

/// Whether `text` is `pattern`, in which each `*` stands for any number of characters.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut left) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some((_, after)) = left.split_once(part) else { return false };
        left = after;
    }
    left.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, text, expected) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("a*", "ab", true),
            ("*b", "ab", true),
            ("*: code 1", "X: code 1", true),
            ("*: code 1", "X: code 12", false),
            ("a*c*e", "abcde", true),
            ("a*c*e", "abde", false),
            ("*", "", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
