//! Limits of values, what is assumed where a value is absent, and what is known of a limit beside its number.

use crate::names::{line, text};
use crate::spec::{Object, Wild};
use crate::types::{Sort, maybe};
use serde_json::{Value, json};
use zim_tests::random::Dice;

/// What items can be told apart by.
pub(crate) const SCALARS: [&str; 5] = ["string", "i32", "u32", "i64", "u64"];

fn few(dice: &mut Dice) -> u8 {
    [0, 1, 2, 3, 9, 40][dice.below(6)]
}

impl Wild {
    /// Some limits of a value of this sort.
    pub(crate) fn limits(&mut self, at: &mut Object, sort: Sort, ty: &str) {
        match sort {
            Sort::Text => self.of_text(at),
            Sort::Int => self.of_number(at, ty),
            Sort::List | Sort::ListOfStructs | Sort::Map => self.of_items(at, sort, ty),
            Sort::Named => self.of_enumeration(at, ty),
            Sort::Json => {
                let high = 2 + few(&mut self.dice);
                maybe(at, &mut self.dice, 50, "max_bytes", json!(high));
            }
            Sort::Bool | Sort::Words | Sort::Struct => {}
        }
        self.known_of_limits(at);
    }

    fn of_text(&mut self, at: &mut Object) {
        let dice = &mut self.dice;
        if dice.chance(10) {
            let prefix = ["@RBT#", "a", "\"{}\\"][dice.below(3)];
            let key = ["prefix", "forbidden_prefix"][dice.below(2)];
            at.insert(key.to_owned(), json!(prefix));
            return;
        }
        let low = dice.below(4);
        maybe(at, dice, 15, "non_empty", json!(true));
        maybe(at, dice, 10, "min_bytes", json!(low));
        let high = low + 1 + usize::from(few(dice));
        maybe(at, dice, 40, "max_bytes", json!(high));
        maybe(at, dice, 10, "min_chars", json!(low));
        let high = low + 1 + usize::from(few(dice));
        maybe(at, dice, 20, "max_chars", json!(high));
        if let Some(charset) = &self.charset {
            maybe(at, dice, 15, "charset", json!(charset));
        }
    }

    fn of_number(&mut self, at: &mut Object, ty: &str) {
        let dice = &mut self.dice;
        let (below, more) = (i64::from(few(dice)), i64::from(few(dice)));
        let low = if ty.starts_with('i') { -below } else { 0 };
        let high = low + 2 + more;
        let (down, up) = (["min", "above"][dice.below(2)], ["max", "below"][dice.below(2)]);
        let has_low = maybe(at, dice, 40, down, json!(low)) && down == "min";
        let has_high = maybe(at, dice, 40, up, json!(high)) && up == "max";
        let clamps: Object = [("min", has_low, low), ("max", has_high, high)]
            .into_iter()
            .filter(|(_, is_there, _)| *is_there)
            .map(|(key, _, taken)| (key.to_owned(), json!(taken)))
            .collect();
        if !clamps.is_empty() {
            maybe(at, dice, 20, "clamps", Value::Object(clamps));
        }
        let (number, meaning) = (["99", "0", "7"][dice.below(3)], line(dice));
        maybe(at, dice, 8, "sentinels", json!({number: meaning}));
        let unit = ["s", "ms", "unix_s", "unix_ms"][dice.below(4)];
        if maybe(at, dice, 8, "unit", json!(unit)) && unit.starts_with("unix") {
            maybe(at, dice, 50, "not_in_future", json!(true));
        }
    }

    fn of_items(&mut self, at: &mut Object, sort: Sort, ty: &str) {
        let low = self.dice.below(3);
        maybe(at, &mut self.dice, 30, "min_items", json!(low));
        let high = low + 1 + self.dice.below(4);
        maybe(at, &mut self.dice, 50, "max_items", json!(high));
        if sort != Sort::Map {
            maybe(at, &mut self.dice, 20, "unique_items", json!(true));
        }
        if sort == Sort::ListOfStructs {
            maybe(at, &mut self.dice, 10, "max_total_bytes", json!(9));
            if let Some(field) = self.scalar_of_item(ty, &SCALARS) {
                maybe(at, &mut self.dice, 20, "unique_by", json!(field));
            }
        }
    }

    /// A field of one of these types in the items of the list `ty`.
    pub(crate) fn scalar_of_item(&mut self, ty: &str, types: &[&str]) -> Option<String> {
        let item = ty.strip_prefix("list<")?.strip_suffix('>')?;
        let fields = self.types.get(item)?.get("fields")?.as_object()?;
        let is_scalar = |field: &Value| field["type"].as_str().is_some_and(|ty| types.contains(&ty));
        let scalars: Vec<_> = fields.iter().filter(|(_, field)| is_scalar(field)).map(|(name, _)| name).collect();
        self.dice.pick(&scalars).cloned()
    }

    /// Only some of an enumeration's numbers.
    fn of_enumeration(&mut self, at: &mut Object, ty: &str) {
        let Some(values) = self.types.get(ty).and_then(|named| named["values"].as_object()) else { return };
        let numbers: Vec<i64> = values.keys().filter_map(|number| number.parse().ok()).collect();
        let some: Vec<i64> = numbers.into_iter().filter(|_| self.dice.chance(70)).collect();
        if !some.is_empty() {
            maybe(at, &mut self.dice, 40, "only", json!(some));
        }
    }

    /// That a limit can be raised, and how far; that it has a code of its own.
    fn known_of_limits(&mut self, at: &mut Object) {
        let keys = ["max_bytes", "max_chars", "max_items", "min_bytes", "max", "min", "unique_items", "charset"];
        let stated: Vec<_> =
            keys.into_iter().filter(|key| at.get(*key).is_some_and(|value| *value != json!(false))).collect();
        let Some(key) = self.dice.pick(&stated) else { return };
        maybe(at, &mut self.dice, 10, "limit_codes", json!({key: 114}));
        if let Some(limit) = at.get(key).and_then(Value::as_i64).filter(|_| key.starts_with("max")) {
            let raisable = [json!([key]), json!({key: limit + 7})][self.dice.below(2)].clone();
            maybe(at, &mut self.dice, 10, "raisable", raisable);
        }
    }

    /// What the server takes in place of what is absent.
    pub(crate) fn defaulted(&mut self, field: &mut Object, sort: Sort) {
        if field.contains_key("required") {
            return;
        }
        let default = match sort {
            Sort::Bool => json!(self.dice.chance(50)),
            Sort::Int => field.get("max").or(field.get("min")).cloned().unwrap_or(json!(3)),
            Sort::Text => json!(["", "a", "k0"][self.dice.below(3)]),
            _ => return,
        };
        maybe(field, &mut self.dice, 20, "default", default);
    }

    /// On what documents disagree.
    pub(crate) fn disputed(&mut self, at: &mut Object, percent: usize) {
        let dice = &mut self.dice;
        let fact = json!({"about": line(dice), "readings": [text(dice), text(dice)], "taken": text(dice)});
        maybe(at, dice, percent, "disputed", json!([fact]));
    }
}
