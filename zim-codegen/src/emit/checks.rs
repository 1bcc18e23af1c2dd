//! Limits as calls on the runtime's checks.

use super::literal;
use crate::ir;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The body of `Request::check` and `RequestPart::check`; `types` is the path to the module of named types.
///
/// ```text
/// types::user_id(check.text("FromUserId", &self.from_user_id));
/// if let Some(value) = &self.extended_data {
///     check.text("ExtendedData", value).max_bytes(2048);
/// }
/// ```
pub(super) fn body(fields: &[ir::Field], types: &TokenStream) -> TokenStream {
    let statements = fields.iter().filter(|field| is_checked(field)).map(|field| {
        let name = &field.name;
        let place = quote!(self.#name);
        let reference = if field.kind.is_copy() { place.clone() } else { quote!(&#place) };
        if field.required {
            check(field, &place, &reference, types)
        } else {
            let value = quote!(value);
            let check = check(field, &value, &value, types);
            quote!(if let Some(value) = #reference { #check })
        }
    });
    quote!(#(#statements)*)
}

/// Whether anything is checked.
pub(super) fn any(fields: &[ir::Field]) -> bool {
    fields.iter().any(is_checked)
}

fn is_checked(field: &ir::Field) -> bool {
    let holds_struct = matches!(field.kind.item(), ir::Item::Struct(_));
    holds_struct || !(field.check.is_none() && field.item_check.is_none())
}

/// The checks of one value, which lies at `place`. `value` reads it: a reference to a text, list or struct, a copy
/// of anything else.
fn check(field: &ir::Field, place: &TokenStream, value: &TokenStream, types: &TokenStream) -> TokenStream {
    let wire = &field.wire;
    let code = field.code.as_ref().map(|code| {
        let code = code_ref(code);
        quote!(.code(#code))
    });
    match &field.kind {
        ir::Kind::One(ir::Item::Struct(_)) => quote!(check.object(#wire, #value);),
        ir::Kind::One(item) => {
            let subject = match number(item, value) {
                Some(number) => quote!(check.int(#wire, #number) #code),
                None => quote!(check.text(#wire, #value) #code),
            };
            applied(&field.check, subject, types)
        }
        ir::Kind::Many(item) => {
            let own = match &field.check {
                ir::Checks::Inline(limits) => calls_on_list(limits, value),
                _ => TokenStream::new(),
            };
            list(field, item, value, &quote!(check.list(#wire, #place.len()) #code #own), types)
        }
    }
}

/// An integer or enumeration as the number that is checked.
fn number(item: &ir::Item, value: &TokenStream) -> Option<TokenStream> {
    match item {
        ir::Item::Int(_) => Some(quote!(i128::from(#value))),
        ir::Item::Enum(_) => Some(quote!(i128::from(#value.get()))),
        _ => None,
    }
}

/// ```text
/// let mut items = check.list("UserIds", self.user_ids.len()).max_items(100).unique(&self.user_ids);
/// for value in &self.user_ids {
///     types::user_id(items.text(value));
/// }
/// ```
fn list(
    field: &ir::Field,
    item: &ir::Item,
    value: &TokenStream,
    list: &TokenStream,
    types: &TokenStream,
) -> TokenStream {
    let each = match item {
        ir::Item::Struct(_) => quote!(items.object(item);),
        _ if field.item_check.is_none() => return quote!(#list;),
        item => {
            let place = if matches!(item, ir::Item::Int(_)) { quote!(*item) } else { quote!(item) };
            let subject = match number(item, &place) {
                Some(number) => quote!(items.int(#number)),
                None => quote!(items.text(item)),
            };
            applied(&field.item_check, subject, types)
        }
    };
    quote! {
        let mut items = #list;
        for item in #value { #each }
    }
}

fn applied(checks: &ir::Checks, subject: TokenStream, types: &TokenStream) -> TokenStream {
    match checks {
        ir::Checks::None => TokenStream::new(),
        ir::Checks::Named(function) => quote!(#types #function(#subject);),
        ir::Checks::Inline(limits) => {
            let calls = calls(limits, types);
            quote!(#subject #calls;)
        }
    }
}

/// `.non_empty().max_bytes(32)`; `types` is the path to the module of charsets.
pub(super) fn calls(limits: &[ir::Limit], types: &TokenStream) -> TokenStream {
    let calls = limits.iter().map(|limit| {
        let raisable = limit.raisable.then(|| quote!(.raisable()));
        let call = match &limit.call {
            ir::LimitCall::Flag(method) => quote!(.#method()),
            ir::LimitCall::Number(method, number) => {
                let number = literal::int(*number);
                quote!(.#method(#number))
            }
            ir::LimitCall::Numbers(method, numbers) => {
                let numbers = numbers.iter().map(|number| literal::int(*number));
                quote!(.#method(&[#(#numbers),*]))
            }
            ir::LimitCall::Text(method, text) => quote!(.#method(#text)),
            ir::LimitCall::Charset(constant) => quote!(.charset(&#types #constant)),
            ir::LimitCall::Unique => TokenStream::new(),
        };
        quote!(#raisable #call)
    });
    quote!(#(#calls)*)
}

fn calls_on_list(limits: &[ir::Limit], value: &TokenStream) -> TokenStream {
    let own = calls(limits, &TokenStream::new());
    let unique =
        limits.iter().any(|limit| matches!(limit.call, ir::LimitCall::Unique)).then(|| quote!(.unique(#value)));
    quote!(#own #unique)
}

/// `codes::INVALID_PARAMETER`
pub(super) fn code_ref(code: &ir::CodeRef) -> TokenStream {
    match code {
        ir::CodeRef::Constant(constant) => constant_ref(constant),
        ir::CodeRef::Number(number) => {
            let number = literal::int(*number);
            quote!(Code::new(#number))
        }
    }
}

/// `codes::CALL_ENDED`
pub(super) fn constant_ref(constant: &Ident) -> TokenStream {
    quote!(codes::#constant)
}
