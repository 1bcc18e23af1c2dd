//! A fact of a document, small enough to be either in the spec or not.

use std::fmt;

/// A fact of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fact {
    /// The action that it is about.
    pub(super) action: String,
    /// Where it holds: `params.UserInfo[].UserName`, `reply.List[].Next`, or empty for the action itself.
    pub(super) path: String,
    /// What it says.
    pub(super) claim: Claim,
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// There is such an action, called with this method.
    Action(String),
    /// There is such a parameter or field of one.
    Param,
    /// It is required.
    Required,
    /// There is such a field in the reply.
    Reply,
    /// It takes this value.
    Value(String),
    /// `maxLength`
    MaxLength(i64),
    /// `maxItems`
    MaxItems(i64),
    /// `minimum`
    Minimum(i64),
    /// `maximum`
    Maximum(i64),
    /// `default`
    Default(String),
    /// A number beside a unit or bound in the text about a parameter.
    Prose(i64),
    /// A rate: so many in a second.
    Rate(i64),
    /// A return code of the action's table.
    Code(i64),
}

/// The kinds of claim, as columns of the table.
pub(super) const KINDS: [&str; 7] = ["action", "params", "reply", "values", "limits", "prose", "codes"];

impl Claim {
    /// The column of [`KINDS`] that it is counted in.
    pub(super) fn kind(&self) -> usize {
        match self {
            Self::Action(_) | Self::Rate(_) => 0,
            Self::Param | Self::Required | Self::Default(_) => 1,
            Self::Reply => 2,
            Self::Value(_) => 3,
            Self::MaxLength(_) | Self::MaxItems(_) | Self::Minimum(_) | Self::Maximum(_) => 4,
            Self::Prose(_) => 5,
            Self::Code(_) => 6,
        }
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Action(method) => write!(f, "action {method}"),
            Self::Param => f.write_str("param"),
            Self::Required => f.write_str("required"),
            Self::Reply => f.write_str("field"),
            Self::Value(value) => write!(f, "value {value}"),
            Self::MaxLength(n) => write!(f, "maxLength {n}"),
            Self::MaxItems(n) => write!(f, "maxItems {n}"),
            Self::Minimum(n) => write!(f, "minimum {n}"),
            Self::Maximum(n) => write!(f, "maximum {n}"),
            Self::Default(value) => write!(f, "default {value}"),
            Self::Prose(n) => write!(f, "prose {n}"),
            Self::Rate(n) => write!(f, "rate {n}"),
            Self::Code(code) => write!(f, "code {code}"),
        }
    }
}

impl fmt::Display for Fact {
    /// `CreateRoom params.RoomId: maxLength 32`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { action, path, claim } = self;
        if path.is_empty() { write!(f, "{action}: {claim}") } else { write!(f, "{action} {path}: {claim}") }
    }
}
