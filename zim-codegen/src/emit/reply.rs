//! The reply: its fields, decoded leniently.

use super::{doc, request};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// ```text
/// #[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
/// #[non_exhaustive]
/// pub struct CallRejectReply {
///     #[serde(rename = "Code", deserialize_with = "crate::runtime::lenient::code")]
///     code: Code,
///     #[serde(rename = "Message", default, deserialize_with = "crate::runtime::lenient::text_or_empty")]
///     pub message: String,
///     …
/// }
/// impl Reply for CallRejectReply { fn code(&self) -> Code { self.code } }
/// ```
pub(super) fn items(tree: &ir::Tree, action: &ir::Action) -> TokenStream {
    let ir::Action { request, reply, reply_code, .. } = action;
    let runtime = &tree.runtime;
    let serde_path =
        (!tree.runtime_is_ours()).then(|| path_text(runtime, "serde")).map(|path| quote!(#[serde(crate = #path)]));
    let code_with = path_text(runtime, "lenient::code");
    let docs = doc::outer(&[format!("What ZIM answers to a [`{request}`] that succeeded.")]);
    let fields =
        action.reply_fields.iter().enumerate().map(|(at, field)| reply_field(runtime, field, at < ENVELOPE_TEXTS));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
        #serde_path
        #[non_exhaustive]
        pub struct #reply {
            #[serde(rename = #reply_code, deserialize_with = #code_with)]
            code: Code,
            #(#fields)*
        }

        impl Reply for #reply {
            fn code(&self) -> Code {
                self.code
            }
        }
    }
}

/// The message and the request id come first, and either may be left out.
const ENVELOPE_TEXTS: usize = 2;

fn reply_field(runtime: &syn::Path, field: &ir::ReplyField, may_lack: bool) -> TokenStream {
    let ir::ReplyField { name, wire, kind, optional, docs } = field;
    let docs = doc::outer(docs);
    let ty = request::owned(*kind);
    let ty = if *optional { quote!(Option<#ty>) } else { ty };
    let decoder = if may_lack { "lenient::text_or_empty".to_owned() } else { decoder(*kind, *optional) };
    let with = path_text(runtime, &decoder);
    let default = (*optional || may_lack || matches!(kind, ir::Kind::Many(_))).then(|| quote!(default,));
    let skip = optional.then(|| quote!(, skip_serializing_if = "Option::is_none"));
    quote! {
        #docs
        #[serde(rename = #wire, #default deserialize_with = #with #skip)]
        pub #name: #ty,
    }
}

/// The function of the runtime that reads a value of this kind.
fn decoder(kind: ir::Kind, optional: bool) -> String {
    let name = match kind {
        ir::Kind::One(ir::Item::Text) => "text",
        ir::Kind::One(ir::Item::Bool) => "boolean",
        ir::Kind::One(ir::Item::Int(_)) => "int",
        ir::Kind::Many(ir::Item::Text) => "texts",
        ir::Kind::Many(ir::Item::Bool) => "booleans",
        ir::Kind::Many(ir::Item::Int(_)) => "ints",
    };
    if optional { format!("lenient::optional_{name}") } else { format!("lenient::{name}") }
}

fn path_text(runtime: &syn::Path, rest: &str) -> String {
    let path: String = runtime.to_token_stream().to_string().split_whitespace().collect();
    format!("{path}::{rest}")
}
