//! What the lints look at: the files, what they define, and every place that says what a value is.

use crate::Day;
use crate::diagnostic::{Diagnostics, Place};
use crate::document::{Param, ReplyField};
use crate::load::Documents;
use crate::model::{LimitKind, Schema, Type};
use crate::resolve::{At, Limited, Names, Written, param_schema, reply_schema, variant_schema};
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the lints look at.
pub(super) struct Context<'a> {
    /// All files.
    pub(super) documents: &'a Documents,
    /// What they define for use by name.
    pub(super) names: Names<'a>,
    /// Every place that says what a value is, in the order of the files.
    pub(super) sites: Vec<Site<'a>>,
    /// Which day it is, if that is known.
    pub(super) today: Option<&'a Day>,
    /// What parsing and resolving found, by rule and place.
    pub(super) earlier: Vec<(&'static str, Place)>,
    /// Whether parsing or resolving found an error, so that something may be missing here.
    pub(super) is_incomplete: bool,
}

/// A place that says what a value is: a type's definition, a parameter, a field of a struct, reply or callback, a
/// variant of a union.
pub(super) struct Site<'a> {
    /// Where it stands.
    pub(super) at: At<'a>,
    /// The type whose definition this is, or is part of.
    pub(super) owner: Option<&'a str>,
    /// `type`, `field`, `variant`, `parameter` or `reply field`.
    pub(super) noun: &'static str,
    /// Its name.
    pub(super) name: &'a str,
    /// The limits that stand here.
    pub(super) written: Written<'a>,
    /// What it is, with the limits of its type; nothing if that could not be found out.
    pub(super) schema: Option<Schema>,
    /// Whether a request must have it.
    pub(super) is_required: bool,
    /// The default that stands here.
    pub(super) default: Option<&'a Value>,
    /// The example that stands here.
    pub(super) example: Option<&'a Value>,
}

impl<'a> Context<'a> {
    /// Looks at `documents` once more; `report` has what was found so far.
    pub(super) fn new(documents: &'a Documents, today: Option<&'a Day>, report: &Diagnostics) -> Self {
        // What is wrong here was reported by the resolver.
        let reported = &mut Diagnostics::default();
        let names = Names::collect(documents, reported);
        let mut sites = types(documents, &names);
        for doc in &documents.actions {
            let top = At::top(&doc.index);
            for (name, document) in doc.content.params.iter() {
                let at = top.key("params").key(name);
                sites.push(param(None, "parameter", name, document, at, &names));
            }
            for (name, document) in doc.content.reply.iter() {
                sites.push(reply_field("reply field", name, document, top.key("reply").key(name), &names));
            }
        }
        for doc in &documents.callbacks {
            let top = At::top(&doc.index);
            for (name, document) in doc.content.fields.iter() {
                sites.push(reply_field("field", name, document, top.key("fields").key(name), &names));
            }
            for (name, document) in doc.content.reply.iter() {
                sites.push(param(None, "parameter", name, document, top.key("reply").key(name), &names));
            }
        }
        let earlier = report.iter().filter_map(|finding| Some((finding.rule, finding.place.clone()?))).collect();
        Self { documents, names, sites, today, earlier, is_incomplete: report.has_errors() }
    }

    /// The types that the definition of each type uses.
    pub(super) fn uses(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for site in &self.sites {
            if let (Some(owner), Some(schema)) = (site.owner, &site.schema) {
                uses.entry(owner).or_default().extend(types_of(schema).into_iter().filter(|used| *used != owner));
            }
        }
        for (name, document) in self.documents.types.iter().flat_map(|doc| doc.content.types.iter()) {
            uses.entry(name).or_default().extend(document.by.as_deref());
        }
        uses
    }
}

/// The named types that stand at a place itself: what they are made of stands at their definitions.
pub(super) fn types_of(schema: &Schema) -> Vec<&str> {
    if let Some(named) = &schema.named {
        return vec![named];
    }
    match &schema.ty {
        Type::List(item) => types_of(item),
        Type::Map { key, value } => [types_of(key), types_of(value)].concat(),
        Type::Json { value, .. } => types_of(value),
        Type::Text | Type::Bool | Type::Int(_) | Type::Struct(_) | Type::Union(_) => Vec::new(),
    }
}

/// `types` and all that their definitions use, at any remove.
pub(super) fn reachable<'s>(
    types: impl Iterator<Item = &'s str>,
    uses: &BTreeMap<&'s str, BTreeSet<&'s str>>,
) -> BTreeSet<&'s str> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&str> = types.collect();
    while let Some(name) = next.pop() {
        if found.insert(name) {
            next.extend(uses.get(name).into_iter().flatten());
        }
    }
    found
}

