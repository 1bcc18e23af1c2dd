//! Makes the bodies of callbacks.

use super::known;
use super::maker::Maker;
use super::slot::Slot;
use crate::model::{Callback, Spec};
use serde_json::{Map, Value};

/// What every callback carries beside the name of its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallbackCommon<'a> {
    /// The application's number.
    pub app_id: &'a str,
    /// The one-time value.
    pub nonce: &'a str,
    /// The time, as it was signed. In the body it is a number if it is a plain decimal, else a text.
    pub timestamp: &'a str,
    /// The signature.
    pub signature: &'a str,
}

/// The JSON body of a callback: the common fields, then every field that is always present or has an example, with
/// its example or a made-up value.
///
/// The same arguments always give the same body. Nothing is signed here: the signature is taken as it is given.
#[must_use]
pub fn callback(spec: &Spec, callback: &Callback, common: &CallbackCommon<'_>) -> Value {
    known_callback(spec, callback, common, Map::new())
}

/// The same, but with these fields as [`known_field`](super::known_field) makes them. One that is null is left out.
#[must_use]
pub fn known_callback(
    spec: &Spec,
    callback: &Callback,
    common: &CallbackCommon<'_>,
    fields: Map<String, Value>,
) -> Value {
    let mut maker = Maker::new(spec);
    let slots = Slot::of_reply(&callback.fields);
    let mut known = known::fields(&mut maker, &slots, fields);
    if let Some(service) = &spec.service.callbacks {
        let names = &service.common;
        known.insert(names.app_id.clone(), Value::from(common.app_id));
        known.insert(names.event.clone(), Value::from(callback.name.as_str()));
        known.insert(names.nonce.clone(), Value::from(common.nonce));
        known.insert(names.timestamp.clone(), time(common.timestamp));
        known.insert(names.signature.clone(), Value::from(common.signature));
    }
    Value::Object(known::without_nulls(maker.object(&slots, known, 0)))
}

/// A number only where that reads as the very same text.
fn time(text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => Value::from(number),
        _ => Value::from(text),
    }
}
