//! What values are, and the limits they have.

use super::{Dispute, Param};
use serde::Serialize;

/// A named set of characters. Only ASCII is supported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Charset {
    /// Its name.
    pub name: String,
    /// One sentence about it, fit for the end of "only …".
    pub doc: String,
    /// Every character of the set, sorted, each once.
    pub chars: String,
    /// Where the documents disagree.
    pub disputed: Vec<Dispute>,
}

/// A named type: a scalar or list with limits, an enumeration, or a struct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NamedType {
    /// Its name.
    pub name: String,
    /// One sentence about it.
    pub doc: String,
    /// What it is and which limits it has. Of a struct, `ty` is [`Type::Struct`] of its own name, `named` that
    /// name, and there are no limits.
    pub schema: Schema,
    /// The values of an enumeration; `None` if this is none, also where it only stands for another.
    pub values: Option<Values>,
    /// The fields of a struct, in the order of the spec; empty if this is none, also where it only stands for
    /// another.
    pub fields: Vec<Param>,
    /// Where the documents disagree.
    pub disputed: Vec<Dispute>,
}

/// The values of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Values {
    /// Whether further numbers are allowed. If not, the schema has [`LimitKind::OneOf`].
    pub open: bool,
    /// The values, in the order of the spec; never empty, each number within the integer's width and there once.
    pub values: Vec<EnumValue>,
}

/// One value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EnumValue {
    /// Its number on the wire.
    pub number: i64,
    /// Its name in PascalCase, such as `Group`; unique in the enumeration.
    pub name: String,
    /// One sentence about it.
    pub doc: String,
}

/// What a value is, and the limits it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Schema {
    /// The named type it is, if the spec gave one. `limits` already contains that type's limits.
    pub named: Option<String>,
    /// True if the place of use added to or replaced limits of the named type.
    pub adjusted: bool,
    /// Its kind.
    pub ty: Type,
    /// The named type that states the values of this integer: not a type that stands for that one. `None` if it
    /// is no enumeration; the items of a list have their own.
    pub enumeration: Option<String>,
    /// Its limits, ordered by [`LimitKind`]; at most one of each.
    pub limits: Vec<Limit>,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Type {
    /// Text (`string`).
    Text,
    /// True or false (`bool`).
    Bool,
    /// An integer of stated width (`i32`, `u32`, `i64`, `u64`).
    Int(Int),
    /// A list (`list<T>`). Its own limits count items; the item's limits hold for each.
    List(Box<Schema>),
    /// An object with the fields of the named type of that name.
    Struct(String),
}

/// Widths of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Int {
    /// 32 bits, signed.
    I32,
    /// 32 bits, not negative.
    U32,
    /// 64 bits, signed.
    I64,
    /// 64 bits, not negative.
    U64,
}

impl Int {
    /// The smallest and largest value of this width.
    #[must_use]
    pub fn range(self) -> (i128, i128) {
        match self {
            Self::I32 => (i32::MIN.into(), i32::MAX.into()),
            Self::U32 => (0, u32::MAX.into()),
            Self::I64 => (i64::MIN.into(), i64::MAX.into()),
            Self::U64 => (0, u64::MAX.into()),
        }
    }
}

/// One limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Limit {
    /// What it limits.
    pub kind: LimitKind,
    /// True if ZEGO raises it on request.
    pub raisable: bool,
}

/// What a limit limits. Order is the order in which limits are checked and documented.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub enum LimitKind {
    /// Text is not empty.
    NonEmpty,
    /// Text has at least so many bytes of UTF-8.
    MinBytes(u64),
    /// Text has at most so many bytes of UTF-8.
    MaxBytes(u64),
    /// Text has at least so many characters (Unicode scalar values).
    MinChars(u64),
    /// Text has at most so many characters (Unicode scalar values).
    MaxChars(u64),
    /// Text has only characters of the charset of that name.
    Charset(String),
    /// Text starts with this.
    Prefix(String),
    /// Text does not start with this.
    ForbiddenPrefix(String),
    /// An integer is at least this.
    Min(i64),
    /// An integer is at most this.
    Max(i64),
    /// An integer is one of these, which are ascending and differ. It comes from the values of a closed
    /// enumeration and has no key of its own in YAML.
    OneOf(Vec<i64>),
    /// A list has at least so many items.
    MinItems(u64),
    /// A list has at most so many items.
    MaxItems(u64),
    /// A list has no item twice.
    UniqueItems,
}

impl LimitKind {
    /// The key that states this limit in YAML, and the name of the rule when it is broken.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NonEmpty => "non_empty",
            Self::MinBytes(_) => "min_bytes",
            Self::MaxBytes(_) => "max_bytes",
            Self::MinChars(_) => "min_chars",
            Self::MaxChars(_) => "max_chars",
            Self::Charset(_) => "charset",
            Self::Prefix(_) => "prefix",
            Self::ForbiddenPrefix(_) => "forbidden_prefix",
            Self::Min(_) => "min",
            Self::Max(_) => "max",
            Self::OneOf(_) => "one_of",
            Self::MinItems(_) => "min_items",
            Self::MaxItems(_) => "max_items",
            Self::UniqueItems => "unique_items",
        }
    }
}

/// A value without parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Scalar {
    /// Text.
    Text(String),
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
}
