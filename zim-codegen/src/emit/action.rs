//! One action's module: request, reply, error enum, in that order.

use super::{error, reply, request, scope};
use crate::ir;
use proc_macro2::TokenStream;

/// The whole file, ready to print.
///
/// ```text
/// use super::super::{codes, service, types};
/// use crate::runtime::*;
///
/// pub struct CallReject { … }
/// impl Action for CallReject { … }
/// pub type CallRejectReply = service::Ack;
/// pub enum CallRejectError { … }
/// ```
pub(super) fn module(tree: &ir::Tree, action: &ir::Action) -> TokenStream {
    // Collected, not quoted, which would copy every token.
    let body = [request::items(action), reply::items(action), error::items(action)];
    [scope::uses(tree)].into_iter().chain(body).collect()
}
