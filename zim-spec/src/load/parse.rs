//! From a file's values to its document: every problem at once, each at its key or value.

use super::explain::{self, Problem};
use super::findings::Findings;
use super::index::{Index, Inside, Path, Spot, Step};
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use serde_yaml::Value;

/// What `value` says. What is not allowed is reported and left out; `None` if too little was left.
///
/// Serde stops at the first problem: it is reported, taken out, and the rest tried again.
pub(super) fn parse<T: DeserializeOwned>(
    mut value: Value,
    index: &mut Index,
    text: &str,
    findings: &mut Findings,
) -> Option<T> {
    while !findings.is_full() {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(document) => return Some(document),
            Err(error) => error,
        };
        let path = path(error.path());
        let problem = explain::explain(&error.inner().to_string(), &path);
        findings.push(problem.diagnostic(&value, index, text));
        let meant = problem.meant().map(str::to_owned);
        let culprit = match problem {
            Problem::UnknownKey { path, .. } | Problem::WrongType { path, .. } => path,
        };
        // A misspelt key is read as what it most likely stands for, so that its value is checked too and the
        // right key is not called missing.
        if meant.is_some_and(|meant| rename(&mut value, &mut index.root, &culprit, &meant)) {
            continue;
        }
        if !remove(&mut value, &mut index.root, &culprit) {
            return None;
        }
    }
    None
}

fn path(path: &serde_path_to_error::Path) -> Path {
    let mut steps = Path::root();
    for segment in path {
        steps = match segment {
            Segment::Map { key } => steps.key(key),
            Segment::Seq { index } => steps.item(*index),
            // The model has no enums: their places would be lost.
            Segment::Enum { .. } | Segment::Unknown => return steps,
        };
    }
    steps
}

/// The value at the end of `path`.
pub(super) fn at<'a>(value: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key.as_str()),
        Step::Item(position) => value.get(*position),
    })
}

/// Calls the key at the end of `path` `name`, unless there is one of that name already.
fn rename(value: &mut Value, spot: &mut Spot, path: &[Step], name: &str) -> bool {
    let Some((step, rest)) = path.split_first() else { return false };
    match (step, value, &mut spot.inside) {
        (Step::Key(key), Value::Mapping(mapping), Inside::Keys(spots)) if rest.is_empty() => {
            if mapping.contains_key(name) || spots.contains_key(name) {
                return false;
            }
            let (Some(value), Some(spot)) = (mapping.shift_remove(key.as_str()), spots.get(key).cloned()) else {
                return false;
            };
            mapping.insert(name.into(), value);
            spots.insert(name.to_owned(), spot);
            true
        }
        (Step::Key(key), Value::Mapping(mapping), Inside::Keys(spots)) => {
            match (mapping.get_mut(key.as_str()), spots.get_mut(key)) {
                (Some(value), Some(spot)) => rename(value, spot, rest, name),
                _ => false,
            }
        }
        (Step::Item(position), Value::Sequence(values), Inside::Items(spots)) => {
            match (values.get_mut(*position), spots.get_mut(*position)) {
                (Some(value), Some(spot)) => rename(value, spot, rest, name),
                _ => false,
            }
        }
        _ => false,
    }
}

/// Takes out what is at the end of `path`; false if there is no such thing. The place of a key stays, so that
/// it is not called missing; that of an item goes, so that positions agree.
fn remove(value: &mut Value, spot: &mut Spot, path: &[Step]) -> bool {
    let Some((step, rest)) = path.split_first() else {
        return false;
    };
    match (step, value, &mut spot.inside) {
        (Step::Key(key), Value::Mapping(mapping), _) if rest.is_empty() => mapping.shift_remove(key.as_str()).is_some(),
        (Step::Key(key), Value::Mapping(mapping), Inside::Keys(spots)) => {
            match (mapping.get_mut(key.as_str()), spots.get_mut(key)) {
                (Some(value), Some(spot)) => remove(value, spot, rest),
                _ => false,
            }
        }
        (Step::Item(position), Value::Sequence(values), Inside::Items(spots)) => {
            if *position >= values.len() || *position >= spots.len() {
                return false;
            }
            if rest.is_empty() {
                values.remove(*position);
                spots.remove(*position);
                // A list that has lost all its items is not an empty one.
                if spots.is_empty() {
                    spot.inside = Inside::Nothing;
                }
                return true;
            }
            match (values.get_mut(*position), spots.get_mut(*position)) {
                (Some(value), Some(spot)) => remove(value, spot, rest),
                _ => false,
            }
        }
        _ => false,
    }
}
