//! Unions of the spec, as Rust enums of the `types` module.

use super::scope::{Scope, cfg};
use super::{doc, literal, structs, values, visit};
use crate::ir;
use crate::ir::Ident;
use proc_macro2::TokenStream;
use quote::quote;

/// What is sent:
/// ```text
/// pub enum MessageBody { Text(TextBody), … }
/// impl Union for MessageBody { fn selector(&self) -> i64 { … } fn visit(&self, name: …, p: …) { … } }
/// ```
/// What is received:
/// ```text
/// pub enum ReceivedBody { Text(String), …, Other(String) }
/// impl ReceivedUnion for ReceivedBody { fn read(selector: i64, text: &str) -> Result<Self, serde_json::Error> { … } }
/// ```
pub(super) fn items(of: &ir::Union, scope: Scope<'_>) -> TokenStream {
    let ir::Union { name, variants, .. } = of;
    let docs = doc::outer(&of.docs);
    let derived_debug = (!of.sensitive).then(|| quote!(Debug,));
    let debug = of.sensitive.then(|| hidden(name));
    let members = variants.iter().map(|variant| {
        let (docs, name) = (doc::outer(&variant.docs), &variant.name);
        let ty = match (&variant.value.kind, of.received) {
            (ir::Kind::Json { value, .. }, true) => values::received(&value.kind, scope),
            (kind, true) => values::received(kind, scope),
            (kind, false) => values::owned(kind, scope),
        };
        quote!(#docs #name(#ty),)
    });
    let other = of.received.then(|| {
        quote! {
            #[doc = " The text as it came, under a number that the documentation does not list."]
            Other(String),
        }
    });
    let implementation = if of.received { reading(name, variants) } else { sending(name, variants, scope) };
    let items = quote! {
        #docs
        #[derive(Clone, #derived_debug PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#members)*
            #other
        }

        #debug
        #implementation
    };
    structs::each_under(&cfg(&of.features), items)
}

/// What people wrote stays out of logs.
fn hidden(name: &Ident) -> TokenStream {
    let label = name.to_string();
    quote! {
        impl fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt_hidden(#label, f)
            }
        }
    }
}

fn sending(name: &Ident, variants: &[ir::Variant], scope: Scope<'_>) -> TokenStream {
    let names: Vec<_> = variants.iter().map(|variant| &variant.name).collect();
    let selectors = variants.iter().map(|variant| literal::int(variant.selector));
    let arms = variants.iter().map(|variant| {
        let place = visit::Place::reference(quote!(value));
        let statement = visit::parameter(&quote!(name), &place, &variant.value, visit::Marks::default(), scope);
        // These return nothing; the rest return what more limits could be stated to.
        let returns_nothing = matches!(variant.value.kind, ir::Kind::Struct(_) | ir::Kind::Union(_) | ir::Kind::Bool);
        if returns_nothing { quote!(#statement) } else { quote!({ #statement; }) }
    });
    quote! {
        impl Union for #name {
            #[inline]
            fn selector(&self) -> i64 {
                match self {
                    #(Self::#names(_) => #selectors,)*
                }
            }

            #[inline]
            fn visit(&self, name: &'static str, p: &mut Params<'_>) {
                match self {
                    #(Self::#names(value) => #arms,)*
                }
            }
        }
    }
}

fn reading(name: &Ident, variants: &[ir::Variant]) -> TokenStream {
    let arms = variants.iter().map(|variant| {
        let (name, selector) = (&variant.name, literal::int(variant.selector));
        let value = match &variant.value.kind {
            ir::Kind::Text | ir::Kind::Union(_) => quote!(text.to_owned()),
            ir::Kind::TextEnum(_) => quote!(text.into()),
            ir::Kind::Json { url_encoded: true, .. } => quote!(url_json(text)?),
            _ => quote!(json(text)?),
        };
        quote!(#selector => Self::#name(#value),)
    });
    quote! {
        impl ReceivedUnion for #name {
            #[inline]
            fn read(selector: i64, text: &str) -> Result<Self, serde_json::Error> {
                let value = match selector {
                    #(#arms)*
                    _ => Self::Other(text.to_owned()),
                };
                Ok(value)
            }
        }
    }
}
