//! Under which hosts the sandbox is reached.

use std::net::IpAddr;
use zim_spec::model::{Action, Service, Spec};

/// The hosts that a request may name beside those of the service.
#[derive(Debug, Default)]
pub(crate) struct Hosts {
    /// Further names.
    pub(crate) names: Vec<String>,
    /// Whether every address is one, and not those of the loopback alone.
    pub(crate) any_address: bool,
}

impl Hosts {
    /// Why a request to `authority` is refused, if it is: before its action is known, then once more with it.
    pub(crate) fn refusal(&self, spec: &Spec, action: Option<&Action>, authority: Option<&str>) -> Option<String> {
        let Some(authority) = authority.filter(|authority| !authority.is_empty()) else {
            return Some("the request names no host".to_owned());
        };
        let (host, _) = split(authority);
        let is_own = is_loopback(authority)
            || self.names.iter().any(|name| name.eq_ignore_ascii_case(host))
            || (self.any_address && address(host).is_some());
        let serves = serving(spec, action);
        if is_own || serves.iter().any(|name| name.eq_ignore_ascii_case(host)) {
            return None;
        }
        let shown = crate::refusal::quoted(authority);
        let whom = action.map_or(spec.service.name.as_str(), |action| &action.name);
        Some(format!("{shown} does not serve {whom}; send it to the sandbox's address, or to {}", serves.join(", ")))
    }
}

/// The hosts that serve the action; those of any, if it is not known.
fn serving<'a>(spec: &'a Spec, action: Option<&'a Action>) -> Vec<&'a str> {
    match action {
        Some(Action { host: Some(host), .. }) => vec![host],
        Some(_) => of_service(&spec.service).collect(),
        None => {
            let mut hosts: Vec<&str> = of_service(&spec.service).collect();
            for host in spec.actions.iter().filter_map(|action| action.host.as_deref()) {
                if !hosts.contains(&host) {
                    hosts.push(host);
                }
            }
            hosts
        }
    }
}

fn of_service(service: &Service) -> impl Iterator<Item = &str> {
    service.hosts.iter().map(|host| host.host.as_str())
}

/// Whether `authority`, with or without a port, names this machine without a look-up.
pub(crate) fn is_loopback(authority: &str) -> bool {
    let (host, _) = split(authority);
    host.eq_ignore_ascii_case("localhost") || address(host).is_some_and(|address| address.is_loopback())
}

/// The host of an authority, and its port.
fn split(authority: &str) -> (&str, &str) {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port),
        _ => (authority, ""),
    }
}

fn address(host: &str) -> Option<IpAddr> {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    bare.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn hosts() {
        for host in ["127.0.0.1", "127.0.0.1:80", "127.9.9.9:1", "localhost", "LOCALHOST:8080", "[::1]", "[::1]:80"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in
            ["", ":80", "example.com", "localhost.example.com:80", "10.0.0.1:80", "[::2]:80", "127.0.0.1:x", "1"]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
