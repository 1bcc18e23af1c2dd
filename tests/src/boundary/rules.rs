//! Both sides of each rule, in each way that it can be broken.

use super::Constraint;
use super::edge::Edge;
use crate::rules::Scope;
use crate::sample::{self, How, Pins, settings};
use serde_json::{Value, json};
use zim_spec::model::{Condition, FieldPath, Rule, RuleKind, Schema, Spec, Type};

/// The edges of all rules of a scope; `beside` settles every field that the rule is about.
pub(super) fn edges(spec: &Spec, scope: Scope<'_>) -> Vec<Edge> {
    scope.rules.iter().flat_map(|rule| Writer { spec, scope, rule, edges: Vec::new() }.edges()).collect()
}

struct Writer<'a> {
    spec: &'a Spec,
    scope: Scope<'a>,
    rule: &'a Rule,
    edges: Vec<Edge>,
}

impl Writer<'_> {
    fn edges(mut self) -> Vec<Edge> {
        match &self.rule.kind {
            RuleKind::RequiredIf { param, when } => {
                self.conditional(param, when, |given, holds| !given && holds);
            }
            RuleKind::AllowedIf { param, when } => self.conditional(param, when, |given, holds| given && !holds),
            RuleKind::AtLeastOne(names) => self.counted(names, |count| count == 0),
            RuleKind::ExactlyOne(names) => self.counted(names, |count| count != 1),
            RuleKind::Differ(one, other) => {
                let (same, another) = (self.sample(one, 0), self.sample(one, 1));
                self.push([(one, Some(same.clone())), (other, Some(same.clone()))], true);
                self.push([(one, Some(same.clone())), (other, Some(another))], false);
                self.push([(one, None), (other, Some(same.clone()))], false);
                self.push([(one, Some(same)), (other, None)], false);
            }
            RuleKind::NotAmong { value, list } => self.not_among(value, list),
            RuleKind::Among { value, others } => self.among(value, others),
            RuleKind::AllEqual(list) => self.all_equal(list),
            _ => {}
        }
        self.edges
    }

    fn push<'n>(&mut self, pins: impl IntoIterator<Item = (&'n String, Option<Value>)>, broken: bool) {
        let subject = self.rule.kind.subject().to_owned();
        self.push_at(subject, pins, broken);
    }

    fn push_at<'n>(&mut self, path: String, pins: impl IntoIterator<Item = (&'n String, Option<Value>)>, broken: bool) {
        let kind = &self.rule.kind;
        let constraint = Constraint { place: kind.subject().to_owned(), rule: kind.key(), limit: kind.limit() };
        let beside: Pins = pins.into_iter().map(|(name, value)| (name.clone(), value)).collect();
        self.edges.push(Edge { value: Value::Null, path, constraint, broken, beside });
    }

    /// A value for a field; another one for another `nth`.
    fn sample(&self, name: &str, nth: usize) -> Value {
        self.scope
            .field(name)
            .map_or(Value::Null, |field| sample::value(self.spec, &field.schema, None, How::LEAN.nth(nth)))
    }

    fn is_union(&self, name: &str) -> bool {
        let field = self.scope.field(name);
        field.is_some_and(|field| sample::selection(self.spec, self.scope, field).is_some())
    }

    /// Ways in which a field is not given: absent, and empty if it is a list or map.
    fn not_given(&self, name: &str) -> Vec<Option<Value>> {
        let mut ways = vec![None];
        match self.scope.field(name).map(|field| &field.schema.ty) {
            Some(Type::List(_)) => ways.push(Some(json!([]))),
            Some(Type::Map { .. }) => ways.push(Some(json!({}))),
            _ => {}
        }
        ways
    }

    fn conditional(&mut self, param: &String, when: &Condition, breaks: impl Fn(bool, bool) -> bool) {
        for holds in [true, false] {
            for setting in settings(self.spec, self.scope, when, holds) {
                let other = (&when.param, setting);
                let given = if self.is_union(param) {
                    // The variant that the other fields select.
                    let pins = Pins::from([(when.param.clone(), other.1.clone())]);
                    let how = How { full: true, variant: 0 };
                    let object = sample::object(self.spec, self.scope, &pins, how);
                    object.get(param).map(|union| {
                        let selector = self.scope.field(param).and_then(|field| field.selector.clone());
                        let number = selector.as_ref().and_then(|selector| object.get(selector)).cloned();
                        (union.clone(), selector.zip(number))
                    })
                } else {
                    Some((self.sample(param, 0), None))
                };
                if let Some((value, selected)) = given {
                    let beside = selected.iter().map(|(selector, number)| (selector, Some(number.clone())));
                    let pins = beside.chain([(param, Some(value)), other.clone()]).collect::<Vec<_>>();
                    self.push(pins, breaks(true, holds));
                }
                for absent in self.not_given(param) {
                    self.push([(param, absent), other.clone()], breaks(false, holds));
                }
            }
        }
    }

    /// None of the fields, each alone, each two, and all.
    fn counted(&mut self, names: &[String], breaks: impl Fn(usize) -> bool) {
        let mut ways: Vec<Vec<&String>> = vec![Vec::new(), names.iter().collect()];
        for (at, one) in names.iter().enumerate() {
            ways.push(vec![one]);
            ways.extend(names.iter().skip(at + 1).map(|other| vec![one, other]));
        }
        for given in ways {
            let value = |name: &String| given.contains(&name).then(|| self.sample(name, 0));
            let pins: Vec<_> = names.iter().map(|name| (name, value(name))).collect();
            self.push(pins, breaks(given.len()));
        }
        // What is empty is not given.
        let empty: Vec<_> = names.iter().map(|name| (name, self.not_given(name).pop().flatten())).collect();
        if empty.iter().any(|(_, value)| value.is_some()) {
            self.push(empty, breaks(0));
        }
    }

    fn not_among(&mut self, value: &String, list: &FieldPath) {
        let own = self.sample(value, 0);
        let item = |nth: usize| self.item(list, if nth > 0 { self.sample(value, nth) } else { own.clone() }, nth);
        let lists = [
            (json!([item(0)]), true),
            (json!([item(1), item(0)]), true),
            (json!([item(1)]), false),
            (json!([item(1), item(2)]), false),
            (json!([]), false),
        ];
        for (items, broken) in lists {
            self.push([(value, Some(own.clone())), (&list.list, Some(items))], broken);
        }
        self.push([(value, None), (&list.list, Some(json!([self.item(list, own, 0)])))], false);
    }

    fn among(&mut self, value: &String, others: &[String]) {
        for at in 0..others.len() {
            let others = others.iter().enumerate().map(|(nth, other)| (other, Some(self.sample(value, nth + 1))));
            let pins: Vec<_> = others.chain([(value, Some(self.sample(value, at + 1)))]).collect();
            self.push(pins, false);
        }
        let differ = others.iter().enumerate().map(|(nth, other)| (other, Some(self.sample(value, nth + 1))));
        let pins: Vec<_> = differ.chain([(value, Some(self.sample(value, 0)))]).collect();
        self.push(pins, true);
        let absent: Vec<_> =
            others.iter().map(|other| (other, None)).chain([(value, Some(self.sample(value, 0)))]).collect();
        self.push(absent, true);
        self.push([(value, None)], false);
    }

    fn all_equal(&mut self, list: &FieldPath) {
        let Some(schema) = self.item_schema(list) else { return };
        let item = |nth: usize, variant: usize| {
            self.item(list, sample::value(self.spec, &schema, None, How::LEAN.nth(variant)), nth)
        };
        let field = list.field.as_ref().map(|field| format!(".{field}")).unwrap_or_default();
        let path = |at: usize| format!("{}[{at}]{field}", list.list);
        let lists = [
            (json!([item(0, 0)]), None),
            (json!([item(0, 0), item(1, 0)]), None),
            (json!([item(0, 0), item(1, 1)]), Some(1)),
            (json!([item(0, 0), item(1, 0), item(2, 1)]), Some(2)),
            (json!([item(0, 1), item(1, 1), item(2, 0), item(3, 0)]), Some(2)),
        ];
        for (items, different) in lists {
            let at = different.map_or_else(|| self.rule.kind.subject().to_owned(), path);
            self.push_at(at, [(&list.list, Some(items))], different.is_some());
        }
    }

    /// An item of a list that has `value` where the path points.
    fn item(&self, list: &FieldPath, value: Value, nth: usize) -> Value {
        let item = self.scope.field(&list.list).map(|field| &field.schema.ty);
        match (&list.field, item) {
            (Some(field), Some(Type::List(item))) => match &item.ty {
                Type::Struct(name) => {
                    let pins = Pins::from([(field.clone(), Some(value))]);
                    let scope = sample::of_struct(self.spec, name);
                    Value::Object(sample::object(self.spec, scope, &pins, How::LEAN.nth(nth)))
                }
                _ => Value::Null,
            },
            _ => value,
        }
    }

    /// What the path points at.
    fn item_schema(&self, list: &FieldPath) -> Option<Schema> {
        let Type::List(item) = &self.scope.field(&list.list)?.schema.ty else { return None };
        match (&list.field, &item.ty) {
            (Some(field), Type::Struct(name)) => Some(sample::of_struct(self.spec, name).field(field)?.schema.clone()),
            _ => Some((**item).clone()),
        }
    }
}
