//! Keys of rows: values in an order of their own, so that tables have one.

use serde_json::Value;

/// One column of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Absent,
    Bool(bool),
    Number(i128),
    Text(String),
    /// Anything else, as its JSON.
    Json(String),
}

impl Part {
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Absent,
            Value::Bool(flag) => Self::Bool(*flag),
            Value::String(text) => Self::Text(text.clone()),
            other => number(other).map_or_else(|| Self::Json(other.to_string()), Self::Number),
        }
    }

    /// The value that it is of.
    pub(crate) fn value(&self) -> Value {
        match self {
            Self::Absent => Value::Null,
            Self::Bool(flag) => Value::Bool(*flag),
            Self::Number(number) => i64::try_from(*number)
                .map(Value::from)
                .or_else(|_| u64::try_from(*number).map(Value::from))
                .unwrap_or_default(),
            Self::Text(text) => Value::String(text.clone()),
            Self::Json(json) => serde_json::from_str(json).unwrap_or_default(),
        }
    }
}

/// A whole number.
pub(crate) fn number(value: &Value) -> Option<i128> {
    value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from))
}
