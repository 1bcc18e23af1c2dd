//! What the command reads and hears.

mod options;
mod signals;

pub(crate) use options::Options;
pub(crate) use signals::Signals;

use std::io::{self, Write};

/// Says something on standard error that does not keep the server from starting.
pub(crate) fn warn(message: &str) {
    // With standard error closed nobody is left to tell.
    let _ = writeln!(io::stderr(), "zim-sandbox: warning: {message}");
}
