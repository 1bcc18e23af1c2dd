//! `/_sandbox/spec`: what the page needs of the spec, put into words.

use super::requests::address;
use super::{curl, words};
use crate::control::{Control, Reply, Request};
use crate::journal::type_name;
use crate::query;
use crate::refusal::Stage;
use serde_json::{Map, Value, json};
use zim_spec::interpret;
use zim_spec::model::{
    Action, ActionCode, Carrier, CodeLevel, Limit, LimitKind, NamedType, Param, ReturnCode, Scalar, Schema, Spec, Type,
};

/// `GET`: actions with parameters, limits in words and examples; codes; types; and a first request to send.
pub(crate) fn read(control: &Control, request: &Request<'_>) -> Reply {
    let spec = control.spec();
    let apps: Vec<u32> = control.gateway().auth().apps();
    let host = address(request);
    let stages: Vec<Value> = Stage::ALL.iter().map(|(_, name, mend)| json!({"name": name, "mend": mend})).collect();
    Reply::json(
        200,
        &json!({
            "service": spec.service.name,
            "apps": apps,
            "actions": spec.actions.iter().map(|one| action(&spec, one)).collect::<Vec<_>>(),
            "codes": codes(&spec),
            "types": types(&spec),
            "stages": stages,
            "first": apps.first().and_then(|app_id| first(&spec, control, &host, *app_id)),
        }),
    )
}

/// A request to begin with: of a GET with few parameters in its query, and their examples.
fn first(spec: &Spec, control: &Control, host: &str, app_id: u32) -> Option<String> {
    let simple = |action: &&Action| action.carrier == Carrier::Query;
    let few = |action: &&Action| action.params.iter().filter(|param| param.required).count().abs_diff(2);
    let action = spec.actions.iter().filter(simple).min_by_key(few)?;
    let example = interpret::example(spec, action);
    let required = action.params.iter().filter(|param| param.required).filter_map(|param| {
        let value = example.get(&param.name)?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(format!("&{}={}", query::encode(&param.name), query::encode(&text)))
    });
    let others: String = required.collect();
    Some(curl::first(spec, host, &control.clock, app_id, &action.name, &others))
}

fn action(spec: &Spec, action: &Action) -> Value {
    let made_up = interpret::example(spec, action);
    let example = |param: &Param| {
        let usual = usual(spec, &param.schema).filter(|_| param.example.is_none());
        usual.or_else(|| made_up.get(&param.name).cloned())
    };
    json!({
        "name": action.name,
        "group": action.group,
        "summary": action.summary,
        "doc": action.doc,
        "method": action.method.as_str(),
        "carrier": match action.carrier { Carrier::Query => "query", Carrier::Body => "body" },
        "rates": action.rate_limits.iter().map(words::rate).collect::<Vec<_>>(),
        "rules": action.rules.iter().map(|rule| words::rule(spec, rule)).collect::<Vec<_>>(),
        "repeatable": action.repeatable,
        "page": action.source.page,
        "params": action.params.iter().map(|one| param(spec, one, example(one))).collect::<Vec<_>>(),
        "codes": action.codes.iter().map(|code| listed(spec, code)).collect::<Vec<_>>(),
        "failed": action.items.as_ref().map(|items| json!({
            "list": items.failed.list, "keys": items.failed.keys, "code": items.failed.code,
        })),
    })
}

/// A parameter, or a field of a struct.
fn param(spec: &Spec, param: &Param, example: Option<Value>) -> Value {
    json!({
        "name": param.name,
        "type": type_name(&param.schema),
        "kind": kind(&param.schema),
        "doc": param.doc,
        "required": param.required,
        "limits": limits(spec, &param.schema),
        "default": param.default.as_ref().map(scalar),
        "example": example,
        "values": values(spec, &param.schema),
        "flags": flags(spec, &param.schema),
        "fields": fields_of(&param.schema.ty),
        "code": param.code,
    })
}

/// The limits in words; those that only list the values of an enumeration are shown as choices.
fn limits(spec: &Spec, schema: &Schema) -> Vec<String> {
    if schema.enumeration.is_none() {
        return words::limits(spec, schema);
    }
    let listing = |limit: &Limit| matches!(limit.kind, LimitKind::OneOf(_) | LimitKind::OneOfTexts(_));
    let mut others = schema.clone();
    others.limits.retain(|limit| !listing(limit));
    words::limits(spec, &others)
}

