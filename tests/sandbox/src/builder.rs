//! What a server is to be, and everything that can keep it from starting.

use crate::auth::Auth;
use crate::clock::Clock;
use crate::control::Control;
use crate::exchange::Exchange;
use crate::gateway::Gateway;
use crate::server::{Observer, Server, Shared};
use crate::{Sandbox, rate, state};
use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{fmt, io};
use zim_spec::diagnostic::Diagnostics;
use zim_spec::interpret::Failing;
use zim_spec::load;
use zim_spec::model::{SigningAlgorithm, Spec};

/// Describes a server; see [`Sandbox::builder`].
#[must_use = "nothing listens until `start` is called"]
pub struct Builder {
    apps: Vec<(u32, String)>,
    spec: Option<Spec>,
    listen: String,
    clock: Clock,
    patience: Duration,
    first_request_id: u64,
    observer: Option<Arc<Observer>>,
    failing: Vec<(String, Failing)>,
    control: bool,
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// No application was given.
    #[error("no application was given, so no request could be authenticated")]
    NoApp,
    /// An application was given twice.
    #[error("application {app_id} was given twice")]
    AppTwice {
        /// Its number.
        app_id: u32,
    },
    /// The server secret of an application is empty.
    #[error("the server secret of application {app_id} is empty")]
    EmptySecret {
        /// Its number.
        app_id: u32,
    },
    /// The shipped spec has errors.
    #[error("the shipped spec has errors")]
    Spec(#[source] Diagnostics),
    /// The spec asks for something that this server cannot do.
    #[error("this server cannot do {what}, which the spec asks of {asker}")]
    Unsupported {
        /// What it cannot do.
        what: String,
        /// Which part of the spec asks for it.
        asker: String,
    },
    /// An item is to fail of an action whose replies cannot say so.
    #[error("no item of {action} can fail: there is no such action, or its replies list no failed items")]
    NoItems {
        /// The action.
        action: String,
    },
    /// The address is not of the form `127.0.0.1:PORT`.
    #[error("`{address}` is not an address such as `127.0.0.1:0`")]
    Address {
        /// What was given.
        address: String,
    },
    /// The address can be reached from outside.
    #[error("{address} is not a loopback address; this server is for tests on one machine")]
    NotLoopback {
        /// The address.
        address: SocketAddr,
    },
    /// The address could not be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The system gave no thread or no event loop.
    #[error("cannot start the server's thread")]
    Thread(#[source] io::Error),
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            apps: Vec::new(),
            spec: None,
            listen: "127.0.0.1:0".to_owned(),
            clock: Clock::system(),
            patience: Duration::from_secs(10),
            first_request_id: 343_649_807_833_778_782,
            observer: None,
            failing: Vec::new(),
            control: false,
        }
    }

    /// Adds an application with its server secret. At least one is needed.
    pub fn app(mut self, app_id: u32, secret: impl Into<String>) -> Self {
        self.apps.push((app_id, secret.into()));
        self
    }

    /// The spec to follow; the shipped one if this is not called.
    pub fn spec(mut self, spec: Spec) -> Self {
        self.spec = Some(spec);
        self
    }

    /// The address to listen on, `127.0.0.1:0` if this is not called; port 0 is any free one. Only addresses
    /// of the loopback (`127.0.0.0/8`, `[::1]`, `localhost`) are accepted.
    pub fn listen(mut self, address: impl Into<String>) -> Self {
        self.listen = address.into();
        self
    }

    /// The clock to read; the system's if this is not called.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// How long to wait for the head of a request, and then for its body; 10 s if this is not called. The
    /// connection is closed when a head does not come.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The id of the first answer; each further one is greater by one.
    pub fn first_request_id(mut self, id: u64) -> Self {
        self.first_request_id = id;
        self
    }

