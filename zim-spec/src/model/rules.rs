//! What must hold between parameters, or between the fields of a struct.
//!
//! A parameter is *given* if it is there and, being a list or map, is not empty. Rules name parameters of their
//! action, or fields of their struct; `List.Field` is that field of each item of a list of structs.

use super::Scalar;
use serde::Serialize;
use std::fmt;

/// Something that must hold between parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rule {
    /// What must hold.
    pub kind: RuleKind,
    /// The code that the server answers when it does not.
    pub code: i64,
}

/// What must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum RuleKind {
    /// `param` is given where the condition holds.
    RequiredIf {
        /// The parameter.
        param: String,
        /// When it is required.
        when: Condition,
    },
    /// `param` is given only where the condition holds.
    AllowedIf {
        /// The parameter.
        param: String,
        /// When it is allowed.
        when: Condition,
    },
    /// At least one of these is given; two or more names.
    AtLeastOne(Vec<String>),
    /// Exactly one of these is given; two or more names.
    ExactlyOne(Vec<String>),
    /// Two texts or integers differ, where both are given.
    Differ(String, String),
    /// A text is not among the texts of a list, where it is given.
    NotAmong {
        /// The text.
        value: String,
        /// The list of texts, or of structs with such a field.
        list: FieldPath,
    },
    /// A text is the same as one of these texts, where it is given.
    Among {
        /// The text.
        value: String,
        /// The others.
        others: Vec<String>,
    },
    /// All items of a list of structs have the same in this field, a text or an integer.
    AllEqual(FieldPath),
}

impl RuleKind {
    /// The name of the rule when it is broken.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::RequiredIf { .. } => "required_if",
            Self::AllowedIf { .. } => "allowed_if",
            Self::AtLeastOne(_) => "at_least_one",
            Self::ExactlyOne(_) => "exactly_one",
            Self::Differ(..) => "differ",
            Self::NotAmong { .. } => "not_among",
            Self::Among { .. } => "among",
            Self::AllEqual(_) => "all_equal",
        }
    }

    /// The parameter that it is about: the path of a violation.
    #[must_use]
    pub fn subject(&self) -> &str {
        match self {
            Self::RequiredIf { param, .. } | Self::AllowedIf { param, .. } => param,
            Self::AtLeastOne(names) | Self::ExactlyOne(names) => names.first().map_or("", String::as_str),
            Self::Differ(first, _) => first,
            Self::NotAmong { value, .. } | Self::Among { value, .. } => value,
            Self::AllEqual(path) => &path.list,
        }
    }

    /// What is allowed, as a violation shows it: the condition, or the other names.
    #[must_use]
    pub fn limit(&self) -> String {
        match self {
            Self::RequiredIf { when, .. } | Self::AllowedIf { when, .. } => when.to_string(),
            Self::AtLeastOne(names) | Self::ExactlyOne(names) => names.join(", "),
            Self::Differ(_, second) => second.clone(),
            Self::NotAmong { list, .. } => list.to_string(),
            Self::Among { others, .. } => others.join(", "),
            Self::AllEqual(path) => path.field.clone().unwrap_or_default(),
        }
    }
}

/// A list, or a field of each of its items.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct FieldPath {
    /// The list.
    pub list: String,
    /// The field of each of its items; `None` for the items themselves.
    pub field: Option<String>,
}

impl FieldPath {
    /// The path to `list`, or to `field` of each of its items.
    #[must_use]
    pub fn new(list: impl Into<String>, field: Option<String>) -> Self {
        Self { list: list.into(), field }
    }
}

impl fmt::Display for FieldPath {
    /// `UserIds`, or `FriendInfos.UserId`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "{}.{field}", self.list),
            None => f.write_str(&self.list),
        }
    }
}

/// A condition on a field beside the one it is stated for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Condition {
    /// The field. One that is absent has its default, if it has one; otherwise only [`Test::Absent`] holds of it.
    pub param: String,
    /// What it must be.
    pub test: Test,
}

impl Condition {
    /// `param` passes `test`.
    #[must_use]
    pub fn new(param: impl Into<String>, test: Test) -> Self {
        Self { param: param.into(), test }
    }
}

/// What a field must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub enum Test {
    /// One of these values; never empty, all of the field's type.
    Is(Vec<Scalar>),
    /// An integer with at least one of these bits.
    Has(i64),
    /// Given.
    Given,
    /// Not given.
    Absent,
}

impl fmt::Display for Condition {
    /// `MessageType = 200`, `Kind = 1, 2`, `EditType has 4`, `Name is given`, `Name is absent`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.param)?;
        match &self.test {
            Test::Is(values) => {
                let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                write!(f, " = {}", values.join(", "))
            }
            Test::Has(bits) => write!(f, " has {bits}"),
            Test::Given => f.write_str(" is given"),
            Test::Absent => f.write_str(" is absent"),
        }
    }
}
