//! An action as the generator writes it, and what it shares with others.

use std::fmt;
use zim_generated::runtime::{
    Action, ActionInfo, Charset, Check, Checked, Code, CodeInfo, CommonParams, EnvelopeKeys, ErrorKind, Layer, Method,
    Policy, RateLimit, RateScope, Recovery, Redacted, Reply, Request, Service, TextCheck, Violations, Wire, find,
    fmt_kind,
};

pub(crate) mod codes {
    use super::{Code, CodeInfo, Layer, Recovery};

    pub(crate) const INVALID_PARAMETER: Code = Code::new(660_000_002);
    pub(crate) const TOO_MANY_USERS: Code = Code::new(660_000_077);
    pub(crate) const CALL_ENDED: Code = Code::new(660_900_005);

    pub(crate) static TABLE: &[CodeInfo] = &[
        CodeInfo {
            code: INVALID_PARAMETER,
            name: "InvalidParameter",
            meaning: "A parameter is wrong.",
            meaning_zh: "参数有误",
            advice: "Correct the parameters.",
            layer: Layer::Business,
            recovery: Recovery::FixRequest,
        },
        CodeInfo {
            code: CALL_ENDED,
            name: "CallEnded",
            meaning: "The call has ended.",
            meaning_zh: "呼叫已经结束",
            advice: "Nothing to do.",
            layer: Layer::Business,
            recovery: Recovery::NothingToDo,
        },
    ];
}

pub(crate) static ID_CHARACTERS: Charset = Charset::new(
    "IdCharacters",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz !#$%&()+-:;<=.>?@[]^_{|}~",
);

pub(crate) fn user_id(text: TextCheck<'_>) {
    text.non_empty().max_bytes(32).charset(&ID_CHARACTERS);
}

pub(crate) static SERVICE: Service = Service {
    name: "ZIM",
    common: CommonParams {
        action: "Action",
        app_id: "AppId",
        nonce: "SignatureNonce",
        timestamp: "Timestamp",
        signature_version: "SignatureVersion",
        signature: "Signature",
    },
    signature_version: "2.0",
    window_seconds: 600,
    envelope: EnvelopeKeys { code: "Code", message: "Message", request_id: "RequestId" },
};

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct CallReject {
    pub(crate) from_user_id: String,
    pub(crate) call_id: String,
    pub(crate) extended_data: Option<String>,
    pub(crate) checked: Checked,
}

impl CallReject {
    pub(crate) fn unchecked(from_user_id: &str, call_id: &str, extended_data: Option<&str>) -> Self {
        Self {
            from_user_id: from_user_id.to_owned(),
            call_id: call_id.to_owned(),
            extended_data: extended_data.map(str::to_owned),
            checked: Checked::none(),
        }
    }

    pub(crate) fn build_with(mut self, policy: Policy) -> Result<Self, Violations> {
        self.checked = policy.check(&self)?;
        Ok(self)
    }
}

impl fmt::Debug for CallReject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallReject")
            .field("from_user_id", &self.from_user_id)
            .field("call_id", &self.call_id)
            .field("extended_data", &self.extended_data.as_ref().map(Redacted::new))
            .finish()
    }
}

impl Request for CallReject {
    fn info(&self) -> &'static ActionInfo {
        &CALL_REJECT
    }

    fn checked(&self) -> Checked {
        self.checked
    }

    fn check(&self, check: &mut Check<'_>) {
        user_id(check.text("FromUserId", &self.from_user_id));
        check.text("CallId", &self.call_id).non_empty().max_bytes(32);
        if let Some(value) = &self.extended_data {
            check.text("ExtendedData", value).max_bytes(2048);
        }
    }

    fn write(&self, wire: &mut Wire<'_>) {
        wire.text("FromUserId", &self.from_user_id);
        wire.text("CallId", &self.call_id);
        if let Some(value) = &self.extended_data {
            wire.text("ExtendedData", value);
        }
    }
}

impl Action for CallReject {
    type Reply = CallRejectReply;
    type Error = SampleError;
    const INFO: &'static ActionInfo = &CALL_REJECT;
}

static CALL_REJECT: ActionInfo = ActionInfo {
    name: "CallReject",
    service: &SERVICE,
    method: Method::Get,
    parameter_code: Code::new(660_000_002),
    rate_limits: &[RateLimit { count: 20, window_seconds: 1, scope: RateScope::App }],
    source: "zim-server/call-invitation/reject-a-call-invitation",
};

#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[non_exhaustive]
pub(crate) struct CallRejectReply {
    #[serde(rename = "Code", deserialize_with = "zim_generated::runtime::lenient::code")]
    code: Code,
    #[serde(rename = "Message", default, deserialize_with = "zim_generated::runtime::lenient::text_or_empty")]
    pub(crate) message: String,
    #[serde(rename = "RequestId", default, deserialize_with = "zim_generated::runtime::lenient::text_or_empty")]
    pub(crate) request_id: String,
}

impl Reply for CallRejectReply {
    fn code(&self) -> Code {
        self.code
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum SampleError {
    InvalidParameter,
    CallEnded,
    Unlisted(Code),
}

impl ErrorKind for SampleError {
    fn from_code(code: Code) -> Self {
        match code {
            codes::INVALID_PARAMETER => Self::InvalidParameter,
            codes::CALL_ENDED => Self::CallEnded,
            _ => Self::Unlisted(code),
        }
    }

    fn code(self) -> Code {
        match self {
            Self::InvalidParameter => codes::INVALID_PARAMETER,
            Self::CallEnded => codes::CALL_ENDED,
            Self::Unlisted(code) => code,
        }
    }

    fn info(self) -> Option<&'static CodeInfo> {
        find(codes::TABLE, self.code())
    }
}

impl fmt::Display for SampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_kind(self, f)
    }
}

impl std::error::Error for SampleError {}
