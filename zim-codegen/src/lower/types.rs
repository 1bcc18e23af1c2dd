//! Named types that become items of the `types` module, file by file.

use super::context::Context;
use super::usage::SHARED;
use super::{fields, limits, markdown, replies, rules, sentences, values};
use crate::{fingerprint, ir};
use zim_spec::model::{NamedType, Param, Type, Union, Variant};
use zim_spec::naming::{pascal_case, screaming_snake_case, snake_case};

/// The files, in order of their names.
pub(super) fn files(cx: &mut Context<'_>) -> Vec<ir::TypeFile> {
    let homes: Vec<String> = cx.usage.homes().into_iter().collect();
    cx.each(&homes, |cx, home| file(cx, home))
}

fn file(cx: &mut Context<'_>, home: &str) -> ir::TypeFile {
    let spec = cx.spec;
    let here = |cx: &Context<'_>, name: &str| cx.usage.is_used(name) && cx.usage.type_home(name) == home;
    let types: Vec<&NamedType> = spec.types.values().filter(|named| here(cx, &named.name)).collect();
    let checks: Vec<&NamedType> =
        cx.usage.checks_at(home).into_iter().filter_map(|name| spec.types.get(name)).collect();
    let charsets = spec.charsets.values().filter(|it| cx.usage.has_charset(&it.name));
    let charsets: Vec<_> = charsets.filter(|it| cx.usage.charset_home(&it.name) == home).collect();
    let uses: Vec<_> = types
        .iter()
        .map(|named| {
            let (name, usage) = (named.name.as_str(), &cx.usage);
            let codes: Vec<_> = named.fields.iter().filter(|field| usage.is_code(name, &field.name)).collect();
            (usage.is_sent(name), usage.is_received(name), usage.is_sensitive(name), usage.type_features(name), codes)
        })
        .collect();
    let what = match home {
        SHARED => "Types and limits that several groups share.".to_owned(),
        group => format!("Types and limits that only the group {} uses.", markdown::code(group)),
    };
    ir::TypeFile {
        module: cx.home(home),
        features: cx.usage.group_features(home),
        docs: vec![what],
        fingerprint: fingerprint::types(spec, &types, &checks, &(&charsets, uses)),
        enums: types.iter().filter_map(|named| enumeration(cx, named)).collect(),
        structs: types.iter().filter_map(|named| structure(cx, named)).collect(),
        unions: types.iter().filter_map(|named| union(cx, named, named.union.as_ref()?)).collect(),
        charsets: charsets
            .into_iter()
            .map(|charset| ir::Charset {
                constant: cx.charset_ref(&charset.name).name,
                features: cx.usage.charset_features(&charset.name),
                name: charset.name.clone(),
                chars: charset.chars.clone(),
                docs: vec![markdown::sentence(&charset.doc)],
            })
            .collect(),
        checks: checks.into_iter().map(|named| check(cx, named)).collect(),
    }
}

fn check(cx: &mut Context<'_>, named: &NamedType) -> ir::NamedCheck {
    let mut docs = vec![format!("{}: {}", markdown::code(&named.name), markdown::sentence(&named.doc))];
    docs.extend(sentences::value(cx.spec, &named.schema));
    ir::NamedCheck {
        function: cx.ident(&snake_case(&named.name), &format!("type {}", named.name)),
        features: cx.usage.check_features(&named.name),
        subject: if matches!(named.schema.ty, Type::Int(_)) { ir::Subject::Int } else { ir::Subject::Text },
        limits: limits::calls(cx, &named.schema, &[]),
        docs: vec![docs.join(" ")],
    }
}

