//! Rate limits as exact sliding windows over the requests that were let pass.

use crate::params::Params;
use crate::refusal::Refusal;
use std::collections::{BTreeMap, VecDeque};
use zim_spec::model::{Action, RateLimit, RateScope, Refusals};

/// The parameter whose value a scoped limit is counted for. The spec says "per group" and not which
/// parameter that is; these are the names that ZIM uses throughout.
const SCOPE_PARAMS: [(RateScope, &str); 2] = [(RateScope::Group, "GroupId"), (RateScope::Room, "RoomId")];

/// When to look through all windows for empty ones, at first.
const SWEEP_AT: usize = 1024;

/// The requests of the last windows.
#[derive(Debug)]
pub(crate) struct Rates {
    windows: BTreeMap<Key, Window>,
    sweep_at: usize,
}

/// What one window counts for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    app_id: u32,
    action: String,
    /// Which of the action's limits.
    limit: usize,
    /// The group or room; empty for the whole application.
    scope: String,
}

#[derive(Debug)]
struct Window {
    milliseconds: i64,
    /// When the requests came, in milliseconds of Unix time.
    passed: VecDeque<i64>,
}

impl Window {
    /// A window holds what came at most so long ago: a request is out of it after exactly its length.
    /// What lies in the future was counted before the clock was set back, and is forgotten.
    fn forget(&mut self, now: i64) {
        let start = now.saturating_sub(self.milliseconds);
        self.passed.retain(|at| start < *at && *at <= now);
    }
}

impl Rates {
    pub(crate) fn new() -> Self {
        Self { windows: BTreeMap::new(), sweep_at: SWEEP_AT }
    }

    /// Counts a request, or refuses it without counting it if a limit is reached.
    ///
    /// A scoped limit is not applied to a request that names no group or room.
    pub(crate) fn admit(
        &mut self,
        refusals: &Refusals,
        app_id: u32,
        action: &Action,
        params: &Params,
        now: i64,
    ) -> Result<(), Refusal> {
        let mut keys = Vec::new();
        for (index, limit) in action.rate_limits.iter().enumerate() {
            let Some(scope) = scope_value(limit.scope, params) else {
                continue;
            };
            let key = Key { app_id, action: action.name.clone(), limit: index, scope };
            let milliseconds = i64::from(limit.window_seconds) * 1000;
            let window =
                self.windows.entry(key.clone()).or_insert_with(|| Window { milliseconds, passed: VecDeque::new() });
            window.forget(now);
            if window.passed.len() as u64 >= u64::from(limit.count) {
                let first = window.passed.front().copied().unwrap_or(now);
                let wait = first.saturating_add(milliseconds).saturating_sub(now);
                return Err(refusal(refusals, action, limit, &key.scope, wait));
            }
            keys.push(key);
        }
        for key in &keys {
            if let Some(window) = self.windows.get_mut(key) {
                window.passed.push_back(now);
            }
        }
        self.sweep(now);
        Ok(())
    }

    /// Drops empty windows, so that a client that names ever new groups does not fill the memory.
    fn sweep(&mut self, now: i64) {
        if self.windows.len() < self.sweep_at {
            return;
        }
        self.windows.retain(|_, window| {
            window.forget(now);
            !window.passed.is_empty()
        });
        self.sweep_at = SWEEP_AT.max(self.windows.len() * 2);
    }
}

/// What the limit is counted for; `None` if the request names no such thing.
fn scope_value(scope: RateScope, params: &Params) -> Option<String> {
    match SCOPE_PARAMS.iter().find(|(scoped, _)| *scoped == scope) {
        Some((_, name)) => params.texts(name).into_iter().next(),
        None => Some(String::new()),
    }
}

fn refusal(refusals: &Refusals, action: &Action, limit: &RateLimit, scope: &str, wait: i64) -> Refusal {
    let (code, whom) = match SCOPE_PARAMS.iter().find(|(scoped, _)| *scoped == limit.scope) {
        Some((_, name)) => (refusals.rate_scoped, format!("{name} {}", crate::refusal::quoted(scope))),
        None => (refusals.rate_app, "the application".to_owned()),
    };
    let RateLimit { count, window_seconds, .. } = limit;
    let name = &action.name;
    let message = format!(
        "{name} is limited to {count} calls in {window_seconds} s for {whom}; there is room again in {wait} ms"
    );
    Refusal::new(code, message)
}
