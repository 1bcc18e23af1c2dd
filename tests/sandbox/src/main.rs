//! The command `zim-sandbox`: the server of the library, until it is told to stop.

use clap::Parser;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use zim_sandbox::{Builder, Call, CallbackBody, CallbackUrl, Sandbox};
use zim_spec::load::{self, Layer};
use zim_spec::model::Spec;

/// The variable that the server secret is read from.
const SECRET: &str = "ZIM_SANDBOX_SECRET";
/// The variable that the secret of callbacks is read from, if it is another.
const CALLBACK_SECRET: &str = "ZIM_SANDBOX_CALLBACK_SECRET";

/// A server on loopback that answers like ZIM, for tests.
///
/// Prints one line, `listening on http://127.0.0.1:PORT`, on standard output, and one line for each request on
/// standard error. Stops on SIGINT and SIGTERM.
#[derive(Parser)]
#[command(version, after_help = EXAMPLE)]
struct Options {
    /// The application's number.
    #[arg(long, value_name = "NUMBER")]
    app_id: u32,
    /// The application's server secret; better given in ZIM_SANDBOX_SECRET, where other users do not see it.
    #[arg(long)]
    secret: Option<String>,
    /// The address to listen on, of the loopback only; port 0 is any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: String,
    /// A folder of spec files: a whole spec if it has a service.yaml, otherwise read on top of the shipped one.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// A registered user; may be repeated.
    #[arg(long = "user", value_name = "ID")]
    users: Vec<String>,
    /// A call and the users it invites; may be repeated.
    #[arg(long = "call", value_name = "ID=USER,USER", value_parser = parse_call)]
    calls: Vec<Call>,
    /// Turns the control endpoint below /_sandbox on: whoever reaches the address can change what the server knows.
    #[arg(long)]
    control: bool,
    /// Where callbacks are posted to, an http address of this machine: all of them, or those of an event, which is needed
    /// for events whose answer decides, such as before_send_msg; may be repeated. They are signed with the secret in
    /// ZIM_SANDBOX_CALLBACK_SECRET, or else with the server secret.
    #[arg(long = "callback", value_name = "[EVENT=]URL", value_parser = parse_callback)]
    callbacks: Vec<CallbackUrl>,
    /// How the bodies of callbacks are encoded: json, percent (percent-encoded JSON) or form.
    #[arg(long, value_name = "ENCODING", default_value = "json", value_parser = parse_callback_body)]
    callback_body: CallbackBody,
}

const EXAMPLE: &str = "\
Example:
  ZIM_SANDBOX_SECRET=9193cc662a4c0ec135ec71fb57194b38 \\
    zim-sandbox --app-id 12345 --user user0 --call 12261423186766631832=user0 \\
      --callback http://127.0.0.1:8080/zim

Exit codes: 0 stopped by a signal, 2 could not start.";

fn main() -> ExitCode {
    match run(Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // With standard error closed nobody is left to tell.
            let _ = writeln!(io::stderr(), "zim-sandbox: {failure}");
            ExitCode::from(2)
        }
    }
}

/// Serves until a signal comes.
fn run(options: Options) -> Result<(), String> {
    let secret = match options.secret {
        Some(secret) => secret,
        None => std::env::var(SECRET).map_err(|_| format!("no server secret: set {SECRET}"))?,
    };
    let mut builder = Sandbox::builder()
        .app(options.app_id, secret)
        .listen(options.listen)
        .control(options.control)
        // With standard error closed the log is lost and the server goes on.
        .observe(|exchange| drop(writeln!(io::stderr(), "{exchange}")))
        .observe_callbacks(|delivery| drop(writeln!(io::stderr(), "{delivery}")))
        .callback_body(options.callback_body);
    builder = options.callbacks.into_iter().fold(builder, Builder::callback_url);
    if let Ok(secret) = std::env::var(CALLBACK_SECRET) {
        builder = builder.callback_secret(options.app_id, secret);
    }
    if let Some(folder) = &options.spec {
        builder = builder.spec(read_spec(folder)?);
    }
    // Before listening, so that no signal is missed once the address is known.
    let signals = Signals::new().map_err(|error| format!("cannot listen for signals: {error}"))?;
    let sandbox = builder.start().map_err(|error| chain(&error))?;
    options.users.into_iter().for_each(|user| sandbox.register_user(user));
    options.calls.into_iter().for_each(|call| sandbox.add_call(call));
    let mut out = io::stdout();
    writeln!(out, "listening on {}", sandbox.url())
        .and_then(|()| out.flush())
        .map_err(|error| format!("cannot write to standard output: {error}"))?;
    signals.wait();
    sandbox.stop();
    Ok(())
}

fn read_spec(folder: &Path) -> Result<Spec, String> {
    let layer = Layer::folder(folder).map_err(|error| chain(&error))?;
    let whole = layer.files.iter().any(|file| file.name == "service.yaml");
    let layers = if whole { vec![layer] } else { vec![Layer::shipped(), layer] };
    load::load(&layers).into_result().map_err(|diagnostics| format!("the spec has errors\n{diagnostics}"))
}

fn parse_call(text: &str) -> Result<Call, String> {
    let (id, users) = text.split_once('=').ok_or("expected ID=USER,USER")?;
    let users = users.split(',').filter(|user| !user.is_empty());
    Ok(users.fold(Call::new(id), Call::invite))
}

/// `URL` or `EVENT=URL`; a URL may have a `=` in it, but no event has a `:`.
fn parse_callback(text: &str) -> Result<CallbackUrl, String> {
    match text.split_once('=') {
        Some((event, url)) if !event.contains(':') => Ok(CallbackUrl::new(url).event(event)),
        _ => Ok(CallbackUrl::new(text)),
    }
}

fn parse_callback_body(text: &str) -> Result<CallbackBody, String> {
    let found = CallbackBody::ALL.into_iter().find(|(name, _)| *name == text);
    let names = || CallbackBody::ALL.map(|(name, _)| name).join(", ");
    found.map(|(_, body)| body).ok_or_else(|| format!("write one of: {}", names()))
}

/// The error and its causes, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// The signals that stop the server.
struct Signals {
    runtime: tokio::runtime::Runtime,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let entered = runtime.enter();
            let (interrupt, terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
            drop(entered);
            Ok(Self { runtime, interrupt, terminate })
        }
        #[cfg(not(unix))]
        Ok(Self { runtime })
    }

    #[cfg(unix)]
    fn wait(mut self) {
        self.runtime.block_on(async {
            tokio::select! {
                _ = self.interrupt.recv() => {}
                _ = self.terminate.recv() => {}
            }
        });
    }

    #[cfg(not(unix))]
    fn wait(self) {
        // Without signals there is nothing to wait for: the server stops.
        let _ = self.runtime.block_on(tokio::signal::ctrl_c());
    }
}
