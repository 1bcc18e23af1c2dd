//! Schemas made into fields.

use super::super::prose;
use super::super::rules::{REFERENCE, UNION, UNREAD};
use super::super::{Code, Field, FieldType, Found, Required};
use super::refs::{At, Files, Followed};
use super::{lines, table};
use zim_spec::diagnostic::{Diagnostic, Diagnostics, Place, quoted};
use zim_spec::model::Scalar;

/// Objects inside each other, at most.
const DEEPEST: usize = 16;

/// Fields of one file, at most: references can multiply without end.
pub(super) const MOST: usize = 5000;

/// Bytes of descriptions that are read of one file, at most: the longest of real ones have a tenth of it.
const MOST_WORDS: usize = 512 * 1024;

/// Codes of one file, at most.
const MOST_CODES: usize = 2000;

/// Keys under which one schema gives several to choose from.
const CHOICES: [&str; 2] = ["oneOf", "anyOf"];

/// Makes fields of schemas.
pub(super) struct Maker<'f, 'd> {
    pub(super) files: &'f Files,
    pub(super) findings: &'d mut Diagnostics,
    /// The codes in descriptions met so far.
    pub(super) codes: Vec<Found<Code>>,
    /// How many bytes of descriptions were read.
    pub(super) words: usize,
    /// How many fields there are.
    pub(super) count: usize,
    /// Whether the fields are those of a reply: its descriptions bound nothing.
    pub(super) is_reply: bool,
}

