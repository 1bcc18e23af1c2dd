//! Fields of what is sent, how it is begun, and a method for each optional part.

use super::scope::Scope;
use super::{doc, values};
use crate::ir;
use crate::ir::Ident;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// ```text
/// /// `ExtendedData`: …
/// pub extended_data: Option<String>,
/// ```
pub(super) fn members(fields: &[ir::Field], scope: Scope<'_>) -> TokenStream {
    let members = real(fields).map(|(name, field)| {
        let (docs, ty) = (doc::outer(&field.docs), values::owned(&field.value.kind, scope));
        let ty = if field.presence == ir::Presence::Required { ty } else { quote!(Option<#ty>) };
        quote!(#docs pub #name: #ty,)
    });
    quote!(#(#members)*)
}

/// ```text
/// /// Begins a request with what ZIM requires.
/// pub fn builder(from_user_id: impl Into<String>) -> Self {
///     Self { from_user_id: from_user_id.into(), extended_data: None }
/// }
/// ```
pub(super) fn constructor(name: &impl ToTokens, docs: &str, fields: &[ir::Field], scope: Scope<'_>) -> TokenStream {
    let docs = doc::outer(&[docs.to_owned()]);
    let arguments: Vec<_> = required(fields)
        .map(|(name, field)| {
            let ty = values::argument(&field.value.kind, scope);
            quote!(#name: #ty)
        })
        .collect();
    let initial = real(fields).map(|(name, field)| {
        if field.presence != ir::Presence::Required {
            return quote!(#name: None);
        }
        let value = values::converted(name, &field.value.kind);
        if name.as_ref() == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
    });
    // The API decides how much it requires.
    let allow = (arguments.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #docs
        #allow
        pub fn #name(#(#arguments),*) -> Self {
            Self { #(#initial),* }
        }
    }
}

/// What the macro `with` gives a request, or a struct in one.
///
/// ```text
/// request! { CallReject, hidden: extended_data(text) = "ExtendedData" }
/// ```
pub(super) fn call(with: &impl ToTokens, name: &Ident, fields: &[ir::Field], scope: Scope<'_>) -> TokenStream {
    let hidden = is_sensitive(fields).then(|| quote!(, hidden));
    let optional = real(fields).filter(|(_, field)| field.presence == ir::Presence::Optional);
    let setters: Vec<_> = optional
        .map(|(name, field)| {
            let (kind, wire) = (kind(&field.value.kind, scope), &field.wire);
            quote!(#name(#kind) = #wire)
        })
        .collect();
    let setters = (!setters.is_empty()).then(|| quote!(: #(#setters),*));
    quote!(#with! { #name #hidden #setters })
}

/// What a setter takes, as the macros have it.
fn kind(kind: &ir::Kind, scope: Scope<'_>) -> TokenStream {
    match kind {
        ir::Kind::Text => quote!(text),
        ir::Kind::List(item) => match &item.kind {
            ir::Kind::Text => quote!(texts),
            item => {
                let item = values::owned(item, scope);
                quote!(list #item)
            }
        },
        ir::Kind::Json { value, .. } => self::kind(&value.kind, scope),
        kind => values::owned(kind, scope),
    }
}

/// Whether there is anything optional or sensitive.
pub(super) fn needs_call(fields: &[ir::Field]) -> bool {
    is_sensitive(fields) || real(fields).any(|(_, field)| field.presence == ir::Presence::Optional)
}

/// Whether nothing must be given.
pub(super) fn requires_nothing(fields: &[ir::Field]) -> bool {
    required(fields).next().is_none()
}

/// Whether `Debug` must not be derived.
pub(super) fn is_sensitive(fields: &[ir::Field]) -> bool {
    fields.iter().any(|field| field.sensitive)
}

/// The fields there are in Rust.
fn real(fields: &[ir::Field]) -> impl Iterator<Item = (&Ident, &ir::Field)> {
    let fields = fields.iter().filter(|field| !matches!(field.presence, ir::Presence::Selector { .. }));
    fields.map(|field| (&field.name, field))
}

fn required(fields: &[ir::Field]) -> impl Iterator<Item = (&Ident, &ir::Field)> {
    real(fields).filter(|(_, field)| field.presence == ir::Presence::Required)
}
