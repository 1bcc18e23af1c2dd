//! Whether an entry can be called so, in that group of that spec.

use super::{FILL_IN, Kind, Request};
use std::collections::BTreeSet;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, SourceFile, nearest, quoted, visible};
use zim_spec::load::{Layer, load};
use zim_spec::naming::{is_pascal_case, is_snake_case, pascal_case, snake_case};

/// Why there is no draft.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    #[error("{} cannot be the name of {what}: write {allowed}{meant}", quoted(name))]
    Name { name: String, what: &'static str, allowed: &'static str, meant: String },
    #[error("no group is called {}: did you mean {}? `--new-group` makes a new one", quoted(group), quoted(meant))]
    UnknownGroup { group: String, meant: String },
    #[error("{file} exists already: it is not overwritten")]
    Exists { file: String },
    /// What the lints say, a line each.
    #[error("{} cannot be drafted at {file}:{reasons}", quoted(name))]
    Findings { name: String, file: String, reasons: String },
}

/// Refuses a name that no entry of this kind can have in any spec: it would become part of YAML and of a path.
pub(super) fn name(name: &str, kind: Kind) -> Result<(), Refused> {
    let (what, allowed, is_allowed, alike): (_, _, fn(&str) -> bool, _) = match kind {
        Kind::Action(_) => {
            ("an action", "a capital, then letters and digits: `CallReject`", is_pascal_case, pascal_case(name))
        }
        Kind::Callback => (
            "a callback",
            "a small letter, then small letters, digits and `_`: `call_reject`",
            is_snake_case,
            snake_case(name),
        ),
    };
    if is_allowed(name) {
        return Ok(());
    }
    Err(bad_name(name, what, allowed, &alike, is_allowed))
}

/// `alike` is `name` written as names of its kind are, if that makes one.
fn bad_name(name: &str, what: &'static str, allowed: &'static str, alike: &str, is_one: fn(&str) -> bool) -> Refused {
    let meant = if is_one(alike) { format!("; did you mean {}?", quoted(alike)) } else { String::new() };
    Refused::Name { name: name.to_owned(), what, allowed, meant }
}

/// Whether the group is a new one; refuses one that is probably another, misspelt.
pub(super) fn group(layers: &[Layer], request: &Request) -> Result<bool, Refused> {
    let Request { group, kind, new_group, .. } = request;
    if !is_snake_case(group) {
        let allowed = "a small letter, then small letters, digits and single `_` between them: `call`";
        return Err(bad_name(group, "a group", allowed, &snake_case(group), is_snake_case));
    }
    let files = layers.iter().flat_map(|layer| &layer.files);
    let groups: BTreeSet<&str> = files
        .filter_map(|file| file.name.strip_prefix(kind.folder())?.strip_prefix('/')?.split_once('/'))
        .map(|(group, _)| group)
        .collect();
    if groups.contains(group.as_str()) {
        return Ok(false);
    }
    match nearest(group, groups).filter(|_| !new_group) {
        Some(meant) => Err(Refused::UnknownGroup { group: group.clone(), meant: meant.to_owned() }),
        None => Ok(true),
    }
}

/// Refuses a draft that breaks a rule beside the lines that are still to be filled in, such as one whose name is
/// another's, or reserved. `layers` are what it joins, the last being that of its folder.
pub(super) fn draft(mut layers: Vec<Layer>, name: &str, file: &str, text: &str) -> Result<(), Refused> {
    let Some(layer) = layers.last_mut() else { return Ok(()) };
    let shown = format!("{}/{file}", layer.name);
    if layer.files.iter().any(|there| there.name == file) {
        return Err(Refused::Exists { file: visible(&shown) });
    }
    layer.files.push(SourceFile::new(file, text));
    let found = load(&layers).diagnostics;
    let reasons: Vec<String> = found.iter().filter(|it| is_about(it, &shown, &found)).map(reason).collect();
    if reasons.is_empty() {
        return Ok(());
    }
    Err(Refused::Findings { name: name.to_owned(), file: visible(&shown), reasons: reasons.concat() })
}

/// Whether a finding is about the file `shown`, at another place than one to be filled in.
fn is_about(finding: &Diagnostic, shown: &str, all: &Diagnostics) -> bool {
    let places = finding.place.iter().chain(finding.notes.iter().map(|note| &note.place));
    places.into_iter().any(|place| {
        let Some(file) = all.file(place.file).filter(|file| file.name == shown) else { return false };
        let line = all.position(place).0;
        !file.text.lines().nth(line.saturating_sub(1)).is_some_and(|line| line.contains(FILL_IN))
    })
}

fn reason(finding: &Diagnostic) -> String {
    let help = finding.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let text = format!("{}[{}]: {}{help}", finding.severity.as_str(), finding.rule, finding.message);
    format!("\n  {}", visible(&text))
}
