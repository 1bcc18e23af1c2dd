//! `codes.rs`: a constant per return code, and the table of what each means.

use super::{doc, literal};
use crate::ir;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use zim_spec::model::{Layer, ReturnCode};

/// ```text
/// /// 660900005: The call has ended. Nothing to do.
/// pub const CALL_ENDED: Code = Code::new(660_900_005);
/// …
/// pub static TABLE: &[CodeInfo] = &[
///     CodeInfo::new(CALL_ENDED, "CallEnded", Layer::Business, Recovery::NothingToDo)
///         .means("The call has ended.", "呼叫已经结束")
///         .advises("Nothing to do."),
/// ];
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
        use #runtime::*;

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
    let (docs, name, number) = (doc::outer(&code.docs), &code.constant, literal::int(code.info.code));
    quote! {
        #docs
        pub const #name: Code = Code::new(#number);
    }
}

/// `CodeInfo::new(CALL_ENDED, "CallEnded", …).means("…", "…").advises("…")`
pub(super) fn row(code: impl ToTokens, info: &ReturnCode) -> TokenStream {
    let ReturnCode { name, meaning, meaning_zh, advice, .. } = info;
    let (layer, recovery) = (layer(info.layer), format_ident!("{}", info.recovery.name()));
    quote! {
        CodeInfo::new(#code, #name, Layer::#layer, Recovery::#recovery)
            .means(#meaning, #meaning_zh)
            .advises(#advice)
    }
}

fn layer(layer: Layer) -> Ident {
    match layer {
        Layer::Gateway => format_ident!("Gateway"),
        Layer::Public => format_ident!("Public"),
        _ => format_ident!("Business"),
    }
}
