//! A scenario as it is written: plain structs, in which what can be written in several ways stays a value.

use super::{Effect, Rule, Scenario, ScenarioError, WHOLE, fault, read};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A scenario as it is written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seed: Option<u64>,
    #[serde(default)]
    pub(super) rules: Vec<RuleFile>,
}

/// A rule as it is written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) action: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) app: Option<u32>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) when: BTreeMap<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) every: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) times: Option<u64>,
    /// `30%`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) share: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code: Option<i64>,
    /// A key, or several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) item: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Vec<Value>>,
    /// A word, or a mapping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fault: Option<Value>,
}

impl From<Scenario> for ScenarioFile {
    fn from(scenario: Scenario) -> Self {
        Self { seed: scenario.seed, rules: scenario.rules.into_iter().map(RuleFile::from).collect() }
    }
}

impl TryFrom<ScenarioFile> for Scenario {
    type Error = ScenarioError;

    fn try_from(file: ScenarioFile) -> Result<Self, ScenarioError> {
        read::scenario(file, None)
    }
}

impl From<Rule> for RuleFile {
    fn from(rule: Rule) -> Self {
        let unusual = |number: u64| (number != 1).then_some(number);
        let mut file = Self {
            action: Some(rule.action),
            app: rule.app,
            when: rule.when,
            from: unusual(rule.from),
            to: rule.to,
            every: unusual(rule.every),
            times: rule.times,
            share: (rule.share != WHOLE).then(|| Value::from(read::percent(rule.share))),
            ..Self::default()
        };
        match rule.effect {
            Effect::Code(code) => file.code = Some(code),
            Effect::Item { keys, code } => {
                file.code = Some(code);
                file.item = Some(Value::from(keys));
            }
            Effect::List(items) => file.items = Some(items.to_vec()),
            Effect::Delay(duration) => file.fault = Some(fault::delay(duration)),
            Effect::Spoil(fault) => file.fault = Some(fault::written(&fault)),
        }
        file
    }
}
