//! Types in the notation of the spec, and what lies inside of them.

use zim_spec::model::{Int, Schema, Type};

/// How a spec writes the type: `list<UserId>`.
pub(super) fn notation(schema: &Schema) -> String {
    match &schema.named {
        Some(name) => name.clone(),
        None => plain_notation(schema),
    }
}

/// The same, of what a named type stands for.
pub(super) fn plain_notation(schema: &Schema) -> String {
    match &schema.ty {
        Type::Text => "string".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Int(int) => match int {
            Int::I32 => "i32",
            Int::U32 => "u32",
            Int::I64 => "i64",
            Int::U64 => "u64",
        }
        .to_owned(),
        Type::List(item) => format!("list<{}>", notation(item)),
        Type::Map { key, value } => format!("map<{}, {}>", notation(key), notation(value)),
        Type::Struct(name) | Type::Union(name) => name.clone(),
        Type::Json { value, url_encoded: false } => format!("json<{}>", notation(value)),
        Type::Json { value, .. } => format!("url_json<{}>", notation(value)),
        other => format!("{other:?}"),
    }
}

/// Whether `schema` is, or holds, what `test` accepts. Structs and unions are not looked into: they have names.
pub(super) fn any(schema: &Schema, test: &dyn Fn(&Schema) -> bool) -> bool {
    test(schema)
        || match &schema.ty {
            Type::List(item) => any(item, test),
            Type::Map { key, value } => any(key, test) || any(value, test),
            Type::Json { value, .. } => any(value, test),
            _ => false,
        }
}
