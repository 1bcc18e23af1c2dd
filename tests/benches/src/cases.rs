//! What a program does with the generated crate for every request.

use crate::{Case, on};
use http::Response;
use zim_generated::Region;
use zim_generated::call::CallReject;
use zim_generated::group::QueryGroupMemberList;
use zim_generated::messaging::SendPeerMessage;
use zim_generated::runtime::{Credentials, Nonce, Policy, Request, Stamp, Zim, decode};
use zim_generated::types::{MessageBody, MessagePriority, NewUser, TextBody};
use zim_generated::user::UserRegister;

/// The secret of the documentation's example.
pub const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";
/// The application of the documentation's example.
pub const APP_ID: u32 = 12_345;
/// The time of the documentation's example.
pub const TIMESTAMP: i64 = 1_615_186_943;
/// The nonce of the documentation's example.
pub const NONCE: &str = "4fd24687296dd9f3";
/// The parameters of a CallReject.
pub const CALL_REJECT: [&str; 3] = ["user0", "12261423186766631832", "busy"];
/// A reply with nothing but the envelope.
pub const ACK: &str = r#"{"Code":0,"Message":"success","RequestId":"8825223157230377926"}"#;
/// A refusal.
pub const REFUSAL: &str = r#"{"Code":660900005,"Message":"call is ended","RequestId":"8825223157230377926"}"#;

/// The cases.
pub const CASES: &[Case] = &[
    Case { name: "request/call_reject", prepare: || on((zim(), reject()), |(zim, reject)| encode(zim, reject)) },
    Case {
        name: "request/call_reject_from_texts",
        prepare: || on(zim(), |zim| encode(zim, &reject().build().unwrap())),
    },
    Case { name: "request/send_message", prepare: || on((zim(), message()), |(zim, message)| encode(zim, message)) },
    Case { name: "request/register_100_users", prepare: || on((zim(), users()), |(zim, users)| encode(zim, users)) },
    Case { name: "validate/call_reject", prepare: || on(reject(), |reject| Policy::All.check(reject).is_ok()) },
    Case { name: "validate/100_users", prepare: || on(users(), |users| Policy::All.check(users).is_ok()) },
    Case {
        name: "refuse/three_violations",
        prepare: || {
            let wrong = CallReject::builder("user\u{e9}", "").extended_data("x".repeat(2049));
            on(wrong, |wrong| Policy::All.check(wrong).unwrap_err())
        },
    },
    Case {
        name: "decode/ack",
        prepare: || on(response(ACK.to_owned()), |response| decode::<CallReject>(response).is_ok()),
    },
    Case {
        name: "decode/refusal",
        prepare: || on(response(REFUSAL.to_owned()), |response| decode::<CallReject>(response).unwrap_err()),
    },
    Case {
        name: "decode/100_members",
        prepare: || on(response(members()), |response| decode::<QueryGroupMemberList>(response).unwrap()),
    },
];

/// The application of the documentation's example.
pub fn zim() -> Zim {
    Zim::new(Credentials::new(APP_ID, SECRET), Region::Frankfurt)
}

/// A CallReject that nobody has checked.
pub fn reject() -> CallReject {
    let [user, call, data] = CALL_REJECT;
    CallReject::builder(user, call).extended_data(data)
}

fn message() -> SendPeerMessage {
    SendPeerMessage::builder(
        "user0",
        ["user1", "user2"],
        MessagePriority::Low,
        MessageBody::Text(TextBody::new("See you at 9.")),
    )
}

fn users() -> UserRegister {
    let user = |n| {
        NewUser::new(format!("user{n}"))
            .user_name(format!("User {n}"))
            .user_avatar(format!("https://example.org/{n}.png"))
    };
    UserRegister::builder((0..100).map(user))
}

/// A page of 100 members.
#[must_use]
pub fn members() -> String {
    let member = |n| format!(r#"{{"UserId":"user{n}","UserName":"User {n}","UserNickName":"Nick {n}","Role":3}}"#);
    let members: Vec<String> = (0..100).map(member).collect();
    format!(
        r#"{{"Code":0,"Message":"success","RequestId":"8825223157230377926","TotalCount":100,"Next":0,"MemberList":[{}]}}"#,
        members.join(",")
    )
}

fn response(body: String) -> Response<Vec<u8>> {
    Response::new(body.into_bytes())
}

fn encode(zim: &Zim, request: &dyn Request) -> http::Request<Vec<u8>> {
    zim.encode(request, &Stamp::new(Nonce::parse(NONCE).unwrap(), TIMESTAMP)).unwrap()
}
