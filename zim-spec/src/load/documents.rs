//! From the files of all layers to documents: which kind each file is, and what it says.

use super::allow::Allow;
use super::findings::Findings;
use super::{Index, Layer, allow, parse, text, tree, value};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Place, SourceFile, nearest, quoted};
use crate::document::{ActionFile, CallbackFile, CodesFile, ServiceFile, StateFile, TypesFile};
use crate::parallel;
use serde::de::DeserializeOwned;

/// All files of all layers, by kind, in the order of layers and names.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    pub(crate) service: Vec<Doc<ServiceFile>>,
    pub(crate) types: Vec<Doc<TypesFile>>,
    pub(crate) codes: Vec<Doc<CodesFile>>,
    pub(crate) state: Vec<Doc<StateFile>>,
    pub(crate) actions: Vec<Doc<ActionFile>>,
    pub(crate) callbacks: Vec<Doc<CallbackFile>>,
    /// Paths inside their layer of the files that could not be read at all, which has been reported: what
    /// they define is not known, so a name that is not found may well be in one of them.
    pub(crate) unread: Vec<String>,
}

impl Documents {
    /// Whether there are no files, not even what could not be read.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { service, types, codes, state, actions, callbacks, unread } = self;
        service.is_empty()
            && types.is_empty()
            && codes.is_empty()
            && state.is_empty()
            && actions.is_empty()
            && callbacks.is_empty()
            && unread.is_empty()
    }

    /// What each file may break, and where it says so.
    pub(crate) fn allowances(&self) -> impl Iterator<Item = (FileId, &Allow, &Index)> {
        fn of<T>(docs: &[Doc<T>]) -> impl Iterator<Item = (FileId, &Allow, &Index)> {
            docs.iter().map(|doc| (doc.file, &doc.allow, &doc.index))
        }
        of(&self.service)
            .chain(of(&self.types))
            .chain(of(&self.codes))
            .chain(of(&self.state))
            .chain(of(&self.actions))
            .chain(of(&self.callbacks))
    }
}

/// One file: what it says, and where it says it.
#[derive(Debug)]
pub(crate) struct Doc<T> {
    /// Which file it is among those of the diagnostics.
    pub(crate) file: FileId,
    /// Its path inside its layer, with `/`.
    pub(crate) name: String,
    /// What it says. What could not be read has been reported and is missing here, though `index` still
    /// [contains](Index::contains) it.
    pub(crate) content: T,
    /// The rules that it may break, each with the reason why.
    pub(crate) allow: Allow,
    /// Where it says it.
    pub(crate) index: Index,
}

/// The documents of `layers`, whose files are added to `diagnostics`, and so is everything that is wrong with
/// them by themselves.
pub(super) fn documents(layers: &[Layer], diagnostics: &mut Diagnostics) -> Documents {
    let mut documents = Documents::default();
    let mut sources = Vec::new();
    for layer in layers {
        let mut files: Vec<&SourceFile> = layer.files.iter().collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        if files.is_empty() {
            diagnostics.push(no_files(&layer.name));
        }
        let mut previous = None;
        for file in files {
            let shown = format!("{}/{}", layer.name, file.name);
            // A byte order mark says nothing, and would move the columns of the first line.
            let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
            let id = diagnostics.add_file(SourceFile::new(shown, text));
            if previous == Some(&file.name) {
                let place = Place { file: id, span: 0..0 };
                diagnostics.push(
                    Diagnostic::error("duplicate-file", "a second file of this name")
                        .at(place)
                        .help("give each file a name of its own"),
                );
                continue;
            }
            previous = Some(&file.name);
            sources.push(Source { file: id, name: &file.name, text });
        }
    }
    for (source, (read, findings)) in sources.iter().zip(parallel::map(&sources, Source::read)) {
        diagnostics.extend(findings);
        match read {
            None => documents.unread.push(source.name.to_owned()),
            Some(Read::Service(doc)) => documents.service.push(*doc),
            Some(Read::Types(doc)) => documents.types.push(*doc),
            Some(Read::Codes(doc)) => documents.codes.push(*doc),
            Some(Read::State(doc)) => documents.state.push(*doc),
            Some(Read::Action(doc)) => documents.actions.push(*doc),
            Some(Read::Callback(doc)) => documents.callbacks.push(*doc),
        }
    }
    let has_actions = !documents.actions.is_empty() || documents.unread.iter().any(|name| name.starts_with("actions/"));
    if !has_actions && layers.iter().all(|layer| !layer.files.is_empty()) {
        diagnostics.push(no_actions(layers));
    }
    documents
}

fn no_files(layer: &str) -> Diagnostic {
    Diagnostic::error("no-files", format!("no spec file in {}", quoted(layer)))
        .help("name the folder that holds `actions/<group>/<action>.yaml`")
}

fn no_actions(layers: &[Layer]) -> Diagnostic {
    let names = layers.iter().map(|layer| quoted(&layer.name)).collect::<Vec<_>>().join(" or ");
    let message =
        if layers.is_empty() { "no spec files were given".to_owned() } else { format!("no action in {names}") };
    Diagnostic::error("no-actions", message).help("write one at `actions/<group>/<action>.yaml` below that folder")
}

