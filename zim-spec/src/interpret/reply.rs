//! Makes a well-formed reply to an action: what the spec says a success looks like.

use crate::model::{Action, Int, LimitKind, ReplyField, Scalar, Schema, Spec, Type};
use serde_json::{Map, Value};

/// Texts and lists are never made longer than this, whatever their least length.
const LONGEST: usize = 64 * 1024;
/// So many values and characters at most are made for one reply: structs that need each other several times
/// would otherwise make it grow with each of their levels.
const MOST: usize = 1 << 18;
/// What texts are made of where no charset is stated.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

/// A reply that says that `action` succeeded: the envelope, then every field that is always present, with its
/// example or a made-up value within its limits.
///
/// The same arguments always give the same reply. Values are plausible, not meaningful: a reply does not
/// follow from the request.
///
/// A reply holds about a quarter of a million values and characters at most. Of a spec that needs more, lists end early,
/// structs lack fields and texts are empty from there on.
#[must_use]
pub fn reply(spec: &Spec, action: &Action, request_id: &str) -> Value {
    let envelope = &spec.service.envelope;
    let mut fields = Map::new();
    fields.insert(envelope.code.clone(), Value::from(0));
    fields.insert(envelope.message.clone(), Value::from("success"));
    fields.insert(envelope.request_id.clone(), Value::from(request_id));
    let mut maker = Maker { spec, left: MOST };
    for field in action.reply.iter().filter(|field| !field.optional) {
        fields.insert(field.name.clone(), maker.field(field));
    }
    Value::Object(fields)
}

/// Makes values until there are enough.
struct Maker<'s> {
    spec: &'s Spec,
    /// How many more values and characters may be made.
    left: usize,
}

impl Maker<'_> {
    fn field(&mut self, field: &ReplyField) -> Value {
        match &field.example {
            Some(example) => self.example(&field.schema, example),
            None => self.made_up(&field.schema, 0),
        }
    }

    /// The example as the field's type; the example of a list stands for its first item.
    fn example(&mut self, schema: &Schema, example: &Scalar) -> Value {
        self.spend(1);
        match (&schema.ty, example) {
            (Type::List(item), example) => {
                let first = self.example(item, example);
                self.items(vec![first], item, item_count(schema))
            }
            (_, Scalar::Text(text)) => self.text(text),
            (_, Scalar::Bool(flag)) => Value::from(*flag),
            (_, Scalar::Int(number)) => Value::from(*number),
        }
    }

    /// A value within the limits of `schema`; different for different `nth`, as far as the limits allow.
    fn made_up(&mut self, schema: &Schema, nth: usize) -> Value {
        self.spend(1);
        match &schema.ty {
            Type::Text if self.left == 0 => self.text(""),
            Type::Text => self.text(&made_up_text(self.spec, schema, nth)),
            Type::Bool => Value::from(nth.is_multiple_of(2)),
            Type::Struct(name) => self.structure(name),
            Type::Int(_) if schema.enumeration.is_some() => made_up_value(self.spec, schema, nth),
            Type::Int(width) => made_up_int(*width, schema, nth),
            Type::List(item) => self.items(Vec::new(), item, item_count(schema)),
        }
    }

    /// `first` and further items, `count` in all.
    fn items(&mut self, first: Vec<Value>, item: &Schema, count: usize) -> Value {
        let mut items = first;
        for nth in items.len()..count {
            if self.left == 0 {
                break;
            }
            items.push(self.made_up(item, nth));
        }
        Value::Array(items)
    }

    /// The fields that are always present, and those that have an example.
    fn structure(&mut self, name: &str) -> Value {
        let fields = self.spec.types.get(name).map(|named| named.fields.as_slice()).unwrap_or_default();
        let mut object = Map::new();
        for field in fields {
            if self.left == 0 {
                break;
            }
            let value = match &field.example {
                Some(example) => Some(self.example(&field.schema, example)),
                None => field.required.then(|| self.made_up(&field.schema, 0)),
            };
            object.extend(value.map(|value| (field.name.clone(), value)));
        }
        Value::Object(object)
    }

    fn text(&mut self, text: &str) -> Value {
        self.spend(text.len());
        Value::from(text)
    }

    fn spend(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
    }
}

/// Counted up from 1, or from the least number where 1 is too small, and down from the most.
fn made_up_int(width: Int, schema: &Schema, nth: usize) -> Value {
    let (mut least, mut most) = width.range();
    for limit in &schema.limits {
        match limit.kind {
            LimitKind::Min(min) => least = least.max(min.into()),
            LimitKind::Max(max) => most = most.min(max.into()),
            _ => {}
        }
    }
    let number = least.max(1).saturating_add(nth as i128).min(most);
    i64::try_from(number).map(Value::from).or_else(|_| u64::try_from(number).map(Value::from)).unwrap_or_default()
}

