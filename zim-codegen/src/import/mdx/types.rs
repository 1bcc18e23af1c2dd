//! The cell of a type: what it is, and the structure that it names.

use super::super::prose;
use super::super::{Field, FieldType, Found};

/// What a cell says about a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) ty: Option<FieldType>,
    /// The name of a structure that is described elsewhere.
    pub(super) of: Option<String>,
}

/// What `cell` says about a type.
pub(super) fn read(cell: &str) -> Reading {
    let cell = cell.trim().trim_end_matches(['.', '。', ',', '，', ';']).trim();
    if let Some(item) = list_item(cell) {
        let reading = read_item(item);
        return Reading { ty: Some(list_of(reading.ty, item.is_empty())), of: reading.of };
    }
    let lower = cell.to_lowercase();
    for prefix in ["object of ", "object<", "object("] {
        if lower.starts_with(prefix) {
            let of = cell.get(prefix.len()..).unwrap_or_default().trim_end_matches(['>', ')']).trim();
            return Reading { ty: Some(FieldType::Object), of: named(of) };
        }
    }
    read_item(cell)
}

/// The type of a list whose items are that.
pub(super) fn list_of(item: Option<FieldType>, says_nothing: bool) -> FieldType {
    match item {
        Some(FieldType::Text) => FieldType::ListOfText,
        Some(FieldType::Number | FieldType::Int32 | FieldType::Int64) => FieldType::ListOfNumber,
        Some(FieldType::Object | FieldType::Map) => FieldType::ListOfObject,
        // The name of a structure.
        None if !says_nothing => FieldType::ListOfObject,
        _ => FieldType::List,
    }
}

pub(super) fn is_list(ty: FieldType) -> bool {
    matches!(ty, FieldType::List | FieldType::ListOfText | FieldType::ListOfNumber | FieldType::ListOfObject)
}

/// What a type is called in messages.
pub(super) fn name(ty: FieldType) -> &'static str {
    match ty {
        FieldType::Text => "a text",
        FieldType::Bool => "true or false",
        FieldType::Number | FieldType::Int32 | FieldType::Int64 => "a number",
        FieldType::Object => "an object",
        FieldType::Map => "an object with keys of one's own",
        FieldType::ListOfText => "a list of texts",
        FieldType::ListOfNumber => "a list of numbers",
        FieldType::ListOfObject => "a list of objects",
        FieldType::List => "a list",
    }
}

/// Sets the type of `field`, at the place where one stood before, or else at its name.
pub(super) fn set(field: &mut Field, ty: FieldType) {
    let place = field.ty.as_ref().map_or_else(|| field.name.place.clone(), |found| found.place.clone());
    field.ty = Some(Found::new(ty, place));
}

fn read_item(cell: &str) -> Reading {
    match prose::field_type(cell) {
        Some(ty) => Reading { ty: Some(ty), of: None },
        None => Reading { ty: None, of: named(cell) },
    }
}

/// Of `Array of X`, `X[]`, `List<X>` and the like the `X`; it may be empty.
fn list_item(cell: &str) -> Option<&str> {
    if let Some(item) = cell.strip_suffix("[]").or_else(|| cell.strip_prefix("[]")) {
        return Some(item.trim());
    }
    let word_end = cell.find(|c: char| !c.is_alphanumeric()).unwrap_or(cell.len());
    let word = cell.get(..word_end)?.to_lowercase();
    let is_list = |word: &str| matches!(word, "array" | "arrays" | "list" | "lists" | "arrar" | "数组" | "列表");
    if is_list(&word) {
        let rest = cell.get(word_end..)?.trim();
        let rest = rest.strip_prefix("of ").or_else(|| rest.strip_prefix("Of ")).unwrap_or(rest);
        return Some(rest.trim_matches(|c: char| "<>[]()（）: ".contains(c)));
    }
    let (item, last) = cell.rsplit_once(' ')?;
    is_list(&last.to_lowercase()).then(|| item.trim())
}

/// `text` as the name of a structure.
fn named(text: &str) -> Option<String> {
    let is_name = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-' || c == ' ');
    is_name.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, ty: Option<FieldType>, of: Option<&str>) {
        assert_eq!(read(cell), Reading { ty, of: of.map(str::to_owned) }, "{cell}");
    }

    #[test]
    fn lists_objects_and_structures() {
        use FieldType::{Bool, List, ListOfNumber, ListOfObject, ListOfText, Number, Object, Text};
        check("String", Some(Text), None);
        check("STRING", Some(Text), None);
        check("Number", Some(Number), None);
        check("bool", Some(Bool), None);
        check("Array of String", Some(ListOfText), None);
        check("Array Of Object", Some(ListOfObject), None);
        check("Arrar of Object", Some(ListOfObject), None);
        check("Array of Number", Some(ListOfNumber), None);
        check("Array of Ticket", Some(ListOfObject), Some("Ticket"));
        check("Array", Some(List), None);
        check("Array<String>", Some(ListOfText), None);
        check("String[]", Some(ListOfText), None);
        check("Object Array", Some(ListOfObject), None);
        check("Object", Some(Object), None);
        check("Object of Ticket", Some(Object), Some("Ticket"));
        check("Ticket", None, Some("Ticket"));
        check("", None, None);
        check("?!", None, None);
    }
}
