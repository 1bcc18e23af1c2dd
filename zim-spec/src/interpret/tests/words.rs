//! What the broken constraints read like, and example requests.

use super::breaches;
use crate::interpret::fixture::{action, body_beside, enumeration, int, list, object, param, spec, text};
use crate::interpret::{Input, example, words};
use crate::model::LimitKind::{
    Above, Charset, ForbiddenPrefix, MaxBytes, MaxItems, Min, MinChars, NonEmpty, OneOf, Prefix, UniqueBy,
};
use crate::model::{Condition, Int, Limit, Param, Rule, RuleKind, Scalar, Schema, Test};
use serde_json::{Value, json};

/// Parameter `X` of `schema` holding `value`.
#[track_caller]
fn check(schema: Schema, value: Value, expected: &[&str]) {
    let action = action(vec![param("X", true, schema)], Vec::new());
    let found = breaches(&spec(), &action, Input::Json(&json!({ "X": value })));
    let sentences: Vec<String> = found.iter().map(|breach| breach.sentence(&spec())).collect();
    assert_eq!(sentences, expected);
}

#[test]
fn sentences() {
    check(text(vec![MaxBytes(1)]), json!("é"), &["X: at most 1 byte; it has 2."]);
    check(text(vec![NonEmpty]), json!(""), &["X: not empty."]);
    check(text(vec![MinChars(5)]), json!("abc"), &["X: at least 5 characters; it has 3."]);
    check(text(vec![Charset("Hex".into())]), json!("aé"), &["X: only `-0123456789abcdef`; character 2 is `é`."]);
    check(text(vec![Prefix("@R_".into())]), json!("a"), &["X: starts with `@R_`."]);
    check(text(vec![ForbiddenPrefix("#".into())]), json!("#a"), &["X: does not start with `#`."]);
    check(int(Int::I32, vec![Min(3)]), json!(2), &["X: at least 3; it is 2."]);
    check(int(Int::U32, vec![Above(0)]), json!(0), &["X: above 0; it is 0."]);
    check(int(Int::I32, vec![]), json!(4_294_967_296_i64), &["X: must be an i32, not 4294967296."]);
    check(int(Int::I32, vec![]), json!("4"), &["X: must be an i32, not a string."]);
    check(list(text(vec![]), vec![]), Value::Null, &["X: required, and absent."]);
    check(list(text(vec![]), vec![]), json!({}), &["X: must be a list, not an object."]);
    check(enumeration("Kind", vec![OneOf(vec![0, 2])]), json!(1), &["X: one of 0, 2; it is 1."]);
    let raisable = Limit { raisable: true, ..Limit::new(MaxItems(1)) };
    let raisable = Schema { limits: vec![raisable], ..list(text(vec![]), vec![]) };
    check(raisable, json!(["a", "b"]), &["X: at most 1 item; it has 2. ZEGO raises this limit on request."]);
    let unique = list(object("Friend"), vec![UniqueBy("Name".into())]);
    check(unique, json!([{"Name": "a"}, {"Name": "a"}]), &["X[1]: no two items with the same Name."]);
}

#[test]
fn sentences_of_rules() {
    let when = Condition::new("X", Test::Is(vec![Scalar::Int(2)]));
    let rules = vec![
        Rule { kind: RuleKind::RequiredIf { param: "Y".into(), when }, code: 1 },
        Rule { kind: RuleKind::ExactlyOne(vec!["X".into(), "Y".into()]), code: 1 },
        Rule { kind: RuleKind::AtLeastOne(vec!["Y".into(), "Z".into()]), code: 1 },
    ];
    let params = ["X", "Y", "Z"].map(|name| param(name, false, int(Int::I32, vec![])));
    let mut action = action(params.into(), Vec::new());
    action.rules = rules;
    let found = breaches(&spec(), &action, Input::Json(&json!({"X": 2})));
    let sentences: Vec<String> = found.iter().map(|breach| breach.sentence(&spec())).collect();
    assert_eq!(sentences, ["Y: required where X = 2, and absent.", "Y: at least one of Y, Z is given."]);
}

/// Every limit and rule of the shipped spec has words of its own, beside its key.
#[test]
fn limits_and_rules_of_the_spec() {
    let spec = crate::shipped().unwrap();
    let params = spec.actions.iter().flat_map(|action| &action.params);
    let fields = spec.types.values().flat_map(|named| &named.fields);
    let limits = params.chain(fields).flat_map(|param| &param.schema.limits);
    let limits = limits.map(|limit| (limit.kind.key(), limit.kind.limit()));
    let rules = spec.actions.iter().flat_map(|action| &action.rules);
    let rules = rules.map(|rule| (rule.kind.key(), rule.kind.limit()));
    let all: std::collections::BTreeSet<_> = limits.chain(rules).collect();
    assert!(all.len() > 30, "{all:?}");
    for (key, limit) in all {
        let words = words(&spec, key, &limit);
        assert!(
            words.contains(' ')
                && !(key.contains('_') && words.contains(key))
                && (words != format!("{key} {limit}") || key == "above"),
            "{key}: {words}"
        );
    }
}

#[test]
fn examples_hold_every_parameter_and_keep_the_limits() {
    let shown = Some(Scalar::Text("user0".into()));
    let params = vec![
        Param { example: shown, ..param("Id", true, text(vec![])) },
        param("Optional", false, text(vec![MaxBytes(2)])),
        param("Kind", true, int(Int::I32, vec![])),
        body_beside("Body", "Kind"),
        param("Friends", false, list(object("Friend"), vec![])),
    ];
    let action = action(params, Vec::new());
    let example = Value::Object(example(&spec(), &action));
    let expected = json!({"Id": "user0", "Optional": "a", "Kind": 0, "Body": "a", "Friends": [{"Name": "a"}]});
    assert_eq!(example, expected);
    assert_eq!(breaches(&spec(), &action, Input::Json(&example)), []);
}
