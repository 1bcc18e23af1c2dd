//! Answers one request: the order of the checks, from the action's name to its effect.

use crate::auth::Auth;
use crate::callbacks::Callbacks;
use crate::clock::Clock;
use crate::exchange::Exchange;
use crate::failing::Failures;
use crate::faults::{Fault, Faults};
use crate::paging::Lists;
use crate::params::Params;
use crate::query::{self, single};
use crate::rate::Rates;
use crate::refusal::{Refusal, quoted};
use crate::state::{self, Asked, Notice, Refused, StateError, World};
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::sync::Arc;
use zim_spec::interpret::{self, Failing};
use zim_spec::model::{Action, Envelope, Spec};

/// Everything that answers depend on.
pub(crate) struct Gateway {
    spec: Arc<Spec>,
    clock: Clock,
    auth: Auth,
    rates: Rates,
    world: World,
    notices: VecDeque<Notice>,
    failures: Failures,
    lists: Lists,
    faults: Faults,
    next_request_id: u64,
    callbacks: Option<Arc<Callbacks>>,
}

/// So many callbacks that nobody asked for are kept; the oldest go first.
const KEPT: usize = 10_000;

/// A request as the HTTP layer read it.
pub(crate) struct Incoming<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    /// The body, or why it could not be read.
    pub(crate) body: Result<&'a [u8], &'a str>,
}

/// What the HTTP layer is to send.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    pub(crate) exchange: Exchange,
    /// What is to go wrong with it on its way.
    pub(crate) fault: Option<Fault>,
}

/// What became known of a request on the way, for the log.
#[derive(Default)]
struct Known {
    action: Option<String>,
    app_id: Option<u32>,
    fault: Option<Fault>,
}

impl Gateway {
    pub(crate) fn new(spec: Arc<Spec>, clock: Clock, auth: Auth, first_request_id: u64) -> Self {
        let world = World::new(auth.app_ids());
        Self {
            spec,
            clock,
            auth,
            rates: Rates::new(),
            world,
            notices: VecDeque::new(),
            failures: Failures::default(),
            lists: Lists::default(),
            faults: Faults::default(),
            next_request_id: first_request_id,
            callbacks: None,
        }
    }

    /// Tells what happens to a backend.
    pub(crate) fn post_to(&mut self, callbacks: Arc<Callbacks>) {
        self.callbacks = Some(callbacks);
    }

