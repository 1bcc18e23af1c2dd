//! Names that the protocol fixes, and names that are paths.

use super::super::{Field, FieldType, Found};
use super::refs::At;
use super::{is_list, schema};
use std::collections::BTreeSet;
use zim_spec::diagnostic::Place;

/// The parameter that names the action.
const ACTION: &str = "Action";

/// Parameters that every request has.
const COMMON: [&str; 5] = ["AppId", "SignatureNonce", "Timestamp", "SignatureVersion", "Signature"];

/// Words by which a description says that every request has the parameter.
const COMMON_WORDS: [&str; 4] = ["公共参数", "公共请求参数", "public parameter", "common parameter"];

/// Fields that every reply has, in lower case and without `_`.
const ENVELOPE: [&str; 3] = ["code", "message", "requestid"];

pub(super) fn is_action(name: &str) -> bool {
    name == ACTION
}

pub(super) fn is_common(name: &str, description: &str) -> bool {
    let start: String = description.chars().take(60).collect::<String>().to_lowercase();
    COMMON.contains(&name) || COMMON_WORDS.iter().any(|word| start.contains(word))
}

pub(super) fn is_envelope(name: &str) -> bool {
    ENVELOPE.contains(&name.replace('_', "").to_ascii_lowercase().as_str())
}

/// Whether a text is one word that could name an action.
pub(super) fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.len() <= 64
        && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The action in a path such as `/?Action=Name`.
pub(super) fn of_path(path: &str, place: Place) -> Vec<Found<String>> {
    let query = path.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let value = query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == ACTION));
    let name = value.map(|(_, name)| name).filter(|name| is_identifier(name));
    name.map(|name| Found::new(name.to_owned(), place)).into_iter().collect()
}

/// The host of the first address in a text.
pub(super) fn host(at: Option<At<'_>>) -> Option<Found<String>> {
    let at = at?;
    let text = at.node.text()?;
    let rest = text.split_once("://").map(|(_, rest)| rest)?;
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
    let host = rest.get(..end).filter(|host| host.contains('.') && host.len() < 256)?;
    Some(Found::new(host.to_owned(), at.place()))
}

/// Puts a parameter of the query where its name says: `Media[N].FileId` is a field of the items of `Media`.
pub(super) fn insert(params: &mut Vec<Field>, mut field: Field) {
    let written = std::mem::take(&mut field.name.value);
    let mut steps: Vec<&str> = written.split('.').collect();
    let last = steps.pop().unwrap_or_default();
    let (name, indexed) = plain(last);
    name.clone_into(&mut field.name.value);
    if indexed && let Some(ty) = field.ty.as_mut().filter(|ty| !is_list(ty.value)) {
        ty.value = list_of(ty.value);
    }
    for step in steps.into_iter().rev().take(8) {
        let (name, indexed) = plain(step);
        let mut outer = Field::new(Found::new(name.to_owned(), field.name.place.clone()));
        let ty = if indexed { FieldType::ListOfObject } else { FieldType::Object };
        outer.ty = Some(Found::new(ty, field.name.place.clone()));
        outer.required.clone_from(&field.required);
        outer.fields.push(field);
        field = outer;
    }
    schema::push(params, field);
}

/// A name without an index, and whether it had one.
fn plain(step: &str) -> (&str, bool) {
    match step.split_once('[') {
        Some((name, _)) => (name, true),
        None => (step, false),
    }
}

fn list_of(ty: FieldType) -> FieldType {
    match ty {
        FieldType::Text => FieldType::ListOfText,
        FieldType::Number | FieldType::Int32 | FieldType::Int64 => FieldType::ListOfNumber,
        FieldType::Object | FieldType::Map => FieldType::ListOfObject,
        _ => FieldType::List,
    }
}

/// The events of clients that a table links to: the first cell of each row, since the others are its names elsewhere.
pub(super) fn events(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter_map(|line| line.trim().strip_prefix('|'));
    let first = rows.filter_map(|row| row.trim_start().strip_prefix('[')?.split_once("](").map(|(name, _)| name));
    let names = first.filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric()) && name.len() <= 64);
    names
        .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        // Where only a row without the plain name follows, `onX` is the `x` that was there before.
        .map(|name| match name.strip_prefix("on").or_else(|| name.strip_prefix("On")) {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_uppercase()) => lower_first(rest),
            _ => name.to_owned(),
        })
        .collect()
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + characters.as_str())
}
