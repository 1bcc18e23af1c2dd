//! Where calls go: the region's host, and another one while that cannot be reached.

use crate::Region;
use crate::runtime::{Credentials, Endpoint, Policy, Zim};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long calls go to the other host before the first is tried again.
const DETOUR: Duration = Duration::from_secs(30);

/// One host or two, the first of which is preferred.
#[derive(Debug)]
pub(super) struct Hosts {
    first: Zim,
    other: Option<Zim>,
    /// Until when calls begin with the other one. Time is counted from any moment that stays the same.
    detour_ends: Mutex<Duration>,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    First,
    Other,
}

impl Hosts {
    pub(super) fn new(credentials: Credentials, first: Endpoint, other: Option<Endpoint>) -> Self {
        // Limits are checked once for a call, before its first attempt.
        let zim = |endpoint| Zim::new(credentials.clone(), endpoint).with_policy(Policy::None);
        let other = other.filter(|other| *other != first).map(zim);
        Self { first: zim(first), other, detour_ends: Mutex::new(Duration::ZERO) }
    }

    /// Where a call begins. An action that has a host of its own is served at no other.
    pub(super) fn begin(&self, has_own_host: bool, now: Duration) -> Host {
        if has_own_host || self.other.is_none() || now >= *self.detour() { Host::First } else { Host::Other }
    }

    /// Where a call goes that did not reach `host`, if there is another. A detour lasts for a while, so that not every
    /// call waits for a host that is away.
    pub(super) fn instead_of(&self, host: Host, has_own_host: bool, now: Duration) -> Option<Host> {
        if has_own_host || self.other.is_none() {
            return None;
        }
        let (instead, ends) = match host {
            Host::First => (Host::Other, now.saturating_add(DETOUR)),
            Host::Other => (Host::First, Duration::ZERO),
        };
        *self.detour() = ends;
        Some(instead)
    }

    pub(super) fn zim(&self, host: Host) -> &Zim {
        match (host, &self.other) {
            (Host::Other, Some(other)) => other,
            _ => &self.first,
        }
    }

    fn detour(&self) -> std::sync::MutexGuard<'_, Duration> {
        self.detour_ends.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The host to which calls for a region fall back: that of all regions. An endpoint of one's own has none.
pub(super) fn fallback(endpoint: &Endpoint) -> Option<Endpoint> {
    let is_region = Region::ALL.iter().any(|region| Endpoint::from(*region) == *endpoint);
    let unified = Endpoint::from(Region::default());
    (is_region && *endpoint != unified).then_some(unified)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn hosts(first: impl Into<Endpoint>) -> Hosts {
        let first = first.into();
        let other = fallback(&first);
        Hosts::new(Credentials::new(1, "secret"), first, other)
    }

    #[test]
    fn calls_go_around_a_host_that_is_away_and_come_back() {
        let hosts = hosts(Region::Frankfurt);
        assert_eq!(hosts.begin(false, SECOND), Host::First);
        assert_eq!(hosts.instead_of(Host::First, false, SECOND), Some(Host::Other));
        assert_eq!(hosts.begin(false, 30 * SECOND), Host::Other);
        assert_eq!(hosts.begin(true, 30 * SECOND), Host::First, "it is served at no other");
        assert_eq!(hosts.begin(false, 31 * SECOND), Host::First);
        assert_eq!(hosts.zim(Host::First).endpoint().authority(), "zim-api-fra.zego.im");
        assert_eq!(hosts.zim(Host::Other).endpoint().authority(), "zim-api.zego.im");
    }

    #[test]
    fn if_the_other_is_away_too_the_first_is_tried_again() {
        let hosts = hosts(Region::Frankfurt);
        assert_eq!(hosts.instead_of(Host::First, false, SECOND), Some(Host::Other));
        assert_eq!(hosts.instead_of(Host::Other, false, SECOND), Some(Host::First));
        assert_eq!(hosts.begin(false, SECOND), Host::First);
    }

    #[test]
    fn only_a_region_has_a_fallback() {
        for region in Region::ALL {
            let expected = (*region != Region::Unified).then(|| "zim-api.zego.im".to_owned());
            assert_eq!(fallback(&Endpoint::from(*region)).map(|it| it.authority().to_owned()), expected);
        }
        assert_eq!(fallback(&Endpoint::https("zim-api-fra.zego.im")), None, "whoever names a host wants it");
        assert_eq!(hosts(Region::Unified).instead_of(Host::First, false, SECOND), None);
    }
}
