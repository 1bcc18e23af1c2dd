//! The request: its fields, how it is begun, what it states to the runtime.

use super::scope::Scope;
use super::{batch, building, doc, literal, visit};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use zim_spec::model::{Method, RateLimit, RateScope, RateUnit};

/// ```text
/// pub struct CallReject { pub from_user_id: String, … }
/// impl CallReject { pub fn builder(…) -> Self { … } }
/// request! { CallReject, hidden: extended_data(text) = "ExtendedData" }
/// impl Action for CallReject { type Reply = …; type Error = …; const INFO … fn visit … }
/// ```
/// and, where there are pages or a list that can be split, `impl Paged for …` and `batch! { … }`.
pub(super) fn items(action: &ir::Action) -> TokenStream {
    let ir::Action { request, reply, error, fields, .. } = action;
    let docs = doc::outer(&action.docs);
    let members = building::members(fields, Scope::Leaf);
    let hides = building::is_sensitive(fields);
    let derived_debug = (!hides).then(|| quote!(Debug,));
    let begins = if building::requires_nothing(fields) {
        "Begins a request; ZIM requires no parameter."
    } else {
        "Begins a request with what ZIM requires."
    };
    let builder = building::constructor(&format_ident!("builder"), begins, fields, Scope::Leaf);
    let call = building::call(&format_ident!("request"), request, fields, Scope::Leaf);
    let next_page = batch::next_page(action);
    let info = info(action);
    let visit = visit::method(fields, &action.rules, Scope::Leaf);
    let failures = batch::failures(action);
    let (paged, split) = (batch::paged(action), batch::split(action));
    quote! {
        #docs
        #[derive(Clone, #derived_debug PartialEq)]
        #[must_use = "a request does nothing until it is built and sent"]
        #[non_exhaustive]
        pub struct #request {
            #members
        }

        impl #request {
            #builder
            #next_page
        }

        #call

        impl Action for #request {
            type Reply = #reply;
            type Error = #error;

            const INFO: &'static ActionInfo = #info;

            #visit
            #failures
        }

        #paged
        #split
    }
}

/// `&service::get("CallReject").rates(&[…]).source("…")`
fn info(action: &ir::Action) -> TokenStream {
    let ir::Action { wire_name, page, .. } = action;
    let method = match action.method {
        Method::Get => format_ident!("get"),
        Method::Post => format_ident!("post"),
    };
    let in_body = action.in_body.then(|| quote!(.in_body()));
    let host = action.host.as_ref().map(|host| quote!(.host(#host)));
    let envelope = action.envelope.as_ref().map(|envelope| {
        let keys = super::service::envelope_keys(envelope);
        quote!(.envelope(#keys))
    });
    let rates = action.rate_limits.iter().map(rate);
    let rates = (!action.rate_limits.is_empty()).then(|| quote!(.rates(&[#(#rates),*])));
    let repeatable = action.repeatable.then(|| quote!(.repeatable()));
    quote! {
        &service::#method(#wire_name)
            #in_body #host #envelope #rates #repeatable .source(#page)
    }
}

/// `RateLimit::app(20, 1).per("GroupId").counting("MsgSeqList")`
fn rate(rate: &RateLimit) -> TokenStream {
    let (count, window_seconds) = (literal::int(rate.count), literal::int(rate.window_seconds));
    let per = match &rate.scope {
        RateScope::Param(param) => Some(quote!(.per(#param))),
        _ => None,
    };
    let counting = match &rate.counts {
        RateUnit::Items(list) => Some(quote!(.counting(#list))),
        _ => None,
    };
    quote!(RateLimit::app(#count, #window_seconds) #per #counting)
}
