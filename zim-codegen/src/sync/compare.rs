//! What a folder lacks, has too much, or has differently, and why.

use super::scan::{Other, Present, scan};
use super::write::interrupted;
use super::{Difference, Reason, SyncError};
use crate::fingerprint;
use crate::render::{GeneratedFile, is_recognisable, parse_header};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Compares the folder with what was generated; empty if they agree. Nothing is written.
///
/// What does not carry the generator's header is none of its business, unless it stands where a generated
/// file or its folder belongs. Differences are in order of their paths.
///
/// # Errors
///
/// If the folder cannot be read. A folder that does not exist is empty.
pub fn compare(files: &[GeneratedFile], folder: &Path) -> Result<Vec<Difference>, SyncError> {
    Ok(differences(files, &scan(folder)?))
}

/// In what `present` is not `files`.
pub(super) fn differences(files: &[GeneratedFile], present: &Present) -> Vec<Difference> {
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let ours = present.files.iter().filter(|(path, bytes)| {
        !wanted.contains(path.as_str()) && parse_header(&String::from_utf8_lossy(bytes)).is_some()
    });
    let mut reasons: BTreeMap<&str, Reason> = ours.map(|(path, _)| (path.as_str(), Reason::Unexpected)).collect();
    for file in files {
        if let Some((path, reason)) = obstacle(&file.path, present) {
            reasons.insert(path, reason);
        } else if let Some(reason) = present.files.get(&file.path).map_or(Some(Reason::Missing), |bytes| {
            if bytes == file.text.as_bytes() { None } else { Some(reason(&file.text, &String::from_utf8_lossy(bytes))) }
        }) {
            reasons.insert(&file.path, reason);
        }
    }
    reasons.into_iter().map(|(path, reason)| Difference { path: path.to_owned(), reason }).collect()
}

/// What keeps a file from being at `path`: a folder or link there, or no folder where its folder belongs.
fn obstacle<'a>(path: &'a str, present: &Present) -> Option<(&'a str, Reason)> {
    let folders = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
    let in_the_way = folders.filter_map(|folder| {
        let other = present.others.get(folder).copied().or(present.files.get(folder).map(|_| Other::Thing));
        other.filter(|other| *other != Other::Folder).map(|other| (folder, other))
    });
    let here = present.others.get(path).map(|other| (path, *other));
    in_the_way.chain(here).next().map(|(path, other)| {
        let reason = if other == Other::Link { Reason::Link } else { Reason::NotOurs };
        (path, reason)
    })
}

/// Why `present`, which is not `expected`, is not.
fn reason(expected: &str, present: &str) -> Reason {
    if present == interrupted() {
        return Reason::Interrupted;
    }
    let Some((header, body)) = parse_header(present) else {
        return if is_recognisable(present) { Reason::EditedByHand } else { Reason::NotOurs };
    };
    let Some(header) = header else { return Reason::EditedByHand };
    let wanted = parse_header(expected).and_then(|(header, _)| header);
    if fingerprint::text(body) != header.content {
        Reason::EditedByHand
    } else if wanted.is_some_and(|wanted| wanted.spec != header.spec) {
        Reason::SpecChanged
    } else if wanted.is_some_and(|wanted| wanted.content == header.content) {
        // The code is the same, so it is the header's own words that differ.
        Reason::EditedByHand
    } else {
        Reason::GeneratorChanged
    }
}
