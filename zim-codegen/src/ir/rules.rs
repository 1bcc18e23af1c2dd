//! Conditions on fields, and what must hold between them.

use super::CodeRef;
use super::Ident;

/// How a field is read where others are compared with it.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) field: Ident,
    pub(crate) shape: Shape,
    /// Whether it may be absent.
    pub(crate) optional: bool,
    /// Whether `field` is a union, and what is read is which variant it is.
    pub(crate) selects: bool,
}

/// What can be compared of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Int,
    Flag,
    Union,
    /// Nothing but whether it is there.
    Other,
}

/// A condition on a field.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) of: Reading,
    pub(crate) test: Test,
}

#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// One of these texts, or absent if that counts as one of them.
    Texts {
        values: Vec<String>,
        absent: bool,
    },
    /// One of these numbers, or absent if that counts as one of them.
    Numbers {
        values: Vec<i64>,
        absent: bool,
    },
    /// One of these truth values, or absent if that counts as one of them.
    Flags {
        values: Vec<bool>,
        absent: bool,
    },
    /// A number with one of these bits, or absent if that counts as such.
    Bits {
        bits: i64,
        absent: bool,
    },
    Given,
    Absent,
    /// It holds, or does not hold, whatever the field is.
    Settled(bool),
}

/// Something that must hold between fields.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) code: Option<CodeRef>,
    pub(crate) call: RuleCall,
}

/// A call on `p`; texts are those of the wire.
#[derive(Clone, Debug)]
pub(crate) enum RuleCall {
    /// `variant("MessageBody", "MsgType", …)`
    Variant { subject: String, limit: String, union: Ident, selector: Ident },
    /// `p.required_if("SubMsgType", given(&self.sub_msg_type), …, "MessageType = 200")`
    When { method: Ident, subject: String, field: Reading, when: Condition, limit: String },
    /// `p.at_least_one("A", "A, B", &[given(&self.a), given(&self.b)])`
    Count { method: Ident, subject: String, limit: String, fields: Vec<Reading> },
    /// `p.differ("A", "B", …)`
    Differ { subject: String, limit: String, first: Reading, second: Reading },
    /// `p.not_among("A", "List.F", …)`; `item` is the field of an item, if the items are structs.
    NotAmong { subject: String, limit: String, value: Reading, list: Ident, item: Option<Reading> },
    /// `p.among("A", "B, C", …)`
    Among { subject: String, limit: String, value: Reading, others: Vec<Reading> },
    /// `p.all_equal("List", "F", first_different(&self.list, |item| …))`
    AllEqual { subject: String, limit: String, list: Ident, shape: Shape, item: Option<Reading> },
}
