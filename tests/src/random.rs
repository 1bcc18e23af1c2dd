//! Random requests: near the limits, with rules kept and broken, and the same ones for the same seed.

use crate::bridge::Params;
use crate::rules::{Scope, values_at};
use crate::sample::{self, How, number, settings, text};
use serde_json::{Map, Value, json};
use zim_spec::model::{Action, Int, LimitKind, Param, RuleKind, Schema, Spec, Type};

/// Random numbers: the same ones for the same seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Begins at `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..below`; 0 if there is none.
    pub fn below(&mut self, below: usize) -> usize {
        let number = self.next() % u64::try_from(below).unwrap_or(u64::MAX).max(1);
        usize::try_from(number).unwrap_or_default()
    }

    /// True `percent` times of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `items`.
    pub fn pick<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        items.get(self.below(items.len())).cloned()
    }
}

/// Makes requests of a spec.
#[derive(Debug)]
pub struct Random<'a> {
    spec: &'a Spec,
    dice: Dice,
}

impl<'a> Random<'a> {
    /// Begins at `seed`.
    #[must_use]
    pub fn new(spec: &'a Spec, seed: u64) -> Self {
        Self { spec, dice: Dice::new(seed) }
    }

    /// A request that Rust's types let through, valid or not.
    pub fn request(&mut self, action: &Action) -> Params {
        self.object(sample::of_action(action))
    }

    fn object(&mut self, scope: Scope<'_>) -> Params {
        let mut object = Map::new();
        let (unions, others): (Vec<_>, Vec<_>) =
            scope.fields.iter().partition(|field| sample::selection(self.spec, scope, field).is_some());
        for field in others {
            let selected_by_required = unions.iter().any(|union| union.required && selects(union, field));
            if field.required || selected_by_required || self.dice.chance(60) {
                let value = match sample::selects(self.spec, scope, &field.name) {
                    true => self.selector(scope, field),
                    false => self.value(&field.schema, None),
                };
                object.insert(field.name.clone(), value);
            }
        }
        for rule in scope.rules {
            self.bend(scope, &rule.kind, &mut object);
        }
        for union in unions {
            let number = union.selector.as_ref().and_then(|selector| object.get(selector)).and_then(Value::as_i64);
            let variants = sample::selection(self.spec, scope, union).map(|(_, union)| union);
            let known = variants.zip(number).is_some_and(|(union, number)| union.variant(number).is_some());
            if known && (union.required || self.dice.chance(70)) {
                object.insert(union.name.clone(), self.value(&union.schema, number));
            }
        }
        object
    }

    /// A number that selects a variant; sometimes of one that is not allowed here, but never one without a variant
    /// beside a union that is required.
    fn selector(&mut self, scope: Scope<'_>, field: &Param) -> Value {
        let allowed = sample::allowed_selectors(self.spec, scope, &field.name);
        let unions: Vec<_> = scope.fields.iter().filter(|union| selects(union, field)).collect();
        if self.dice.chance(90) {
            return json!(self.dice.pick(&allowed));
        }
        if unions.iter().all(|union| !union.required) {
            return self.value(&field.schema, None);
        }
        let variants = unions.iter().filter_map(|union| sample::selection(self.spec, scope, union));
        let mut numbers: Vec<i64> =
            variants.flat_map(|(_, union)| union.variants.iter().map(|one| one.selector)).collect();
        numbers.retain(|number| {
            unions.iter().all(|union| {
                let variants = sample::selection(self.spec, scope, union);
                variants.is_some_and(|(_, union)| union.variant(*number).is_some())
            })
        });
        json!(self.dice.pick(&numbers))
    }

