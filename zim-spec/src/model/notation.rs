//! Types as the spec writes them: `list<UserId>`.

use super::{Int, LimitKind, Schema, Type};
use std::fmt;

impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::I32 => "i32",
            Self::U32 => "u32",
            Self::I64 => "i64",
            Self::U64 => "u64",
        })
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("string"),
            Self::Bool => f.write_str("bool"),
            Self::Int(int) => int.fmt(f),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::Map { key, value } => write!(f, "map<{key}, {value}>"),
            Self::Struct(name) | Self::Union(name) => f.write_str(name),
            Self::Json { value, url_encoded: false } => write!(f, "json<{value}>"),
            Self::Json { value, url_encoded: true } => write!(f, "url_json<{value}>"),
        }
    }
}

/// By the name of its type, if it has one; without its limits.
impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.named {
            Some(name) => f.write_str(name),
            None => self.ty.fmt(f),
        }
    }
}

impl LimitKind {
    /// The number that states it: a length, a count, the end of a range. `None` for limits of another kind.
    #[must_use]
    pub fn number(&self) -> Option<i128> {
        match *self {
            Self::MinBytes(n)
            | Self::MaxBytes(n)
            | Self::MinChars(n)
            | Self::MaxChars(n)
            | Self::MinItems(n)
            | Self::MaxItems(n)
            | Self::MaxTotalBytes(n) => Some(n.into()),
            Self::Min(n) | Self::Above(n) | Self::Max(n) | Self::Below(n) => Some(n.into()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_written_as_they_are_read() {
        let named = Schema { named: Some("UserId".to_owned()), ..Schema::plain(Type::Text) };
        let text = Schema::plain(Type::Text);
        let list = Schema::plain(Type::List(Box::new(named.clone())));
        let map = Type::Map { key: Box::new(text.clone()), value: Box::new(list) };
        assert_eq!(map.to_string(), "map<string, list<UserId>>");
        assert_eq!(Type::Json { value: Box::new(text), url_encoded: true }.to_string(), "url_json<string>");
        for int in [Int::I32, Int::U32, Int::I64, Int::U64] {
            assert_eq!(Type::Int(int).to_string(), format!("{int:?}").to_lowercase());
        }
        assert_eq!((named.to_string(), named.ty.to_string()), ("UserId".to_owned(), "string".to_owned()));
    }
}
