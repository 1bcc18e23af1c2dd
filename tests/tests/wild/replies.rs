//! What is received: replies, of which some come in pages and some tell what failed, and callbacks with what they are
//! answered; and how often, and with which codes, an action answers.

use crate::names::{Names, text};
use crate::spec::{Object, Wild, object};
use crate::types::{Home, Sort, maybe};
use serde_json::{Value, json};

impl Wild {
    pub(crate) fn received(&mut self) -> Object {
        let (mut fields, mut names) = (Object::new(), Names::default());
        for _ in 0..self.dice.below(5) {
            let ty = self.ty();
            let encoded = ty.sort == Sort::Struct && self.dice.chance(20);
            let name = if encoded { format!("url_json<{}>", ty.name) } else { ty.name };
            let mut field = object([("type", json!(name)), ("doc", json!(text(&mut self.dice)))]);
            maybe(&mut field, &mut self.dice, 50, "optional", json!(true));
            maybe(&mut field, &mut self.dice, 15, "sensitive", json!(true));
            if ty.sort == Sort::Int {
                let unit = ["s", "ms", "unix_s", "unix_ms"][self.dice.below(4)];
                maybe(&mut field, &mut self.dice, 15, "unit", json!(unit));
            }
            self.disputed(&mut field, 5);
            fields.insert(names.wire(&mut self.dice), Value::Object(field));
        }
        if let Some([kind, union]) = self.dice.pick(&self.unions).filter(|_| self.dice.chance(40)) {
            let (name, selector, doc) = (names.wire(&mut self.dice), names.wire(&mut self.dice), text(&mut self.dice));
            let optional = self.dice.chance(50);
            fields.insert(name, json!({"type": union, "doc": doc, "selector": selector, "optional": optional}));
            fields.insert(selector, json!({"type": kind, "doc": doc, "optional": optional}));
        }
        fields
    }

    /// Of the codes that services define, those that an action lists.
    pub(crate) fn codes_of(&mut self, codes: &[i64], params: &Object) -> Value {
        let names: Vec<&String> = params.keys().collect();
        let mut listed = Vec::new();
        for code in codes.iter().filter(|code| **code >= 114) {
            match self.dice.below(6) {
                0 | 1 => {}
                2 => {
                    let mut entry = object([("code", json!(code))]);
                    let dice = &mut self.dice;
                    let texts = [text(dice), text(dice), text(dice)];
                    maybe(&mut entry, dice, 50, "meaning", json!(texts[0]));
                    maybe(&mut entry, dice, 30, "meaning_zh", json!(texts[1]));
                    maybe(&mut entry, dice, 30, "advice", json!(texts[2]));
                    maybe(&mut entry, dice, 30, "recovery", json!("fix_state"));
                    if let Some(name) = dice.pick(&names) {
                        maybe(&mut entry, dice, 50, "about", json!(name));
                    }
                    listed.push(Value::Object(entry));
                }
                _ => listed.push(json!(code)),
            }
        }
        Value::Array(listed)
    }

    /// How often it may be called: in all, for each value of a parameter, or by the items of a list.
    pub(crate) fn rates(&mut self, action: &mut Object) {
        let params = action.get("params").and_then(Value::as_object);
        let of_type = |is_it: &dyn Fn(&str) -> bool| {
            let params = params.into_iter().flatten();
            let types = params.filter(|(_, param)| param["type"].as_str().is_some_and(is_it));
            types.map(|(name, _)| name.clone()).collect::<Vec<String>>()
        };
        let (scalars, lists) = (of_type(&|ty| ty == "string" || ty == "i64"), of_type(&|ty| ty.starts_with("list<")));
        let mut rates = vec![json!("20/s"), json!(["1/s", "100/24h"]), json!([{"rate": "3/m", "code": 116}])];
        rates.extend(self.dice.pick(&scalars).map(|name| json!(["50/s", format!("1/s per {name}")])));
        rates.extend(self.dice.pick(&lists).map(|name| json!(format!("20/s of {name}"))));
        let rate = self.dice.pick(&rates);
        maybe(action, &mut self.dice, 60, "rate_limit", json!(rate));
    }

