//! The smallest action: a `GET` with three texts, and no more in its reply than all replies have.

use super::{codes, service, types};
use zim_runtime::*;

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct CallReject {
    pub(crate) from_user_id: String,
    pub(crate) call_id: String,
    pub(crate) extended_data: Option<String>,
}

impl CallReject {
    pub(crate) fn unchecked(from_user_id: &str, call_id: &str, extended_data: Option<&str>) -> Self {
        Self {
            from_user_id: from_user_id.into(),
            call_id: call_id.into(),
            extended_data: extended_data.map(Into::into),
        }
    }
}

impl fmt::Debug for CallReject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_params(self, "CallReject", f)
    }
}

impl Action for CallReject {
    type Reply = CallRejectReply;
    type Error = SampleError;
    const INFO: &'static ActionInfo =
        &ActionInfo::new("CallReject", &service::SERVICE, Method::Get, codes::INVALID_PARAMETER)
            .rates(&[RateLimit::app(20, 1)])
            .source("zim-server/call-invitation/reject-a-call-invitation");

    fn visit(&self, p: &mut Params<'_>) {
        types::user_id(p.text("FromUserId", &self.from_user_id));
        p.text("CallId", &self.call_id).non_empty().max_bytes(32);
        p.sensitive().text("ExtendedData", &self.extended_data).max_bytes(2048);
    }
}

pub(crate) type CallRejectReply = service::Ack;

#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub(crate) enum SampleError {
    InvalidParameter,
    CallEnded,
    Unlisted(Code),
}

refusals! { SampleError, codes: InvalidParameter = INVALID_PARAMETER, CallEnded = CALL_ENDED }
