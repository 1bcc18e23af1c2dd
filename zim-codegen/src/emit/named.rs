//! Enumerations and structs of the spec, as Rust types of the `types` module.

use super::{checks, doc, literal, reply, request, wire};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use zim_spec::model::Int;

/// ```text
/// pub enum ConvType { Peer, Group, Other(i32) }
/// impl ConvType { pub const fn get(self) -> i32 { … } }
/// impl From<i32> for ConvType { … }
/// impl TryFrom<i128> for ConvType { … }
/// impl Serialize for ConvType { … }
/// ```
pub(super) fn enumeration(of: &ir::Enum) -> TokenStream {
    let ir::Enum { name, width, values, docs } = of;
    let docs = doc::outer(docs);
    let int = request::int_type(*width);
    let variants: Vec<_> = values.iter().map(|value| &value.variant).collect();
    let numbers: Vec<_> = values.iter().map(|value| literal::int(value.number)).collect();
    let value_docs = values.iter().map(|value| doc::outer(&value.docs));
    let serialize = match width {
        Int::I32 => format_ident!("serialize_i32"),
        Int::U32 => format_ident!("serialize_u32"),
        Int::I64 => format_ident!("serialize_i64"),
        Int::U64 => format_ident!("serialize_u64"),
    };
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#value_docs #variants,)*
            #[doc = " A number that the documentation does not list."]
            Other(#int),
        }

        impl #name {
            #[doc = " The number on the wire."]
            #[must_use]
            pub const fn get(self) -> #int {
                match self {
                    #(Self::#variants => #numbers,)*
                    Self::Other(number) => number,
                }
            }
        }

        impl From<#int> for #name {
            fn from(number: #int) -> Self {
                match number {
                    #(#numbers => Self::#variants,)*
                    _ => Self::Other(number),
                }
            }
        }

        impl TryFrom<i128> for #name {
            type Error = std::num::TryFromIntError;

            fn try_from(number: i128) -> Result<Self, Self::Error> {
                #int::try_from(number).map(Self::from)
            }
        }

        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.#serialize(self.get())
            }
        }
    }
}

/// ```text
/// pub struct UserInfo { pub user_id: String, pub user_name: Option<String> }
/// impl UserInfo { pub fn new(user_id: …) -> Self; pub fn user_name(mut self, …) -> Self }
/// impl RequestPart for UserInfo { … }
/// ```
pub(super) fn structure(tree: &ir::Tree, of: &ir::Struct) -> TokenStream {
    let ir::Struct { name, fields, sent, received, docs } = of;
    let docs = doc::outer(docs);
    let none = TokenStream::new();
    let serde = received.then(|| quote!(, Deserialize, Serialize));
    let serde_path = (*received && !tree.runtime_is_ours()).then(|| {
        let path = reply::path_text(&tree.runtime, "serde");
        quote!(#[serde(crate = #path)])
    });
    let hides = fields.iter().any(|field| field.sensitive);
    let derived_debug = (!hides).then(|| quote!(Debug,));
    let debug = hides.then(|| request::debug(name, fields));
    let members = fields.iter().map(|field| {
        let (ident, docs, ty) = (&field.name, doc::outer(&field.docs), request::stored(field, &none));
        let attribute = received.then(|| {
            let decoding = reply::decoding(&tree.runtime, &field.wire, &field.kind, !field.required);
            quote!(#[serde(#decoding)])
        });
        quote!(#docs #attribute pub #ident: #ty)
    });
    let building = sent.then(|| building(of));
    quote! {
        #docs
        #[derive(Clone, #derived_debug PartialEq, Eq #serde)]
        #serde_path
        #[non_exhaustive]
        pub struct #name {
            #(#members,)*
        }

        #debug
        #building
    }
}

/// How a struct is begun, filled, checked and written.
fn building(of: &ir::Struct) -> TokenStream {
    let ir::Struct { name, fields, .. } = of;
    let none = TokenStream::new();
    let required: Vec<_> = fields.iter().filter(|field| field.required).collect();
    let arguments = required.iter().map(|field| {
        let (name, ty) = (&field.name, request::argument(&field.kind, &none));
        quote!(#name: #ty)
    });
    let values = request::initial(fields);
    let allow = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let default = required.is_empty().then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let setters = fields.iter().filter(|field| !field.required).map(|field| {
        let (name, docs) = (&field.name, doc::outer(field.docs.get(..1).unwrap_or_default()));
        let (argument, value) = (request::argument(&field.kind, &none), request::converted(field));
        quote! {
            #docs
            #[must_use]
            pub fn #name(mut self, #name: #argument) -> Self {
                self.#name = Some(#value);
                self
            }
        }
    });
    let (checks, writes) = (checks::body(fields, &none), wire::body(fields));
    let check = if checks::any(fields) { format_ident!("check") } else { format_ident!("_check") };
    quote! {
        impl #name {
            #[doc = " Begins with what ZIM requires."]
            #[must_use]
            #allow
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* }
            }

            #(#setters)*
        }

        #default

        impl RequestPart for #name {
            fn check(&self, #check: &mut Check<'_>) {
                #checks
            }

            fn write(&self, wire: &mut Wire<'_>) {
                #writes
            }
        }
    }
}
