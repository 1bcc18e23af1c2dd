//! `Debug` shows what a developer needs, and nothing that people wrote.

use crate::sample::call_reject::CallReject;
use crate::sample::lists::{ListNames, ListNamesReply};
use crate::sample::send::{Body, SendMsg};
use crate::sample::types::{Attribute, ConvType, Received};
use std::fmt::Debug;
use zim_runtime::lists::Pages;
use zim_runtime::{Credentials, Endpoint, Nonce, Zim, parameter};

#[track_caller]
fn check(value: &dyn Debug, expected: &str) {
    assert_eq!(format!("{value:?}"), expected);
}

#[test]
fn requests() {
    let request = |data| CallReject::unchecked("user0", "1", data);
    check(&request(None), r#"CallReject { FromUserId: "user0", CallId: "1" }"#);
    check(&request(Some("secret")), r#"CallReject { FromUserId: "user0", CallId: "1", ExtendedData: <6 bytes> }"#);
}

#[test]
fn parts() {
    let mut attribute = Attribute::new("k0", "secret");
    check(&attribute, r#"Attribute { Key: "k0", Value: <6 bytes> }"#);
    attribute.conv_type = Some(ConvType::Group);
    check(&vec![attribute], r#"[Attribute { Key: "k0", Value: <6 bytes>, ConvType: 2 }]"#);
    check(&Body::Text("secret".into()), "Body(<hidden>)");
}

#[test]
fn received() {
    let mut received = Received { name: "n".into(), note: None, attributes: vec![], first: None };
    check(&received, r#"Received { name: "n", note: None, attributes: <0 items>, first: <hidden> }"#);
    received.note = Some("secret".into());
    received.attributes = vec![Attribute::new("k0", "secret")];
    check(&received, r#"Received { name: "n", note: <6 bytes>, attributes: <1 item>, first: <hidden> }"#);
}

#[test]
fn every_kind_of_parameter() {
    let mut request = SendMsg::valid();
    request.bodies = vec![Body::Text("secret".into())];
    request.data = Some("secret".into());
    request.attribute = Some(Attribute::new("k0", "secret"));
    request.json = request.attribute.clone();
    request.marks = Some([("m".to_owned(), Attribute::new("k0", "secret"))].into());
    request.is_base64 = Some(true);
    let shown = Shown(&request);
    let expected = "SendMsg { FromUserId: \"u0\", ToUserIds: [\"u1\"], MessageType: 1, Body: <hidden>, \
                    Bodies: <1 item>, IsBase64: true, Data: <6 bytes>, Attributes: [], \
                    Attribute: Attribute { Key: \"k0\", Value: <6 bytes> }, \
                    Json: Attribute { Key: \"k0\", Value: <6 bytes> }, \
                    Marks: {\"m\": Attribute { Key: \"k0\", Value: <6 bytes> }}, Texts: {}, Lists: {} }";
    check(&shown, expected);
}

#[test]
fn clients_and_what_they_sign_with() {
    let credentials = Credentials::new(12_345, "9193cc662a4c0ec135ec71fb57194b38");
    let shown = format!("{:?}", Zim::new(credentials, Endpoint::parse("http://127.0.0.1:1").unwrap()));
    assert!(shown.starts_with("Zim { credentials: Credentials") && shown.contains("127.0.0.1:1"), "{shown}");
    assert!(!shown.contains("9193cc66"), "{shown}");
    check(&Nonce::parse("4fd24687296dd9f3").unwrap(), "Nonce(4fd24687296dd9f3)");
    check(&parameter(&CallReject::unchecked("user0", "1", None), "CallId"), "Some(Parameter { items: 1, .. })");
}

#[test]
fn pages() {
    let send = |_: &ListNames| Err::<ListNamesReply, _>("no");
    let run = "run: Run { pages: Pages { next: Some(ListNames { next: None }), ";
    let begins = |value: &dyn Debug, name: &str, rest: &str| {
        let shown = format!("{value:?}");
        assert!(shown.starts_with(&format!("{name} {{ {run}")) && shown.ends_with(rest), "{shown}");
    };
    let first = || Pages::new(ListNames { next: None });
    begins(&first().each(send), "EachPage", ", .. }");
    begins(&first().each(send).items(), "EachItem { pages: EachPage", "left: 0 }");
    let send = |_: ListNames| std::future::ready(Err::<ListNamesReply, _>("no"));
    begins(&first().stream(send), "PageStream", ", .. }");
    begins(&first().stream(send).items(), "ItemStream { pages: PageStream", "left: 0 }");
}

/// The request as [`fmt_params`](zim_runtime::fmt_params) shows it.
struct Shown<'a>(&'a SendMsg);

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        zim_runtime::fmt_params(self.0, "SendMsg", f)
    }
}
