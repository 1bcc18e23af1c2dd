//! What a request takes of the rate limits of its action, as its parameters tell.

use crate::runtime::{RateLimit, Request, parameter};
use std::fmt;
use std::time::Duration;

/// What a request takes of one rate limit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Demand {
    /// What is counted together with it. A key always comes with the same limit.
    pub key: Key,
    /// So many …
    pub count: u32,
    /// … fit into any window of this length.
    pub window: Duration,
    /// How many of them the request is: 1, or the number of its items. Not 0.
    pub cost: u64,
}

/// What is counted together: one limit of one action, for one application or one value of a parameter.
///
/// `Display` writes it in ASCII without spaces, different keys differently: `12345.DismissGroup.0.group1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Key {
    /// The application.
    pub app_id: u32,
    /// The action.
    pub action: &'static str,
    /// Which of the action's limits, counted from 0.
    pub limit: usize,
    /// The value of the parameter that it is counted for, percent-encoded; `None` for the whole application.
    pub scope: Option<String>,
}

/// What `request` takes of the limits of its action, when it is sent for the application `app_id`.
///
/// A limit for each value of a parameter does not concern a request without that parameter, and one that counts items
/// does not concern a request that has none.
#[must_use]
pub fn demands(app_id: u32, request: &dyn Request) -> Vec<Demand> {
    let info = request.info();
    let limits = info.rate_limits.iter().enumerate();
    limits.filter_map(|(index, limit)| demand(app_id, request, info.name, index, limit)).collect()
}

fn demand(app_id: u32, request: &dyn Request, action: &'static str, index: usize, limit: &RateLimit) -> Option<Demand> {
    let scope = match limit.scope_param() {
        None => None,
        Some(name) => Some(parameter(request, name)?.value),
    };
    let cost = match limit.counted_list() {
        None => 1,
        Some(name) => parameter(request, name)?.items,
    };
    if cost == 0 {
        return None;
    }
    let key = Key { app_id, action, limit: index, scope };
    Some(Demand { key, count: limit.count, window: Duration::from_secs(limit.window_seconds.into()), cost })
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { app_id, action, limit, scope } = self;
        write!(f, "{app_id}.{action}.{limit}")?;
        match scope {
            Some(scope) => write!(f, ".{scope}"),
            None => Ok(()),
        }
    }
}
