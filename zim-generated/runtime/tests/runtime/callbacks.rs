//! Callbacks: opened, verified against the documented vector, read.

use crate::sample::callbacks::{Answer, CALLBACKS, CallAccept, Event};
use crate::sample::types::ConvType;
use zim_runtime::{CallbackError, CallbackSecret, Notice};

/// Of the secret `secret`, the nonce 123412 and the time 1470820198: the documented example.
const SIGNATURE: &str = "5bd59fd62953a8059fb7eaba95720f66d19e4517";

fn body(timestamp: &str, signature: &str, members: &str) -> String {
    format!(
        r#"{{"appid":"1","event":"call_accept","nonce":"123412","timestamp":{timestamp},"signature":"{signature}"{members}}}"#
    )
}

fn open(body: &str) -> Result<Notice, CallbackError> {
    Notice::open(&CALLBACKS, body.as_bytes())
}

#[track_caller]
fn check_signature(body: &str, secret: &str, genuine: bool) {
    let verified = open(body).unwrap().verify(&CallbackSecret::new(secret));
    match verified {
        Ok(()) => assert!(genuine, "{body}"),
        Err(error) => assert!(!genuine && matches!(error, CallbackError::SignatureWrong), "{body}: {error:?}"),
    }
}

#[test]
fn signatures() {
    check_signature(&body("1470820198", SIGNATURE, ""), "secret", true);
    check_signature(&body("\"1470820198\"", SIGNATURE, ""), "secret", true);
    check_signature(&body("1470820198", SIGNATURE, ""), "Secret", false);
    check_signature(&body("1470820199", SIGNATURE, ""), "secret", false);
    check_signature(&body("1470820198.0", SIGNATURE, ""), "secret", false);
    check_signature(&body("1470820198", &SIGNATURE.to_uppercase(), ""), "secret", false);
    for (length, _) in SIGNATURE.char_indices() {
        check_signature(&body("1470820198", SIGNATURE.split_at(length).0, ""), "secret", false);
    }
    check_signature(&body("1470820198", &format!("{SIGNATURE}0"), ""), "secret", false);
}

#[test]
fn a_body_may_be_percent_encoded() {
    let plain = body("1470820198", SIGNATURE, r#","call_id":"a b+c""#);
    let encoded: String = plain.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let (plain, encoded) = (open(&plain).unwrap(), open(&encoded).unwrap());
    assert_eq!(plain, encoded);
    assert_eq!(encoded.read::<CallAccept>().unwrap().call_id, "a b+c");
}

#[test]
fn what_it_carries_is_read_leniently() {
    let members = r#","call_id":12261423186766631832,"user_ids":null,"conv_type":"2","new":[{}]"#;
    let notice = open(&body("\"1470820198\"", SIGNATURE, members)).unwrap();
    assert_eq!((notice.event(), notice.app_id(), notice.nonce()), ("call_accept", "1", "123412"));
    assert_eq!(notice.timestamp(), "1470820198");
    let Event::CallAccept(callback) = Event::read(&notice).unwrap() else { panic!() };
    assert_eq!((callback.call_id.as_str(), callback.conv_type), ("12261423186766631832", Some(ConvType::Group)));
    let other = open(&body("1", "", "").replace("call_accept", "new_event")).unwrap();
    let Event::Unknown(unknown) = Event::read(&other).unwrap() else { panic!() };
    assert_eq!((unknown.event(), unknown.json()), ("new_event", other.json()));
}

#[track_caller]
fn check_refused(result: Result<impl std::fmt::Debug, CallbackError>, expected: &str) {
    assert_eq!(result.unwrap_err().to_string(), expected);
}

#[test]
fn what_is_no_callback_is_refused() {
    for body in ["", "[]", "null", "{", "%7B", "<xml>", "\"secret\"", "{\"appid\":1}x"] {
        check_refused(open(body), "the callback is no JSON object");
    }
    // `Debug` shows the reason; it does not show what people wrote.
    let text = format!("{:?}", open("\"secret\"").unwrap_err());
    assert!(!text.contains("secret"), "{text}");
    check_refused(Notice::open(&CALLBACKS, b"{\"appid\":\"\xff\"}"), "the callback is no JSON object");
    check_refused(open("{}"), "the callback has no `event`");
    let whole = body("1470820198", SIGNATURE, "");
    for (name, broken) in [
        ("timestamp", whole.replace("1470820198", "true")),
        ("timestamp", whole.replace("1470820198", "null")),
        ("nonce", whole.replace("\"123412\"", "[1]")),
        ("signature", whole.replace("signature", "Signature")),
    ] {
        check_refused(open(&broken), &format!("the callback has no `{name}`"));
    }
    let notice = open(&whole).unwrap();
    check_refused(notice.read::<CallAccept>(), "the callback is none of the event `call_accept`");
    let other = open(&whole.replace("call_accept", "call_\\u001b")).unwrap();
    check_refused(other.read::<CallAccept>(), "the callback is of the event `call_\\u{1b}`, not `call_accept`");
}

#[test]
fn secrets_and_contents_are_not_printed() {
    let notice = open(&body("1470820198", SIGNATURE, r#","call_id":"what was said""#)).unwrap();
    let shown = format!("{notice:?} {:?}", CallbackSecret::new("hush"));
    assert!(shown.contains("call_accept"), "{shown}");
    for hidden in ["what was said", "hush", SIGNATURE] {
        assert!(!shown.contains(hidden), "{shown}");
    }
}

#[test]
fn an_answer_is_json() {
    let answer = |reason: Option<&str>| Answer { result: 3, reason: reason.map(str::to_owned) };
    assert_eq!(answer(None).to_json(), r#"{"result":3}"#);
    assert_eq!(answer(Some("n\"o")).to_json(), r#"{"result":3,"reason":"n\"o"}"#);
}
