//! `types.rs`: enumerations, structs, character sets and the checks of named types, each emitted once.

use super::{checks, doc, named};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Whether there is anything to emit.
pub(super) fn is_needed(tree: &ir::Tree) -> bool {
    is_public(tree) || !(tree.charsets.is_empty() && tree.checks.is_empty())
}

/// Whether it holds types that callers use.
pub(super) fn is_public(tree: &ir::Tree) -> bool {
    !(tree.enums.is_empty() && tree.structs.is_empty())
}

/// ```text
/// pub(super) static ID_CHARACTERS: Charset = Charset::new("IdCharacters", " !#$…");
///
/// pub(super) fn user_id(text: TextCheck<'_>) {
///     text.non_empty().max_bytes(32).charset(&ID_CHARACTERS);
/// }
/// ```
pub(super) fn module(tree: &ir::Tree) -> TokenStream {
    let docs = doc::inner(&["Types that several actions share, and their limits, each stated once.".to_owned()]);
    let uses = uses(tree);
    let enums = tree.enums.iter().map(named::enumeration);
    let structs = tree.structs.iter().map(|of| named::structure(tree, of));
    let charsets = tree.charsets.iter().map(charset_static);
    let functions = tree.checks.iter().map(function);
    quote! {
        #docs
        #uses
        #(#enums)*
        #(#structs)*
        #(#charsets)*
        #(#functions)*
    }
}

/// Exactly what the file needs.
fn uses(tree: &ir::Tree) -> TokenStream {
    let runtime = &tree.runtime;
    let serde = if tree.runtime_is_ours() { quote!(serde) } else { quote!(#runtime::serde) };
    let has = |subject| tree.checks.iter().any(|check| check.subject == subject);
    let sent: Vec<_> = tree.structs.iter().filter(|of| of.sent).collect();
    let received = tree.structs.iter().any(|of| of.received);
    let hides = tree.structs.iter().flat_map(|of| &of.fields).any(|field| field.sensitive);
    let states_code = sent.iter().flat_map(|of| &of.fields).filter_map(|field| field.code.as_ref());
    let (mut codes, mut numbers) = (false, false);
    for code in states_code {
        match code {
            ir::CodeRef::Constant(_) => codes = true,
            ir::CodeRef::Number(_) => numbers = true,
        }
    }
    let names = [
        ("Charset", !tree.charsets.is_empty()),
        ("Check", !sent.is_empty()),
        ("Code", numbers),
        ("IntCheck", has(ir::Subject::Int)),
        ("RequestPart", !sent.is_empty()),
        ("Redacted", hides),
        ("TextCheck", has(ir::Subject::Text)),
        ("Wire", !sent.is_empty()),
    ];
    let runtime_names = idents(&names);
    let serde_names = idents(&[
        ("Deserialize", received),
        ("Serialize", received || !tree.enums.is_empty()),
        ("Serializer", !tree.enums.is_empty()),
    ]);
    let codes = codes.then(|| {
        quote!(
            use super::codes;
        )
    });
    let runtime_use = (!runtime_names.is_empty()).then(|| quote!(use #runtime::{#(#runtime_names),*};));
    let serde_use = (!serde_names.is_empty()).then(|| quote!(use #serde::{#(#serde_names),*};));
    quote! {
        #codes
        #runtime_use
        #serde_use
    }
}

fn idents(names: &[(&str, bool)]) -> Vec<proc_macro2::Ident> {
    names.iter().filter(|(_, needed)| *needed).map(|(name, _)| format_ident!("{name}")).collect()
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
