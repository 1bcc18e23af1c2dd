//! Where requests go: a scheme and an authority that are safe to send signed requests to.

use http::uri::{Authority, InvalidUri, Scheme, Uri};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A server that speaks the API: a scheme, a host and perhaps a port.
///
/// The scheme is `https`, or `http` for a host on the loopback interface, such as a sandbox.
/// [`Display`](fmt::Display) writes it as [`parse`](Self::parse) reads it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    scheme: &'static str,
    authority: Cow<'static, str>,
    /// Whether it is one of the service's own.
    regional: bool,
}

impl Endpoint {
    /// The server `host`, reached by `https`.
    ///
    /// For hosts that stand in code. `host` is not examined here: one that is no host name makes
    /// [`Zim::encode`](super::Zim::encode) fail. [`parse`](Self::parse) is for what comes from outside.
    #[must_use]
    pub const fn https(host: &'static str) -> Self {
        Self { scheme: "https", authority: Cow::Borrowed(host), regional: false }
    }

    /// The host of one of the service's regions, reached by `https`.
    ///
    /// For generated code. Unlike any other endpoint it gives way to an action's own host
    /// ([`ActionInfo::host`](super::ActionInfo::host)): whoever names a host wants it for all actions.
    #[must_use]
    pub const fn region(host: &'static str) -> Self {
        Self { scheme: "https", authority: Cow::Borrowed(host), regional: true }
    }

    /// Reads `https://host`, `https://host:port`, or `http://` before a loopback host (`localhost`,
    /// `127.0.0.0/8`, `[::1]`). One `/` at the end is allowed.
    ///
    /// # Errors
    /// An [`EndpointError`] that says what to write instead.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let uri: Uri = text.parse().map_err(EndpointError::Unreadable)?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(EndpointError::SchemeMissing);
        };
        // The parser drops a fragment, which is a mistake here too.
        if uri.path() != "/" && !uri.path().is_empty() || text.contains(['?', '#']) {
            return Err(EndpointError::PathGiven);
        }
        if authority.as_str().contains('@') {
            return Err(EndpointError::UserInfoGiven);
        }
        check_authority(authority)?;
        let scheme = if *scheme == Scheme::HTTPS {
            "https"
        } else if *scheme != Scheme::HTTP {
            return Err(EndpointError::SchemeUnsupported { scheme: scheme.as_str().to_owned() });
        } else if is_loopback(authority.host()) {
            "http"
        } else {
            return Err(EndpointError::NotEncrypted { host: authority.host().to_owned() });
        };
        Ok(Self { scheme, authority: Cow::Owned(authority.as_str().to_owned()), regional: false })
    }

    /// The host, and the port if there is one: `127.0.0.1:8080`.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Its authority as a URI has it, which is parsed but once.
    ///
    /// # Errors
    /// If it is no server.
    pub(super) fn to_authority(&self) -> Result<Authority, EndpointError> {
        match self.authority {
            Cow::Borrowed(host) => server(host),
            Cow::Owned(ref host) => parse_server(host),
        }
    }

    /// Where an action with the host `host` of its own is sent, if that is not this endpoint.
    pub(super) fn other_host(&self, host: Option<&'static str>) -> Option<&'static str> {
        host.filter(|_| self.regional)
    }

    /// `https` or `http`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.scheme
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// A text that is no endpoint.
#[derive(Debug)]
#[non_exhaustive]
pub enum EndpointError {
    /// It is no URL.
    Unreadable(InvalidUri),
    /// It has no scheme, or no host.
    SchemeMissing,
    /// Its scheme is neither `https` nor `http`.
    SchemeUnsupported {
        /// The scheme.
        scheme: String,
    },
    /// Its scheme is `http`, and its host is not on the loopback interface.
    NotEncrypted {
        /// The host.
        host: String,
    },
    /// Its host is empty, no host name and no address, or its port is no port.
    HostMalformed,
    /// It has a user name or password.
    UserInfoGiven,
    /// It has a path, a query or a fragment.
    PathGiven,
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(_) => f.write_str("the endpoint is no URL; write it like `https://zim-api.zego.im`"),
            Self::SchemeMissing => {
                f.write_str("the endpoint has no scheme or no host; write it like `https://zim-api.zego.im`")
            }
            Self::SchemeUnsupported { scheme } => {
                write!(f, "the endpoint's scheme is `{scheme}`; write `https`")
            }
            Self::NotEncrypted { host } => write!(
                f,
                "the endpoint would send signed requests to `{host}` without encryption; write `https`, or use a loopback host"
            ),
            Self::HostMalformed => {
                f.write_str("the endpoint's host or port is malformed; write it like `https://zim-api.zego.im:443`")
            }
            Self::UserInfoGiven => f.write_str("the endpoint has a user name or password; leave it out"),
            Self::PathGiven => f.write_str("the endpoint has a path, query or fragment; leave it out"),
        }
    }
}

