//! What a server is to be.

use crate::auth::Auth;
use crate::callbacks::{self, CallbackBody, CallbackUrl, Callbacks, Delivery, Settings, Target, Targets};
use crate::clock::Clock;
use crate::control::Control;
use crate::exchange::Exchange;
use crate::gateway::Gateway;
use crate::host::Hosts;
use crate::scenario::Scenario;
use crate::server::{Observer, Server, Shared};
use crate::{Call, Sandbox, StartError, State, rate};
use std::collections::BTreeMap;
use std::fmt;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use zim_spec::interpret::Failing;
use zim_spec::load;
use zim_spec::model::{CallbackSigning, SigningAlgorithm, Spec};

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
    users: Vec<String>,
    calls: Vec<Call>,
    failing: Vec<(String, Failing)>,
    scenario: Scenario,
    hosts: Vec<String>,
    remote: bool,
    control: bool,
    callbacks: CallbackOptions,
}

/// What is told of callbacks.
#[derive(Default)]
struct CallbackOptions {
    urls: Vec<CallbackUrl>,
    secrets: BTreeMap<u32, String>,
    body: CallbackBody,
    observer: Option<Arc<callbacks::Observer>>,
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
            users: Vec::new(),
            calls: Vec::new(),
            failing: Vec::new(),
            scenario: Scenario::new(),
            hosts: Vec::new(),
            remote: false,
            control: false,
            callbacks: CallbackOptions::default(),
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
    /// of the loopback (`127.0.0.0/8`, `[::1]`, `localhost`) are accepted, unless [`allow_remote`](Self::allow_remote) is
    /// called.
    pub fn listen(mut self, address: impl Into<String>) -> Self {
        self.listen = address.into();
        self
    }

    /// Accepts an address that other machines reach, and requests that name any address as their host. They need a
    /// secret, but nothing is encrypted, and the control endpoint is refused with it.
    pub fn allow_remote(mut self, allowed: bool) -> Self {
        self.remote = allowed;
        self
    }

    /// Accepts requests that name this host, without a port, beside addresses of the loopback and the hosts of the spec.
    pub fn host(mut self, name: impl Into<String>) -> Self {
        self.hosts.push(name.into());
        self
    }

    /// Registers a user, as [`Sandbox::register_user`] does, from the start.
    pub fn register_user(mut self, id: impl Into<String>) -> Self {
        self.users.push(id.into());
        self
    }

    /// Adds a call, as [`Sandbox::add_call`] does, from the start.
    pub fn add_call(mut self, call: Call) -> Self {
        self.calls.push(call);
        self
    }

