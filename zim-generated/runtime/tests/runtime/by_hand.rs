//! Requests that are no generated ones: they state what they like, and are told what is made of it.

use crate::sample::call_reject::CallReject;
use crate::sample::send::Body;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use zim_runtime::{
    Action, ActionInfo, Checked, Credentials, Endpoint, Nonce, Params, Policy, Request, Stamp, Zim, fmt_params,
    parameter,
};

/// States what the function says.
struct ByHand<F>(F);

impl<F: Fn(&mut Params<'_>)> Request for ByHand<F> {
    fn info(&self) -> &'static ActionInfo {
        CallReject::INFO
    }

    fn checked(&self) -> Checked {
        Checked::none()
    }

    fn visit(&self, p: &mut Params<'_>) {
        (self.0)(p);
    }
}

impl<F: Fn(&mut Params<'_>)> fmt::Debug for ByHand<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_params(self, "ByHand", f)
    }
}

fn encoded(request: &dyn Request) -> http::Request<Vec<u8>> {
    let credentials = Credentials::new(1, "9193cc662a4c0ec135ec71fb57194b38");
    let stamp = Stamp { nonce: Nonce::parse("4fd24687296dd9f3").unwrap(), timestamp: 1 };
    Zim::new(credentials, Endpoint::parse("http://127.0.0.1:1").unwrap()).encode(request, &stamp).unwrap()
}

#[track_caller]
fn check(state: impl Fn(&mut Params<'_>), expected: &[&str]) {
    assert_eq!(crate::limits::breaches(&ByHand(state)), expected);
}

#[test]
fn a_list_may_be_a_slice() {
    let (texts, numbers) = (["a".to_owned(), "b".to_owned()], [7_i64, 7]);
    check(
        |p| {
            p.texts("Names", &texts[..]).max_items(1).each(|_| {});
            p.ints("Numbers", &numbers[..]).unique().each(|_| {});
        },
        &["Names max_items 1 2", "Numbers[1] unique_items"],
    );
}

#[test]
fn keys_can_have_limits_where_values_have_none() {
    let map: BTreeMap<String, bool> = [("a".to_owned(), true), ("abc".to_owned(), false)].into();
    check(
        |p| {
            p.map("Map", &map).each_key(|key| {
                key.max_bytes(2);
            });
        },
        &["Map[abc] max_bytes 2 3"],
    );
}

#[test]
fn a_limit_that_is_raised_may_be_of_any_kind() {
    let request = ByHand(|p: &mut Params<'_>| {
        p.texts("Names", &["a".to_owned(), "a".to_owned()][..]).raisable().unique().each(|_| {})
    });
    assert!(Policy::All.check(&request).is_err() && Policy::Fixed.check(&request).is_ok());
}

#[test]
fn maps_may_stand_in_lists() {
    let map = |number| BTreeMap::from([("a".to_owned(), number), ("b".to_owned(), 2_i64)]);
    let request = ByHand(|p: &mut Params<'_>| p.json("Maps", &vec![map(1), map(3)]).inside_as(|_, _| {}));
    let uri = encoded(&request).uri().to_string();
    assert!(uri.ends_with("&Maps=%5B%7B%22a%22%3A1%2C%22b%22%3A2%7D%2C%7B%22a%22%3A3%2C%22b%22%3A2%7D%5D"), "{uri}");
}

#[test]
fn a_union_shows_what_its_own_debug_does() {
    let request = ByHand(|p: &mut Params<'_>| p.union("Body", &Body::Text("secret".to_owned())));
    assert_eq!(format!("{request:?}"), "ByHand { Body: Body(<hidden>) }");
}

/// What those who state parameters can print says what they are in the middle of, and nothing that people wrote.
#[test]
fn what_is_being_done_can_be_printed() {
    let told = RefCell::new(Vec::new());
    let request = ByHand(|p: &mut Params<'_>| {
        let mut shown = format!("{p:?}");
        shown += &format!(" {:?}", p.sensitive().texts("Names", &["secret".to_owned()][..]));
        told.borrow_mut().push(shown);
    });
    let _ = Policy::All.check(&request);
    let _ = encoded(&request);
    let _ = format!("{request:?}");
    let _ = parameter(&request, "Names");
    let told = told.into_inner();
    let doing = |told: &String| told.split([' ', ',']).nth(3).unwrap_or_default().to_owned();
    let doing: Vec<_> = told.iter().map(doing).collect();
    assert_eq!(doing, ["Findings", "Findings", "Write", "Show", "Find"], "{told:?}");
    for told in &told {
        assert!(told.contains("ListCheck { subject: ") && told.contains("len: 1"), "{told}");
        assert!(!told.contains("secret"), "{told}");
    }
}
