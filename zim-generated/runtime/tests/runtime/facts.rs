//! What is known of codes, methods and clients, for those who decide by it.

use crate::sample::lists::Enrol;
use zim_runtime::{Batch, Code, Credentials, Endpoint, Method, Policy, Zim};

#[test]
fn codes_are_numbers() {
    assert_eq!([Code::from(7_i64), Code::from(7_i32)], [Code::new(7); 2]);
    assert!(Code::from(0_i32).is_success() && !Code::from(-1_i64).is_success());
}

#[test]
fn methods_have_the_names_of_http() {
    assert_eq!([Method::Get, Method::Post].map(Method::as_str), ["GET", "POST"]);
}

#[test]
fn a_client_tells_its_policy() {
    let zim = || {
        Zim::new(
            Credentials::new(1, "9193cc662a4c0ec135ec71fb57194b38"),
            Endpoint::parse("http://127.0.0.1:1").unwrap(),
        )
    };
    for policy in [Policy::All, Policy::Fixed, Policy::None] {
        assert_eq!(zim().with_policy(policy).policy(), policy);
    }
}

#[test]
fn a_list_tells_whether_more_can_be_had() {
    let lists = Enrol::LISTS.iter().map(|list| (list.name(), list.most(), list.is_raisable()));
    assert_eq!(lists.collect::<Vec<_>>(), [("Users", 3, false), ("Guests", 2, true)]);
}
