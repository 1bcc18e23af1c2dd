//! `Debug` shows what a developer needs, and nothing that people wrote.

use crate::sample::call_reject::CallReject;
use crate::sample::send::{Body, SendMsg};
use crate::sample::types::{Attribute, ConvType, Received};
use std::fmt::Debug;

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

/// The request as [`fmt_params`](zim_runtime::fmt_params) shows it.
struct Shown<'a>(&'a SendMsg);

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        zim_runtime::fmt_params(self.0, "SendMsg", f)
    }
}
