//! For the `build.rs` of other crates: their own spec folder, some of the shipped actions, or both.

use crate::sync::SyncError;
use crate::{Options, generate_bundle, over_shipped, sync};
use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use zim_spec::diagnostic::{Diagnostics, Severity, quoted};
use zim_spec::load::{Layer, ReadError, load};
use zim_spec::model::{Action, Spec};

/// Generates code in a build script.
///
/// Nothing is printed for cargo unless asked for: whether to print `rerun-if-changed` lines is the build
/// script's own affair, since the first one switches cargo's default off.
#[derive(Clone, Debug)]
#[must_use = "nothing is generated until it is run"]
pub struct Build {
    shipped: Shipped,
    folders: Vec<PathBuf>,
    options: Options,
    out_dir: Option<PathBuf>,
    file_name: String,
    rerun: bool,
}

/// Which of the shipped actions to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shipped {
    /// None: their types and codes can be used all the same.
    None,
    Some(BTreeSet<String>),
    All,
}

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A spec folder could not be read.
    #[error("cannot read the spec")]
    Read(#[from] ReadError),
    /// The spec has mistakes: all of them, with places.
    #[error("the spec has mistakes\n{0}")]
    Spec(Diagnostics),
    /// Actions were asked for that the shipped spec does not have.
    #[error("the shipped spec has no action {}", .0.join(", "))]
    UnknownActions(Vec<String>),
    /// Shipped actions were asked for beside a folder that has a `service.yaml`.
    #[error(
        "the folder {} has a `service.yaml` and so stands alone: no shipped action can be picked beside it; generate them apart, or remove its `service.yaml`", .0.display()
    )]
    StandsAlone(PathBuf),
    /// The runtime's path is not the path of a module.
    #[error("the runtime's path {0} is not the path of a Rust module: write one such as `::zim_generated::runtime`")]
    Runtime(String),
    /// No folder and no shipped action was asked for.
    #[error(
        "nothing to generate: name shipped actions with `shipped_actions`, or a folder of spec files with `folder`"
    )]
    Nothing,
    /// `OUT_DIR` is not set, and no folder was given.
    #[error("OUT_DIR is not set: run this from a build script, or say where to write with `out_dir`")]
    NoOutDir,
    /// The name of the output file is not a plain file name.
    #[error("{0} is not a plain file name")]
    FileName(String),
    /// The output could not be written.
    #[error(transparent)]
    Write(#[from] SyncError),
}

impl Default for Build {
    fn default() -> Self {
        Self::new()
    }
}

impl Build {
    /// Nothing chosen yet: the runtime comes from `zim_generated`, the output goes to `OUT_DIR/zim.rs`.
    pub fn new() -> Self {
        Self {
            shipped: Shipped::None,
            folders: Vec::new(),
            options: Options::default().with_runtime("::zim_generated::runtime"),
            out_dir: None,
            file_name: "zim.rs".to_owned(),
            rerun: false,
        }
    }

    /// Generates every action of the shipped spec.
    pub fn shipped(mut self) -> Self {
        self.shipped = Shipped::All;
        self
    }

    /// Generates these actions of the shipped spec.
    pub fn shipped_actions(mut self, actions: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let names = actions.into_iter().map(Into::into);
        match &mut self.shipped {
            Shipped::Some(chosen) => chosen.extend(names),
            Shipped::None => self.shipped = Shipped::Some(names.collect()),
            Shipped::All => {}
        }
        self
    }

