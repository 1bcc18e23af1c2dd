//! The type of a parameter in a table, held against the value that an example has for it.

use super::super::FieldType;
use super::super::rules::{CONFLICT, DOUBT};
use super::json::Json;
use super::node::Node;
use super::types;
use super::witness::Manner;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, quoted};
use zim_spec::model::Scalar;

/// Takes the type that the example shows, where the table's is none or cannot be meant.
pub(super) fn correct(node: &mut Node, value: &Json, manner: Manner<'_>, findings: &mut Diagnostics) {
    let Some(shown) = shown(value) else { return };
    let Some(ty) = node.field.ty.as_ref().map(|found| found.value) else {
        let message = format!("what {} is comes from the example: {}", quoted(node.name()), types::name(shown));
        findings.push(Diagnostic::warning(DOUBT, message).at(node.place()));
        return types::set(&mut node.field, shown);
    };
    if agree(ty, shown) {
        if ty == FieldType::List && shown != FieldType::List {
            types::set(&mut node.field, shown);
        }
        return;
    }
    // A list can be forgotten in a table, and what its items are; an example shows both. Which scalar a value is
    // may as well be wrong in the example.
    let has_fields = !node.children.is_empty();
    let better = match (ty, shown) {
        (FieldType::Object | FieldType::Map, FieldType::ListOfObject | FieldType::List) => {
            Some(FieldType::ListOfObject)
        }
        (FieldType::ListOfText | FieldType::ListOfNumber, FieldType::ListOfObject) => Some(FieldType::ListOfObject),
        (FieldType::ListOfObject, FieldType::ListOfText | FieldType::ListOfNumber) if !has_fields => Some(shown),
        (FieldType::Number | FieldType::Int32 | FieldType::Int64, FieldType::ListOfNumber) => Some(shown),
        (FieldType::Number | FieldType::Int32 | FieldType::Int64, FieldType::List) => Some(FieldType::ListOfNumber),
        (FieldType::Text, FieldType::ListOfText) => Some(shown),
        (FieldType::Text, FieldType::List) => Some(FieldType::ListOfText),
        (FieldType::ListOfObject, FieldType::Object) if manner.is_reply => Some(shown),
        _ => None,
    };
    let taken = if better.is_some() { "the draft follows the example" } else { "the draft follows the table" };
    let (name, says) = (quoted(node.name()), types::name(ty));
    let message = format!("the table calls {name} {says}, the example has {}: {taken}", value.kind());
    let at = node.field.ty.as_ref().map_or_else(|| node.place(), |found| found.place.clone());
    findings.push(Diagnostic::warning(CONFLICT, message).at(at));
    if let Some(better) = better {
        types::set(&mut node.field, better);
    }
}

/// What a value of an example is.
fn shown(value: &Json) -> Option<FieldType> {
    Some(match value {
        Json::Object(_) => FieldType::Object,
        Json::Text(_) => FieldType::Text,
        Json::Number(_) => FieldType::Number,
        Json::Bool(_) => FieldType::Bool,
        Json::List(items) => match items.iter().find_map(shown) {
            Some(FieldType::Object) => FieldType::ListOfObject,
            Some(FieldType::Text) => FieldType::ListOfText,
            Some(FieldType::Number) => FieldType::ListOfNumber,
            _ => FieldType::List,
        },
        Json::Null | Json::Unknown => return None,
    })
}

fn agree(ty: FieldType, shown: FieldType) -> bool {
    let is_number = |ty| matches!(ty, FieldType::Number | FieldType::Int32 | FieldType::Int64);
    let is_object = |ty| matches!(ty, FieldType::Object | FieldType::Map);
    ty == shown
        || (is_number(ty) && is_number(shown))
        || (is_object(ty) && is_object(shown))
        || (ty == FieldType::List && types::is_list(shown))
        || (shown == FieldType::List && types::is_list(ty))
}

/// The value of the example as one of the type of `node`.
pub(super) fn example(node: &Node, value: &Json) -> Option<Scalar> {
    let ty = node.field.ty.as_ref().map(|found| found.value)?;
    match (ty, value) {
        (FieldType::Text, Json::Text(text) | Json::Number(text)) => Some(Scalar::Text(text.clone())),
        (FieldType::Number | FieldType::Int32 | FieldType::Int64, Json::Number(number) | Json::Text(number)) => {
            number.parse().ok().map(Scalar::Int)
        }
        (FieldType::Bool, Json::Bool(bool)) => Some(Scalar::Bool(*bool)),
        _ => None,
    }
}

/// Makes lists of the objects that no example shows, and that are called a list in words.
pub(super) fn unseen_lists(nodes: &mut [Node], findings: &mut Diagnostics) {
    for node in nodes {
        let is_object = node.field.ty.as_ref().is_some_and(|found| found.value == FieldType::Object);
        let about = node.about.as_ref().map(|about| about.text().to_lowercase()).unwrap_or_default();
        let sentence = about.split(['。', '.', '\n']).next().unwrap_or_default();
        let is_list =
            sentence.contains("列表") || sentence.split(|c: char| !c.is_alphanumeric()).any(|word| word == "list");
        if is_object && is_list && !node.is_seen && !node.children.is_empty() {
            let message =
                format!("{} is called an object, and a list in words: a list of objects is taken", quoted(node.name()));
            let at = node.field.ty.as_ref().map_or_else(|| node.place(), |found| found.place.clone());
            findings.push(Diagnostic::warning(DOUBT, message).at(at).help("no example shows which it is"));
            types::set(&mut node.field, FieldType::ListOfObject);
        }
        unseen_lists(&mut node.children, findings);
    }
}
