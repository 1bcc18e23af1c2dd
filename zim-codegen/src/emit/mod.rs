//! Decisions as tokens: one file of the generator per kind of file or item it emits. Total: no emitter fails.

mod action;
mod batch;
mod building;
mod callbacks;
mod checks;
mod codes;
mod doc;
mod enums;
mod error;
mod literal;
mod modules;
mod reply;
mod request;
mod rules;
mod scope;
mod service;
mod structs;
mod surface;
mod types;
mod unions;
mod values;
mod visit;

pub(crate) use surface::{Facts, Of, Part, Surface, surface};

use crate::{fingerprint, ir};
use proc_macro2::TokenStream;
use zim_spec::model::Spec;

/// A module of the output, before it is text.
pub(crate) struct Module {
    /// Where it lies: `["call", "call_reject"]`; empty for the root.
    pub(crate) path: Vec<String>,
    /// Whether it has a folder, with `mod.rs`.
    pub(crate) folder: bool,
    /// The spec files that it stems from.
    pub(crate) origin: String,
    /// Fingerprint of the part of the spec that it stems from.
    pub(crate) fingerprint: u64,
    /// Its items, with its documentation as inner attributes.
    pub(crate) items: TokenStream,
}

/// All modules of the output, parents before children, in order of their paths.
pub(crate) fn emit(spec: &Spec, tree: &ir::Tree) -> Vec<Module> {
    let files = spec.actions.iter().map(|action| (&action.group, &action.name));
    let types: Vec<_> = tree.types.iter().map(|file| (file.module.to_string(), file.is_public())).collect();
    let root = (files.collect::<Vec<_>>(), !types.is_empty(), types::is_public(tree), tree.callbacks.is_some());
    let mut modules = vec![
        folder(&[], "the spec", fingerprint::part(&root), modules::root(tree)),
        leaf(&["codes"], "codes.yaml", fingerprint::part(&spec.codes), codes::module(tree)),
        leaf(&["service"], "service.yaml", fingerprint::service(spec), service::module(tree)),
    ];
    if !types.is_empty() {
        modules.push(folder(&["types"], "the spec", fingerprint::part(&types), types::root(tree)));
    }
    for file in &tree.types {
        let name = file.module.to_string();
        modules.push(leaf(&["types", &name], "the types of the spec", file.fingerprint, types::file(tree, file)));
    }
    for group in &tree.groups {
        let module = group.module.to_string();
        let actions: Vec<_> = group.actions.iter().map(|action| (&action.wire_name, &action.summary)).collect();
        let origin = format!("actions/{module}");
        modules.push(folder(&[&module], &origin, fingerprint::part(&actions), modules::group(group)));
        for action in &group.actions {
            let (path, items) = (action.module.to_string(), action::module(tree, action));
            modules.push(leaf(&[&module, &path], &action.file, action.fingerprint, items));
        }
    }
    if let Some(service) = &tree.callbacks {
        let root = callbacks::root(tree, service);
        modules.push(folder(&["callbacks"], "service.yaml and callbacks", service.fingerprint, root));
        for callback in &service.callbacks {
            let (path, items) = (callback.module.to_string(), callbacks::file(tree, callback));
            modules.push(leaf(&["callbacks", &path], &callback.file, callback.fingerprint, items));
        }
    }
    modules
}

fn leaf(path: &[&str], origin: &str, fingerprint: u64, items: TokenStream) -> Module {
    let path = path.iter().map(|&name| name.to_owned()).collect();
    Module { path, folder: false, origin: origin.to_owned(), fingerprint, items }
}

fn folder(path: &[&str], origin: &str, fingerprint: u64, items: TokenStream) -> Module {
    Module { folder: true, ..leaf(path, origin, fingerprint, items) }
}
