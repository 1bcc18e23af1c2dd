//! An HTTP server on loopback that answers like ZIM.
//!
//! It is driven by a spec through [`zim_spec`] alone and shares no code with the generated client, so the two
//! check each other. It checks, in this order, and answers the first failure in ZIM's envelope (HTTP 200)
//! with the code that the spec gives for it:
//!
//! 1. the host: an address of the loopback, or one of the service's hosts, and once the action is known one that serves
//!    it; the action and its method;
//! 2. the common parameters: `AppId`, `Timestamp`, `SignatureNonce`, `SignatureVersion`, `Signature`;
//! 3. the timestamp's window, in whole seconds, both edges included; the signature; that the nonce was not
//!    used before within the window;
//! 4. the code of a [`Scenario`], if its rules have one for this call;
//! 5. the body, where that carries the parameters: a JSON object of at most 1 MiB, which a GET may leave out. The
//!    documents ask for JSON and give no code for another `Content-Type`, so none is refused; of a body that is no JSON
//!    the message says it;
//! 6. the rate limits, as exact sliding windows over the requests, or their items, that they let pass. They come
//!    before the parameters, so a request whose parameters are wrong counts;
//! 7. the parameters, against every limit of the spec;
//! 8. the action's preconditions, against what it knows of the application: tables that other actions filled, or a test
//!    ([`Sandbox::put`], [`State`]). Where the reply of an action tells which of its items failed, those that are wrong do.
//!
//! Then it carries out the action's effects and answers the reply that the spec describes: what it knows where the spec
//! says that the action answers it, made up elsewhere; with those items failed that a test or a [`Scenario`] made fail,
//! and of a long list the page that is asked for, unless a [`Fault`] was ordered. The text in the envelope says exactly
//! what was wrong, and of a wrong signature which usual mistake made it. There is nothing in it about any single action.
//!
//! The callbacks that the spec says the action brings about are posted to a [`CallbackUrl`] of this machine, one after
//! another, signed, and again at the spec's times if they are not answered with a status from 200 to 299. The documents
//! do not say how long an answer is waited for: here, until the callback would be sent again. All of this is by the
//! server's [`Clock`], so moving that on makes unanswered callbacks late; [`Sandbox::settle_callbacks`] waits for the
//! others. A callback whose answer decides is posted before the request is carried out, if an address was given for its
//! very event.
//!
//! Nothing that clients send makes it grow without end: 512 connections are open at once and further ones wait; one on
//! which nothing comes, or from which nothing is read, is closed after a while ([`Builder::patience`]); the last 65,536
//! nonces are remembered, and as many windows of rates.
//!
//! ```
//! # fn main() -> Result<(), zim_sandbox::StartError> {
//! use zim_sandbox::{Call, Sandbox};
//!
//! let sandbox = Sandbox::builder().app(12345, "9193cc662a4c0ec135ec71fb57194b38").start()?;
//! sandbox.register_user("user0");
//! sandbox.add_call(Call::new("12261423186766631832").invite("user0"));
//! // … send requests to `sandbox.url()` …
//! sandbox.stop();
//! # Ok(())
//! # }
//! ```

mod app;
mod auth;
mod builder;
mod callbacks;
mod calls;
mod clock;
mod console;
mod control;
mod exchange;
mod failing;
mod faults;
mod gateway;
mod host;
mod journal;
mod paging;
mod params;
mod query;
mod rate;
mod refusal;
mod scenario;
mod server;
mod shell;
mod signature;
mod socket;
mod spoilt;
mod start_error;
mod state;

pub use app::State;
pub use builder::Builder;
pub use callbacks::{Attempt, CallbackBody, CallbackUrl, Delivery, Outcome, PostError};
pub use calls::{Call, Invitation};
pub use clock::Clock;
pub use exchange::Exchange;
pub use faults::Fault;
pub use scenario::{Rule, Scenario, ScenarioError};
pub use start_error::StartError;
pub use state::{Notice, StateError};

use callbacks::Callbacks;
use gateway::{Gateway, Incoming, Step};
use serde_json::{Map, Value};
use server::Server;
use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zim_spec::interpret::Failing;

