//! Where emitted code stands: how it names types, what it must import, and which features it needs.

use crate::ir;
use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// The module that code is emitted into.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    /// A file of an action or callback, two levels below the root.
    Leaf,
    /// The file `home` of the `types` module.
    Types(&'a Ident),
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

/// Imports of just what `body` needs: an unused one would be a warning in somebody's build.
///
/// ```text
/// use super::super::{codes, service, types};
/// use crate::runtime::*;
/// ```
pub(super) fn uses(tree: &ir::Tree, body: &TokenStream) -> TokenStream {
    let runtime = &tree.runtime;
    let modules = ["codes", "service", "types"].into_iter().filter(|module| mentions(body, module));
    let modules: Vec<Ident> = modules.map(|module| format_ident!("{module}")).collect();
    let modules = match modules.as_slice() {
        [] => TokenStream::new(),
        [module] => quote!(use super::super::#module;),
        modules => quote!(use super::super::{#(#modules),*};),
    };
    quote! {
        #modules
        use #runtime::*;
    }
}

/// Whether `tokens` have a path that starts with `module`, or hand that module to a macro, as `refusals!` takes
/// `codes`.
fn mentions(tokens: &TokenStream, module: &str) -> bool {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let at = |index: usize| trees.get(index);
    trees.iter().enumerate().any(|(index, tree)| match tree {
        TokenTree::Group(group) => mentions(&group.stream(), module),
        TokenTree::Ident(ident) if *ident == module => {
            let before = |distance| index.checked_sub(distance).and_then(at);
            let inside_path = is_joint_colon(before(2)) && is_colon(before(1));
            let starts_path = is_joint_colon(at(index + 1)) && is_colon(at(index + 2));
            let handed_over = is_comma(before(1)) && module == "codes";
            (starts_path && !inside_path) || (handed_over && !starts_path && is_colon_or_comma(at(index + 1)))
        }
        _ => false,
    })
}

fn is_joint_colon(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
}

fn is_colon(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

fn is_comma(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == ',')
}

fn is_colon_or_comma(tree: Option<&TokenTree>) -> bool {
    is_comma(tree) || is_colon(tree)
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
