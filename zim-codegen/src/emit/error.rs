//! The error enum: a variant per code that the action's page lists.

use super::{checks, codes, doc};
use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub enum CallRejectError { CallEnded, …, Unlisted(Code) }
/// impl ErrorKind for CallRejectError { fn from_code … fn code … fn info … }
/// impl std::fmt::Display for CallRejectError { … }
/// impl std::error::Error for CallRejectError {}
/// ```
pub(super) fn items(action: &ir::Action) -> TokenStream {
    let ir::Action { request, error, .. } = action;
    let names: Vec<_> = action.variants.iter().map(|variant| &variant.name).collect();
    let constants: Vec<_> = action.variants.iter().map(|variant| checks::constant_ref(&variant.constant)).collect();
    let docs: Vec<_> = action.variants.iter().map(variant_docs).collect();
    let enum_docs = doc::outer(&[format!("Why ZIM refused a [`{request}`]: the codes that its page lists.")]);
    let (overrides, info) = info(action);
    let from_code = if names.is_empty() {
        quote!(Self::Unlisted(code))
    } else {
        quote! {
            match code {
                #(#constants => Self::#names,)*
                _ => Self::Unlisted(code),
            }
        }
    };
    quote! {
        #enum_docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #error {
            #(#docs #names,)*
            #[doc = " A code that the page does not list: the gateway's, or one newer than this crate."]
            Unlisted(Code),
        }

        impl ErrorKind for #error {
            fn from_code(code: Code) -> Self {
                #from_code
            }

            fn code(self) -> Code {
                match self {
                    #(Self::#names => #constants,)*
                    Self::Unlisted(code) => code,
                }
            }

            fn info(self) -> Option<&'static CodeInfo> {
                #info
            }
        }

        #overrides

        impl std::fmt::Display for #error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                fmt_kind(self, f)
            }
        }

        impl std::error::Error for #error {}
    }
}

fn variant_docs(variant: &ir::Variant) -> TokenStream {
    doc::outer(variant.docs.as_slice())
}

fn info(action: &ir::Action) -> (TokenStream, TokenStream) {
    if action.overrides.is_empty() {
        return (TokenStream::new(), quote!(codes::info(self.code())));
    }
    let rows = action.overrides.iter().map(|row| codes::row(checks::constant_ref(&row.constant), &row.info));
    let overrides = quote! {
        #[doc = " What this action means by a code, where that differs."]
        static OVERRIDES: &[CodeInfo] = &[#(#rows),*];
    };
    (overrides, quote!(find(OVERRIDES, self.code()).or_else(|| codes::info(self.code()))))
}
