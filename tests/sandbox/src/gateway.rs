//! Answers one request: the order of the checks, from the action's name to its effect.

use crate::auth::Auth;
use crate::clock::Clock;
use crate::exchange::Exchange;
use crate::failing::Failures;
use crate::faults::{Fault, Faults};
use crate::paging::Lists;
use crate::params::Params;
use crate::query::{self, single};
use crate::rate::Rates;
use crate::refusal::{Refusal, Stage, quoted};
use crate::state::State;
use serde_json::{Map, Value};
use std::sync::Arc;
use zim_spec::diagnostic::nearest;
use zim_spec::interpret::{self, Failing};
use zim_spec::model::{Action, Spec};

/// Everything that answers depend on.
pub(crate) struct Gateway {
    spec: Arc<Spec>,
    clock: Clock,
    auth: Auth,
    rates: Rates,
    state: State,
    failures: Failures,
    lists: Lists,
    faults: Faults,
    next_request_id: u64,
}

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
    /// Which rule refused it, if one did, and how to mend that; without secrets.
    pub(crate) refused: Option<(Stage, Vec<String>)>,
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
    pub(crate) fn new(spec: Spec, clock: Clock, auth: Auth, first_request_id: u64) -> Self {
        Self {
            spec: Arc::new(spec),
            clock,
            auth,
            rates: Rates::new(),
            state: State::default(),
            failures: Failures::default(),
            lists: Lists::default(),
            faults: Faults::default(),
            next_request_id: first_request_id,
        }
    }

    pub(crate) fn spec(&self) -> &Arc<Spec> {
        &self.spec
    }

    pub(crate) fn auth(&self) -> &Auth {
        &self.auth
    }

    pub(crate) fn state_mut(&mut self) -> &mut State {
        &mut self.state
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
            (404, Err(Refusal::new(self.spec.service.refusals.action_unsupported, message).at(Stage::Path)))
        };
        let (code, refused, body) = match outcome {
            Ok(reply) => (0, None, reply),
            Err(mut refusal) => {
                let mend = std::mem::take(&mut refusal.mend);
                let refused = refusal.stage.map(|stage| (stage, self.mend(stage, mend)));
                (refusal.code, refused, self.refused(refusal, known.action.as_deref(), &request_id))
            }
        };
        let method = incoming.method.to_owned();
        let Known { action, app_id, fault } = known;
        let exchange = Exchange { method, action, app_id, status, code, request_id };
        Answer { status, body, exchange, refused, fault }
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
            return Err(refusal.at(Stage::Scenario));
        }
        let params = Params::read(action, fields, incoming.body)
            .map_err(|reason| Refusal::new(refusals.body_unreadable, reason).at(Stage::Body))?;
        self.rates.admit(refusals, app_id, action, &params, now).map_err(|refusal| refusal.at(Stage::Rate))?;
        params.check(&spec, action).map_err(|refusal| refusal.at(Stage::Parameter))?;
        self.state.check(action, &params).map_err(|refusal| refusal.at(Stage::Precondition))?;
        if let Some(effect) = &action.effect {
            self.state.apply(effect, &params);
        }
        let failing = self.failures.named(action, &params);
        let mut reply = interpret::partial_reply(&spec, action, request_id, &failing);
        self.lists.turn(&spec, action, &params, &mut reply);
        Ok(reply)
    }

    /// How to mend a refusal, without secrets: what is known of this one, or else what its rule says.
    fn mend(&self, stage: Stage, known: Vec<String>) -> Vec<String> {
        let known = if known.is_empty() { vec![stage.mend().to_owned()] } else { known };
        known.into_iter().map(|sentence| self.auth.redact(sentence)).collect()
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

/// The action that the query names, if it goes with `method`.
fn find_action<'a>(spec: &'a Spec, method: &str, fields: &[query::Field]) -> Result<&'a Action, Refusal> {
    let (refusals, name) = (&spec.service.refusals, &spec.service.common.action);
    let refusal = |code, message| Refusal::new(code, message).at(Stage::Action);
    let given = single(fields, name)
        .map_err(|reason| refusal(refusals.action_unsupported, reason))?
        .ok_or_else(|| refusal(refusals.action_missing, format!("{name} is missing")))?;
    let Some(action) = spec.action(given) else {
        let refusal = refusal(refusals.action_unsupported, format!("there is no action {}", quoted(given)));
        let meant = nearest(given, spec.actions.iter().map(|action| action.name.as_str()));
        return Err(match meant {
            Some(meant) => refusal.mend(format!("Did you mean `{meant}`?")),
            None => refusal,
        });
    };
    let right = action.method.as_str();
    if method != right {
        let message = format!("{} is called with {right}, not {}", action.name, quoted(method));
        let mend = format!("Send it with {right}.");
        return Err(Refusal::new(refusals.action_unsupported, message).at(Stage::Method).mend(mend));
    }
    Ok(action)
}
