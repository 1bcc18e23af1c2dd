//! Facts made by hand against entries of the shipped spec.

use super::super::facts::{Code, Facts, Field, FieldType, Found, Limit, Rate, Required, Value};
use super::compare;
use std::sync::LazyLock;
use zim_spec::diagnostic::{FileId, Place};
use zim_spec::model::{LimitKind, Method, Scalar, Spec};

fn shipped() -> &'static Spec {
    static SHIPPED: LazyLock<Spec> =
        LazyLock::new(|| zim_spec::shipped().unwrap_or_else(|findings| panic!("{findings}")));
    &SHIPPED
}

fn at<T>(value: T) -> Found<T> {
    Found::new(value, Place { file: FileId(0), span: 0..0 })
}

fn field(name: &str, ty: FieldType, required: bool, limits: &[LimitKind]) -> Field {
    let mut field = Field::new(at(name.to_owned()));
    field.ty = Some(at(ty));
    field.required = Some(at(if required { Required::Yes } else { Required::No }));
    field.limits = limits.iter().map(|kind| at(Limit::new(kind.clone(), true))).collect();
    field
}

/// A page that says all that the entry of CallReject says.
fn page() -> Facts {
    let spec = shipped();
    let charset = spec.charsets.values().next().map(|charset| charset.chars.clone()).unwrap_or_default();
    let id = [LimitKind::NonEmpty, LimitKind::MaxBytes(32)];
    let mut facts =
        Facts { action: Some(at("CallReject".to_owned())), method: Some(at(Method::Get)), ..Facts::default() };
    facts.rates.push(at(Rate { count: 20, window_seconds: 1, per: None, of: None }));
    let user = [id.as_slice(), &[LimitKind::Charset(charset)]].concat();
    facts.params = vec![
        field("FromUserId", FieldType::Text, true, &user),
        field("CallId", FieldType::Text, true, &id),
        field("ExtendedData", FieldType::Text, false, &[LimitKind::MaxBytes(2048)]),
    ];
    let codes = spec.action("CallReject").map(|action| action.codes.clone()).unwrap_or_default();
    facts.codes = codes
        .iter()
        .map(|code| at(Code { number: code.code, in_items: false, text: String::new(), advice: String::new() }))
        .collect();
    facts
}

/// What differs after a change to the page that agrees.
#[track_caller]
fn check(change: impl Fn(&mut Facts), expected: &[&str]) {
    let spec = shipped();
    let action = spec.action("CallReject").unwrap_or_else(|| panic!("the shipped spec has CallReject"));
    let mut facts = page();
    change(&mut facts);
    let compared = compare(&facts, action, spec);
    let differences: Vec<String> =
        compared.differences().map(|fact| fact.to_string().replace("CallReject", "")).collect();
    assert_eq!(differences, expected);
}

#[test]
fn what_agrees_is_no_difference() {
    check(|_| {}, &[]);
    // A list of characters that lost a few is still that list.
    check(
        |facts| {
            let LimitKind::Charset(chars) = &mut facts.params[0].limits[2].value.kind else { panic!("a charset") };
            chars.retain(|char| char != '-' && char != ' ');
        },
        &[],
    );
    check(|facts| facts.params[0].limits[0].value.kind = LimitKind::MinBytes(1), &[]);
}

#[test]
fn what_differs_is_told_with_both_values() {
    check(|facts| facts.method = Some(at(Method::Post)), &[": method wrong: page POST, spec GET"]);
    check(|facts| facts.in_body = Some(at(true)), &[": method wrong: page in body, spec in query"]);
    check(|facts| facts.rates[0].value.count = 30, &[": rate wrong: page 30/s, spec 20/s"]);
    check(|facts| facts.rates.clear(), &[": rate missed: spec 20/s"]);
    check(
        |facts| facts.params[1].ty = Some(at(FieldType::ListOfText)),
        &[" params.CallId: type wrong: page list of text, spec text"],
    );
    check(
        |facts| facts.params[1].required = Some(at(Required::No)),
        &[" params.CallId: required wrong: page no, spec yes"],
    );
    check(
        |facts| facts.params[2].limits[0].value.kind = LimitKind::MaxChars(2048),
        &[" params.ExtendedData: limit (prose) wrong: page max_chars 2048, spec max_bytes 2048"],
    );
    check(
        |facts| facts.params[2].limits[0].value.raisable = true,
        &[" params.ExtendedData: limit (prose) extra: page raisable max_bytes"],
    );
    check(|facts| facts.params[2].limits.clear(), &[" params.ExtendedData: limit (prose) missed: spec max_bytes 2048"]);
    check(
        |facts| facts.params[2].default = Some(at(Scalar::Text("x".to_owned()))),
        &[" params.ExtendedData: default extra: page x"],
    );
    check(
        |facts| facts.params[2].values.push(at(Value { value: Scalar::Int(1), text: String::new() })),
        &[" params.ExtendedData: enum extra: page 1"],
    );
    check(
        |facts| facts.params[2].name.value = "ExtendData".to_owned(),
        &[
            " params.ExtendData: parameter extra: page ExtendData",
            " params.ExtendedData: parameter missed: spec ExtendedData",
        ],
    );
    check(
        |facts| facts.reply.push(field("Left", FieldType::Number, false, &[])),
        &[" reply.Left: reply field extra: page Left"],
    );
    check(|facts| facts.codes[0].value.number = 7, &[": code wrong: page 7, spec 660000002"]);
    check(|facts| facts.codes[0].value.in_items = true, &[": code extra: page 660000002 in items"]);
}
