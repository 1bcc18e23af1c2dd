//! Conditions on fields, and what must hold between them.

use super::{checks, literal};
use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// What is checked between fields, after all of them; nothing if there are no rules.
///
/// ```text
/// if p.is_checking() {
///     p.required_if("SubMsgType", given(&self.sub_msg_type), …, "MessageType = 200");
/// }
/// ```
pub(super) fn block(rules: &[ir::Rule]) -> TokenStream {
    if rules.is_empty() {
        return TokenStream::new();
    }
    let rules = rules.iter().map(|rule| {
        let code = rule.code.as_ref().map(|code| {
            let code = checks::code_ref(code);
            quote!(.with_code(#code))
        });
        let call = call(&rule.call);
        quote!(p #code.#call;)
    });
    quote!(if p.is_checking() { #(#rules)* })
}

fn call(call: &ir::RuleCall) -> TokenStream {
    let this = quote!(self);
    match call {
        ir::RuleCall::When { method, subject, field, when, limit } => {
            let (given, when) = (given(field), condition(when));
            quote!(#method(#subject, #given, #when, #limit))
        }
        ir::RuleCall::Variant { subject, limit, union, selector } => {
            let fits = quote!(int_of(&self.#selector) == Some(union.selector().into()));
            quote!(variant(#subject, #limit, self.#union.as_ref().is_none_or(|union| #fits)))
        }
        ir::RuleCall::Count { method, subject, limit, fields } => {
            let given = fields.iter().map(given);
            quote!(#method(#subject, #limit, &[#(#given),*]))
        }
        ir::RuleCall::Differ { subject, limit, first, second } => {
            let (left, right) = (compared(first, &this), compared(second, &this));
            // Two that are both absent are not the same.
            let there = (first.optional && second.optional).then(|| {
                let given = given(first);
                quote!(#given &&)
            });
            quote!(differ(#subject, #limit, #there #left == #right))
        }
        ir::RuleCall::NotAmong { subject, limit, value, list, item } => {
            let other = match item {
                Some(field) => compared(field, &quote!(item)),
                None => compare(value.shape, &quote!(item)),
            };
            let found = compared(value, &this);
            let there = value.optional.then(|| {
                let given = given(value);
                quote!(#given &&)
            });
            quote!(not_among(#subject, #limit, #there items_of(&self.#list).iter().any(|item| #other == #found)))
        }
        ir::RuleCall::Among { subject, limit, value, others } => {
            let others = others.iter().map(|other| compared(other, &this));
            let found = compared(value, &this);
            let there = value.optional.then(|| {
                let given = given(value);
                quote!(!#given ||)
            });
            quote!(among(#subject, #limit, #there [#(#others),*].contains(&#found)))
        }
        ir::RuleCall::AllEqual { subject, limit, list, shape, item } => {
            let key = match item {
                Some(field) => {
                    let key = compared(field, &quote!(item));
                    quote!(|item| #key)
                }
                None if *shape == ir::Shape::Int => quote!(int_of),
                None => quote!(text_of),
            };
            quote!(all_equal(#subject, #limit, first_different(&self.#list, #key)))
        }
    }
}

/// `given(&self.sub_msg_type)`
fn given(field: &ir::Reading) -> TokenStream {
    let name = &field.field;
    match (field.selects, field.shape) {
        (true, _) => quote!(true),
        (false, ir::Shape::Union) if field.optional => quote!(self.#name.is_some()),
        (false, ir::Shape::Union) => quote!(true),
        (false, _) => quote!(given(&self.#name)),
    }
}

/// A field of `base` as what is compared: `text_of(&self.user_id)`, `int_of(&item.kind)`.
pub(super) fn compared(field: &ir::Reading, base: &TokenStream) -> TokenStream {
    let name = &field.field;
    let selector = field.selects.then(|| quote!(.selector()));
    compare(field.shape, &quote!(&#base.#name #selector))
}

/// The same of a reference to the value itself.
fn compare(shape: ir::Shape, reference: &TokenStream) -> TokenStream {
    match shape {
        ir::Shape::Int => quote!(int_of(#reference)),
        ir::Shape::Flag => quote!(flag_of(#reference)),
        _ => quote!(text_of(#reference)),
    }
}

/// ```text
/// int_of(&self.message_body.selector()) == Some(200)
/// text_of(&self.kind).is_none_or(|value| ["a", "b"].contains(&value))
/// int_of(&self.edit_type).is_some_and(|bits| bits & 4 != 0)
/// flag_of(&self.push) != Some(false)
/// ```
pub(super) fn condition(condition: &ir::Condition) -> TokenStream {
    let of = || compared(&condition.of, &quote!(self));
    match &condition.test {
        ir::Test::Texts { values, absent } => one_of(&of(), values.iter().map(|value| quote!(#value)), *absent),
        ir::Test::Numbers { values, absent } => one_of(&of(), values.iter().map(|value| literal::int(*value)), *absent),
        ir::Test::Flags { values, absent } => match (values.as_slice(), absent) {
            // Only the other one breaks it.
            ([value], true) => {
                let (of, other) = (of(), !value);
                quote!(#of != Some(#other))
            }
            _ => one_of(&of(), values.iter().map(|value| quote!(#value)), *absent),
        },
        ir::Test::Bits { bits, absent } => {
            let (of, bits) = (of(), literal::int(*bits));
            let method = if *absent { quote!(is_none_or) } else { quote!(is_some_and) };
            quote!(#of.#method(|bits| bits & #bits != 0))
        }
        ir::Test::Given => given(&condition.of),
        ir::Test::Absent => {
            let given = given(&condition.of);
            quote!(!#given)
        }
        ir::Test::Settled(holds) => quote!(#holds),
    }
}

fn one_of(of: &TokenStream, values: impl Iterator<Item = TokenStream>, absent: bool) -> TokenStream {
    let values: Vec<_> = values.collect();
    let method = if absent { quote!(is_none_or) } else { quote!(is_some_and) };
    match (values.as_slice(), absent) {
        ([value], false) => quote!(#of == Some(#value)),
        ([value], true) => quote!(#of.is_none_or(|value| value == #value)),
        (values, _) => quote!(#of.#method(|value| [#(#values),*].contains(&value))),
    }
}

/// A field of `base` as the key of an item that can fail: `key(&item.user_id)`.
pub(super) fn key(field: &ir::Reading, base: &TokenStream) -> TokenStream {
    let name = &field.field;
    let selector = field.selects.then(|| quote!(.selector()));
    quote!(key(&#base.#name #selector))
}
