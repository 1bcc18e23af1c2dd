//! The sandbox under load, and requests that it answers with success.

use md5::{Digest, Md5};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use zim_sandbox::{Builder, Call, Sandbox};

const APP_ID: u32 = 12345;
const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";

/// How long the sandbox waits for what a client sends.
pub(crate) const PATIENCE: Duration = Duration::from_secs(3);

/// A sandbox without the limits that would refuse good requests: rates, and what the state has to be.
pub(crate) fn builder() -> Builder {
    let mut spec = zim_spec::shipped().unwrap();
    for action in &mut spec.actions {
        action.rate_limits.clear();
        action.preconditions.clear();
    }
    let call = (0..10).map(|user| format!("user{user}")).fold(Call::new("call"), Call::invite);
    Sandbox::builder().app(APP_ID, SECRET).spec(spec).patience(PATIENCE).add_call(call)
}

/// Request `number`, as the bytes that are sent: of several actions in turn, over a GET and a POST, with a nonce of its
/// own.
pub(crate) fn good(number: usize) -> Vec<u8> {
    let user = number % 1000;
    match number % 4 {
        0 => get(number, "CallReject", &format!("FromUserId=user{}&CallId=call&ExtendedData=busy", number % 10)),
        1 => {
            post(number, "UserRegister", &format!(r#"{{"UserInfo":[{{"UserId":"user{user}","UserName":"A user"}}]}}"#))
        }
        2 => post(number, "QueryUserInfos", &format!(r#"{{"UserIds":["user{user}","user0"]}}"#)),
        _ => get(number, "DismissGroup", &format!("FromUserId=user{user}&GroupId=group{number}")),
    }
}

fn get(number: usize, action: &str, params: &str) -> Vec<u8> {
    format!("GET /?{}&{params} HTTP/1.1\r\nhost: localhost\r\n\r\n", signed(number, action)).into_bytes()
}

fn post(number: usize, action: &str, body: &str) -> Vec<u8> {
    let head = format!("POST /?{} HTTP/1.1\r\nhost: localhost\r\n", signed(number, action));
    format!("{head}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn signed(number: usize, action: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    // Not that of another run against the same sandbox either.
    let nonce = format!("{:x}-{number:x}", now.as_nanos());
    let now = now.as_secs();
    let digest = Md5::digest(format!("{APP_ID}{nonce}{SECRET}{now}"));
    let signature: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let common = format!("Action={action}&AppId={APP_ID}&SignatureNonce={nonce}&Timestamp={now}");
    format!("{common}&SignatureVersion=2.0&Signature={signature}")
}