impl Error for EndpointError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unreadable(source) => Some(source),
            _ => None,
        }
    }
}

/// The authority `host`, without an allocation that lasts.
pub(super) fn server(host: &'static str) -> Result<Authority, EndpointError> {
    // What was parsed once does not panic the second time.
    parse_server(host).map(|_| Authority::from_static(host))
}

fn parse_server(host: &str) -> Result<Authority, EndpointError> {
    let authority = Authority::try_from(host).map_err(|_| EndpointError::HostMalformed)?;
    check_authority(&authority)?;
    Ok(authority)
}

/// The URL parser lets through much that is no host, and ports of any size.
fn check_authority(authority: &Authority) -> Result<(), EndpointError> {
    let host = authority.host();
    let port = authority.as_str().strip_prefix(host);
    let port_is_fine = match port.map(|port| port.strip_prefix(':').unwrap_or(port)) {
        Some("") => port == Some(""),
        Some(digits) => digits.parse::<u16>().is_ok_and(|port| port != 0),
        None => false,
    };
    let name = |host: &str| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
    };
    if port_is_fine && (bracketed(host).is_some() || name(host)) { Ok(()) } else { Err(EndpointError::HostMalformed) }
}

/// Names are not looked up: only `localhost` itself is known to be this machine.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || bracketed(host).is_some_and(|address| address.is_loopback())
}

/// The address in `[::1]`.
fn bracketed(host: &str) -> Option<Ipv6Addr> {
    host.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, &str>) {
        let shown = Endpoint::parse(text).map(|endpoint| endpoint.to_string()).map_err(|error| error.to_string());
        match expected {
            Ok(endpoint) => assert_eq!(shown.as_deref(), Ok(endpoint)),
            Err(part) => {
                let error = shown.expect_err(text);
                assert!(error.contains(part), "{text}: {error}");
            }
        }
    }

    #[test]
    fn https_goes_anywhere() {
        check("https://zim-api.zego.im", Ok("https://zim-api.zego.im"));
        check("https://zim-api.zego.im/", Ok("https://zim-api.zego.im"));
        check("HTTPS://host:8443", Ok("https://host:8443"));
        check("https://127.0.0.1:65535", Ok("https://127.0.0.1:65535"));
        check("https://[2001:db8::1]:1", Ok("https://[2001:db8::1]:1"));
        assert_eq!(Endpoint::https("zim-api.zego.im").to_string(), "https://zim-api.zego.im");
    }

    #[test]
    fn http_stays_on_this_machine() {
        check("http://127.0.0.1:1234", Ok("http://127.0.0.1:1234"));
        check("http://127.255.0.9", Ok("http://127.255.0.9"));
        check("http://[::1]:80/", Ok("http://[::1]:80"));
        check("http://LocalHost:9", Ok("http://LocalHost:9"));
        for host in
            ["zim-api.zego.im", "127.0.0.1.evil.example", "localhost.evil.example", "[::2]", "0.0.0.0", "128.0.0.1"]
        {
            check(&format!("http://{host}"), Err("without encryption; write `https`"));
        }
    }

    #[test]
    fn anything_else_is_refused_with_a_way_out() {
        check("", Err("is no URL; write it like"));
        check("https://zim api", Err("is no URL"));
        check("https://zégo.im", Err("is no URL"));
        check("zim-api.zego.im", Err("no scheme or no host"));
        check("/path", Err("no scheme or no host"));
        check("ftp://zim-api.zego.im", Err("scheme is `ftp`; write `https`"));
        check("https://user:secret@zim-api.zego.im", Err("leave it out"));
        check("http://127.0.0.1:80@evil.example", Err("user name or password"));
        check("https://zim-api.zego.im/v1", Err("path, query or fragment"));
        check("https://zim-api.zego.im?a=b", Err("path, query or fragment"));
        check("https://zim-api.zego.im/#x", Err("path, query or fragment"));
        check("https://host:", Err("host or port is malformed"));
        check("https://host:0", Err("host or port is malformed"));
        check("https://host:65536", Err("host or port is malformed"));
        check("https://ho$t", Err("host or port is malformed"));
        check("https://[::g]", Err("malformed"));
    }
}
