//! `state.yaml`, and what actions say of the tables in it.

use super::Ordered;
#[cfg(feature = "schema")]
use crate::schema::{forms, refine};
use serde::Deserialize;
use serde_yaml::Value;

/// What the sandbox knows of an application, in `state.yaml`: tables and counters, by names in snake_case.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::state))]
#[serde(deny_unknown_fields)]
pub(crate) struct StateFile {
    /// Tables by their names.
    #[serde(default)]
    pub(crate) tables: Ordered<Table>,
    /// What each counter counts, in one sentence of our own, by its name.
    #[serde(default)]
    pub(crate) counters: Ordered<String>,
}

/// A table: what a row is, and its columns.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::table))]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    /// What a row is, in one sentence of our own.
    pub(crate) doc: Option<String>,
    /// The columns that tell one row from another, each with a sentence about it.
    #[serde(default)]
    pub(crate) key: Ordered<String>,
    /// The other columns, each with a sentence about it.
    #[serde(default)]
    pub(crate) columns: Ordered<String>,
    /// Why a request is refused that needs a row where there is none, with columns of the key in braces.
    pub(crate) absent: Option<String>,
    /// Why a request is refused that needs no row where there is one, with columns of the key in braces.
    pub(crate) present: Option<String>,
}

/// Something that must be true for the action to succeed: the table that is looked at stands under `has`, `lacks` or
/// `count`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::precondition))]
#[serde(deny_unknown_fields)]
pub(crate) struct Precondition {
    /// This table has such a row.
    pub(crate) has: Option<String>,
    /// This table has no such row.
    pub(crate) lacks: Option<String>,
    /// This table has at most `max` such rows.
    pub(crate) count: Option<String>,
    /// The key of the row: a value, or a list of values, one for each column of the key.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::value"))]
    pub(crate) key: Option<Value>,
    /// What must hold for columns of the row, each with a value or a test.
    #[serde(rename = "where")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::tests"))]
    pub(crate) tests: Option<Value>,
    /// How many rows `count` allows; of one with `each`, those that are about to be made included.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::value"))]
    pub(crate) max: Option<Value>,
    /// The list that this must be true for, item by item.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::each"))]
    pub(crate) each: Option<Value>,
    /// It is looked at only if these values are so.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::tests"))]
    pub(crate) when: Option<Value>,
    /// It is looked at only if this is true of tables.
    #[serde(rename = "if")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::checks"))]
    pub(crate) checks: Option<Value>,
    /// What the row is called from then on, without `$`.
    #[serde(rename = "as")]
    pub(crate) name: Option<String>,
    /// The return code when it is not true.
    pub(crate) otherwise: Option<i64>,
    /// The return code of the reply if it is true for no item.
    pub(crate) none_left: Option<i64>,
    /// Why the request is refused, with values in braces.
    pub(crate) says: Option<String>,
}

/// Something that the action changes when it succeeds: the table stands under `put`, `update` or `remove`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = refine::effect))]
#[serde(deny_unknown_fields)]
pub(crate) struct Effect {
    /// A row of this table is there afterwards.
    pub(crate) put: Option<String>,
    /// Rows of this table change.
    pub(crate) update: Option<String>,
    /// Rows of this table go.
    pub(crate) remove: Option<String>,
    /// The key of the row: a value, or a list of values, one for each column of the key.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::value"))]
    pub(crate) key: Option<Value>,
    /// What holds for columns of the rows, each with a value or a test.
    #[serde(rename = "where")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::tests"))]
    pub(crate) tests: Option<Value>,
    /// The columns that change, each with its value.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::assignments"))]
    pub(crate) set: Ordered<Value>,
    /// The list that it happens for, item by item.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::each"))]
    pub(crate) each: Option<Value>,
    /// It happens only if these values are so.
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::tests"))]
    pub(crate) when: Option<Value>,
    /// It happens only if this is true of tables.
    #[serde(rename = "if")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "forms::checks"))]
    pub(crate) checks: Option<Value>,
    /// What the row is called from then on, without `$`.
    #[serde(rename = "as")]
    pub(crate) name: Option<String>,
}
