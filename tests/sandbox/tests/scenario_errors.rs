//! What is wrong with a scenario: each message with its place, and what to write.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::batch;
use zim_sandbox::{Rule, Sandbox, Scenario, StartError};

/// The one thing that is wrong with a scenario of this rule, as `line:column message; help`.
#[track_caller]
fn check(rule: &str, expected: &str) {
    check_text(&format!("rules:\n  - {rule}\n"), expected);
}

#[track_caller]
fn check_text(text: &str, expected: &str) {
    let sandbox = batch();
    let error = Scenario::read("bad.yaml", text).and_then(|scenario| sandbox.set_scenario(scenario)).unwrap_err();
    let found = error.diagnostics();
    let shown: Vec<String> = found
        .iter()
        .map(|problem| {
            let (line, column) = problem.place.as_ref().map(|place| found.position(place)).unwrap_or_default();
            let help = problem.help.as_deref().unwrap_or_default();
            format!("{line}:{column} {}; {help}", problem.message)
        })
        .collect();
    assert_eq!(shown.len(), 1, "{shown:#?}");
    assert!(shown.iter().all(|shown| shown.starts_with(expected)), "\n{}\n{expected}", shown.join("\n"));
    assert!(error.to_string().contains("bad.yaml:"), "{error}");
}

#[test]
fn names_that_there_are_not() {
    check(
        "{action: MakTeam, code: 1}",
        "2:14 there is no action `MakTeam`, did you mean MakeTeam?; write the action as ZIM calls it, or \"*\" for all",
    );
    check("{action: Nothing, code: 1}", "2:14 there is no action `Nothing`; ");
    check(
        "{action: MakeTeam, code: 660000021}",
        "2:30 there is no code `660000021`, did you mean 660000001?; write one of the spec's return codes",
    );
    check("{action: MakeTeam, code: 0}", "2:30 0 is the code of success; leave the rule out for calls that succeed");
    check(
        "{action: MakeTeam, code: 1, app: 12354}",
        "2:38 there is no application `12354`, did you mean 12345?; the applications here are 12345",
    );
    check(
        "{action: MakeTeam, code: 1, when: {UserId: ann}}",
        "2:48 there is no parameter `UserId`, did you mean UserIds?; the parameters of MakeTeam are UserIds",
    );
    check(
        "{action: \"*\", code: 1, when: {Nothing: ann}}",
        "2:44 there is no parameter `Nothing`; write a parameter that some action has",
    );
    check(
        "{action: MarkConvs, code: 1, when: {MarkList.UserID: ann}}",
        "2:58 there is no field `UserID`, did you mean UserId?; its fields are UserId, Peer, Group",
    );
    check("{action: MakeTeam, code: 1, when: {UserIds.X: ann}}", "2:51 there is no field `X`; it has no fields");
    check(
        "{action: ReadLicense, item: ann, code: 1}",
        "2:33 no item of ReadLicense can fail: its replies list no failed items; leave item out to refuse the whole call",
    );
    check("{action: \"*\", item: ann, code: 1}", "2:14 items fail of one action; name the action");
    check(
        "{action: TagUsers, item: [ann, bob], code: 1}",
        "2:30 an item of TagUsers is told by UserId, not by 2 keys; a rule is about one item; write one for each",
    );
    check("{action: MakeTeam, items: [1]}", "2:31 the reply of MakeTeam does not come page by page; leave items out");
    check("{action: \"*\", items: [1]}", "2:14 items are listed by one action; name the action");
}

