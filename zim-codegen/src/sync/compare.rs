//! What a folder lacks, has too much, or has differently, and why.

use super::{Difference, Reason, SyncError};
use crate::fingerprint;
use crate::render::{GeneratedFile, parse_header};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Compares the folder with what was generated; empty if they agree. Nothing is written.
///
/// Files that do not carry the generator's header are none of its business, unless one stands where a
/// generated file belongs.
///
/// # Errors
///
/// If the folder cannot be read. A folder that does not exist is empty.
pub fn compare(files: &[GeneratedFile], folder: &Path) -> Result<Vec<Difference>, SyncError> {
    let mut present = BTreeMap::new();
    collect(folder, "", &mut present)?;
    let mut differences = Vec::new();
    for file in files {
        let reason = match present.remove(&file.path) {
            None => Some(Reason::Missing),
            Some(text) => reason(&file.text, &text),
        };
        differences.extend(reason.map(|reason| Difference { path: file.path.clone(), reason }));
    }
    let ours = present.into_iter().filter(|(_, text)| parse_header(text).is_some());
    differences.extend(ours.map(|(path, _)| Difference { path, reason: Reason::Unexpected }));
    differences.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(differences)
}

/// Why `present` is not `expected`, if it is not.
fn reason(expected: &str, present: &str) -> Option<Reason> {
    if present == expected {
        return None;
    }
    let Some((header, body)) = parse_header(present) else { return Some(Reason::NotOurs) };
    let Some(header) = header else { return Some(Reason::EditedByHand) };
    let wanted = parse_header(expected).and_then(|(header, _)| header);
    Some(if fingerprint::text(body) != header.content {
        Reason::EditedByHand
    } else if wanted.is_some_and(|wanted| wanted.spec != header.spec) {
        Reason::SpecChanged
    } else if wanted.is_some_and(|wanted| wanted.content == header.content) {
        // The code is the same, so it is the header's own words that differ.
        Reason::EditedByHand
    } else {
        Reason::GeneratorChanged
    })
}

/// Every `.rs` file below `folder`, by its path with `/`. What is not text cannot be ours.
fn collect(folder: &Path, below: &str, found: &mut BTreeMap<String, String>) -> Result<(), SyncError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(SyncError::io("read", folder)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(SyncError::io("read", folder))?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let path = format!("{below}{name}");
        let kind = entry.file_type().map_err(SyncError::io("read", entry.path()))?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), found)?;
        } else if name.ends_with(".rs") {
            let bytes = fs::read(entry.path()).map_err(SyncError::io("read", entry.path()))?;
            found.insert(path, String::from_utf8(bytes).unwrap_or_default());
        }
    }
    Ok(())
}
