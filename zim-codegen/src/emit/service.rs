//! `service.rs`: the regions, the names that every request and reply carries, and the plain reply.

use super::scope::Scope;
use super::{checks, doc, literal, reply};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use zim_spec::model::Envelope;

/// ```text
/// pub static SERVICE: Service = Service { name: "ZIM", … };
///
/// pub const fn get(name: &'static str) -> ActionInfo { … }
/// pub const fn post(name: &'static str) -> ActionInfo { … }
///
/// pub enum Region { #[default] Unified, Shanghai, … }
/// impl Region { pub const ALL: &'static [Self] = …; pub const fn host(self) -> &'static str { … } }
/// impl From<Region> for Endpoint { … }
///
/// pub struct Ack { … }
/// ```
pub(super) fn module(tree: &ir::Tree) -> TokenStream {
    let runtime = &tree.runtime;
    let docs = doc::inner(&tree.service.docs);
    let service = service(&tree.service);
    let info = info(&tree.service);
    let codes = matches!(tree.service.parameter_code, ir::CodeRef::Constant(_)).then(|| {
        quote!(
            use super::codes;
        )
    });
    let region = region(&tree.service);
    let ack = ack(tree);
    quote! {
        #docs
        #codes
        use #runtime::*;

        #service
        #info
        #region
        #ack
    }
}

/// The reply of actions that answer nothing of their own.
fn ack(tree: &ir::Tree) -> TokenStream {
    let name = format_ident!("Ack").into();
    let docs =
        doc::outer(&["What is answered to a request that succeeded where there is nothing more to say.".to_owned()]);
    let structure = reply::structure(&name, &docs, &tree.service.ack, Scope::Leaf);
    quote! {
        #structure
        reply!(#name);
    }
}

/// `EnvelopeKeys { code: "Code", message: "Message", request_id: Some("RequestId") }`
pub(super) fn envelope_keys(envelope: &Envelope) -> TokenStream {
    let Envelope { code, message, request_id, .. } = envelope;
    let request_id = match request_id {
        Some(request_id) => quote!(Some(#request_id)),
        None => quote!(None),
    };
    quote!(EnvelopeKeys { code: #code, message: #message, request_id: #request_id })
}

fn service(service: &ir::Service) -> TokenStream {
    let ir::Service { name, common, signature_version, envelope, .. } = service;
    let window_seconds = literal::int(service.window_seconds);
    let [action, app_id, nonce, timestamp, version, signature] = common.names();
    let envelope = envelope_keys(envelope);
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
            envelope: #envelope,
        };
    }
}

/// What all actions with one method have in common.
fn info(service: &ir::Service) -> TokenStream {
    let code = checks::code_ref(&service.parameter_code);
    let functions = [("get", "Get", "GET"), ("post", "Post", "POST")].map(|(function, method, shown)| {
        let (function, method) = (format_ident!("{function}"), format_ident!("{method}"));
        let docs = doc::outer(&[format!("Facts about the action `name`, which is called with {shown}.")]);
        quote! {
            #docs
            #[must_use]
            pub const fn #function(name: &'static str) -> ActionInfo {
                ActionInfo::new(name, &SERVICE, Method::#method, #code)
            }
        }
    });
    quote!(#(#functions)*)
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
                Self::region(region.host())
            }
        }
    }
}
