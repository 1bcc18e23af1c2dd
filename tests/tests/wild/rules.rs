//! What must hold between fields.

use crate::limits::SCALARS;
use crate::spec::{Object, Wild};
use crate::types::{Known, Sort};
use serde_json::{Value, json};

impl Wild {
    /// What a text is depends on a field beside it.
    pub(crate) fn between(&mut self, fields: &mut Object, known: &[Known]) {
        for one in known.iter().filter(|one| one.ty.name == "string") {
            let other = &known[self.dice.below(known.len())];
            let Some(field) = fields.get_mut(&one.name).and_then(Value::as_object_mut) else { continue };
            // Base64 is a charset of its own, and counted in bytes.
            let is_free = ["charset", "prefix", "forbidden_prefix", "min_chars", "max_chars", "example", "default"]
                .iter()
                .all(|key| !field.contains_key(*key));
            if one.name != other.name
                && is_free
                && self.dice.chance(30)
                && let Some(condition) = self.condition(other)
            {
                field.insert("base64_when".to_owned(), condition);
            }
        }
    }

    /// Something that is to be true of the field.
    fn condition(&mut self, of: &Known) -> Option<Value> {
        let name = &of.name;
        if !of.required && self.dice.chance(25) {
            return Some(json!({name: {"given": self.dice.chance(50)}}));
        }
        let values = self.types.get(&of.ty.name);
        let numbers = |key| {
            values
                .and_then(|named| named[key].as_object())
                .map(|values| values.keys().filter_map(|number| number.parse().ok()).collect::<Vec<i64>>())
        };
        let (listed, bits) = (numbers("values"), numbers("flags"));
        match of.ty.sort {
            Sort::Bool => Some(json!({name: self.dice.chance(50)})),
            Sort::Int if self.dice.chance(30) => Some(json!({name: {"has": 1 + self.dice.below(4)}})),
            Sort::Int => Some(json!({name: 1 + self.dice.below(2)})),
            Sort::Text => Some(json!({name: ["a", "b"]})),
            Sort::Named => {
                let listed = listed.and_then(|numbers| self.dice.pick(&numbers)).map(|number| json!({name: number}));
                listed.or_else(|| bits.and_then(|bits| self.dice.pick(&bits)).map(|bit| json!({name: {"has": bit}})))
            }
            _ => None,
        }
    }

    /// What must hold between some of the fields.
    pub(crate) fn rules(&mut self, fields: &[Known]) -> Vec<Value> {
        let mut rules = Vec::new();
        for one in fields {
            rules.extend(self.alike(one));
            rules.extend(self.kept_out(one, fields));
            let other = &fields[self.dice.below(fields.len())];
            if one.name == other.name || !self.dice.chance(30) {
                continue;
            }
            if let Some(mut rule) = self.rule(one, other) {
                if self.dice.chance(10) {
                    rule["code"] = json!(114);
                }
                rules.push(rule);
            }
        }
        rules
    }

    /// That all items are alike.
    fn alike(&mut self, one: &Known) -> Option<Value> {
        if !self.dice.chance(20) {
            return None;
        }
        match (one.ty.sort, one.ty.name.as_str()) {
            (Sort::List, "list<string>" | "list<i32>" | "list<u64>") => Some(json!({"all_equal": one.name})),
            (Sort::ListOfStructs, ty) => {
                let field = self.scalar_of_item(ty, &SCALARS)?;
                Some(json!({"all_equal": format!("{}.{field}", one.name)}))
            }
            _ => None,
        }
    }

    /// That a value is not in a list beside it, or not in a field of that list's structs.
    fn kept_out(&mut self, one: &Known, fields: &[Known]) -> Option<Value> {
        let plain = format!("list<{}>", one.ty.name);
        for list in fields.iter().filter(|list| list.name != one.name) {
            let inside = match list.ty.sort {
                Sort::List if list.ty.name == plain && matches!(one.ty.sort, Sort::Text | Sort::Int) => String::new(),
                Sort::ListOfStructs if one.ty.name == "string" => {
                    format!(".{}", self.scalar_of_item(&list.ty.name, &["string"])?)
                }
                _ => continue,
            };
            if self.dice.chance(40) {
                return Some(json!({"value": one.name, "not_among": format!("{}{inside}", list.name)}));
            }
        }
        None
    }

    fn rule(&mut self, one: &Known, other: &Known) -> Option<Value> {
        let (a, b, optional) = (&one.name, &other.name, !one.required && !other.required);
        let alike = one.ty == other.ty && matches!(one.ty.sort, Sort::Text | Sort::Int);
        let rule = match self.dice.below(5) {
            0 if !one.required => json!({"required": a, "when": self.condition(other)?}),
            1 if !one.required => json!({"allowed": a, "when": self.condition(other)?}),
            2 if optional => json!({"at_least_one": [a, b]}),
            3 if optional => json!({"exactly_one": [a, b]}),
            4 if alike => json!({"differ": [a, b]}),
            _ if alike => json!({"value": a, "among": [b]}),
            _ => return None,
        };
        Some(rule)
    }
}