#[test]
fn what_a_rule_does() {
    check("{action: MakeTeam}", "2:5 this rule does nothing; write code:, item: with code:, items: or fault:");
    check("{code: 1}", "2:5 this rule has no action; write action: CallReject, or action: \"*\" for all");
    check(
        "{action: MakeTeam, code: 1, fault: hang_up}",
        "2:5 a rule does one thing: code, item with code, items or fault; write a rule for each",
    );
    check("{action: TagUsers, item: ann}", "2:30 an item that fails needs a code; write code: with it");
    check(
        "{action: TagUsers, item: {UserId: ann}, code: 1}",
        "2:30 an item is told by its key, or a list of its keys; ",
    );
    check(
        "{action: TagUsers, item: [], code: 1}",
        "2:30 an item is told by its key, or a list of its keys; write item: ann, or item: [ann, 0] if it has several keys",
    );
    check(
        "{action: MakeTeam, fault: hangup}",
        "2:31 unknown fault `hangup`, did you mean `hang_up`?; write hang_up, reset, break_off, truncate, ",
    );
    check("{action: MakeTeam, fault: {delay: 5}}", "2:39 unknown key `delay`; ");
    check(
        "{action: MakeTeam, fault: {delay_ms: 5, status: 502}}",
        "2:31 a fault is one thing; write a rule of its own for the delay",
    );
    check(
        "{action: MakeTeam, fault: {delay_ms: -5}}",
        "2:42 delay_ms must be a whole number, 0 or more; write {delay_ms: 500}",
    );
    check(
        "{action: MakeTeam, fault: {status: 42}}",
        "2:40 status must be a number from 200 to 599; write one such as 502",
    );
    check("{action: MakeTeam, fault: {status: 502, body: 5}}", "2:51 body must be text; put it in quotes");
    check("{action: MakeTeam, fault: {body: x}}", "2:31 a fault with a body needs a status; write ");
    check(
        "{action: MakeTeam, fault: {content_type: \"a\\nb\"}}",
        "2:46 content_type cannot be sent in a header; write one such as text/html",
    );
    check("{action: MakeTeam, fault: 5}", "2:31 a fault is a word or a mapping; write hang_up, ");
}

#[test]
fn which_calls() {
    check("{action: MakeTeam, code: 1, from: 0}", "2:39 from must be 1 or more; the first call is number 1");
    check(
        "{action: MakeTeam, code: 1, from: 3, to: 2}",
        "2:46 no call is from number 3 to number 2; write to: 3 or a higher number",
    );
    check("{action: MakeTeam, code: 1, every: 0}", "2:40 every must be 1 or more");
    check(
        "{action: MakeTeam, code: 1, times: x}",
        "2:40 `times` must be a whole number, 0 or more, found the text `x`; ",
    );
    check(
        "{action: MakeTeam, code: 1, share: 0.3}",
        "2:40 share must be a percentage above 0% and up to 100%; write one such as 30% or 2.5%",
    );
    check(
        "{action: MakeTeam, code: 1, when: {UserIds: [a]}}",
        "2:49 `UserIds` is compared with one value; write a text, a number, true or false",
    );
}

#[test]
fn the_text_itself() {
    check(
        "{action: MakeTeam, code: 1, tiems: 2}",
        "2:33 unknown key `tiems`, did you mean `times`?; write `times`; the keys allowed here are ",
    );
    check("{action: *, code: 1}", "2:14 text cannot start with `*` or `&`; put it in quotes, such as \"*\"");
    check_text(
        "rule: []",
        "1:1 unknown key `rule`, did you mean `rules`?; write `rules`; the keys allowed here are `seed`, `rules`",
    );
    check_text("rules: [", "1:");
    check_text("", "1:1 the file is empty");
    check_text("[]", "1:1 the file must be a mapping, found a list; ");
    check_text("seed: -1", "1:7 `seed` must be a whole number, 0 or more");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = "rules:\n  - {action: MakTeam, code: 1}\n  - {action: TagUser, code: 2}\n";
    let error = batch().set_scenario(Scenario::read("bad.yaml", text).unwrap()).unwrap_err();
    let shown = error.to_string();
    assert!(shown.contains("bad.yaml:2:14") && shown.contains("bad.yaml:3:14"), "{shown}");
}

#[test]
fn what_was_no_text_is_told_by_its_number() {
    let scenario = Scenario::new().rule(Rule::code("MakeTeam", 1)).rule(Rule::code("MakTeam", 1));
    let error = batch().set_scenario(scenario.clone()).unwrap_err();
    assert!(error.to_string().contains("rule 2: there is no action `MakTeam`, did you mean MakeTeam?"), "{error}");
    let error = Sandbox::builder().app(1, "x").scenario(scenario).start().unwrap_err();
    assert!(matches!(error, StartError::Scenario(_)), "{error}");
    let error = serde_json::from_str::<Scenario>(r#"{"rules": [{"action": "MakeTeam"}]}"#).unwrap_err();
    assert!(error.to_string().contains("rule 1: this rule does nothing"), "{error}");
}

/// A scenario that is refused leaves the one before at work.
#[test]
fn a_refused_scenario_changes_nothing() {
    let sandbox = batch();
    sandbox.set_scenario(Scenario::new().rule(Rule::code("MakeTeam", 1))).unwrap();
    assert!(sandbox.set_scenario(Scenario::new().rule(Rule::code("MakeTeam", 0))).is_err());
    assert_eq!(common::get(&sandbox, "MakeTeam", &[]).code(), 1);
}
