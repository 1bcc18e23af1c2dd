//! Whatever there is, is explained: each rule, code, action, callback, type and charset of the shipped spec.

use super::{Answer, code, find, human, rule};
use serde_json::Value;
use zim_spec::model::Spec;

fn spec() -> Spec {
    zim_spec::shipped().unwrap()
}

/// `word` means one thing, of that kind, and its page holds `parts`.
#[track_caller]
fn check(spec: &Spec, word: &str, kind: &str, parts: &[&str]) {
    let mut answers = find::entries(spec, word);
    answers.extend(rule::find(word).map(Answer::Rule));
    let answers: Vec<(Value, &Answer)> = answers.iter().map(|it| (serde_json::to_value(it).unwrap(), it)).collect();
    let answers: Vec<_> = answers.into_iter().filter(|(json, _)| json["kind"] == kind).collect();
    let [(json, answer)] = answers.as_slice() else { panic!("{word} is not one {kind} but {}", answers.len()) };
    let page = human(std::slice::from_ref(*answer), false);
    // Lines are broken between words.
    let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in parts.iter().map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")) {
        assert!(flat.contains(&part), "{part:?} is not on the page of {word}:\n{page}");
    }
    // Files and findings are shown as they are.
    let told = page.split("\nFor example\n").next().unwrap();
    for line in told.lines() {
        let is_long_word = line.split_whitespace().any(|word| word.chars().count() > 50);
        assert!(line.chars().count() <= 100 || is_long_word, "{word}: too wide: {line}");
        assert!(!line.ends_with(' '), "{word}: blanks at the end: {line:?}");
        assert!(!line.contains("\\_") && !line.contains("]("), "{word}: Markdown: {line}");
    }
    assert!(!page.contains("\n\n\n"), "{word}: two empty lines:\n{page}");
    assert!(json.as_object().is_some_and(|object| object.len() > 3));
}

#[test]
fn every_rule() {
    let spec = spec();
    for id in rule::ids() {
        check(&spec, id, "rule", &[id]);
    }
    assert!(rule::ids().count() > 50);
}

/// What the generator refuses is of a rule that is explained, too.
#[test]
fn every_rule_of_the_generator() {
    let options = zim_codegen::Options::default().with_runtime("crate::");
    let refused = zim_codegen::generate_with(&spec(), &options).unwrap_err();
    assert!(!refused.is_empty() && refused.iter().all(|finding| rule::find(finding.rule).is_some()), "{refused}");
}

#[test]
fn every_reason_to_refuse_a_request_has_words() {
    let spec = spec();
    let reasons = code::reasons(&spec);
    assert!(reasons.len() > 15, "{reasons:?}");
    for (reason, number) in reasons {
        assert_ne!(code::why(&reason), reason, "say it in `why`");
        check(&spec, &number.to_string(), "code", &[]);
    }
}

#[test]
fn every_code() {
    let spec = spec();
    for code in spec.codes.values() {
        let mut parts = vec![code.name.as_str(), &code.meaning, &code.meaning_zh, &code.advice];
        let listed = spec.actions.iter().filter(|action| action.codes.iter().any(|stated| stated.code == code.code));
        parts.extend(listed.map(|action| action.name.as_str()));
        check(&spec, &code.code.to_string(), "code", &parts);
        check(&spec, &code.name, "code", &parts);
    }
}

#[test]
fn every_action() {
    let spec = spec();
    for action in &spec.actions {
        let mut parts = vec![action.summary.as_str(), &action.source.page, &action.file, action.method.as_str()];
        parts.extend(action.params.iter().flat_map(|param| [param.name.as_str(), &param.doc]));
        parts.extend(action.reply.iter().flat_map(|field| [field.name.as_str(), &field.doc]));
        let disputes = action.params.iter().flat_map(|param| &param.disputed).chain(&action.disputed);
        parts.extend(disputes.flat_map(|dispute| &dispute.readings).map(String::as_str));
        let codes: Vec<String> = action.codes.iter().map(|stated| stated.code.to_string()).collect();
        parts.extend(codes.iter().map(String::as_str));
        check(&spec, &action.name, "action", &parts);
    }
}

#[test]
fn every_callback_type_and_charset() {
    let spec = spec();
    for callback in &spec.callbacks {
        let mut parts = vec![callback.summary.as_str(), &callback.source.page, &callback.file];
        parts.extend(callback.fields.iter().flat_map(|field| [field.name.as_str(), &field.doc]));
        check(&spec, &callback.name, "callback", &parts);
    }
    for named in spec.types.values() {
        let mut parts = vec![named.doc.as_str()];
        parts.extend(named.fields.iter().flat_map(|field| [field.name.as_str(), &field.doc]));
        parts.extend(named.values.iter().flat_map(|values| &values.values).map(|value| value.doc.as_str()));
        parts.extend(named.union.iter().flat_map(|union| &union.variants).map(|variant| variant.name.as_str()));
        check(&spec, &named.name, "type", &parts);
    }
    for charset in spec.charsets.values() {
        check(&spec, &charset.name, "charset", &[&charset.doc]);
    }
}

/// The answer to a word that means nothing.
#[track_caller]
fn check_unknown(word: &str, expected: &str) {
    let spec = spec();
    assert!(find::entries(&spec, word).is_empty() && rule::find(word).is_none());
    assert_eq!(find::unknown(&spec, word).to_string(), expected);
}

#[test]
fn what_was_probably_meant() {
    check_unknown("66090006", "no return code `66090006` is known: did you mean 660900006 (InvitationTimedOut)?");
    check_unknown("5", "no return code `5` is known");
    check_unknown("CallRejct", "nothing is called `CallRejct`: did you mean the action `CallReject`?");
    check_unknown("call_rejct", "nothing is called `call_rejct`: did you mean the callback `call_reject`?");
    check_unknown("UserIdd", "nothing is called `UserIdd`: did you mean the type `UserId`?");
    check_unknown("lenght-unit", "nothing is called `lenght-unit`: did you mean the rule `length-unit`?");
    check_unknown("lengthunit", "nothing is called `lengthunit`: did you mean the rule `length-unit`?");
    check_unknown(
        "\u{1b}[31m",
        "nothing is called `\\u{1b}[31m`: write a return code or its name, a rule such as `length-unit`, an action, a callback or a type",
    );
}
