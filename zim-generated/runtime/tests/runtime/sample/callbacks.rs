//! A callback, and an answer to one.

#![cfg(feature = "callbacks")]

use super::types::ConvType;
use zim_runtime::*;

pub(crate) static CALLBACKS: CallbackService = CallbackService {
    fields: CallbackFields {
        app_id: "appid",
        event: "event",
        nonce: "nonce",
        timestamp: "timestamp",
        signature: "signature",
    },
    retries_ms: &[2000, 4000, 8000, 16_000, 32_000],
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct CallAccept {
    pub(crate) call_id: String,
    pub(crate) user_ids: Vec<String>,
    pub(crate) conv_type: Option<ConvType>,
}
received! { CallAccept: call_id = "call_id", user_ids = "user_ids", conv_type = "conv_type" }

impl Callback for CallAccept {
    const EVENT: &'static str = "call_accept";
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    CallAccept(CallAccept),
    Unknown(Notice),
}

impl Event {
    pub(crate) fn read(notice: &Notice) -> Result<Self, CallbackError> {
        Ok(match notice.event() {
            CallAccept::EVENT => Self::CallAccept(notice.read()?),
            _ => Self::Unknown(notice.clone()),
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) result: i32,
    pub(crate) reason: Option<String>,
}

impl Answer {
    pub(crate) fn to_json(&self) -> String {
        to_json(self)
    }
}

impl Part for Answer {
    fn visit(&self, p: &mut Params<'_>) {
        p.int("result", self.result);
        p.text("reason", &self.reason).max_bytes(3);
    }
}
