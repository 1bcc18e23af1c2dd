//! Where emitted code stands: how it names types, what it must import, and which features it needs.

use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// The module that code is emitted into.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    /// A file of an action or callback, two levels below the root.
    Leaf,
    /// The file `home` of the `types` module.
    Types(&'a ir::Ident),
}

impl Scope<'_> {
    /// `types::ConvType`; inside the `types` module `super::ConvType`, or `ConvType` where it lies.
    pub(super) fn path(self, of: &ir::Shared) -> TokenStream {
        let name = &of.name;
        match self {
            Self::Leaf => quote!(types::#name),
            Self::Types(home) if *home == of.home => quote!(#name),
            Self::Types(_) => quote!(super::#name),
        }
    }
}

/// Imports of all that a file may need, as far as it exists; [`render`](crate::render) leaves out what a file does not need.
///
/// ```text
/// use super::super::{codes, service, types};
/// use crate::runtime::*;
/// ```
pub(super) fn uses(tree: &ir::Tree) -> TokenStream {
    let runtime = &tree.runtime;
    let types = (!tree.types.is_empty()).then(|| quote!(, types));
    quote! {
        use super::super::{codes, service #types};
        use #runtime::*;
    }
}

/// `#[cfg(feature = "call")]`, `#[cfg(any(feature = "call", feature = "group"))]`, or nothing.
pub(super) fn cfg(features: &ir::Features) -> TokenStream {
    if features.is_empty() {
        return TokenStream::new();
    }
    let any = any(features);
    quote!(#[cfg(#any)])
}

/// `feature = "call"`, or `any(feature = "call", feature = "group")`.
pub(super) fn any(features: &[String]) -> TokenStream {
    match features {
        [feature] => quote!(feature = #feature),
        features => quote!(any(#(feature = #features),*)),
    }
}
