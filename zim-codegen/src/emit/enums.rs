//! Enumerations and flags, as Rust types of the `types` module.

use super::scope::cfg;
use super::{doc, literal, values};
use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub enum ConvType { Peer, Group, Other(i32) }
/// int_enum!(ConvType(i32): Peer = 0, Group = 2);
/// ```
/// or
/// ```text
/// pub struct EditType(i32);
/// impl EditType { pub const MESSAGE: Self = Self(1); … }
/// int_flags!(EditType(i32));
/// ```
pub(super) fn items(of: &ir::Enum) -> TokenStream {
    let (cfg, docs, name) = (cfg(&of.features), doc::outer(&of.docs), &of.name);
    match &of.kind {
        ir::EnumKind::Ints { width, values } => {
            let width = values::int_type(*width);
            let (variants, names) = (variants(values), values.iter().map(|value| &value.name));
            let numbers = values.iter().map(|value| literal::int(value.value));
            quote! {
                #docs
                #cfg
                #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Ord, Hash)]
                #[non_exhaustive]
                pub enum #name {
                    #variants
                    #[doc = " A number that the documentation does not list."]
                    Other(#width),
                }

                #cfg
                int_enum!(#name(#width): #(#names = #numbers),*);
            }
        }
        ir::EnumKind::Texts { values } => {
            let (variants, names) = (variants(values), values.iter().map(|value| &value.name));
            let texts = values.iter().map(|value| &value.value);
            quote! {
                #docs
                #cfg
                #[derive(Clone, Debug, PartialEq, PartialOrd, Ord, Hash)]
                #[non_exhaustive]
                pub enum #name {
                    #variants
                    #[doc = " A text that the documentation does not list."]
                    Other(String),
                }

                #cfg
                text_enum!(#name: #(#names = #texts),*);
            }
        }
        ir::EnumKind::Flags { width, bits } => {
            let width = values::int_type(*width);
            let constants = bits.iter().map(|bit| {
                let (docs, name, number) = (doc::outer(&bit.docs), &bit.name, literal::int(bit.value));
                quote!(#docs pub const #name: Self = Self(#number);)
            });
            quote! {
                #docs
                #cfg
                #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Ord, Hash)]
                pub struct #name(#width);

                #cfg
                impl #name {
                    #(#constants)*
                }

                #cfg
                int_flags!(#name(#width));
            }
        }
    }
}

fn variants<T>(values: &[ir::EnumValue<T>]) -> TokenStream {
    let variants = values.iter().map(|value| {
        let (docs, name) = (doc::outer(&value.docs), &value.name);
        quote!(#docs #name,)
    });
    quote!(#(#variants)*)
}
