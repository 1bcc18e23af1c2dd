//! An identifier that has been decided on.

use proc_macro2::{Span, TokenStream};
use quote::{IdentFragment, ToTokens, TokenStreamExt, quote};
use std::fmt;

/// The text of an identifier, which becomes a token where it is emitted: tokens stay on one thread, decisions are shared.
///
/// [`Identifiers`](crate::lower) makes those that stem from a spec.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ident(Box<str>);

impl From<proc_macro2::Ident> for Ident {
    fn from(token: proc_macro2::Ident) -> Self {
        Self(token.to_string().into_boxed_str())
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Ident {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(match self.0.strip_prefix("r#") {
            Some(raw) => proc_macro2::Ident::new_raw(raw, Span::call_site()),
            None => proc_macro2::Ident::new(&self.0, Span::call_site()),
        });
    }
}

impl IdentFragment for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.strip_prefix("r#").unwrap_or(&self.0))
    }
}

/// The path of a module, such as `::zim_generated::runtime`.
#[derive(Debug)]
pub(crate) struct ModulePath {
    pub(crate) is_global: bool,
    pub(crate) segments: Vec<Ident>,
}

impl ToTokens for ModulePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (colons, segments) = (self.is_global.then(|| quote!(::)), &self.segments);
        tokens.extend(quote!(#colons #(#segments)::*));
    }
}