fn param<'a>(
    owner: Option<&'a str>,
    noun: &'static str,
    name: &'a str,
    document: &'a Param,
    at: At<'a>,
    names: &Names<'a>,
) -> Site<'a> {
    Site {
        owner,
        noun,
        name,
        written: document.written(),
        schema: param_schema(document, &at, names, &mut Diagnostics::default()),
        is_required: document.required,
        default: document.default.as_ref(),
        example: document.example.as_ref(),
        at,
    }
}

fn reply_field<'a>(
    noun: &'static str,
    name: &'a str,
    document: &'a ReplyField,
    at: At<'a>,
    names: &Names<'a>,
) -> Site<'a> {
    Site {
        owner: None,
        noun,
        name,
        written: document.written(),
        schema: reply_schema(document, &at, names, &mut Diagnostics::default()),
        is_required: false,
        default: None,
        example: document.example.as_ref(),
        at,
    }
}

fn types<'a>(documents: &'a Documents, names: &Names<'a>) -> Vec<Site<'a>> {
    let mut sites = Vec::new();
    for doc in &documents.types {
        for (name, document) in doc.content.types.iter() {
            let at = At::top(&doc.index).key("types").key(name);
            // Of two definitions of one name, the first is what the name means.
            let defined = names.types.get(name).filter(|definition| definition.at.name() == at.name());
            let schema = defined.and_then(|definition| definition.item.as_ref()).map(|item| item.schema.clone());
            let (fields, variants) = (at.key("fields"), at.key("variants"));
            sites.push(Site {
                owner: Some(name),
                noun: "type",
                name,
                written: document.written(),
                schema,
                is_required: false,
                default: None,
                example: None,
                at,
            });
            for (field, document) in document.fields.iter().flat_map(|fields| fields.iter()) {
                sites.push(param(Some(name), "field", field, document, fields.key(field), names));
            }
            for (variant, ty) in document.variants.iter().flat_map(|variants| variants.iter()) {
                let at = variants.key(variant);
                sites.push(Site {
                    owner: Some(name),
                    noun: "variant",
                    name: variant,
                    written: Written::default(),
                    schema: variant_schema(ty, &at, names, &mut Diagnostics::default()),
                    is_required: false,
                    default: None,
                    example: None,
                    at,
                });
            }
        }
    }
    sites
}

/// Whether a limit of this kind can limit a value of this schema itself, rather than its items.
pub(super) fn applies(limit: &LimitKind, schema: &Schema) -> bool {
    use LimitKind as Kind;
    let is_length =
        matches!(limit, Kind::NonEmpty | Kind::MinBytes(_) | Kind::MaxBytes(_) | Kind::MinChars(_) | Kind::MaxChars(_));
    let is_range = matches!(limit, Kind::Min(_) | Kind::Above(_) | Kind::Max(_) | Kind::Below(_));
    let is_count = matches!(limit, Kind::MinItems(_) | Kind::MaxItems(_));
    match &schema.ty {
        Type::Text if is_closed(schema) => matches!(limit, Kind::OneOfTexts(_)),
        Type::Text => {
            let is_shape = matches!(
                limit,
                Kind::Base64(_) | Kind::Charset(_) | Kind::Prefix(_) | Kind::ForbiddenPrefix(_) | Kind::OneOfTexts(_)
            );
            is_length || is_shape
        }
        Type::Json { .. } => is_length,
        Type::Bool | Type::Struct(_) | Type::Union(_) => false,
        Type::Int(_) if is_closed(schema) => {
            let is_flags = schema.limits.iter().any(|limit| matches!(limit.kind, Kind::Flags(_)));
            if is_flags { matches!(limit, Kind::Flags(_)) } else { matches!(limit, Kind::OneOf(_)) }
        }
        Type::Int(_) => is_range || matches!(limit, Kind::OneOf(_)),
        Type::Map { .. } => is_count,
        Type::List(item) => {
            is_count
                || match &item.ty {
                    Type::Text | Type::Bool | Type::Int(_) => *limit == Kind::UniqueItems,
                    Type::Struct(_) => matches!(limit, Kind::UniqueBy(_) | Kind::MaxTotalBytes(_)),
                    // What is not plain is not compared.
                    _ => false,
                }
        }
    }
}

/// Whether this is an enumeration, or flags, that lists all its values.
pub(super) fn is_closed(schema: &Schema) -> bool {
    let lists_all =
        |limit: &LimitKind| matches!(limit, LimitKind::OneOf(_) | LimitKind::OneOfTexts(_) | LimitKind::Flags(_));
    schema.enumeration.is_some() && schema.limits.iter().any(|limit| lists_all(&limit.kind))
}

/// What values of this type are called in a message.
pub(super) fn describe(ty: &Type) -> &'static str {
    match ty {
        Type::Text => "text",
        Type::Bool => "true or false",
        Type::Int(_) => "a number",
        Type::List(_) => "a list",
        Type::Struct(_) | Type::Map { .. } | Type::Union(_) => "an object",
        Type::Json { .. } => "JSON in a text",
    }
}
