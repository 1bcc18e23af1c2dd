//! What must hold between parameters.

use crate::limits::{breaches, texts};
use crate::sample::codes;
use crate::sample::send::{Body, SendMsg};
use crate::sample::types::{Attribute, ConvType};
use zim_runtime::Policy;

/// What is broken, and in the words of the first of them.
#[track_caller]
fn check(change: impl FnOnce(&mut SendMsg), expected: &[&str], sentence: &str) {
    let mut request = SendMsg::valid();
    change(&mut request);
    assert_eq!(breaches(&request), expected);
    if let Err(violations) = Policy::Fixed.check(&request) {
        let shown = violations.to_string();
        assert!(shown.contains(sentence), "{shown}");
    }
}

fn json_body(r: &mut SendMsg) {
    r.body = Body::Json(Attribute::new("k0", ""));
}

#[test]
fn required_and_allowed_under_a_condition() {
    check(
        json_body,
        &["SubMsgType required_if MessageType = 11"],
        "SubMsgType: missing, but required where MessageType = 11 (required_if;",
    );
    check(|r| (r.sub_msg_type, r.body) = (Some(0), Body::Json(Attribute::new("k0", ""))), &[], "");
    check(|r| r.sub_msg_type = Some(0), &[], "");
    check(
        |r| {
            json_body(r);
            (r.sub_msg_type, r.ratio) = (Some(0), Some(1));
        },
        &["Ratio allowed_if MessageType = 1, 2"],
        "Ratio: given, but allowed only where MessageType = 1, 2 (allowed_if;",
    );
}

#[test]
fn one_of_several() {
    check(
        |r| r.to_user_ids = vec![],
        &["ToUserId at_least_one ToUserId, ToUserIds", "ToUserId exactly_one ToUserId, ToUserIds 0"],
        "ToUserId: none given, at least one of ToUserId, ToUserIds required (at_least_one;",
    );
    check(
        |r| r.to_user_id = Some("u2".into()),
        &["ToUserId exactly_one ToUserId, ToUserIds 2"],
        "ToUserId: 2 given, exactly one of ToUserId, ToUserIds required (exactly_one;",
    );
    check(|r| (r.to_user_id, r.to_user_ids) = (Some("u2".into()), vec![]), &[], "");
}

#[test]
fn relations_between_texts() {
    check(
        |r| (r.to_user_id, r.to_user_ids) = (Some("u0".into()), vec![]),
        &["FromUserId differ ToUserId"],
        "FromUserId: the same as ToUserId, but must differ (differ; ZIM would answer 660600030)",
    );
    check(
        |r| r.to_user_ids = texts(&["u1", "u0"]),
        &["FromUserId not_among ToUserIds"],
        "FromUserId: among ToUserIds, but must not be (not_among; ZIM would answer 660000002)",
    );
    check(
        |r| (r.to_user_id, r.to_user_ids) = (Some("x".into()), vec![]),
        &["ToUserId among FromUserId"],
        "ToUserId: must be the same as one of FromUserId (among;",
    );
}

#[test]
fn all_equal() {
    let attributes = |types: &[Option<ConvType>]| {
        let with = |(conv_type, key): (&Option<ConvType>, &str)| {
            let mut attribute = Attribute::new(key, "");
            attribute.conv_type = *conv_type;
            attribute
        };
        let attributes: Vec<_> = types.iter().zip(["k0", "k1"]).map(with).collect();
        move |r: &mut SendMsg| r.attributes = attributes
    };
    check(attributes(&[Some(ConvType::Peer), Some(ConvType::Peer)]), &[], "");
    check(
        attributes(&[Some(ConvType::Peer), Some(ConvType::Group)]),
        &["Attributes[1].ConvType all_equal ConvType"],
        "Attributes[1].ConvType: not the same as that of the first item (all_equal;",
    );
    check(
        |r| r.conv_types = Some(vec![ConvType::Peer, ConvType::Group]),
        &["ConvTypes[1] all_equal"],
        "ConvTypes[1]: not the same as that of the first item",
    );
}

#[test]
fn rules_come_after_all_parameters_and_struct_rules_after_their_fields() {
    let mut request = SendMsg::valid();
    request.to_user_ids = texts(&["u0"]);
    request.attribute = Some(Attribute::new("k1", "123456789"));
    request.marks = Some([("m".to_owned(), Attribute::new("k1", ""))].into());
    let expected = [
        "Attribute.Value max_bytes 8 9",
        "Attribute.ConvType required_if Key = k1",
        "Marks[m].ConvType required_if Key = k1",
        "FromUserId not_among ToUserIds",
    ];
    assert_eq!(breaches(&request), expected);
    let violations = Policy::All.check(&request).unwrap_err();
    assert!(violations.iter().skip(1).all(|v| v.code == codes::INVALID_PARAMETER));
}
