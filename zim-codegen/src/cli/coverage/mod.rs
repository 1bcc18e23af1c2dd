//! `coverage`: what a spec holds, and whether it holds all that a folder of OpenAPI files says.
//!
//! Each file is taken apart into facts ([`openapi`]): an action, a parameter, a field of a reply, a value of an
//! enumeration, a limit, a code. Each fact is looked for in the spec ([`find`]). One that is not there must be
//! listed with a reason ([`exceptions`]); a list entry that is needed no more is reported too.

mod counts;
pub(super) mod exceptions;
mod fact;
mod find;
mod openapi;
mod prose;
mod table;

use super::{CommandResult, Outcome, report, workspace};
use exceptions::Exceptions;
use std::path::{Path, PathBuf};
use zim_codegen::over_shipped;
use zim_spec::load::{Layer, load};

/// What was asked.
pub(super) struct Request {
    /// The folder of OpenAPI files, if they are to be compared.
    pub(super) documents: Option<PathBuf>,
    /// The spec's folder.
    pub(super) spec: Option<PathBuf>,
    /// The list of exceptions.
    pub(super) exceptions: Option<PathBuf>,
}

pub(super) fn run(request: &Request) -> CommandResult {
    let folder = request.spec.clone().map_or_else(|| workspace::spec(" with `--spec`"), Ok)?;
    let loaded = load(&over_shipped(vec![Layer::folder(&folder)?]));
    let Some(spec) = loaded.spec else {
        report::to_stderr(&loaded.diagnostics)?;
        return Ok(Outcome::Problems);
    };
    let Some(documents) = &request.documents else {
        report::text(&counts::table(&spec))?;
        return Ok(Outcome::Fine);
    };
    let files = openapi::files(documents, &spec.service.common.action)?;
    let exceptions = exceptions(request, &folder)?;
    let judged = table::judge(&spec, &files, &exceptions);
    report::text(&counts::table(&spec))?;
    report::text(&table::render(&judged))?;
    Ok(if judged.is_complete() { Outcome::Fine } else { Outcome::Problems })
}

/// The list beside the spec's folder, unless another is named; there need not be one.
fn exceptions(request: &Request, spec: &Path) -> Result<Exceptions, Box<dyn std::error::Error>> {
    match &request.exceptions {
        Some(path) => Ok(exceptions::read(path)?),
        None => {
            let path = spec.with_file_name(exceptions::FILE);
            if path.exists() { Ok(exceptions::read(&path)?) } else { Ok(Exceptions::default()) }
        }
    }
}
