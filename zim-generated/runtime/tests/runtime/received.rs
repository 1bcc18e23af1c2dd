//! What replies carry beside scalars: maps, raw values, unions.

use crate::decode::response;
use crate::sample::send::{ReceivedBody, SendMsg, SendMsgReply};
use crate::sample::types::{Attribute, ConvType};
use zim_runtime::{Error, decode};

/// A reply of [`SendMsg`] with `members`, and the required ones where they are not among those.
fn reply(members: &str) -> Result<SendMsgReply, String> {
    let required = [r#","MsgType":0"#, r#","MsgBody":"""#];
    let missing = |member: &&str| !members.contains(member.split_at(9).0);
    let required: String = required.into_iter().filter(missing).collect();
    let body = format!(r#"{{"Code":0{members}{required}}}"#);
    decode::<SendMsg>(&response(200, body.as_bytes())).map_err(|error| match error {
        Error::Malformed(malformed) => malformed.reason.to_string(),
        other => panic!("{other:?}"),
    })
}

#[track_caller]
fn check_body(members: &str, raw: &str, read: Option<ReceivedBody>) {
    let reply = reply(members).unwrap();
    assert_eq!(reply.msg_body, raw, "{members}");
    assert_eq!(reply.read_msg_body().ok(), read, "{members}");
}

#[test]
fn a_body_is_raw_until_it_is_read() {
    let attribute = || Some(ReceivedBody::Json(Attribute::new("k0", "a b")));
    check_body(r#","MsgType":1,"MsgBody":"h\u00e9""#, "hé", Some(ReceivedBody::Text("hé".into())));
    check_body(
        r#","MsgType":11,"MsgBody":"%7B%22Key%22%3A%22k0%22%2C%22Value%22%3A%22a+b%22%7D""#,
        "%7B%22Key%22%3A%22k0%22%2C%22Value%22%3A%22a+b%22%7D",
        attribute(),
    );
    // Not a text at all: kept to the byte.
    check_body(
        r#","MsgType":"11","MsgBody":{ "Key":"k0", "Value":"a b", "Id":12345678901234567890123 }"#,
        r#"{ "Key":"k0", "Value":"a b", "Id":12345678901234567890123 }"#,
        attribute(),
    );
    check_body(r#","MsgType":11,"MsgBody":"nonsense""#, "nonsense", None);
    check_body(r#","MsgType":99,"MsgBody":[1]"#, "[1]", Some(ReceivedBody::Other("[1]".into())));
    // Half a character: the message is lost, the page is not.
    check_body(r#","MsgType":11,"MsgBody":"\ud83d""#, r#""\ud83d""#, None);
    check_body(r#","MsgBody":null"#, "", Some(ReceivedBody::Other(String::new())));
    check_body(r#","MsgType":5"#, "", Some(ReceivedBody::Other(String::new())));
}

#[test]
fn maps_are_read_leniently() {
    let read = reply(r#","Texts":{"a":"x","b":7},"Lists":{"l":[1,"2"],"m":null},"Marks":{"m":{"Key":"k9","Value":1}}"#);
    let read = read.unwrap();
    assert_eq!(read.texts, [("a".to_owned(), "x".to_owned()), ("b".to_owned(), "7".to_owned())].into());
    assert_eq!(read.lists, [("l".to_owned(), vec![1, 2]), ("m".to_owned(), vec![])].into());
    assert_eq!(read.marks, [("m".to_owned(), Attribute::new("k9", "1"))].into());
    let empty = reply(r#","Texts":null,"Lists":null,"Marks":null"#).unwrap();
    assert!(empty.texts.is_empty() && empty.lists.is_empty() && empty.marks.is_empty());
    assert!(reply(r#","Texts":{"a":null}"#).unwrap_err().contains("expected a text"));
    assert!(reply(r#","Lists":{"a":[-1]}"#).unwrap_err().contains("out of range"));
}

#[test]
fn a_reply_reads_what_it_writes() {
    let members = r#","Text":"m","MsgType":11,"MsgBody":{"a":1},"Texts":{"a":"x"},"Marks":{"m":{"Key":"k1","Value":"v","ConvType":2}}"#;
    let first = reply(members).unwrap();
    let written = serde_json::to_string(&first).unwrap();
    let second = decode::<SendMsg>(&response(200, written.as_bytes())).unwrap();
    assert_eq!(first, second, "{written}");
}

fn attribute(conv_type: Option<ConvType>) -> Attribute {
    let mut attribute = Attribute::new("k1", "v");
    attribute.conv_type = conv_type;
    attribute
}

#[track_caller]
fn check_attribute(json: &str, expected: Result<Attribute, &str>) {
    let read = serde_json::from_str::<Attribute>(json).map_err(|error| error.to_string());
    assert_eq!(read.as_ref().map_err(String::as_str), expected.as_ref().map_err(|error| *error), "{json}");
}

#[test]
fn members_may_come_in_any_order_and_beside_others() {
    let all = || Ok(attribute(Some(ConvType::Group)));
    check_attribute(r#"{"Key":"k1","Value":"v","ConvType":2}"#, all());
    check_attribute(r#"{"ConvType":2,"Value":"v","Key":"k1"}"#, all());
    check_attribute(r#"{"Value":"v","ConvType":"2","Key":"k1"}"#, all());
    check_attribute(r#"{"x":{"Key":[1]},"Key":"k1","":0,"Value":"v","key":1,"ConvType":2,"y":null}"#, all());
    check_attribute(r#"{"\u004bey":"k1","Value":"v","ConvType":2}"#, all());
    check_attribute(r#"{"Value":"v","Key":"k1"}"#, Ok(attribute(None)));
}

#[test]
fn what_is_no_such_object_is_refused() {
    check_attribute(r#"{"Key":"k1"}"#, Err("missing field `Value` at line 1 column 12"));
    check_attribute("{}", Err("missing field `Key` at line 1 column 2"));
    check_attribute(r#"{"Key":"k1","Value":"v","Key":"k2"}"#, Err("duplicate field `Key` at line 1 column 29"));
    check_attribute(r#"{"Key":null,"Value":[}"#, Err("invalid type: null, expected a text at line 1 column 11"));
    check_attribute(r#"{"Key":"k1","Value":"v""#, Err("EOF while parsing an object at line 1 column 23"));
    check_attribute(r#"{"Key":"k1","Value":"v","x":}"#, Err("expected value at line 1 column 29"));
    check_attribute(r#"["k1","v",2]"#, Err("invalid type: sequence, expected struct Attribute at line 1 column 1"));
    check_attribute(r#""secret""#, Err("invalid type: a text, expected struct Attribute at line 1 column 8"));
    check_attribute("7", Err("invalid type: integer `7`, expected struct Attribute at line 1 column 1"));
}

#[test]
fn what_is_received_is_written_under_its_names() {
    let json = serde_json::to_string(&attribute(None)).unwrap();
    assert_eq!(json, r#"{"Key":"k1","Value":"v","ConvType":null}"#);
    let value = serde_json::to_value(attribute(Some(ConvType::Group))).unwrap();
    assert_eq!(serde_json::from_value::<Attribute>(value).unwrap().conv_type, Some(ConvType::Group));
}

#[test]
fn an_envelope_can_be_the_actions_own() {
    let body = br#"{"Code":7,"Message":"not this","Text":"but this","RequestId":"1"}"#;
    let error = decode::<SendMsg>(&response(200, body)).unwrap_err();
    let api = error.api().unwrap();
    assert_eq!((api.message.as_str(), api.request_id.as_str()), ("but this", ""));
}
