//! The options of the command, and the server that they describe.

use clap::Parser;
use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use zim_sandbox::{Builder, Call, CallbackBody, CallbackUrl, Clock, Rule, Sandbox, Scenario, StartError};
use zim_spec::load::{self, Layer};
use zim_spec::model::Spec;

/// The variable that server secrets are read from.
const SECRET: &str = "ZIM_SANDBOX_SECRET";
/// The variable that the secret of callbacks is read from, if it is another.
const CALLBACK_SECRET: &str = "ZIM_SANDBOX_CALLBACK_SECRET";

/// A server on loopback that answers like ZIM, for tests.
///
/// Prints one line, `listening on http://127.0.0.1:PORT`, on standard output, and one line for each request on
/// standard error. Stops on SIGINT and SIGTERM.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
pub(crate) struct Options {
    /// An application's number; may be repeated.
    #[arg(long = "app-id", value_name = "NUMBER", required = true)]
    app_ids: Vec<u32>,
    /// The server secret of an application, one for each and in the same order. Better given in ZIM_SANDBOX_SECRET, where
    /// other users do not see it; those of several applications with commas between them.
    #[arg(long = "secret", value_name = "SECRET")]
    secrets: Vec<String>,
    /// The address to listen on; port 0 is any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: String,
    /// Allows an address that other machines can reach. Nothing is encrypted, and --control is refused with it.
    #[arg(long)]
    allow_remote: bool,
    /// A host name that requests may name, beside addresses of the loopback and ZIM's own hosts; may be repeated.
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// A folder of spec files: a whole spec if it has a service.yaml, otherwise read on top of the shipped one.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// A registered user; may be repeated.
    #[arg(long = "user", value_name = "ID")]
    users: Vec<String>,
    /// A call and the users it invites; may be repeated.
    #[arg(long = "call", value_name = "ID=USER,USER", value_parser = parse_call)]
    calls: Vec<Call>,
    /// A scenario: a YAML file that says which calls fail and how.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Answers every call of an action (*: of all) with a return code, before what the scenario says; may be repeated.
    #[arg(long = "fail", value_name = "ACTION=CODE", value_parser = parse_fail)]
    fails: Vec<(String, i64)>,
    /// Stands the clock still at so many milliseconds of Unix time; the control endpoint moves it.
    #[arg(long, value_name = "MILLISECONDS")]
    clock: Option<i64>,
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
    /// Says nothing about each request and callback.
    #[arg(long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  ZIM_SANDBOX_SECRET=9193cc662a4c0ec135ec71fb57194b38 \\
    zim-sandbox --app-id 12345 --user user0 --call 12261423186766631832=user0

  Every CallReject answers 660900005, and tests switch other failures on by HTTP:
    zim-sandbox --app-id 12345 --secret of-a-test --fail CallReject=660900005 --control

  What calls cause is posted to a backend, as ZIM does:
    zim-sandbox --app-id 12345 --secret of-a-test --callback http://127.0.0.1:8080/zim

  Two applications, whose clock stands still:
    zim-sandbox --app-id 1 --secret first --app-id 2 --secret second --clock 1615186943000

Exit codes: 0 stopped by a signal, 2 could not start.";

impl Options {
    /// The server that they describe.
    pub(crate) fn builder(&self) -> Result<Builder, String> {
        let mut builder = Sandbox::builder()
            .listen(self.listen.as_str())
            .allow_remote(self.allow_remote)
            .scenario(self.scenario()?)
            .control(self.control)
            .callback_body(self.callback_body);
        for (app_id, secret) in self.app_ids.iter().zip(self.secrets()?) {
            builder = builder.app(*app_id, secret);
            if let Ok(secret) = std::env::var(CALLBACK_SECRET) {
                builder = builder.callback_secret(*app_id, secret);
            }
        }
        builder = self.callbacks.iter().cloned().fold(builder, Builder::callback_url);
        builder = self.hosts.iter().fold(builder, Builder::host);
        builder = self.users.iter().fold(builder, Builder::register_user);
        builder = self.calls.iter().cloned().fold(builder, Builder::add_call);
        if let Some(folder) = &self.spec {
            builder = builder.spec(read_spec(folder)?);
        }
        if let Some(milliseconds) = self.clock {
            builder = builder.clock(Clock::manual(milliseconds));
        }
        if !self.quiet {
            // With standard error closed the log is lost and the server goes on.
            builder = builder
                .observe(|exchange| drop(writeln!(io::stderr(), "{exchange}")))
                .observe_callbacks(|delivery| drop(writeln!(io::stderr(), "{delivery}")));
        }
        Ok(builder)
    }

    /// Why the server did not start, and what to do about it.
    pub(crate) fn explained(&self, error: &StartError) -> String {
        let way_out = match error {
            StartError::NotLoopback { .. } => "; allow it with --allow-remote",
            StartError::RemoteControl { .. } => "; leave out --control, or listen on 127.0.0.1",
            StartError::Listen { source, .. } if source.kind() == io::ErrorKind::AddrInUse => {
                "; another program listens there: choose another port, or 0 for any free one"
            }
            _ => "",
        };
        format!("{}{way_out}", chain(error))
    }

    /// One secret for each application.
    fn secrets(&self) -> Result<Vec<String>, String> {
        let wanted = self.app_ids.len();
        let secrets = if self.secrets.is_empty() {
            let text = std::env::var(SECRET).map_err(|_| format!("no server secret: set {SECRET}"))?;
            match wanted {
                1 => vec![text],
                _ => text.split(',').map(str::to_owned).collect(),
            }
        } else {
            self.secrets.clone()
        };
        if secrets.len() == wanted {
            return Ok(secrets);
        }
        let found = secrets.len();
        let way_out =
            "give one --secret for each --app-id, or all of them in ZIM_SANDBOX_SECRET with commas between them";
        Err(format!("{wanted} times --app-id, but {found} server secrets: {way_out}"))
    }

    /// What fails: by --fail, then by the file.
    fn scenario(&self) -> Result<Scenario, String> {
        let fails = self.fails.iter().map(|(action, code)| Rule::code(action, *code));
        let fails = fails.fold(Scenario::new(), Scenario::rule);
        let Some(file) = &self.scenario else { return Ok(fails) };
        let shown = file.display();
        let text =
            std::fs::read_to_string(file).map_err(|error| format!("cannot read the scenario {shown}: {error}"))?;
        let scenario = Scenario::read(&shown.to_string(), &text);
        Ok(fails.then(scenario.map_err(|error| format!("the scenario has errors\n{error}"))?))
    }
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

fn parse_fail(text: &str) -> Result<(String, i64), String> {
    let way_out = "expected ACTION=CODE, such as CallReject=660900005";
    let (action, code) = text.split_once('=').ok_or(way_out)?;
    Ok((action.to_owned(), code.parse().map_err(|_| way_out)?))
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
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
