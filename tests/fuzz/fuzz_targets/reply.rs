//! Any bytes as the answer to any action: decoded, compared, sent again for what failed, and paged on.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use zim_generated::http::Response;
use zim_spec::model::Spec;
use zim_tests::{bridge, sample};

static SPEC: LazyLock<Spec> = LazyLock::new(|| zim_tests::spec().expect("the spec loads"));

fuzz_target!(|input: &[u8]| {
    let [which, status, body @ ..] = input else { return };
    let Some(action) = SPEC.actions.get(usize::from(*which) % SPEC.actions.len()) else { return };
    let status = if *status < 128 { 200 } else { 100 + u16::from(*status) };
    let response = Response::builder().status(status).body(body.to_vec()).expect("the status is valid");
    let _ = bridge::outcome(&action.name, &response);
    let _ = bridge::shown_reply(&action.name, body);
    if let Some(Ok(reply)) = bridge::reply(&action.name, body) {
        let again = bridge::reply(&action.name, reply.to_string().as_bytes());
        assert_eq!(again, Some(Ok(reply)), "{}: what was read and written is read again", action.name);
    }
    let params = sample::params(&SPEC, action);
    let _ = bridge::retry(&action.name, &params, body);
    let _ = bridge::next_page(&action.name, &params, body);
});
