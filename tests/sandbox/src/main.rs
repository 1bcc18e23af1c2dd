//! The command `zim-sandbox`: the server of the library, until it is told to stop.

mod command;

use clap::Parser;
use command::{Options, Signals, warn};
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // With standard error closed nobody is left to tell.
            let _ = writeln!(io::stderr(), "zim-sandbox: {}", failure.trim_end());
            ExitCode::from(2)
        }
    }
}

/// Serves until a signal comes.
fn run(options: &Options) -> Result<(), String> {
    let builder = options.builder()?;
    // Before listening, so that no signal is missed once the address is known.
    let signals = Signals::new().map_err(|error| format!("cannot listen for signals: {error}"))?;
    let sandbox = builder.start().map_err(|error| options.explained(&error))?;
    if !sandbox.addr().ip().is_loopback() {
        warn(&format!("other machines can reach {}, and nothing is encrypted", sandbox.addr()));
    }
    let mut out = io::stdout();
    writeln!(out, "listening on {}", sandbox.url())
        .and_then(|()| out.flush())
        .map_err(|error| format!("cannot write to standard output: {error}"))?;
    signals.wait();
    sandbox.stop();
    Ok(())
}
