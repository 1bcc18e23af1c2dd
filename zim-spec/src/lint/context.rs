//! What the lints look at: the files, what they define, and every place that says what a value is.

use crate::diagnostic::Diagnostics;
use crate::document::Param;
use crate::load::Documents;
use crate::model::{LimitKind, Schema, Type};
use crate::resolve::{At, Limited, Names, Written, param_schema, reply_schema};
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
    /// Whether parsing or resolving found an error, so that something may be missing here.
    pub(super) is_incomplete: bool,
}

/// A place that says what a value is: a type's definition, a parameter, a field of a struct or of a reply.
pub(super) struct Site<'a> {
    /// Where it stands.
    pub(super) at: At<'a>,
    /// The type whose definition this is, or is part of.
    pub(super) owner: Option<&'a str>,
    /// `type`, `field`, `parameter` or `reply field`.
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
    pub(super) fn new(documents: &'a Documents, report: &Diagnostics) -> Self {
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
                let at = top.key("reply").key(name);
                sites.push(Site {
                    owner: None,
                    noun: "reply field",
                    name,
                    written: Written::default(),
                    schema: reply_schema(document, &at, &names, reported),
                    is_required: false,
                    default: None,
                    example: document.example.as_ref(),
                    at,
                });
            }
        }
        Self { documents, names, sites, is_incomplete: report.has_errors() }
    }

    /// The types that the definition of each type uses.
    pub(super) fn uses(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for site in &self.sites {
            if let (Some(owner), Some(schema)) = (site.owner, &site.schema) {
                uses.entry(owner).or_default().extend(types_of(schema).filter(|used| *used != owner));
            }
        }
        uses
    }
}

/// The named types that stand at a place itself: what they are made of stands at their definitions.
pub(super) fn types_of(schema: &Schema) -> impl Iterator<Item = &str> {
    let item = match &schema.ty {
        Type::List(item) if schema.named.is_none() => item.named.as_deref(),
        _ => None,
    };
    schema.named.as_deref().into_iter().chain(item)
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

fn types<'a>(documents: &'a Documents, names: &Names<'a>) -> Vec<Site<'a>> {
    let mut sites = Vec::new();
    for doc in &documents.types {
        for (name, document) in doc.content.types.iter() {
            let at = At::top(&doc.index).key("types").key(name);
            // Of two definitions of one name, the first is what the name means.
            let defined = names.types.get(name).filter(|definition| definition.at.name() == at.name());
            let schema = defined.and_then(|definition| definition.item.as_ref()).map(|item| item.schema.clone());
            let fields = at.key("fields");
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
        }
    }
    sites
}

/// Whether a limit of this kind can limit a value of this schema itself, rather than its items.
pub(super) fn applies(limit: &LimitKind, schema: &Schema) -> bool {
    match &schema.ty {
        Type::Text => matches!(
            limit,
            LimitKind::NonEmpty
                | LimitKind::MinBytes(_)
                | LimitKind::MaxBytes(_)
                | LimitKind::MinChars(_)
                | LimitKind::MaxChars(_)
                | LimitKind::Charset(_)
                | LimitKind::Prefix(_)
                | LimitKind::ForbiddenPrefix(_)
        ),
        Type::Bool | Type::Struct(_) => false,
        Type::Int(_) if schema.enumeration.is_some() => matches!(limit, LimitKind::OneOf(_)),
        Type::Int(_) => matches!(limit, LimitKind::Min(_) | LimitKind::Max(_)),
        // Objects are not compared.
        Type::List(item) if matches!(item.ty, Type::Struct(_)) => {
            matches!(limit, LimitKind::MinItems(_) | LimitKind::MaxItems(_))
        }
        Type::List(_) => matches!(limit, LimitKind::MinItems(_) | LimitKind::MaxItems(_) | LimitKind::UniqueItems),
    }
}

/// What values of this type are called in a message.
pub(super) fn describe(ty: &Type) -> &'static str {
    match ty {
        Type::Text => "text",
        Type::Bool => "true or false",
        Type::Int(_) => "a number",
        Type::List(_) => "a list",
        Type::Struct(_) => "an object",
    }
}
