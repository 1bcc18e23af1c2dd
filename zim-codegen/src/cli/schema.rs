//! `schema`: JSON Schema of spec files, to stdout or into a folder.

use super::{CommandResult, Outcome, report};
use clap::ValueEnum;
use serde_json::Value;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
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

/// A schema did not get into its file.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}", path.display())]
struct Unwritten {
    path: PathBuf,
    source: io::Error,
}

pub(super) fn run(request: &Request) -> CommandResult {
    let kind = request.kind.map(Kind::from);
    let Some(folder) = &request.out else {
        report::text(&text(&kind.map_or_else(combined, schema)))?;
        return Ok(Outcome::Fine);
    };
    let files = match kind {
        Some(kind) => vec![file(kind)],
        None => [("zim.schema.json".to_owned(), combined())].into_iter().chain(Kind::ALL.map(file)).collect(),
    };
    let count = report::count(files.len(), "schema");
    let mut written = 0;
    for (name, schema) in files {
        let path = folder.join(name);
        if write(&path, &text(&schema)).map_err(|source| Unwritten { path: path.clone(), source })? {
            report::line(&format!("wrote {}", path.display()))?;
            written += 1;
        }
    }
    let outcome = if written == 0 { "unchanged".to_owned() } else { format!("{written} written") };
    report::line(&format!("{count}: {outcome} in {}", folder.display()))?;
    Ok(Outcome::Fine)
}

fn file(kind: Kind) -> (String, Value) {
    (format!("{}.schema.json", kind.name()), schema(kind))
}

/// Indented, with a line end after it.
fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// Puts `text` into the file at `path` in one step, unless it is there; says whether it was not.
fn write(path: &Path, text: &str) -> io::Result<bool> {
    match fs::read(path) {
        Ok(there) if there == text.as_bytes() => return Ok(false),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let mut file = temporary(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(true)
}

/// A file that others may read too, as with any other way to make one.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
