//! Replies: their fields, decoded leniently, and methods that read what travels as text.

use super::scope::Scope;
use super::{doc, values};
use crate::ir;
use crate::ir::Ident;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub type CallRejectReply = service::Ack;
/// ```
/// or
/// ```text
/// #[derive(Clone, Debug, PartialEq, Eq)]
/// #[non_exhaustive]
/// pub struct QueryGroupInfoReply { code: Code, … }
/// received! { QueryGroupInfoReply: code = "Code", … }
/// reply!(QueryGroupInfoReply);
/// ```
pub(super) fn items(action: &ir::Action) -> TokenStream {
    let name = &action.reply;
    let docs = doc::outer(&action.reply_docs);
    match &action.reply_fields {
        None => quote!(#docs pub type #name = service::Ack;),
        Some(fields) => {
            let structure = structure(name, &docs, fields, Scope::Leaf);
            quote! {
                #structure
                reply!(#name);
            }
        }
    }
}

/// A struct that is only received, with all that belongs to it.
pub(super) fn structure(name: &Ident, docs: &TokenStream, fields: &[ir::Received], scope: Scope<'_>) -> TokenStream {
    let hides = fields.iter().any(|field| field.sensitive);
    let derived_debug = (!hides).then(|| quote!(Debug,));
    let show = hides.then(|| show(name, fields));
    let (members, received) = (members(fields, scope), received(name, fields));
    let readers = readers(name, fields, scope);
    quote! {
        #docs
        #[derive(Clone, #derived_debug PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #members
        }

        #received
        #show
        #readers
    }
}

/// `show!(GroupAttribute: key, value as hidden);`
fn show(name: &Ident, fields: &[ir::Received]) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let (name, hidden) = (&field.name, field.sensitive.then(|| quote!(as hidden)));
        quote!(#name #hidden)
    });
    quote!(show!(#name: #(#fields),*);)
}

/// ```text
/// /// `GroupName`: …
/// pub group_name: Option<String>,
/// ```
pub(super) fn members(fields: &[ir::Received], scope: Scope<'_>) -> TokenStream {
    let members = fields.iter().map(|field| {
        let (name, docs, ty) = (&field.name, doc::outer(&field.docs), member_type(field, scope));
        let visibility = field.is_public.then(|| quote!(pub));
        quote!(#docs #visibility #name: #ty,)
    });
    quote!(#(#members)*)
}

/// The type of a field.
pub(super) fn member_type(field: &ir::Received, scope: Scope<'_>) -> TokenStream {
    let ty = values::received(&field.kind, scope);
    if is_option(field) { quote!(Option<#ty>) } else { ty }
}

/// `received! { CardReply: code = "Code", message(text_or_empty) = "Message", card(raw_text) = "Card" }`
pub(super) fn received(name: &Ident, fields: &[ir::Received]) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let ir::Received { name, wire, .. } = field;
        // Otherwise its type says how it is read.
        let how = match &field.kind {
            ir::Kind::Text if field.is_envelope => Some(quote!((text_or_empty))),
            ir::Kind::Union(_) | ir::Kind::Json { .. } => Some(quote!((raw_text))),
            _ => None,
        };
        quote!(#name #how = #wire)
    });
    quote!(received! { #name: #(#fields),* })
}

/// A list that is absent is an empty one: the server leaves empty lists out.
fn is_option(field: &ir::Received) -> bool {
    let is_collection = matches!(field.kind, ir::Kind::List(_) | ir::Kind::Map { .. });
    field.optional && (field.keeps_absence || !is_collection)
}

/// ```text
/// impl QueriedMessage {
///     /// Reads `MsgBody`.
///     pub fn read_msg_body(&self) -> Result<Option<super::ReceivedBody>, serde_json::Error> {
///         let selector = int_of(&self.msg_type)…;
///         self.msg_body.as_deref().map(|text| ReceivedUnion::read(selector, text)).transpose()
///     }
/// }
/// ```
fn readers(name: &Ident, fields: &[ir::Received], scope: Scope<'_>) -> TokenStream {
    let readers: Vec<_> = fields
        .iter()
        .filter_map(|field| {
            let reader = field.reader.as_ref()?;
            Some(self::reader(field, reader, scope))
        })
        .collect();
    if readers.is_empty() {
        return TokenStream::new();
    }
    quote!(impl #name { #(#readers)* })
}

/// What a reader gives, where it can read.
pub(super) fn reader_type(field: &ir::Received, reader: &ir::Reader, scope: Scope<'_>) -> TokenStream {
    let ty = match travels(field) {
        ir::Kind::Json { value, .. } => values::received(&value.kind, scope),
        kind => values::owned(kind, scope),
    };
    match (reader.many, is_option(field)) {
        (true, _) => quote!(Vec<#ty>),
        (false, true) => quote!(Option<#ty>),
        (false, false) => ty,
    }
}

/// What it is that travels as text.
fn travels(field: &ir::Received) -> &ir::Kind {
    match &field.kind {
        ir::Kind::List(item) => &item.kind,
        kind => kind,
    }
}

fn reader(field: &ir::Received, reader: &ir::Reader, scope: Scope<'_>) -> TokenStream {
    let (method, name) = (&reader.method, &field.name);
    let item = travels(field);
    let docs = doc::outer(&[format!("Reads `{}`.", field.wire)]);
    let ty = reader_type(field, reader, scope);
    let read = match item {
        ir::Kind::Json { url_encoded: true, .. } => quote!(url_json(text)),
        ir::Kind::Json { .. } => quote!(json(text)),
        _ => quote!(ReceivedUnion::read(selector, text)),
    };
    // A number that is absent is none that a variant has.
    let selector = matches!(item, ir::Kind::Union(_)).then(|| match &reader.selector {
        Some(beside) => quote! {
            let selector = int_of(&self.#beside).and_then(|number| i64::try_from(number).ok()).unwrap_or(i64::MIN);
        },
        None => quote!(let selector = i64::MIN;),
    });
    let body = match (reader.many, is_option(field)) {
        (true, false) => quote!(self.#name.iter().map(|text| #read).collect()),
        (true, true) => quote!(items_of(&self.#name).iter().map(|text| #read).collect()),
        (false, true) => {
            let read = match item {
                ir::Kind::Json { url_encoded: true, .. } => quote!(url_json),
                ir::Kind::Json { .. } => quote!(json),
                _ => quote!(|text| #read),
            };
            quote!(self.#name.as_deref().map(#read).transpose())
        }
        (false, false) => quote!(let text = &self.#name; #read),
    };
    quote! {
        #docs
        #[inline]
        pub fn #method(&self) -> Result<#ty, serde_json::Error> {
            #selector
            #body
        }
    }
}
