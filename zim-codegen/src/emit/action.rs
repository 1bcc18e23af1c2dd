//! One action's module: request, builder, checks, wire parameters, reply, error enum, in that order.

use super::{builder, checks, doc, error, literal, reply, request, wire};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use zim_spec::model::{Method, RateLimit, RateScope};

/// The whole file, ready to print.
pub(super) fn module(tree: &ir::Tree, action: &ir::Action) -> TokenStream {
    let docs = doc::inner(&[format!("`{}`: {}", action.wire_name, action.summary)]);
    let uses = uses(tree, action);
    let request = request::items(action);
    let builder = builder::items(action);
    let wiring = wiring(action);
    let info = info(action);
    let reply = reply::items(tree, action);
    let error = error::items(action);
    quote! {
        #docs
        #uses
        #request
        #builder
        #wiring
        #info
        #reply
        #error
    }
}

/// Exactly what the file needs: an unused import would be a warning in somebody's build.
fn uses(tree: &ir::Tree, action: &ir::Action) -> TokenStream {
    let runtime = &tree.runtime;
    let layer = (!action.overrides.is_empty()).then(|| quote!(Layer,));
    let recovery = (!action.overrides.is_empty()).then(|| quote!(Recovery, find,));
    let rates = (!action.rate_limits.is_empty()).then(|| quote!(RateLimit, RateScope,));
    let redacted = action.fields.iter().any(|field| field.sensitive).then(|| quote!(Redacted,));
    let types = uses_types(action).then(|| quote!(, types));
    // Somebody else's crate need not depend on serde: the runtime hands it on.
    let serde = if tree.runtime_is_ours() { quote!(serde) } else { quote!(#runtime::serde) };
    quote! {
        use super::super::{codes, service #types};
        use #runtime::{
            Action, ActionInfo, Check, Checked, Code, CodeInfo, ErrorKind, #layer Method, Policy, #rates #recovery #redacted
            Reply, Request, Violations, Wire, fmt_kind,
        };
        use #serde::{Deserialize, Serialize};
    }
}

fn uses_types(action: &ir::Action) -> bool {
    let sent = action.fields.iter().map(|field| &field.kind);
    let mut kinds = sent.chain(action.reply_fields.iter().map(|field| &field.kind));
    if kinds.any(|kind| matches!(kind.item(), ir::Item::Enum(_) | ir::Item::Struct(_))) {
        return true;
    }
    action.fields.iter().flat_map(|field| [&field.check, &field.item_check]).any(|checks| match checks {
        ir::Checks::None => false,
        ir::Checks::Named(_) => true,
        ir::Checks::Inline(limits) => limits.iter().any(|limit| matches!(limit.call, ir::LimitCall::Charset(_))),
    })
}

/// What ties the request to the runtime.
///
/// ```text
/// impl Request for CallReject { fn info … fn checked … fn check … fn write … }
/// impl Action for CallReject { type Reply = CallRejectReply; type Error = CallRejectError; const INFO … }
/// ```
fn wiring(action: &ir::Action) -> TokenStream {
    let ir::Action { request, reply, error, .. } = action;
    let checks = checks::body(&action.fields, &quote!(types::));
    let writes = wire::body(&action.fields);
    let check = if checks::any(&action.fields) { format_ident!("check") } else { format_ident!("_check") };
    let wire = if action.fields.is_empty() { format_ident!("_wire") } else { format_ident!("wire") };
    quote! {
        impl Request for #request {
            fn info(&self) -> &'static ActionInfo {
                &INFO
            }

            fn checked(&self) -> Checked {
                self.checked
            }

            fn check(&self, #check: &mut Check<'_>) {
                #checks
            }

            fn write(&self, #wire: &mut Wire<'_>) {
                #writes
            }
        }

        impl Action for #request {
            type Reply = #reply;
            type Error = #error;

            const INFO: &'static ActionInfo = &INFO;
        }
    }
}

fn info(action: &ir::Action) -> TokenStream {
    let ir::Action { wire_name, page, .. } = action;
    let method = match action.method {
        Method::Get => format_ident!("Get"),
        Method::Post => format_ident!("Post"),
    };
    let parameter_code = checks::code_ref(&action.parameter_code);
    let rates = action.rate_limits.iter().map(rate);
    quote! {
        static INFO: ActionInfo = ActionInfo {
            name: #wire_name,
            service: &service::SERVICE,
            method: Method::#method,
            parameter_code: #parameter_code,
            rate_limits: &[#(#rates),*],
            source: #page,
        };
    }
}

fn rate(rate: &RateLimit) -> TokenStream {
    let count = literal::int(rate.count);
    let window_seconds = literal::int(rate.window_seconds);
    let scope = match rate.scope {
        RateScope::Group => format_ident!("Group"),
        RateScope::Room => format_ident!("Room"),
        _ => format_ident!("App"),
    };
    quote!(RateLimit { count: #count, window_seconds: #window_seconds, scope: RateScope::#scope })
}
