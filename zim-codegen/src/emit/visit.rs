//! The body of `visit`: each parameter stated once, with its name, its value and its limits.

use super::scope::Scope;
use super::{checks, rules};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The whole method.
///
/// ```text
/// fn visit(&self, p: &mut Params<'_>) {
///     types::user_id(p.text("FromUserId", &self.from_user_id));
///     p.sensitive().text("ExtendedData", &self.extended_data).max_bytes(2048);
///     if p.is_checking() { … }
/// }
/// ```
pub(super) fn method(fields: &[ir::Field], rules: &[ir::Rule], scope: Scope<'_>) -> TokenStream {
    if fields.is_empty() {
        return quote!(
            fn visit(&self, _: &mut Params<'_>) {}
        );
    }
    let statements = fields.iter().map(|field| field_statement(field, scope));
    let rules = rules::block(rules);
    quote! {
        #[inline]
        fn visit(&self, p: &mut Params<'_>) {
            #(#statements;)*
            #rules
        }
    }
}

fn field_statement(field: &ir::Field, scope: Scope<'_>) -> TokenStream {
    let name = &field.name;
    let place = match &field.presence {
        ir::Presence::Selector { of } => Place::value(quote!(self.#of.selector())),
        _ => Place::value(quote!(self.#name)),
    };
    let marks = Marks { sensitive: field.sensitive, code: field.code.as_ref() };
    let wire = &field.wire;
    parameter(&quote!(#wire), &place, &field.value, marks, scope)
}

/// How a value is reached.
pub(super) struct Place {
    /// To be handed over as a reference.
    by_reference: TokenStream,
    /// To be handed over as a copy, where it can be copied.
    by_value: TokenStream,
}

impl Place {
    /// What `place` is the value itself of.
    fn value(place: TokenStream) -> Self {
        Self { by_reference: quote!(&#place), by_value: place }
    }

    /// What `place` is a reference to.
    pub(super) fn reference(place: TokenStream) -> Self {
        Self { by_reference: place.clone(), by_value: place }
    }
}

/// What is said of a parameter before its limits.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks<'a> {
    pub(super) sensitive: bool,
    pub(super) code: Option<&'a ir::CodeRef>,
}

/// One parameter as an expression; `name` is the expression of its name.
pub(super) fn parameter(
    name: &TokenStream,
    place: &Place,
    value: &ir::Value,
    marks: Marks<'_>,
    scope: Scope<'_>,
) -> TokenStream {
    let Place { by_reference, by_value } = place;
    let sensitive = marks.sensitive.then(|| quote!(.sensitive()));
    let p = quote!(p #sensitive);
    let code = marks.code.map(checks::code_ref).filter(|_| is_checked(value));
    let with_code = code.as_ref().map(|code| quote!(.with_code(#code)));
    let code = code.as_ref().map(|code| quote!(.code(#code)));
    match &value.kind {
        ir::Kind::Text | ir::Kind::TextEnum(_) => {
            checks::applied(&value.checks, quote!(#p.text(#name, #by_reference) #code), scope)
        }
        ir::Kind::Int(_) | ir::Kind::IntEnum(_) | ir::Kind::Code => {
            checks::applied(&value.checks, quote!(#p.int(#name, #by_value) #code), scope)
        }
        ir::Kind::Bool => quote!(#p.bool(#name, #by_value)),
        // The fields of a struct have codes of their own.
        ir::Kind::Struct(_) => quote!(#p.object(#name, #by_reference)),
        ir::Kind::Union(_) => quote!(#p #with_code.union(#name, #by_reference)),
        ir::Kind::List(item) => {
            let method = match item.kind {
                ir::Kind::Int(_) | ir::Kind::IntEnum(_) | ir::Kind::Code => format_ident!("ints"),
                ir::Kind::Bool => format_ident!("bools"),
                ir::Kind::Struct(_) => format_ident!("objects"),
                ir::Kind::Union(_) => format_ident!("unions"),
                _ => format_ident!("texts"),
            };
            let limits = checks::calls_of(&value.checks, scope);
            let each = each(item, scope);
            quote!(#p.#method(#name, #by_reference) #code #limits #each)
        }
        ir::Kind::Map { key, value: entry } => {
            let limits = checks::calls_of(&value.checks, scope);
            let entries = entries(key, entry, scope);
            quote!(#p.map(#name, #by_reference) #code #limits #entries)
        }
        ir::Kind::Json { value: inner, .. } => {
            let limits = checks::calls_of(&value.checks, scope);
            let inside = inside(inner, place, scope);
            quote!(#p.json(#name, #by_reference) #code #limits #inside)
        }
    }
}

/// `.each(types::user_id)`, `.each(|text| { text.max_bytes(3); })`, `.each()`, or nothing.
fn each(item: &ir::Value, scope: Scope<'_>) -> TokenStream {
    match &item.kind {
        ir::Kind::Struct(_) | ir::Kind::Union(_) => quote!(.each()),
        _ if item.checks.is_none() => TokenStream::new(),
        kind => {
            let closure = checks::closure(&item.checks, subject(kind), scope);
            quote!(.each(#closure))
        }
    }
}

/// `.each_object(|key| { key.max_bytes(32); })` or the like; nothing if nothing is checked.
fn entries(key: &ir::Checks, entry: &ir::Value, scope: Scope<'_>) -> TokenStream {
    let nothing = key.is_none() && !is_checked(entry);
    let key = checks::closure(key, "key", scope);
    let (method, value) = match &entry.kind {
        ir::Kind::Struct(_) => return quote!(.each_object(#key)),
        _ if nothing => return TokenStream::new(),
        ir::Kind::Bool => return quote!(.each_key(#key)),
        ir::Kind::List(item) => {
            let method = match item.kind {
                ir::Kind::Int(_) | ir::Kind::IntEnum(_) => "each_ints",
                ir::Kind::Struct(_) => "each_objects",
                _ => "each_texts",
            };
            let (limits, each) = (checks::calls_of(&entry.checks, scope), each(item, scope));
            (method, if is_checked(entry) { quote!(|list| { list #limits #each; }) } else { quote!(|_| {}) })
        }
        kind => {
            let is_int = matches!(kind, ir::Kind::Int(_) | ir::Kind::IntEnum(_));
            let method = if is_int { "each_int" } else { "each_text" };
            (method, checks::closure(&entry.checks, subject(kind), scope))
        }
    };
    let method = format_ident!("{method}");
    quote!(.#method(#key, #value))
}

/// `.inside()`, or what is checked of a value in a text that is no struct.
fn inside(inner: &ir::Value, place: &Place, scope: Scope<'_>) -> TokenStream {
    if matches!(inner.kind, ir::Kind::Struct(_)) {
        return quote!(.inside());
    }
    if !is_checked(inner) {
        return TokenStream::new();
    }
    let statement = parameter(&quote!(name), place, inner, Marks::default(), scope);
    quote!(.inside_as(|name, p| { #statement; }))
}

/// Whether anything is checked of a value, or in it.
fn is_checked(value: &ir::Value) -> bool {
    let inside = match &value.kind {
        ir::Kind::Struct(_) | ir::Kind::Union(_) => true,
        ir::Kind::List(inner) | ir::Kind::Json { value: inner, .. } => is_checked(inner),
        ir::Kind::Map { key, value } => !key.is_none() || is_checked(value),
        _ => false,
    };
    inside || !value.checks.is_none()
}

/// What a check of such a value is called in a closure.
fn subject(kind: &ir::Kind) -> &'static str {
    match kind {
        ir::Kind::Int(_) | ir::Kind::IntEnum(_) => "int",
        _ => "text",
    }
}
