//! Generates this crate's own actions, and CallReject out of ZIM's.

use std::process::ExitCode;

fn main() -> ExitCode {
    zim_codegen::Build::new().shipped_actions(["CallReject"]).folder("spec").rerun_if_changed(true).run_or_report()
}