/// An example for a text, or a list of them, that has none: that of another parameter of the same named type. In a list
/// it is not the very same, for who acts is seldom among those that are acted on.
fn usual(spec: &Spec, schema: &Schema) -> Option<Value> {
    let (named, listed) = match &schema.ty {
        Type::Text => (schema.named.as_ref()?, false),
        Type::List(item) if item.ty == Type::Text => (item.named.as_ref()?, true),
        _ => return None,
    };
    let mut params = spec.actions.iter().flat_map(|action| &action.params);
    let example =
        params.find_map(|param| param.example.as_ref().filter(|_| param.schema.named.as_ref() == Some(named)));
    let Some(Scalar::Text(text)) = example else { return None };
    let other = || text.strip_suffix('0').map_or_else(|| text.clone(), |start| format!("{start}1"));
    Some(if listed { json!([other()]) } else { Value::from(text.as_str()) })
}

/// Which input a value has.
fn kind(schema: &Schema) -> &'static str {
    match &schema.ty {
        Type::Text => "text",
        Type::Bool => "bool",
        Type::Int(_) => "int",
        Type::List(item) if item.ty == Type::Text => "texts",
        Type::Json { .. } => "json_text",
        _ => "json",
    }
}

/// The values of an enumeration, as far as the limits list them.
fn values(spec: &Spec, schema: &Schema) -> Vec<Value> {
    let schema = match &schema.ty {
        Type::List(item) => item,
        _ => schema,
    };
    let Some(named) = schema.enumeration.as_ref().and_then(|name| spec.types.get(name)) else { return Vec::new() };
    let numbers = named.values.iter().flat_map(|values| &values.values);
    let numbers = numbers.filter(|value| allowed(schema, value.number));
    let numbers = numbers.map(|value| json!({"value": value.number, "name": value.name, "doc": value.doc}));
    let texts = named.texts.iter().flat_map(|texts| &texts.values);
    let texts = texts.map(|value| json!({"value": value.text, "name": value.name, "doc": value.doc}));
    numbers.chain(texts).collect()
}

fn allowed(schema: &Schema, number: i64) -> bool {
    schema.limits.iter().all(|limit| !matches!(&limit.kind, LimitKind::OneOf(numbers) if !numbers.contains(&number)))
}

fn flags(spec: &Spec, schema: &Schema) -> bool {
    let named = schema.enumeration.as_ref().and_then(|name| spec.types.get(name));
    named.and_then(|named| named.values.as_ref()).is_some_and(|values| values.flags)
}

/// The struct or union that a value holds, by whose name [`types`] has it.
fn fields_of(ty: &Type) -> Option<&str> {
    match ty {
        Type::Struct(name) | Type::Union(name) => Some(name),
        Type::List(inner) | Type::Map { value: inner, .. } | Type::Json { value: inner, .. } => fields_of(&inner.ty),
        _ => None,
    }
}

/// Structs with their fields, and unions with what each selector stands for.
fn types(spec: &Spec) -> Value {
    let told = |named: &NamedType| {
        let variants = named.union.iter().flat_map(|union| &union.variants);
        let variants = variants.map(|variant| {
            json!({
                "selector": variant.selector,
                "name": variant.name,
                "type": type_name(&variant.schema),
                "fields": fields_of(&variant.schema.ty),
                "limits": words::limits(spec, &variant.schema),
            })
        });
        json!({
            "doc": named.doc,
            "fields": named.fields.iter().map(|field| param(spec, field, None)).collect::<Vec<_>>(),
            "rules": named.rules.iter().map(|rule| words::rule(spec, rule)).collect::<Vec<_>>(),
            "by": named.union.as_ref().map(|union| &union.by),
            "variants": variants.collect::<Vec<_>>(),
        })
    };
    let types = spec.types.iter().filter(|(_, named)| !named.fields.is_empty() || named.union.is_some());
    Value::Object(types.map(|(name, named)| (name.clone(), told(named))).collect())
}

fn codes(spec: &Spec) -> Value {
    let codes: Map<String, Value> = spec.codes.iter().map(|(number, code)| (number.to_string(), told(code))).collect();
    Value::Object(codes)
}

/// A code as an action lists it.
fn listed(spec: &Spec, code: &ActionCode) -> Value {
    let shared = spec.codes.get(&code.code);
    let mut value = shared.map_or_else(|| json!({"code": code.code}), |shared| told(&code.applied_to(shared)));
    if let Some(fields) = value.as_object_mut() {
        let level = match code.level {
            CodeLevel::Item => "item",
            CodeLevel::Both => "both",
            _ => "reply",
        };
        fields.insert("level".to_owned(), Value::from(level));
        fields.insert("about".to_owned(), Value::from(code.about.clone()));
    }
    value
}

fn told(code: &ReturnCode) -> Value {
    json!({
        "code": code.code,
        "name": code.name,
        "meaning": code.meaning,
        "meaning_zh": code.meaning_zh,
        "advice": code.advice,
        "recovery": code.recovery.name(),
        "recovery_words": words::recovery(code.recovery),
    })
}

fn scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => Value::from(text.as_str()),
        Scalar::Bool(flag) => Value::from(*flag),
        Scalar::Int(number) => Value::from(*number),
    }
}
