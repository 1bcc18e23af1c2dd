//! What schemars says and a reader of the schema does not need: no key of a spec file takes `null`.

use schemars::Schema;
use serde_json::{Value, json};

/// Removes from one schema, not from those inside it, what follows from types of Rust alone.
pub(super) fn tidy(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    // An editor would write the default where it is not needed, and does not know widths of integers.
    object.remove("default");
    object.remove("format");
    if let Some(Value::String(description)) = object.get_mut("description") {
        *description = description.replace('\n', " ");
    }
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|ty| ty != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    let null = json!({"type": "null"});
    let has_null = |value: &Value| value.as_array().is_some_and(|forms| forms.contains(&null));
    if object.get("anyOf").is_some_and(has_null)
        && let Some(Value::Array(mut forms)) = object.remove("anyOf")
    {
        forms.retain(|form| *form != null);
        let key = if forms.len() == 1 { "allOf" } else { "anyOf" };
        object.insert(key.to_owned(), Value::Array(forms));
    }
}
