//! Rate limits that several machines keep together, in Redis.

#[cfg(feature = "client")]
mod asynchronous;
mod blocking;
mod script;

use super::{BlockingRateKeeper, Demand, LocalKeeper, MARGIN};
#[cfg(feature = "client")]
use super::{RateKeeper, Reserving};
use crate::client::{BoxError, RateError};
use ::redis::{Client, RedisError, Script};
use script::Answer;
use std::fmt;
use std::time::{Duration, Instant};

/// Keeps the limits for all that share a Redis, of version 5 or newer, and a prefix of keys there.
///
/// A place in all the windows of a request, or in none, is taken by one script, which Redis runs as a whole; time is that
/// of Redis alone. As in [`Windows`](super::Windows), there is one list for each window, of no more entries than requests
/// fit into it, and it expires when it is idle. The keys of a request have one hash tag and so one node of a cluster.
///
/// If Redis fails over to a replica that lags behind, the last places are forgotten; if its clock is set back, places
/// are given out only from where it was before.
///
/// It can be asked by threads that wait, and with the feature `client` also by tasks of tokio; each have a connection of
/// their own. `Debug` does not show the address, which may have a password in it.
pub struct RedisKeeper {
    settings: Settings,
    script: Script,
    blocking: blocking::Link,
    #[cfg(feature = "client")]
    asynchronous: asynchronous::Link,
    local: LocalKeeper,
}

/// What is done when Redis does not answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WhenAway {
    /// Calls fail with [`RateError::Unavailable`].
    #[default]
    Refuse,
    /// This process keeps the limits alone until Redis is back. If several do so, each as if it were the only one, ZIM
    /// refuses what is too much.
    KeepAlone,
}

struct Settings {
    client: Client,
    prefix: String,
    margin: Duration,
    timeout: Duration,
    away: WhenAway,
}

/// How long Redis is left alone after it did not answer, so that not every call waits for it.
const REST: Duration = Duration::from_secs(1);

impl RedisKeeper {
    /// Shares what is at `url`, such as `redis://127.0.0.1/`. It is connected to when it is first asked.
    ///
    /// # Errors
    /// If it is no address of a Redis. One with TLS, `rediss://`, needs that feature of the crate `redis`.
    pub fn open(url: &str) -> Result<Self, RedisError> {
        Client::open(url).map(Self::new)
    }

    /// Shares what `client` connects to.
    #[must_use]
    pub fn new(client: Client) -> Self {
        let settings = Settings {
            client,
            prefix: "zim-rates:".to_owned(),
            margin: MARGIN,
            timeout: Duration::from_millis(500),
            away: WhenAway::default(),
        };
        Self {
            settings,
            script: script::script(),
            blocking: blocking::Link::default(),
            #[cfg(feature = "client")]
            asynchronous: asynchronous::Link::default(),
            local: LocalKeeper::new(),
        }
    }

    /// What keys begin with; `zim-rates:` if this is not called. Without braces, it does not touch the hash tag.
    #[must_use]
    pub fn with_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.settings.prefix = prefix.into();
        self
    }

    /// Takes every window to be longer by `margin`: see [there](super#the-margin). To what requests take to arrive at
    /// ZIM, what Redis takes to answer is added here.
    #[must_use]
    pub fn with_margin(mut self, margin: Duration) -> Self {
        self.settings.margin = margin;
        self.local = LocalKeeper::with_margin(margin);
        self
    }

    /// How long Redis may take to connect, and to answer; half a second if this is not called.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// What is done when Redis does not answer.
    #[must_use]
    pub fn when_away(mut self, away: WhenAway) -> Self {
        self.settings.away = away;
        self
    }

    /// Takes the answer of Redis, or does without it.
    fn conclude(
        &self,
        answer: Result<Answer, BoxError>,
        demands: &[Demand],
        patience: Duration,
    ) -> Result<Duration, RateError> {
        match answer {
            Ok((1, wait)) => Ok(Duration::from_micros(wait)),
            Ok((_, wait)) => Err(RateError::Refused { wait: Duration::from_micros(wait) }),
            Err(_) if self.settings.away == WhenAway::KeepAlone => self.local.reserve(demands, patience),
            Err(error) => Err(RateError::Unavailable(error)),
        }
    }
}

impl BlockingRateKeeper for RedisKeeper {
    fn reserve(&self, demands: &[Demand], patience: Duration) -> Result<Duration, RateError> {
        possible(demands)?;
        let Settings { prefix, margin, .. } = &self.settings;
        let invocation = script::invocation(&self.script, prefix, *margin, demands, patience);
        let answer = self.blocking.ask(&self.settings, &invocation);
        self.conclude(answer, demands, patience)
    }
}

#[cfg(feature = "client")]
impl RateKeeper for RedisKeeper {
    fn reserve<'a>(&'a self, demands: &'a [Demand], patience: Duration) -> Reserving<'a> {
        Box::pin(async move {
            possible(demands)?;
            let Settings { prefix, margin, .. } = &self.settings;
            let invocation = script::invocation(&self.script, prefix, *margin, demands, patience);
            let answer = self.asynchronous.ask(&self.settings, &invocation).await;
            self.conclude(answer, demands, patience)
        })
    }
}

/// What takes more than the whole of a window is not asked for.
fn possible(demands: &[Demand]) -> Result<(), RateError> {
    match demands.iter().find(|demand| demand.cost > u64::from(demand.count)) {
        Some(demand) => Err(RateError::TooLarge { limit: demand.count, items: demand.cost }),
        None => Ok(()),
    }
}

/// Redis did not answer a moment ago, and is not asked before its rest is over.
fn at_rest(until: Instant) -> Result<(), BoxError> {
    if Instant::now() < until { Err("it did not answer a moment ago".into()) } else { Ok(()) }
}

impl fmt::Debug for RedisKeeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Settings { prefix, margin, away, .. } = &self.settings;
        let mut fields = f.debug_struct("RedisKeeper");
        fields.field("prefix", prefix).field("margin", margin).field("away", away).finish_non_exhaustive()
    }
}
