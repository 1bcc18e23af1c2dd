//! `service.rs`: the regions, and the names that every request and reply carries.

use super::{doc, literal};
use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub static SERVICE: Service = Service { name: "ZIM", … };
///
/// pub enum Region { #[default] Unified, Shanghai, … }
/// impl Region { pub const ALL: &'static [Self] = …; pub const fn host(self) -> &'static str { … } }
/// impl From<Region> for Endpoint { … }
/// ```
pub(super) fn module(tree: &ir::Tree) -> TokenStream {
    let runtime = &tree.runtime;
    let docs = doc::inner(&tree.service.docs);
    let service = service(&tree.service);
    let region = region(&tree.service);
    quote! {
        #docs
        use #runtime::{CommonParams, Endpoint, EnvelopeKeys, Service};

        #service
        #region
    }
}

fn service(service: &ir::Service) -> TokenStream {
    let ir::Service { name, common, signature_version, envelope, .. } = service;
    let window_seconds = literal::int(service.window_seconds);
    let [action, app_id, nonce, timestamp, version, signature] = common.names();
    let (code, message, request_id) = (&envelope.code, &envelope.message, &envelope.request_id);
    quote! {
        #[doc = " What every request and reply of the service carries."]
        pub static SERVICE: Service = Service {
            name: #name,
            common: CommonParams {
                action: #action,
                app_id: #app_id,
                nonce: #nonce,
                timestamp: #timestamp,
                signature_version: #version,
                signature: #signature,
            },
            signature_version: #signature_version,
            window_seconds: #window_seconds,
            envelope: EnvelopeKeys { code: #code, message: #message, request_id: #request_id },
        };
    }
}

fn region(service: &ir::Service) -> TokenStream {
    let variants: Vec<_> = service.regions.iter().map(|region| &region.variant).collect();
    let hosts: Vec<_> = service.regions.iter().map(|region| &region.host).collect();
    let docs: Vec<_> = service.regions.iter().map(|region| doc::outer(&region.docs)).collect();
    let defaults = std::iter::once(quote!(#[default])).chain(std::iter::repeat(TokenStream::new()));
    let defaults = defaults.take(variants.len());
    quote! {
        #[doc = " Where the service is reached: take the region nearest to the backend."]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Region {
            #(#docs #defaults #variants,)*
        }

        impl Region {
            #[doc = " Every region; the default is the first."]
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            #[doc = " The region's host, without scheme or port."]
            #[must_use]
            pub const fn host(self) -> &'static str {
                match self {
                    #(Self::#variants => #hosts,)*
                }
            }
        }

        impl From<Region> for Endpoint {
            fn from(region: Region) -> Self {
                Self::https(region.host())
            }
        }
    }
}