    pub(crate) fn spec(&self) -> Arc<Spec> {
        Arc::clone(&self.spec)
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    pub(crate) fn world_mut(&mut self) -> &mut World {
        &mut self.world
    }

    /// All that is known, as JSON.
    pub(crate) fn dump(&self) -> Value {
        self.world.dump(&self.spec)
    }

    /// In place of all that is known, what a dump says.
    pub(crate) fn load(&mut self, dump: &Value) -> Result<(), StateError> {
        self.world.load(&self.spec, dump)
    }

    /// The callbacks that were caused since they were last asked for.
    pub(crate) fn take_notices(&mut self) -> Vec<Notice> {
        self.notices.drain(..).collect()
    }

    /// Makes true what an action wants to be true. False if there is no such action.
    pub(crate) fn arrange(&mut self, app_id: u32, action: &str, params: &Value) -> bool {
        let (spec, now) = (self.spec(), self.now());
        let Some(action) = spec.action(action) else { return false };
        let params = Params::Body(params.clone());
        let asked = Asked { spec: &spec, action, params: &params, app_id, now, failing: &[] };
        state::arrange(&asked, self.world.of(app_id));
        true
    }

    pub(crate) fn faults_mut(&mut self) -> &mut Faults {
        &mut self.faults
    }

    /// Makes an item of the action fail from now on. False if its replies cannot say so.
    pub(crate) fn fail_item(&mut self, action: &str, item: Failing) -> bool {
        let possible = self.spec.action(action).is_some_and(|action| action.items.is_some());
        if possible {
            self.failures.add(action, item);
        }
        possible
    }

    /// Lets all items of the action succeed again.
    pub(crate) fn pass_items(&mut self, action: &str) {
        self.failures.clear(action);
    }

    /// Lets the action list these items. False if its reply does not come page by page.
    pub(crate) fn list_items(&mut self, action: &str, items: Vec<Value>) -> bool {
        let possible = self.spec.action(action).is_some_and(|action| action.paging.is_some());
        if possible {
            self.lists.set(action, items);
        }
        possible
    }

    /// Answers a request.
    pub(crate) fn answer(&mut self, incoming: &Incoming<'_>) -> Answer {
        let request_id = self.next_request_id.to_string();
        self.next_request_id = self.next_request_id.wrapping_add(1);
        let mut known = Known::default();
        let (status, outcome) = if incoming.path == "/" {
            (200, self.carry_out(incoming, &request_id, &mut known))
        } else {
            let message = format!("there is nothing at {}; send requests to `/`", quoted(incoming.path));
            (404, Err(Refusal::new(self.spec.service.refusals.action_unsupported, message)))
        };
        let (code, body) = match outcome {
            Ok(reply) => (self.code_of(&reply, known.action.as_deref()), reply),
            Err(refusal) => (refusal.code, self.refused(refusal, known.action.as_deref(), &request_id)),
        };
        let method = incoming.method.to_owned();
        let Known { action, app_id, fault } = known;
        Answer { status, body, exchange: Exchange { method, action, app_id, status, code, request_id }, fault }
    }

    /// The order of the checks, as the crate's documentation gives it.
    fn carry_out(&mut self, incoming: &Incoming<'_>, request_id: &str, known: &mut Known) -> Result<Value, Refusal> {
        let spec = Arc::clone(&self.spec);
        let refusals = &spec.service.refusals;
        let now = self.clock.now();
        let fields = query::decode(incoming.query);

        let action = find_action(&spec, incoming.method, &fields)?;
        known.action = Some(action.name.clone());
        known.fault = self.faults.receive(&action.name);
        let app_id = self.auth.authenticate(&spec.service, &fields, now)?;
        known.app_id = Some(app_id);
        if let Some(refusal) = known.fault.as_ref().and_then(Fault::refusal) {
            return Err(refusal);
        }
        let params = Params::read(action, fields, incoming.body)
            .map_err(|reason| Refusal::new(refusals.body_unreadable, reason))?;
        self.rates.admit(refusals, app_id, action, &params, now)?;
        params.check(&spec, action)?;
        let failing = self.failures.named(action, &params);
        let asked = Asked { spec: &spec, action, params: &params, app_id, now, failing: &failing };
        let mut done = match state::run(&asked, self.world.of(app_id)) {
            Ok(done) => done,
            Err(Refused { refusal, failing }) if failing.is_empty() => return Err(refusal),
            Err(Refused { refusal, failing }) => return Ok(self.all_failed(action, refusal, &failing, request_id)),
        };
        self.notices.extend(done.notices);
        let surplus = self.notices.len().saturating_sub(KEPT);
        self.notices.drain(..surplus);
        let listed = action.paging.as_ref().and_then(|paging| done.answers.remove(&paging.list.list));
        let mut reply = interpret::known_reply(&spec, action, request_id, &done.failing, done.answers);
        self.lists.turn(&spec, action, &params, listed, &mut reply);
        Ok(reply)
    }

    /// The reply where no item of a batch is left: the code of a refusal, and the list of those that failed.
    fn all_failed(&self, action: &Action, refusal: Refusal, failing: &[Failing], request_id: &str) -> Value {
        let reply = interpret::partial_reply(&self.spec, action, request_id, failing);
        let list = action.items.as_ref().map(|items| &items.failed.list);
        let mut refused = self.refused(refusal, Some(&action.name), request_id);
        if let (Some(list), Some(fields)) = (list, refused.as_object_mut()) {
            fields.extend(reply.get(list).map(|failed| (list.clone(), failed.clone())));
        }
        refused
    }

    /// The code that a reply of the action has.
    fn code_of(&self, reply: &Value, action: Option<&str>) -> i64 {
        reply.get(&self.envelope(action).code).and_then(Value::as_i64).unwrap_or_default()
    }

    /// What replies carry: as the action says, once it is known.
    fn envelope(&self, action: Option<&str>) -> &Envelope {
        let action = action.and_then(|name| self.spec.action(name));
        action.and_then(|action| action.envelope.as_ref()).unwrap_or(&self.spec.service.envelope)
    }

    /// The envelope of a refusal.
    fn refused(&self, refusal: Refusal, action: Option<&str>, request_id: &str) -> Value {
        let envelope = self.envelope(action);
        let mut fields = Map::new();
        fields.insert(envelope.code.clone(), Value::from(refusal.code));
        fields.insert(envelope.message.clone(), Value::from(self.auth.redact(refusal.message)));
        fields.extend(envelope.request_id.clone().map(|name| (name, Value::from(request_id))));
        Value::Object(fields)
    }
}

/// The action that the query names, if it goes with `method`.
fn find_action<'a>(spec: &'a Spec, method: &str, fields: &[query::Field]) -> Result<&'a Action, Refusal> {
    let (refusals, name) = (&spec.service.refusals, &spec.service.common.action);
    let given = single(fields, name)
        .map_err(|reason| Refusal::new(refusals.action_unsupported, reason))?
        .ok_or_else(|| Refusal::new(refusals.action_missing, format!("{name} is missing")))?;
    let action = spec
        .action(given)
        .ok_or_else(|| Refusal::new(refusals.action_unsupported, format!("there is no action {}", quoted(given))))?;
    let right = action.method.as_str();
    if method != right {
        let message = format!("{} is called with {right}, not {}", action.name, quoted(method));
        return Err(Refusal::new(refusals.action_unsupported, message));
    }
    Ok(action)
}
