//! Rules between parameters.

use super::{breaches, lines};
use crate::interpret::Input;
use crate::interpret::fixture::{action, int, list, map, object, param, schema, spec, text};
use crate::model::{Condition, FieldPath, Int, Param, Rule, RuleKind, Scalar, Test, Type};
use serde_json::{Value, json};

/// What `body` breaks of one rule between texts `A` and `B`, the number `N`, the bool `Y`, the list `L`, the map `M`
/// and the list of structs `F`.
#[track_caller]
fn check(kind: RuleKind, body: Value, expected: &[&str]) {
    let params = vec![
        param("A", false, text(vec![])),
        param("B", false, text(vec![])),
        Param { default: Some(Scalar::Int(6)), ..param("N", false, int(Int::I64, vec![])) },
        param("Y", false, schema(Type::Bool, vec![])),
        param("L", false, list(text(vec![]), vec![])),
        param("M", false, map(text(vec![]), text(vec![]), vec![])),
        param("F", false, list(object("Friend"), vec![])),
    ];
    let mut action = action(params, Vec::new());
    action.rules = vec![Rule { kind, code: 77 }];
    let found = breaches(&spec(), &action, Input::Json(&body));
    // What is wrong with the parameters themselves comes first and is of no interest here.
    let found: Vec<_> = found.into_iter().skip_while(|breach| breach.code != 77).collect();
    assert!(found.iter().all(|breach| breach.code == 77 && !breach.raisable), "{found:?}");
    assert_eq!(lines(&found), expected, "{body}");
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn required(when: Condition) -> RuleKind {
    RuleKind::RequiredIf { param: "A".to_owned(), when }
}

fn allowed(when: Condition) -> RuleKind {
    RuleKind::AllowedIf { param: "A".to_owned(), when }
}

fn is(name: &str, values: &[Scalar]) -> Condition {
    Condition::new(name, Test::Is(values.to_vec()))
}

fn word(text: &str) -> Scalar {
    Scalar::Text(text.to_owned())
}

#[test]
fn required_where_a_condition_holds() {
    let numbers = [Scalar::Int(1), Scalar::Int(2)];
    check(required(is("N", &numbers)), json!({"N": 2}), &["A required_if N = 1, 2 -"]);
    check(required(is("N", &numbers)), json!({"N": 3}), &[]);
    check(required(is("N", &numbers)), json!({"N": 2, "A": ""}), &[]);
    check(required(is("N", &numbers)), json!({"N": 2, "A": null}), &["A required_if N = 1, 2 -"]);
    check(required(is("N", &numbers)), json!({"N": 2, "A": 5}), &[]);
    check(required(is("N", &numbers)), json!({"N": "2"}), &[]);
    check(required(is("N", &[Scalar::Int(6)])), json!({}), &["A required_if N = 6 -"]);
    check(required(is("B", &[word("b")])), json!({"B": "b"}), &["A required_if B = b -"]);
    check(required(is("B", &[word("b")])), json!({}), &[]);
    check(required(is("Y", &[Scalar::Bool(true)])), json!({"Y": true}), &["A required_if Y = true -"]);
    let has = |bits| Condition::new("N", Test::Has(bits));
    check(required(has(4)), json!({"N": 3}), &[]);
    check(required(has(4)), json!({"N": 7}), &["A required_if N has 4 -"]);
    check(required(has(4)), json!({}), &["A required_if N has 4 -"]);
    check(required(has(4)), json!({"N": -1}), &["A required_if N has 4 -"]);
}

#[test]
fn given_is_what_is_there_and_no_empty_list() {
    let given = |name: &str| Condition::new(name, Test::Given);
    let absent = |name: &str| Condition::new(name, Test::Absent);
    for body in [json!({}), json!({"L": []}), json!({"L": null}), json!({"M": {}})] {
        check(required(given("L")), body.clone(), &[]);
        check(required(absent("M")), body, &["A required_if M is absent -"]);
    }
    check(required(given("L")), json!({"L": [""]}), &["A required_if L is given -"]);
    check(required(given("M")), json!({"M": {"": ""}}), &["A required_if M is given -"]);
    check(required(given("B")), json!({"B": ""}), &["A required_if B is given -"]);
    check(required(given("B")), json!({"B": 5}), &["A required_if B is given -"]);
    check(required(absent("B")), json!({"B": 5}), &[]);
    // A default is no value that was given.
    check(required(given("N")), json!({}), &[]);
}

#[test]
fn allowed_only_where_a_condition_holds() {
    let when = || is("N", &[Scalar::Int(200)]);
    check(allowed(when()), json!({"A": "", "N": 1}), &["A allowed_if N = 200 -"]);
    check(allowed(when()), json!({"A": ""}), &["A allowed_if N = 200 -"]);
    check(allowed(when()), json!({"A": "", "N": 200}), &[]);
    check(allowed(when()), json!({"N": 1}), &[]);
}

#[test]
fn one_of_several() {
    let some = || RuleKind::AtLeastOne(names(&["A", "L"]));
    check(some(), json!({"L": []}), &["A at_least_one A, L -"]);
    check(some(), json!({"A": "", "L": ["a"]}), &[]);
    let one = || RuleKind::ExactlyOne(names(&["L", "A", "F"]));
    check(one(), json!({"L": []}), &["L exactly_one L, A, F 0"]);
    check(one(), json!({"A": ""}), &[]);
    check(one(), json!({"A": "", "L": ["a"], "F": []}), &["L exactly_one L, A, F 2"]);
}

#[test]
fn comparisons() {
    let differ = || RuleKind::Differ("A".to_owned(), "B".to_owned());
    check(differ(), json!({"A": "a", "B": "a"}), &["A differ B -"]);
    check(differ(), json!({"A": "a", "B": "b"}), &[]);
    check(differ(), json!({"A": "a"}), &[]);
    check(differ(), json!({}), &[]);
    check(differ(), json!({"A": 1, "B": 1}), &[]);
    let not_in = |list: &str, field: Option<&str>| RuleKind::NotAmong {
        value: "A".to_owned(),
        list: FieldPath::new(list, field.map(str::to_owned)),
    };
    check(not_in("L", None), json!({"A": "a", "L": ["b", 5, "a"]}), &["A not_among L -"]);
    check(not_in("L", None), json!({"A": "a", "L": ["b"]}), &[]);
    check(not_in("L", None), json!({"L": ["b"]}), &[]);
    check(not_in("F", Some("Name")), json!({"A": "a", "F": [{}, {"Name": "a"}]}), &["A not_among F.Name -"]);
    check(not_in("F", Some("Name")), json!({"A": "a", "F": [5, {"Kind": "a"}]}), &[]);
    let among = || RuleKind::Among { value: "A".to_owned(), others: names(&["B", "N"]) };
    check(among(), json!({"A": "a", "B": "b"}), &["A among B, N -"]);
    check(among(), json!({"A": "a", "B": "a"}), &[]);
    check(among(), json!({"B": "a"}), &[]);
    check(among(), json!({"A": "a"}), &["A among B, N -"]);
    let equal = || RuleKind::AllEqual(FieldPath::new("F", Some("Kind".to_owned())));
    check(equal(), json!({"F": [{"Kind": 2}, {"Kind": 2}, {"Kind": 0}, {"Kind": 5}]}), &["F[2].Kind all_equal Kind -"]);
    check(equal(), json!({"F": [{"Kind": 2}, {"Kind": 2}]}), &[]);
    check(equal(), json!({"F": [{"Kind": 2}, 5, {"Kind": "2"}, {}]}), &["F[3].Kind all_equal Kind -"]);
    check(equal(), json!({"F": [{}, {"Kind": null}, {"Kind": 0}]}), &["F[2].Kind all_equal Kind -"]);
    check(equal(), json!({"F": []}), &[]);
    check(equal(), json!({}), &[]);
}
