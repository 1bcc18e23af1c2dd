//! Answers one request: the order of the checks, from the action's name to its effect.

mod setup;

use crate::auth::{self, Auth};
use crate::callbacks::{self, Callbacks, Question, Replacement};
use crate::clock::Clock;
use crate::exchange::Exchange;
use crate::faults::Fault;
use crate::host::Hosts;
use crate::paging;
use crate::params::Params;
use crate::query::{self, single};
use crate::rate::Rates;
use crate::refusal::{Refusal, Stage, quoted};
use crate::scenario::{Call, Script};
use crate::state::{self, Asked, Notice, Refused, World};
use hyper::HeaderMap;
use hyper::header::CONTENT_TYPE;
use serde_json::{Map, Value};
use setup::Start;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use zim_spec::diagnostic::nearest;
use zim_spec::interpret::{self, Failing};
use zim_spec::model::{Action, Envelope, Spec};

/// Everything that answers depend on.
pub(crate) struct Gateway {
    spec: Arc<Spec>,
    clock: Clock,
    auth: Auth,
    hosts: Hosts,
    rates: Rates,
    world: World,
    notices: VecDeque<Notice>,
    script: Script,
    next_request_id: u64,
    callbacks: Option<Arc<Callbacks>>,
    start: Option<Start>,
}

/// So many callbacks that nobody asked for are kept; the oldest go first.
const KEPT: usize = 10_000;

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
    /// Which rule refused it, if one did, and how to mend that; without secrets.
    pub(crate) refused: Option<(Stage, Vec<String>)>,
    /// What is to go wrong with it on its way.
    pub(crate) fault: Option<Fault>,
}

/// What comes of a request.
pub(crate) enum Step {
    /// This is answered.
    Done(Box<Answer>),
    /// Others are asked first.
    Ask(Box<Pending>),
}

/// A request that is carried out unless those who are asked refuse.
pub(crate) struct Pending {
    method: String,
    request_id: String,
    known: Known,
    action: String,
    pub(crate) app_id: u32,
    params: Params,
    /// The items that are to fail.
    failing: Vec<Failing>,
    /// The list that the action is to give.
    list: Option<Arc<Vec<Value>>>,
    pub(crate) questions: Vec<Question>,
}

/// A request that nothing is wrong with by itself.
struct Admitted {
    action: String,
    app_id: u32,
    params: Params,
    failing: Vec<Failing>,
    list: Option<Arc<Vec<Value>>>,
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
    pub(crate) fn new(spec: Arc<Spec>, clock: Clock, auth: Auth, hosts: Hosts, first_request_id: u64) -> Self {
        let world = World::new(auth.apps());
        Self {
            spec,
            clock,
            auth,
            hosts,
            rates: Rates::new(),
            world,
            notices: VecDeque::new(),
            script: Script::default(),
            next_request_id: first_request_id,
            callbacks: None,
            start: None,
        }
    }

    /// Answers a request, or says who is to be asked before.
    pub(crate) fn answer(&mut self, incoming: &Incoming<'_>) -> Step {
        self.catch_up();
        let request_id = self.next_request_id.to_string();
        self.next_request_id = self.next_request_id.wrapping_add(1);
        let (method, mut known) = (incoming.method.to_owned(), Known::default());
        if incoming.path != "/" {
            let message = format!("there is nothing at {}; send requests to `/`", quoted(incoming.path));
            let refusal = Refusal::new(self.spec.service.refusals.action_unsupported, message).at(Stage::Path);
            return Step::Done(Box::new(self.answered(404, Err(refusal), method, known, request_id)));
        }
        match self.admit(incoming, &mut known) {
            Err(refusal) => Step::Done(Box::new(self.answered(200, Err(refusal), method, known, request_id))),
            Ok(Admitted { action, app_id, params, failing, list }) => {
                let questions = Vec::new();
                let mut pending =
                    Pending { method, request_id, known, action, app_id, params, failing, list, questions };
                pending.questions = self.questions(&pending);
                if pending.questions.is_empty() {
                    Step::Done(Box::new(self.resume(pending, Ok(Vec::new()))))
                } else {
                    Step::Ask(Box::new(pending))
                }
            }
        }
    }

    /// Answers a request once those who were asked have answered: with what they refuse it, or replace of it.
    pub(crate) fn resume(&mut self, mut pending: Pending, verdict: Result<Vec<Replacement>, Refusal>) -> Answer {
        let outcome = verdict.map_err(|refusal| refusal.at(Stage::Scenario)).and_then(|replacements| {
            for Replacement { param, path, text } in replacements {
                pending.params.replace(&param, &path, text);
            }
            self.carry_out(&pending)
        });
        let Pending { method, request_id, known, .. } = pending;
        self.answered(200, outcome, method, known, request_id)
    }

    fn answered(
        &self,
        status: u16,
        outcome: Result<Value, Refusal>,
        method: String,
        known: Known,
        request_id: String,
    ) -> Answer {
        let (code, refused, body) = match outcome {
            Ok(reply) => match self.code_of(&reply, known.action.as_deref()) {
                0 => (0, None, reply),
                // No item of a batch was left.
                code => (code, Some((Stage::Precondition, self.mend(Stage::Precondition, Vec::new()))), reply),
            },
            Err(mut refusal) => {
                let mend = std::mem::take(&mut refusal.mend);
                let refused = refusal.stage.map(|stage| (stage, self.mend(stage, mend)));
                (refusal.code, refused, self.refused(refusal, known.action.as_deref(), &request_id))
            }
        };
        let Known { action, app_id, delay, fault } = known;
        let exchange = Exchange { method, action, app_id, status, code, request_id };
        Answer { status, body, exchange, refused, delay, fault }
    }

