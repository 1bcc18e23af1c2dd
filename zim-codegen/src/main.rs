//! The `zim-codegen` command; in the workspace, `cargo zim`.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