    /// Its reply comes in pages.
    pub(crate) fn paged(&mut self, action: &mut Object, params: &mut Object, reply: &mut Object) {
        let (item, doc) = (self.ty().name, text(&mut self.dice));
        let (cursor, done) = match self.dice.below(4) {
            0 => ("i64", json!(0)),
            1 => ("string", json!("")),
            2 => ("string", json!(["0", ""])),
            _ => {
                reply.insert("PageEnd".to_owned(), json!({"type": "bool", "doc": doc}));
                ("u64", json!({"field": "PageEnd"}))
            }
        };
        params.insert("PageFrom".to_owned(), json!({"type": cursor, "doc": doc}));
        reply.insert("PageNext".to_owned(), json!({"type": cursor, "doc": doc}));
        reply.insert("PageItems".to_owned(), json!({"type": format!("list<{item}>"), "doc": doc}));
        let mut paging = object([
            ("cursor", json!("PageFrom")),
            ("next", json!("PageNext")),
            ("done", done),
            ("list", json!("PageItems")),
        ]);
        if maybe(&mut paging, &mut self.dice, 50, "limit", json!("PageSize")) {
            let size = json!({"type": "u32", "max": 100, "clamps": {"max": 100}, "default": 100, "doc": doc});
            params.insert("PageSize".to_owned(), size);
        }
        if maybe(&mut paging, &mut self.dice, 50, "total", json!("PageTotal")) {
            reply.insert("PageTotal".to_owned(), json!({"type": "u32", "optional": true, "doc": doc}));
        }
        action.insert("paging".to_owned(), Value::Object(paging));
    }

    /// It works on items, of which some may fail.
    pub(crate) fn batch(&mut self, action: &mut Object, params: &mut Object, reply: &mut Object) {
        let (item, doc) = (self.names.pascal(&mut self.dice), text(&mut self.dice));
        let key = json!({"type": "string", "required": true, "doc": doc});
        let mut fields = object([("ItemKey", key), ("ItemCode", json!({"type": "i64", "doc": doc}))]);
        let mut failed =
            object([("list", json!("BatchFailed")), ("key", json!("ItemKey")), ("code", json!("ItemCode"))]);
        if maybe(&mut failed, &mut self.dice, 50, "message", json!("ItemMessage")) {
            fields.insert("ItemMessage".to_owned(), json!({"type": "string", "doc": doc}));
        }
        self.types.insert(item.clone(), json!({"doc": doc, "fields": fields}));
        let keys = json!({"type": "list<string>", "required": true, "max_items": 9, "doc": doc});
        params.insert("BatchKeys".to_owned(), keys);
        let list = json!({"type": format!("list<{item}>"), "optional": true, "doc": doc});
        reply.insert("BatchFailed".to_owned(), list);
        let mut items = object([("failed", Value::Object(failed)), ("request", json!("BatchKeys"))]);
        if maybe(&mut items, &mut self.dice, 50, "succeeded", json!("BatchDone")) {
            reply.insert("BatchDone".to_owned(), json!({"type": "list<string>", "doc": doc}));
        }
        action.insert("items".to_owned(), Value::Object(items));
    }

    pub(crate) fn callback(&mut self, name: &str) -> Object {
        let mut callback = object([
            ("callback", json!(name)),
            ("summary", json!(text(&mut self.dice))),
            ("source", json!({"page": text(&mut self.dice), "checked": "2026-11-25"})),
        ]);
        let mut fields = self.received();
        let mut reply = if self.dice.chance(60) { self.fields(Home::Struct).0 } else { Object::new() };
        if !reply.is_empty() && self.dice.chance(60) {
            let doc = text(&mut self.dice);
            reply.insert("verdict".to_owned(), json!({"type": "i32", "required": true, "doc": doc}));
            reply.insert("the_reason".to_owned(), json!({"type": "string", "doc": doc}));
            fields.insert("the_text".to_owned(), json!({"type": "string", "doc": doc}));
            let mut verdict = object([("by", json!("verdict")), ("refuse", json!({"3": 114, "4": 105}))]);
            maybe(&mut verdict, &mut self.dice, 50, "unanswered", json!(114));
            maybe(&mut verdict, &mut self.dice, 50, "reason", json!("the_reason"));
            maybe(&mut verdict, &mut self.dice, 50, "replace", json!({"the_text": "the_reason"}));
            callback.insert("verdict".to_owned(), Value::Object(verdict));
        }
        maybe(&mut callback, &mut self.dice, 20, "retries", json!(["2500ms"]));
        self.disputed(&mut callback, 10);
        callback.insert("fields".to_owned(), Value::Object(fields));
        callback.insert("reply".to_owned(), Value::Object(reply));
        callback
    }
}