    /// Who is asked before the request is carried out.
    fn questions(&mut self, pending: &Pending) -> Vec<Question> {
        let (spec, now) = (self.spec(), self.now());
        let Some((callbacks, action)) = self.callbacks.clone().zip(spec.action(&pending.action)) else {
            return Vec::new();
        };
        let Pending { params, app_id, failing, .. } = pending;
        let app_id = *app_id;
        let asked = Asked { spec: &spec, action, params, app_id, now, failing };
        let asks = |event: &str| {
            callbacks::find(&spec, event).is_ok_and(|it| callbacks::asks(it) && callbacks.is_heard(app_id, it))
        };
        let questions = state::questions(&asked, self.world.of(app_id), asks);
        questions.into_iter().map(|(notification, fields)| Question::new(notification, fields)).collect()
    }

    /// The order of the checks, as the crate's documentation gives it.
    fn admit(&mut self, incoming: &Incoming<'_>, known: &mut Known) -> Result<Admitted, Refusal> {
        let spec = Arc::clone(&self.spec);
        let refusals = &spec.service.refusals;
        let now = self.clock.now();
        let fields = query::decode(incoming.query);

        let hosted = |hosts: &Hosts, action: Option<&Action>| match hosts.refusal(&spec, action, incoming.authority) {
            Some(reason) => Err(Refusal::new(refusals.host, reason).at(Stage::Host)),
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
            return Err(refusal.at(Stage::Scenario));
        }
        if known.fault.as_ref().is_some_and(Fault::turns_away) {
            // Nobody sees the code: the answer is another.
            return Err(Refusal::new(0, "a test ordered this").at(Stage::Scenario));
        }
        let unreadable =
            |reason: String| Refusal::new(refusals.body_unreadable, reason + &content_hint(incoming.headers));
        let params = params.map_err(|reason| unreadable(reason).at(Stage::Body))?;
        self.rates.admit(refusals, app_id, action, &params, now).map_err(|refusal| refusal.at(Stage::Rate))?;
        params.check(&spec, action).map_err(|refusal| refusal.at(Stage::Parameter))?;
        let (failing, list) = (ordered.failing, ordered.list);
        Ok(Admitted { action: action.name.clone(), app_id, params, failing, list })
    }

    /// The state: what must be true, what changes, what is answered and who is told.
    fn carry_out(&mut self, pending: &Pending) -> Result<Value, Refusal> {
        let Pending { request_id, action, app_id, params, failing, list, .. } = pending;
        let (spec, now, app_id) = (self.spec(), self.now(), *app_id);
        let Some(action) = spec.action(action) else {
            return Err(Refusal::new(spec.service.refusals.action_unsupported, "there is no such action"));
        };
        let asked = Asked { spec: &spec, action, params, app_id, now, failing };
        let mut done = match state::run(&asked, self.world.of(app_id)) {
            Ok(done) => done,
            Err(Refused { refusal, failing }) if failing.is_empty() => return Err(refusal.at(Stage::Precondition)),
            Err(Refused { refusal, failing }) => return Ok(self.all_failed(action, refusal, &failing, request_id)),
        };
        self.tell(done.notices);
        if let Some(callbacks) = &self.callbacks {
            done.later.into_iter().for_each(|later| callbacks.post_later(later));
        }
        let surplus = self.notices.len().saturating_sub(KEPT);
        self.notices.drain(..surplus);
        let listed = action.paging.as_ref().and_then(|paging| done.answers.remove(&paging.list.list));
        let mut reply = interpret::known_reply(&spec, action, request_id, &done.failing, done.answers);
        paging::turn(&spec, action, params, list.as_deref().map(Vec::as_slice), listed, &mut reply);
        Ok(reply)
    }

    /// Posts callbacks and keeps them; those that ask were posted before.
    fn tell(&mut self, notices: Vec<Notice>) {
        let spec = self.spec();
        for notice in notices {
            let Ok(callback) = callbacks::find(&spec, &notice.event) else { continue };
            if callbacks::asks(callback) {
                continue;
            }
            if let Some(callbacks) = &self.callbacks {
                callbacks.post(notice.app_id, callback, notice.fields.clone());
            }
            self.notices.push_back(notice);
        }
    }

    /// Tells what time has brought about.
    pub(crate) fn catch_up(&mut self) {
        let (spec, now) = (self.spec(), self.now());
        let Some(callbacks) = self.callbacks.clone() else { return };
        while let Some(later) = callbacks.take_later(now) {
            let notices = state::fire(&later, &spec, self.world.of(later.app_id), now);
            self.tell(notices);
            callbacks.told();
        }
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

    /// How to mend a refusal, without secrets: what is known of this one, or else what its rule says.
    fn mend(&self, stage: Stage, known: Vec<String>) -> Vec<String> {
        let known = if known.is_empty() { vec![stage.mend().to_owned()] } else { known };
        known.into_iter().map(|sentence| self.auth.redact(sentence)).collect()
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
