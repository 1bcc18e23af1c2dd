//! An action with unions, JSON in texts, maps, flags, base64, sentinels and rules, which has a host and an envelope
//! of its own and sends a body by `GET`.

use super::call_reject::SampleError;
use super::types::{self, Attribute, AttributeKey, ConvType, EditType};
use super::{codes, service};
use zim_runtime::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SendMsg {
    pub(crate) from_user_id: String,
    pub(crate) to_user_id: Option<String>,
    pub(crate) to_user_ids: Vec<String>,
    pub(crate) sub_msg_type: Option<i32>,
    pub(crate) body: Body,
    pub(crate) bodies: Vec<Body>,
    pub(crate) keys: Option<Vec<AttributeKey>>,
    pub(crate) conv_types: Option<Vec<ConvType>>,
    pub(crate) edit: Option<EditType>,
    pub(crate) timeout: Option<i64>,
    pub(crate) ratio: Option<u32>,
    pub(crate) is_base64: Option<bool>,
    pub(crate) data: Option<String>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) attribute: Option<Attribute>,
    pub(crate) json: Option<Attribute>,
    pub(crate) json_ids: Option<Vec<String>>,
    pub(crate) marks: Option<BTreeMap<String, Attribute>>,
    pub(crate) texts: BTreeMap<String, String>,
    pub(crate) lists: BTreeMap<String, Vec<i64>>,
}

impl SendMsg {
    pub(crate) fn valid() -> Self {
        Self {
            from_user_id: "u0".to_owned(),
            to_user_id: None,
            to_user_ids: vec!["u1".to_owned()],
            sub_msg_type: None,
            body: Body::Text("hi".to_owned()),
            bodies: vec![],
            keys: None,
            conv_types: None,
            edit: None,
            timeout: None,
            ratio: None,
            is_base64: None,
            data: None,
            attributes: vec![],
            attribute: None,
            json: None,
            json_ids: None,
            marks: None,
            texts: BTreeMap::new(),
            lists: BTreeMap::new(),
        }
    }
}

/// What is said.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum Body {
    Text(String),
    Attribute(Attribute),
    Json(Attribute),
}

impl Union for Body {
    fn selector(&self) -> i64 {
        match self {
            Self::Text(_) => 1,
            Self::Attribute(_) => 2,
            Self::Json(_) => 11,
        }
    }

