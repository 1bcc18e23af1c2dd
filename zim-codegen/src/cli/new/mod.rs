//! `new`: a commented draft of an action or a callback.
//!
//! Names are judged by the lints themselves: the draft is read together with the spec that it joins, and what is found
//! about it beside the places that are still to be filled in ([`FILL_IN`]) is why it is refused.

mod judge;
mod write;

use super::{CommandResult, Outcome, report, today, workspace};
use std::path::{Path, PathBuf};
use zim_codegen::over_shipped;
use zim_spec::load::Layer;
use zim_spec::naming::snake_case;

/// What was asked.
pub(super) struct Request {
    /// The action, or the event of a callback.
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) group: String,
    /// Whether the group may be a new one, even if it is called much like another.
    pub(super) new_group: bool,
    /// The spec's folder.
    pub(super) spec: Option<PathBuf>,
    /// Whether to print the draft instead of writing it.
    pub(super) stdout: bool,
}

/// What is drafted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Action(Method),
    Callback,
}

/// HTTP methods, as they are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Method {
    #[value(name = "GET", alias = "get")]
    Get,
    #[value(name = "POST", alias = "post")]
    Post,
}

/// How the lines of a draft are marked that say nothing yet.
const FILL_IN: &str = "# fill in: ";

const ACTION: &str = include_str!("action.yaml");
const CALLBACK: &str = include_str!("callback.yaml");

impl Kind {
    /// The folder of a spec with entries of this kind.
    fn folder(self) -> &'static str {
        match self {
            Self::Action(_) => "actions",
            Self::Callback => "callbacks",
        }
    }
}

pub(super) fn run(request: &Request) -> CommandResult {
    let Request { name, kind, group, .. } = request;
    judge::name(name, *kind)?;
    let folder = folder(request)?;
    let layer = match &folder {
        Some(folder) => Layer::folder(folder)?,
        None => Layer::shipped(),
    };
    let text = draft(name, *kind);
    let file = format!("{}/{group}/{}.yaml", kind.folder(), snake_case(name));
    let layers = if folder.is_some() { over_shipped(vec![layer]) } else { vec![layer] };
    let is_new_group = judge::group(&layers, request)?;
    judge::draft(layers, name, &file, &text)?;
    match folder.filter(|_| !request.stdout) {
        None => report::text(&text)?,
        Some(folder) => {
            let path = folder.join(&file);
            write::new_file(&folder, &path, &text)?;
            report::line(&path.display().to_string())?;
            report::note(&next_steps(request, is_new_group))?;
        }
    }
    Ok(Outcome::Fine)
}

/// Where the draft belongs; `None` if it is only printed, and belongs to no folder.
fn folder(request: &Request) -> Result<Option<PathBuf>, Box<dyn std::error::Error>> {
    match (&request.spec, workspace::spec(" with `--spec`")) {
        (Some(folder), _) => Ok(Some(folder.clone())),
        (None, Ok(folder)) => Ok(Some(folder)),
        (None, Err(_)) if request.stdout => Ok(None),
        (None, Err(error)) => Err(error),
    }
}

/// The text of a draft, whose names have been judged.
fn draft(name: &str, kind: Kind) -> String {
    let (template, method) = match kind {
        Kind::Action(Method::Get) => (ACTION, "GET"),
        Kind::Action(Method::Post) => (ACTION, "POST"),
        Kind::Callback => (CALLBACK, ""),
    };
    // A checkout may have turned its line ends.
    let template = template.replace("\r\n", "\n");
    template.replace("<METHOD>", method).replace("<TODAY>", &today::today()).replace("<NAME>", name)
}

/// What its author does now.
fn next_steps(request: &Request, is_new_group: bool) -> String {
    let spec = |flag: &str| request.spec.as_deref().map(|spec| format!(" {flag}{}", shown(spec))).unwrap_or_default();
    let mut text = format!(
        "next: fill in what ends in `{}…`, then run `cargo zim lint{}` and `cargo zim regenerate{}`",
        FILL_IN,
        spec(""),
        spec("--spec ")
    );
    if is_new_group && request.kind != Kind::Callback {
        text.push_str(&format!(
            "\nnote: `{}` is a new group of actions: the crate that takes the generated code needs a feature of that name, in this workspace in zim-generated/Cargo.toml",
            request.group
        ));
    }
    text
}

/// A path for a message.
fn shown(path: &Path) -> String {
    zim_spec::diagnostic::visible(&path.display().to_string())
}
