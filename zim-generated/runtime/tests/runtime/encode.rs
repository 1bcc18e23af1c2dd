//! Requests as HTTP: the URI to the byte, the body, and what cannot be encoded.

use crate::sample::call_reject::CallReject;
use crate::sample::codes::INVALID_PARAMETER;
use crate::sample::everything::Everything;
use crate::sample::send::{Body, SendMsg};
use crate::sample::service::SERVICE;
use crate::sample::types::{Attribute, AttributeKey, ConvType, EditType};
use http::{Method, Request as HttpRequest, header::CONTENT_TYPE};
use zim_runtime::{
    self, Action, ActionInfo, Credentials, EncodeError, Endpoint, MAX_URI_BYTES, Nonce, Params, Policy, Request, Stamp,
    Zim,
};

const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";
const COMMON: &str = "&AppId=12345&SignatureNonce=4fd24687296dd9f3&Timestamp=1615186943\
                      &SignatureVersion=2.0&Signature=43e5cfcca828314675f91b001390566a";

fn zim(endpoint: Endpoint) -> Zim {
    Zim::new(Credentials::new(12_345, SECRET), endpoint)
}

fn encode(zim: &Zim, request: &dyn Request) -> Result<HttpRequest<Vec<u8>>, EncodeError> {
    let stamp = Stamp { nonce: Nonce::parse("4fd24687296dd9f3").unwrap(), timestamp: 1_615_186_943 };
    zim.encode(request, &stamp)
}

#[track_caller]
fn check(request: &dyn Request, method: Method, params: &str, body: &str) {
    let zim = zim(Endpoint::parse("http://127.0.0.1:1234").unwrap());
    let encoded = encode(&zim, request).unwrap();
    let action = request.info().name;
    assert_eq!(encoded.method(), method);
    assert_eq!(encoded.uri().to_string(), format!("http://127.0.0.1:1234/?Action={action}{COMMON}{params}"));
    assert_eq!(String::from_utf8_lossy(encoded.body()), body);
    let content_type = encoded.headers().get(CONTENT_TYPE).map(|value| value.to_str().unwrap());
    assert_eq!(content_type, (method == Method::POST).then_some("application/json"));
}

#[test]
fn get() {
    let request = |data| CallReject::unchecked("user0", "12261423186766631832", data);
    check(&request(None), Method::GET, "&FromUserId=user0&CallId=12261423186766631832", "");
    check(&request(Some("")), Method::GET, "&FromUserId=user0&CallId=12261423186766631832&ExtendedData=", "");
    check(
        &CallReject::unchecked("a+b&c=d #?%", "a+b&c=d #?%é", Some("Signature=x&")),
        Method::GET,
        "&FromUserId=a%2Bb%26c%3Dd%20%23%3F%25&CallId=a%2Bb%26c%3Dd%20%23%3F%25%C3%A9&ExtendedData=Signature%3Dx%26",
        "",
    );
}

#[test]
fn post() {
    check(
        &Everything::valid(),
        Method::POST,
        "",
        r##"{"GroupId":"g1","RobotId":"@RBT#1","Title":"hé","Timeout":60,"Big":1,"Urgent":true,"UserIds":["u0","u1"],"Levels":[1,2],"Flags":[true,false]}"##,
    );
}

/// A request with every kind of parameter.
fn everything_sent() -> SendMsg {
    let mut request = SendMsg::valid();
    request.body = Body::Json(Attribute::new("k0", "x"));
    request.sub_msg_type = Some(7);
    request.bodies = vec![Body::Text("[?".into()), Body::Attribute(Attribute::new("k1", "")), Body::Text("{".into())];
    request.keys = Some(vec![AttributeKey::K0, AttributeKey::K1]);
    request.conv_types = Some(vec![ConvType::Peer]);
    request.edit = Some(EditType::MESSAGE);
    request.is_base64 = Some(false);
    request.attributes = vec![Attribute::new("k0", "a"), Attribute::new("k1", "b")];
    request.attribute = Some(Attribute { conv_type: Some(ConvType::Group), ..Attribute::new("k0", "") });
    request.json_ids = Some(vec!["a".into(), "\"".into()]);
    request.marks = Some([("c\"1".to_owned(), Attribute::new("k0", ""))].into());
    request.lists = [("l".to_owned(), vec![1, 2]), ("m".to_owned(), vec![])].into();
    request
}