    /// Calls `observer` after each request that was understood as HTTP, for instance to log it. It runs on
    /// the server's only thread: while it does, nothing is answered.
    pub fn observe(mut self, observer: impl Fn(&Exchange) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Makes an item fail, as [`Sandbox::fail_item`] does, from the start.
    pub fn fail_item(
        mut self,
        action: impl Into<String>,
        keys: impl IntoIterator<Item = impl Into<String>>,
        code: i64,
    ) -> Self {
        self.failing.push((action.into(), Failing::new(keys, code)));
        self
    }

    /// Turns the control endpoint on, which is off otherwise: below `/_sandbox`, whoever reaches the address can read
    /// and change everything that this server knows. At `/_sandbox` itself is the console, a page for browsers that shows
    /// the last requests, what refused each and how to mend it. Only then are requests recorded.
    pub fn control(mut self, on: bool) -> Self {
        self.control = on;
        self
    }

    /// Starts to listen, and returns when connections are accepted.
    ///
    /// # Errors
    /// If something is missing or contradicts itself, or the system does not let it listen.
    pub fn start(self) -> Result<Sandbox, StartError> {
        let auth = Auth::new(checked_apps(self.apps)?);
        let spec = match self.spec {
            Some(spec) => spec,
            None => load::shipped().map_err(StartError::Spec)?,
        };
        check_spec(&spec)?;
        let address = loopback(&self.listen)?;
        let listener = TcpListener::bind(address).map_err(|source| StartError::Listen { address, source })?;
        let mut gateway = Gateway::new(spec, self.clock.clone(), auth, self.first_request_id);
        for (action, item) in self.failing {
            if !gateway.fail_item(&action, item) {
                return Err(StartError::NoItems { action });
            }
        }
        let gateway = Arc::new(Mutex::new(gateway));
        let control = self.control.then(|| Control::new(Arc::clone(&gateway), self.clock.clone()));
        let shared =
            Shared { gateway: Arc::clone(&gateway), patience: self.patience, observer: self.observer, control };
        let server = Server::start(listener, shared).map_err(StartError::Thread)?;
        Ok(Sandbox { gateway, clock: self.clock, server })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let apps: Vec<u32> = self.apps.iter().map(|(app_id, _)| *app_id).collect();
        f.debug_struct("Builder").field("apps", &apps).field("listen", &self.listen).finish_non_exhaustive()
    }
}

fn checked_apps(apps: Vec<(u32, String)>) -> Result<BTreeMap<u32, String>, StartError> {
    let mut checked = BTreeMap::new();
    for (app_id, secret) in apps {
        if secret.is_empty() {
            return Err(StartError::EmptySecret { app_id });
        }
        if checked.insert(app_id, secret).is_some() {
            return Err(StartError::AppTwice { app_id });
        }
    }
    if checked.is_empty() { Err(StartError::NoApp) } else { Ok(checked) }
}

/// The model may grow; what this server was not written for it refuses rather than lets pass.
fn check_spec(spec: &Spec) -> Result<(), StartError> {
    let algorithm = spec.service.signing.algorithm;
    if !matches!(algorithm, SigningAlgorithm::Md5Hex) {
        let what = format!("signing with {algorithm:?}");
        return Err(StartError::Unsupported { what, asker: spec.service.name.clone() });
    }
    for action in &spec.actions {
        let what = state::unknown(action).or_else(|| rate::unknown(action));
        if let Some(what) = what {
            return Err(StartError::Unsupported { what, asker: action.name.clone() });
        }
    }
    Ok(())
}

/// The address, if it is one of the loopback. Names other than `localhost` are not looked up.
fn loopback(text: &str) -> Result<SocketAddr, StartError> {
    let numeric = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None => text.to_owned(),
    };
    let address: SocketAddr =
        numeric.parse().map_err(|_| StartError::Address { address: text.escape_debug().to_string() })?;
    if address.ip().is_loopback() { Ok(address) } else { Err(StartError::NotLoopback { address }) }
}
