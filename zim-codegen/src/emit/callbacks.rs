//! `callbacks/…`: a struct for each event, and an enum of all.

use super::scope::{self, Scope, cfg};
use super::{doc, literal, reply, structs};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// ```text
/// mod call_accept;
///
/// pub use call_accept::CallAccept;
///
/// pub static CALLBACKS: CallbackService = CallbackService { … };
///
/// pub enum Event { CallAccept(CallAccept), …, Unknown(Notice) }
/// impl Event { pub fn read(notice: &Notice) -> Result<Self, CallbackError> { … } }
/// ```
pub(super) fn root(tree: &ir::Tree, service: &ir::CallbackService) -> TokenStream {
    let runtime = &tree.runtime;
    let docs = doc::inner(&service.docs);
    let modules = service.callbacks.iter().map(|callback| &callback.module);
    let uses = service.callbacks.iter().map(|callback| {
        let (module, name) = (&callback.module, &callback.name);
        match &callback.answer {
            Some(ir::Answer { name: answer, .. }) => quote!(pub use #module::{#name, #answer};),
            None => quote!(pub use #module::#name;),
        }
    });
    let names: Vec<_> = service.callbacks.iter().map(|callback| &callback.name).collect();
    let variant_docs = service.callbacks.iter().map(|callback| doc::outer(std::slice::from_ref(&callback.summary)));
    let facts = facts(service);
    quote! {
        #docs
        #(mod #modules;)*
        #(#uses)*

        use #runtime::*;

        #facts

        #[doc = " What happened."]
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Event {
            #(#variant_docs #names(#names),)*
            #[doc = " An event that the documentation does not list: its name, and the JSON that it came as."]
            Unknown(Notice),
        }

        impl Event {
            #[doc = " Reads the event of `notice`; it is as genuine as the notice was found to be."]
            #[inline]
            pub fn read(notice: &Notice) -> Result<Self, CallbackError> {
                let event = match notice.event() {
                    #(#names::EVENT => Self::#names(notice.read()?),)*
                    _ => Self::Unknown(notice.clone()),
                };
                Ok(event)
            }
        }
    }
}

fn facts(service: &ir::CallbackService) -> TokenStream {
    let [app_id, event, nonce, timestamp, signature] = service.fields.names();
    let retries = retries(&service.retries_ms);
    quote! {
        #[doc = " What every callback carries, and when it is sent again."]
        pub static CALLBACKS: CallbackService = CallbackService {
            fields: CallbackFields {
                app_id: #app_id,
                event: #event,
                nonce: #nonce,
                timestamp: #timestamp,
                signature: #signature,
            },
            retries_ms: #retries,
        };
    }
}

fn retries(retries_ms: &[u32]) -> TokenStream {
    let retries = retries_ms.iter().map(|ms| literal::int(*ms));
    quote!(&[#(#retries),*])
}

/// ```text
/// pub struct CallAccept { pub call_id: String, … }
/// impl Callback for CallAccept { const EVENT: &'static str = "call_accept"; }
///
/// pub struct CallAcceptAnswer { … }
/// impl Answered for CallAccept { type Answer = CallAcceptAnswer; }
/// ```
pub(super) fn file(tree: &ir::Tree, callback: &ir::Callback) -> TokenStream {
    let ir::Callback { name, event, .. } = callback;
    let docs = doc::inner(&[format!("`{event}`: {}", callback.summary)]);
    let structure = reply::structure(name, &doc::outer(&callback.docs), &callback.fields, Scope::Leaf);
    let own_retries = callback.retries_ms.as_ref().map(|retries_ms| {
        let retries = retries(retries_ms);
        quote!(const RETRIES_MS: Option<&'static [u32]> = Some(#retries);)
    });
    let answer = callback.answer.as_ref().map(|answer| {
        let (structure, answer) = (structs::answer(answer), &answer.name);
        quote! {
            #structure

            impl Answered for #name {
                type Answer = #answer;
            }
        }
    });
    let body = quote! {
        #structure

        impl Callback for #name {
            const EVENT: &'static str = #event;
            #own_retries
        }

        #answer
    };
    let uses = scope::uses(tree);
    quote! {
        #docs
        #uses
        #body
    }
}

/// `#[cfg(feature = "callbacks")] pub mod callbacks;`
pub(super) fn declaration(service: &ir::CallbackService) -> TokenStream {
    let (cfg, module) = (cfg(&service.features), format_ident!("callbacks"));
    quote!(#cfg pub mod #module;)
}