#[test]
fn a_body_by_get_with_every_kind_of_parameter() {
    let body = r#"{"FromUserId":"u0","ToUserIds":["u1"],"MessageType":11,"SubMsgType":7,"Body":"{\"Key\":\"k0\",\"Value\":\"x\"}","Bodies":["[?",{"Key":"k1","Value":""},"{"],"Keys":["k0","k1"],"ConvTypes":[0],"EditType":1,"IsBase64":false,"Attributes":[{"Key":"k0","Value":"a"},{"Key":"k1","Value":"b"}],"Attribute":{"Key":"k0","Value":"","ConvType":2},"JsonIds":"[\"a\",\"\\\"\"]","Marks":{"c\"1":{"Key":"k0","Value":""}},"Texts":{},"Lists":{"l":[1,2],"m":[]}}"#;
    let zim = zim(Endpoint::parse("http://127.0.0.1:1234").unwrap()).with_policy(Policy::None);
    let encoded = encode(&zim, &everything_sent()).unwrap();
    assert_eq!(encoded.method(), Method::GET);
    assert_eq!(encoded.headers()[CONTENT_TYPE], "application/json");
    assert_eq!(encoded.uri().to_string(), format!("http://127.0.0.1:1234/?Action=SendMsg{COMMON}"));
    assert_eq!(String::from_utf8_lossy(encoded.body()), body);
    serde_json::from_slice::<serde_json::Value>(encoded.body()).unwrap();
}

/// The same parameters in a query.
#[derive(Clone, Debug)]
struct InQuery(SendMsg);

impl Action for InQuery {
    type Reply = <SendMsg as Action>::Reply;
    type Error = <SendMsg as Action>::Error;
    const INFO: &'static ActionInfo =
        &ActionInfo::new("InQuery", &SERVICE, zim_runtime::Method::Get, INVALID_PARAMETER);

    fn visit(&self, p: &mut Params<'_>) {
        Action::visit(&self.0, p);
    }
}

#[test]
fn every_kind_of_parameter_in_a_query() {
    let zim = zim(Endpoint::parse("http://127.0.0.1:1234").unwrap()).with_policy(Policy::None);
    let encoded = encode(&zim, &InQuery(everything_sent())).unwrap();
    let uri = encoded.uri().to_string();
    let (_, params) = uri.split_once(COMMON).unwrap();
    let object = |value: &str| format!("%7B%22Key%22%3A%22k0%22%2C%22Value%22%3A%22{value}%22%7D");
    let expected = [
        "&FromUserId=u0&ToUserIds[]=u1&MessageType=11&SubMsgType=7",
        &format!("&Body={}", object("x")),
        "&Bodies[]=%5B%3F&Bodies[]=%7B%22Key%22%3A%22k1%22%2C%22Value%22%3A%22%22%7D&Bodies[]=%7B",
        "&Keys[]=k0&Keys[]=k1&ConvTypes[]=0&EditType=1&IsBase64=false",
        &format!("&Attributes[]={}&Attributes[]={}", object("a"), object("b").replace("k0", "k1")),
        "&Attribute=%7B%22Key%22%3A%22k0%22%2C%22Value%22%3A%22%22%2C%22ConvType%22%3A2%7D",
        "&JsonIds=%5B%22a%22%2C%22%5C%22%22%5D",
        &format!("&Marks=%7B%22c%5C%221%22%3A{}%7D", object("")),
        "&Texts=%7B%7D&Lists=%7B%22l%22%3A%5B1%2C2%5D%2C%22m%22%3A%5B%5D%7D",
    ];
    assert_eq!(params, expected.concat());
}

