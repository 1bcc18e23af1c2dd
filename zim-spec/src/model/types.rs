//! What values are, and the limits they have.

use super::{Condition, Dispute, Param, Rule};
use serde::Serialize;
use std::fmt;

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

/// A named type: a scalar, list or map with limits, an enumeration, flags, a struct, or a union.
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
    /// The values of an enumeration of integers, or the bits of flags; `None` if this is none, also where it only
    /// stands for another.
    pub values: Option<Values>,
    /// The values of an enumeration of texts; `None` if this is none, also where it only stands for another.
    pub texts: Option<Texts>,
    /// The fields of a struct, in the order of the spec; empty if this is none, also where it only stands for
    /// another.
    pub fields: Vec<Param>,
    /// What must hold between the fields of a struct, in the order of the spec.
    pub rules: Vec<Rule>,
    /// The variants of a union; `None` if this is none.
    pub union: Option<Union>,
    /// Where the documents disagree.
    pub disputed: Vec<Dispute>,
}

/// The values of an enumeration of integers, or the bits of flags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Values {
    /// Whether further numbers are allowed. If not, the schema has [`LimitKind::OneOf`], or of flags
    /// [`LimitKind::Flags`].
    pub open: bool,
    /// Whether the numbers are bits that are added up, rather than one of them taken. Each is then a power of two.
    pub flags: bool,
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

/// The values of an enumeration of texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Texts {
    /// Whether further texts are allowed. If not, the schema has [`LimitKind::OneOfTexts`].
    pub open: bool,
    /// The values, in the order of the spec; never empty, each text there once.
    pub values: Vec<TextValue>,
}

/// One value of an enumeration of texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TextValue {
    /// The text on the wire.
    pub text: String,
    /// Its name in PascalCase; unique in the enumeration.
    pub name: String,
    /// One sentence about it.
    pub doc: String,
}

/// A value whose type is told by another field beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Union {
    /// The enumeration of integers whose value selects the variant.
    pub by: String,
    /// The variants, in the order of the spec; never empty, each selector there once.
    pub variants: Vec<Variant>,
}

impl Union {
    /// The variant that `selector` selects.
    #[must_use]
    pub fn variant(&self, selector: i64) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.selector == selector)
    }
}

/// One variant of a union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Variant {
    /// The number of the value that selects it.
    pub selector: i64,
    /// The name of that value in the enumeration, in PascalCase; unique in the union.
    pub name: String,
    /// What the value is then.
    pub schema: Schema,
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
    /// The named type that states the values of this integer or text: not a type that stands for that one. `None`
    /// if it is no enumeration and no flags; the items of a list have their own.
    pub enumeration: Option<String>,
    /// Its limits, ordered by [`LimitKind`]; at most one of each.
    pub limits: Vec<Limit>,
    /// Numbers that mean something of their own: no limit of this integer holds for them. Ascending.
    pub sentinels: Vec<Sentinel>,
    /// What the integer counts; `None` if it is no time or span of time.
    pub unit: Option<Unit>,
    /// Whether it is a time that may not lie ahead. Only the server can tell: nothing that knows no time checks it.
    pub not_in_future: bool,
}

/// A number with a meaning of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sentinel {
    /// The number.
    pub value: i64,
    /// What it means, in a few words fit to follow `0:`.
    pub doc: String,
}

/// What an integer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Unit {
    /// A span of time in seconds (`s`).
    Seconds,
    /// A span of time in milliseconds (`ms`).
    Milliseconds,
    /// A time: seconds of Unix time (`unix_s`).
    UnixSeconds,
    /// A time: milliseconds of Unix time (`unix_ms`).
    UnixMilliseconds,
}