impl<'f> Maker<'f, '_> {
    /// The fields of an object.
    pub(super) fn fields(&mut self, schema: At<'f>, depth: usize) -> Vec<Field> {
        let followed = self.follow(schema);
        let mut found: Vec<Field> = Vec::new();
        if depth > DEEPEST {
            self.stop(schema.place(), "objects lie too deep in each other");
            return found;
        }
        let required: Vec<&str> =
            followed.get("required").into_iter().flat_map(At::items).filter_map(|item| item.node.text()).collect();
        for (name, place, property) in followed.get("properties").into_iter().flat_map(At::entries) {
            if self.count >= MOST {
                self.stop(place, "there are too many fields");
                return found;
            }
            let is_required = required.contains(&name);
            let at = followed.key("required").filter(|_| is_required).unwrap_or_else(|| place.clone());
            let mut field = self.field(Found::new(name.to_owned(), place), property, property, depth);
            field.required = match (is_required, self.is_reply) {
                (true, _) => Some(Found::new(Required::Yes, at)),
                (false, true) => None,
                (false, false) => Some(Found::new(Required::No, at)),
            };
            push(&mut found, field);
        }
        for part in followed.get("allOf").into_iter().flat_map(At::items) {
            for field in self.fields(part, depth + 1) {
                push(&mut found, field);
            }
        }
        for key in CHOICES {
            let Some(choices) = followed.get(key) else { continue };
            let before = found.len();
            for choice in choices.items() {
                for mut field in self.fields(choice, depth + 1) {
                    // What one of several forms requires is not always there.
                    field.required = field.required.filter(|required| required.value != Required::Yes);
                    push(&mut found, field);
                }
            }
            if found.len() > before {
                let place = followed.key(key).unwrap_or_else(|| choices.place());
                let finding =
                    Diagnostic::warning(UNION, format!("`{key}`: one of several objects, and nothing says which"));
                self.findings.push(
                    finding.at(place).help("make it a union with `by`, or keep the fields of all, none required"),
                );
            }
        }
        for name in required.iter().filter(|name| found.iter().all(|field| field.name.value != **name)) {
            let place = followed.key("required").unwrap_or_else(|| schema.place());
            let what = format!("{} is required and is no field", quoted(name));
            self.warn(UNREAD, what, place, "look whether its name is misspelt");
        }
        found
    }

    /// A field of the type that `schema` states, with the description that `holder` has.
    pub(super) fn field(&mut self, name: Found<String>, schema: At<'f>, holder: At<'f>, depth: usize) -> Field {
        self.count += 1;
        let followed = self.follow(schema);
        let mut field = Field::new(name);
        field.ty = self.field_type(&followed, &field);
        self.describe(&mut field, holder, depth);
        self.constrain(&mut field, &followed);
        let items = followed
            .get("items")
            .filter(|_| !matches!(field.ty.as_ref().map(|ty| ty.value), Some(FieldType::Object | FieldType::Map)));
        if let Some(items) = items {
            self.items(&mut field, items, depth);
        } else {
            field.fields = self.fields(schema, depth + 1);
        }
        if let Some(values) = followed.get("additionalProperties").filter(|values| !values.node.entries().is_empty()) {
            for inner in self.fields(values, depth + 1) {
                push(&mut field.fields, inner);
            }
        }
        field.nullable |= followed.get("nullable").is_some_and(|flag| flag.node.is_true());
        field.example = example(&followed, holder);
        field
    }

    /// What the items of a list are: their fields and limits are its own.
    fn items(&mut self, field: &mut Field, items: At<'f>, depth: usize) {
        let followed = self.follow(items);
        let ty = field.ty.as_ref().map(|ty| ty.value);
        self.describe(field, items, depth + 1);
        if ty != Some(FieldType::ListOfObject) {
            self.constrain(field, &followed);
        }
        field.fields = self.fields(items, depth + 1);
        if let Some(values) = followed.get("additionalProperties").filter(|values| !values.node.entries().is_empty()) {
            field.fields.extend(self.fields(values, depth + 1));
        }
    }

    /// What the description beside a schema says.
    fn describe(&mut self, field: &mut Field, holder: At<'f>, depth: usize) {
        let followed = self.follow(holder);
        let Some(at) = followed.get("description") else { return };
        let Some(text) = at.node.text() else {
            let what = format!("the description of {} is no text", quoted(&field.name.value));
            return self.warn(UNREAD, what, at.place(), "write `|` behind `description:`");
        };
        let (codes, strange) = table::codes(text);
        let room = MOST_CODES.saturating_sub(self.codes.len());
        for (offset, mut code) in codes.into_iter().take(room) {
            code.in_items |= depth > 0;
            let place = lines::place(self.findings, at, text, offset);
            if self.codes.iter().all(|known| known.value.number != code.number || known.value.in_items != code.in_items)
            {
                self.codes.push(Found::new(code, place));
            }
        }
        for (offset, cell) in strange.into_iter().take(20) {
            let place = lines::place(self.findings, at, text, offset);
            self.warn(UNREAD, format!("{} is no return code", quoted(&cell)), place, "look at the row");
        }
        let words = text.split("<table").next().unwrap_or(text);
        self.words += words.len();
        if self.words > MOST_WORDS {
            return self.stop(at.place(), "there are too many words");
        }
        field.text.get_or_insert_with(|| Found::new(words.trim().to_owned(), at.place()));
        let ty = field.ty.as_ref().map(|ty| ty.value);
        if self.is_reply {
            // Nobody checks a reply: of its words only values and units are of use.
            let mut read = Field::new(field.name.clone());
            let mut findings = Diagnostics::default();
            prose::read(words, at.place(), ty, &mut read, &mut findings);
            field.values.append(&mut read.values);
            field.is_open |= read.is_open;
            field.is_flags |= read.is_flags;
            field.unit = field.unit.take().or(read.unit);
        } else {
            prose::read(words, at.place(), ty, field, self.findings);
        }
    }

    /// The type that a schema states or shows.
    fn field_type(&mut self, schema: &Followed<'f>, field: &Field) -> Option<Found<FieldType>> {
        let at = schema.get("type").or_else(|| schema.get("format"));
        let place =
            schema.key("type").or_else(|| schema.end().map(At::place)).unwrap_or_else(|| field.name.place.clone());
        let stated = at.and_then(|at| {
            at.node.text().or_else(|| at.items().filter_map(|item| item.node.text()).find(|ty| *ty != "null"))
        });
        let stated = stated.filter(|stated| !matches!(*stated, "null" | "any" | ""));
        let shown = || match () {
            () if schema.get("items").is_some() => Some("array"),
            () if schema.get("properties").is_some() || schema.get("additionalProperties").is_some() => Some("object"),
            () => None,
        };
        let word = stated.or_else(shown);
        let read = word.and_then(prose::field_type);
        let Some(read) = read else {
            let name = quoted(&field.name.value);
            let what = match (word, at) {
                (Some(word), _) => format!("the type {} of {name} is unknown", quoted(word)),
                (None, _) => format!("{name} has no type"),
            };
            if CHOICES.iter().all(|key| schema.get(key).is_none()) && schema.get("allOf").is_none() {
                self.warn(UNREAD, what, place, "look at an example, and write `type`");
                return None;
            }
            return Some(Found::new(FieldType::Object, place));
        };
        let ty = match read {
            FieldType::List => self.list_type(schema),
            FieldType::Object if is_map(schema) => FieldType::Map,
            FieldType::Number => width(schema).unwrap_or(FieldType::Number),
            other => other,
        };
        Some(Found::new(ty, place))
    }

    fn list_type(&mut self, schema: &Followed<'f>) -> FieldType {
        let Some(items) = schema.get("items") else { return FieldType::List };
        let items = self.follow(items);
        let ty = items.text("type").and_then(prose::field_type);
        match ty {
            Some(FieldType::Text) => FieldType::ListOfText,
            Some(FieldType::Number | FieldType::Int32 | FieldType::Int64) => FieldType::ListOfNumber,
            Some(FieldType::Object | FieldType::Map) => FieldType::ListOfObject,
            None if ["properties", "oneOf", "anyOf", "allOf"].iter().any(|key| items.get(key).is_some()) => {
                FieldType::ListOfObject
            }
            _ => FieldType::List,
        }
    }

    pub(super) fn follow(&mut self, at: At<'f>) -> Followed<'f> {
        let followed = self.files.follow(at);
        if followed.is_broken {
            let reference = followed.end().and_then(|end| end.text("$ref")).unwrap_or_default();
            let what = format!("{} leads nowhere, or round in circles", quoted(reference));
            let place = followed.end().unwrap_or(at).place();
            // Each schema is followed more than once, and reported once.
            if self.findings.iter().all(|known| known.place.as_ref() != Some(&place) || known.rule != REFERENCE) {
                self.warn(REFERENCE, what, place, "import the file from a folder that holds all it refers to");
            }
        }
        followed
    }

    fn stop(&mut self, place: Place, why: &str) {
        if self.findings.iter().all(|known| known.rule != UNREAD) {
            self.warn(UNREAD, format!("{why}: the rest is left out"), place, "write what is missing by hand");
        }
    }

    pub(super) fn warn(&mut self, rule: &'static str, what: String, place: Place, help: &str) {
        self.findings.push(Diagnostic::warning(rule, what).at(place).help(help));
    }
}

