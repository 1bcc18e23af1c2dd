//! Replies out of other formats than JSON: whatever serde reads.

use crate::sample::everything::EverythingReply;
use serde::de::value::{Error, MapDeserializer};
use serde::de::{IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};

/// A value of a format that tells what is absent from what is there, as CBOR does.
#[derive(Clone, Copy)]
struct Maybe(Option<&'static str>);

impl<'de> Deserializer<'de> for Maybe {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Some(text) => visitor.visit_some(text.into_deserializer()),
            None => visitor.visit_none(),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_> for Maybe {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn read(members: &[(&'static str, Option<&'static str>)]) -> Result<EverythingReply, Error> {
    let required = [("Code", Some("0")), ("Time", Some("1")), ("Done", Some("true"))].into_iter();
    let members = required.chain(members.iter().copied()).map(|(name, value)| (name, Maybe(value)));
    EverythingReply::deserialize(MapDeserializer::new(members))
}

#[test]
fn what_may_be_absent_is_told_apart() {
    let reply = read(&[("CallId", Some("c")), ("Note", Some("n")), ("Small", None), ("Names", None)]).unwrap();
    assert_eq!((reply.call_id.as_str(), reply.note.as_deref(), reply.small), ("c", Some("n"), None));
    assert!(reply.done && reply.time == 1 && reply.names.is_empty());
    assert_eq!(read(&[("CallId", None)]).unwrap_err().to_string(), "invalid type: unit value, expected a text");
}

#[test]
fn names_are_texts() {
    let error = EverythingReply::deserialize(MapDeserializer::new([(1_u8, 1_u8)].into_iter())).unwrap_err();
    let error: Error = error;
    assert_eq!(error.to_string(), "invalid type: integer `1`, expected field identifier");
}
