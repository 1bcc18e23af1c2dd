//! Which type a field has: one that the spec uses for fields of that name, one whose limits are the same and whose name
//! ends alike, or one that is made.

use super::super::facts::{Field, FieldType};
use super::PLACEHOLDER;
use super::chosen::{Chosen, Kind};
use super::fields::{DEEPEST, Fields, Spot, is_list};
use super::known::{Known, Use, enumeration};
use super::limits::{self, is_of_list};
use super::names::{shares_a_word, singular};
use super::values::only;
use super::yaml::{Entry, Node};
use zim_spec::model::{Int, Limit, LimitKind, NamedType, Scalar, Type};

impl<'s> Fields<'_, 's> {
    pub(super) fn choose(
        &mut self,
        field: &Field,
        known: Option<Use<'s>>,
        spot: Spot,
        owner: &str,
        depth: usize,
    ) -> Chosen<'s> {
        let is_named = |used: &Use<'_>| used.schema.named.is_some() || is_enumerated(self.known, used);
        let is_fit = |used: &Use<'_>| !is_list(field) || self.items_agree(field, *used, spot);
        if let Some(used) = known.filter(is_named).filter(is_fit) {
            return self.of_use(field, used, spot);
        }
        if is_list(field) {
            return self.list(field, known, spot, owner, depth);
        }
        match field.ty.as_ref().map(|found| found.value) {
            _ if !field.fields.is_empty() => self.object(field, spot, owner, depth),
            Some(FieldType::Object | FieldType::Map) => match known {
                Some(used) => self.of_use(field, used, spot),
                None => Chosen { takes_limits: false, ..Chosen::of_kind("map<string, string>", Kind::Other) }
                    .guessed("an object of which the page names no fields"),
            },
            Some(FieldType::Bool) => Chosen { takes_limits: false, ..Chosen::of_kind("bool", Kind::Bool) },
            ty => self.scalar(field, ty, known, spot, owner),
        }
    }

    /// The type of a field of the same name in the spec.
    fn of_use(&self, field: &Field, used: Use<'s>, spot: Spot) -> Chosen<'s> {
        let mut chosen = Chosen::of_use(self.known, used);
        if !spot.in_reply() && !chosen.holds_items {
            chosen.only = only(field, enumeration(self.known.spec, used.schema));
        }
        if matches!(used.schema.ty, Type::Struct(_)) && field.fields.is_empty() {
            chosen.guess = Some(format!("its fields, which the page does not list, are those of {}", chosen.notation));
        }
        let reads_values = chosen.is_enumeration && field.values.is_empty() && !spot.in_reply();
        if reads_values {
            chosen.guess = Some(format!("its values, which the page does not list, are those of {}", chosen.notation));
        }
        chosen
    }

    /// Whether what the page says of a list's items is what the type of the items says.
    fn items_agree(&self, field: &Field, used: Use<'_>, spot: Spot) -> bool {
        let Type::List(item) = &used.schema.ty else { return true };
        let stated = field.limits.iter().map(|found| &found.value.kind).filter(|kind| !is_of_list(kind));
        spot.in_reply() || stated.into_iter().all(|kind| item.limits.iter().any(|known| known.kind == *kind))
    }

    fn list(&mut self, field: &Field, known: Option<Use<'s>>, spot: Spot, owner: &str, depth: usize) -> Chosen<'s> {
        let ty = field.ty.as_ref().map(|found| found.value);
        if !field.fields.is_empty() {
            if let Some(used) = known {
                return self.of_use(field, used, spot);
            }
            let item = self.structure(field, spot, owner, depth);
            return Chosen::list(&item);
        }
        if let Some(used) = known.filter(|used| self.items_agree(field, *used, spot)) {
            return self.of_use(field, used, spot);
        }
        let mut item = field.clone();
        item.name.value = singular(&field.name.value);
        item.limits.retain(|limit| !is_of_list(&limit.value.kind));
        let number = match ty {
            Some(FieldType::ListOfNumber) => true,
            Some(FieldType::ListOfText) => false,
            _ => field.values.iter().any(|value| matches!(value.value.value, Scalar::Int(_))),
        };
        let is_sure = matches!(ty, Some(FieldType::ListOfText | FieldType::ListOfNumber));
        let item_type = if number { FieldType::Number } else { FieldType::Text };
        if let Some(place) = field.ty.as_ref().map(|found| found.place.clone()) {
            item.ty = Some(super::super::facts::Found::new(item_type, place));
        }
        let of_item = self
            .known
            .best(&item, spot, &[])
            .filter(|used| used.schema.named.is_some() && (spot.in_reply() || agrees(&item, &used.schema.limits)));
        let chosen = match of_item {
            Some(used) => Chosen::of_use(self.known, used),
            None => self.scalar(&item, Some(item_type), None, spot, owner),
        };
        let is_plain = matches!(chosen.notation.as_str(), "string" | "i32" | "u32" | "i64" | "u64");
        let item_notation = if is_plain && !spot.in_reply() && !item.limits.is_empty() {
            self.scalar_type(&item, &chosen.notation, owner)
        } else {
            chosen.notation
        };
        let list = Chosen::list(&item_notation);
        if is_sure { list } else { list.guessed("a list of which the page does not say what it holds") }
    }

    fn object(&mut self, field: &Field, spot: Spot, owner: &str, depth: usize) -> Chosen<'s> {
        let name = self.structure(field, spot, owner, depth);
        match field.ty.as_ref().map(|found| found.value) {
            Some(FieldType::Map) => {
                let notation = format!("map<string, {name}>");
                Chosen { holds_items: true, ..Chosen::of_kind(notation, Kind::Other) }
            }
            Some(FieldType::Object) => Chosen { takes_limits: false, ..Chosen::of_kind(name, Kind::Other) },
            _ => Chosen { takes_limits: false, ..Chosen::of_kind(name, Kind::Other) }
                .guessed("an object, since fields stand below it"),
        }
    }

    /// The struct that has the fields below `field`: the spec's, if it has one, or a new one.
    fn structure(&mut self, field: &Field, spot: Spot, owner: &str, depth: usize) -> String {
        let named = self.known.spec.types.values().find(|named| {
            shares_a_word(&named.name, &field.name.value)
                && self.known.is_struct(&field.fields, named, spot.in_reply(), 0)
        });
        if let Some(named) = named {
            return named.name.clone();
        }
        let name = self.made.name(&[owner, &singular(&field.name.value)]);
        let at = self.made.count(self.group);
        let inside = Spot::Part { in_reply: spot.in_reply() };
        let fields = if depth < DEEPEST { self.entries(&field.fields, inside, &name, depth + 1) } else { Vec::new() };
        if fields.is_empty() {
            return "map<string, string>".to_owned();
        }
        let body =
            Node::Block(vec![Entry::new("doc", Node::text(PLACEHOLDER)), Entry::new("fields", Node::Block(fields))]);
        let mut entry = Entry::new(&name, body).apart();
        if spot.in_reply() {
            entry.comments.push("Only in replies.".to_owned());
        }
        self.made.add(self.group, at, entry);
        name
    }

    fn scalar(
        &mut self,
        field: &Field,
        ty: Option<FieldType>,
        known: Option<Use<'s>>,
        spot: Spot,
        owner: &str,
    ) -> Chosen<'s> {
        let is_number = matches!(ty, Some(FieldType::Number | FieldType::Int32 | FieldType::Int64));
        let (notation, kind) = if is_number {
            let width = width(field, ty, known, spot);
            (width.to_string(), Kind::Int(width))
        } else {
            ("string".to_owned(), Kind::Text)
        };
        if field.values.len() > 1 {
            let chosen = self.values(field, &notation, kind, owner);
            return Chosen { is_enumeration: true, ..chosen };
        }
        let mut plain = Chosen::of_kind(&notation, kind);
        plain.unit = known.and_then(|used| used.schema.unit);
        if let Some(named) = self.like(field, kind).filter(|_| !spot.in_reply()) {
            let mut chosen = Chosen::new(named.name.clone(), &named.schema.ty);
            chosen.limits = &named.schema.limits;
            chosen.sentinels = &named.schema.sentinels;
            let guess = format!("{}, whose name ends alike and whose limits agree", named.name);
            return chosen.guessed(guess);
        }
        match ty {
            Some(_) => plain,
            None => plain.guessed("a text, for the page does not say what it is"),
        }
    }

    /// A scalar of the spec whose name ends as the field's does, and whose limits are those of the page.
    fn like(&self, field: &Field, kind: Kind) -> Option<&'s NamedType> {
        let name = field.name.value.to_lowercase();
        let fits = self.known.spec.types.values().filter(|named| {
            let is_kind = match (&named.schema.ty, kind) {
                (Type::Text, Kind::Text) => named.texts.is_none(),
                (Type::Int(_), Kind::Int(_)) => named.values.is_none(),
                _ => false,
            };
            let known = named.name.to_lowercase();
            let says_the_same = agrees(field, &named.schema.limits);
            is_kind && says_the_same && (name.ends_with(&known) || known.ends_with(&name))
        });
        // The shortest name is the least special.
        fits.min_by_key(|named| named.name.len())
    }

    /// A new scalar with the limits of a list's items.
    fn scalar_type(&mut self, item: &Field, notation: &str, owner: &str) -> String {
        let name = self.made.name(&[owner, &item.name.value]);
        let written = limits::write(item, |kind| !is_of_list(kind), &[], &[]);
        let mut pairs = vec![("type".to_owned(), Node::text(notation)), ("doc".to_owned(), Node::text(PLACEHOLDER))];
        pairs.extend(written.keys);
        let body = pairs.into_iter().map(|(key, value)| Entry::new(key, value)).collect();
        self.made.add(self.group, usize::MAX, Entry::new(&name, Node::Block(body)).apart());
        name
    }
}

fn is_enumerated(known: &Known<'_>, used: &Use<'_>) -> bool {
    enumeration(known.spec, used.schema).is_some()
}

/// Whether each limit of the page is one of `known`, and there is one.
fn agrees(field: &Field, known: &[Limit]) -> bool {
    let mut stated = field.limits.iter().map(|found| &found.value.kind).peekable();
    stated.peek().is_some() && stated.all(|kind| known.iter().any(|limit| limit.kind == *kind))
}

/// How wide a number is: what the page says, or the spec for its name, or what its limits need.
fn width(field: &Field, ty: Option<FieldType>, known: Option<Use<'_>>, spot: Spot) -> Int {
    if let Some(Type::Int(width)) = known.map(|used| &used.schema.ty) {
        return *width;
    }
    let most = field.limits.iter().find_map(|found| match found.value.kind {
        LimitKind::Max(n) | LimitKind::Below(n) => Some(n),
        _ => None,
    });
    let fits = field.values.len() > 1 || most.is_some_and(|most| most <= i64::from(i32::MAX));
    match ty {
        Some(FieldType::Int32) => Int::I32,
        Some(FieldType::Int64) => Int::I64,
        _ if fits && !spot.in_reply() => Int::I32,
        _ => Int::I64,
    }
}
