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

pub(crate) use doc::FOLD;
pub(crate) use surface::{Facts, Of, Part, Surface, surface};

use crate::{fingerprint, ir};
use proc_macro2::TokenStream;
use zim_spec::model::Spec;

/// A module of the output, before it is tokens.
pub(crate) struct Outline<'a> {
    /// Where it lies: `["call", "call_reject"]`; empty for the root.
    pub(crate) path: Vec<String>,
    /// Whether it has a folder, with `mod.rs`.
    pub(crate) folder: bool,
    /// The spec files that it stems from.
    pub(crate) origin: String,
    /// Fingerprint of the part of the spec that it stems from.
    pub(crate) fingerprint: u64,
    content: Content<'a>,
}

/// What a module holds.
enum Content<'a> {
    Root,
    Codes,
    Service,
    TypesRoot,
    Types(&'a ir::TypeFile),
    Group(&'a ir::Group),
    Action(&'a ir::Action),
    CallbacksRoot(&'a ir::CallbackService),
    Callback(&'a ir::Callback),
}

impl Outline<'_> {
    /// Its items, with its documentation as inner attributes.
    pub(crate) fn items(&self, tree: &ir::Tree) -> TokenStream {
        match self.content {
            Content::Root => modules::root(tree),
            Content::Codes => codes::module(tree),
            Content::Service => service::module(tree),
            Content::TypesRoot => types::root(tree),
            Content::Types(file) => types::file(tree, file),
            Content::Group(group) => modules::group(group),
            Content::Action(action) => action::module(tree, action),
            Content::CallbacksRoot(service) => callbacks::root(tree, service),
            Content::Callback(callback) => callbacks::file(tree, callback),
        }
    }
}

/// All modules of the output, parents before children, in order of their paths.
pub(crate) fn outlines<'a>(spec: &Spec, tree: &'a ir::Tree) -> Vec<Outline<'a>> {
    let files = spec.actions.iter().map(|action| (&action.group, &action.name));
    let types: Vec<_> = tree.types.iter().map(|file| (file.module.to_string(), file.is_public())).collect();
    let root = (files.collect::<Vec<_>>(), !types.is_empty(), types::is_public(tree), tree.callbacks.is_some());
    let mut modules = vec![
        folder(&[], "the spec", fingerprint::part(&root), Content::Root),
        leaf(&["codes"], "codes.yaml", fingerprint::part(&spec.codes), Content::Codes),
        leaf(&["service"], "service.yaml", fingerprint::service(spec), Content::Service),
    ];
    if !types.is_empty() {
        modules.push(folder(&["types"], "the spec", fingerprint::part(&types), Content::TypesRoot));
    }
    for file in &tree.types {
        let name = file.module.to_string();
        modules.push(leaf(&["types", &name], "the types of the spec", file.fingerprint, Content::Types(file)));
    }
    for group in &tree.groups {
        let module = group.module.to_string();
        let actions: Vec<_> = group.actions.iter().map(|action| (&action.wire_name, &action.summary)).collect();
        let origin = format!("actions/{module}");
        modules.push(folder(&[&module], &origin, fingerprint::part(&actions), Content::Group(group)));
        for action in &group.actions {
            let (path, content) = (action.module.to_string(), Content::Action(action));
            modules.push(leaf(&[&module, &path], &action.file, action.fingerprint, content));
        }
    }
    if let Some(service) = &tree.callbacks {
        let root = Content::CallbacksRoot(service);
        modules.push(folder(&["callbacks"], "service.yaml and callbacks", service.fingerprint, root));
        for callback in &service.callbacks {
            let (path, content) = (callback.module.to_string(), Content::Callback(callback));
            modules.push(leaf(&["callbacks", &path], &callback.file, callback.fingerprint, content));
        }
    }
    modules
}

fn leaf<'a>(path: &[&str], origin: &str, fingerprint: u64, content: Content<'a>) -> Outline<'a> {
    let path = path.iter().map(|&name| name.to_owned()).collect();
    Outline { path, folder: false, origin: origin.to_owned(), fingerprint, content }
}

fn folder<'a>(path: &[&str], origin: &str, fingerprint: u64, content: Content<'a>) -> Outline<'a> {
    Outline { folder: true, ..leaf(path, origin, fingerprint, content) }
}
