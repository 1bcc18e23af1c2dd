//! `types.rs`: character sets and the checks of named types, each emitted once.

use super::{checks, doc};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Whether there is anything to emit.
pub(super) fn is_needed(tree: &ir::Tree) -> bool {
    !(tree.charsets.is_empty() && tree.checks.is_empty())
}

/// ```text
/// pub(super) static ID_CHARACTERS: Charset = Charset::new("IdCharacters", " !#$…");
///
/// pub(super) fn user_id(text: TextCheck<'_>) {
///     text.non_empty().max_bytes(32).charset(&ID_CHARACTERS);
/// }
/// ```
pub(super) fn module(tree: &ir::Tree) -> TokenStream {
    let runtime = &tree.runtime;
    let docs = doc::inner(&["Character sets and the limits of named types, each stated once.".to_owned()]);
    let charset = (!tree.charsets.is_empty()).then(|| quote!(Charset,));
    let has = |subject| tree.checks.iter().any(|check| check.subject == subject);
    let int = has(ir::Subject::Int).then(|| quote!(IntCheck,));
    let text = has(ir::Subject::Text).then(|| quote!(TextCheck,));
    let charsets = tree.charsets.iter().map(charset_static);
    let functions = tree.checks.iter().map(function);
    quote! {
        #docs
        use #runtime::{#charset #int #text};

        #(#charsets)*
        #(#functions)*
    }
}

fn charset_static(charset: &ir::Charset) -> TokenStream {
    let ir::Charset { constant, name, chars, docs } = charset;
    let docs = doc::outer(docs);
    quote! {
        #docs
        pub(super) static #constant: Charset = Charset::new(#name, #chars);
    }
}

fn function(check: &ir::NamedCheck) -> TokenStream {
    let name = &check.function;
    let docs = doc::outer(&check.docs);
    let (subject, ty) = match check.subject {
        ir::Subject::Text => (format_ident!("text"), quote!(TextCheck<'_>)),
        ir::Subject::Int => (format_ident!("int"), quote!(IntCheck<'_>)),
    };
    let calls = checks::calls(&check.limits, &TokenStream::new());
    quote! {
        #docs
        pub(super) fn #name(#subject: #ty) {
            #subject #calls;
        }
    }
}
