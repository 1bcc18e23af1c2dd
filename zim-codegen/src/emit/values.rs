//! Rust types of values, as they are stored, passed and received.

use super::scope::Scope;
use crate::ir;
use crate::ir::Ident;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use zim_spec::model::Int;

/// `String`, `Vec<String>`, `i64`, `types::UserInfo` …
pub(super) fn owned(kind: &ir::Kind, scope: Scope<'_>) -> TokenStream {
    match kind {
        ir::Kind::Text => quote!(String),
        ir::Kind::Bool => quote!(bool),
        ir::Kind::Code => quote!(Code),
        ir::Kind::Int(int) => {
            let int = int_type(*int);
            quote!(#int)
        }
        ir::Kind::TextEnum(name) | ir::Kind::IntEnum(name) | ir::Kind::Struct(name) | ir::Kind::Union(name) => {
            scope.path(name)
        }
        ir::Kind::List(item) => {
            let item = owned(&item.kind, scope);
            quote!(Vec<#item>)
        }
        ir::Kind::Map { value, .. } => {
            let value = owned(&value.kind, scope);
            quote!(BTreeMap<String, #value>)
        }
        ir::Kind::Json { value, .. } => owned(&value.kind, scope),
    }
}

/// What a field of a reply is: what travels as text stays text.
pub(super) fn received(kind: &ir::Kind, scope: Scope<'_>) -> TokenStream {
    match kind {
        ir::Kind::Union(_) | ir::Kind::Json { .. } => quote!(String),
        ir::Kind::List(item) => {
            let item = received(&item.kind, scope);
            quote!(Vec<#item>)
        }
        ir::Kind::Map { value, .. } => {
            let value = received(&value.kind, scope);
            quote!(BTreeMap<String, #value>)
        }
        kind => owned(kind, scope),
    }
}

/// What a caller may pass for a value.
pub(super) fn argument(kind: &ir::Kind, scope: Scope<'_>) -> TokenStream {
    match kind {
        ir::Kind::Text => quote!(impl Into<String>),
        ir::Kind::List(item) => {
            let item = match &item.kind {
                ir::Kind::Text => quote!(impl Into<String>),
                kind => owned(kind, scope),
            };
            quote!(impl IntoIterator<Item = #item>)
        }
        ir::Kind::Json { value, .. } => argument(&value.kind, scope),
        kind => owned(kind, scope),
    }
}

/// The argument `name`, as it is stored.
pub(super) fn converted(name: &Ident, kind: &ir::Kind) -> TokenStream {
    match kind {
        ir::Kind::Text => quote!(#name.into()),
        ir::Kind::List(item) => match item.kind {
            ir::Kind::Text => quote!(#name.into_iter().map(Into::into).collect()),
            _ => quote!(#name.into_iter().collect()),
        },
        ir::Kind::Json { value, .. } => converted(name, &value.kind),
        _ => quote!(#name),
    }
}

/// `i32`, `u32`, `i64`, `u64`
pub(super) fn int_type(int: Int) -> proc_macro2::Ident {
    match int {
        Int::I32 => format_ident!("i32"),
        Int::U32 => format_ident!("u32"),
        Int::I64 => format_ident!("i64"),
        Int::U64 => format_ident!("u64"),
    }
}