    /// Brings fields close to where a rule is kept or broken.
    fn bend(&mut self, scope: Scope<'_>, rule: &RuleKind, object: &mut Params) {
        if !self.dice.chance(60) {
            return;
        }
        match rule {
            RuleKind::RequiredIf { when, .. } | RuleKind::AllowedIf { when, .. } => {
                let holds = self.dice.chance(50);
                match self.dice.pick(&settings(self.spec, scope, when, holds)) {
                    Some(Some(value)) => drop(object.insert(when.param.clone(), value)),
                    Some(None) if !sample::selects(self.spec, scope, &when.param) => drop(object.remove(&when.param)),
                    _ => {}
                }
            }
            RuleKind::AtLeastOne(names) | RuleKind::ExactlyOne(names) => {
                let kept = self.dice.pick(names);
                for name in names.iter().filter(|name| Some(*name) != kept.as_ref()) {
                    if scope.field(name).is_some_and(|field| !field.required) {
                        object.remove(name);
                    }
                }
            }
            RuleKind::Differ(one, other) => copy(object, one, other),
            RuleKind::Among { value, others } => {
                if let Some(other) = self.dice.pick(others) {
                    copy(object, &other, value);
                }
            }
            RuleKind::NotAmong { value, list } => {
                let found: Vec<Value> = values_at(object, list).into_iter().flatten().cloned().collect();
                if let Some(found) = self.dice.pick(&found).filter(|_| object.contains_key(value)) {
                    object.insert(value.clone(), found);
                }
            }
            RuleKind::AllEqual(list) => {
                let first = values_at(object, list).into_iter().flatten().next().cloned();
                let items = object.get_mut(&list.list).and_then(Value::as_array_mut);
                if let (Some(first), Some(items)) = (first, items) {
                    for item in items {
                        match (&list.field, item.as_object_mut()) {
                            (Some(field), Some(item)) if self.dice.chance(90) => {
                                item.insert(field.clone(), first.clone());
                            }
                            (None, None) => *item = first.clone(),
                            _ => {}
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, schema: &Schema, selected: Option<i64>) -> Value {
        match &schema.ty {
            Type::Text => Value::String(self.text(schema)),
            Type::Bool => json!(self.dice.chance(50)),
            Type::Int(width) => self.number(*width, schema),
            Type::List(item) => {
                let mut items: Vec<Value> = Vec::new();
                for _ in 0..self.count(schema) {
                    let repeated = self.dice.chance(8).then(|| self.dice.pick(&items)).flatten();
                    let item = repeated.unwrap_or_else(|| self.value(item, selected));
                    items.push(item);
                }
                Value::Array(items)
            }
            Type::Map { key, value } => {
                let count = self.count(schema);
                Value::Object((0..count).map(|_| (self.text(key), self.value(value, selected))).collect())
            }
            Type::Struct(name) => Value::Object(self.object(sample::of_struct(self.spec, name))),
            Type::Union(name) => {
                let union = self.spec.types.get(name).and_then(|named| named.union.as_ref());
                let variant = union.and_then(|union| union.variant(selected?));
                variant.map_or(Value::Null, |variant| self.value(&variant.schema, None))
            }
            Type::Json { value, .. } => Value::String(self.value(value, selected).to_string()),
            _ => sample::value(self.spec, schema, selected, How::LEAN),
        }
    }

    /// How many items: few, or about as many as a limit says.
    fn count(&mut self, schema: &Schema) -> usize {
        let limits: Vec<usize> = schema
            .limits
            .iter()
            .filter_map(|limit| match limit.kind {
                LimitKind::MinItems(n) | LimitKind::MaxItems(n) => usize::try_from(n).ok(),
                _ => None,
            })
            .collect();
        match self.dice.pick(&limits) {
            // Long lists take long, and say little that short ones do not.
            Some(limit) if self.dice.chance(if limit > 12 { 3 } else { 40 }) => {
                (limit + self.dice.below(3)).saturating_sub(1)
            }
            _ => self.dice.below(4),
        }
    }

    /// A number near a limit, one that is listed or has a meaning of its own, or any that Rust's type can hold.
    fn number(&mut self, width: Int, schema: &Schema) -> Value {
        let (least, most) = width.range();
        let mut near: Vec<i128> = vec![0];
        for limit in &schema.limits {
            match &limit.kind {
                LimitKind::Min(n) | LimitKind::Above(n) | LimitKind::Max(n) | LimitKind::Below(n) => {
                    near.push((*n).into())
                }
                LimitKind::OneOf(numbers) => near.extend(numbers.iter().map(|n| i128::from(*n))),
                LimitKind::Flags(bits) => near.push((self.dice.next().cast_signed() & bits).into()),
                _ => {}
            }
        }
        near.extend(schema.sentinels.iter().map(|sentinel| i128::from(sentinel.value)));
        let close = self.dice.pick(&near).unwrap_or_default();
        let number = match self.dice.below(20) {
            0 => i128::from(self.dice.next()) - if least < 0 { 1 << 63 } else { 0 },
            1..=4 => close + i128::try_from(self.dice.below(5)).unwrap_or_default() - 2,
            _ if number::one_of(schema).is_some() || number::flags(schema).is_some() => close,
            5..=9 => close + i128::try_from(self.dice.below(3)).unwrap_or_default() - 1,
            _ => sample::number::range(width, schema).0.max(1) + i128::try_from(self.dice.below(3)).unwrap_or_default(),
        };
        number::json_int(number.clamp(least, most))
    }

    fn text(&mut self, schema: &Schema) -> String {
        if let Some(texts) = text::one_of(schema)
            && self.dice.chance(85)
        {
            return self.dice.pick(texts).unwrap_or_default();
        }
        if text::is_base64(schema) && self.dice.chance(50) {
            let length = self.length(schema);
            let mut coded = text::base64(length);
            if self.dice.chance(15) {
                coded.pop();
            }
            return coded;
        }
        let length = self.length(schema);
        let members: Vec<char> =
            text::charset(self.spec, schema).unwrap_or("abcdefghijklmnopqrstuvwxyz \"\\\n").chars().collect();
        let odd = self.dice.chance(15);
        let mut made = String::new();
        if self.dice.chance(85) {
            made.push_str(text::prefix(schema));
        }
        if self.dice.chance(10) {
            made.push_str(forbidden_prefix(schema));
        }
        // A long text repeats its beginning: only its length matters.
        let varied = length.min(48);
        for _ in 0..varied {
            let c = match self.dice.below(40) {
                0 if odd => self.dice.pick(&['é', '語', '🦀', '\0', '\u{7f}', '%', '&', '+', '/', '<']),
                _ => self.dice.pick(&members),
            };
            made.extend(c);
        }
        made.extend(std::iter::repeat_n(members.first().copied().unwrap_or('a'), length - varied));
        made
    }

    /// How long a text is to be: short, or about as long as a limit says.
    fn length(&mut self, schema: &Schema) -> usize {
        let limits: Vec<usize> = schema
            .limits
            .iter()
            .filter_map(|limit| match limit.kind {
                LimitKind::MinBytes(n) | LimitKind::MaxBytes(n) | LimitKind::MinChars(n) | LimitKind::MaxChars(n) => {
                    usize::try_from(n).ok()
                }
                _ => None,
            })
            .collect();
        match self.dice.pick(&limits) {
            Some(limit) if self.dice.chance(if limit > 256 { 6 } else { 25 }) => {
                (limit + self.dice.below(5)).saturating_sub(2)
            }
            _ if self.dice.chance(6) => 0,
            _ => 1 + self.dice.below(10),
        }
    }
}

fn selects(union: &Param, field: &Param) -> bool {
    union.selector.as_ref() == Some(&field.name)
}

/// Gives `to` the value of `from`, where both are there.
fn copy(object: &mut Params, from: &str, to: &str) {
    if let Some(value) = object.get(from).cloned().filter(|_| object.contains_key(to)) {
        object.insert(to.to_owned(), value);
    }
}

fn forbidden_prefix(schema: &Schema) -> &str {
    let prefix = schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::ForbiddenPrefix(text) => Some(text.as_str()),
        _ => None,
    });
    prefix.unwrap_or_default()
}