/// The first number of an enumeration; for a further `nth`, the next ones in turn.
fn made_up_value(spec: &Spec, schema: &Schema, nth: usize) -> Value {
    let named = schema.enumeration.as_ref().and_then(|name| spec.types.get(name));
    let values = named.and_then(|named| named.values.as_ref()).map(|values| values.values.as_slice());
    let values = values.unwrap_or_default();
    let value = nth.checked_rem(values.len()).and_then(|nth| values.get(nth));
    Value::from(value.map_or(0, |value| value.number))
}

/// One item, or as many as a list needs at least; none if none is allowed.
fn item_count(schema: &Schema) -> usize {
    let mut count = 1;
    for limit in &schema.limits {
        match limit.kind {
            LimitKind::MinItems(least) => count = count.max(to_length(least)),
            LimitKind::MaxItems(most) => count = count.min(to_length(most)),
            _ => {}
        }
    }
    count
}

fn made_up_text(spec: &Spec, schema: &Schema, nth: usize) -> String {
    let mut needs = TextNeeds::default();
    for limit in &schema.limits {
        match &limit.kind {
            LimitKind::MinBytes(least) => needs.least_bytes = to_length(*least),
            LimitKind::MaxBytes(most) => needs.most_bytes = Some(to_length(*most)),
            LimitKind::MinChars(least) => needs.least_chars = to_length(*least),
            LimitKind::MaxChars(most) => needs.most_chars = Some(to_length(*most)),
            LimitKind::Charset(name) => needs.alphabet = spec.charsets.get(name).map(|set| set.chars.as_str()),
            LimitKind::Prefix(prefix) => needs.prefix = prefix,
            LimitKind::ForbiddenPrefix(prefix) => needs.forbidden_prefix = Some(prefix),
            _ => {}
        }
    }
    needs.text(nth)
}

/// The limits of a text, gathered.
#[derive(Default)]
struct TextNeeds<'a> {
    least_bytes: usize,
    most_bytes: Option<usize>,
    least_chars: usize,
    most_chars: Option<usize>,
    alphabet: Option<&'a str>,
    prefix: &'a str,
    forbidden_prefix: Option<&'a str>,
}

impl TextNeeds<'_> {
    /// The prefix, then `nth` written with the letters of the alphabet, in as many places as are needed.
    fn text(&self, nth: usize) -> String {
        let given: Vec<char> = self.alphabet.unwrap_or(LETTERS).chars().collect();
        // Letters before signs: a text made of them reads like an id.
        let (letters, signs): (Vec<char>, Vec<char>) = given.iter().partition(|c| c.is_ascii_alphanumeric());
        let alphabet = [letters, signs].concat();
        let places = self.places(nth, alphabet.len());
        // Each letter in turn comes first, until the text does not start as it must not.
        let texts = (0..alphabet.len()).map(|turn| {
            let mut turned = alphabet.clone();
            turned.rotate_left(turn);
            format!("{}{}", self.prefix, written(nth, places, &turned))
        });
        let mut last = self.prefix.to_owned();
        for text in texts {
            last = text;
            if !self.forbidden_prefix.is_some_and(|forbidden| last.starts_with(forbidden)) {
                break;
            }
        }
        last
    }

    /// How many letters follow the prefix: enough for the least length and for `nth`, within the most.
    fn places(&self, nth: usize, base: usize) -> usize {
        let (bytes, chars) = (self.prefix.len(), self.prefix.chars().count());
        let least = self.least_bytes.saturating_sub(bytes).max(self.least_chars.saturating_sub(chars));
        let mut distinct: usize = 1;
        let mut count = base;
        while count <= nth && base > 1 {
            count = count.saturating_mul(base);
            distinct += 1;
        }
        let by_bytes = self.most_bytes.map_or(LONGEST, |most| most.saturating_sub(bytes));
        let by_chars = self.most_chars.map_or(LONGEST, |most| most.saturating_sub(chars));
        least.max(distinct).min(by_bytes).min(by_chars)
    }
}

/// `number` in exactly `places` digits, the first of `digits` being zero.
fn written(mut number: usize, places: usize, digits: &[char]) -> String {
    let mut reversed: Vec<char> = Vec::with_capacity(places);
    for _ in 0..places {
        let base = digits.len().max(1);
        reversed.extend(digits.get(number % base));
        number /= base;
    }
    reversed.into_iter().rev().collect()
}

fn to_length(number: u64) -> usize {
    usize::try_from(number).unwrap_or(LONGEST).min(LONGEST)
}
