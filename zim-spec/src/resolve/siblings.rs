//! What stands beside each other: the parameters of an action, the fields of a struct, of a reply or a callback.

use super::at::At;
use super::either;
use super::names::Names;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest, quoted};
use crate::model::{FieldPath, Param, ReplyField, Schema, Type};

/// Names that can be referred to, each with what it is.
pub(super) struct Siblings<'a> {
    /// What one is called: `parameter`, `field` or `reply field`.
    pub(super) noun: &'static str,
    /// What they belong to: `this action` or the name of a struct between backticks.
    of: String,
    /// The mapping of all.
    at: At<'a>,
    /// All names, each with what it is, unless that could not be found out.
    known: Vec<(String, Option<Schema>)>,
}

impl<'a> Siblings<'a> {
    /// The parameters of an action, or of a callback's answer: those called `written`, which stand at `at`.
    pub(super) fn of_params<'w>(written: impl Iterator<Item = &'w str>, params: &[Param], at: At<'a>) -> Self {
        let schema = |name: &str| params.iter().find(|param| param.name == name).map(|param| param.schema.clone());
        let known = written.map(|name| (name.to_owned(), schema(name))).collect();
        Self { noun: "parameter", of: "this action".to_owned(), at, known }
    }

    /// The fields of a reply or callback, which stand at `at`.
    pub(super) fn of_reply(noun: &'static str, of: &str, fields: &[ReplyField], at: At<'a>) -> Self {
        let known = fields.iter().map(|field| (field.name.clone(), Some(field.schema.clone()))).collect();
        Self { noun, of: of.to_owned(), at, known }
    }

    /// Fields of something, each with what it is if that could be found out, which stand at `at`.
    pub(super) fn of_fields(noun: &'static str, of: &str, known: Vec<(String, Option<Schema>)>, at: At<'a>) -> Self {
        Self { noun, of: of.to_owned(), at, known }
    }

    /// The fields of the struct called `name`, which must be known; `None` if it is no struct.
    pub(super) fn of_struct(name: &str, names: &Names<'a>) -> Option<Self> {
        let definition = names.types.get(name)?;
        let fields = &definition.item.as_ref()?.fields;
        let known = fields.iter().map(|field| (field.name.clone(), Some(field.schema.clone()))).collect();
        Some(Self { noun: "field", of: quoted(name), at: definition.at.key("fields"), known })
    }

    /// What `name` is. `None` if there is no such thing, which is reported at `place`, or what it is could not be
    /// found out, which has been reported.
    pub(super) fn find(&self, name: &str, place: Place, report: &mut Diagnostics) -> Option<&Schema> {
        if let Some((_, schema)) = self.known.iter().find(|(known, _)| known == name) {
            return schema.as_ref();
        }
        // One that could not be read is still one.
        if self.at.has(name) {
            return None;
        }
        let names = || self.known.iter().map(|(name, _)| name.as_str());
        let help = match nearest(name, names()) {
            Some(meant) => format!("did you mean {}?", quoted(meant)),
            None if self.known.is_empty() => format!("{} has no {}s", self.of, self.noun),
            None => format!("write one of {}", either(names())),
        };
        let (rule, message) = match self.noun {
            "parameter" => ("unknown-param", format!("no parameter is called {}", quoted(name))),
            noun => ("unknown-field", format!("no {noun} of {} is called {}", self.of, quoted(name))),
        };
        // Where a name and its use disagree, nobody knows which of the two is misspelt.
        report.push(Diagnostic::error(rule, message).at(place).help(help));
        None
    }

    /// Reports `name`, which stands at `at`, unless there is one of that name.
    pub(super) fn check(&self, name: &str, at: &At<'_>, report: &mut Diagnostics) {
        self.find(name, at.value(), report);
    }

    /// Whether there is one of that name, even one that could not be read.
    pub(super) fn has(&self, name: &str) -> bool {
        self.known.iter().any(|(known, _)| known == name) || self.at.has(name)
    }

    /// All names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(|(name, _)| name.as_str())
    }

    /// Names and what they are, where that is known.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Schema)> {
        self.known.iter().filter_map(|(name, schema)| Some((name.as_str(), schema.as_ref()?)))
    }

    /// The path that `text`, which stands at `place`, is: `List` or `List.Field`; and what each value there is.
    /// Anything that is no list, or no list of structs with such a field, is reported under `rule`.
    pub(super) fn path(
        &self,
        text: &str,
        place: &Place,
        rule: &'static str,
        names: &Names<'_>,
        report: &mut Diagnostics,
    ) -> Option<(FieldPath, Schema)> {
        let (list, field) = text.split_once('.').map_or((text, None), |(list, field)| (list, Some(field)));
        let Type::List(item) = &self.find(list, place.clone(), report)?.ty else {
            let message = format!("{} is no list", quoted(list));
            let help = format!("name a {} that is a `list<…>`", self.noun);
            report.push(Diagnostic::error(rule, message).at(place.clone()).help(help));
            return None;
        };
        let Some(field) = field else {
            return Some((FieldPath::new(list, None), (**item).clone()));
        };
        let Type::Struct(part) = &item.ty else {
            let message = format!("the items of {} have no fields", quoted(list));
            let help = format!("write {}, or name a list of structs", quoted(list));
            report.push(Diagnostic::error(rule, message).at(place.clone()).help(help));
            return None;
        };
        let fields = Siblings::of_struct(part, names)?;
        let schema = fields.find(field, place.clone(), report)?.clone();
        Some((FieldPath::new(list, Some(field.to_owned())), schema))
    }
}

/// Whether values of this schema are texts or integers, which can be compared.
pub(super) fn is_comparable(schema: &Schema) -> bool {
    matches!(schema.ty, Type::Text | Type::Int(_))
}

/// Whether values of these schemas can be compared with each other.
pub(super) fn are_alike(a: &Schema, b: &Schema) -> bool {
    matches!((&a.ty, &b.ty), (Type::Text, Type::Text) | (Type::Int(_), Type::Int(_)))
}