impl Unit {
    /// How the spec writes it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
            Self::UnixSeconds => "unix_s",
            Self::UnixMilliseconds => "unix_ms",
        }
    }
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
    /// An object with keys of one's own (`map<K, V>`). Its own limits count entries; the key is text.
    Map {
        /// What the keys are.
        key: Box<Schema>,
        /// What each value is.
        value: Box<Schema>,
    },
    /// An object with the fields of the named type of that name.
    Struct(String),
    /// A value of the named union of that name; [`Param::selector`] tells by which field beside it.
    Union(String),
    /// A text that holds a value as JSON (`json<T>`; `url_json<T>` if percent-encoded after that). Its own limits
    /// are those of the text.
    Json {
        /// What the text holds.
        value: Box<Schema>,
        /// Whether the JSON is percent-encoded. Only in replies and callbacks.
        url_encoded: bool,
    },
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
    /// How far ZEGO raises it, if that is known.
    pub ceiling: Option<i64>,
    /// Of [`Min`](LimitKind::Min) and [`Max`](LimitKind::Max): what the server takes in place of a value beyond the
    /// limit, rather than refuse it. Nobody reports such a limit as broken.
    pub clamped_to: Option<i64>,
    /// The code that the server answers when it is broken, where that is not the parameter's.
    pub code: Option<i64>,
}

impl Schema {
    /// A plain value without limits.
    #[must_use]
    pub fn plain(ty: Type) -> Self {
        Self {
            named: None,
            adjusted: false,
            ty,
            enumeration: None,
            limits: Vec::new(),
            sentinels: Vec::new(),
            unit: None,
            not_in_future: false,
        }
    }
}

impl Limit {
    /// A limit that holds as it stands.
    #[must_use]
    pub fn new(kind: LimitKind) -> Self {
        Self { kind, raisable: false, ceiling: None, clamped_to: None, code: None }
    }
}

/// What a limit limits. Order is the order in which limits are checked and documented.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub enum LimitKind {
    /// Text is not empty.
    NonEmpty,
    /// Text is base64 where the condition, about fields beside it, holds; the byte limits that follow then count
    /// what it encodes. Padded, standard alphabet. Of text that is not base64 no byte limit is reported.
    Base64(Condition),
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
    /// Text is one of these, which differ and are in the order of the spec. It comes from the values of a closed
    /// enumeration and has no key of its own in YAML.
    OneOfTexts(Vec<String>),
    /// An integer is at least this.
    Min(i64),
    /// An integer is above this.
    Above(i64),
    /// An integer is at most this.
    Max(i64),
    /// An integer is below this.
    Below(i64),
    /// An integer is one of these, which are ascending and differ. It comes from the values of a closed
    /// enumeration, or from `only` at the place of use.
    OneOf(Vec<i64>),
    /// An integer has no bits but these. It comes from the bits of closed flags.
    Flags(i64),
    /// A list or map has at least so many items.
    MinItems(u64),
    /// A list or map has at most so many items.
    MaxItems(u64),
    /// A list has no item twice.
    UniqueItems,
    /// No two structs of a list have the same value in the field of that name, which is a text or an integer.
    UniqueBy(String),
    /// The texts that are fields of the structs of a list have at most so many bytes in all.
    MaxTotalBytes(u64),
}

impl LimitKind {
    /// The name of the rule when it is broken, by which `limit_codes` and `raisable` refer to it. Most are also the
    /// key that states the limit in YAML; not so `base64` (`base64_when`), `one_of` (`only`, or the values of an
    /// enumeration) and `flags`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NonEmpty => "non_empty",
            Self::Base64(_) => "base64",
            Self::MinBytes(_) => "min_bytes",
            Self::MaxBytes(_) => "max_bytes",
            Self::MinChars(_) => "min_chars",
            Self::MaxChars(_) => "max_chars",
            Self::Charset(_) => "charset",
            Self::Prefix(_) => "prefix",
            Self::ForbiddenPrefix(_) => "forbidden_prefix",
            Self::OneOfTexts(_) => "one_of",
            Self::Min(_) => "min",
            Self::Above(_) => "above",
            Self::Max(_) => "max",
            Self::Below(_) => "below",
            Self::OneOf(_) => "one_of",
            Self::Flags(_) => "flags",
            Self::MinItems(_) => "min_items",
            Self::MaxItems(_) => "max_items",
            Self::UniqueItems => "unique_items",
            Self::UniqueBy(_) => "unique_by",
            Self::MaxTotalBytes(_) => "max_total_bytes",
        }
    }
}

/// A value without parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Scalar {
    /// Text.
    Text(String),
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Bool(flag) => write!(f, "{flag}"),
            Self::Int(number) => write!(f, "{number}"),
        }
    }
}
