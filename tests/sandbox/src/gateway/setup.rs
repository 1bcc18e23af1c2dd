//! What tests and people set of a gateway, and ask of it, beside its requests.

use super::Gateway;
use crate::auth::Auth;
use crate::callbacks::Callbacks;
use crate::clock::Clock;
use crate::params::Params;
use crate::rate::Rates;
use crate::scenario::{Scenario, ScenarioError, Script};
use crate::state::{self, Asked, Notice, StateError, World};
use serde_json::Value;
use std::sync::Arc;
use zim_spec::interpret::Failing;
use zim_spec::model::Spec;

/// What everything is again after a reset.
pub(super) struct Start {
    clock: Clock,
    world: World,
    script: Script,
    request_id: u64,
}

impl Gateway {
    /// Tells what happens to a backend.
    pub(crate) fn post_to(&mut self, callbacks: Arc<Callbacks>) {
        self.callbacks = Some(callbacks);
    }

    pub(crate) fn auth(&self) -> &Auth {
        &self.auth
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
            world: self.world.clone(),
            script: self.script.clone(),
            request_id: self.next_request_id,
        });
    }

    /// Makes everything what it was at the start.
    pub(crate) fn reset(&mut self) {
        let Some(start) = &self.start else { return };
        self.clock.return_to(&start.clock);
        self.world = start.world.clone();
        self.notices.clear();
        self.script = start.script.clone();
        self.next_request_id = start.request_id;
        self.rates = Rates::new();
        self.auth.forget_nonces();
        if let Some(callbacks) = &self.callbacks {
            callbacks.forget();
        }
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
}
