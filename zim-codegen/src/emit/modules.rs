//! The root module and one module per group: what exists, and the names it is used by.

use super::scope::cfg;
use super::{callbacks, doc, types};
use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// #[cfg(feature = "call")]
/// pub mod call;
/// pub mod codes;
/// pub mod service;
/// pub mod types;
/// ```
pub(super) fn root(tree: &ir::Tree) -> TokenStream {
    let docs = doc::inner(&[
        "Everything that the spec describes: one module per group of actions, return codes, the service.".to_owned(),
    ]);
    let groups = tree.groups.iter().map(|group| {
        let (cfg, module) = (cfg(&group.features), &group.module);
        quote!(#cfg pub mod #module;)
    });
    let callbacks = tree.callbacks.as_ref().map(callbacks::declaration);
    let types = (!tree.types.is_empty()).then(|| {
        let public = types::is_public(tree).then(|| quote!(pub));
        quote!(#public mod types;)
    });
    // Which names there are and how many of them somebody uses is not the generated code's to decide.
    quote! {
        #docs
        #![allow(dead_code, unreachable_pub, unused_imports, clippy::large_enum_variant, clippy::module_inception, clippy::wrong_self_convention)]

        #(#groups)*
        #callbacks
        pub mod codes;
        pub mod service;
        #types
    }
}

/// ```text
/// mod call_reject;
///
/// pub use call_reject::{CallReject, CallRejectError, CallRejectReply};
/// ```
pub(super) fn group(group: &ir::Group) -> TokenStream {
    let mut docs = group.docs.clone();
    docs.extend(group.actions.iter().map(|action| format!("- [`{}`] — {}", action.request, action.summary)));
    let docs = doc::inner(&docs);
    let modules = group.actions.iter().map(|action| &action.module);
    let uses = group.actions.iter().map(|action| {
        let ir::Action { module, request, reply, error, .. } = action;
        quote!(pub use #module::{#request, #error, #reply};)
    });
    quote! {
        #docs
        #(mod #modules;)*
        #(#uses)*
    }
}