    /// Starts with a scenario.
    pub fn scenario(mut self, scenario: Scenario) -> Self {
        self.scenario = scenario;
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

    /// Posts callbacks to `url`, an address of this machine: those of all applications and events, or of those that the
    /// [`CallbackUrl`] says. Without this, none are posted.
    pub fn callback_url(mut self, url: impl Into<CallbackUrl>) -> Self {
        self.callbacks.urls.push(url.into());
        self
    }

    /// What the callbacks of an application are signed with, if not with its server secret.
    pub fn callback_secret(mut self, app_id: u32, secret: impl Into<String>) -> Self {
        self.callbacks.secrets.insert(app_id, secret.into());
        self
    }

    /// How the bodies of callbacks are encoded; as JSON if this is not called.
    pub fn callback_body(mut self, body: CallbackBody) -> Self {
        self.callbacks.body = body;
        self
    }

    /// Calls `observer` after each try to deliver a callback, and when one is dropped, as [`observe`](Self::observe) does.
    pub fn observe_callbacks(mut self, observer: impl Fn(&Delivery) + Send + Sync + 'static) -> Self {
        self.callbacks.observer = Some(Arc::new(observer));
        self
    }

    /// Starts to listen, and returns when connections are accepted.
    ///
    /// # Errors
    /// If something is missing or contradicts itself, or the system does not let it listen.
    pub fn start(self) -> Result<Sandbox, StartError> {
        let apps = checked_apps(self.apps)?;
        let spec = match self.spec {
            Some(spec) => spec,
            None => load::shipped().map_err(StartError::Spec)?,
        };
        check_spec(&spec)?;
        let spec = Arc::new(spec);
        let settings = self.callbacks.checked(&spec, &apps)?;
        let callbacks = Arc::new(Callbacks::new(Arc::clone(&spec), self.clock.clone(), settings));
        let served = apps.keys().copied().collect();
        let auth = Auth::new(apps);
        let address = address(&self.listen)?;
        if !address.ip().is_loopback() {
            if !self.remote {
                return Err(StartError::NotLoopback { address });
            }
            if self.control {
                return Err(StartError::RemoteControl { address });
            }
        }
        let listener = TcpListener::bind(address).map_err(|source| StartError::Listen { address, source })?;
        let hosts = Hosts { names: self.hosts, any_address: self.remote };
        let mut gateway = Gateway::new(spec, self.clock.clone(), auth, hosts, self.first_request_id);
        gateway.post_to(Arc::clone(&callbacks));
        for (action, item) in self.failing {
            if !gateway.fail_item(&action, item) {
                return Err(StartError::NoItems { action });
            }
        }
        gateway.set_scenario(self.scenario).map_err(StartError::Scenario)?;
        let gateway = Arc::new(Mutex::new(gateway));
        let state = State::new(&gateway, served);
        self.users.iter().for_each(|user| state.register_user(user));
        self.calls.iter().for_each(|call| state.add_call(call));
        gateway.lock().unwrap_or_else(PoisonError::into_inner).begin();
        let control =
            self.control.then(|| Control::new(Arc::clone(&gateway), self.clock.clone(), Arc::clone(&callbacks)));
        let shared = Shared {
            gateway: Arc::clone(&gateway),
            patience: self.patience,
            observer: self.observer,
            control,
            callbacks: Arc::clone(&callbacks),
        };
        let server = Server::start(listener, shared).map_err(StartError::Thread)?;
        Ok(Sandbox { gateway, clock: self.clock, callbacks, server })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let apps: Vec<u32> = self.apps.iter().map(|(app_id, _)| *app_id).collect();
        f.debug_struct("Builder").field("apps", &apps).field("listen", &self.listen).finish_non_exhaustive()
    }
}

impl CallbackOptions {
    fn checked(self, spec: &Spec, apps: &BTreeMap<u32, String>) -> Result<Settings, StartError> {
        let mut targets = Targets::default();
        for url in &self.urls {
            let shown = || url.url.escape_debug().to_string();
            let target = Target::parse(&url.url).map_err(|reason| StartError::CallbackUrl { url: shown(), reason })?;
            let (app_id, event) = url.scope();
            if let Some(event) = event {
                callbacks::find(spec, event).map_err(|source| StartError::CallbackScope { url: shown(), source })?;
            }
            if let Some(app_id) = app_id.filter(|app_id| !apps.contains_key(app_id)) {
                let source = callbacks::PostError::NoApp { app_id };
                return Err(StartError::CallbackScope { url: shown(), source });
            }
            if !targets.add(url, target) {
                let reason = "another address was given for the same application and event";
                return Err(StartError::CallbackUrl { url: shown(), reason });
            }
        }
        let mut secrets = apps.clone();
        for (app_id, secret) in self.secrets {
            if secret.is_empty() || secrets.insert(app_id, secret).is_none() {
                return Err(StartError::CallbackSecret { app_id });
            }
        }
        Ok(Settings { targets, secrets, body: self.body, observer: self.observer })
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
    if let Some(signing) = spec.service.callbacks.as_ref().map(|callbacks| callbacks.algorithm)
        && !matches!(signing, CallbackSigning::Sha1SortedHex)
    {
        let what = format!("signing callbacks with {signing:?}");
        return Err(StartError::Unsupported { what, asker: spec.service.name.clone() });
    }
    for action in &spec.actions {
        let what = rate::unknown(action);
        if let Some(what) = what {
            return Err(StartError::Unsupported { what, asker: action.name.clone() });
        }
    }
    Ok(())
}

/// The address. Names other than `localhost` are not looked up.
fn address(text: &str) -> Result<SocketAddr, StartError> {
    let numeric = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None => text.to_owned(),
    };
    numeric.parse().map_err(|_| StartError::Address { address: text.escape_debug().to_string() })
}
