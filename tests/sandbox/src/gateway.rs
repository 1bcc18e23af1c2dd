//! Answers one request: the order of the checks, from the action's name to its effect.

use crate::auth::{self, Auth};
use crate::clock::Clock;
use crate::exchange::Exchange;
use crate::faults::Fault;
use crate::host::Hosts;
use crate::paging;
use crate::params::Params;
use crate::query::{self, single};
use crate::rate::Rates;
use crate::refusal::{Refusal, quoted};
use crate::scenario::{Call, Scenario, ScenarioError, Script};
use crate::state::State;
use hyper::HeaderMap;
use hyper::header::CONTENT_TYPE;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;
use zim_spec::interpret::{self, Failing};
use zim_spec::model::{Action, Spec};

/// Everything that answers depend on.
pub(crate) struct Gateway {
    spec: Arc<Spec>,
    clock: Clock,
    auth: Auth,
    hosts: Hosts,
    rates: Rates,
    state: State,
    script: Script,
    next_request_id: u64,
    start: Option<Start>,
}

/// What everything is again after a reset.
struct Start {
    clock: Clock,
    state: State,
    script: Script,
    request_id: u64,
}

/// A request as the HTTP layer read it.
pub(crate) struct Incoming<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    /// The host that it names, with the port if it names one.
    pub(crate) authority: Option<&'a str>,
    pub(crate) headers: &'a HeaderMap,
    /// The body, or why it could not be read.
    pub(crate) body: Result<&'a [u8], &'a str>,
}

/// What the HTTP layer is to send.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    pub(crate) exchange: Exchange,
    /// How much later it is to be sent.
    pub(crate) delay: Option<Duration>,
    /// What is to go wrong with it on its way.
    pub(crate) fault: Option<Fault>,
}

/// What became known of a request on the way, for the log.
#[derive(Default)]
struct Known {
    action: Option<String>,
    app_id: Option<u32>,
    delay: Option<Duration>,
    fault: Option<Fault>,
}

impl Gateway {
    pub(crate) fn new(spec: Spec, clock: Clock, auth: Auth, hosts: Hosts, first_request_id: u64) -> Self {
        Self {
            spec: Arc::new(spec),
            clock,
            auth,
            hosts,
            rates: Rates::new(),
            state: State::default(),
            script: Script::default(),
            next_request_id: first_request_id,
            start: None,
        }
    }

    pub(crate) fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }

    pub(crate) fn script(&self) -> &Script {
        &self.script
    }

    pub(crate) fn script_mut(&mut self) -> &mut Script {
        &mut self.script
    }

    /// Starts a scenario, in place of the one before, if it goes with the spec.
    pub(crate) fn set_scenario(&mut self, scenario: Scenario) -> Result<(), ScenarioError> {
        scenario.check(&self.spec, &self.auth.apps())?;
        self.script.set_scenario(scenario);
        Ok(())
    }

    /// Takes everything as it is now for the start.
    pub(crate) fn begin(&mut self) {
        self.start = Some(Start {
            clock: self.clock.fixed(),
            state: self.state.clone(),
            script: self.script.clone(),
            request_id: self.next_request_id,
        });
    }

    /// Makes everything what it was at the start.
    pub(crate) fn reset(&mut self) {
        let Some(start) = &self.start else { return };
        self.clock.return_to(&start.clock);
        self.state = start.state.clone();
        self.script = start.script.clone();
        self.next_request_id = start.request_id;
        self.rates = Rates::new();
        self.auth.forget_nonces();
    }

    /// Makes an item of the action fail from now on. False if its replies cannot say so.
    pub(crate) fn fail_item(&mut self, action: &str, item: Failing) -> bool {
        let possible = self.spec.action(action).is_some_and(|action| action.items.is_some());
        if possible {
            self.script.fail_item(action, item);
        }
        possible
    }

    /// Lets the action list these items. False if its reply does not come page by page.
    pub(crate) fn list_items(&mut self, action: &str, items: Vec<Value>) -> bool {
        let possible = self.spec.action(action).is_some_and(|action| action.paging.is_some());
        if possible {
            self.script.list_items(action, items);
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
            Ok(reply) => (0, reply),
            Err(refusal) => (refusal.code, self.refused(refusal, known.action.as_deref(), &request_id)),
        };
        let method = incoming.method.to_owned();
        let Known { action, app_id, delay, fault } = known;
        Answer { status, body, exchange: Exchange { method, action, app_id, status, code, request_id }, delay, fault }
    }

    /// The order of the checks, as the crate's documentation gives it.
    fn carry_out(&mut self, incoming: &Incoming<'_>, request_id: &str, known: &mut Known) -> Result<Value, Refusal> {
        let spec = Arc::clone(&self.spec);
        let refusals = &spec.service.refusals;
        let now = self.clock.now();
        let fields = query::decode(incoming.query);

        let hosted = |hosts: &Hosts, action: Option<&Action>| match hosts.refusal(&spec, action, incoming.authority) {
            Some(reason) => Err(Refusal::new(refusals.host, reason)),
            None => Ok(()),
        };
        hosted(&self.hosts, None)?;
        let action = find_action(&spec, incoming.method, &fields)?;
        known.action = Some(action.name.clone());
        let app = auth::named_app(&spec.service, &fields);
        let authenticated =
            hosted(&self.hosts, Some(action)).and_then(|()| self.auth.authenticate(&spec.service, &fields, now));
        let params = Params::read(action, fields, incoming.body);
        let ordered = self.script.receive(&Call { action, app, params: params.as_ref().ok() });
        (known.delay, known.fault) = (ordered.delay, ordered.fault);
        let app_id = authenticated?;
        known.app_id = Some(app_id);
        if let Some(refusal) = ordered.refusal {
            return Err(refusal);
        }
        let params = params
            .map_err(|reason| Refusal::new(refusals.body_unreadable, reason + &content_hint(incoming.headers)))?;
        self.rates.admit(refusals, app_id, action, &params, now)?;
        params.check(&spec, action)?;
        self.state.check(action, &params)?;
        if let Some(effect) = &action.effect {
            self.state.apply(effect, &params);
        }
        let mut reply = interpret::partial_reply(&spec, action, request_id, &ordered.failing);
        if let Some(items) = &ordered.list {
            paging::turn(&spec, action, &params, items, &mut reply);
        }
        Ok(reply)
    }

    /// The envelope of a refusal: that of the action, once it is known.
    fn refused(&self, refusal: Refusal, action: Option<&str>, request_id: &str) -> Value {
        let action = action.and_then(|name| self.spec.action(name));
        let envelope = action.and_then(|action| action.envelope.as_ref()).unwrap_or(&self.spec.service.envelope);
        let mut fields = Map::new();
        fields.insert(envelope.code.clone(), Value::from(refusal.code));
        fields.insert(envelope.message.clone(), Value::from(self.auth.redact(refusal.message)));
        fields.extend(envelope.request_id.clone().map(|name| (name, Value::from(request_id))));
        Value::Object(fields)
    }
}

/// What to add where a body is no JSON. The documents ask for JSON and refuse no `Content-Type`, so JSON is read under
/// any.
fn content_hint(headers: &HeaderMap) -> String {
    match headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default()) {
        Some(given) if !given.to_ascii_lowercase().contains("json") => {
            format!("; it came as {}, send application/json", quoted(given))
        }
        _ => String::new(),
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
