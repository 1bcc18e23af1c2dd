//! `schema`: JSON Schema of spec files, to stdout or into a folder.

use super::{CommandResult, Outcome, file, report};
use clap::ValueEnum;
use serde_json::Value;
use std::path::PathBuf;
use zim_spec::schema::{Kind, combined, schema};

/// What was asked.
pub(super) struct Request {
    /// One kind of file; otherwise all.
    pub(super) kind: Option<FileKind>,
    /// The folder to write to; otherwise stdout.
    pub(super) out: Option<PathBuf>,
}

/// [`Kind`] as an argument.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FileKind {
    /// service.yaml
    Service,
    /// types.yaml and the files of types/
    Types,
    /// codes.yaml
    Codes,
    /// state.yaml
    State,
    /// actions/<group>/<action>.yaml
    Action,
    /// callbacks/<group>/<event>.yaml
    Callback,
}

impl From<FileKind> for Kind {
    fn from(kind: FileKind) -> Self {
        match kind {
            FileKind::Service => Self::Service,
            FileKind::Types => Self::Types,
            FileKind::Codes => Self::Codes,
            FileKind::State => Self::State,
            FileKind::Action => Self::Action,
            FileKind::Callback => Self::Callback,
        }
    }
}

pub(super) fn run(request: &Request) -> CommandResult {
    let kind = request.kind.map(Kind::from);
    let Some(folder) = &request.out else {
        report::text(&text(&kind.map_or_else(combined, schema)))?;
        return Ok(Outcome::Fine);
    };
    let files = match kind {
        Some(kind) => vec![named(kind)],
        None => [("zim.schema.json".to_owned(), combined())].into_iter().chain(Kind::ALL.map(named)).collect(),
    };
    let count = report::count(files.len(), "schema");
    let mut written = 0;
    for (name, schema) in files {
        let path = folder.join(name);
        if file::write(&path, &text(&schema))? {
            report::line(&format!("wrote {}", path.display()))?;
            written += 1;
        }
    }
    let outcome = if written == 0 { "unchanged".to_owned() } else { format!("{written} written") };
    report::line(&format!("{count}: {outcome} in {}", folder.display()))?;
    Ok(Outcome::Fine)
}

fn named(kind: Kind) -> (String, Value) {
    (format!("{}.schema.json", kind.name()), schema(kind))
}

/// Indented, with a line end after it.
fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}
