//! Types, and fields of them.

use crate::names::{Names, text, words};
use crate::spec::{Object, Wild, object};
use serde_json::{Value, json};
use zim_tests::random::Dice;

/// A type that has been declared.
#[derive(Clone, PartialEq)]
pub(crate) struct Type {
    /// As it is written where it is used.
    pub(crate) name: String,
    pub(crate) sort: Sort,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Sort {
    Text,
    Int,
    Bool,
    /// An enumeration, or bits.
    Named,
    Words,
    Struct,
    List,
    ListOfStructs,
    Map,
    Json,
}

/// Where fields stand.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Home {
    /// Neither structs nor maps fit in there.
    Query,
    Body,
    Struct,
}

/// A field, for rules.
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) required: bool,
}

pub(crate) const INTS: [&str; 4] = ["i32", "u32", "i64", "u64"];

/// The types that need no declaration.
pub(crate) fn scalars() -> Vec<Type> {
    let ints = INTS.map(|name| (name, Sort::Int));
    let known = ints.into_iter().chain([("string", Sort::Text), ("string", Sort::Text), ("bool", Sort::Bool)]);
    known.map(|(name, sort)| Type { name: name.to_owned(), sort }).collect()
}

/// Puts a member there in so many cases of a hundred. Whether it did.
pub(crate) fn maybe(at: &mut Object, dice: &mut Dice, percent: usize, name: &str, value: Value) -> bool {
    let puts = dice.chance(percent);
    if puts {
        at.insert(name.to_owned(), value);
    }
    puts
}

impl Wild {
    pub(crate) fn charsets(&mut self) -> Value {
        if self.dice.chance(50) {
            return json!({});
        }
        let name = self.names.pascal(&mut self.dice);
        let chars = ["abc-]^\\", " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~xyz", "0123456789"][self.dice.below(3)];
        let charsets = object([(&name, json!({"doc": text(&mut self.dice), "chars": chars}))]);
        self.charset = Some(name);
        Value::Object(charsets)
    }

    /// Declares a type: of any sort, out of what has been declared before.
    pub(crate) fn declare(&mut self) {
        let name = self.names.pascal(&mut self.dice);
        let (sort, named) = match self.dice.below(7) {
            0 => (Sort::Text, self.limited("string", Sort::Text)),
            1 => (Sort::Int, self.limited_int()),
            2 => (Sort::Named, self.numbers()),
            3 => (Sort::Words, self.listed_words()),
            4 => {
                let union = self.union(&name);
                self.types.insert(name, Value::Object(union));
                return;
            }
            _ => (Sort::Struct, self.structure()),
        };
        self.types.insert(name.clone(), Value::Object(named));
        self.known.push(Type { name, sort });
    }

    fn limited(&mut self, ty: &str, sort: Sort) -> Object {
        let mut named = object([("type", json!(ty)), ("doc", json!(text(&mut self.dice)))]);
        self.limits(&mut named, sort, ty);
        named
    }

    fn limited_int(&mut self) -> Object {
        let ty = INTS[self.dice.below(4)];
        self.limited(ty, Sort::Int)
    }

    /// An enumeration of numbers, or bits.
    fn numbers(&mut self) -> Object {
        let (flags, mut names) = (self.dice.chance(40), Names::default());
        let mut values = Object::new();
        let count = 1 + self.dice.below(4);
        for at in (0_i64..).take(count) {
            let number = if flags { 1 << (3 * at) } else { at * 3 - i64::from(self.dice.chance(20)) };
            let entry = json!({"name": names.pascal(&mut self.dice), "doc": text(&mut self.dice)});
            values.insert(number.to_string(), entry);
        }
        let ty = if values.keys().any(|number| number.starts_with('-')) { "i64" } else { INTS[self.dice.below(4)] };
        let key = if flags { "flags" } else { "values" };
        let mut named =
            object([("type", json!(ty)), ("doc", json!(text(&mut self.dice))), (key, Value::Object(values))]);
        if self.dice.chance(50) {
            named.insert("open".to_owned(), json!(true));
        }
        named
    }

