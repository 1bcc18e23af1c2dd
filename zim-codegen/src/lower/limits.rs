//! Limits as calls on the runtime's checks, with what several actions share stated once.

use super::identifiers::Identifiers;
use super::{markdown, sentences};
use crate::ir;
use std::collections::BTreeSet;
use zim_spec::model::{Limit, LimitKind, Param, Schema, Spec, Type};
use zim_spec::naming::{screaming_snake_case, snake_case};

/// Which shared definitions the selected actions use: nothing else is emitted.
pub(super) struct Used {
    types: BTreeSet<String>,
    charsets: BTreeSet<String>,
    enumerations: BTreeSet<String>,
    sent: BTreeSet<String>,
    received: BTreeSet<String>,
}

impl Used {
    pub(super) fn of(spec: &Spec) -> Self {
        let mut used = Self {
            types: BTreeSet::new(),
            charsets: BTreeSet::new(),
            enumerations: BTreeSet::new(),
            sent: BTreeSet::new(),
            received: BTreeSet::new(),
        };
        for action in &spec.actions {
            action.params.iter().for_each(|param| used.sent(spec, &param.schema));
            action.reply.iter().for_each(|field| used.received(spec, &field.schema));
        }
        used
    }

    /// Whether requests have the struct `name`.
    pub(super) fn is_sent(&self, name: &str) -> bool {
        self.sent.contains(name)
    }

    /// Whether replies have the struct `name`.
    pub(super) fn is_received(&self, name: &str) -> bool {
        self.received.contains(name)
    }

    /// Whether anything has values of the enumeration `name`.
    pub(super) fn has_enumeration(&self, name: &str) -> bool {
        self.enumerations.contains(name)
    }

    fn sent(&mut self, spec: &Spec, schema: &Schema) {
        self.enumerations.extend(schema.enumeration.clone());
        if let Some(name) = shared_check(schema) {
            self.types.insert(name.to_owned());
        }
        for limit in &schema.limits {
            if let LimitKind::Charset(name) = &limit.kind {
                self.charsets.insert(name.clone());
            }
        }
        match &schema.ty {
            Type::List(item) => self.sent(spec, item),
            Type::Struct(name) if self.sent.insert(name.clone()) => {
                fields(spec, name).iter().for_each(|field| self.sent(spec, &field.schema));
            }
            _ => {}
        }
    }

    fn received(&mut self, spec: &Spec, schema: &Schema) {
        self.enumerations.extend(schema.enumeration.clone());
        match &schema.ty {
            Type::List(item) => self.received(spec, item),
            Type::Struct(name) if self.received.insert(name.clone()) => {
                fields(spec, name).iter().for_each(|field| self.received(spec, &field.schema));
            }
            _ => {}
        }
    }
}

fn fields<'a>(spec: &'a Spec, name: &str) -> &'a [Param] {
    spec.types.get(name).map(|named| named.fields.as_slice()).unwrap_or_default()
}

/// The character sets that are used.
pub(super) fn charsets(spec: &Spec, used: &Used, names: &mut Identifiers) -> Vec<ir::Charset> {
    let used = spec.charsets.values().filter(|charset| used.charsets.contains(&charset.name));
    let charsets = used.map(|charset| ir::Charset {
        constant: charset_constant(&charset.name, names),
        name: charset.name.clone(),
        chars: charset.chars.clone(),
        docs: vec![markdown::sentence(&charset.doc)],
    });
    charsets.collect()
}

/// The checks of named types that are used as they stand.
pub(super) fn named_checks(spec: &Spec, used: &Used, names: &mut Identifiers) -> Vec<ir::NamedCheck> {
    let mut checks = Vec::new();
    for named in spec.types.values().filter(|named| used.types.contains(&named.name)) {
        let subject = if matches!(named.schema.ty, Type::Int(_)) { ir::Subject::Int } else { ir::Subject::Text };
        let mut docs = vec![format!("{}: {}", markdown::code(&named.name), markdown::sentence(&named.doc))];
        docs.extend(sentences::limits(spec, &named.schema));
        checks.push(ir::NamedCheck {
            function: names.ident(&snake_case(&named.name), &format!("type {}", named.name)),
            subject,
            limits: calls(&named.schema.limits, names),
            docs,
        });
    }
    checks
}

/// The checks of a value.
pub(super) fn checks(schema: &Schema, names: &mut Identifiers) -> ir::Checks {
    if let Some(name) = shared_check(schema) {
        return ir::Checks::Named(names.ident(&snake_case(name), &format!("type {name}")));
    }
    let calls = calls(&schema.limits, names);
    if calls.is_empty() { ir::Checks::None } else { ir::Checks::Inline(calls) }
}

/// The named type whose shared check serves this value: one of its limits adjusted, and it serves no more.
fn shared_check(schema: &Schema) -> Option<&str> {
    let shareable = matches!(schema.ty, Type::Text | Type::Int(_)) && !schema.adjusted && !schema.limits.is_empty();
    schema.named.as_deref().filter(|_| shareable)
}

fn calls(limits: &[Limit], names: &mut Identifiers) -> Vec<ir::Limit> {
    let calls = limits.iter().map(|limit| ir::Limit { call: call(&limit.kind, names), raisable: limit.raisable });
    calls.collect()
}

fn call(kind: &LimitKind, names: &mut Identifiers) -> ir::LimitCall {
    let method = names.ident(kind.key(), "a limit");
    match kind {
        LimitKind::MinBytes(n) | LimitKind::MaxBytes(n) | LimitKind::MinChars(n) | LimitKind::MaxChars(n) => {
            ir::LimitCall::Number(method, (*n).into())
        }
        LimitKind::MinItems(n) | LimitKind::MaxItems(n) => ir::LimitCall::Number(method, (*n).into()),
        LimitKind::Min(n) | LimitKind::Max(n) => ir::LimitCall::Number(method, (*n).into()),
        LimitKind::Charset(name) => ir::LimitCall::Charset(charset_constant(name, names)),
        LimitKind::Prefix(text) | LimitKind::ForbiddenPrefix(text) => ir::LimitCall::Text(method, text.clone()),
        LimitKind::OneOf(numbers) => ir::LimitCall::Numbers(method, numbers.clone()),
        LimitKind::UniqueItems => ir::LimitCall::Unique,
        _ => ir::LimitCall::Flag(method),
    }
}

fn charset_constant(name: &str, names: &mut Identifiers) -> proc_macro2::Ident {
    names.ident(&screaming_snake_case(name), &format!("charset {name}"))
}
