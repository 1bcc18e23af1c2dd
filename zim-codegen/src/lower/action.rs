//! One action as decisions about Rust.

use super::identifiers::Identifiers;
use super::{code_docs, code_ref, field, markdown, rust_name, sentences};
use crate::{fingerprint, ir};
use zim_spec::model::{Action, ActionCode, ReplyField, ReturnCode, Spec};
use zim_spec::naming::{pascal_case, screaming_snake_case, snake_case};

pub(super) fn lower(spec: &Spec, action: &Action, names: &mut Identifiers) -> ir::Action {
    let type_name = pascal_case(&action.name);
    let what = format!("action {}", action.name);
    let parameter_code = spec.service.refusals.parameter;
    let mut lowered = ir::Action {
        module: names.ident(&snake_case(&action.name), &what),
        request: names.ident(&type_name, &what),
        builder: names.ident(&format!("{type_name}Builder"), &what),
        reply: names.ident(&format!("{type_name}Reply"), &what),
        error: names.ident(&format!("{type_name}Error"), &what),
        wire_name: action.name.clone(),
        summary: markdown::sentence(&action.summary),
        docs: Vec::new(),
        method: action.method,
        rate_limits: action.rate_limits.clone(),
        parameter_code: code_ref(spec, parameter_code, names),
        page: action.source.page.clone(),
        fields: action
            .params
            .iter()
            .map(|param| field::field(spec, &format!("parameter {} of {}", param.name, action.name), param, names))
            .collect(),
        reply_code: spec.service.envelope.code.clone(),
        reply_fields: reply_fields(spec, action, names),
        variants: variants(spec, action, names),
        overrides: overrides(spec, action, names),
        file: action.file.clone(),
        fingerprint: fingerprint::action(spec, action),
    };
    lowered.docs = docs(action, &lowered);
    lowered
}

/// The page of an action: what it does, how often, with which parameters, refused with what, read where.
fn docs(action: &Action, lowered: &ir::Action) -> Vec<String> {
    let mut docs = vec![markdown::sentence(&action.summary)];
    docs.extend(action.doc.as_deref().map(markdown::sentence));
    docs.push(sentences::traffic(action.method, &action.rate_limits));
    if let Some(event) = &action.notifies {
        docs.push(format!("Clients hear of it through {}.", markdown::code(event)));
    }
    if !lowered.fields.is_empty() {
        docs.push("# Parameters".to_owned());
    }
    docs.extend(lowered.fields.iter().map(|field| {
        let required = if field.required { " Required." } else { "" };
        format!("- {}{required}", field.docs.join(" "))
    }));
    docs.push("# Refusals".to_owned());
    let error = &lowered.error;
    let listed = if lowered.variants.is_empty() { "; the page lists none of its own." } else { ":" };
    docs.push(format!("A refusal is a [`{error}`]{listed}"));
    docs.extend(lowered.variants.iter().map(|variant| {
        let (name, what) = (&variant.name, variant.docs.first().map(String::as_str).unwrap_or_default());
        format!("- [`{name}`]({error}::{name}), {what}")
    }));
    docs.push("# Source".to_owned());
    let source = &action.source;
    docs.push(format!("{}, read {}.", markdown::code(&source.page), markdown::escape(&source.checked)));
    docs
}

fn reply_fields(spec: &Spec, action: &Action, names: &mut Identifiers) -> Vec<ir::ReplyField> {
    let envelope = &spec.service.envelope;
    let text = |wire: &str, doc: &str, names: &mut Identifiers| ir::ReplyField {
        name: names.ident(&snake_case(wire), "the envelope"),
        wire: wire.to_owned(),
        kind: ir::Kind::One(ir::Item::Text),
        // The gateway leaves either out when it sees fit: an empty text says as much.
        optional: false,
        docs: vec![doc.to_owned()],
    };
    let mut fields = vec![
        text(&envelope.message, "What ZIM says about the outcome; empty if it says nothing.", names),
        text(&envelope.request_id, "What ZIM calls this request: quote it to support; empty if it has no name.", names),
    ];
    fields.extend(action.reply.iter().map(|field| reply_field(spec, action, field, names)));
    fields
}

fn reply_field(spec: &Spec, action: &Action, field: &ReplyField, names: &mut Identifiers) -> ir::ReplyField {
    let what = format!("reply field {} of {}", field.name, action.name);
    let mut docs = vec![format!("{}: {}", markdown::code(&field.name), markdown::sentence(&field.doc))];
    docs.extend(sentences::limits(spec, &field.schema));
    let kind = field::kind(&field.schema, &what, names);
    ir::ReplyField {
        name: names.ident(&rust_name(field.rust_name.as_deref(), &field.name), &what),
        wire: field.name.clone(),
        // A list that is absent is an empty one: ZIM leaves empty lists out.
        optional: field.optional && matches!(kind, ir::Kind::One(_)),
        kind,
        docs,
    }
}

fn variants(spec: &Spec, action: &Action, names: &mut Identifiers) -> Vec<ir::Variant> {
    let mut variants = Vec::with_capacity(action.codes.len());
    for listed in &action.codes {
        let Some(info) = spec.codes.get(&listed.code) else { continue };
        let info = overridden(info, listed);
        let what = format!("return code {}", info.code);
        let mut docs = code_docs(&info);
        docs.extend(listed.about.as_ref().map(|param| format!("It is about {}.", markdown::code(param))));
        variants.push(ir::Variant {
            name: names.ident(&pascal_case(&info.name), &what),
            constant: names.ident(&screaming_snake_case(&info.name), &what),
            docs,
        });
    }
    variants
}

fn overrides(spec: &Spec, action: &Action, names: &mut Identifiers) -> Vec<ir::Override> {
    let mut overrides = Vec::new();
    for listed in &action.codes {
        let Some(info) = spec.codes.get(&listed.code) else { continue };
        let here = overridden(info, listed);
        if here != *info {
            let constant = names.ident(&screaming_snake_case(&info.name), &format!("return code {}", info.code));
            overrides.push(ir::Override { constant, info: here });
        }
    }
    // The runtime looks codes up by binary search.
    overrides.sort_by_key(|row| row.info.code);
    overrides
}

/// What `info` says for this action.
fn overridden(info: &ReturnCode, listed: &ActionCode) -> ReturnCode {
    let mut info = info.clone();
    if let Some(meaning) = &listed.meaning {
        info.meaning.clone_from(meaning);
        // The shared Chinese meaning would now say something else.
        info.meaning_zh = String::new();
    }
    if let Some(advice) = &listed.advice {
        info.advice.clone_from(advice);
    }
    if let Some(recovery) = listed.recovery {
        info.recovery = recovery;
    }
    info
}
