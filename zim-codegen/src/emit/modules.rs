//! The root module and one module per group: what exists, and the names it is used by.

use super::{doc, types};
use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub mod call;
/// pub mod codes;
/// pub mod service;
/// mod types;
/// ```
pub(super) fn root(tree: &ir::Tree) -> TokenStream {
    let docs = doc::inner(&[
        "Everything that the spec describes: one module per group of actions, return codes, the service.".to_owned(),
    ]);
    let groups = tree.groups.iter().map(|group| &group.module);
    let types = types::is_needed(tree).then(|| {
        let public = types::is_public(tree).then(|| quote!(pub));
        quote!(#public mod types;)
    });
    // Which names there are and how many of them somebody uses is not the generated code's to decide.
    quote! {
        #docs
        #![allow(dead_code, unused_imports, clippy::module_inception, clippy::wrong_self_convention)]

        #(pub mod #groups;)*
        pub mod codes;
        pub mod service;
        #types
    }
}

/// ```text
/// mod call_reject;
///
/// pub use call_reject::{CallReject, CallRejectBuilder, CallRejectError, CallRejectReply};
/// ```
pub(super) fn group(group: &ir::Group) -> TokenStream {
    let mut docs = group.docs.clone();
    docs.extend(group.actions.iter().map(|action| format!("- [`{}`] — {}", action.request, action.summary)));
    let docs = doc::inner(&docs);
    let modules = group.actions.iter().map(|action| &action.module);
    let uses = group.actions.iter().map(|action| {
        let ir::Action { module, request, builder, reply, error, .. } = action;
        quote!(pub use #module::{#request, #builder, #error, #reply};)
    });
    quote! {
        #docs
        #(mod #modules;)*
        #(#uses)*
    }
}
