//! The request type: its fields, how it is begun, how it is read, how it is shown.

use super::doc;
use crate::ir;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use zim_spec::model::Int;

/// ```text
/// pub struct CallReject { from_user_id: String, …, checked: Checked }
/// impl CallReject { pub fn builder(…) -> CallRejectBuilder; pub fn from_user_id(&self) -> &str; … }
/// impl std::fmt::Debug for CallReject { … }
/// ```
pub(super) fn items(action: &ir::Action) -> TokenStream {
    let ir::Action { request, .. } = action;
    let docs = doc::outer(&action.docs);
    let fields = action.fields.iter().map(|field| {
        let name = &field.name;
        let ty = stored(field, &quote!(types::));
        quote!(#name: #ty)
    });
    let builder = start(action);
    let getters = action.fields.iter().map(getter);
    let debug = debug(request, &action.fields);
    quote! {
        #docs
        #[derive(Clone, PartialEq, Eq)]
        pub struct #request {
            #(#fields,)*
            checked: Checked,
        }

        impl #request {
            #builder
            #(#getters)*
        }

        #debug
    }
}

fn start(action: &ir::Action) -> TokenStream {
    let builder = &action.builder;
    let arguments = action.required().map(|field| {
        let name = &field.name;
        let ty = argument(&field.kind, &quote!(types::));
        quote!(#name: #ty)
    });
    let values = initial(&action.fields);
    let required: Vec<_> = action.required().map(|field| format!("`{}`", field.wire)).collect();
    let docs = doc::outer(&[match required.as_slice() {
        [] => "Begins a request; ZIM requires no parameter.".to_owned(),
        required => format!("Begins a request with what ZIM requires: {}.", required.join(", ")),
    }]);
    // The API decides how much it requires.
    let allow = (action.required().count() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #docs
        #allow
        pub fn builder(#(#arguments),*) -> #builder {
            #builder {
                request: Self {
                    #(#values,)*
                    checked: Checked::none(),
                },
            }
        }
    }
}

fn getter(field: &ir::Field) -> TokenStream {
    let name = &field.name;
    let types = &quote!(types::);
    let item = item_type(field.kind.item(), types);
    let (ty, value) = match (&field.kind, field.required) {
        (ir::Kind::One(ir::Item::Text), true) => (quote!(&str), quote!(&self.#name)),
        (ir::Kind::One(ir::Item::Text), false) => (quote!(Option<&str>), quote!(self.#name.as_deref())),
        (ir::Kind::Many(_), true) => (quote!(&[#item]), quote!(&self.#name)),
        (ir::Kind::Many(_), false) => (quote!(Option<&[#item]>), quote!(self.#name.as_deref())),
        (ir::Kind::One(ir::Item::Struct(_)), true) => (quote!(&#item), quote!(&self.#name)),
        (ir::Kind::One(ir::Item::Struct(_)), false) => (quote!(Option<&#item>), quote!(self.#name.as_ref())),
        (ir::Kind::One(_), true) => (item, quote!(self.#name)),
        (ir::Kind::One(_), false) => (quote!(Option<#item>), quote!(self.#name)),
    };
    let docs = doc::outer(&[format!("The `{}`{}.", field.wire, if field.required { "" } else { ", if it is given" })]);
    quote! {
        #docs
        #[must_use]
        pub fn #name(&self) -> #ty {
            #value
        }
    }
}

/// What people wrote stays out of logs.
pub(super) fn debug(request: &Ident, fields: &[ir::Field]) -> TokenStream {
    let name = request.to_string();
    let fields = fields.iter().map(|field| {
        let ident = &field.name;
        let label = ident.to_string();
        let hidden = matches!(field.kind, ir::Kind::One(ir::Item::Enum(_) | ir::Item::Struct(_)));
        match (field.sensitive, field.required) {
            (false, _) => quote!(.field(#label, &self.#ident)),
            (true, _) if hidden => quote!(.field(#label, &Redacted::hidden())),
            (true, true) => quote!(.field(#label, &Redacted::new(&self.#ident))),
            (true, false) => quote!(.field(#label, &self.#ident.as_ref().map(Redacted::new))),
        }
    });
    quote! {
        impl std::fmt::Debug for #request {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#name)
                    #(#fields)*
                    .finish()
            }
        }
    }
}

/// The type of a field of the struct; `types` is the path to the module of named types.
pub(super) fn stored(field: &ir::Field, types: &TokenStream) -> TokenStream {
    let ty = owned(&field.kind, types);
    if field.required { ty } else { quote!(Option<#ty>) }
}

/// `String`, `Vec<String>`, `i64`, `types::UserInfo` …
pub(super) fn owned(kind: &ir::Kind, types: &TokenStream) -> TokenStream {
    let item = item_type(kind.item(), types);
    match kind {
        ir::Kind::One(_) => item,
        ir::Kind::Many(_) => quote!(Vec<#item>),
    }
}

fn item_type(item: &ir::Item, types: &TokenStream) -> TokenStream {
    let name = match item {
        ir::Item::Text => format_ident!("String"),
        ir::Item::Bool => format_ident!("bool"),
        ir::Item::Int(int) => int_type(*int),
        ir::Item::Enum(name) | ir::Item::Struct(name) => return quote!(#types #name),
    };
    quote!(#name)
}

/// `i32`, `u32`, `i64`, `u64`
pub(super) fn int_type(int: Int) -> Ident {
    match int {
        Int::I32 => format_ident!("i32"),
        Int::U32 => format_ident!("u32"),
        Int::I64 => format_ident!("i64"),
        Int::U64 => format_ident!("u64"),
    }
}

/// What a caller may pass for a value.
pub(super) fn argument(kind: &ir::Kind, types: &TokenStream) -> TokenStream {
    let item = item_type(kind.item(), types);
    match kind {
        ir::Kind::One(ir::Item::Text) => quote!(impl Into<String>),
        ir::Kind::Many(ir::Item::Text) => quote!(impl IntoIterator<Item = impl Into<String>>),
        ir::Kind::Many(_) => quote!(impl IntoIterator<Item = #item>),
        ir::Kind::One(_) => item,
    }
}

/// The argument, as it is stored.
pub(super) fn converted(field: &ir::Field) -> TokenStream {
    let name = &field.name;
    match &field.kind {
        ir::Kind::One(ir::Item::Text) => quote!(#name.into()),
        ir::Kind::Many(ir::Item::Text) => quote!(#name.into_iter().map(Into::into).collect()),
        ir::Kind::Many(_) => quote!(#name.into_iter().collect()),
        ir::Kind::One(_) => quote!(#name),
    }
}

/// `user_id: user_id.into()` for what is required, `user_name: None` for the rest.
pub(super) fn initial<'a>(fields: &'a [ir::Field]) -> impl Iterator<Item = TokenStream> + 'a {
    fields.iter().map(|field| {
        let name = &field.name;
        if field.required {
            let value = converted(field);
            if *name == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
        } else {
            quote!(#name: None)
        }
    })
}
