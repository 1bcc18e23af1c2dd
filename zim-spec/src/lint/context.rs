//! What the lints look at: the files, what they define, and every place that says what a value is.

use crate::diagnostic::Diagnostics;
use crate::load::Documents;
use crate::model::{LimitKind, Schema, Type};
use crate::resolve::{At, Limited, Names, Written, param_schema, reply_schema};
use serde_yaml::Value;

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

/// A place that says what a value is: a type's definition, a parameter, a field of a reply.
pub(super) struct Site<'a> {
    /// Where it stands.
    pub(super) at: At<'a>,
    /// `type`, `parameter` or `reply field`.
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
                sites.push(Site {
                    noun: "parameter",
                    name,
                    written: document.written(),
                    schema: param_schema(document, &at, &names, reported),
                    is_required: document.required,
                    default: document.default.as_ref(),
                    example: document.example.as_ref(),
                    at,
                });
            }
            for (name, document) in doc.content.reply.iter() {
                let at = top.key("reply").key(name);
                sites.push(Site {
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
}

fn types<'a>(documents: &'a Documents, names: &Names<'a>) -> Vec<Site<'a>> {
    let mut sites = Vec::new();
    for doc in &documents.types {
        for (name, document) in doc.content.types.iter() {
            let at = At::top(&doc.index).key("types").key(name);
            // Of two definitions of one name, the first is what the name means.
            let defined = names.types.get(name).filter(|definition| definition.at.name() == at.name());
            let schema = defined.and_then(|definition| definition.item.as_ref()).map(|item| item.schema.clone());
            sites.push(Site {
                noun: "type",
                name,
                written: document.written(),
                schema,
                is_required: false,
                default: None,
                example: None,
                at,
            });
        }
    }
    sites
}

/// Whether a limit of this kind can limit a value of this type itself, rather than its items.
pub(super) fn applies(limit: &LimitKind, ty: &Type) -> bool {
    match ty {
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
        Type::Bool => false,
        Type::Int(_) => matches!(limit, LimitKind::Min(_) | LimitKind::Max(_)),
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
    }
}
