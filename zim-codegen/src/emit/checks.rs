//! Limits as calls on the runtime's checks.

use super::scope::Scope;
use super::{literal, rules};
use crate::ir;
use crate::ir::Ident;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// ```text
/// types::user_id(p.text("FromUserId", &self.from_user_id))
/// p.text("ExtendedData", &self.extended_data).max_bytes(2048)
/// ```
pub(super) fn applied(checks: &ir::Checks, subject: TokenStream, scope: Scope<'_>) -> TokenStream {
    match checks {
        ir::Checks::None => subject,
        ir::Checks::Named(function) => {
            let function = scope.path(function);
            quote!(#function(#subject))
        }
        ir::Checks::Inline(limits) => {
            let calls = calls(limits, scope);
            quote!(#subject #calls)
        }
    }
}

/// ```text
/// types::user_id
/// |text| { text.max_bytes(3); }
/// |_| {}
/// ```
pub(super) fn closure(checks: &ir::Checks, subject: &str, scope: Scope<'_>) -> TokenStream {
    let subject = format_ident!("{subject}");
    match checks {
        ir::Checks::None => quote!(|_| {}),
        ir::Checks::Named(function) => scope.path(function),
        ir::Checks::Inline(limits) => {
            let calls = calls(limits, scope);
            quote!(|#subject| { #subject #calls; })
        }
    }
}

/// The calls of checks that stand in place.
pub(super) fn calls_of(checks: &ir::Checks, scope: Scope<'_>) -> TokenStream {
    match checks {
        ir::Checks::Inline(limits) => calls(limits, scope),
        ir::Checks::None | ir::Checks::Named(_) => TokenStream::new(),
    }
}

/// `.non_empty().max_bytes(32)`
pub(super) fn calls(limits: &[ir::Limit], scope: Scope<'_>) -> TokenStream {
    let calls = limits.iter().map(|limit| {
        let code = limit.code.as_ref().map(|code| {
            let code = code_ref(code);
            quote!(.with_code(#code))
        });
        let raisable = limit.raisable.then(|| quote!(.raisable()));
        let call = call(&limit.call, scope);
        quote!(#code #raisable #call)
    });
    quote!(#(#calls)*)
}

fn call(call: &ir::LimitCall, scope: Scope<'_>) -> TokenStream {
    match call {
        ir::LimitCall::Flag(method) => quote!(.#method()),
        ir::LimitCall::Number(method, number) => {
            let number = literal::int(*number);
            quote!(.#method(#number))
        }
        ir::LimitCall::Numbers(method, numbers) => {
            let numbers = numbers.iter().map(|number| literal::int(*number));
            quote!(.#method(&[#(#numbers),*]))
        }
        ir::LimitCall::Texts(method, texts) => quote!(.#method(&[#(#texts),*])),
        ir::LimitCall::Text(method, text) => quote!(.#method(#text)),
        ir::LimitCall::Charset(charset) => {
            let charset = scope.path(charset);
            quote!(.charset(&#charset))
        }
        ir::LimitCall::Base64 { when, limit } => {
            let when = rules::condition(when);
            quote!(.base64_if(#when, #limit))
        }
        ir::LimitCall::UniqueBy { wire, field } => {
            let key = rules::compared(field, &quote!(item));
            quote!(.unique_by(#wire, |item| #key))
        }
        ir::LimitCall::TotalBytes { max, fields } => {
            let max = literal::int(*max);
            let item = if fields.is_empty() { quote!(_) } else { quote!(item) };
            let sum = if fields.is_empty() { quote!(0) } else { quote!(#(bytes(&item.#fields))+*) };
            quote!(.max_total_bytes(#max, |#item| #sum))
        }
    }
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
