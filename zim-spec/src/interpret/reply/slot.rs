//! A field that a value is made for: of a reply, a callback or a struct.

use crate::model::{Param, ReplyField, Scalar, Schema};

/// What the maker needs to know of a field.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    pub(super) name: &'a str,
    pub(super) schema: &'a Schema,
    pub(super) example: Option<&'a Scalar>,
    /// The field beside it that selects the variant.
    pub(super) selector: Option<&'a str>,
    /// Whether it is there: it always is, or it has an example to show.
    pub(super) shown: bool,
}

impl<'a> Slot<'a> {
    /// The fields of a reply or a callback.
    pub(super) fn of_reply(fields: &'a [ReplyField]) -> Vec<Self> {
        let slot = |field: &'a ReplyField| Self {
            name: &field.name,
            schema: &field.schema,
            example: field.example.as_ref(),
            selector: field.selector.as_deref(),
            shown: !field.optional || field.example.is_some(),
        };
        fields.iter().map(slot).collect()
    }

    /// The fields of a struct.
    pub(super) fn of_struct(fields: &'a [Param]) -> Vec<Self> {
        let slot = |field: &'a Param| Self {
            name: &field.name,
            schema: &field.schema,
            example: field.example.as_ref(),
            selector: field.selector.as_deref(),
            shown: field.required || field.example.is_some(),
        };
        fields.iter().map(slot).collect()
    }
}
