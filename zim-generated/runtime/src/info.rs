//! Facts about actions and their service: what generated constants are made of.

use super::Code;

/// Facts about an action.
///
/// Built by generated code from [`new`](Self::new) and what differs from the usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ActionInfo {
    /// Its name on the wire, such as `CallReject`.
    pub name: &'static str,
    /// The service it belongs to.
    pub service: &'static Service,
    /// How it is sent.
    pub method: Method,
    /// Where its parameters travel.
    pub carrier: Carrier,
    /// The host that serves it, if it is none of the service's.
    pub host: Option<&'static str>,
    /// Names of the fields that its replies carry.
    pub envelope: EnvelopeKeys,
    /// The code that the server answers when a parameter breaks a limit, unless the parameter has its own.
    pub parameter_code: Code,
    /// How often it may be called; all of them hold. Empty if not documented.
    pub rate_limits: &'static [RateLimit],
    /// Whether sending it twice leaves what sending it once does, so that it may be sent again where it is not known
    /// whether the first one arrived.
    pub repeatable: bool,
    /// The page of the documentation it was read from; empty if there is none.
    pub source: &'static str,
}

impl ActionInfo {
    /// An action whose parameters travel as its method suggests, at the service's hosts and in its envelope.
    #[must_use]
    pub const fn new(name: &'static str, service: &'static Service, method: Method, parameter_code: Code) -> Self {
        let carrier = match method {
            Method::Get => Carrier::Query,
            Method::Post => Carrier::Body,
        };
        let envelope = service.envelope;
        Self {
            name,
            service,
            method,
            carrier,
            host: None,
            envelope,
            parameter_code,
            rate_limits: &[],
            repeatable: false,
            source: "",
        }
    }

    /// Its parameters travel in a JSON body, whatever the method.
    #[must_use]
    pub const fn in_body(mut self) -> Self {
        self.carrier = Carrier::Body;
        self
    }

    /// It is served by `host` in all regions.
    #[must_use]
    pub const fn host(mut self, host: &'static str) -> Self {
        self.host = Some(host);
        self
    }

    /// Its replies have an envelope of their own.
    #[must_use]
    pub const fn envelope(mut self, envelope: EnvelopeKeys) -> Self {
        self.envelope = envelope;
        self
    }

    /// How often it may be called.
    #[must_use]
    pub const fn rates(mut self, rate_limits: &'static [RateLimit]) -> Self {
        self.rate_limits = rate_limits;
        self
    }

    /// Sending it twice leaves what sending it once does.
    #[must_use]
    pub const fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    /// The page of the documentation it was read from.
    #[must_use]
    pub const fn source(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }
}

/// What all actions of a service share.
///
/// Exhaustive on purpose, as are the names it holds: a generated static, also in other crates, is built from
/// its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name, such as `ZIM`.
    pub name: &'static str,
    /// Names of the parameters that every request carries in its query.
    pub common: CommonParams,
    /// The signature's version, such as `2.0`.
    pub signature_version: &'static str,
    /// How many seconds a request's time may differ from the server's clock, either way.
    pub window_seconds: u32,
    /// Names of the fields that every reply carries.
    pub envelope: EnvelopeKeys,
}

/// Names of the common parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommonParams {
    /// The parameter that names the action.
    pub action: &'static str,
    /// The application's number.
    pub app_id: &'static str,
    /// The one-time value.
    pub nonce: &'static str,
    /// Unix time in seconds.
    pub timestamp: &'static str,
    /// The signature's version.
    pub signature_version: &'static str,
    /// The signature.
    pub signature: &'static str,
}

/// Names of the fields that every reply carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnvelopeKeys {
    /// The return code; 0 is success.
    pub code: &'static str,
    /// Text about the outcome.
    pub message: &'static str,
    /// The server's name for the request; `None` if replies have none.
    pub request_id: Option<&'static str>,
}

/// HTTP methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Parameters travel in the query, unless the action says otherwise.
    Get,
    /// Parameters travel in a JSON body.
    Post,
}

impl Method {
    /// `GET` or `POST`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
        }
    }
}

/// Where the parameters of a request travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Carrier {
    /// In the query; a list `Name` as `Name[]=a&Name[]=b`.
    Query,
    /// In a JSON body.
    Body,
}

/// A limit on how often an action may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// So many calls, or items …
    pub count: u32,
    /// … in any window of so many seconds …
    pub window_seconds: u32,
    /// … for each of these.
    pub scope: RateScope,
    /// What is counted.
    pub counts: RateUnit,
}

impl RateLimit {
    /// So many calls of the whole application in any window of so many seconds.
    #[must_use]
    pub const fn app(count: u32, window_seconds: u32) -> Self {
        Self { count, window_seconds, scope: RateScope::App, counts: RateUnit::Calls }
    }

    /// Not for the application but for each value of the parameter `param`.
    #[must_use]
    pub const fn per(mut self, param: &'static str) -> Self {
        self.scope = RateScope::Param(param);
        self
    }

    /// Not of calls but of the items of their parameter `list`.
    #[must_use]
    pub const fn counting(mut self, list: &'static str) -> Self {
        self.counts = RateUnit::Items(list);
        self
    }

    /// The parameter for each value of which it is counted; `None` if it is for the whole application.
    #[must_use]
    pub const fn scope_param(&self) -> Option<&'static str> {
        match self.scope {
            RateScope::App => None,
            RateScope::Param(name) => Some(name),
        }
    }

    /// The list parameter whose items it counts; `None` if it counts calls.
    #[must_use]
    pub const fn counted_list(&self) -> Option<&'static str> {
        match self.counts {
            RateUnit::Calls => None,
            RateUnit::Items(name) => Some(name),
        }
    }
}

/// What a rate limit is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RateScope {
    /// The whole application.
    App,
    /// Each value of the parameter of that name, such as `GroupId`.
    Param(&'static str),
}

/// What a rate limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RateUnit {
    /// Calls.
    Calls,
    /// The items of the list parameter of that name.
    Items(&'static str),
}
