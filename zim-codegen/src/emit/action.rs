//! One action's module: request, reply, error enum, in that order.

use super::{doc, error, reply, request, scope};
use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// The whole file, ready to print.
///
/// ```text
/// //! `CallReject`: Reject a call invitation on behalf of a user.
/// use super::super::{codes, service, types};
/// use crate::runtime::*;
///
/// pub struct CallReject { … }
/// impl Action for CallReject { … }
/// pub type CallRejectReply = service::Ack;
/// pub enum CallRejectError { … }
/// ```
pub(super) fn module(tree: &ir::Tree, action: &ir::Action) -> TokenStream {
    let docs = doc::inner(&[format!("`{}`: {}", action.wire_name, action.summary)]);
    let (request, reply, error) = (request::items(action), reply::items(action), error::items(action));
    let body = quote! {
        #request
        #reply
        #error
    };
    let uses = scope::uses(tree, &body);
    quote! {
        #docs
        #uses
        #body
    }
}