#[track_caller]
fn check_host(endpoint: Endpoint, request: &dyn Request, host: &str) {
    let zim = zim(endpoint).with_policy(Policy::None);
    assert_eq!(encode(&zim, request).unwrap().uri().authority().unwrap(), host);
}

#[test]
fn an_actions_own_host_goes_before_a_region_only() {
    let (usual, own) = (CallReject::unchecked("u", "1", None), SendMsg::valid());
    check_host(Endpoint::region("zim-api.zego.im"), &usual, "zim-api.zego.im");
    check_host(Endpoint::region("zim-api.zego.im"), &own, "auth-api.zego.im");
    check_host(Endpoint::https("proxy.example"), &own, "proxy.example");
    check_host(Endpoint::parse("http://127.0.0.1:80").unwrap(), &own, "127.0.0.1:80");
}

#[test]
fn the_endpoint_is_where_it_goes() {
    let request = CallReject::unchecked("u", "1", None);
    let encoded = encode(&zim(Endpoint::https("zim-api.zego.im")), &request).unwrap();
    let uri = encoded.uri();
    assert_eq!(
        (uri.scheme_str(), uri.host(), uri.port(), uri.path()),
        (Some("https"), Some("zim-api.zego.im"), None, "/")
    );
}

#[test]
fn an_invalid_request_is_not_encoded() {
    let request = CallReject::unchecked("", "1", None);
    let zim = zim(Endpoint::https("zim-api.zego.im"));
    let error = encode(&zim, &request).unwrap_err();
    assert!(matches!(&error, EncodeError::Invalid(violations) if violations.len() == 1), "{error:?}");
    assert_eq!(error.to_string(), "FromUserId: empty, but must not be (non_empty; ZIM would answer 660000002)");
    assert!(encode(&zim.with_policy(Policy::None), &request).is_ok());
}

#[test]
fn a_uri_that_is_too_long_is_an_error() {
    let zim = zim(Endpoint::https("zim-api.zego.im")).with_policy(Policy::None);
    let uri_bytes = |data: usize| {
        let request = CallReject::unchecked("u", "1", Some(&"x".repeat(data)));
        encode(&zim, &request).map(|encoded| encoded.uri().to_string().len())
    };
    let room = MAX_URI_BYTES - uri_bytes(0).unwrap();
    assert_eq!(uri_bytes(room).unwrap(), MAX_URI_BYTES);
    let error = uri_bytes(room + 1).unwrap_err();
    assert!(matches!(error, EncodeError::UriTooLong { bytes: 65_535, limit: 65_534 }), "{error:?}");
}

#[test]
fn an_endpoint_that_is_no_host_is_an_error() {
    for host in ["", "a b", "é", "a/b?c", "a#b", "user@a", "a:0", "a:"] {
        let request = CallReject::unchecked("u", "1", None);
        match encode(&zim(Endpoint::https(host)), &request) {
            Err(error) => {
                assert!(matches!(error, EncodeError::InvalidEndpoint(_)), "{host}: {error:?}");
                assert!(error.to_string().contains("write it like"), "{error}");
            }
            Ok(encoded) => panic!("{host}: {}", encoded.uri()),
        }
    }
}

#[test]
fn secrets_and_messages_are_not_printed() {
    let zim = zim(Endpoint::https("zim-api.zego.im"));
    let request = CallReject::unchecked("user0", "1", Some("what was said"));
    let encoded = encode(&zim, &Everything::valid()).unwrap();
    let shown = format!("{zim:?} {zim:#?} {request:?} {encoded:?}");
    assert!(shown.contains("user0") && shown.contains("<13 bytes>"), "{shown}");
    for hidden in [SECRET, "what was said"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
}
