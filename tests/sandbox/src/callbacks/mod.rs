//! Callbacks: what ZIM tells a backend of its own accord, posted to addresses of this machine.
//!
//! One task posts them one after the other, in the order in which they came about, and never two at once. An answer is
//! waited for until the callback would be sent again by the spec, all by the server's clock: a clock that stands lets
//! nobody time out, and moving it on lets repetitions happen. A callback whose answer decides what becomes of a request
//! is posted by the task of that request instead, before it is carried out.

mod body;
mod delivery;
mod post;
mod queue;
mod target;
mod verdict;

pub use body::CallbackBody;
pub use delivery::{Attempt, Delivery, Outcome};
pub use target::CallbackUrl;
pub(crate) use target::{Target, Targets};
pub(crate) use verdict::{Question, Replacement};

use crate::clock::Clock;
use crate::gateway::Gateway;
use crate::state::Later;
use queue::{Job, New, Queue};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use zim_spec::diagnostic::nearest;
use zim_spec::interpret::{CallbackCommon, known_callback};
use zim_spec::model::{Callback, Spec};

/// Told of each try, and of what is dropped.
pub(crate) type Observer = dyn Fn(&Delivery) + Send + Sync;

/// What is to be posted, where, and how.
pub(crate) struct Settings {
    pub(crate) targets: Targets,
    /// Number of the application to the secret that signs its callbacks.
    pub(crate) secrets: BTreeMap<u32, String>,
    pub(crate) body: CallbackBody,
    pub(crate) observer: Option<Arc<Observer>>,
}

/// Posts callbacks and remembers what became of them.
pub(crate) struct Callbacks {
    spec: Arc<Spec>,
    clock: Clock,
    settings: Settings,
    queue: Mutex<Queue>,
    /// Told when there is something new to send.
    wake: Notify,
    /// Told when a try is over.
    over: Condvar,
}

/// Why a callback cannot be posted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PostError {
    /// The application is not one of the server's.
    #[error("there is no application {app_id} here")]
    NoApp {
        /// Its number.
        app_id: u32,
    },
    /// The spec has no such callback.
    #[error("there is no callback `{event}`{}", meant(nearest.as_deref()))]
    NoEvent {
        /// The name that was given.
        event: String,
        /// What it was probably meant to be.
        nearest: Option<String>,
    },
    /// The callback has no such field.
    #[error("callback `{event}` has no field `{field}`{}", meant(nearest.as_deref()))]
    NoField {
        /// The event.
        event: String,
        /// The name that was given.
        field: String,
        /// What it was probably meant to be.
        nearest: Option<String>,
    },
    /// Nobody gets it.
    #[error(
        "no address was given for `{event}` of application {app_id}; give one with --callback, or Builder::callback_url"
    )]
    NoUrl {
        /// The event.
        event: String,
        /// The number of the application.
        app_id: u32,
    },
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!("; did you mean `{nearest}`?")).unwrap_or_default()
}

/// The callback of a spec, by the name of its event.
pub(crate) fn find<'a>(spec: &'a Spec, event: &str) -> Result<&'a Callback, PostError> {
    spec.callbacks.iter().find(|callback| callback.name == event).ok_or_else(|| PostError::NoEvent {
        event: event.to_owned(),
        nearest: nearest(event, spec.callbacks.iter().map(|callback| callback.name.as_str())).map(str::to_owned),
    })
}

/// Whether the answer decides what becomes of what it is about.
pub(crate) fn asks(callback: &Callback) -> bool {
    !callback.reply.is_empty()
}

impl Callbacks {
    pub(crate) fn new(spec: Arc<Spec>, clock: Clock, settings: Settings) -> Self {
        let (queue, wake, over) = (Mutex::default(), Notify::new(), Condvar::new());
        Self { spec, clock, settings, queue, wake, over }
    }