/// A file to be read.
struct Source<'a> {
    file: FileId,
    name: &'a str,
    text: &'a str,
}

/// A file that was read.
enum Read {
    Service(Box<Doc<ServiceFile>>),
    Types(Box<Doc<TypesFile>>),
    Codes(Box<Doc<CodesFile>>),
    State(Box<Doc<StateFile>>),
    Action(Box<Doc<ActionFile>>),
    Callback(Box<Doc<CallbackFile>>),
}

impl Source<'_> {
    /// The document, unless it could not be read at all, and what is wrong with it.
    fn read(&self) -> (Option<Read>, Vec<Diagnostic>) {
        let mut findings = Findings::new(self.file);
        let found = &mut findings;
        let read = match self.name.split('/').collect::<Vec<_>>().as_slice() {
            ["service.yaml"] => self.read_as(found).map(Box::new).map(Read::Service),
            ["types.yaml"] => self.read_as(found).map(Box::new).map(Read::Types),
            ["types", file] if file.ends_with(".yaml") => self.read_as(found).map(Box::new).map(Read::Types),
            ["codes.yaml"] => self.read_as(found).map(Box::new).map(Read::Codes),
            ["state.yaml"] => self.read_as(found).map(Box::new).map(Read::State),
            ["actions", _, file] if file.ends_with(".yaml") => self.read_as(found).map(Box::new).map(Read::Action),
            ["callbacks", _, file] if file.ends_with(".yaml") => self.read_as(found).map(Box::new).map(Read::Callback),
            parts => {
                let place = found.place(0..0);
                found.push(unknown_file(parts).at(place));
                None
            }
        };
        (read, findings.into_diagnostics())
    }

    fn read_as<T: DeserializeOwned>(&self, findings: &mut Findings) -> Option<Doc<T>> {
        let readable = text::readable(self.text, findings)?;
        let repaired = !findings.is_empty();
        let tree = match tree::tree(&readable, repaired, findings) {
            Some(tree) if !tree.is_null() => tree,
            tree => {
                if tree.is_some() || findings.is_empty() {
                    findings.push(empty_file(self.name).at(findings.place(0..0)));
                }
                return None;
            }
        };
        let (mut value, mut index) = value::value(&tree, findings);
        let allow = allow::take(&mut value, &index, findings);
        let content = parse::parse(value, &mut index, self.text, findings)?;
        Some(Doc { file: self.file, name: self.name.to_owned(), content, allow, index })
    }
}

fn unknown_file(parts: &[&str]) -> Diagnostic {
    let last = parts.last().copied().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let renamed = format!("{stem}.yaml");
    let meant = match parts {
        _ if last != renamed => Some(format!("rename it to {}", quoted(&renamed))),
        [name] => {
            let known = ["service.yaml", "types.yaml", "codes.yaml", "state.yaml"];
            nearest(name, known).map(|meant| format!("rename it to `{meant}`"))
        }
        [folder @ ("actions" | "callbacks"), name] => {
            Some(format!("put it into the folder of its group: {}", quoted(&format!("{folder}/<group>/{name}"))))
        }
        ["types", folders @ .., _] if !folders.is_empty() => Some("put it right into `types/`".to_owned()),
        [folder, ..] => nearest(folder, ["actions", "callbacks", "types"])
            .filter(|meant| meant != folder)
            .map(|meant| format!("call the folder `{meant}`")),
        _ => None,
    };
    let known = "spec files are `service.yaml`, `types.yaml`, `types/<name>.yaml`, `codes.yaml`, `state.yaml`, `actions/<group>/<action>.yaml` and `callbacks/<group>/<event>.yaml`";
    let help = match meant {
        Some(meant) => format!("{meant}; {known}"),
        None => known.to_owned(),
    };
    Diagnostic::error("unknown-file", format!("{} is not the name of a spec file", quoted(&parts.join("/")))).help(help)
}

fn empty_file(name: &str) -> Diagnostic {
    let first = match name {
        "service.yaml" => "service: ZIM".to_owned(),
        "types.yaml" => "types:".to_owned(),
        "codes.yaml" => "660000002:".to_owned(),
        "state.yaml" => "tables:".to_owned(),
        name if name.starts_with("types/") => "types:".to_owned(),
        name if name.starts_with("callbacks/") => format!("callback: {}", stem(name)),
        _ => format!("action: {}", action_name(name)),
    };
    Diagnostic::error("empty-file", "the file is empty")
        .help(format!("start with {}, or remove the file", quoted(&first)))
}

/// The name of the action that a file is for: `call_reject.yaml` is for `CallReject`.
fn action_name(file: &str) -> String {
    let capitalized = stem(file).split('_').map(|word| {
        let mut characters = word.chars();
        characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters).collect::<String>()
    });
    capitalized.collect()
}

/// The name of a file without folders and `.yaml`.
fn stem(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or_default().trim_end_matches(".yaml")
}
