//! What the server knows, for tests to set and to look at: of one application or of all.

use crate::Call;
use crate::calls::{CALLS, INVITATIONS, LONG_AGO};
use crate::gateway::Gateway;
use crate::state::{Row, StateError, Store};
use serde_json::{Value, json};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zim_spec::model::Spec;

/// What the server knows of an application, or of all of them: tables of rows, as `state.yaml` of the spec declares them.
///
/// Of all applications, what is written is written for each, and what is read is read from the first, by number.
pub struct State<'s> {
    gateway: &'s Arc<Mutex<Gateway>>,
    apps: Vec<u32>,
}

impl<'s> State<'s> {
    pub(crate) fn new(gateway: &'s Arc<Mutex<Gateway>>, apps: Vec<u32>) -> Self {
        Self { gateway, apps }
    }

    /// Puts a row, an object with its columns, in place of the row of that key if there is one.
    ///
    /// # Errors
    /// If the spec has no such table or the table no such column, or if the row lacks a column of its key.
    pub fn put(&self, table: &str, row: impl Into<Value>) -> Result<(), StateError> {
        let row = row.into();
        self.write(|spec, store| store.put_row(spec, table, row.clone()))
    }

    /// Removes the row of that key: a value for each column of the key, in their order. False if there is none.
    ///
    /// # Errors
    /// If the spec has no such table, or its key has more columns, or fewer.
    pub fn remove(&self, table: &str, key: impl IntoIterator<Item = impl Into<Value>>) -> Result<bool, StateError> {
        let key: Vec<Value> = key.into_iter().map(Into::into).collect();
        self.write(|spec, store| store.remove_row(spec, table, &key))
    }

    /// All rows of a table, by key.
    ///
    /// # Errors
    /// If the spec has no such table.
    pub fn rows(&self, table: &str) -> Result<Vec<Value>, StateError> {
        let mut gateway = self.gateway();
        let spec = gateway.spec();
        self.apps
            .first()
            .map_or_else(|| Ok(Vec::new()), |app_id| gateway.world_mut().of(*app_id).all_rows(&spec, table))
    }

    /// Makes true what `action` wants to be true for a request with these parameters, a JSON object: rows are put where
    /// one has to be, and removed where none may be. So a test needs no history for it.
    ///
    /// False if there is no such action.
    #[must_use = "false says that there is no such action"]
    pub fn arrange(&self, action: &str, params: &Value) -> bool {
        let mut gateway = self.gateway();
        self.apps.iter().all(|app_id| gateway.arrange(*app_id, action, params))
    }

    pub(crate) fn register_user(&self, id: &str) {
        let user = json!({"user_id": id});
        // One who is there keeps what is known of him. A spec without users needs none.
        let is_there = |rows: Vec<Value>| rows.iter().any(|row| row.get("user_id") == user.get("user_id"));
        for app_id in &self.apps {
            let one = State::new(self.gateway, vec![*app_id]);
            if !one.rows("users").is_ok_and(is_there) {
                let _ = one.put("users", user.clone());
            }
        }
    }

    pub(crate) fn add_call(&self, call: &Call) {
        // A spec without calls has no action to tell of them.
        let _ = self.put(CALLS, call.row());
        for row in self.invitations(call.id()) {
            let _ = self.remove(INVITATIONS, [call.id().into(), row.get("user_id").cloned().unwrap_or_default()]);
        }
        for row in call.invitations() {
            let _ = self.put(INVITATIONS, row);
        }
    }

    pub(crate) fn end_call(&self, id: &str) -> bool {
        self.update_call(id, "ended", Value::from(true))
    }

    pub(crate) fn time_out_call(&self, id: &str) -> bool {
        self.update_call(id, "expires_at", Value::from(LONG_AGO))
    }

    pub(crate) fn call(&self, id: &str) -> Option<Call> {
        let call = self.call_row(id)?;
        let now = self.gateway().now();
        Some(Call::of_rows(id, &call, &self.invitations(id), now))
    }

    fn update_call(&self, id: &str, column: &str, value: Value) -> bool {
        let updated = self.apps.iter().filter(|app_id| {
            let one = State::new(self.gateway, vec![**app_id]);
            let Some(mut row) = one.call_row(id) else { return false };
            row.insert(column.to_owned(), value.clone());
            one.put(CALLS, row).is_ok()
        });
        updated.count() > 0
    }

    fn call_row(&self, id: &str) -> Option<Row> {
        self.of_call(CALLS, id).into_iter().next()
    }

    fn invitations(&self, id: &str) -> Vec<Row> {
        self.of_call(INVITATIONS, id)
    }

    fn of_call(&self, table: &str, id: &str) -> Vec<Row> {
        let rows = self.rows(table).unwrap_or_default().into_iter();
        let rows = rows.filter_map(|row| if let Value::Object(row) = row { Some(row) } else { None });
        rows.filter(|row| row.get("call_id").and_then(Value::as_str) == Some(id)).collect()
    }

    /// The last of what comes of it for each application; nothing happens after an error.
    fn write<T: Default>(
        &self,
        mut write: impl FnMut(&Spec, &mut Store) -> Result<T, StateError>,
    ) -> Result<T, StateError> {
        let mut gateway = self.gateway();
        let spec = gateway.spec();
        let mut last = T::default();
        for app_id in &self.apps {
            last = write(&spec, gateway.world_mut().of(*app_id))?;
        }
        Ok(last)
    }

    fn gateway(&self) -> MutexGuard<'s, Gateway> {
        self.gateway.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for State<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").field("apps", &self.apps).finish_non_exhaustive()
    }
}
