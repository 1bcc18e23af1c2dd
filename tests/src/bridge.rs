//! Any action's request out of JSON, for tests that run over the whole spec.
//!
//! The build script writes one arm per action of the shipped spec and of the lab's, so that a new action is tested as soon
//! as it has an entry. It calls the builders as a user would.

use serde_json::{Map, Value};
use zim_generated::runtime::{Policy, Request, Violations};

/// The parameters of a request, by their names on the wire.
pub type Params = Map<String, Value>;

/// A request, or what is wrong with it; `None` if there is no such action, if a value has a type that Rust would not let through, or
/// if a required one is missing.
pub type Built = Option<Result<Box<dyn Request>, Violations>>;

/// Builds the request of `action` through its builder.
#[must_use]
pub fn build(action: &str, params: &Params, policy: Policy) -> Built {
    generated::from_zim_generated::build(action, params, policy)
        .or_else(|| generated::from_lab::build(action, params, policy))
}

mod generated {
    use super::{Built, Params, Policy, Request, read};

    include!(concat!(env!("OUT_DIR"), "/bridge.rs"));
}

/// Values out of JSON, strictly: what a builder's argument could be.
#[allow(dead_code, reason = "which of them are called depends on the spec")]
mod read {
    use super::{Params, Value};

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

    pub(super) fn text(value: &Value) -> Option<String> {
        value.as_str().map(str::to_owned)
    }

    pub(super) fn boolean(value: &Value) -> Option<bool> {
        value.as_bool()
    }

    pub(super) fn int<T: TryFrom<i128>>(value: &Value) -> Option<T> {
        let wide = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from))?;
        T::try_from(wide).ok()
    }

    pub(super) fn list<T>(read: impl Fn(&Value) -> Option<T>) -> impl Fn(&Value) -> Option<Vec<T>> {
        move |value| value.as_array()?.iter().map(&read).collect()
    }
}