    /// Checks the names, and posts what somebody asked for.
    pub(crate) fn order(&self, app_id: u32, event: &str, fields: Map<String, Value>) -> Result<u64, PostError> {
        if !self.settings.secrets.contains_key(&app_id) {
            return Err(PostError::NoApp { app_id });
        }
        let callback = find(&self.spec, event)?;
        let known = || callback.fields.iter().map(|field| field.name.as_str());
        if let Some(field) = fields.keys().find(|field| !known().any(|known| known == field.as_str())) {
            let nearest = nearest(field, known()).map(str::to_owned);
            return Err(PostError::NoField { event: event.to_owned(), field: field.clone(), nearest });
        }
        self.post(app_id, callback, fields).ok_or_else(|| PostError::NoUrl { event: event.to_owned(), app_id })
    }

    /// Posts a callback when its turn comes; its number, or `None` if nobody gets it.
    pub(crate) fn post(&self, app_id: u32, callback: &Callback, fields: Map<String, Value>) -> Option<u64> {
        let (id, _) = self.add(app_id, callback, fields, false)?;
        self.wake.notify_one();
        Some(id)
    }

    /// Posts a callback once its time has come, if somebody gets it.
    pub(crate) fn post_later(&self, later: Later) {
        if find(&self.spec, &later.event).is_ok_and(|callback| self.is_heard(later.app_id, callback)) {
            self.queue().add_later(later);
            self.wake.notify_one();
        }
    }

    /// What is to be told at `now`, one by one; each is followed by [`told`](Self::told).
    pub(crate) fn take_later(&self, now: i64) -> Option<Later> {
        self.queue().take_later(now)
    }

    pub(crate) fn told(&self) {
        self.queue().told();
        self.over.notify_all();
    }

    /// Whether anybody gets this callback.
    pub(crate) fn is_heard(&self, app_id: u32, callback: &Callback) -> bool {
        self.settings.targets.find(app_id, &callback.name, asks(callback)).is_some()
    }

    /// Posts a callback at once, and again as the spec says. Its answer, or `None` if it was not answered.
    pub(crate) async fn ask(
        self: Arc<Self>,
        app_id: u32,
        callback: &Callback,
        fields: Map<String, Value>,
    ) -> Option<String> {
        let (_, job) = self.add(app_id, callback, fields, true)?;
        let mut job = job?;
        // In a task of its own, so that it ends whoever gives up waiting.
        let asking = tokio::spawn(async move {
            loop {
                self.clock.reach(job.due()).await;
                let (attempt, answer) = self.attempt(&job).await;
                let succeeded = attempt.succeeded();
                match self.note(job, attempt, answer.clone(), true) {
                    Some(again) => job = again,
                    None => return answer.filter(|_| succeeded),
                }
            }
        });
        asking.await.ok().flatten()
    }

    /// Makes, signs and numbers a callback; of what is not in `fields`, only what is always there is made up. With it comes the job, if it is `urgent`.
    fn add(
        &self,
        app_id: u32,
        callback: &Callback,
        mut fields: Map<String, Value>,
        urgent: bool,
    ) -> Option<(u64, Option<Job>)> {
        let (service, asks) = (self.spec.service.callbacks.as_ref()?, asks(callback));
        let target = self.settings.targets.find(app_id, &callback.name, asks)?;
        for field in &callback.fields {
            if field.optional {
                // What is null is left out.
                fields.entry(field.name.as_str()).or_insert(Value::Null);
            } else if fields.get(&field.name).is_some_and(Value::is_null) {
                fields.remove(&field.name);
            }
        }
        let now = self.clock.now();
        let mut queue = self.queue();
        let id = queue.next_id();
        let (app, timestamp, nonce) = (app_id.to_string(), now.div_euclid(1000).to_string(), nonce(id));
        let secret = self.settings.secrets.get(&app_id)?;
        let signature = body::sign(service.algorithm, secret, &timestamp, &nonce)?;
        let common = CallbackCommon { app_id: &app, nonce: &nonce, timestamp: &timestamp, signature: &signature };
        let encoded = self.settings.body.encode(&known_callback(&self.spec, callback, &common, fields));
        let new = New {
            app_id,
            event: callback.name.clone(),
            target: Arc::clone(target),
            content_type: self.settings.body.content_type(),
            asks,
            pauses: callback.retries_ms.as_ref().unwrap_or(&service.retries_ms).as_slice().into(),
        };
        let job = queue.add(new, encoded, now, urgent);
        let dropped = queue.find(id).filter(|delivery| delivery.outcome == Outcome::Dropped).cloned();
        drop(queue);
        dropped.iter().for_each(|delivery| self.tell(delivery));
        Some((id, job))
    }

