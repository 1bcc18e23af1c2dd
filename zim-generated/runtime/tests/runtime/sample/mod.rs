//! Actions as the generator writes them, against the runtime's public path.

pub(crate) mod call_reject;
pub(crate) mod callbacks;
pub(crate) mod everything;
pub(crate) mod lists;
pub(crate) mod marks;
pub(crate) mod send;
pub(crate) mod types;
pub(crate) mod users;

pub(crate) mod codes {
    use zim_runtime::*;

    pub(crate) const INVALID_PARAMETER: Code = Code::new(660_000_002);
    pub(crate) const TOO_MANY_USERS: Code = Code::new(660_000_077);
    pub(crate) const SAME_USER: Code = Code::new(660_600_030);
    pub(crate) const CALL_ENDED: Code = Code::new(660_900_005);

    pub(crate) static TABLE: &[CodeInfo] = &[
        CodeInfo::new(INVALID_PARAMETER, "InvalidParameter", Layer::Business, Recovery::FixRequest)
            .means("A parameter is wrong.", "参数有误")
            .advises("Correct the parameters."),
        CodeInfo::new(SAME_USER, "SameUser", Layer::Business, Recovery::FixRequest)
            .means("A user acts on itself.", "不能操作自己")
            .advises("Name another user."),
        CodeInfo::new(CALL_ENDED, "CallEnded", Layer::Business, Recovery::NothingToDo)
            .means("The call has ended.", "呼叫已经结束")
            .advises("Nothing to do."),
    ];
}

pub(crate) mod service {
    use zim_runtime::*;

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
        envelope: EnvelopeKeys { code: "Code", message: "Message", request_id: Some("RequestId") },
    };

    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub(crate) struct Ack {
        code: Code,
        pub(crate) message: String,
        pub(crate) request_id: String,
    }
    received! { Ack: code = "Code", message(text_or_empty) = "Message", request_id(text_or_empty) = "RequestId" }

    reply!(Ack);
}
