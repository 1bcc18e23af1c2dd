//! Enumerations on the wire and back: what they do not know they keep.

use crate::sample::types::{AttributeKey, ConvType, EditType};
use serde::{Deserialize, Serialize};
use zim_runtime::{given, int_of, key, text_of};

#[track_caller]
fn check<'a, T: Deserialize<'a> + Serialize + PartialEq + std::fmt::Debug>(json: &'a str, value: T, written: &str) {
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), value, "{json}");
    assert_eq!(serde_json::to_string(&value).unwrap(), written);
}

#[test]
fn integers() {
    check("2", ConvType::Group, "2");
    check("\"0\"", ConvType::Peer, "0");
    check("7.0", ConvType::Other(7), "7");
    check("[0,\"2\",-1]", vec![ConvType::Peer, ConvType::Group, ConvType::Other(-1)], "[0,2,-1]");
    assert!(serde_json::from_str::<ConvType>("2147483648").is_err());
    assert_eq!((ConvType::Group.get(), ConvType::try_from(2_i128)), (2, Ok(ConvType::Group)));
    assert_eq!((int_of(&Some(ConvType::Group)), int_of(&None::<ConvType>)), (Some(2), None));
    assert_eq!(key(&ConvType::Group), "2");
}

#[test]
fn texts() {
    check("\"k1\"", AttributeKey::K1, "\"k1\"");
    check("\"k9\"", AttributeKey::Other("k9".into()), "\"k9\"");
    check("9", AttributeKey::Other("9".into()), "\"9\"");
    assert_eq!(AttributeKey::from("k0".to_owned()), AttributeKey::K0);
    assert_eq!(text_of(&Some(AttributeKey::from("x"))), Some("x"));
    assert!(given(&Some(AttributeKey::K0)) && !given(&None::<AttributeKey>));
}

#[test]
fn bits() {
    let both = EditType::MESSAGE | EditType::EXTENDED_DATA;
    check("5", both, "5");
    check("\"8\"", EditType::from(8), "8");
    assert_eq!((both.bits(), int_of(&both)), (5, Some(5)));
    assert!(both.contains(EditType::MESSAGE) && !EditType::MESSAGE.contains(both));
}
