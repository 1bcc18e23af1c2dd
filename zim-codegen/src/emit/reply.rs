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
    let ty = request::owned(kind, &quote!(types::));
    let ty = if *optional { quote!(Option<#ty>) } else { ty };
    let attributes = if may_lack {
        let with = path_text(runtime, "lenient::text_or_empty");
        quote!(rename = #wire, default, deserialize_with = #with)
    } else {
        decoding(runtime, wire, kind, *optional)
    };
    quote! {
        #docs
        #[serde(#attributes)]
        pub #name: #ty,
    }
}

/// What serde is told of a field: its name, how it is read, and what it is when it is absent.
pub(super) fn decoding(runtime: &syn::Path, wire: &str, kind: &ir::Kind, optional: bool) -> TokenStream {
    let with = decoder(kind, optional).map(|decoder| {
        let path = path_text(runtime, &decoder);
        quote!(, deserialize_with = #path)
    });
    let default = (optional || matches!(kind, ir::Kind::Many(_))).then(|| quote!(, default));
    let skip = optional.then(|| quote!(, skip_serializing_if = "Option::is_none"));
    quote!(rename = #wire #default #with #skip)
}

/// The function of the runtime that reads a value of this kind; structs read themselves.
fn decoder(kind: &ir::Kind, optional: bool) -> Option<String> {
    let name = match kind {
        ir::Kind::One(ir::Item::Text) => "text",
        ir::Kind::One(ir::Item::Bool) => "boolean",
        ir::Kind::One(ir::Item::Int(_) | ir::Item::Enum(_)) => "int",
        ir::Kind::Many(ir::Item::Text) => "texts",
        ir::Kind::Many(ir::Item::Bool) => "booleans",
        ir::Kind::Many(ir::Item::Int(_) | ir::Item::Enum(_)) => "ints",
        ir::Kind::Many(ir::Item::Struct(_)) => "items",
        ir::Kind::One(ir::Item::Struct(_)) => return None,
    };
    Some(if optional { format!("lenient::optional_{name}") } else { format!("lenient::{name}") })
}

/// `crate::runtime::lenient::text` as serde's attributes want it: a text.
pub(super) fn path_text(runtime: &syn::Path, rest: &str) -> String {
    let path: String = runtime.to_token_stream().to_string().split_whitespace().collect();
    format!("{path}::{rest}")
}
