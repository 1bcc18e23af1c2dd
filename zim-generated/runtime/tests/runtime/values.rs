//! What rules and rate limits ask of a parameter, whatever form it has in Rust.

use crate::sample::send::SendMsg;
use crate::sample::types::Attribute;
use std::collections::BTreeMap;
use zim_runtime::{bytes, first_different, flag_of, given, int_of, items_of, key, parameter, text_of};

#[test]
fn texts() {
    let owned = "é1".to_owned();
    for text in [text_of("é1"), text_of(&owned), text_of(&&owned), text_of(&Some("é1")), text_of(&Some(&owned))] {
        assert_eq!(text, Some("é1"));
    }
    assert_eq!(text_of(&None::<String>), None);
    assert_eq!((bytes("é1"), bytes(&Some(owned)), bytes(&None::<&str>)), (3, 3, 0));
}

#[test]
fn numbers_and_flags() {
    for number in [int_of(&-7_i32), int_of(&&-7_i64), int_of(&Some(-7_i64)), int_of(&Some(&-7_i32))] {
        assert_eq!(number, Some(-7));
    }
    assert_eq!(int_of(&u64::MAX), Some(18_446_744_073_709_551_615));
    assert_eq!(int_of(&None::<u32>), None);
    for flag in [true, false] {
        assert_eq!([flag_of(&flag), flag_of(&&flag), flag_of(&Some(flag)), flag_of(&Some(&flag))], [Some(flag); 4]);
    }
    assert_eq!(flag_of(&None::<bool>), None);
}

#[test]
fn what_is_given() {
    let mut map = BTreeMap::new();
    assert!(!given(&map));
    map.insert("a".to_owned(), 1_i64);
    assert!(given(&map));
    assert!(given(&Attribute::new("k0", "")));
    // An empty text is one all the same.
    assert!(
        given(&String::new())
            && given(&Some(String::new()))
            && given(&0_i32)
            && given(&false)
            && given(&vec![0_i64])
            && given(&Some(true))
    );
    assert!(!given(&None::<bool>) && !given(&Vec::<i64>::new()));
}

#[test]
fn keys_of_items() {
    assert_eq!([key("a"), key(&"a".to_owned()), key(&&"a".to_owned()), key(&Some("a"))], ["a"; 4]);
    assert_eq!([key(&-7_i64), key(&Some(-7_i32)), key(&None::<i32>)], ["-7", "-7", ""]);
}

#[test]
fn lists() {
    let names = vec!["a".to_owned(), "a".to_owned(), "b".to_owned()];
    assert_eq!(items_of(&names), names);
    assert_eq!(items_of(&Some(names.clone())), names);
    assert!(items_of(&None::<Vec<String>>).is_empty());
    let differs = |names: &[String]| first_different(&names.to_vec(), |name: &String| name.len());
    assert_eq!(differs(&names), None);
    assert_eq!(first_different(&names, |name: &String| name.as_bytes().first()), Some(2));
    assert_eq!(differs(&[]), None);
}

#[test]
fn a_parameter_is_found_by_its_name() {
    let mut request = SendMsg::valid();
    request.from_user_id = "a b&c=é".to_owned();
    request.to_user_ids = vec!["u1".to_owned(), "u2".to_owned()];
    request.is_base64 = Some(true);
    let found = |name| parameter(&request, name).map(|found| (found.value, found.items));
    assert_eq!(found("FromUserId"), Some(("a%20b%26c%3D%C3%A9".to_owned(), 1)));
    assert_eq!(found("ToUserIds"), Some(("u1".to_owned(), 2)));
    assert_eq!(found("IsBase64"), Some(("true".to_owned(), 1)));
    assert_eq!(found("MessageType"), Some(("1".to_owned(), 1)));
    for absent in ["ToUserId", "Timeout", "fromuserid", "Key", ""] {
        assert_eq!(found(absent), None, "{absent}");
    }
}
