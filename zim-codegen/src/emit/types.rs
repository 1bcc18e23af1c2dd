//! `types/…`: enumerations, structs, unions, character sets and the checks of named types, each emitted once.

use super::scope::{self, Scope, cfg};
use super::{checks, doc, enums, structs, unions};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Whether callers use any of them.
pub(super) fn is_public(tree: &ir::Tree) -> bool {
    tree.types.iter().any(ir::TypeFile::is_public)
}

/// ```text
/// #[cfg(feature = "call")]
/// mod call;
/// #[cfg(any(feature = "call", feature = "group"))]
/// mod shared;
///
/// #[cfg(feature = "call")]
/// pub use call::*;
/// #[cfg(all(any(feature = "call", feature = "group"), not(feature = "group")))]
/// pub(crate) use shared::*;
/// #[cfg(feature = "group")]
/// pub use shared::*;
/// ```
///
/// Where only features are on with which nothing of a file is public, to export it would be a warning.
pub(super) fn root(tree: &ir::Tree) -> TokenStream {
    let docs = doc::inner(&["Types that actions share, and their limits, each stated once.".to_owned()]);
    let modules = tree.types.iter().map(|file| {
        let (module, cfg) = (&file.module, cfg(&file.needed_by()));
        quote!(#cfg mod #module;)
    });
    let uses = tree.types.iter().map(|file| {
        let module = &file.module;
        let (needed_by, public_with) = (file.needed_by(), file.public_with());
        if !file.is_public() {
            let cfg = cfg(&needed_by);
            return quote!(#cfg pub(crate) use #module::*;);
        }
        let private = (needed_by != public_with).then(|| {
            let but = scope::any(&public_with);
            let cfg = match needed_by.as_slice() {
                [] => quote!(#[cfg(not(#but))]),
                needed_by => {
                    let needed_by = scope::any(needed_by);
                    quote!(#[cfg(all(#needed_by, not(#but)))])
                }
            };
            quote!(#cfg pub(crate) use #module::*;)
        });
        let cfg = cfg(&public_with);
        quote!(#private #cfg pub use #module::*;)
    });
    quote! {
        #docs
        #(#modules)*
        #(#uses)*
    }
}

/// ```text
/// pub(crate) static ID_CHARACTERS: Charset = Charset::new("IdCharacters", " !#$…");
///
/// pub(crate) fn user_id(text: TextCheck<'_>) {
///     text.non_empty().max_bytes(32).charset(&ID_CHARACTERS);
/// }
/// ```
pub(super) fn file(tree: &ir::Tree, file: &ir::TypeFile) -> TokenStream {
    let scope = Scope::Types(&file.module);
    let docs = doc::inner(&file.docs);
    let enums = file.enums.iter().map(enums::items);
    let structs = file.structs.iter().map(|of| structs::items(of, scope));
    let unions = file.unions.iter().map(|of| unions::items(of, scope));
    let charsets = file.charsets.iter().map(charset);
    let functions = file.checks.iter().map(|check| function(check, scope));
    // Collected, not quoted, which would copy every token.
    let body = enums.chain(structs).chain(unions).chain(charsets).chain(functions);
    [docs, scope::uses(tree)].into_iter().chain(body).collect()
}

fn charset(charset: &ir::Charset) -> TokenStream {
    let ir::Charset { constant, name, chars, .. } = charset;
    let (docs, cfg) = (doc::outer(&charset.docs), cfg(&charset.features));
    quote! {
        #docs
        #cfg
        pub(crate) static #constant: Charset = Charset::new(#name, #chars);
    }
}

fn function(check: &ir::NamedCheck, scope: Scope<'_>) -> TokenStream {
    let name = &check.function;
    let (docs, cfg) = (doc::outer(&check.docs), cfg(&check.features));
    let (subject, ty) = match check.subject {
        ir::Subject::Text => (format_ident!("text"), quote!(TextCheck<'_>)),
        ir::Subject::Int => (format_ident!("int"), quote!(IntCheck<'_>)),
    };
    let calls = checks::calls(&check.limits, scope);
    quote! {
        #docs
        #cfg
        pub(crate) fn #name(#subject: #ty) {
            #subject #calls;
        }
    }
}
