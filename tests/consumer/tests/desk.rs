//! The consumer's own action, over HTTP, answered by the sandbox from the consumer's own spec.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use zim_consumer::CallReject;
use zim_consumer::zim::call::CallRejectError;
use zim_consumer::zim::desk::{RingDesk, RingDeskReply};
use zim_generated::runtime::{Action, Credentials, Endpoint, Error, Nonce, Rule, Stamp, Valid, Zim, decode};
use zim_sandbox::{Call, Sandbox};
use zim_spec::load::{Layer, load};

const APP_ID: u32 = 12345;
const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";

fn start() -> Sandbox {
    let own = Layer::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("spec")).expect("the spec folder can be read");
    let spec = load(&[Layer::shipped(), own]).into_result().expect("the spec has no mistakes");
    Sandbox::builder().app(APP_ID, SECRET).spec(spec).start().expect("the sandbox starts on a free port")
}

fn send<A: Action>(sandbox: &Sandbox, nonce: u8, request: &Valid<A>) -> Result<A::Reply, Error<A>> {
    let endpoint = Endpoint::parse(&sandbox.url()).expect("loopback is an endpoint");
    let zim = Zim::new(Credentials::new(APP_ID, SECRET), endpoint);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970").as_secs() as i64;
    let request = zim.encode(request, &Stamp::new(Nonce::from_bytes([nonce; 8]), now))?;
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let response = if request.body().is_empty() { agent.run(request.map(|_| ())) } else { agent.run(request) };
    let (parts, mut body) = response.expect("the sandbox answers").into_parts();
    let body = body.read_to_vec().expect("the answer can be read");
    decode::<A>(&ureq::http::Response::from_parts(parts, body))
}

#[test]
fn its_own_action_is_answered() {
    let sandbox = start();
    let request = RingDesk::builder("desk-1", ["ann", "bob"])
        .timeout(30)
        .levels([1, 2])
        .note("help")
        .build()
        .expect("it is valid");
    let reply: RingDeskReply = send(&sandbox, 1, &request).expect("the sandbox accepts it");
    assert_eq!(reply.ticket_id, 971_503_777_289_036_711, "18 digits arrive exactly");
}

#[test]
fn its_own_limits_are_checked_all_at_once() {
    let broken = RingDesk::builder("office-12", ["ann", "ann"])
        .timeout(601)
        .levels([1, 2, 3, 4, 5])
        .note("x".repeat(21))
        .build();
    let violations = broken.expect_err("six limits are broken");
    let found: Vec<_> = violations.iter().map(|violation| (violation.path.to_string(), violation.rule)).collect();
    let expected = [
        ("DeskId", Rule::MaxChars),
        ("DeskId", Rule::Prefix),
        ("Operators[1]", Rule::UniqueItems),
        ("Timeout", Rule::Max),
        ("Levels", Rule::MaxItems),
        ("Note", Rule::MaxChars),
    ];
    assert_eq!(found, expected.map(|(path, rule)| (path.to_owned(), rule)));
}

#[test]
fn an_action_of_zim_works_beside_it() {
    let sandbox = start();
    sandbox.register_user("user0");
    sandbox.add_call(Call::new("call-1").invite("user0"));
    sandbox.end_call("call-1");
    let request = CallReject::builder("user0", "call-1").build().expect("it is valid");
    match send(&sandbox, 2, &request) {
        Err(Error::Api(error)) if error.kind == CallRejectError::CallEnded => {}
        other => panic!("a call that has ended is refused as ended, not {other:?}"),
    }
}
