//! The same by hand, and less: what the machine takes for the work that cannot be left out.

use crate::cases::{ACK, APP_ID, CALL_REJECT, NONCE, SECRET, TIMESTAMP, members};
use crate::{Case, on};
use md5::{Digest, Md5};
use serde::Deserialize;

/// The floors.
pub const FLOORS: &[Case] = &[
    Case { name: "floor/format_url", prepare: || on(signature(), |signature| url(signature)) },
    Case { name: "floor/md5", prepare: || on((), |()| md5()) },
    Case { name: "floor/format_url_and_md5", prepare: || on((), |()| url(&signature())) },
    Case {
        name: "floor/format_url_and_md5_as_http_request",
        prepare: || on((), |()| http::Request::get(url(&signature())).body(Vec::<u8>::new()).unwrap()),
    },
    Case {
        name: "floor/borrowed_ack",
        prepare: || on(ACK.to_owned(), |text| serde_json::from_str::<Ack<'_>>(text).unwrap().code),
    },
    Case {
        name: "floor/borrowed_100_members",
        prepare: || on(members(), |text| serde_json::from_str::<Members<'_>>(text).unwrap().members.len()),
    },
    Case { name: "floor/copy_url", prepare: || on(url(&signature()), |url| url.as_bytes().to_vec()) },
];

/// The URL as somebody would write it who knows that nothing of it needs escaping.
fn url(signature: &str) -> String {
    let [user, call, data] = CALL_REJECT;
    format!(
        "https://zim-api-fra.zego.im/?Action=CallReject&AppId={APP_ID}&SignatureNonce={NONCE}&Timestamp={TIMESTAMP}\
         &SignatureVersion=2.0&Signature={signature}&FromUserId={user}&CallId={call}&ExtendedData={data}"
    )
}

fn md5() -> [u8; 16] {
    let mut md5 = Md5::new();
    md5.update(std::hint::black_box("123454fd24687296dd9f39193cc662a4c0ec135ec71fb57194b381615186943"));
    md5.finalize().into()
}

fn signature() -> String {
    let message = format!("{APP_ID}{NONCE}{SECRET}{TIMESTAMP}");
    let digest = Md5::digest(message);
    let mut hex = String::with_capacity(32);
    for byte in digest {
        for nibble in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(nibble.into(), 16).unwrap());
        }
    }
    hex
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "it is read to be measured")]
struct Ack<'a> {
    code: i64,
    message: &'a str,
    request_id: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "it is read to be measured")]
struct Members<'a> {
    code: i64,
    message: &'a str,
    request_id: &'a str,
    total_count: i64,
    next: i64,
    #[serde(rename = "MemberList", borrow)]
    members: Vec<Member<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "it is read to be measured")]
struct Member<'a> {
    user_id: &'a str,
    user_name: &'a str,
    user_nick_name: &'a str,
    role: i32,
}
