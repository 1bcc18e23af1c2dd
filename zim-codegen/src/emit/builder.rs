//! The builder: a method per optional parameter, and `build`.

use super::{doc, request};
use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub struct CallRejectBuilder { request: CallReject }
/// impl CallRejectBuilder {
///     pub fn extended_data(mut self, extended_data: impl Into<String>) -> Self { … }
///     pub fn build(self) -> Result<CallReject, Violations> { … }
///     pub fn build_with(mut self, policy: Policy) -> Result<CallReject, Violations> { … }
/// }
/// ```
pub(super) fn items(action: &ir::Action) -> TokenStream {
    let ir::Action { request, builder, .. } = action;
    let setters = action.optional().map(setter);
    let docs = doc::outer(&[format!("Builds a [`{request}`].")]);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct #builder {
            request: #request,
        }

        impl #builder {
            #(#setters)*

            #[doc = " Checks every documented limit."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " Every limit that the request breaks."]
            pub fn build(self) -> Result<#request, Violations> {
                self.build_with(Policy::All)
            }

            #[doc = " Checks the limits that `policy` asks for."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " Every one of them that the request breaks."]
            pub fn build_with(mut self, policy: Policy) -> Result<#request, Violations> {
                self.request.checked = policy.check(&self.request)?;
                Ok(self.request)
            }
        }
    }
}

fn setter(field: &ir::Field) -> TokenStream {
    let name = &field.name;
    let docs = doc::outer(&field.docs);
    let argument = request::argument(&field.kind, &quote!(types::));
    let value = request::converted(field);
    quote! {
        #docs
        pub fn #name(mut self, #name: #argument) -> Self {
            self.request.#name = Some(#value);
            self
        }
    }
}
