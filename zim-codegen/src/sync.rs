//! The output folder made equal to what was generated, or compared with it.
//!
//! Files are written only where bytes differ, and only where the old file carries the generator's header. All
//! new contents are on disk in temporary files before the first of them is renamed into its place, so that
//! what can be known to fail fails while nothing has changed. Several changes at once are bracketed by a
//! `mod.rs` that does not compile, so that an interrupted run leaves the old output, the new one, or a clear
//! message: never a mixture that compiles to something else.
//!
//! Runs that write in one folder wait for each other, where the system can lock folders.
//!
//! The output folder may be a link; links inside it are never followed. Names that start with a dot are left
//! alone, but for temporary files of an earlier run, which [`write()`] removes.

mod compare;
mod lock;
mod scan;
mod stage;
mod write;

pub use compare::compare;
pub use write::write;
pub(crate) use write::write_one;

use std::fmt;
use std::io;
use std::path::PathBuf;

/// A file in which the folder differs from what was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Path below the output folder, with `/`.
    pub path: String,
    /// Why it differs.
    pub reason: Reason,
}

/// Why a file differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It was not generated yet.
    Missing,
    /// The part of the spec that it stems from changed.
    SpecChanged,
    /// The generator writes something else for the same spec.
    GeneratorChanged,
    /// Somebody edited it, or emptied it.
    EditedByHand,
    /// An earlier run ended before all its files were in place.
    Interrupted,
    /// It was generated once, and the spec no longer asks for it.
    Unexpected,
    /// It stands where a generated file or its folder belongs, and was not generated: it is never overwritten.
    NotOurs,
    /// A link stands where a generated file or its folder belongs; links are not followed, and not replaced.
    Link,
}

impl Reason {
    /// Whether something that is not ours is in the way, so that nothing can be written.
    #[must_use]
    pub fn is_obstacle(self) -> bool {
        matches!(self, Self::NotOurs | Self::Link)
    }

    /// The reason once [`write()`] has removed it: why a file was written or deleted.
    #[must_use]
    pub fn past(self) -> &'static str {
        match self {
            Self::Missing => "it was missing",
            Self::SpecChanged => "the spec had changed",
            Self::GeneratorChanged => "the generator had changed",
            Self::EditedByHand => "it had been edited by hand",
            Self::Interrupted => "an earlier run had been interrupted",
            Self::Unexpected => "the spec no longer asked for it",
            Self::NotOurs | Self::Link => "it was in the way",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "missing: it has not been generated yet",
            Self::SpecChanged => "the spec changed since it was generated",
            Self::GeneratorChanged => "the generator changed since it was generated",
            Self::EditedByHand => "edited by hand: put the change into the spec or the generator",
            Self::Interrupted => "an earlier run was interrupted",
            Self::Unexpected => "the spec no longer asks for it",
            Self::NotOurs => "it was not generated, and is in the way: move it",
            Self::Link => "it is a link, which is not followed here, and is in the way: move it",
        })
    }
}

/// The folder could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SyncError {
    /// Something went wrong with a file or folder.
    #[error("cannot {doing} {}", path.display())]
    Io {
        /// What was tried: `read`, `write` …
        doing: &'static str,
        /// With which path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Files, folders or links that were not generated stand where generated files belong: their paths, with
    /// the output folder's. Nothing was written.
    #[error("not generated, and in the way: {}; move them, or choose another folder", .0.join(", "))]
    NotOurs(Vec<String>),
}

impl SyncError {
    fn io(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { doing, path, source }
    }
}
