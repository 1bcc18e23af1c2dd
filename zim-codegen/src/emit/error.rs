//! The error enum: a variant per code that the action's page lists.

use super::{codes, doc};
use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub enum CallRejectError { CallEnded, …, Unlisted(Code) }
///
/// static OVERRIDES: &[CodeInfo] = &[…];
///
/// refusals! { CallRejectError, codes, reply OVERRIDES: CallEnded = CALL_ENDED, … }
/// ```
pub(super) fn items(action: &ir::Action) -> TokenStream {
    let ir::Action { request, error, .. } = action;
    let names: Vec<_> = action.refusals.iter().map(|refusal| &refusal.name).collect();
    let constants = action.refusals.iter().map(|refusal| &refusal.constant);
    let docs = action.refusals.iter().map(|refusal| doc::outer(&refusal.docs));
    let enum_docs =
        doc::outer(&[format!("Why {} [`{request}`] was refused: the codes that its page lists.", action.article)]);
    let (reply, item) = (!action.overrides.is_empty(), !action.item_overrides.is_empty());
    let overrides = reply.then(|| {
        let rows = action.overrides.iter().map(row);
        quote! {
            #[doc = " What this action means by a code, where that differs."]
            static OVERRIDES: &[CodeInfo] = &[#(#rows),*];
        }
    });
    let item_overrides = item.then(|| {
        let rows = action.item_overrides.iter().map(row);
        quote! {
            #[doc = " What this action means by the code of an item, where that differs once more."]
            static ITEM_OVERRIDES: &[CodeInfo] = &[#(#rows),*];
        }
    });
    let (reply, item) = (reply.then(|| quote!(, reply OVERRIDES)), item.then(|| quote!(, item ITEM_OVERRIDES)));
    quote! {
        #enum_docs
        #[derive(Clone, Copy, Debug, PartialEq, Hash)]
        #[non_exhaustive]
        pub enum #error {
            #(#docs #names,)*
            #[doc = " A code that the page does not list: the gateway's, or one newer than this crate."]
            Unlisted(Code),
        }

        #overrides
        #item_overrides

        refusals! { #error, codes #reply #item: #(#names = #constants),* }
    }
}

fn row(row: &ir::Override) -> TokenStream {
    let constant = &row.constant;
    codes::row(quote!(codes::#constant), &row.info)
}
