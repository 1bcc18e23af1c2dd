//! Webhooks: what ZIM sends of its own accord is checked, read and answered, whatever serves HTTP.
//!
//! ```
//! use std::time::SystemTime;
//! use zim_generated::callbacks::{BeforeSendMsgAnswer, CALLBACKS, Event};
//! use zim_generated::webhooks::{Delivery, Webhooks};
//! use zim_generated::http::{Request, Response};
//! use zim_generated::runtime::CallbackSecret;
//! use zim_generated::types::SendVerdict;
//!
//! fn serve(webhooks: &Webhooks, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
//!     webhooks.respond(SystemTime::now(), request, |delivery| match delivery.event {
//!         // Only this event has an answer: with another event, the line does not compile.
//!         Event::BeforeSendMsg(message) => Delivery::answer(&message, &BeforeSendMsgAnswer::new(SendVerdict::Send)),
//!         Event::CallAccept(call) => {
//!             println!("{} accepted call {}", call.user_id, call.call_id);
//!             Delivery::ok()
//!         }
//!         _ => Delivery::ok(),
//!     })
//! }
//!
//! let webhooks = Webhooks::new(&CALLBACKS, CallbackSecret::new("the callback secret"));
//! let forged = Request::post("/zim").body(br#"{"event":"call_accept"}"#.to_vec()).unwrap();
//! assert_eq!(serve(&webhooks, &forged).status(), 403);
//! ```
//!
//! ZIM signs only the time and a random number of a callback, not what it carries: whoever reads one on its way can
//! send another with its signature for as long as the [window](Webhooks::window) lasts. Take callbacks by HTTPS, and
//! consider [`refuse_replays`](Webhooks::refuse_replays).

mod body;
mod delivery;
mod error;
mod replays;
mod respond;
mod time;

pub use delivery::Delivery;
pub use error::{Reason, Refused, WebhookError};

use crate::callbacks::Event;
use crate::runtime::{CallbackError, CallbackSecret, CallbackService, Notice};
use body::Body;
use replays::Replays;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// How far the time of a callback may lie from now unless [`Webhooks::window`] says otherwise: the last of ZIM's five
/// repetitions comes a minute after the first try.
pub const DEFAULT_WINDOW: Duration = Duration::from_secs(5 * 60);

/// How long a body may be, in bytes, unless [`Webhooks::max_body_bytes`] says otherwise.
pub const DEFAULT_MAX_BODY_BYTES: usize = 1 << 20;

/// Receives callbacks. Does no I/O and reads no clock; clones share what they remember.
///
/// `Debug` does not show the secret.
#[derive(Clone, Debug)]
pub struct Webhooks {
    service: &'static CallbackService,
    secret: CallbackSecret,
    window: Duration,
    max_body_bytes: usize,
    replays: Option<Arc<Mutex<Replays>>>,
    on_error: Option<fn(&WebhookError)>,
}

impl Webhooks {
    /// Receives what `secret` signed: the one that ZEGO's console shows as the callback's, or the server secret where it
    /// shows none. The pages disagree about which it is.
    #[must_use]
    pub fn new(service: &'static CallbackService, secret: CallbackSecret) -> Self {
        let (window, max_body_bytes) = (DEFAULT_WINDOW, DEFAULT_MAX_BODY_BYTES);
        Self { service, secret, window, max_body_bytes, replays: None, on_error: None }
    }

    /// Refuses callbacks whose time lies further than `window` from now, on either side.
    #[must_use]
    pub fn window(self, window: Duration) -> Self {
        Self { window, ..self }
    }

    /// Refuses bodies of more than `bytes` without reading them.
    #[must_use]
    pub fn max_body_bytes(self, bytes: usize) -> Self {
        Self { max_body_bytes: bytes, ..self }
    }