    fn listed_words(&mut self) -> Object {
        let (count, mut names) = (1 + self.dice.below(5), Names::default());
        let words = words(&mut self.dice, count).into_iter();
        let values: Object = words
            .map(|word| (word, json!({"name": names.pascal(&mut self.dice), "doc": text(&mut self.dice)})))
            .collect();
        let mut named = object([
            ("type", json!("string")),
            ("doc", json!(text(&mut self.dice))),
            ("values", Value::Object(values)),
        ]);
        if self.dice.chance(50) {
            named.insert("open".to_owned(), json!(true));
        }
        named
    }

    fn structure(&mut self) -> Object {
        let ((fields, rules), doc) = (self.fields(Home::Struct), json!(text(&mut self.dice)));
        object([("doc", doc), ("fields", Value::Object(fields)), ("rules", Value::Array(rules))])
    }

    /// A union, and the enumeration that tells its variants.
    fn union(&mut self, name: &str) -> Object {
        let (kind, mut names) = (self.names.pascal(&mut self.dice), Names::default());
        let (mut values, mut variants) = (Object::new(), Object::new());
        for at in 0..1 + self.dice.below(4) {
            let variant = names.pascal(&mut self.dice);
            values.insert((at + 1).to_string(), json!({"name": variant, "doc": text(&mut self.dice)}));
            variants.insert(variant, json!(self.ty().name));
        }
        let by = json!({"type": "i32", "doc": text(&mut self.dice), "values": values});
        self.types.insert(kind.clone(), by);
        self.unions.push([kind.clone(), name.to_owned()]);
        object([("doc", json!(text(&mut self.dice))), ("by", json!(kind)), ("variants", Value::Object(variants))])
    }

    /// Anything but a union, which needs a second field.
    pub(crate) fn ty(&mut self) -> Type {
        let known = self.known[self.dice.below(self.known.len())].clone();
        let (name, is_struct) = (&known.name, known.sort == Sort::Struct);
        match self.dice.below(10) {
            0 => Type { name: format!("list<{name}>"), sort: if is_struct { Sort::ListOfStructs } else { Sort::List } },
            1 => Type { name: format!("map<string, {name}>"), sort: Sort::Map },
            2 if is_struct => Type { name: format!("json<{name}>"), sort: Sort::Json },
            _ => known,
        }
    }

    /// Fields, and what must hold between them.
    pub(crate) fn fields(&mut self, home: Home) -> (Object, Vec<Value>) {
        let (mut fields, mut names, mut known) = (Object::new(), Names::default(), Vec::new());
        for _ in 0..1 + self.dice.below(6) {
            let ty = self.ty();
            let flat = matches!(ty.sort, Sort::Text | Sort::Int | Sort::Bool | Sort::Named | Sort::Words | Sort::List);
            if home == Home::Query && !flat {
                continue;
            }
            let (name, field) = (names.wire(&mut self.dice), self.field(&ty));
            let required = field.contains_key("required");
            fields.insert(name.clone(), Value::Object(field));
            known.push(Known { name, ty, required });
        }
        if let Some([kind, union]) = self.dice.pick(&self.unions).filter(|_| home == Home::Body) {
            let (name, selector) = (names.wire(&mut self.dice), names.wire(&mut self.dice));
            let required = json!(self.dice.chance(50));
            let doc = text(&mut self.dice);
            fields.insert(name, json!({"type": union, "doc": doc, "selector": selector, "required": required}));
            fields.insert(selector, json!({"type": kind, "doc": doc, "required": required}));
        }
        self.between(&mut fields, &known);
        let rules = self.rules(&known);
        (fields, rules)
    }

    fn field(&mut self, ty: &Type) -> Object {
        let mut field = object([("type", json!(ty.name)), ("doc", json!(text(&mut self.dice)))]);
        let dice = &mut self.dice;
        maybe(&mut field, dice, 30, "required", json!(true));
        maybe(&mut field, dice, 15, "sensitive", json!(true));
        maybe(&mut field, dice, 10, "code", json!(114));
        if dice.chance(60) {
            self.limits(&mut field, ty.sort, &ty.name);
        } else if ty.name == "string" {
            let example = words(dice, 1);
            maybe(&mut field, dice, 20, "example", json!(example.first()));
        }
        self.defaulted(&mut field, ty.sort);
        self.disputed(&mut field, 5);
        field
    }
}
