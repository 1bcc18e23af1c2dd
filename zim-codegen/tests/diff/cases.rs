//! Cases: edits of the files of `diff/base`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};
use zim_codegen::diff::{Change, diff};
use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{Layer, Loaded, load, read_folder};

pub(crate) const AREAS: [&str; 7] = ["service", "types", "codes", "actions", "params", "limits", "replies"];

/// One edit, or several that belong together.
pub(crate) struct Case {
    /// `AREA: NAME`
    pub(crate) name: String,
    edits: Vec<Edit>,
    spec: OnceLock<Loaded>,
    /// What is told of it, and of the opposite.
    told: OnceLock<[Vec<Change>; 2]>,
}

enum Edit {
    Replace { path: String, old: String, new: String },
    Add { path: String, text: String },
    Without(String),
    Move(String, String),
}

impl Case {
    /// The spec that the edits make.
    #[track_caller]
    pub(crate) fn spec(&self) -> &Loaded {
        self.spec.get_or_init(|| loaded(self.files()))
    }

    /// What is told of it.
    pub(crate) fn there(&self) -> &[Change] {
        &self.told()[0]
    }

    /// What is told of the opposite.
    pub(crate) fn back(&self) -> &[Change] {
        &self.told()[1]
    }

    fn told(&self) -> &[Vec<Change>; 2] {
        self.told.get_or_init(|| {
            let (old, new) = (before().spec.as_ref().unwrap(), self.spec().spec.as_ref().unwrap());
            [diff(old, new), diff(new, old)]
        })
    }

    /// The files of the base with the edits.
    #[track_caller]
    pub(crate) fn files(&self) -> Vec<SourceFile> {
        self.apply(base()).unwrap_or_else(|problem| panic!("{}: {problem}", self.name))
    }

    /// The files with the edits of both; `None` if they are in each other's way.
    pub(crate) fn and(&self, other: &Self) -> Option<Vec<SourceFile>> {
        other.apply(self.files()).ok()
    }

    /// The files with the edits, or which does not fit.
    pub(crate) fn apply(&self, files: Vec<SourceFile>) -> Result<Vec<SourceFile>, String> {
        let mut files: BTreeMap<String, String> = files.into_iter().map(|file| (file.name, file.text)).collect();
        for edit in &self.edits {
            match edit {
                Edit::Replace { path, old, new } => {
                    let text = files.get_mut(path).ok_or_else(|| format!("no file {path}"))?;
                    let count = text.matches(old.as_str()).count();
                    if count != 1 {
                        return Err(format!("{path} has this {count} times and not once:\n{old}"));
                    }
                    *text = text.replacen(old.as_str(), new, 1);
                }
                Edit::Add { path, text } => {
                    files.insert(path.clone(), text.clone());
                }
                Edit::Without(path) => {
                    files.remove(path).ok_or_else(|| format!("no file {path}"))?;
                }
                Edit::Move(from, to) => {
                    let text = files.remove(from).ok_or_else(|| format!("no file {from}"))?;
                    files.insert(to.clone(), text);
                }
            }
        }
        Ok(files.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect())
    }
}

/// The spec that is edited.
pub(crate) fn before() -> &'static Loaded {
    static BEFORE: LazyLock<Loaded> = LazyLock::new(|| loaded(base()));
    &BEFORE
}

/// The spec of these files.
#[track_caller]
pub(crate) fn loaded(files: Vec<SourceFile>) -> Loaded {
    let loaded = load(&[Layer::from_files("spec", files)]);
    assert!(loaded.spec.is_some(), "{}", loaded.diagnostics);
    loaded
}

pub(crate) fn base() -> Vec<SourceFile> {
    read_folder(&folder().join("base")).unwrap()
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

pub(crate) fn all() -> &'static [Case] {
    static ALL: LazyLock<Vec<Case>> = LazyLock::new(|| AREAS.iter().flat_map(|area| read(area)).collect());
    &ALL
}

/// The cases of `AREA.cases`.
fn read(area: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join(format!("{area}.cases"))).unwrap();
    let sections = text.split("=== ").skip(1).map(|section| {
        let (name, edits) = section.split_once('\n').unwrap();
        Case {
            name: format!("{area}: {name}"),
            edits: self::edits(edits),
            spec: OnceLock::new(),
            told: OnceLock::new(),
        }
    });
    sections.collect()
}

fn edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for section in format!("\n{text}").split("\n@ ").skip(1) {
        let (heading, lines) = section.split_once('\n').unwrap_or((section, ""));
        match heading.split(' ').collect::<Vec<_>>().as_slice() {
            ["without", path] => edits.push(Edit::Without((*path).to_owned())),
            ["move", from, to] => edits.push(Edit::Move((*from).to_owned(), (*to).to_owned())),
            ["add", path] => {
                let text: String = lines.lines().map(|line| format!("{}\n", added(line).unwrap())).collect();
                edits.push(Edit::Add { path: (*path).to_owned(), text });
            }
            [path] => edits.extend(replacements(path, lines)),
            _ => panic!("an edit is `@ PATH`, `@ add PATH`, `@ without PATH` or `@ move PATH PATH`, not `@ {heading}`"),
        }
    }
    edits
}

/// Lines with `- ` and the lines with `+ ` after them, each group of both once.
fn replacements(path: &str, lines: &str) -> Vec<Edit> {
    let mut edits: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for line in lines.lines() {
        if let Some(removed) = line.strip_prefix("- ") {
            if edits.last().is_none_or(|(_, new)| !new.is_empty()) {
                edits.push((Vec::new(), Vec::new()));
            }
            edits.last_mut().unwrap().0.push(removed);
        } else {
            edits.last_mut().unwrap().1.push(added(line).unwrap());
        }
    }
    let edit = |(old, new): (Vec<&str>, Vec<&str>)| {
        // Where whole lines go, so does the end of the last.
        let ends = if new == [""] && old.iter().all(|line| is_whole(line)) { "\n" } else { "" };
        Edit::Replace { path: path.to_owned(), old: old.join("\n") + ends, new: new.join("\n") }
    };
    edits.into_iter().map(edit).collect()
}

fn is_whole(line: &str) -> bool {
    !line.starts_with(", ") && !line.ends_with(", ")
}

fn added(line: &str) -> Option<&str> {
    if line == "+" { Some("") } else { line.strip_prefix("+ ") }
}
