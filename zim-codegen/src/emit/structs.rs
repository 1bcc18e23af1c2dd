//! Structs of the spec, as Rust types of the `types` module, and answers to callbacks.

use super::scope::{Scope, cfg};
use super::{building, doc, reply, visit};
use crate::ir;
use crate::ir::Ident;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// What is sent:
/// ```text
/// pub struct UserInfo { pub user_id: String, pub user_name: Option<String> }
/// impl UserInfo { pub fn new(user_id: …) -> Self { … } }
/// part! { UserInfo: user_name(text) = "UserName" }
/// impl Part for UserInfo { fn visit(&self, p: &mut Params<'_>) { … } }
/// ```
/// What is received is as [`reply::structure`] has it; what is both has both.
pub(super) fn items(of: &ir::Struct, scope: Scope<'_>) -> TokenStream {
    let (docs, cfg) = (doc::outer(&of.docs), cfg(&of.features));
    let items = match (&of.sent, &of.received) {
        (None, None) => TokenStream::new(),
        (None, Some(fields)) => reply::structure(&of.name, &docs, fields, scope),
        (Some(fields), received) => {
            let decoding = received.as_ref().map(|received| Decoding {
                members: reply::members(received, scope),
                received: reply::received(&of.name, received),
            });
            sent(&of.name, &docs, fields, &of.rules, decoding, scope)
        }
    };
    each_under(&cfg, items)
}

/// What a struct has that is received as well.
struct Decoding {
    members: TokenStream,
    received: TokenStream,
}

/// An answer to a callback: a struct that is sent, with its JSON.
pub(super) fn answer(answer: &ir::Answer) -> TokenStream {
    let ir::Answer { name, docs, fields } = answer;
    let structure = sent(name, &doc::outer(docs), fields, &[], None, Scope::Leaf);
    quote! {
        #structure

        impl #name {
            #[doc = " The body of the response."]
            #[must_use]
            #[inline]
            pub fn to_json(&self) -> String {
                to_json(self)
            }
        }
    }
}

fn sent(
    name: &Ident,
    docs: &TokenStream,
    fields: &[ir::Field],
    rules: &[ir::Rule],
    decoding: Option<Decoding>,
    scope: Scope<'_>,
) -> TokenStream {
    let hides = building::is_sensitive(fields);
    let derived_debug = (!hides).then(|| quote!(Debug,));
    let default = building::requires_nothing(fields).then(|| quote!(Default,));
    // `received!` says so too.
    let eq = decoding.is_none().then(|| quote!(, Eq));
    let (members, received) = match decoding {
        Some(Decoding { members, received }) => (members, received),
        None => (building::members(fields, scope), TokenStream::new()),
    };
    let begins = if default.is_some() { "Begins with nothing." } else { "Begins with what is required." };
    let new = building::constructor(&format_ident!("new"), begins, fields, scope);
    let call = building::needs_call(fields).then(|| building::call(&format_ident!("part"), name, fields, scope));
    let visit = visit::method(fields, rules, scope);
    quote! {
        #docs
        #[derive(Clone, #derived_debug #default PartialEq #eq)]
        #[non_exhaustive]
        pub struct #name {
            #members
        }

        #received

        impl #name {
            #new
        }

        #call

        impl Part for #name {
            #visit
        }
    }
}

/// Each item under the attribute `cfg`, which comes after the item's documentation.
pub(super) fn each_under(cfg: &TokenStream, items: TokenStream) -> TokenStream {
    if cfg.is_empty() {
        return items;
    }
    let mut out = TokenStream::new();
    let mut begins = true;
    let mut trees = items.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let documents = is_hash(&tree) && trees.peek().is_some_and(is_doc);
        if documents && begins {
            out.extend([tree]);
            out.extend(trees.next());
            continue;
        }
        if begins {
            out.extend(cfg.clone());
        }
        // An item ends with a brace or a semicolon.
        begins = match &tree {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(punct) => punct.as_char() == ';',
            _ => false,
        };
        out.extend([tree]);
    }
    out
}

fn is_hash(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '#')
}

fn is_doc(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "doc")
}
