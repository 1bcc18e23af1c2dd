//! Loops over items of the request and over rows.

use super::eval::{Eval, Scope};
use super::item::{Step, keys};
use serde_json::{Value, json};
use zim_spec::model::{Each, Expr, Over};

/// One turn of a loop.
pub(super) struct Turn {
    pub(super) scope: Scope,
    /// Where its item stands; nothing for rows.
    pub(super) steps: Vec<Step>,
}

impl Eval<'_> {
    /// All turns but those of items that failed.
    pub(super) fn turns(&mut self, each: &Each, scope: &Scope) -> Vec<Turn> {
        let all = self.all_turns(each, scope);
        all.into_iter().filter(|turn| !self.failed.has(self.action.items.as_ref(), &turn.steps)).collect()
    }

    /// All turns.
    pub(super) fn all_turns(&mut self, each: &Each, scope: &Scope) -> Vec<Turn> {
        let mut turns = vec![Turn { scope: scope.clone(), steps: Vec::new() }];
        for one in &each.loops {
            let mut inner = Vec::new();
            for turn in &turns {
                match &one.over {
                    Over::Rows(rows) => inner.extend(self.rows(rows, &turn.scope).into_iter().map(|(_, row)| Turn {
                        scope: turn.scope.with(&one.name, Value::Object(row)),
                        steps: turn.steps.clone(),
                    })),
                    Over::Items(list) => inner.extend(self.items(list, &turn.scope).into_iter().map(|step| Turn {
                        scope: turn.scope.with(&one.name, step.item.clone()),
                        steps: turn.steps.iter().cloned().chain([step]).collect(),
                    })),
                    _ => {}
                }
            }
            turns = inner;
        }
        turns
    }

    /// The items of a list, or the entries of a map.
    fn items(&mut self, list: &Expr, scope: &Scope) -> Vec<Step> {
        let source = match list {
            Expr::Param { name, path } => [&[name.clone()][..], path].concat().join("."),
            Expr::Bound { path, .. } => path.join("."),
            _ => String::new(),
        };
        let step = |position: String, item: Value| Step { source: source.clone(), position, item };
        match self.value(list, scope) {
            Some(Value::Array(items)) => {
                items.into_iter().enumerate().map(|(position, item)| step(position.to_string(), item)).collect()
            }
            Some(Value::Object(entries)) => {
                let entry = |(key, value): (String, Value)| step(key.clone(), json!({"key": key, "value": value}));
                entries.into_iter().map(entry).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The keys by which the reply can tell the item of a turn.
    pub(super) fn keys(&self, turn: &Turn) -> Option<Vec<String>> {
        keys(self.action.items.as_ref()?, &turn.steps)
    }
}