    /// Posts what waits, until the server stops.
    pub(crate) async fn run(self: Arc<Self>, gateway: Arc<Mutex<Gateway>>, mut stopped: watch::Receiver<bool>) {
        tokio::select! {
            () = self.send_all(&gateway) => {}
            _ = stopped.wait_for(|stop| *stop) => {}
        }
    }

    async fn send_all(&self, gateway: &Mutex<Gateway>) {
        loop {
            gateway.lock().unwrap_or_else(PoisonError::into_inner).catch_up();
            let (next, due) = {
                let mut queue = self.queue();
                (queue.take(self.clock.now()), queue.due())
            };
            match (next, due) {
                (Some(job), _) => {
                    let (attempt, answer) = self.attempt(&job).await;
                    self.note(job, attempt, answer, false);
                }
                (None, None) => self.wake.notified().await,
                (None, Some(due)) => tokio::select! {
                    () = self.wake.notified() => {}
                    () = self.clock.reach(due) => {}
                },
            }
        }
    }

    /// One try, for as long as an answer is waited for.
    async fn attempt(&self, job: &Job) -> (Attempt, Option<String>) {
        let at = self.clock.now();
        let patience = job.patience();
        tokio::select! {
            posted = post::post(job) => match posted {
                Ok((status, answer)) => (Attempt { at, result: Ok(status) }, answer),
                Err(reason) => (Attempt { at, result: Err(reason) }, None),
            },
            () = self.clock.reach(at.saturating_add(patience)) => {
                (Attempt { at, result: Err(format!("no answer within {patience} ms")) }, None)
            }
        }
    }

    /// Notes how a try went; the job, if it is `urgent` and to be tried again.
    fn note(&self, job: Job, attempt: Attempt, answer: Option<String>, urgent: bool) -> Option<Job> {
        let (again, delivery) = {
            let mut queue = self.queue();
            let id = job.id;
            (queue.tried(job, attempt, answer, urgent), queue.find(id).cloned())
        };
        self.over.notify_all();
        delivery.iter().for_each(|delivery| self.tell(delivery));
        again
    }

    fn tell(&self, delivery: &Delivery) {
        if let Some(observer) = &self.settings.observer {
            observer(delivery);
        }
    }

    /// Forgets all callbacks, those that wait among them.
    pub(crate) fn forget(&self) {
        self.queue().forget();
        self.over.notify_all();
    }

    /// What became of the callbacks that are remembered, the oldest first.
    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.queue().kept().cloned().collect()
    }

    /// Waits until nothing is to be sent before the clock moves on. False if that does not come to pass in time.
    pub(crate) fn settle(&self, patience: Duration) -> bool {
        let busy = |queue: &mut Queue| queue.is_busy(self.clock.now());
        let waited = self.over.wait_timeout_while(self.queue(), patience, busy);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A number that no other callback of this server has; the same in every run.
fn nonce(id: u64) -> String {
    // Any odd factor scatters consecutive numbers without letting two meet.
    const SCATTER: u64 = 2_654_435_761;
    (id.wrapping_mul(SCATTER) & 0xffff_ffff).to_string()
}
