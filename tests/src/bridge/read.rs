//! Values out of JSON, strictly: what a builder's argument could be.
#![allow(dead_code, reason = "which of them are called depends on the spec")]

use super::row::Params;
use serde_json::Value;
use std::collections::BTreeMap;

/// A request, or a struct in one, that is built out of its parameters. `None` if a value has a type that Rust would
/// not let through, or a required one is missing.
pub(super) trait FromParams: Sized {
    fn from_params(params: &Params) -> Option<Self>;
}

/// A union of which a number beside it tells the variant.
pub(super) trait FromUnion: Sized {
    fn from_union(selector: i64, value: &Value) -> Option<Self>;
}

/// An optional parameter: absent and null are the same; a wrong type is neither.
pub(super) fn optional<T>(params: &Params, name: &str, read: impl Fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match params.get(name) {
        None | Some(Value::Null) => Some(None),
        Some(value) => read(value).map(Some),
    }
}

pub(super) fn required<T>(params: &Params, name: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
    optional(params, name, read)?
}

/// Helps inference where a reader is called in place.
pub(super) fn one<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
    read(value)
}

pub(super) fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

pub(super) fn named_text<T: From<String>>(value: &Value) -> Option<T> {
    text(value).map(T::from)
}

pub(super) fn boolean(value: &Value) -> Option<bool> {
    value.as_bool()
}

pub(super) fn int<T: TryFrom<i128>>(value: &Value) -> Option<T> {
    let wide = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from))?;
    T::try_from(wide).ok()
}

pub(super) fn named_int<W: TryFrom<i128>, T: From<W>>(value: &Value) -> Option<T> {
    int::<W>(value).map(T::from)
}

pub(super) fn list<T>(read: impl Fn(&Value) -> Option<T>) -> impl Fn(&Value) -> Option<Vec<T>> {
    move |value| value.as_array()?.iter().map(&read).collect()
}

pub(super) fn map<T>(read: impl Fn(&Value) -> Option<T>) -> impl Fn(&Value) -> Option<BTreeMap<String, T>> {
    move |value| value.as_object()?.iter().map(|(key, value)| Some((key.clone(), read(value)?))).collect()
}

pub(super) fn object<T: FromParams>(value: &Value) -> Option<T> {
    T::from_params(value.as_object()?)
}

/// The number under `name`, if there is one: it selects a variant.
pub(super) fn selector(params: &Params, name: &str) -> Option<i64> {
    params.get(name).and_then(Value::as_i64)
}

pub(super) fn union<T: FromUnion>(selector: impl Into<Option<i64>>) -> impl Fn(&Value) -> Option<T> {
    let selector = selector.into();
    move |value| T::from_union(selector?, value)
}

/// What a text holds as JSON.
pub(super) fn json<T>(read: impl Fn(&Value) -> Option<T>) -> impl Fn(&Value) -> Option<T> {
    move |value| read(&serde_json::from_str(value.as_str()?).ok()?)
}
