//! The page and what it needs of the spec.

use crate::common::SECRET;
use crate::{ask, sandbox};
use serde_json::Value;
use zim_sandbox::Sandbox;

#[test]
fn the_page_comes_with_a_strict_policy() {
    let sandbox = sandbox();
    for path in ["/_sandbox", "/_sandbox/"] {
        let mut response = ureq::get(format!("{}{path}", sandbox.url())).call().unwrap();
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "text/html; charset=utf-8");
        assert!(header("content-security-policy").starts_with("default-src 'none'; style-src 'sha256-"));
        assert_eq!((header("x-content-type-options"), header("cache-control")), ("nosniff".into(), "no-store".into()));
        let page = response.body_mut().read_to_string().unwrap();
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n") && !page.contains(SECRET));
    }
}

#[test]
fn there_is_no_page_unless_it_is_asked_for() {
    let sandbox = Sandbox::builder().app(1, SECRET).start().unwrap();
    for path in ["", "/", "/requests", "/spec"] {
        assert_eq!(ask(&sandbox, "GET", path, "").0, 404, "{path}");
    }
}

#[test]
fn the_spec_is_told_in_words() {
    let (status, spec) = ask(&sandbox(), "GET", "/spec", "");
    assert_eq!(status, 200);
    let list = |value: &Value| value.as_array().unwrap().clone();
    let named = |values: &Value, name: &str| list(values).into_iter().find(|value| value["name"] == name).unwrap();
    let message = named(&spec["actions"], "SendPeerMessage");
    assert_eq!(message["rates"][0], "20 calls in 1 s for the application");
    assert_eq!(message["rules"][0], "SubMsgType: required where MessageType = 200");
    let receivers = named(&message["params"], "ToUserId");
    assert_eq!(receivers["example"], serde_json::json!(["user1"]));
    assert!(list(&receivers["limits"]).contains(&Value::from("at most 100 items")), "{receivers}");
    assert!(list(&receivers["limits"]).last().unwrap().as_str().unwrap().starts_with("each item: not empty, at most"));
    let kind = named(&message["params"], "MessageType");
    assert_eq!((&kind["limits"], list(&kind["values"]).len()), (&serde_json::json!([]), 8), "{kind}");
    assert_eq!(named(&message["params"], "MessageBody")["example"], serde_json::json!({"Message": "hello world"}));
    let code = list(&message["codes"]).into_iter().find(|code| code["code"] == 660_000_011).unwrap();
    assert_eq!((&code["recovery"], &code["about"]), (&Value::from("FixRequest"), &Value::from("ToUserId")));
    assert_eq!(spec["codes"]["660000002"]["name"], "InvalidParameter");
    assert_eq!(spec["apps"], serde_json::json!([12345]));
}
