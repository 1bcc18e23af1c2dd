//! What lies inside of a type.

use zim_spec::model::{Schema, Type};

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
