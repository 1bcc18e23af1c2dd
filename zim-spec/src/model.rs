//! The resolved spec: every reference looked up, every number checked, nothing left to guess.
//!
//! This is what the generator, the interpreter and the sandbox read. It knows nothing of YAML (see
//! [`crate::load`]) and nothing of Rust output.

mod action;
mod callback;
mod codes;
mod expr;
mod items;
mod notation;
mod provenance;
mod rules;
mod service;
mod state;
mod types;
mod visit;

pub use action::{Action, Carrier, Method, Param, RateLimit, RateScope, RateUnit, ReplyField};
pub use callback::{Callback, CallbackFields, CallbackService, CallbackSigning, Verdict};
pub use codes::{ActionCode, CodeLevel, Layer, Recovery, ReturnCode};
pub use expr::{Check, CheckKind, Compare, Each, Expr, Guard, Loop, Order, Over, Rows};
pub use items::{FailedItems, ItemSource, Items, PageEnd, Paging};
pub use provenance::{Dispute, Source};
pub use rules::{Condition, FieldPath, Rule, RuleKind, Test};
pub use service::{CommonParams, Envelope, Host, QueryLists, Refusals, Service, Signing, SigningAlgorithm};
pub use state::{Assignment, Change, Column, Counter, Effect, Notification, Piece, Precondition, Table, Template};
pub use types::{
    Charset, EnumValue, Int, Limit, LimitKind, NamedType, Scalar, Schema, Sentinel, TextValue, Texts, Type, Union,
    Unit, Values, Variant,
};

use serde::Serialize;
use std::collections::BTreeMap;

/// A whole spec: the service, its shared definitions and its actions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Spec {
    /// Hosts, common parameters, signing, envelope, gateway refusals.
    pub service: Service,
    /// Character sets by name.
    pub charsets: BTreeMap<String, Charset>,
    /// Named types by name.
    pub types: BTreeMap<String, NamedType>,
    /// Return codes by number.
    pub codes: BTreeMap<i64, ReturnCode>,
    /// Actions, ordered by group, then name.
    pub actions: Vec<Action>,
    /// Callbacks, ordered by group, then name.
    pub callbacks: Vec<Callback>,
    /// Tables of what the sandbox knows, by name.
    pub tables: BTreeMap<String, Table>,
    /// Counters of the sandbox, by name.
    pub counters: BTreeMap<String, Counter>,
}

impl Spec {
    /// The action called `name`, exactly.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.name == name)
    }

    /// The spec with only the actions that `keep` accepts and no callbacks; shared definitions stay.
    #[must_use]
    pub fn select(mut self, keep: impl Fn(&Action) -> bool) -> Self {
        self.actions.retain(|action| keep(action));
        self.callbacks.clear();
        self
    }
}