    fn visit(&self, name: &'static str, p: &mut Params<'_>) {
        match self {
            Self::Text(text) => {
                p.text(name, text).non_empty().raisable().max_bytes(4);
            }
            Self::Attribute(attribute) => p.object(name, attribute),
            Self::Json(attribute) => p.json(name, attribute).max_bytes(40).inside(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_hidden("Body", f)
    }
}

impl Action for SendMsg {
    type Reply = SendMsgReply;
    type Error = SampleError;
    const INFO: &'static ActionInfo =
        &ActionInfo::new("SendMsg", &service::SERVICE, Method::Get, codes::INVALID_PARAMETER)
            .in_body()
            .host("auth-api.zego.im")
            .envelope(EnvelopeKeys { code: "Code", message: "Text", request_id: None })
            .rates(&[RateLimit::app(20, 1).per("FromUserId"), RateLimit::app(100, 86_400).counting("ToUserIds")]);

    fn visit(&self, p: &mut Params<'_>) {
        types::user_id(p.text("FromUserId", &self.from_user_id));
        types::user_id(p.text("ToUserId", &self.to_user_id));
        p.texts("ToUserIds", &self.to_user_ids)
            .with_code(codes::TOO_MANY_USERS)
            .max_items(2)
            .unique()
            .each(types::user_id);
        p.int("MessageType", self.body.selector()).one_of(&[1, 11]);
        p.int("SubMsgType", self.sub_msg_type);
        p.sensitive().with_code(codes::CALL_ENDED).union("Body", &self.body);
        p.sensitive().unions("Bodies", &self.bodies).max_items(2).each();
        p.texts("Keys", &self.keys).each(types::attribute_key);
        p.ints("ConvTypes", &self.conv_types).unique().each(types::conv_type);
        p.int("EditType", self.edit).flags(5);
        p.int("Timeout", self.timeout).except(&[0, -1]).min(10).max(600);
        p.int("Ratio", self.ratio).above(0).below(100);
        p.bool("IsBase64", self.is_base64);
        p.sensitive()
            .text("Data", &self.data)
            .base64_if(flag_of(&self.is_base64) == Some(true), "IsBase64 = true")
            .non_empty()
            .min_bytes(2)
            .max_bytes(4)
            .max_chars(8);
        p.objects("Attributes", &self.attributes)
            .max_items(3)
            .unique_by("Key", |item| text_of(&item.key))
            .max_total_bytes(10, |item| bytes(&item.key) + bytes(&item.value))
            .each();
        p.object("Attribute", &self.attribute);
        p.json("Json", &self.json).raisable().max_bytes(30).inside();
        p.json("JsonIds", &self.json_ids).inside_as(|name, p| {
            p.texts(name, &self.json_ids).max_items(1).each(types::user_id);
        });
        p.map("Marks", &self.marks).max_items(2).each_object(|key| {
            key.max_bytes(3);
        });
        p.map("Texts", &self.texts).each_text(types::user_id, |text| {
            text.max_chars(2);
        });
        p.map("Lists", &self.lists).each_ints(
            |_| {},
            |list| {
                list.max_items(1).each(|int| {
                    int.min(1);
                });
            },
        );
        if p.is_checking() {
            let kind = self.body.selector();
            p.required_if("SubMsgType", given(&self.sub_msg_type), kind == 11, "MessageType = 11");
            p.allowed_if("Ratio", given(&self.ratio), [1, 2].contains(&kind), "MessageType = 1, 2");
            p.at_least_one("ToUserId", "ToUserId, ToUserIds", &[given(&self.to_user_id), given(&self.to_user_ids)]);
            p.exactly_one("ToUserId", "ToUserId, ToUserIds", &[given(&self.to_user_id), given(&self.to_user_ids)]);
            let same = given(&self.to_user_id) && text_of(&self.from_user_id) == text_of(&self.to_user_id);
            p.with_code(codes::SAME_USER).differ("FromUserId", "ToUserId", same);
            let found = items_of(&self.to_user_ids).contains(&self.from_user_id);
            p.not_among("FromUserId", "ToUserIds", found);
            let ok = self.to_user_id.as_deref().is_none_or(|id| id.starts_with('u'));
            p.among("ToUserId", "FromUserId", ok);
            let different = first_different(&self.attributes, |item| int_of(&item.conv_type));
            p.all_equal("Attributes", "ConvType", different);
            p.all_equal("ConvTypes", "", first_different(&self.conv_types, int_of));
        }
    }
}

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub(crate) struct SendMsgReply {
    code: Code,
    pub(crate) message: String,
    pub(crate) msg_type: i64,
    pub(crate) msg_body: String,
    pub(crate) texts: BTreeMap<String, String>,
    pub(crate) lists: BTreeMap<String, Vec<u32>>,
    pub(crate) marks: BTreeMap<String, Attribute>,
}
received! {
    SendMsgReply: code = "Code", message(text_or_empty) = "Text", msg_type = "MsgType", msg_body(raw_text) = "MsgBody",
    texts = "Texts", lists = "Lists", marks = "Marks"
}

reply!(SendMsgReply);
show!(SendMsgReply: code, message, msg_type, msg_body as hidden, texts as hidden, lists, marks);

impl SendMsgReply {
    pub(crate) fn read_msg_body(&self) -> Result<ReceivedBody, serde_json::Error> {
        ReceivedBody::read(self.msg_type, &self.msg_body)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReceivedBody {
    Text(String),
    Json(Attribute),
    Other(String),
}

impl ReceivedUnion for ReceivedBody {
    fn read(selector: i64, text: &str) -> Result<Self, serde_json::Error> {
        Ok(match selector {
            1 => Self::Text(text.to_owned()),
            11 => Self::Json(url_json(text)?),
            _ => Self::Other(text.to_owned()),
        })
    }
}
