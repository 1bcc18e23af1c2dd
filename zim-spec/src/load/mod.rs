//! From YAML files to a [`Spec`]: load, resolve, lint, with every problem at its exact place.
//!
//! A spec is made of [`Layer`]s, such as the shipped spec and a folder of one's own. [`load`] reads them all
//! and reports every problem of every file at once.

mod allow;
mod documents;
mod explain;
mod files;
mod findings;
mod index;
mod ordered;
mod own;
mod parse;
mod places;
mod rules;
mod scalar;
mod syntax;
mod text;
mod tree;
mod value;

pub(crate) use allow::Allowance;
pub(crate) use documents::{Doc, Documents};
pub use files::{ReadError, read_folder, shipped_files};
pub(crate) use index::{Index, Path, Spot};
pub(crate) use ordered::Ordered;
pub use own::OwnFile;
pub use places::{Entry, Home, Places};
pub(crate) use rules::RULES;
pub use text::LARGEST;

use crate::Day;
use crate::diagnostic::{Diagnostics, SourceFile};
use crate::model::Spec;

/// The spec that `layers` make together, in which a later layer may use what an earlier one defines.
///
/// No clock is read: what depends on the day is reported by [`load_on`] alone.
pub fn load(layers: &[Layer]) -> Loaded {
    load_with(layers, None)
}

/// As [`load`], and facts that nobody has looked at for a year before `today` are reported.
pub fn load_on(layers: &[Layer], today: &Day) -> Loaded {
    load_with(layers, Some(today))
}

/// As [`load`], without lints: a spec of the past is what it was, by whatever rules are new since.
pub fn load_past(layers: &[Layer]) -> Loaded {
    let mut diagnostics = Diagnostics::default();
    let documents = documents::documents(layers, &mut diagnostics);
    let spec = crate::resolve::resolve(&documents, &mut diagnostics);
    diagnostics.sort();
    Loaded { spec, diagnostics, places: Places::of(documents) }
}

fn load_with(layers: &[Layer], today: Option<&Day>) -> Loaded {
    let mut diagnostics = Diagnostics::default();
    let documents = documents::documents(layers, &mut diagnostics);
    let spec = crate::resolve::resolve(&documents, &mut diagnostics);
    crate::lint::lint(&documents, today, &mut diagnostics);
    diagnostics.sort();
    let spec = spec.filter(|_| !diagnostics.has_errors());
    Loaded { spec, diagnostics, places: Places::of(documents) }
}

/// The spec that ships with this crate. Reads no files.
///
/// # Errors
/// Never, as long as the crate's own tests pass.
pub fn shipped() -> Result<Spec, Diagnostics> {
    load(&[Layer::shipped()]).into_result()
}

/// Folders of spec files as layers: over the shipped spec, whose types and codes they may use, unless one
/// of them describes a service of its own.
#[must_use]
pub fn over_shipped(folders: Vec<Layer>) -> Vec<Layer> {
    let alone = folders.iter().any(|layer| layer.files.iter().any(|file| file.name == "service.yaml"));
    let shipped = (!alone).then(Layer::shipped);
    shipped.into_iter().chain(folders).collect()
}

/// What came of loading.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use]
pub struct Loaded {
    /// The spec; present if and only if no finding is an error.
    pub spec: Option<Spec>,
    /// Everything that was found, sorted, with the files.
    pub diagnostics: Diagnostics,
    /// Where the entries of the spec stand, in the files of the diagnostics.
    pub places: Places,
}

impl Loaded {
    /// The spec alone; warnings are dropped.
    ///
    /// # Errors
    /// All findings, if one is an error.
    pub fn into_result(self) -> Result<Spec, Diagnostics> {
        self.spec.ok_or(self.diagnostics)
    }
}

/// Files that belong together: the shipped spec, or one folder.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layer {
    /// What its files are shown below: `zim-spec/spec`, or the folder as it was given.
    pub name: String,
    /// Its files; their names are paths inside the layer, with `/`. Their order does not matter.
    pub files: Vec<SourceFile>,
}

impl Layer {
    /// The spec that ships with this crate.
    #[must_use]
    pub fn shipped() -> Self {
        Self::from_files("zim-spec/spec", shipped_files())
    }

    /// The spec files below a folder; see [`read_folder`].
    ///
    /// # Errors
    /// The first folder or file that cannot be read, or must not be.
    pub fn folder(dir: &std::path::Path) -> Result<Self, ReadError> {
        let mut name = dir.display().to_string();
        if cfg!(windows) {
            name = name.replace('\\', "/");
        }
        Ok(Self::from_files(name.trim_end_matches('/'), read_folder(dir)?))
    }

    /// `files`, whose names are paths inside the layer, shown below `name`.
    #[must_use]
    pub fn from_files(name: impl Into<String>, files: Vec<SourceFile>) -> Self {
        Self { name: name.into(), files }
    }
}
