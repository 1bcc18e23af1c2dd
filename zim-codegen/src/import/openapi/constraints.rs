//! What a schema says of a value in so many keys, beside what the words say.

use super::super::prose;
use super::super::rules::{CONFLICT, UNIT, UNREAD};
use super::super::{Field, Found, Limit, Value};
use super::refs::{At, Followed};
use super::schema::Maker;
use zim_spec::diagnostic::{Diagnostic, Place, quoted};
use zim_spec::model::{LimitKind, Scalar};

/// Values of an enumeration, at most.
const MOST: usize = 1000;

/// A limit of a size.
type OfSize = fn(u64) -> LimitKind;

/// A limit of a number.
type OfNumber = fn(i64) -> LimitKind;

impl<'f> Maker<'f, '_> {
    /// What a schema says in so many keys.
    pub(super) fn constrain(&mut self, field: &mut Field, schema: &Followed<'f>) {
        for at in schema.get("enum").into_iter().flat_map(At::items).take(MOST) {
            let Some(value) = at.node.scalar() else { continue };
            self.value(field, value, at.place());
        }
        if self.is_reply {
            return;
        }
        self.lengths(field, schema);
        self.numbers(field, schema);
        let default = schema.get("default").and_then(|at| Some(Found::new(at.node.scalar()?, at.place())));
        if let Some(default) = default {
            if let Some(known) = field.default.as_ref().filter(|known| known.value != default.value) {
                let what = format!(
                    "the default of {} is {} here and {} in the words beside it",
                    quoted(&field.name.value),
                    default.value,
                    known.value
                );
                self.warn(CONFLICT, what, default.place.clone(), "find out which is right");
            }
            field.default = Some(default);
        }
    }

    /// One value of an enumeration; a number that the words give a meaning of its own is one of them.
    fn value(&mut self, field: &mut Field, value: Scalar, place: Place) {
        if let Scalar::Int(number) = value
            && let Some(at) = field.sentinels.iter().position(|sentinel| sentinel.value.0 == number)
        {
            let (_, text) = field.sentinels.remove(at).value;
            field.values.push(Found::new(Value { value, text }, place));
            return;
        }
        if field.values.iter().all(|known| known.value.value != value) {
            field.values.push(Found::new(Value { value, text: String::new() }, place));
        }
    }

    fn lengths(&mut self, field: &mut Field, schema: &Followed<'f>) {
        let sizes: [(&str, OfSize); 3] = [
            ("maxItems", LimitKind::MaxItems),
            ("minItems", LimitKind::MinItems),
            ("maxProperties", LimitKind::MaxItems),
        ];
        for (key, kind) in sizes {
            if let Some((size, place)) = self.size(schema, key) {
                self.limit(field, kind(size), place);
            }
        }
        if schema.get("uniqueItems").is_some_and(|flag| flag.node.is_true())
            && let Some(place) = schema.key("uniqueItems")
        {
            self.limit(field, LimitKind::UniqueItems, place);
        }
        if let Some((size, place)) = self.size(schema, "minLength") {
            match size {
                0 => {}
                1 => self.limit(field, LimitKind::NonEmpty, place),
                _ => {
                    self.no_unit(field, "minLength", place.clone());
                    self.limit(field, LimitKind::MinBytes(size), place);
                }
            }
        }
        if let Some((size, place)) = self.size(schema, "maxLength") {
            let stated = field
                .limits
                .iter()
                .any(|limit| matches!(limit.value.kind, LimitKind::MaxBytes(n) | LimitKind::MaxChars(n) if n == size));
            let text = field.text.as_ref().map(|text| text.value.as_str()).unwrap_or_default();
            let unit = i64::try_from(size).ok().and_then(|size| prose::unit_of(text, size));
            let known = field
                .limits
                .iter()
                .find(|limit| matches!(limit.value.kind, LimitKind::MaxBytes(_) | LimitKind::MaxChars(_)));
            let kind = match (known.map(|limit| &limit.value.kind), unit) {
                (Some(LimitKind::MaxChars(_)), _) => LimitKind::MaxChars(size),
                (Some(_), _) => LimitKind::MaxBytes(size),
                (None, Some(unit)) => unit(size),
                (None, None) => LimitKind::MaxBytes(size),
            };
            if !stated && unit.is_none() && known.is_none() {
                self.no_unit(field, "maxLength", place.clone());
            }
            self.limit(field, kind, place);
        }
    }

    fn no_unit(&mut self, field: &Field, key: &str, place: Place) {
        let what = format!("`{key}` of {} counts bytes or characters? Bytes are taken", quoted(&field.name.value));
        self.warn(UNIT, what, place, "JSON Schema means characters, but wherever the documents name a unit of IDs it is bytes: ask, or note it under `disputed`");
    }

    fn numbers(&mut self, field: &mut Field, schema: &Followed<'f>) {
        let keys: [(&str, &str, OfNumber, OfNumber); 2] = [
            ("minimum", "exclusiveMinimum", LimitKind::Min, LimitKind::Above),
            ("maximum", "exclusiveMaximum", LimitKind::Max, LimitKind::Below),
        ];
        for (key, exclusive, closed, open) in keys {
            // Of OpenAPI 3.0 it is a flag, of 3.1 the number itself.
            let is_open = schema.get(exclusive).is_some_and(|flag| flag.node.is_true());
            for (key, kind) in [(key, if is_open { open } else { closed }), (exclusive, open)] {
                let Some(at) = schema.get(key) else { continue };
                let place = schema.key(key).unwrap_or_else(|| at.place());
                match at.node.int() {
                    Some(number) => self.limit(field, kind(number), place),
                    None if matches!(at.node.scalar(), Some(Scalar::Bool(_))) => {}
                    None => {
                        let what = format!("`{key}` of {} is no whole number", quoted(&field.name.value));
                        self.warn(UNREAD, what, place, "write the limit that is meant");
                    }
                }
            }
        }
    }

    /// A size that is a whole number and not negative.
    fn size(&mut self, schema: &Followed<'f>, key: &str) -> Option<(u64, Place)> {
        let at = schema.get(key)?;
        let place = schema.key(key).unwrap_or_else(|| at.place());
        match at.node.int().and_then(|size| u64::try_from(size).ok()) {
            Some(size) => Some((size, place)),
            None => {
                self.warn(UNREAD, format!("`{key}` is no size"), place, "write the limit that is meant");
                None
            }
        }
    }

    /// Adds a limit of a schema to those of the words, which mean what they say where the two differ.
    fn limit(&mut self, field: &mut Field, kind: LimitKind, place: Place) {
        let is_sentinel = |n: i64| field.sentinels.iter().any(|sentinel| sentinel.value.0 == n);
        let same_side = field.limits.iter().position(|limit| side(&limit.value.kind) == side(&kind));
        let known = same_side.and_then(|at| field.limits.get_mut(at));
        match (known, &kind) {
            // The schema has to let a number through that the words give a meaning of its own.
            (Some(_), LimitKind::Min(n) | LimitKind::Max(n)) if is_sentinel(*n) => {}
            (Some(known), _) if prose::is_same(&known.value.kind, &kind) => known.value.is_prose = false,
            (Some(known), _) => {
                let what = format!(
                    "{} of {} in the schema, {} in the words beside it, which are taken",
                    prose::shown(&kind),
                    quoted(&field.name.value),
                    prose::shown(&known.value.kind)
                );
                let words = known.place.clone();
                let finding = Diagnostic::warning(CONFLICT, what).at(place).note("the words", words);
                self.findings.push(finding.help("find out which is right, and write the other under `disputed`"));
            }
            (None, _) => field.limits.push(Found::new(Limit::new(kind, false), place)),
        }
    }
}

/// Limits of which a field has one.
fn side(kind: &LimitKind) -> &'static str {
    match kind {
        LimitKind::Above(_) => "min",
        LimitKind::Below(_) => "max",
        LimitKind::MaxChars(_) => "max_bytes",
        LimitKind::MinChars(_) | LimitKind::NonEmpty => "min_bytes",
        other => other.key(),
    }
}