    /// Generates every action of a folder of spec files, relative to the crate. Its files may use the
    /// shipped types and codes; a folder with a `service.yaml` of its own stands alone.
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folders.push(folder.into());
        self
    }

    /// Takes the runtime from this path rather than from `::zim_generated::runtime`, such as from `::zim_runtime`, whose
    /// feature `callbacks` is needed where callbacks are generated; see [`Options::runtime_is_a_path`].
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.options.runtime = path.into();
        self
    }

    /// Writes to this folder rather than to `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Calls the output file so rather than `zim.rs`.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = name.into();
        self
    }

    /// Whether to print `cargo::rerun-if-changed` for the build script and each spec folder. Off unless asked for.
    pub fn rerun_if_changed(mut self, print: bool) -> Self {
        self.rerun = print;
        self
    }

    /// Generates, and says where the output lies. It is written only if it changed, and a file that is there
    /// already is replaced only if it was generated, too. Warnings about the spec are dropped:
    /// [`Build::run_with_warnings`] returns them, and [`Build::run_or_report`] prints them.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the spec, or the reason why it could not be read or written.
    pub fn run(&self) -> Result<PathBuf, BuildError> {
        self.run_with_warnings().map(|(path, _)| path)
    }

    /// [`Build::run`], with what was found about the spec although it can be used. Nothing is printed; to print
    /// the warnings, take [`Diagnostics::lines`] or [`Diagnostics::render`].
    ///
    /// # Errors
    ///
    /// Those of [`Build::run`]; [`BuildError::Spec`] has the warnings among the errors.
    pub fn run_with_warnings(&self) -> Result<(PathBuf, Diagnostics), BuildError> {
        let folder = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => env::var_os("OUT_DIR").map(PathBuf::from).ok_or(BuildError::NoOutDir)?,
        };
        if Path::new(&self.file_name).file_name().is_none_or(|name| name != self.file_name.as_str()) {
            return Err(BuildError::FileName(quoted(&self.file_name)));
        }
        if !self.options.runtime_is_a_path() {
            return Err(BuildError::Runtime(quoted(&self.options.runtime)));
        }
        let (spec, mut findings) = self.spec()?;
        let text = match generate_bundle(&spec, &self.options) {
            Ok(text) => text,
            Err(refused) => {
                // These have no places, so that they are at home among any files.
                findings.extend(refused.iter().cloned());
                return Err(BuildError::Spec(findings));
            }
        };
        sync::write_one(&folder, &self.file_name, &text)?;
        Ok((folder.join(&self.file_name), findings))
    }

    /// [`Build::run`] for `main`: problems become `cargo::error=` lines with their places and a failing
    /// exit code, not a panic. Warnings become `cargo::warning=` lines, whether there are errors or not.
    pub fn run_or_report(&self) -> ExitCode {
        if self.rerun {
            println!("cargo::rerun-if-changed=build.rs");
            for folder in &self.folders {
                println!("cargo::rerun-if-changed={}", folder.display());
            }
        }
        let (lines, code) = match self.run_with_warnings() {
            Ok((_, warnings)) => (findings(&warnings), ExitCode::SUCCESS),
            Err(error) => (report(&error), ExitCode::FAILURE),
        };
        for line in lines {
            println!("{line}");
        }
        code
    }

    /// The spec with the chosen actions, and the warnings about it.
    fn spec(&self) -> Result<(Spec, Diagnostics), BuildError> {
        if self.shipped == Shipped::None && self.folders.is_empty() {
            return Err(BuildError::Nothing);
        }
        let own = self.folders.iter().map(|folder| Layer::folder(folder)).collect::<Result<Vec<_>, _>>()?;
        let mut folders = self.folders.iter().zip(&own);
        if let Some((alone, _)) = folders.find(|(_, layer)| self.picks_any() && stands_alone(layer)) {
            return Err(BuildError::StandsAlone(alone.clone()));
        }
        // An action's file is named after it, so that a path belongs to one layer.
        let own_files: BTreeSet<String> =
            own.iter().flat_map(|layer| &layer.files).map(|file| file.name.clone()).collect();
        let is_own = |action: &Action| own_files.contains(&action.file);
        let loaded = load(&over_shipped(own));
        let Some(spec) = loaded.spec else { return Err(BuildError::Spec(loaded.diagnostics)) };
        if let Shipped::Some(names) = &self.shipped {
            let is_shipped = |name: &str| spec.action(name).is_some_and(|action| !is_own(action));
            let unknown: Vec<_> = names.iter().filter(|name| !is_shipped(name)).map(|name| quoted(name)).collect();
            if !unknown.is_empty() {
                return Err(BuildError::UnknownActions(unknown));
            }
        }
        Ok((spec.select(|action| is_own(action) || self.picks(&action.name)), loaded.diagnostics))
    }

    fn picks_any(&self) -> bool {
        match &self.shipped {
            Shipped::None => false,
            Shipped::Some(names) => !names.is_empty(),
            Shipped::All => true,
        }
    }

    fn picks(&self, shipped: &str) -> bool {
        match &self.shipped {
            Shipped::None => false,
            Shipped::Some(names) => names.contains(shipped),
            Shipped::All => true,
        }
    }
}

/// Whether a folder takes nothing from the shipped spec, as [`over_shipped`] has it.
fn stands_alone(layer: &Layer) -> bool {
    layer.files.iter().any(|file| file.name == "service.yaml")
}

/// Findings for cargo, one line each.
fn findings(findings: &Diagnostics) -> Vec<String> {
    let lines = findings.iter().zip(findings.lines()).map(|(finding, line)| match finding.severity {
        Severity::Error => format!("cargo::error={line}"),
        Severity::Warning => format!("cargo::warning={line}"),
    });
    lines.collect()
}

/// An error for cargo, which cuts at a line break.
fn report(error: &BuildError) -> Vec<String> {
    match error {
        BuildError::Spec(diagnostics) => findings(diagnostics),
        other => {
            let mut line = other.to_string();
            let mut cause = std::error::Error::source(other);
            while let Some(error) = cause {
                line.push_str(&format!(": {error}"));
                cause = error.source();
            }
            vec![format!("cargo::error={}", line.replace(['\n', '\r'], " "))]
        }
    }
}
