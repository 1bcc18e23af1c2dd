//! Cases out of YAML files: an edit of the base spec, and what it does to callers.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{Layer, load, read_folder};
use zim_spec::model::Spec;

/// An edit of the base spec, and what it does to callers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// Edits before the edit: what makes of the base the spec that is compared with.
    #[serde(default)]
    before: Edits,
    edit: Edits,
    /// What the report must say and nothing else: rules, each with its verdict on Rust.
    pub(crate) changes: BTreeSet<String>,
    /// One more caller, called `own`, for what the others do not use.
    pub(crate) own: Option<String>,
    /// Callers that do not suit the spec before the edit.
    #[serde(default)]
    pub(crate) without: Vec<String>,
    /// The callers that no longer compile, each with one error of the compiler, such as `E0061`.
    #[serde(default)]
    pub(crate) breaks: BTreeMap<String, String>,
    /// Why a change is called breaking although all callers compile.
    pub(crate) silent: Option<String>,
}

/// Edits of files: per file its text in whole (`null` to delete it), or pieces and what to write for them.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
struct Edits(BTreeMap<String, Edit>);

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Edit {
    Delete(()),
    Text(String),
    Pieces(BTreeMap<String, String>),
}

/// All cases, of all files.
pub(crate) fn cases() -> Vec<Case> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder("cases")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut cases: Vec<Case> = Vec::new();
    for path in paths {
        let read: Vec<Case> = serde_yaml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        cases.extend(read);
    }
    let ids: BTreeSet<_> = cases.iter().map(Case::id).collect();
    assert_eq!(ids.len(), cases.len(), "two cases of one name: rename one");
    cases
}

/// The spec that is edited.
pub(crate) fn base() -> Spec {
    spec(files()).unwrap_or_else(|found| panic!("{found}"))
}

impl Case {
    /// Its name as that of a folder.
    pub(crate) fn id(&self) -> String {
        self.name.replace(|character: char| !character.is_ascii_alphanumeric(), "_")
    }

    /// Whether its callers have to be compiled before the edit, too, since others have not been.
    pub(crate) fn is_special(&self) -> bool {
        !self.before.0.is_empty() || self.own.is_some()
    }

    /// The specs before and after the edit.
    pub(crate) fn specs(&self) -> Result<(Spec, Spec), String> {
        let before = self.before.on(files())?;
        let after = self.edit.on(before.clone())?;
        Ok((spec(before)?, spec(after)?))
    }
}

impl Edits {
    fn on(&self, mut files: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, String> {
        for (name, edit) in &self.0 {
            match edit {
                Edit::Delete(()) => drop(files.remove(name).ok_or_else(|| format!("no file {name} to delete"))?),
                Edit::Text(text) => drop(files.insert(name.clone(), text.clone())),
                Edit::Pieces(pieces) => {
                    let text = files.get_mut(name).ok_or_else(|| format!("no file {name} to edit"))?;
                    // From the last to the first, so that places stay right and no edit meets what another wrote.
                    let mut found = Vec::new();
                    for (from, to) in pieces {
                        match text.match_indices(from.as_str()).collect::<Vec<_>>().as_slice() {
                            [(at, _)] => found.push((*at..at + from.len(), to)),
                            _ => return Err(format!("{name} has not {from:?} once: adapt the case to the base")),
                        }
                    }
                    found.sort_by_key(|(range, _)| range.start);
                    for (range, to) in found.into_iter().rev() {
                        text.replace_range(range, to);
                    }
                }
            }
        }
        Ok(files)
    }
}

/// The base's files by name.
fn files() -> BTreeMap<String, String> {
    read_folder(&folder("base")).unwrap().into_iter().map(|file| (file.name, file.text)).collect()
}

fn spec(files: BTreeMap<String, String>) -> Result<Spec, String> {
    let files = files.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect();
    load(&[Layer::from_files("base", files)]).into_result().map_err(|found| format!("the spec has mistakes:\n{found}"))
}

/// A folder beside this file.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff_proof").join(name)
}
