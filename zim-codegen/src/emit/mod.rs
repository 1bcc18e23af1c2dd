//! Decisions as tokens: one file of the generator per kind of file or item it emits. Total: no emitter fails.

mod action;
mod builder;
mod checks;
mod codes;
mod doc;
mod error;
mod literal;
mod modules;
mod named;
mod reply;
mod request;
mod service;
mod types;
mod wire;

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
    let mut modules = vec![
        Module {
            path: Vec::new(),
            folder: true,
            origin: "the spec".to_owned(),
            fingerprint: fingerprint::part(
                &spec.actions.iter().map(|action| (&action.group, &action.name)).collect::<Vec<_>>(),
            ),
            items: modules::root(tree),
        },
        leaf("codes", "codes.yaml", fingerprint::part(&spec.codes), codes::module(tree)),
        leaf("service", "service.yaml", fingerprint::part(&spec.service), service::module(tree)),
    ];
    if types::is_needed(tree) {
        let fingerprint = fingerprint::part(&(&spec.types, &spec.charsets));
        modules.push(leaf("types", "types.yaml", fingerprint, types::module(tree)));
    }
    for group in &tree.groups {
        modules.push(Module {
            path: vec![group.module.to_string()],
            folder: true,
            origin: format!("actions/{}", group.module),
            fingerprint: fingerprint::part(
                &group.actions.iter().map(|action| (&action.wire_name, &action.summary)).collect::<Vec<_>>(),
            ),
            items: modules::group(group),
        });
        for action in &group.actions {
            modules.push(Module {
                path: vec![group.module.to_string(), action.module.to_string()],
                folder: false,
                origin: action.file.clone(),
                fingerprint: action.fingerprint,
                items: action::module(tree, action),
            });
        }
    }
    modules
}

fn leaf(name: &str, origin: &str, fingerprint: u64, items: TokenStream) -> Module {
    Module { path: vec![name.to_owned()], folder: false, origin: origin.to_owned(), fingerprint, items }
}
