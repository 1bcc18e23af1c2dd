//! Parameters and fields of replies, at any depth.

use super::super::facts::{Field, FieldType, Required};
use super::{Found, Kind, limits};
use std::collections::{BTreeMap, BTreeSet};
use zim_spec::diagnostic::Place;
use zim_spec::model::{Action, Int, Param, Scalar, Schema, Spec, Type};

/// Objects inside each other are not followed further than this.
const DEEPEST: usize = 8;

/// A parameter or field of the spec.
#[derive(Clone, Copy)]
pub(super) struct Known<'s> {
    pub(super) name: &'s str,
    pub(super) schema: &'s Schema,
    required: bool,
    default: Option<&'s Scalar>,
}

pub(super) fn of_params(action: &Action) -> Vec<Known<'_>> {
    action.params.iter().map(of_param).collect()
}

fn of_param(param: &Param) -> Known<'_> {
    Known { name: &param.name, schema: &param.schema, required: param.required, default: param.default.as_ref() }
}

pub(super) fn of_reply(action: &Action) -> Vec<Known<'_>> {
    let fields = action.reply.iter();
    fields.map(|field| Known { name: &field.name, schema: &field.schema, required: false, default: None }).collect()
}

/// Walks down both sides at once.
pub(super) struct Walk<'w, 's, 'a> {
    pub(super) spec: &'s Spec,
    pub(super) found: &'w mut Found<'a>,
    pub(super) reply: bool,
}

impl<'s> Walk<'_, 's, '_> {
    pub(super) fn fields(&mut self, page: &[Field], spec: &[Known<'s>], path: &str, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        let kind = match (self.reply, depth) {
            (true, _) => Kind::ReplyField,
            (false, 0) => Kind::Parameter,
            (false, _) => Kind::Nesting,
        };
        let mut seen = BTreeSet::new();
        for field in page {
            let name = field.name.value.as_str();
            let path = format!("{path}.{name}");
            let place = Some(field.name.place.clone());
            // Variants of a union may each have a field of the name.
            let known: Vec<Known<'s>> = spec.iter().copied().filter(|known| known.name == name).collect();
            let on_page = Some((name.to_owned(), place));
            self.found.add(kind, &path, on_page, known.first().map(|known| known.name.to_owned()));
            if !known.is_empty() && seen.insert(name) {
                self.field(field, &known, &path, depth);
            }
        }
        let is_on_page = |known: &Known<'_>| page.iter().any(|field| field.name.value == known.name);
        let missed: BTreeSet<&str> = spec.iter().filter(|known| !is_on_page(known)).map(|known| known.name).collect();
        for name in missed {
            self.found.add(kind, &format!("{path}.{name}"), None, Some(name.to_owned()));
        }
    }

