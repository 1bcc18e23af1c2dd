//! `codes.rs`: a constant per return code, and the table of what each means.

use super::{doc, literal};
use crate::ir;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use zim_spec::model::{Layer, ReturnCode};

/// ```text
/// /// 660900005: The call has ended. Nothing to do.
/// pub const CALL_ENDED: Code = Code::new(660_900_005);
/// …
/// static TABLE: &[CodeInfo] = &[CodeInfo { code: CALL_ENDED, name: "CallEnded", … }];
/// ```
pub(super) fn module(tree: &ir::Tree) -> TokenStream {
    let runtime = &tree.runtime;
    let docs = doc::inner(&[
        "Return codes: a constant for each, and what it means.".to_owned(),
        "Codes arrive inside HTTP 200. A code that is not listed here keeps its number.".to_owned(),
    ]);
    let constants = tree.codes.iter().map(constant);
    let rows = tree.codes.iter().map(|code| row(&code.constant, &code.info));
    quote! {
        #docs
        use #runtime::{Code, CodeInfo, Layer, Recovery, find};

        #(#constants)*

        #[doc = " What `code` means, if it is documented."]
        #[must_use]
        pub fn info(code: Code) -> Option<&'static CodeInfo> {
            find(TABLE, code)
        }

        #[doc = " Every documented code, in order of its number."]
        pub static TABLE: &[CodeInfo] = &[#(#rows),*];
    }
}

fn constant(code: &ir::Code) -> TokenStream {
    let docs = doc::outer(&code.docs);
    let name = &code.constant;
    let number = literal::int(code.info.code);
    quote! {
        #docs
        pub const #name: Code = Code::new(#number);
    }
}

/// `CodeInfo { code: …, name: "CallEnded", … }`. Needs `Layer` and `Recovery` in scope.
pub(super) fn row(code: impl quote::ToTokens, info: &ReturnCode) -> TokenStream {
    let ReturnCode { name, meaning, meaning_zh, advice, .. } = info;
    let layer = layer(info.layer);
    let recovery = recovery(info);
    quote! {
        CodeInfo {
            code: #code,
            name: #name,
            meaning: #meaning,
            meaning_zh: #meaning_zh,
            advice: #advice,
            layer: Layer::#layer,
            recovery: Recovery::#recovery,
        }
    }
}

fn layer(layer: Layer) -> Ident {
    match layer {
        Layer::Gateway => format_ident!("Gateway"),
        Layer::Public => format_ident!("Public"),
        _ => format_ident!("Business"),
    }
}

fn recovery(info: &ReturnCode) -> Ident {
    format_ident!("{}", info.recovery.name())
}
