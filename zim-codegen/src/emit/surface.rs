//! What callers of the generated code see, as facts that can be compared: what a change of the spec means to them
//! is read off here, from what is emitted, and not guessed.

use super::scope::Scope;
use super::{batch, building, reply, values};
use crate::ir;
use std::collections::{BTreeMap, BTreeSet};
use zim_spec::load::Home;
use zim_spec::model::Spec;
use zim_spec::naming::pascal_case;

/// Everything that callers see, by the part of the spec that it stems from.
#[derive(Debug, Default)]
pub(crate) struct Surface {
    parts: BTreeMap<Part, Facts>,
}

/// A part of the spec that has items in Rust.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    pub(crate) home: Home,
    pub(crate) of: Of,
}

/// Which part of an entry it is; names are those on the wire. The entry itself comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Of {
    /// The entry itself.
    Itself,
    /// A parameter, or a field of what is sent.
    Param(String),
    /// The fields of the envelope in a reply.
    Envelope,
    /// A field of what is received.
    Field(String),
    /// A value of an enumeration, or the variant of a union, by the number or text.
    Value(String),
    /// A code that an action lists.
    Code(i64),
    /// How a list of items is split.
    Items,
    /// How a reply goes on.
    Paging,
    /// What a backend answers to a callback.
    Answer,
    /// A region.
    Region(String),
}

/// Facts about one part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Items: one more is no harm.
    pub(crate) items: BTreeSet<String>,
    /// What callers depend on as a whole: arguments of a function, the shape of a type.
    pub(crate) fixed: BTreeSet<String>,
}

impl Surface {
    /// The facts about `part`; none if there is nothing of it in Rust.
    pub(crate) fn facts(&self, part: &Part) -> Option<&Facts> {
        self.parts.get(part)
    }

    /// All parts that there are.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.keys()
    }

    /// The parts of an entry.
    pub(crate) fn parts_of(&self, home: &Home) -> impl Iterator<Item = &Part> {
        let first = Part { home: home.clone(), of: Of::Itself };
        let home = home.clone();
        self.parts.range(first..).map(|(part, _)| part).take_while(move |part| part.home == home)
    }

    fn part(&mut self, home: &Home, of: Of) -> &mut Facts {
        self.parts.entry(Part { home: home.clone(), of }).or_default()
    }

    fn item(&mut self, home: &Home, of: Of, item: String) {
        self.part(home, of).items.insert(spaced(&item));
    }

    fn fixed(&mut self, home: &Home, of: Of, fact: String) {
        self.part(home, of).fixed.insert(spaced(&fact));
    }
}

/// What callers see of `tree`, which was lowered from `spec`.
pub(crate) fn surface(spec: &Spec, tree: &ir::Tree) -> Surface {
    let mut surface = Surface::default();
    for region in &spec.service.hosts {
        let variant = pascal_case(&region.region);
        surface.item(&Home::Service, Of::Region(region.region.clone()), format!("Region::{variant}"));
    }
    envelope(&mut surface, &Home::Service, &tree.service.ack);
    for code in &tree.codes {
        surface.item(&Home::Code(code.info.code), Of::Itself, format!("codes::{}", code.constant));
    }
    types(&mut surface, spec, tree);
    let codes: BTreeMap<String, i64> =
        tree.codes.iter().map(|code| (code.constant.to_string(), code.info.code)).collect();
    for group in &tree.groups {
        for action in &group.actions {
            self::action(&mut surface, group.module.as_ref(), action, &codes);
        }
    }
    if let Some(callbacks) = &tree.callbacks {
        callbacks.callbacks.iter().for_each(|callback| self::callback(&mut surface, callback));
    }
    surface
}

/// Tokens as people write them: `Option<types::State>`.
fn spaced(text: &str) -> String {
    [" <", "< ", " >", " ::", ":: ", " ,"].iter().fold(text.to_owned(), |text, from| text.replace(from, from.trim()))
}

fn action(surface: &mut Surface, group: &str, action: &ir::Action, codes: &BTreeMap<String, i64>) {
    let home = Home::Action(action.wire_name.clone());
    surface.item(&home, Of::Itself, format!("{group}::{}", action.request));
    params(surface, &home, &action.fields);
    match &action.reply_fields {
        None => surface.fixed(&home, Of::Itself, "its reply is service::Ack".to_owned()),
        Some(fields) => {
            envelope(surface, &home, fields);
            received(surface, &home, fields);
        }
    }
    for refusal in &action.refusals {
        let code = codes.get(&refusal.constant.to_string()).copied().unwrap_or_default();
        surface.item(&home, Of::Code(code), format!("Error::{}", refusal.name));
    }
    if let Some(paging) = &action.paging {
        surface.item(&home, Of::Paging, "next_page".to_owned());
        surface.item(&home, Of::Paging, format!("Paged::Item = {}", batch::page_item(paging)));
    }
    if action.items.as_ref().is_some_and(|items| !items.split.is_empty()) {
        surface.item(&home, Of::Items, "Batch".to_owned());
    }
}

