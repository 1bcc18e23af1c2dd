//! A call from its first attempt to its last, without I/O: asked for the next HTTP request, told what came of it.
//!
//! The async and the blocking client are loops around this.

use super::hosts::{Host, Hosts};
use super::machine::Moment;
use super::retry::{self, Budget, History, Outcome};
use super::settings::Settings;
use super::{ClientError, Doubt, Failure, Options, Retries, SendError, Stopped};
use crate::runtime::{Action, ActionInfo, ErrorKind, Layer, Policy, Recovery, Request, Valid, decode};
use http::header::RETRY_AFTER;
use http::{Response, StatusCode};
use std::time::Duration;

/// What all calls of a client share.
#[derive(Debug)]
pub(super) struct Shared {
    hosts: Hosts,
    budget: Budget,
    policy: Policy,
    timeout: Duration,
    deadline: Option<Duration>,
    retries: Retries,
}

impl Shared {
    pub(super) fn new(settings: Settings) -> Self {
        let Settings { credentials, endpoint, fallback, policy, timeout, deadline, retries, .. } = settings;
        let hosts = Hosts::new(credentials, endpoint, fallback);
        Self { hosts, budget: Budget::full(), policy, timeout, deadline, retries }
    }
}

/// A call that is under way.
pub(super) struct Call<'c, A: Action> {
    shared: &'c Shared,
    request: &'c Valid<A>,
    info: &'static ActionInfo,
    retries: Retries,
    timeout: Duration,
    /// When it must be over.
    ends: Option<Duration>,
    host: Host,
    attempts: u32,
    stale: u32,
    /// An attempt that may have been carried out.
    doubt: Option<Doubt>,
}

/// What follows an attempt.
pub(super) enum Next<A: Action> {
    /// The call is over.
    Done(Result<A::Reply, ClientError<A>>),
    /// There is another attempt after this pause.
    Again(Duration),
}

impl<'c, A: Action> Call<'c, A> {
    /// Begins a call: the request is held to the limits of the policy, once for all attempts.
    ///
    /// `now` is any time that only goes forward, the same for all calls of a client.
    pub(super) fn begin(
        shared: &'c Shared,
        request: &'c Valid<A>,
        options: &Options,
        now: Duration,
    ) -> Result<Self, ClientError<A>> {
        let policy = options.policy.unwrap_or(shared.policy);
        if !request.checked().covers(policy) {
            policy.check(request)?;
        }
        shared.budget.earn();
        let deadline = options.deadline.or(shared.deadline);
        Ok(Self {
            shared,
            request,
            info: A::INFO,
            retries: options.retries.unwrap_or(shared.retries),
            timeout: options.timeout.unwrap_or(shared.timeout),
            ends: deadline.map(|deadline| now.saturating_add(deadline)),
            host: shared.hosts.begin(A::INFO.host.is_some(), now),
            attempts: 0,
            stale: 0,
            doubt: None,
        })
    }

    /// The request of the next attempt, and how long it may take.
    pub(super) fn next_request(
        &mut self,
        moment: &Moment,
        now: Duration,
    ) -> Result<(http::Request<Vec<u8>>, Duration), ClientError<A>> {
        let timeout = match self.remaining(now) {
            Some(Duration::ZERO) => return Err(self.fail(Failure::TimedOut, Stopped::Deadline)),
            Some(remaining) => remaining.min(self.timeout),
            None => self.timeout,
        };
        match self.shared.hosts.zim(self.host).encode(self.request, &moment.stamp) {
            Ok(request) => {
                self.attempts = self.attempts.saturating_add(1);
                Ok((request, timeout))
            }
            Err(error) => Err(self.fail(Failure::Request(error), Stopped::NoUse)),
        }
    }

