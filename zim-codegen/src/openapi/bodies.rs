//! What operations and webhooks take and answer as JSON: a component each, since generators name types after those.

use super::fields::{self, Field};
use super::node::{Node, Object};
use super::rules;
use super::schema::{Context, component};
use super::service;
use super::uses::{Direction, free};
use crate::lower::markdown;
use zim_spec::model::{Action, Callback, CallbackFields, CallbackService, Carrier, Spec};
use zim_spec::naming::pascal_case;

/// Every body that is no named type.
pub(super) fn components(cx: &Context<'_>) -> Object {
    let mut out = Object::new();
    for action in &cx.spec.actions {
        if action.carrier == Carrier::Body {
            out.put(&request_key(cx.spec, action), request(cx, action));
        }
        if has_own_reply(action) {
            out.put(&reply_key(cx.spec, action), reply(cx, action));
        }
    }
    for (service, callback) in cx.spec.service.callbacks.iter().flat_map(|it| cx.spec.callbacks.iter().map(move |one| (it, one))) {
        out.put(&callback_key(cx.spec, callback), self::callback(cx, service, callback));
        if !callback.reply.is_empty() {
            out.put(&answer_key(cx.spec, callback), answer(cx, callback));
        }
    }
    out
}

/// The body of a request.
pub(super) fn of_request(cx: &Context<'_>, action: &Action) -> Object {
    json(&request_key(cx.spec, action)).with("required", action.params.iter().any(|param| param.required))
}

/// The body of a reply.
pub(super) fn of_reply(cx: &Context<'_>, action: &Action) -> Object {
    json(&if has_own_reply(action) { reply_key(cx.spec, action) } else { service::envelope_key(cx.spec) })
}

/// The body of a webhook.
pub(super) fn of_callback(cx: &Context<'_>, callback: &Callback) -> Object {
    json(&callback_key(cx.spec, callback)).with("required", true)
}

/// What a webhook is answered.
pub(super) fn of_answer(cx: &Context<'_>, callback: &Callback) -> Object {
    json(&answer_key(cx.spec, callback))
}

fn json(key: &str) -> Object {
    let schema = Object::of("schema", Object::reference(&component(key)));
    Object::of("content", Object::of("application/json", schema))
}

fn request_key(spec: &Spec, action: &Action) -> String {
    free(spec, &format!("{}Request", action.name))
}

fn reply_key(spec: &Spec, action: &Action) -> String {
    free(spec, &format!("{}Reply", action.name))
}

fn callback_key(spec: &Spec, callback: &Callback) -> String {
    free(spec, &format!("{}Callback", pascal_case(&callback.name)))
}

fn answer_key(spec: &Spec, callback: &Callback) -> String {
    free(spec, &format!("{}Answer", pascal_case(&callback.name)))
}

/// Whether a reply is more than the service's envelope.
fn has_own_reply(action: &Action) -> bool {
    !action.reply.is_empty() || action.envelope.is_some()
}

fn request(cx: &Context<'_>, action: &Action) -> Object {
    let params: Vec<Field<'_>> = action.params.iter().map(Into::into).collect();
    let mut out = described(&format!("What {} takes.", markdown::code(&action.name)));
    out.extend(fields::object(cx, &params, Direction::Sent));
    out.put_filled("required", fields::required(&params));
    let constraints = [rules::schemas(&action.rules, &params), fields::selections(cx, &params)].concat();
    fields::constrain(&mut out, constraints);
    out
}

/// What comes back, whether it went well or not.
fn reply(cx: &Context<'_>, action: &Action) -> Object {
    let Action { name, reply, envelope, .. } = action;
    let head = match envelope {
        Some(own) => service::envelope(own),
        None => Object::reference(&component(&service::envelope_key(cx.spec))),
    };
    let mut out = described(&format!("What {} answers.", markdown::code(name)));
    let fields: Vec<Field<'_>> = reply.iter().map(Into::into).collect();
    if fields.is_empty() {
        out.extend(head);
        return out;
    }
    // Both parts stand in `allOf`: some tools take a lone part for the whole, and drop what stands beside.
    out.put("allOf", vec![head, fields::object(cx, &fields, Direction::Received)]);
    let required = fields::required(&fields);
    if required != Node::List(Vec::new()) {
        let code = &envelope.as_ref().unwrap_or(&cx.spec.service.envelope).code;
        let zero = Object::of("enum", vec![Node::from(0_i64), "0".into()]);
        let success = Object::of("properties", Object::of(code, zero));
        out.put("if", success.with("required", Node::from_iter([code])));
        out.put("then", Object::of("required", required));
    }
    out
}

fn callback(cx: &Context<'_>, service: &CallbackService, callback: &Callback) -> Object {
    let fields: Vec<Field<'_>> = callback.fields.iter().map(Into::into).collect();
    let mut properties = common(&service.common, &callback.name);
    let own = fields.iter().map(|field| (field.name, field.property(cx, Direction::Received)));
    properties.extend(own.collect());
    let own = fields.iter().filter(|field| field.required).map(|field| field.name);
    described(&format!("What {} tells.", markdown::code(&callback.name)))
        .with("type", "object")
        .with("properties", properties)
        .with("required", service.common.names().into_iter().chain(own).collect::<Node>())
}

/// The fields that every callback carries.
fn common(fields: &CallbackFields, name: &str) -> Object {
    let CallbackFields { app_id, event, nonce, timestamp, signature, .. } = fields;
    let text = |says: &str| described(says).with("type", "string");
    // A text or a number, of which the text is meant.
    let either = |says: &str| described(says).with("type", ["string", "integer"].into_iter().collect::<Node>());
    [
        (app_id, either("The application's number.")),
        (event, text("The name of the event.").with("enum", Node::from_iter([name]))),
        (nonce, either("A random value, which is signed.")),
        (timestamp, either("The time, whose very text is signed.")),
        (signature, text("The signature; `x-zim-callbacks` says how it is made.")),
    ]
    .into_iter()
    .collect()
}

fn answer(cx: &Context<'_>, callback: &Callback) -> Object {
    let fields: Vec<Field<'_>> = callback.reply.iter().map(Field::answer).collect();
    let mut out = described(&format!("What {} is answered.", markdown::code(&callback.name)));
    out.extend(fields::object(cx, &fields, Direction::Sent));
    out.put_filled("required", fields::required(&fields));
    fields::constrain(&mut out, fields::selections(cx, &fields));
    out
}

fn described(text: &str) -> Object {
    Object::of("description", text)
}