/// A running server. It stops when this is dropped.
pub struct Sandbox {
    gateway: Arc<Mutex<Gateway>>,
    clock: Clock,
    callbacks: Arc<Callbacks>,
    server: Server,
}

impl Sandbox {
    /// Starts with what the server is to be.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Where to send requests: `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.addr())
    }

    /// The address that it listens on.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.server.addr()
    }

    /// The clock that it reads: setting or advancing it takes effect at once.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What it knows, of all applications at once.
    #[must_use]
    pub fn state(&self) -> State<'_> {
        let apps = self.gateway().world_mut().apps();
        State::new(&self.gateway, apps)
    }

    /// What it knows of one application; of one that it does not serve, nothing comes of it.
    #[must_use]
    pub fn state_of(&self, app_id: u32) -> State<'_> {
        State::new(&self.gateway, vec![app_id])
    }

    /// Puts a row, for all applications; see [`State::put`].
    ///
    /// # Errors
    /// As [`State::put`].
    pub fn put(&self, table: &str, row: impl Into<Value>) -> Result<(), StateError> {
        self.state().put(table, row)
    }

    /// Removes a row, for all applications; see [`State::remove`].
    ///
    /// # Errors
    /// As [`State::remove`].
    pub fn remove(&self, table: &str, key: impl IntoIterator<Item = impl Into<Value>>) -> Result<bool, StateError> {
        self.state().remove(table, key)
    }

    /// All rows of a table, of the first application; see [`State::rows`].
    ///
    /// # Errors
    /// As [`State::rows`].
    pub fn rows(&self, table: &str) -> Result<Vec<Value>, StateError> {
        self.state().rows(table)
    }

    /// Everything that it knows, as JSON: `{"12345": {"tables": {"users": [{…}]}, "counters": {…}, "given": 0}}`, by
    /// application, table and key.
    #[must_use]
    pub fn dump(&self) -> Value {
        self.gateway().dump()
    }

    /// Forgets what it knows, and knows what [`Sandbox::dump`] gave instead.
    ///
    /// # Errors
    /// If the JSON is none of that kind, or the spec has no such table or column; then nothing changes.
    pub fn load(&self, dump: &Value) -> Result<(), StateError> {
        self.gateway().load(dump)
    }

    /// The callbacks that requests caused since they were last asked for, the oldest first; of more than 10 000, the
    /// latest. Those that ask before a request is carried out are not among them, nor those that nobody gets of what waits
    /// for a time.
    #[must_use = "the next call does not give them again"]
    pub fn take_notices(&self) -> Vec<Notice> {
        self.gateway().take_notices()
    }

    /// Registers a user, for all applications. Nothing happens if it is registered already.
    pub fn register_user(&self, id: impl Into<String>) {
        self.state().register_user(&id.into());
    }

    /// Adds a call, for all applications, in place of any call with the same id.
    pub fn add_call(&self, call: Call) {
        self.state().add_call(&call);
    }

    /// Ends a call. False if there is none of that id.
    pub fn end_call(&self, id: &str) -> bool {
        self.state().end_call(id)
    }

    /// Lets the invitations to a call time out. False if there is no call of that id.
    pub fn time_out_call(&self, id: &str) -> bool {
        self.state().time_out_call(id)
    }

    /// The call of that id, as it is now.
    #[must_use]
    pub fn call(&self, id: &str) -> Option<Call> {
        self.state().call(id)
    }

    /// Makes one item of a batch fail with `code` from now on, for all applications: each reply of `action` whose
    /// request names the item lists it as failed. The rest of the batch succeeds, and so does the call.
    ///
    /// `keys` tell which it is, in the order of the spec; for a part of an item, those of the item and then those of
    /// the part. A request names it if it stands where the spec says that items stand
    /// ([`Items::request`](zim_spec::model::Items::request)), or, if it does not say so, anywhere at all.
    ///
    /// False, and nothing fails, if the replies of `action` do not list failed items.
    pub fn fail_item(&self, action: &str, keys: impl IntoIterator<Item = impl Into<String>>, code: i64) -> bool {
        self.gateway().fail_item(action, Failing::new(keys, code))
    }

    /// Lets all items of `action` succeed again.
    pub fn pass_items(&self, action: &str) {
        self.gateway().script_mut().pass_items(action);
    }

    /// Lets `action` list these items from now on, for all applications and whatever the request asks for: page by
    /// page, each of as many as the request or the spec says. An item that is an object gets the fields that it lacks.
    ///
    /// False, and nothing changes, if the reply of `action` does not come page by page.
    pub fn list_items(&self, action: &str, items: impl IntoIterator<Item = Value>) -> bool {
        self.gateway().list_items(action, items.into_iter().collect())
    }

    /// Makes the next `times` requests of `action` go wrong, after those that earlier orders speak for.
    ///
    /// A request counts as soon as it names the action with the right method, whatever is wrong with the rest of it; one
    /// that is refused for another reason uses its [`Fault::Code`] up.
    pub fn fault(&self, action: &str, fault: &Fault, times: usize) {
        self.gateway().script_mut().order(action, fault.clone(), times as u64);
    }

    /// How many requests have named `action`, with the right method.
    #[must_use]
    pub fn received(&self, action: &str) -> u64 {
        self.gateway().script().received(action)
    }

    /// Starts a scenario, in place of the one before: all its rules begin to count.
    ///
    /// # Errors
    /// If it names an action, code, item, parameter or application that there is not; the one before then goes on.
    pub fn set_scenario(&self, scenario: Scenario) -> Result<(), ScenarioError> {
        self.gateway().set_scenario(scenario)
    }

    /// Ends the scenario: nothing goes wrong any more but what the functions above order.
    pub fn clear_scenario(&self) {
        self.gateway().script_mut().set_scenario(Scenario::new());
    }

    /// Makes everything what it was at the start: the state, the counts of rates, requests and rules, used nonces, the
    /// scenario and everything else that was ordered, the ids of answers, and the clock, as far as it was set or advanced.
    /// Callbacks that were posted are forgotten, and those that wait are not posted any more.
    pub fn reset(&self) {
        self.gateway().reset();
    }

    /// Posts a callback about something that no request brings about, such as a user who logs in: with these fields, and
    /// with whatever else it always has made up. Gives its number.
    ///
    /// # Errors
    /// If there is no such application, event or field, or nobody to post it to.
    pub fn post_callback(&self, app_id: u32, event: &str, fields: Map<String, Value>) -> Result<u64, PostError> {
        self.callbacks.order(app_id, event, fields)
    }

    /// What became of the last 1000 callbacks, the oldest first.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.callbacks.deliveries()
    }

    /// Waits, at most for `patience`, until every callback is delivered, given up, or waits for a time that the clock
    /// does not show yet. False if that did not come to pass, because somebody does not answer.
    #[must_use]
    pub fn settle_callbacks(&self, patience: Duration) -> bool {
        self.callbacks.settle(patience)
    }

    /// The envelope that it answers `request` with, without a connection, and so without delays, faults on the way or
    /// anybody who is asked before: for what is to try very many requests.
    #[must_use]
    pub fn answer(&self, request: &hyper::Request<Vec<u8>>) -> Value {
        let (head, body) = request.clone().into_parts();
        let incoming = Incoming {
            method: head.method.as_str(),
            path: head.uri.path(),
            query: head.uri.query().unwrap_or_default(),
            authority: server::authority(&head),
            headers: &head.headers,
            body: Ok(&body),
        };
        let mut gateway = self.gateway();
        match gateway.answer(&incoming) {
            Step::Done(answer) => answer.body,
            Step::Ask(pending) => gateway.resume(*pending, Ok(Vec::new())).body,
        }
    }

    /// Stops: requests that are being read or answered may end, for at most two seconds.
    ///
    /// Dropping does the same.
    pub fn stop(self) {
        drop(self);
    }

    fn gateway(&self) -> MutexGuard<'_, Gateway> {
        self.gateway.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("addr", &self.addr()).finish_non_exhaustive()
    }
}