    /// Tells what came of the attempt. `random` is any number.
    pub(super) fn answered(
        &mut self,
        result: Result<Response<Vec<u8>>, SendError>,
        now: Duration,
        random: u64,
    ) -> Next<A> {
        let (failure, asked) = match result {
            Ok(response) => match decode::<A>(&response) {
                Ok(reply) => return Next::Done(Ok(reply)),
                Err(error) => (Failure::from(error), retry_after(&response)),
            },
            Err(error) if error.may_be_sent() => (Failure::Ambiguous(Doubt::Transport(error)), None),
            Err(error) => (Failure::NotSent(error), None),
        };
        match self.again(outcome(&failure), asked, now, random) {
            Ok(pause) => {
                if let Failure::Ambiguous(doubt) = failure {
                    self.doubt = Some(doubt);
                }
                Next::Again(pause)
            }
            Err(stopped) => Next::Done(Err(self.fail(failure, stopped))),
        }
    }

    /// How often the request was sent, or tried to.
    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How much time is left; `None` if there is no end.
    pub(super) fn remaining(&self, now: Duration) -> Option<Duration> {
        self.ends.map(|ends| ends.saturating_sub(now))
    }

    /// The call ends so. If it was not sent in the end, it may still have been carried out before.
    pub(super) fn fail(&mut self, failure: Failure<A>, stopped: Stopped) -> ClientError<A> {
        let is_unsent =
            matches!(failure, Failure::NotSent(_) | Failure::TimedOut | Failure::Rate(_) | Failure::Stamp(_));
        let failure = match self.doubt.take() {
            Some(doubt) if is_unsent => Failure::Ambiguous(doubt),
            _ => failure,
        };
        ClientError::new(failure, self.attempts, stopped)
    }

    /// The pause before the next attempt, or why there is none. `asked` is what the server asked for.
    fn again(
        &mut self,
        outcome: Outcome,
        asked: Option<Duration>,
        now: Duration,
        random: u64,
    ) -> Result<Duration, Stopped> {
        let outcome = match outcome {
            Outcome::Unreachable => self.turn(now),
            Outcome::Stale => {
                self.stale = self.stale.saturating_add(1);
                outcome
            }
            outcome => outcome,
        };
        let (info, attempts, stale) = (self.info, self.attempts, self.stale);
        let windows = info.rate_limits.iter().map(|limit| limit.window_seconds);
        let window = Duration::from_secs(windows.min().unwrap_or_default().into());
        let history = History { attempts, stale, repeatable: info.repeatable, window };
        let pause = retry::next(&self.retries, history, outcome, random)?.max(asked.unwrap_or_default());
        if self.remaining(now).is_some_and(|remaining| pause >= remaining) {
            return Err(Stopped::Deadline);
        }
        if !self.shared.budget.spend() {
            return Err(Stopped::Budget);
        }
        Ok(pause)
    }

    /// Turns to the other host, if there is one. That it has not been tried yet is known of the second attempt only.
    fn turn(&mut self, now: Duration) -> Outcome {
        match self.shared.hosts.instead_of(self.host, self.info.host.is_some(), now) {
            Some(host) => {
                self.host = host;
                if self.attempts == 1 { Outcome::Elsewhere } else { Outcome::Unreachable }
            }
            None => Outcome::Unreachable,
        }
    }
}

/// What a failure is to retries.
fn outcome<A: Action>(failure: &Failure<A>) -> Outcome {
    match failure {
        Failure::NotSent(_) => Outcome::Unreachable,
        Failure::Ambiguous(_) => Outcome::Doubt,
        Failure::Status(status) if status.status == StatusCode::TOO_MANY_REQUESTS => Outcome::Rate,
        Failure::Api(error) => match error.kind.info().map(|info| (info.recovery, info.layer)) {
            // The action itself failed: how far it got is not known.
            Some((Recovery::Retry, Layer::Business)) => Outcome::Doubt,
            Some((Recovery::Retry, _)) => Outcome::Busy,
            Some((Recovery::WaitForRate, _)) => Outcome::Rate,
            Some((Recovery::Resign, _)) => Outcome::Stale,
            _ => Outcome::Final,
        },
        _ => Outcome::Final,
    }
}

/// How long the server asks to be left alone, in seconds. What it says as a date is passed over.
fn retry_after(response: &Response<Vec<u8>>) -> Option<Duration> {
    let seconds: u32 = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.into()))
}