/// Adds a field unless there is one of its name, whose fields it then adds to.
pub(super) fn push(fields: &mut Vec<Field>, field: Field) {
    match fields.iter_mut().find(|known| known.name.value == field.name.value) {
        Some(known) => {
            for inner in field.fields {
                push(&mut known.fields, inner);
            }
        }
        None => fields.push(field),
    }
}

/// Whether an object has keys of one's own.
fn is_map(schema: &Followed<'_>) -> bool {
    let values = schema.get("additionalProperties");
    values.is_some_and(|values| values.node.is_true() || !values.node.entries().is_empty())
        && schema.get("properties").is_none()
}

/// How wide a number is, if `format` tells.
fn width(schema: &Followed<'_>) -> Option<FieldType> {
    match schema.text("format").map(str::to_ascii_lowercase).as_deref() {
        Some("int32" | "uint32") => Some(FieldType::Int32),
        Some("int64" | "uint64") => Some(FieldType::Int64),
        _ => None,
    }
}

/// A value that is shown, of the schema or of what holds it.
fn example(schema: &Followed<'_>, holder: At<'_>) -> Option<Found<Scalar>> {
    let first = |at: At<'_>| {
        let entry = at.entries().next().map(|(_, _, entry)| entry.get("value").unwrap_or(entry));
        at.items().next().or(entry).and_then(|at| Some(Found::new(at.node.scalar()?, at.place())))
    };
    let plain = |at: At<'_>| at.node.scalar().map(|value| Found::new(value, at.place()));
    let own = schema.get("example").or_else(|| holder.get("example"));
    own.and_then(plain).or_else(|| schema.get("examples").or_else(|| holder.get("examples")).and_then(first))
}
