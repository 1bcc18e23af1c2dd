//! Requests as HTTP: the URI to the byte, the body, and what cannot be encoded.

use crate::everything::Everything;
use crate::sample::CallReject;
use http::{Method, Request as HttpRequest, header::CONTENT_TYPE};
use zim_generated::runtime::{Credentials, EncodeError, Endpoint, MAX_URI_BYTES, Nonce, Policy, Request, Stamp, Zim};

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
