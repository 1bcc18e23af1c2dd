//! One side of a comparison: what the argument means, and the files that it names.

use super::git::GitError;
use super::revision::Revision;
use crate::cli::workspace;
use std::error::Error;
use std::path::Path;
use zim_spec::diagnostic::quoted;
use zim_spec::load::Layer;

/// The word for the spec that is part of this program.
const SHIPPED: &str = "shipped";

/// An argument that is neither a folder nor a revision.
#[derive(Debug, thiserror::Error)]
#[error(
    "{} is neither a folder nor a git revision: name a folder, a revision such as `main:`, or `shipped`",
    quoted(argument)
)]
struct NoSuchSide {
    argument: String,
    source: GitError,
}

/// One side of a comparison.
pub(super) struct Side {
    pub(super) layer: Layer,
    /// Whether it is out of git, so that nobody can mend it.
    pub(super) is_past: bool,
}

/// The side that `argument` means; without one, the workspace's spec.
pub(super) fn side(argument: Option<&str>) -> Result<Side, Box<dyn Error>> {
    let today = |layer| Ok(Side { layer, is_past: false });
    let Some(argument) = argument else {
        return today(Layer::folder(&workspace::spec(" as NEW, as in `diff main: my-spec`")?)?);
    };
    if argument == SHIPPED {
        return today(Layer::shipped());
    }
    let folder = Path::new(argument);
    if folder.exists() {
        return today(Layer::folder(folder)?);
    }
    match split(argument) {
        Some((revision, path)) => past(&Revision::find(revision)?, revision, path),
        None => match Revision::find(argument) {
            Ok(revision) => past(&revision, argument, ""),
            Err(source) => Err(NoSuchSide { argument: argument.to_owned(), source }.into()),
        },
    }
}

/// The files of the folder `path` in a revision; without a path, of the workspace's spec folder there.
fn past(revision: &Revision, name: &str, path: &str) -> Result<Side, Box<dyn Error>> {
    let folder = if path.is_empty() { revision.nearest_folder(workspace::SPEC)? } else { Revision::folder(path)? };
    let shown = if folder.is_empty() { "." } else { &folder };
    let layer = Layer::from_files(format!("{name}:{shown}"), revision.files(&folder)?);
    Ok(Side { layer, is_past: true })
}

/// `REV:path` at its colon. As git has it, one in braces, as in `main@{10:00}`, belongs to the revision.
fn split(argument: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let at = argument.find(|character| {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ':' && depth == 0
    })?;
    let (revision, path) = argument.split_at_checked(at)?;
    Some((revision, path.strip_prefix(':').unwrap_or(path)))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_revision_ends_at_its_colon() {
        for (argument, expected) in [
            ("main:", Some(("main", ""))),
            ("HEAD~1:zim-spec/spec", Some(("HEAD~1", "zim-spec/spec"))),
            ("main@{10:00}:spec", Some(("main@{10:00}", "spec"))),
            ("HEAD^{/a:b}:", Some(("HEAD^{/a:b}", ""))),
            ("a:b:c", Some(("a", "b:c"))),
            ("}:x", Some(("}", "x"))),
            (":x", Some(("", "x"))),
            ("v0.1.0", None),
            ("{a:b", None),
            ("é:ü", Some(("é", "ü"))),
        ] {
            assert_eq!(split(argument), expected, "{argument}");
        }
    }
}
