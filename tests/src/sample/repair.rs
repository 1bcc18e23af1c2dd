//! Changes the fields of an object that are not settled until its rules are kept.

use super::{How, Pins, put, value};
use crate::bridge::Params;
use crate::rules::{Scope, given, of_scalar, values_at};
use serde_json::{Value, json};
use zim_spec::model::{Condition, FieldPath, RuleKind, Spec, Test};

/// So often rules are gone through: one repair may break another rule.
const ROUNDS: usize = 8;

/// So many other values are tried for a field.
const TRIES: usize = 200;

pub(super) fn repair(spec: &Spec, scope: Scope<'_>, pins: &Pins, object: &mut Params, how: How) {
    let mut work = Work { spec, scope, pins, object, how, round: 0 };
    for round in 0..ROUNDS {
        work.round = round;
        let broken: Vec<_> = scope.rules.iter().filter(|rule| scope.broken(work.object, &rule.kind)).collect();
        if broken.is_empty() {
            return;
        }
        for rule in broken {
            if scope.broken(work.object, &rule.kind) {
                work.mend(&rule.kind);
            }
        }
    }
}

struct Work<'a> {
    spec: &'a Spec,
    scope: Scope<'a>,
    pins: &'a Pins,
    object: &'a mut Params,
    how: How,
    round: usize,
}

impl Work<'_> {
    fn mend(&mut self, rule: &RuleKind) {
        match rule {
            RuleKind::RequiredIf { param, when } => {
                let _ = self.give(param) || self.settle(when, false);
            }
            RuleKind::AllowedIf { param, when } => {
                let _ = self.take(param) || self.settle(when, true);
            }
            RuleKind::AtLeastOne(names) => {
                let _ = names.iter().any(|name| self.give(name));
            }
            RuleKind::ExactlyOne(names) => self.leave_one(names),
            RuleKind::Differ(one, other) => {
                let differs = |work: &Self| !work.scope.broken(work.object, rule);
                let _ = self.vary(other, differs) || self.vary(one, differs);
            }
            RuleKind::NotAmong { value, list } => {
                let kept = |work: &Self| !work.scope.broken(work.object, rule);
                // Another rule may hold the one or the other.
                let both = if self.round.is_multiple_of(2) { [value, &list.list] } else { [&list.list, value] };
                let _ = both.into_iter().any(|name| self.vary(name, kept));
            }
            RuleKind::Among { value, others } => self.match_one(value, others),
            RuleKind::AllEqual(list) => self.level(list),
            _ => {}
        }
    }

    fn is_free(&self, name: &str) -> bool {
        !self.pins.contains_key(name)
    }

    fn set(&mut self, name: &str, value: Value) -> bool {
        let free = self.is_free(name);
        if free {
            self.object.insert(name.to_owned(), value);
        }
        free
    }

    /// Gives a field a value, if it may have one.
    fn give(&mut self, name: &str) -> bool {
        if let Some(field) = self.scope.field(name).filter(|_| self.is_free(name)) {
            put(self.spec, self.scope, self.pins, self.object, field, self.how);
        }
        given(self.object, name)
    }

    /// Takes a field away, if it may be absent.
    fn take(&mut self, name: &str) -> bool {
        let may = self.is_free(name) && self.scope.field(name).is_some_and(|field| !field.required);
        if may {
            self.object.remove(name);
        }
        may
    }

    /// Makes a condition hold, or not, if that is possible.
    fn settle(&mut self, condition: &Condition, holds: bool) -> bool {
        for value in settings(self.spec, self.scope, condition, holds) {
            match value {
                None if self.take(&condition.param) => return true,
                Some(value) if self.set(&condition.param, value.clone()) => {
                    self.follow(&condition.param);
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// Makes again what a field selects.
    fn follow(&mut self, selector: &str) {
        for field in self.scope.fields.iter().filter(|field| field.selector.as_deref() == Some(selector)) {
            if self.object.contains_key(&field.name) && self.is_free(&field.name) {
                self.object.remove(&field.name);
                put(self.spec, self.scope, self.pins, self.object, field, self.how);
            }
        }
    }

    /// Tries other values for a field until `kept`.
    fn vary(&mut self, name: &str, kept: impl Fn(&Self) -> bool) -> bool {
        let Some(field) = self.scope.field(name).filter(|_| self.is_free(name)) else { return false };
        for nth in 0..TRIES {
            self.object.insert(name.to_owned(), value(self.spec, &field.schema, None, self.how.nth(nth)));
            if kept(self) {
                return true;
            }
        }
        false
    }

    fn leave_one(&mut self, names: &[String]) {
        let settled = names.iter().find(|name| !self.is_free(name) && given(self.object, name));
        let Some(kept) = settled.or_else(|| names.iter().find(|name| given(self.object, name))).cloned() else {
            let _ = names.iter().any(|name| self.give(name));
            return;
        };
        for name in names.iter().filter(|name| **name != kept) {
            self.take(name);
        }
    }

    fn match_one(&mut self, name: &str, others: &[String]) {
        let found = others.iter().find_map(|other| self.object.get(other)).cloned();
        if found.is_some_and(|found| self.set(name, found)) {
            return;
        }
        let Some(own) = self.object.get(name).cloned() else { return };
        let _ = others.iter().any(|other| self.set(other, own.clone()));
    }

    /// Gives all items of a list the same in a field.
    fn level(&mut self, path: &FieldPath) {
        let first = values_at(self.object, path).into_iter().flatten().next().cloned();
        if !self.is_free(&path.list) {
            return;
        }
        let (Some(first), Some(items)) = (first, self.object.get_mut(&path.list).and_then(Value::as_array_mut)) else {
            return;
        };
        for item in items {
            match &path.field {
                None => *item = first.clone(),
                Some(field) => drop(item.as_object_mut().map(|item| item.insert(field.clone(), first.clone()))),
            }
        }
    }
}

/// The values of a condition's field with which it holds, or does not; `None` stands for absent.
#[must_use]
pub fn settings(spec: &Spec, scope: Scope<'_>, condition: &Condition, holds: bool) -> Vec<Option<Value>> {
    let Some(field) = scope.field(&condition.param) else { return Vec::new() };
    let mut values: Vec<Option<Value>> = match &condition.test {
        Test::Is(values) => values.iter().map(|value| Some(of_scalar(value))).collect(),
        Test::Has(bits) => {
            (0..63).map(|at| 1_i64 << at).filter(|bit| bits & bit != 0).map(|bit| Some(json!(bit))).collect()
        }
        _ => Vec::new(),
    };
    let selectors = super::allowed_selectors(spec, scope, &field.name);
    if super::selects(spec, scope, &field.name) {
        values.retain(|value| value.as_ref().and_then(Value::as_i64).is_some_and(|number| selectors.contains(&number)));
        values.extend(selectors.iter().map(|number| Some(json!(number))));
    } else {
        values.extend((0..4).map(|nth| Some(value(spec, &field.schema, None, How::LEAN.nth(nth)))));
    }
    if !field.required {
        values.push(None);
    }
    let passes = |value: &Option<Value>| {
        let object = value.iter().map(|value| (field.name.clone(), value.clone())).collect();
        scope.holds(&object, condition) == holds
    };
    let mut kept: Vec<Option<Value>> = Vec::new();
    for value in values.into_iter().filter(passes) {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}
