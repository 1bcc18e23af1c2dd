//! What a reply and callbacks say of the state.

use super::eval::{Eval, Scope};
use super::run::Notice;
use serde_json::{Map, Value};
use zim_spec::model::Notification;

impl Eval<'_> {
    /// The fields of the reply that the action answers from state; null where it has nothing to say.
    pub(super) fn answers(&mut self, scope: &Scope) -> Map<String, Value> {
        let action = self.action;
        self.fields(&action.answers, scope)
    }

    /// The callbacks that a notification stands for.
    pub(super) fn told(&mut self, notification: &Notification, scope: &Scope, app_id: u32) -> Vec<Notice> {
        let all = self.notices(notification, scope).into_iter();
        all.map(|fields| Notice { app_id, event: notification.event.clone(), fields }).collect()
    }

    /// The fields of each callback that a notification stands for.
    pub(super) fn notices(&mut self, notification: &Notification, scope: &Scope) -> Vec<Map<String, Value>> {
        let scopes = match &notification.each {
            Some(each) => self.turns(each, scope).into_iter().map(|turn| turn.scope).collect(),
            None => vec![scope.clone()],
        };
        let mut notices = Vec::new();
        for scope in scopes {
            if self.passes(&notification.guard, &scope) {
                notices.push(self.fields(&notification.fields, &scope));
            }
        }
        notices
    }
}
