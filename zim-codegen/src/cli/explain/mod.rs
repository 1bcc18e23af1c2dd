//! `explain`: what a return code, a rule, an action, a callback or a type means, and what to do.
//!
//! A word is looked for among all of these ([`find`]). What is found becomes a struct ([`Answer`]), which is the JSON
//! that is printed, and a [`Page`] for people. A rule is explained even where the spec has mistakes: that is when
//! somebody asks for one.

mod action;
mod callback;
mod charset;
mod code;
mod field;
mod find;
mod named_type;
mod page;
mod rule;
mod schema;
mod states;
mod values;

use super::{CommandResult, Outcome, report, workspace};
use page::Page;
use serde::Serialize;
use std::path::PathBuf;
use zim_codegen::over_shipped;
use zim_spec::load::{Layer, Loaded, load};

/// What was asked.
pub(super) struct Request {
    /// A number or a name.
    pub(super) what: String,
    /// The spec's folder.
    pub(super) spec: Option<PathBuf>,
    pub(super) format: Format,
}

/// For whom it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// Pages for people.
    Human,
    /// One JSON list with an object for each thing of that name.
    Json,
}

/// What is known of one thing; as JSON, an object with its `kind`.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Answer {
    Code(code::Code),
    Rule(rule::Rule),
    Action(Box<action::Action>),
    Callback(callback::Callback),
    Type(Box<named_type::NamedType>),
    Charset(charset::Charset),
}

impl Answer {
    fn page(&self) -> Page {
        match self {
            Self::Code(code) => code.page(),
            Self::Rule(rule) => rule.page(),
            Self::Action(action) => action.page(),
            Self::Callback(callback) => callback.page(),
            Self::Type(named) => named.page(),
            Self::Charset(charset) => charset.page(),
        }
    }
}

pub(super) fn run(request: &Request) -> CommandResult {
    let word = request.what.trim();
    let mut answers: Vec<Answer> = rule::find(word).map(Answer::Rule).into_iter().collect();
    match spec(request) {
        Ok(Loaded { spec: Some(spec), .. }) => {
            answers.extend(find::entries(&spec, word));
            if answers.is_empty() {
                return Err(find::unknown(&spec, word).into());
            }
        }
        // Whatever is wrong with the spec, a rule is a rule.
        Ok(_) | Err(_) if !answers.is_empty() => {}
        Ok(Loaded { diagnostics, .. }) => {
            report::to_stderr(&diagnostics)?;
            return Ok(Outcome::Problems);
        }
        Err(error) => return Err(error),
    }
    report::text(&match request.format {
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&answers)?),
        Format::Human => human(&answers, report::stdout_is_styled()),
    })?;
    Ok(Outcome::Fine)
}

fn human(answers: &[Answer], styled: bool) -> String {
    answers.iter().map(|answer| answer.page().render(styled)).collect::<Vec<_>>().join("\n")
}

/// The spec that was named, or that of the workspace, or the one that ships with the command.
fn spec(request: &Request) -> Result<Loaded, Box<dyn std::error::Error>> {
    let folder = request.spec.clone().or_else(|| workspace::spec("").ok());
    Ok(match folder {
        Some(folder) => load(&over_shipped(vec![Layer::folder(&folder)?])),
        None => load(&[Layer::shipped()]),
    })
}

#[cfg(test)]
mod tests;