    /// Refuses what has the time and nonce of a callback that was received before. Up to `capacity` callbacks are
    /// remembered, each until the window has passed it by; what is beyond forgets the one that would be next to go.
    ///
    /// It is off by default, for there is a price. ZIM repeats what was not answered in time, and no page says whether
    /// with another nonce: a repetition of what was received is refused too. And nonces are random numbers that may be
    /// short: two callbacks of one second may happen to share one, and the second is lost.
    #[must_use]
    pub fn refuse_replays(self, capacity: usize) -> Self {
        Self { replays: Some(Arc::new(Mutex::new(Replays::new(capacity)))), ..self }
    }

    /// Calls `told` with each error that [`respond`](Self::respond) answers, for logs: the sender does not learn the
    /// [reason](WebhookError::reason).
    #[must_use]
    pub fn on_error(self, told: fn(&WebhookError)) -> Self {
        Self { on_error: Some(told), ..self }
    }

    /// Checks and reads the body of a POST request with this `Content-Type`.
    ///
    /// A body that is JSON, percent-encoded or not, is read as such whatever its type; another is read as a form if
    /// its type says so or there is none. Of what is signed the very text counts, so that a number and its digits in
    /// quotes are the same. A time of up to eleven digits is in seconds, a longer one in milliseconds: ZIM sends both.
    ///
    /// # Errors
    /// [`WebhookError::Refused`] if it does not come from ZIM, or not now; [`WebhookError::Malformed`] if it is no
    /// callback; [`WebhookError::TooLarge`].
    pub fn receive(&self, now: SystemTime, content_type: Option<&str>, body: &[u8]) -> Result<Delivery, WebhookError> {
        self.receive_as(now, content_type, body, Event::read)
    }

    /// [`receive`](Self::receive) for an enum of events that was generated elsewhere: `read` is its `Event::read`.
    ///
    /// # Errors
    /// As [`receive`](Self::receive).
    pub fn receive_as<E>(
        &self,
        now: SystemTime,
        content_type: Option<&str>,
        body: &[u8],
        read: impl Fn(&Notice) -> Result<E, CallbackError>,
    ) -> Result<Delivery<E>, WebhookError> {
        if body.len() > self.max_body_bytes {
            return Err(WebhookError::TooLarge { bytes: body.len(), limit: self.max_body_bytes });
        }
        let body = Body::of(content_type, body);
        let notice = body.open(self.service)?;
        notice.verify(&self.secret)?;
        let time = self.time_of(&notice, now)?;
        let delivery = body.read(self.service, notice, read)?;
        // Last, so that nothing is remembered that did not arrive.
        self.remember(&delivery.notice, now, time)?;
        Ok(delivery)
    }

    /// Forgets that `notice` was received, so that it is not refused when ZIM sends it again: for what could not be
    /// dealt with. [`respond`](Self::respond) does so by itself.
    pub fn forget(&self, notice: &Notice) {
        self.forget_signature(notice.signature());
    }

    fn forget_signature(&self, signature: &str) {
        if let Some(mut replays) = self.replays() {
            replays.forget(signature);
        }
    }

    /// When it was sent, in milliseconds, if that is close to `now`.
    fn time_of(&self, notice: &Notice, now: SystemTime) -> Result<u64, Reason> {
        let time = time::millis(notice.timestamp()).ok_or(Reason::TimeUnreadable)?;
        let now = time::since_epoch(now);
        let by = Duration::from_millis(now.abs_diff(time)).saturating_sub(self.window);
        match by {
            Duration::ZERO => Ok(time),
            by if time < now => Err(Reason::TooOld { by }),
            by => Err(Reason::InTheFuture { by }),
        }
    }

    fn remember(&self, notice: &Notice, now: SystemTime, time: u64) -> Result<(), Reason> {
        let Some(mut replays) = self.replays() else {
            return Ok(());
        };
        let window = u64::try_from(self.window.as_millis()).unwrap_or(u64::MAX);
        let is_new = replays.remember(notice.signature(), time::since_epoch(now), time.saturating_add(window));
        if is_new { Ok(()) } else { Err(Reason::Replayed) }
    }

    fn replays(&self) -> Option<MutexGuard<'_, Replays>> {
        // What is remembered is whole after each of its steps, so that a thread that died with it does no harm.
        self.replays.as_ref().map(|replays| replays.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
