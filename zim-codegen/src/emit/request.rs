//! The request type: its fields, how it is begun, how it is read, how it is shown.

use super::doc;
use crate::ir;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use zim_spec::model::Int;

/// ```text
/// pub struct CallReject { from_user_id: String, …, checked: Checked }
/// impl CallReject { pub fn builder(…) -> CallRejectBuilder; pub fn from_user_id(&self) -> &str; … }
/// impl std::fmt::Debug for CallReject { … }
/// ```
pub(super) fn items(action: &ir::Action) -> TokenStream {
    let ir::Action { request, .. } = action;
    let docs = docs(action);
    let fields = action.fields.iter().map(|field| {
        let name = &field.name;
        let ty = stored(field);
        quote!(#name: #ty)
    });
    let builder = start(action);
    let getters = action.fields.iter().map(getter);
    let debug = debug(action);
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

fn docs(action: &ir::Action) -> TokenStream {
    let mut docs = action.docs.clone();
    let at = docs.len().saturating_sub(1);
    docs.insert(at, format!("A refusal is a [`{}`].", action.error));
    doc::outer(&docs)
}

fn start(action: &ir::Action) -> TokenStream {
    let builder = &action.builder;
    let arguments = action.required().map(|field| {
        let name = &field.name;
        let ty = argument(field.kind);
        quote!(#name: #ty)
    });
    let values = action.fields.iter().map(|field| {
        let name = &field.name;
        if field.required {
            let value = converted(field);
            if *name == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
        } else {
            quote!(#name: None)
        }
    });
    let mut docs = vec!["Begins a request with what ZIM requires.".to_owned()];
    docs.extend(action.required().map(|field| format!("- {}", field.docs.join(" "))));
    let docs = doc::outer(&docs);
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
    let (ty, value) = match (field.kind, field.required) {
        (ir::Kind::One(ir::Item::Text), true) => (quote!(&str), quote!(&self.#name)),
        (ir::Kind::One(ir::Item::Text), false) => (quote!(Option<&str>), quote!(self.#name.as_deref())),
        (ir::Kind::Many(item), true) => {
            let item = item_type(item);
            (quote!(&[#item]), quote!(&self.#name))
        }
        (ir::Kind::Many(item), false) => {
            let item = item_type(item);
            (quote!(Option<&[#item]>), quote!(self.#name.as_deref()))
        }
        (ir::Kind::One(item), true) => (item_type(item), quote!(self.#name)),
        (ir::Kind::One(item), false) => {
            let item = item_type(item);
            (quote!(Option<#item>), quote!(self.#name))
        }
    };
    let docs = doc::outer(field.docs.get(..1).unwrap_or_default());
    quote! {
        #docs
        #[must_use]
        pub fn #name(&self) -> #ty {
            #value
        }
    }
}

/// What people wrote stays out of logs.
fn debug(action: &ir::Action) -> TokenStream {
    let request = &action.request;
    let name = request.to_string();
    let fields = action.fields.iter().map(|field| {
        let ident = &field.name;
        let label = ident.to_string();
        match (field.sensitive, field.required) {
            (false, _) => quote!(.field(#label, &self.#ident)),
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

/// The type of a field of the struct.
fn stored(field: &ir::Field) -> TokenStream {
    let ty = owned(field.kind);
    if field.required { ty } else { quote!(Option<#ty>) }
}

/// `String`, `Vec<String>`, `i64` …
pub(super) fn owned(kind: ir::Kind) -> TokenStream {
    match kind {
        ir::Kind::One(item) => item_type(item),
        ir::Kind::Many(item) => {
            let item = item_type(item);
            quote!(Vec<#item>)
        }
    }
}

pub(super) fn item_type(item: ir::Item) -> TokenStream {
    let name = match item {
        ir::Item::Text => "String",
        ir::Item::Bool => "bool",
        ir::Item::Int(Int::I32) => "i32",
        ir::Item::Int(Int::U32) => "u32",
        ir::Item::Int(Int::I64) => "i64",
        ir::Item::Int(Int::U64) => "u64",
    };
    let name = format_ident!("{name}");
    quote!(#name)
}

/// What a caller may pass for a value.
pub(super) fn argument(kind: ir::Kind) -> TokenStream {
    match kind {
        ir::Kind::One(ir::Item::Text) => quote!(impl Into<String>),
        ir::Kind::Many(ir::Item::Text) => quote!(impl IntoIterator<Item = impl Into<String>>),
        ir::Kind::Many(item) => {
            let item = item_type(item);
            quote!(impl IntoIterator<Item = #item>)
        }
        ir::Kind::One(item) => item_type(item),
    }
}

/// The argument, as it is stored.
pub(super) fn converted(field: &ir::Field) -> TokenStream {
    let name = &field.name;
    match field.kind {
        ir::Kind::One(ir::Item::Text) => quote!(#name.into()),
        ir::Kind::Many(ir::Item::Text) => quote!(#name.into_iter().map(Into::into).collect()),
        ir::Kind::Many(_) => quote!(#name.into_iter().collect()),
        ir::Kind::One(_) => quote!(#name),
    }
}
