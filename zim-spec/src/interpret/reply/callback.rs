//! Makes the bodies of callbacks.

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
    let known = common_fields(spec, callback, common);
    Value::Object(Maker::new(spec).object(&Slot::of_reply(&callback.fields), known, 0))
}

/// The same for something that happened: these fields as they are given, and of the others only those that are always
/// present, made up. The common fields stay what `common` says.
#[must_use]
pub fn filled_callback(
    spec: &Spec,
    callback: &Callback,
    common: &CallbackCommon<'_>,
    mut fields: Map<String, Value>,
) -> Value {
    fields.extend(common_fields(spec, callback, common));
    let mut slots = Slot::of_reply(&callback.fields);
    for (slot, field) in slots.iter_mut().zip(&callback.fields) {
        slot.shown = !field.optional;
    }
    Value::Object(Maker::new(spec).object(&slots, fields, 0))
}

fn common_fields(spec: &Spec, callback: &Callback, common: &CallbackCommon<'_>) -> Map<String, Value> {
    let mut known = Map::new();
    if let Some(service) = &spec.service.callbacks {
        let names = &service.common;
        known.insert(names.app_id.clone(), Value::from(common.app_id));
        known.insert(names.event.clone(), Value::from(callback.name.as_str()));
        known.insert(names.nonce.clone(), Value::from(common.nonce));
        known.insert(names.timestamp.clone(), time(common.timestamp));
        known.insert(names.signature.clone(), Value::from(common.signature));
    }
    known
}

/// A number only where that reads as the very same text.
fn time(text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => Value::from(number),
        _ => Value::from(text),
    }
}
