//! Named types: what one is, its values, fields or variants, and who uses it.

use super::action::Between;
use super::field::{Dispute, Field, mentions};
use super::page::Page;
use serde::Serialize;
use zim_codegen::sentences;
use zim_spec::model::{self, EnumValue, Schema, Spec, TextValue, Type, Union};

/// A named type.
#[derive(Serialize)]
pub(super) struct NamedType {
    name: String,
    doc: String,
    /// `struct`, `union`, or what it stands for in the notation of a spec.
    #[serde(rename = "type")]
    ty: String,
    /// Its limits and units, in sentences.
    says: Vec<String>,
    /// Whether an enumeration takes further values; `None` if it is none.
    open: Option<bool>,
    /// Whether the values are bits that are added up.
    flags: bool,
    values: Vec<Value>,
    fields: Vec<Field>,
    rules: Vec<Between>,
    /// The enumeration that selects the variant of a union.
    by: Option<String>,
    variants: Vec<Variant>,
    /// The actions, callbacks and types that name it.
    used_by: Vec<String>,
    disputed: Vec<Dispute>,
}

/// A value of an enumeration, or a bit of flags.
#[derive(Serialize)]
struct Value {
    value: serde_json::Value,
    name: String,
    doc: String,
}

/// A variant of a union.
#[derive(Serialize)]
struct Variant {
    selector: i64,
    name: String,
    #[serde(rename = "type")]
    ty: String,
}

impl NamedType {
    pub(super) fn of(spec: &Spec, named: &model::NamedType) -> Self {
        let numbers = named.values.iter().flat_map(|values| &values.values).map(Value::number);
        let texts = named.texts.iter().flat_map(|texts| &texts.values).map(Value::text);
        Self {
            name: named.name.clone(),
            doc: sentences::sentence(&named.doc),
            ty: match named.schema.ty {
                Type::Struct(_) if !named.fields.is_empty() => "struct".to_owned(),
                Type::Union(_) if named.union.is_some() => "union".to_owned(),
                _ => named.schema.ty.to_string(),
            },
            says: sentences::value(spec, &named.schema),
            open: named.values.as_ref().map(|it| it.open).or(named.texts.as_ref().map(|it| it.open)),
            flags: named.values.as_ref().is_some_and(|values| values.flags),
            values: numbers.chain(texts).collect(),
            fields: Field::params(spec, &named.fields),
            rules: Between::rules(spec, &named.rules),
            by: named.union.as_ref().map(|union| union.by.clone()),
            variants: named.union.as_ref().map(variants).unwrap_or_default(),
            used_by: used_by(spec, &named.name),
            disputed: Dispute::all(None, &named.disputed),
        }
    }

    pub(super) fn page(&self) -> Page {
        let mut page = Page::new(&format!("{}, a type: {}", self.name, self.what()));
        page.paragraph(&self.doc);
        page.paragraph(&self.says.join(" "));
        if !self.values.is_empty() {
            page.heading(if self.flags { "Bits" } else { "Values" });
            let row = |value: &Value| ([value.value.to_string(), value.name.clone()], vec![value.doc.clone()]);
            page.rows(&self.values.iter().map(row).collect::<Vec<_>>());
        }
        if self.open == Some(true) {
            page.paragraph("Further values are allowed.");
        }
        Field::write(&self.fields, "Fields", ["required", "optional"], &mut page);
        Between::write(&self.rules, "Rules", &mut page);
        if let Some(by) = &self.by {
            page.heading(&format!("Variants, by {by}"));
            let row = |it: &Variant| ([it.selector.to_string(), it.name.clone(), it.ty.clone()], Vec::new());
            page.rows(&self.variants.iter().map(row).collect::<Vec<_>>());
        }
        let disputes: Vec<Dispute> = Field::disputes(&self.fields).collect();
        Dispute::write(self.disputed.iter().chain(&disputes), &mut page);
        match self.used_by.as_slice() {
            [] => page.paragraph("Nothing uses it."),
            users => page.paragraph(&format!("Used by {}.", users.join(", "))),
        }
        page
    }

    fn what(&self) -> String {
        match (self.values.is_empty(), self.flags) {
            (true, _) => self.ty.clone(),
            (false, true) => format!("flags of {}", self.ty),
            (false, false) => format!("an enumeration of {}", self.ty),
        }
    }
}

impl Value {
    fn number(value: &EnumValue) -> Self {
        Self { value: value.number.into(), name: value.name.clone(), doc: sentences::sentence(&value.doc) }
    }

    fn text(value: &TextValue) -> Self {
        Self { value: value.text.as_str().into(), name: value.name.clone(), doc: sentences::sentence(&value.doc) }
    }
}

fn variants(union: &Union) -> Vec<Variant> {
    let variant =
        |it: &model::Variant| Variant { selector: it.selector, name: it.name.clone(), ty: it.schema.to_string() };
    union.variants.iter().map(variant).collect()
}

/// The actions, callbacks and types that name `name`, in this order.
fn used_by(spec: &Spec, name: &str) -> Vec<String> {
    let uses = |mut schemas: Box<dyn Iterator<Item = &Schema> + '_>| schemas.any(|schema| mentions(schema, name));
    let actions = spec.actions.iter().filter(|action| {
        let params = action.params.iter().map(|param| &param.schema);
        uses(Box::new(params.chain(action.reply.iter().map(|field| &field.schema))))
    });
    let callbacks = spec.callbacks.iter().filter(|callback| {
        let fields = callback.fields.iter().map(|field| &field.schema);
        uses(Box::new(fields.chain(callback.reply.iter().map(|param| &param.schema))))
    });
    let types = spec.types.values().filter(|named| {
        let variants = named.union.iter().flat_map(|union| &union.variants).map(|variant| &variant.schema);
        let inside = named.fields.iter().map(|field| &field.schema).chain(variants).chain([&named.schema]);
        let selects = named.union.as_ref().is_some_and(|union| union.by == name);
        named.name != name && (selects || uses(Box::new(inside)))
    });
    let actions = actions.map(|action| action.name.clone());
    actions.chain(callbacks.map(|it| it.name.clone())).chain(types.map(|it| it.name.clone())).collect()
}