    fn field(&mut self, field: &Field, known: &[Known<'s>], path: &str, depth: usize) {
        let Some(first) = known.first() else { return };
        if let Some(ty) = &field.ty {
            let spec = class(first.schema);
            let is_same = is_class(self.spec, first.schema, ty.value, !field.fields.is_empty());
            let page = if is_same { spec.clone() } else { shown(ty.value).to_owned() };
            self.found.add(Kind::Type, path, Some((page, Some(ty.place.clone()))), Some(spec));
        } else {
            self.found.add(Kind::Type, path, None, Some(class(first.schema)));
        }
        if !self.reply {
            self.required(field, first, path);
            limits::compare(field, first.schema, path, self.spec, self.found);
            self.default(field, first, path);
        } else {
            limits::unit(field, first.schema, path, self.found);
        }
        self.values(field, first.schema, path);
        let inside: Vec<Known<'s>> = known.iter().flat_map(|known| inside(self.spec, known.schema, 0)).collect();
        // A type that contains itself, and an object that the page leaves to another, are not followed.
        if !field.fields.is_empty() {
            self.fields(&field.fields, &inside, path, depth + 1);
        } else if !inside.is_empty() && !self.reply {
            self.found.add(Kind::Nesting, path, None, Some("fields".to_owned()));
        }
    }

    fn required(&mut self, field: &Field, known: &Known<'_>, path: &str) {
        let shown = |required: bool| if required { "yes" } else { "no" }.to_owned();
        let page = field.required.as_ref().map(|found| {
            let word = match found.value {
                Required::Yes => shown(true),
                // A rule says when it must be there: not always, at any rate.
                Required::No | Required::Depends(_) => shown(false),
            };
            (word, Some(found.place.clone()))
        });
        self.found.add(Kind::Required, path, page, Some(shown(known.required)));
    }

    fn default(&mut self, field: &Field, known: &Known<'_>, path: &str) {
        let page = field.default.as_ref().map(|found| (found.value.to_string(), Some(found.place.clone())));
        self.found.add(Kind::Default, path, page, known.default.map(ToString::to_string));
    }

    fn values(&mut self, field: &Field, schema: &Schema, path: &str) {
        let page: BTreeMap<String, Option<Place>> =
            field.values.iter().map(|found| (found.value.value.to_string(), Some(found.place.clone()))).collect();
        let spec = values(self.spec, schema);
        for (value, place) in &page {
            let known = spec.contains(value).then(|| value.clone());
            self.found.add(Kind::Enum, path, Some((value.clone(), place.clone())), known);
        }
        for value in spec.into_iter().filter(|value| !page.contains_key(value)) {
            self.found.add(Kind::Enum, path, None, Some(value));
        }
    }
}

/// The values that an enumeration, or a list of such, allows here.
fn values(spec: &Spec, schema: &Schema) -> BTreeSet<String> {
    let schema = item(schema);
    let Some(named) = schema.enumeration.as_ref().and_then(|name| spec.types.get(name)) else { return BTreeSet::new() };
    let only = schema.limits.iter().find_map(|limit| match &limit.kind {
        zim_spec::model::LimitKind::OneOf(numbers) => Some(numbers.clone()),
        _ => None,
    });
    let numbers = named.values.iter().flat_map(|values| &values.values).map(|value| value.number);
    let numbers = numbers.filter(|number| only.as_ref().is_none_or(|only| only.contains(number)));
    let texts = named.texts.iter().flat_map(|texts| &texts.values).map(|value| value.text.clone());
    numbers.map(|number| number.to_string()).chain(texts).collect()
}

/// What a list holds, or the value itself.
pub(super) fn item(schema: &Schema) -> &Schema {
    match &schema.ty {
        Type::List(item) => item,
        _ => schema,
    }
}

/// The fields of a struct, of what a list or map holds, of every variant of a union.
fn inside<'s>(spec: &'s Spec, schema: &'s Schema, depth: usize) -> Vec<Known<'s>> {
    if depth > DEEPEST {
        return Vec::new();
    }
    match &schema.ty {
        Type::Struct(name) => {
            spec.types.get(name).map_or_else(Vec::new, |named| named.fields.iter().map(of_param).collect())
        }
        Type::List(item) => inside(spec, item, depth + 1),
        Type::Map { value, .. } | Type::Json { value, .. } => inside(spec, value, depth + 1),
        Type::Union(name) => {
            let union = spec.types.get(name).and_then(|named| named.union.as_ref());
            let variants = union.into_iter().flat_map(|union| &union.variants);
            variants.flat_map(|variant| inside(spec, &variant.schema, depth + 1)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a value of the spec is what the page says it is.
fn is_class(spec: &Spec, schema: &Schema, ty: FieldType, has_fields: bool) -> bool {
    if let (Type::Union(name), FieldType::Text) = (&schema.ty, ty) {
        return is_union_of_texts(spec, name);
    }
    match (&schema.ty, ty) {
        (Type::Text | Type::Json { .. }, FieldType::Text)
        | (Type::Bool, FieldType::Bool)
        | (Type::Int(_), FieldType::Number)
        | (Type::Struct(_) | Type::Union(_), FieldType::Object)
        | (Type::Map { .. }, FieldType::Map)
        | (Type::Int(Int::I32 | Int::U32), FieldType::Int32)
        | (Type::Int(Int::I64 | Int::U64), FieldType::Int64) => true,
        (Type::Map { .. }, FieldType::Object) => !has_fields,
        (Type::List(_), FieldType::List) => true,
        (Type::List(item), FieldType::ListOfText) => matches!(item.ty, Type::Text),
        (Type::List(item), FieldType::ListOfNumber) => matches!(item.ty, Type::Int(_)),
        (Type::List(item), FieldType::ListOfObject) => {
            matches!(item.ty, Type::Struct(_) | Type::Union(_) | Type::Map { .. })
        }
        _ => false,
    }
}

/// Whether every variant travels as a text.
fn is_union_of_texts(spec: &Spec, name: &str) -> bool {
    let union = spec.types.get(name).and_then(|named| named.union.as_ref());
    union.is_some_and(|union| {
        union.variants.iter().all(|variant| matches!(variant.schema.ty, Type::Text | Type::Json { .. }))
    })
}

fn class(schema: &Schema) -> String {
    match &schema.ty {
        Type::Bool => "bool".to_owned(),
        Type::Int(Int::I32 | Int::U32) => "32 bits".to_owned(),
        Type::Int(_) => "64 bits".to_owned(),
        Type::List(item) => format!("list of {}", class(item)),
        Type::Map { .. } => "map".to_owned(),
        Type::Struct(_) | Type::Union(_) => "object".to_owned(),
        _ => "text".to_owned(),
    }
}

fn shown(ty: FieldType) -> &'static str {
    match ty {
        FieldType::Text => "text",
        FieldType::Bool => "bool",
        FieldType::Number => "number",
        FieldType::Int32 => "32 bits",
        FieldType::Int64 => "64 bits",
        FieldType::Object => "object",
        FieldType::Map => "map",
        FieldType::ListOfText => "list of text",
        FieldType::ListOfNumber => "list of number",
        FieldType::ListOfObject => "list of object",
        FieldType::List => "list",
    }
}