fn enumeration(cx: &mut Context<'_>, named: &NamedType) -> Option<ir::Enum> {
    let name_of =
        |cx: &mut Context<'_>, name: &str| cx.ident(&pascal_case(name), &format!("value {name} of {}", named.name));
    let kind = match (&named.values, &named.texts, &named.schema.ty) {
        (Some(values), _, Type::Int(width)) if values.flags => ir::EnumKind::Flags {
            width: *width,
            bits: values
                .values
                .iter()
                .map(|bit| ir::EnumValue {
                    name: cx.ident(&screaming_snake_case(&bit.name), &format!("bit {} of {}", bit.name, named.name)),
                    value: bit.number,
                    docs: vec![format!("{}: {}", bit.number, markdown::sentence(&bit.doc))],
                })
                .collect(),
        },
        (Some(values), _, Type::Int(width)) => ir::EnumKind::Ints {
            width: *width,
            values: values
                .values
                .iter()
                .map(|value| ir::EnumValue {
                    name: name_of(cx, &value.name),
                    value: value.number,
                    docs: vec![format!("{}: {}", value.number, markdown::sentence(&value.doc))],
                })
                .collect(),
        },
        (None, Some(texts), Type::Text) => ir::EnumKind::Texts {
            values: texts
                .values
                .iter()
                .map(|value| ir::EnumValue {
                    name: name_of(cx, &value.name),
                    value: value.text.clone(),
                    docs: vec![format!("{}: {}", markdown::code(&value.text), markdown::sentence(&value.doc))],
                })
                .collect(),
        },
        _ => return None,
    };
    Some(ir::Enum {
        name: cx.type_ref(&named.name).name,
        features: cx.usage.type_features(&named.name),
        docs: vec![markdown::sentence(&named.doc)],
        kind,
    })
}

fn structure(cx: &mut Context<'_>, named: &NamedType) -> Option<ir::Struct> {
    let name = named.name.as_str();
    let (sent, received) = (cx.usage.is_sent(name), cx.usage.is_received(name));
    if named.schema.ty != Type::Struct(named.name.clone()) {
        return None;
    }
    let mut docs = vec![markdown::sentence(&named.doc)];
    docs.extend(sentences::rules(&named.rules));
    Some(ir::Struct {
        name: cx.type_ref(name).name,
        features: cx.usage.type_features(name),
        sent: sent.then(|| fields::fields(cx, name, &named.fields)),
        rules: if sent { rules::rules(cx, &named.rules, &named.fields) } else { Vec::new() },
        received: received.then(|| replies::struct_fields(cx, name, &named.fields, sent)),
        docs,
    })
}

fn union(cx: &mut Context<'_>, named: &NamedType, union: &Union) -> Option<ir::Union> {
    let (sent, received) = (cx.usage.is_sent(&named.name), cx.usage.is_received(&named.name));
    if sent && received {
        cx.unsupported(&format!("type {}", named.name), "a union both sent and received");
    }
    let no_siblings: &[Param] = &[];
    let mut variants = Vec::with_capacity(union.variants.len());
    for variant in &union.variants {
        let what = format!("variant {} of {}", variant.name, named.name);
        let value = if received {
            ir::Value { kind: values::received(cx, &variant.schema, &what), checks: ir::Checks::None }
        } else {
            values::sent(cx, &variant.schema, &what, no_siblings)
        };
        variants.push(ir::Variant {
            name: cx.ident(&pascal_case(&variant.name), &what),
            selector: variant.selector,
            value,
            docs: vec![variant_docs(cx, union, variant, received)],
        });
    }
    Some(ir::Union {
        name: cx.type_ref(&named.name).name,
        features: cx.usage.type_features(&named.name),
        received,
        sensitive: cx.usage.is_sensitive(&named.name),
        variants,
        docs: vec![markdown::sentence(&named.doc)],
    })
}

/// `1: A text. Limits: not empty.`
fn variant_docs(cx: &Context<'_>, union: &Union, variant: &Variant, received: bool) -> String {
    let values = cx.named(&union.by).and_then(|by| by.values.as_ref());
    let value = values.and_then(|values| values.values.iter().find(|value| value.number == variant.selector));
    let mut docs = match value {
        Some(value) => format!("{}: {}", variant.selector, markdown::sentence(&value.doc)),
        None => format!("{}.", variant.selector),
    };
    if !received {
        for sentence in sentences::value(cx.spec, &variant.schema) {
            docs.push(' ');
            docs.push_str(&sentence);
        }
    }
    docs
}
