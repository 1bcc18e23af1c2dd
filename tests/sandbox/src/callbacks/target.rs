//! Where callbacks go: addresses of this machine, for all applications and events or for one.

use hyper::Uri;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

/// An address that callbacks are posted to.
///
/// Of several that fit, one for the event goes before one for the application, and that before one for all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "nothing is posted to it until it is given to the builder"]
pub struct CallbackUrl {
    pub(crate) url: String,
    app: Option<u32>,
    event: Option<String>,
}

impl CallbackUrl {
    /// An address for the callbacks of all applications and events, such as `http://127.0.0.1:8080/zim`.
    ///
    /// It must be `http` and name this machine: `localhost`, which is not looked up, or an address of the loopback.
    /// Callbacks whose answer decides what becomes of the request are not posted to it: an address has to be
    /// [theirs](Self::event).
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), app: None, event: None }
    }

    /// Only for the callbacks of this application.
    pub fn app(mut self, app_id: u32) -> Self {
        self.app = Some(app_id);
        self
    }

    /// Only for this event, such as `call_reject`.
    pub fn event(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }
}

impl From<&str> for CallbackUrl {
    fn from(url: &str) -> Self {
        Self::new(url)
    }
}

impl From<String> for CallbackUrl {
    fn from(url: String) -> Self {
        Self::new(url)
    }
}

/// An address that was found to be one of this machine.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// As it was given.
    pub(super) url: String,
    /// Tried in this order.
    pub(super) addresses: Vec<SocketAddr>,
    /// What the header `Host` says.
    pub(super) authority: String,
    /// What is asked for there: path and query.
    pub(super) path: String,
}

impl Target {
    /// Reads an address; the error tells what is wrong with it.
    pub(crate) fn parse(url: &str) -> Result<Self, &'static str> {
        let uri: Uri = url.parse().map_err(|_| "it is no URL; write one such as `http://127.0.0.1:8080/zim`")?;
        if uri.scheme_str() != Some("http") {
            return Err("it must begin with `http://`");
        }
        let authority = uri.authority().ok_or("it names no host")?;
        if authority.as_str().contains('@') {
            return Err("user names and passwords are not sent");
        }
        // The part after the host itself: a port that is out of range is no port to the parser.
        let port = match authority.as_str().strip_prefix(authority.host()).unwrap_or_default() {
            "" => 80,
            port => port.trim_start_matches(':').parse().map_err(|_| "its port is no number up to 65535")?,
        };
        let hosts = loopback(authority.host()).ok_or("it is no address of the loopback, nor `localhost`")?;
        Ok(Self {
            url: url.to_owned(),
            addresses: hosts.into_iter().map(|host| SocketAddr::new(host, port)).collect(),
            authority: authority.as_str().to_owned(),
            path: uri.path_and_query().map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned()),
        })
    }
}

/// The addresses of a host, if it is this machine. No name is looked up.
fn loopback(host: &str) -> Option<Vec<IpAddr>> {
    if host.eq_ignore_ascii_case("localhost") {
        return Some(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]);
    }
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    address.parse().ok().filter(IpAddr::is_loopback).map(|address| vec![address])
}

/// All addresses, by the event and the application that they are for.
#[derive(Debug, Default)]
pub(crate) struct Targets {
    by_scope: BTreeMap<(Option<String>, Option<u32>), Arc<Target>>,
}

impl Targets {
    /// Adds an address; false if there is one with its event and application.
    pub(crate) fn add(&mut self, url: &CallbackUrl, target: Target) -> bool {
        self.by_scope.insert((url.event.clone(), url.app), Arc::new(target)).is_none()
    }

    /// Where the callbacks of an application about an event go; those that are `asked` only where that is said.
    pub(crate) fn find(&self, app_id: u32, event: &str, asked: bool) -> Option<&Arc<Target>> {
        let events = [Some(event.to_owned()), None].into_iter().take(if asked { 1 } else { 2 });
        let mut scopes = events.flat_map(|event| [(event.clone(), Some(app_id)), (event, None)]);
        scopes.find_map(|scope| self.by_scope.get(&scope))
    }
}

impl CallbackUrl {
    /// The application and the event that it is for.
    pub(crate) fn scope(&self) -> (Option<u32>, Option<&str>) {
        (self.app, self.event.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Result<(&[&str], &str, &str), &str>) {
        let read = Target::parse(url);
        let read = read.as_ref().map(|target| {
            let addresses: Vec<String> = target.addresses.iter().map(ToString::to_string).collect();
            (addresses, target.authority.as_str(), target.path.as_str())
        });
        let expected = expected.map(|(addresses, authority, path)| {
            (addresses.iter().map(|&address| address.to_owned()).collect(), authority, path)
        });
        assert_eq!(read.map_err(|reason| *reason), expected, "{url}");
    }

    #[test]
    fn addresses_of_this_machine() {
        check("http://127.0.0.1:8080/zim?a=b", Ok((&["127.0.0.1:8080"], "127.0.0.1:8080", "/zim?a=b")));
        check("http://127.9.9.9", Ok((&["127.9.9.9:80"], "127.9.9.9", "/")));
        check("http://[::1]:1/", Ok((&["[::1]:1"], "[::1]:1", "/")));
        check("http://LocalHost:9", Ok((&["127.0.0.1:9", "[::1]:9"], "LocalHost:9", "/")));
    }

    #[test]
    fn other_addresses() {
        let (elsewhere, no_http) =
            ("it is no address of the loopback, nor `localhost`", "it must begin with `http://`");
        for host in
            ["example.com", "10.0.0.1", "0.0.0.0", "[::2]", "localhost.example.com", "127.1", "[::ffff:8.8.8.8]"]
        {
            check(&format!("http://{host}:80/"), Err(elsewhere));
        }
        for url in ["https://127.0.0.1/", "127.0.0.1:80", "/zim", "ftp://127.0.0.1/"] {
            check(url, Err(no_http));
        }
        check("http://a:b@127.0.0.1/", Err("user names and passwords are not sent"));
        check("http://127.0.0.1@example.com/", Err("user names and passwords are not sent"));
        check("http://127.0.0.1:99999/", Err("its port is no number up to 65535"));
        check("http://127.0.0.1 /", Err("it is no URL; write one such as `http://127.0.0.1:8080/zim`"));
    }

    #[test]
    fn the_narrowest_address_is_taken() {
        let mut targets = Targets::default();
        for (url, path) in [
            (CallbackUrl::new(""), "all"),
            (CallbackUrl::new("").app(1), "app"),
            (CallbackUrl::new("").event("a"), "event"),
            (CallbackUrl::new("").event("a").app(1), "both"),
        ] {
            assert!(targets.add(&url, Target::parse(&format!("http://localhost/{path}")).unwrap()));
        }
        for (app, event, asked, path) in [
            (1, "a", false, Some("/both")),
            (2, "a", true, Some("/event")),
            (1, "b", false, Some("/app")),
            (2, "b", false, Some("/all")),
            (2, "b", true, None),
        ] {
            let found = targets.find(app, event, asked).map(|target| target.path.as_str());
            assert_eq!(found, path, "{app} {event} {asked}");
        }
        assert!(!targets.add(&CallbackUrl::new("").app(1), Target::parse("http://localhost/").unwrap()));
    }
}
