//! Callbacks that time brings about: of a request that was carried out, told when the clock reaches a time, of the state
//! as it is then.

use super::eval::{Eval, Scope};
use super::item::Failed;
use super::run::{Asked, Notice};
use super::store::Store;
use crate::params::Params;
use zim_spec::interpret::Failing;
use zim_spec::model::Spec;

/// A callback that is due at a time, with all that it may tell of the request.
#[derive(Debug)]
pub(crate) struct Later {
    /// When, in milliseconds of Unix time.
    pub(crate) due: i64,
    pub(crate) app_id: u32,
    pub(crate) event: String,
    action: String,
    /// Its position among those of the action.
    nth: usize,
    params: Params,
    scope: Scope,
    ordered: Vec<Failing>,
    failed: Vec<Vec<(String, String)>>,
}

impl Eval<'_> {
    /// The nth callback of the action, if that waits for a time.
    pub(super) fn later(&mut self, nth: usize, scope: &Scope, asked: &Asked<'_>) -> Option<Later> {
        let notification = asked.action.notifications.get(nth)?;
        let due = self.value(notification.at.as_ref()?, scope)?.as_i64()?;
        let (app_id, event, action) = (asked.app_id, notification.event.clone(), asked.action.name.clone());
        let (params, scope, ordered) = (asked.params.clone(), scope.clone(), asked.failing.to_vec());
        Some(Later { due, app_id, event, action, nth, params, scope, ordered, failed: self.failed.places().to_vec() })
    }
}

/// What is told now that the time has come.
pub(crate) fn fire(later: &Later, spec: &Spec, store: &mut Store, now: i64) -> Vec<Notice> {
    let Some(action) = spec.action(&later.action) else { return Vec::new() };
    let Some(notification) = action.notifications.get(later.nth) else { return Vec::new() };
    let failed = Failed::known(&later.ordered, later.failed.clone());
    let mut eval = Eval { spec, action, params: &later.params, now, store, failed };
    eval.told(notification, &later.scope, later.app_id)
}
