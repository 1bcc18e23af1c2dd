//! The smallest request that still fails: parts are left out and texts cut for as long as it does.

use crate::bridge::Params;
use serde_json::Value;

/// So many changes are tried at most.
const TRIES: usize = 5000;

/// The smallest of the requests made of `params` by leaving things out for which `fails` is true.
#[must_use]
pub fn smallest(params: &Params, fails: impl Fn(&Params) -> bool) -> Params {
    let mut best = Value::Object(params.clone());
    let mut tries = 0;
    'smaller: loop {
        for candidate in smaller(&best) {
            tries += 1;
            if tries > TRIES {
                break 'smaller;
            }
            if candidate.as_object().is_some_and(&fails) {
                best = candidate;
                continue 'smaller;
            }
        }
        break;
    }
    match best {
        Value::Object(params) => params,
        _ => params.clone(),
    }
}

/// The value with one thing less, for each thing that could be left out.
fn smaller(value: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    match value {
        Value::Object(fields) => {
            for name in fields.keys() {
                let mut fewer = fields.clone();
                fewer.remove(name);
                found.push(Value::Object(fewer));
            }
            for (name, field) in fields {
                for smaller in smaller(field) {
                    let mut changed = fields.clone();
                    changed.insert(name.clone(), smaller);
                    found.push(Value::Object(changed));
                }
            }
        }
        Value::Array(items) => {
            if items.len() > 3 {
                found.push(Value::Array(items.iter().take(items.len() / 2).cloned().collect()));
            }
            for at in 0..items.len() {
                let kept = items.iter().enumerate().filter(|(other, _)| *other != at);
                found.push(Value::Array(kept.map(|(_, item)| item.clone()).collect()));
            }
            for (at, item) in items.iter().enumerate() {
                for smaller in smaller(item) {
                    let with =
                        |(other, item): (usize, &Value)| if other == at { smaller.clone() } else { item.clone() };
                    found.push(Value::Array(items.iter().enumerate().map(with).collect()));
                }
            }
        }
        // A text that holds JSON is smaller with less in it.
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(inside @ (Value::Object(_) | Value::Array(_))) => {
                found.extend(smaller(&inside).iter().map(|inside| Value::String(inside.to_string())));
            }
            _ => {
                let count = text.chars().count();
                for kept in [count / 2, count.saturating_sub(1)] {
                    if kept < count {
                        found.push(Value::String(text.chars().take(kept).collect()));
                    }
                }
            }
        },
        _ => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use super::smallest;
    use serde_json::json;

    #[test]
    fn what_does_not_matter_is_left_out() {
        let big = json!({"a": "abcdefgh", "b": [1, 2, {"c": 3, "d": "x"}, 4], "e": "{\"f\":\"long\",\"g\":1}"});
        let params = big.as_object().cloned().unwrap_or_default();
        let fails = |params: &crate::bridge::Params| {
            let text = serde_json::Value::Object(params.clone()).to_string();
            text.contains("\"c\":3") && text.contains("ab") && text.contains("\\\"g\\\":1")
        };
        assert_eq!(
            serde_json::Value::Object(smallest(&params, fails)),
            json!({"a": "ab", "b": [{"c": 3}], "e": "{\"g\":1}"})
        );
    }
}
