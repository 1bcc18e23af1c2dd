//! What a batch tells of items that failed, how it is split, and how a long reply goes on.

use super::scope::Scope;
use super::{literal, rules, values};
use crate::ir;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

/// ```text
/// fn failures(reply: &Self::Reply) -> Vec<ItemFailure<Self::Error>> {
///     reply.error_list.iter().map(|item| ItemFailure::new([key(&item.user_id)], Some(item.sub_code), None)).collect()
/// }
///
/// fn keep_failed(&mut self, failed: &FailedKeys<'_>) -> bool {
///     failed.keep(&mut self.user_ids, |item| Vec::from([key(item)]))
/// }
/// ```
pub(super) fn failures(action: &ir::Action) -> TokenStream {
    let Some(items) = &action.items else { return TokenStream::new() };
    let list = &items.failed.list;
    let body = if items.failed.nested.is_none() {
        let failure = failure(&items.failed, &format_ident!("item"), &[]);
        quote!(reply.#list.iter().map(|item| #failure).collect())
    } else {
        let loops = nested(&items.failed, &quote!(reply), 0, &[]);
        quote! {
            let mut failures = Vec::new();
            #loops
            failures
        }
    };
    let keep = (!items.keep.is_empty()).then(|| keep_failed(&items.keep));
    quote! {
        #[inline]
        fn failures(reply: &Self::Reply) -> Vec<ItemFailure<Self::Error>> {
            #body
        }

        #keep
    }
}

/// ```text
/// for item in &reply.fail_list {
///     let itself = item.fail_list.is_empty() || item.sub_code.is_some_and(|code| !code.is_success());
///     if itself { … }
///     for part in &item.fail_list { … }
/// }
/// ```
fn nested(failed: &ir::FailedList, base: &TokenStream, depth: usize, above: &[TokenStream]) -> TokenStream {
    let item = match depth {
        0 => format_ident!("item"),
        1 => format_ident!("part"),
        depth => format_ident!("part{depth}"),
    };
    let list = &failed.list;
    let failure = failure(failed, &item, above);
    let push = quote! {
        let failure = #failure;
        failures.push(failure);
    };
    let Some(inner) = &failed.nested else {
        return quote!(for #item in &#base.#list { #push });
    };
    let mut keys = above.to_vec();
    keys.extend(self::keys(failed, &item));
    let inside = &inner.list;
    // An item with parts that failed need not have failed itself.
    let itself = match &failed.code {
        None => quote!(#item.#inside.is_empty()),
        Some((code, true)) => {
            quote!(#item.#inside.is_empty() || #item.#code.is_some_and(|code| !code.is_success()))
        }
        Some((code, false)) => quote!(#item.#inside.is_empty() || !#item.#code.is_success()),
    };
    let parts = nested(inner, &quote!(#item), depth + 1, &keys);
    quote! {
        for #item in &#base.#list {
            let itself = #itself;
            if itself { #push }
            #parts
        }
    }
}

/// `ItemFailure::new([key(&item.user_id)], Some(item.sub_code), text_of(&item.sub_message))`
fn failure(failed: &ir::FailedList, item: &impl ToTokens, above: &[TokenStream]) -> TokenStream {
    let keys = above.iter().cloned().chain(keys(failed, item));
    let code = match &failed.code {
        None => quote!(None),
        Some((code, true)) => quote!(#item.#code),
        Some((code, false)) => quote!(Some(#item.#code)),
    };
    let message = match &failed.message {
        None => quote!(None),
        Some(message) => quote!(text_of(&#item.#message)),
    };
    quote!(ItemFailure::new([#(#keys),*], #code, #message))
}

fn keys<'a>(failed: &'a ir::FailedList, item: &'a impl ToTokens) -> impl Iterator<Item = TokenStream> + 'a {
    failed.keys.iter().map(move |field| quote!(key(&#item.#field)))
}

/// ```text
/// fn keep_failed(&mut self, failed: &FailedKeys<'_>) -> bool {
///     let in_user_ids = failed.keep(&mut self.user_ids, |item| Vec::from([key(item)]));
///     let in_members = failed.keep(&mut self.members, |item| Vec::from([key(&item.user_id)]);
///     in_user_ids || in_members
/// }
/// ```
fn keep_failed(lists: &[ir::KeepFailed]) -> TokenStream {
    let body = match lists {
        [one] => keep(one),
        several => {
            let names: Vec<_> = several.iter().map(|one| format_ident!("in_{}", one.list)).collect();
            let kept = several.iter().map(keep);
            quote! {
                #(let #names = #kept;)*
                #(#names)||*
            }
        }
    };
    quote! {
        #[inline]
        fn keep_failed(&mut self, failed: &FailedKeys<'_>) -> bool {
            #body
        }
    }
}

fn keep(keep: &ir::KeepFailed) -> TokenStream {
    let ir::KeepFailed { list, keys, parts } = keep;
    let keys = keys.iter().map(|field| rules::key(field, &quote!(item)));
    let key = if keep.keys.is_empty() { quote!(Vec::from([key(item)])) } else { quote!(Vec::from([#(#keys),*])) };
    if parts.is_empty() {
        quote!(failed.keep(&mut self.#list, |item| #key))
    } else {
        quote! {
            failed.keep_parts(&mut self.#list, |item| #key, |item, parts| {
                [#(parts.keep(&mut item.#parts)),*].contains(&true)
            })
        }
    }
}

/// ```text
/// batch! { ConvPinned: conv_list(20 raisable, by conv_id, conv_type) = "ConvList" }
/// ```
pub(super) fn split(action: &ir::Action) -> TokenStream {
    let lists = action.items.as_ref().map(|items| items.split.as_slice()).unwrap_or_default();
    if lists.is_empty() {
        return TokenStream::new();
    }
    let request = &action.request;
    let lists = lists.iter().map(|split| {
        let ir::SplitList { list, wire, raisable, keys, .. } = split;
        let most = literal::int(split.most);
        let raisable = raisable.then(|| quote!(raisable));
        let keys = keys.iter().map(|key| {
            let (field, selector) = (&key.field, key.selects.then(|| quote!(selector)));
            quote!(#selector #field)
        });
        let by = (!split.keys.is_empty()).then(|| quote!(, by #(#keys),*));
        quote!(#list(#most #raisable #by) = #wire)
    });
    quote!(batch! { #request: #(#lists),* })
}

/// ```text
/// /// The request for the page after `reply`; `None` after the last.
/// #[must_use]
/// pub fn next_page(&self, reply: &QueryFriendListReply) -> Option<Self> {
///     Paged::following(self, reply).filter(|request| request != self)
/// }
/// ```
///
/// A cursor that does not move leads nowhere.
pub(super) fn next_page(action: &ir::Action) -> TokenStream {
    if action.paging.is_none() {
        return TokenStream::new();
    }
    let reply = &action.reply;
    quote! {
        #[doc = " The request for the page after `reply`; `None` after the last."]
        #[must_use]
        #[inline]
        pub fn next_page(&self, reply: &#reply) -> Option<Self> {
            Paged::following(self, reply).filter(|request| request != self)
        }
    }
}

/// ```text
/// impl Paged for QueryFriendList {
///     type Item = types::Friend;
///
///     fn following(&self, reply: &Self::Reply) -> Option<Self> {
///         let next = reply.next.filter(|next| *next != 0)?;
///         let mut request = self.clone();
///         request.next = Some(next);
///         Some(request)
///     }
///
///     fn items(reply: Self::Reply) -> Vec<types::Friend> {
///         reply.friend_infos
///     }
/// }
/// ```
pub(super) fn paged(action: &ir::Action) -> TokenStream {
    let Some(paging) = &action.paging else { return TokenStream::new() };
    let request = &action.request;
    let ir::Paging { cursor, next, list, .. } = paging;
    let item = page_item(paging);
    let ends = match &paging.last {
        ir::LastPage::Field { name, is_number } => {
            let ends = if *is_number {
                quote!(int_of(&reply.#name).is_some_and(|number| number != 0))
            } else {
                quote!(flag_of(&reply.#name) == Some(true))
            };
            Some(quote! {
                if #ends {
                    return None;
                }
            })
        }
        _ => None,
    };
    let found = match (paging.is_text, paging.next_is_optional) {
        (true, _) => quote!(text_of(&reply.#next)),
        (false, true) => quote!(reply.#next),
        (false, false) => quote!(Some(reply.#next)),
    };
    let filter = filter(&paging.last);
    let value = if paging.is_text { quote!(next.to_owned()) } else { quote!(next) };
    let value = if paging.cursor_is_optional { quote!(Some(#value)) } else { value };
    quote! {
        impl Paged for #request {
            type Item = #item;

            #[inline]
            fn following(&self, reply: &Self::Reply) -> Option<Self> {
                #ends
                let next = #found #filter?;
                let mut request = self.clone();
                request.#cursor = #value;
                Some(request)
            }

            #[inline]
            fn items(reply: Self::Reply) -> Vec<#item> {
                reply.#list
            }
        }
    }
}

/// What a page is a list of.
pub(super) fn page_item(paging: &ir::Paging) -> TokenStream {
    values::received(&paging.item, Scope::Leaf)
}

/// What a next cursor is if there is a next page.
fn filter(last: &ir::LastPage) -> TokenStream {
    match last {
        ir::LastPage::Field { .. } => TokenStream::new(),
        ir::LastPage::Texts(texts) => match texts.as_slice() {
            [text] if text.is_empty() => quote!(.filter(|next| !next.is_empty())),
            [text] => quote!(.filter(|next| *next != #text)),
            texts => quote!(.filter(|next| ![#(#texts),*].contains(next))),
        },
        ir::LastPage::Numbers(numbers) => {
            let numbers: Vec<_> = numbers.iter().map(|number| literal::int(*number)).collect();
            match numbers.as_slice() {
                [number] => quote!(.filter(|next| *next != #number)),
                numbers => quote!(.filter(|next| ![#(#numbers),*].contains(next))),
            }
        }
    }
}
