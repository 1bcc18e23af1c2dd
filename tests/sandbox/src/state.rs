//! What the server knows of each application, and what becomes of it: tables as the spec declares them, checked,
//! changed and answered as its actions say.

mod answer;
mod arrange;
mod check;
mod compare;
mod effect;
mod error;
mod eval;
mod item;
mod key;
mod later;
mod loops;
mod reason;
mod run;
mod store;

pub(crate) use arrange::arrange;
pub use error::StateError;
pub(crate) use later::{Later, fire};
pub use run::Notice;
pub(crate) use run::{Asked, Refused, questions, run};
pub(crate) use store::{Row, Store};

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use zim_spec::model::Spec;

/// What the server knows, for each application apart.
#[derive(Clone, Debug)]
pub(crate) struct World {
    apps: BTreeMap<u32, Store>,
}

impl World {
    pub(crate) fn new(apps: impl IntoIterator<Item = u32>) -> Self {
        Self { apps: apps.into_iter().map(|app_id| (app_id, Store::default())).collect() }
    }

    /// What it knows of an application; nothing at first.
    pub(crate) fn of(&mut self, app_id: u32) -> &mut Store {
        self.apps.entry(app_id).or_default()
    }

    /// The applications.
    pub(crate) fn apps(&self) -> Vec<u32> {
        self.apps.keys().copied().collect()
    }

    /// All of it as JSON: application → what it knows.
    pub(crate) fn dump(&self, spec: &Spec) -> Value {
        let apps = self.apps.iter().map(|(app_id, store)| (app_id.to_string(), store.dump(spec)));
        Value::Object(apps.collect())
    }

    /// In place of what it knows, what a dump says. Nothing changes if that is wrong.
    pub(crate) fn load(&mut self, spec: &Spec, dump: &Value) -> Result<(), StateError> {
        let apps = dump.as_object().ok_or(StateError::Shape { expected: "an object of applications" })?;
        let mut loaded = BTreeMap::new();
        for (app_id, dump) in apps {
            let number = app_id.parse().map_err(|_| StateError::Application { text: app_id.clone() })?;
            loaded.insert(number, Store::load(spec, dump)?);
        }
        let known = self.apps.keys().map(|app_id| (*app_id, Store::default()));
        self.apps = known.chain(loaded).collect();
        Ok(())
    }
}

/// An object without the fields that are null, at any depth.
pub(crate) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name, without_nulls(value))).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}