fn callback(surface: &mut Surface, callback: &ir::Callback) {
    let home = Home::Callback(callback.event.clone());
    surface.item(&home, Of::Itself, format!("callbacks::{}", callback.name));
    received(surface, &home, &callback.fields);
    if let Some(answer) = &callback.answer {
        surface.item(&home, Of::Answer, format!("callbacks::{}", answer.name));
        if building::requires_nothing(&answer.fields) {
            surface.item(&home, Of::Answer, "Default".to_owned());
        }
        // Where there was no answer before, no call of its constructor can break.
        params(surface, &home, &answer.fields);
    }
}

fn types(surface: &mut Surface, spec: &Spec, tree: &ir::Tree) {
    let names: BTreeMap<String, &str> = spec.types.keys().map(|name| (pascal_case(name), name.as_str())).collect();
    let home = |rust: &crate::ir::Ident| {
        let rust = rust.to_string();
        Home::Type(names.get(&rust).map_or_else(|| rust.clone(), |&name| name.to_owned()))
    };
    for file in &tree.types {
        for of in &file.enums {
            enumeration(surface, &home(&of.name), of);
        }
        for of in &file.structs {
            structure(surface, &home(&of.name), of);
        }
        for of in &file.unions {
            union(surface, &home(&of.name), of);
        }
    }
}

fn enumeration(surface: &mut Surface, home: &Home, of: &ir::Enum) {
    surface.item(home, Of::Itself, format!("types::{}", of.name));
    let (shape, values) = match &of.kind {
        ir::EnumKind::Ints { width, values } => (format!("enum of {}", values::int_type(*width)), numbers(values)),
        ir::EnumKind::Flags { width, bits } => (format!("flags of {}", values::int_type(*width)), numbers(bits)),
        ir::EnumKind::Texts { values } => {
            let values = values.iter().map(|value| (value.value.clone(), value.name.to_string()));
            ("enum of texts".to_owned(), values.collect())
        }
    };
    surface.fixed(home, Of::Itself, shape);
    for (value, name) in values {
        surface.item(home, Of::Value(value), name);
    }
}

fn numbers(values: &[ir::EnumValue<i64>]) -> Vec<(String, String)> {
    values.iter().map(|value| (value.value.to_string(), value.name.to_string())).collect()
}

fn structure(surface: &mut Surface, home: &Home, of: &ir::Struct) {
    if of.sent.is_none() && of.received.is_none() {
        return;
    }
    surface.item(home, Of::Itself, format!("types::{}", of.name));
    if let Some(fields) = &of.sent {
        surface.item(home, Of::Itself, "new".to_owned());
        if building::requires_nothing(fields) {
            surface.item(home, Of::Itself, "Default".to_owned());
        }
        params(surface, home, fields);
    }
    match &of.received {
        Some(fields) => {
            surface.item(home, Of::Itself, "Deserialize".to_owned());
            received(surface, home, fields);
        }
        None => surface.item(home, Of::Itself, "Eq".to_owned()),
    }
}

fn union(surface: &mut Surface, home: &Home, of: &ir::Union) {
    surface.item(home, Of::Itself, format!("types::{}", of.name));
    if of.received {
        surface.item(home, Of::Itself, "Other".to_owned());
    }
    surface.fixed(home, Of::Itself, if of.received { "read" } else { "written" }.to_owned());
    for variant in &of.variants {
        let ty = match (&variant.value.kind, of.received) {
            (ir::Kind::Json { value, .. }, true) => values::received(&value.kind, Scope::Leaf),
            (kind, true) => values::received(kind, Scope::Leaf),
            (kind, false) => values::owned(kind, Scope::Leaf),
        };
        surface.item(home, Of::Value(variant.selector.to_string()), format!("{}({ty})", variant.name));
    }
}

/// Fields, setters, and the arguments of the constructor, whose order [`diff`](crate::diff) looks at by itself.
fn params(surface: &mut Surface, home: &Home, fields: &[ir::Field]) {
    for field in fields {
        let of = Of::Param(field.wire.clone());
        let (name, ty) = (&field.name, values::owned(&field.value.kind, Scope::Leaf));
        let argument = values::argument(&field.value.kind, Scope::Leaf);
        match field.presence {
            ir::Presence::Required => {
                surface.item(home, of.clone(), format!("{name}: {ty}"));
                surface.fixed(home, of, format!("argument: {argument}"));
            }
            ir::Presence::Optional => {
                surface.item(home, of.clone(), format!("{name}: Option<{ty}>"));
                surface.item(home, of, format!("fn {name}({argument})"));
            }
            ir::Presence::Selector { .. } => {}
        }
    }
}

fn received(surface: &mut Surface, home: &Home, fields: &[ir::Received]) {
    for field in fields.iter().filter(|field| !field.is_envelope && field.is_public) {
        let of = Of::Field(field.wire.clone());
        let (name, ty) = (&field.name, reply::member_type(field, Scope::Leaf));
        surface.item(home, of.clone(), format!("{name}: {ty}"));
        if let Some(reader) = &field.reader {
            let ty = reply::reader_type(field, reader, Scope::Leaf);
            surface.item(home, of, format!("fn {}() -> {ty}", reader.method));
        }
    }
}

fn envelope(surface: &mut Surface, home: &Home, fields: &[ir::Received]) {
    for field in fields.iter().filter(|field| field.is_envelope && field.is_public) {
        surface.item(home, Of::Envelope, format!("{}: {}", field.name, reply::member_type(field, Scope::Leaf)));
    }
}
