//! One parameter of a request, looked up by its name: what rate limits are counted by.

use super::output::Output;
use super::{Params, Redacted, Request, Wire};
use std::fmt;

/// A parameter that a request has. `Debug` does not show its value.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its value as a query carries it: the digits of a number, or a text with all but unreserved characters
    /// percent-encoded. Different values read differently. Of a list it is the first item; of an empty one nothing.
    pub value: String,
    /// How many items it has; 1 if it is no list.
    pub items: u64,
}

/// The parameter of `request` that is called `name`; `None` if it is absent.
///
/// Fields of structs inside the request are not looked at.
#[must_use]
pub fn parameter(request: &dyn Request, name: &str) -> Option<Parameter> {
    let mut found = Found(None);
    request.visit(&mut Params::finding(name, &mut found));
    found.0
}

/// What was found so far.
pub(super) struct Found(Option<Parameter>);

impl Found {
    /// Keeps a parameter that `write` writes with its name; `redacted` tells how many items it has.
    pub(super) fn keep(&mut self, redacted: Redacted, write: impl FnOnce(&mut Wire<'_>)) {
        let mut written = Output::new();
        write(&mut Wire::query(&mut written));
        let written = written.as_slice();
        // `&Name=value`, or `&Name[]=first&Name[]=second`, where neither `=` nor `&` is part of a name or value.
        let first = written.split(|byte| *byte == b'=').nth(1).unwrap_or_default();
        let value = first.split(|byte| *byte == b'&').next().unwrap_or_default();
        let items = redacted.item_count().map_or(1, |count| u64::try_from(count).unwrap_or(u64::MAX));
        self.0 = Some(Parameter { value: String::from_utf8_lossy(value).into_owned(), items });
    }
}

impl fmt::Debug for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parameter").field("items", &self.items).finish_non_exhaustive()
    }
}
