//! The command line: what can be asked, and how the answer becomes an exit code.
//!
//! 0: fine. 1: problems were found. 2: it could not run.

mod lint;
mod regenerate;
mod report;
mod workspace;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Generates Rust from a declarative spec of ZEGO's ZIM server API.
#[derive(Debug, Parser)]
#[command(name = "zim-codegen", bin_name = "cargo zim", version, after_help = EXIT_CODES, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 fine, 1 found problems, 2 could not run.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the generated code anew, or checks that it is fresh.
    ///
    /// Only files whose bytes change are written, and only files that carry the generator's header are
    /// replaced or deleted.
    #[command(
        after_help = "Examples:\n  cargo zim regenerate\n  cargo zim regenerate --check\n  cargo zim regenerate --spec my-spec --out src/generated"
    )]
    Regenerate {
        /// Writes nothing; says which files differ and why, and exits with 1 if any does.
        #[arg(long)]
        check: bool,
        /// The folder of spec files [default: the workspace's zim-spec/spec].
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
        /// The folder for the generated code [default: the workspace's zim-generated/src/generated].
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// The path at which the generated code finds its runtime [default: crate::runtime].
        #[arg(long, value_name = "PATH")]
        runtime: Option<String>,
    },
    /// Reports every problem of a spec at once, with places.
    #[command(after_help = "Examples:\n  cargo zim lint\n  cargo zim lint my-spec")]
    Lint {
        /// Folders of spec files [default: the workspace's zim-spec/spec]. Several are read as one spec;
        /// without a service.yaml among them, they may use the shipped types and codes.
        #[arg(value_name = "DIR")]
        folders: Vec<PathBuf>,
    },
}

/// How a command ended.
enum Outcome {
    Fine,
    Problems,
}

/// Runs the command that the arguments ask for.
pub(crate) fn run() -> ExitCode {
    // A wrong argument ends the process with 2, as does a missing command; `--help` with 0.
    let outcome = match Arguments::parse().command {
        Command::Regenerate { check, spec, out, runtime } => {
            regenerate::run(&regenerate::Request { check, spec, out, runtime })
        }
        Command::Lint { folders } => lint::run(&folders),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(error) => {
            report::failure(&*error);
            ExitCode::from(2)
        }
    }
}

type CommandResult = Result<Outcome, Box<dyn std::error::Error>>;
