//! What is called otherwise in the new spec, so that whatever refers to it is not taken for changed as well.

use super::references::{self, FieldRenames};
use std::collections::BTreeMap;
use zim_spec::load::{Entry, Home};
use zim_spec::model::{
    Action, Charset, Condition, Expr, FieldPath, LimitKind, NamedType, PageEnd, Param, RateScope, RateUnit, Rule,
    RuleKind, Schema, Spec, Type,
};

/// Old names to new ones.
#[derive(Default)]
pub(super) struct Renames {
    types: BTreeMap<String, String>,
    charsets: BTreeMap<String, String>,
    /// Names of parameters or fields beside those that refer to them.
    names: BTreeMap<String, String>,
}

impl Renames {
    /// The types and charsets that are the same but for the name.
    pub(super) fn between(old: &Spec, new: &Spec) -> Self {
        let mut renames = Self::default();
        let gone = old.charsets.values().filter(|set| !new.charsets.contains_key(&set.name));
        for set in gone {
            let mut come = new.charsets.values().filter(|it| !old.charsets.contains_key(&it.name));
            let is_same = |it: &&Charset| it.chars == set.chars && it.doc == set.doc && !renames.has_charset(&it.name);
            if let Some(same) = come.find(is_same) {
                renames.charsets.insert(set.name.clone(), same.name.clone());
            }
        }
        let gone: Vec<&NamedType> = old.types.values().filter(|it| !new.types.contains_key(&it.name)).collect();
        let come: Vec<&NamedType> = new.types.values().filter(|it| !old.types.contains_key(&it.name)).collect();
        // A type that holds another that was renamed is found once that is known.
        loop {
            let before = renames.types.len();
            for old in &gone {
                if renames.types.contains_key(&old.name) {
                    continue;
                }
                let is_same = |new: &&&NamedType| old.doc == new.doc && renames.makes(old, new);
                let free = come.iter().filter(|new| !renames.types.values().any(|name| *name == new.name));
                if let Some(same) = free.into_iter().find(is_same) {
                    renames.types.insert(old.name.clone(), same.name.clone());
                }
            }
            if renames.types.len() == before {
                return renames;
            }
        }
    }

    /// Renames of parameters or fields.
    pub(super) fn of_names(names: Vec<(&str, &str)>) -> Self {
        let names = names.into_iter().map(|(old, new)| (old.to_owned(), new.to_owned())).collect();
        Self { names, ..Self::default() }
    }

    /// What the type, or charset, was called before, if it was called otherwise.
    pub(super) fn old_type(&self, new: &str) -> Option<&str> {
        self.types.iter().find(|(_, name)| *name == new).map(|(old, _)| old.as_str())
    }

    pub(super) fn old_charset(&self, new: &str) -> Option<&str> {
        self.charsets.iter().find(|(_, name)| *name == new).map(|(old, _)| old.as_str())
    }

    /// `entry` as the old spec calls it.
    pub(super) fn old_entry(&self, mut entry: Entry) -> Entry {
        match &mut entry.home {
            Home::Type(name) => {
                if let Some(old) = self.old_type(name) {
                    *name = old.to_owned();
                }
            }
            Home::Charset(name) => {
                if let Some(old) = self.old_charset(name) {
                    *name = old.to_owned();
                }
            }
            _ => {}
        }
        entry
    }

    /// The spec with the new names of types and charsets.
    pub(super) fn in_spec(&self, spec: &Spec) -> Spec {
        let mut spec = spec.clone();
        if self.types.is_empty() && self.charsets.is_empty() {
            return spec;
        }
        spec.charsets = std::mem::take(&mut spec.charsets)
            .into_values()
            .map(|mut set| {
                replace(&self.charsets, &mut set.name);
                (set.name.clone(), set)
            })
            .collect();
        spec.types = std::mem::take(&mut spec.types)
            .into_values()
            .map(|mut named| {
                self.in_type(&mut named);
                (named.name.clone(), named)
            })
            .collect();
        for action in &mut spec.actions {
            action.params.iter_mut().for_each(|param| self.in_schema(&mut param.schema));
            action.reply.iter_mut().for_each(|field| self.in_schema(&mut field.schema));
        }
        for callback in &mut spec.callbacks {
            callback.fields.iter_mut().for_each(|field| self.in_schema(&mut field.schema));
            callback.reply.iter_mut().for_each(|param| self.in_schema(&mut param.schema));
        }
        spec
    }

    /// What refers to parameters and fields of an action, with the new names. `self` has those of parameters, `reply`
    /// those of the fields of the reply, `structs` those of the fields of structs.
    pub(super) fn in_action(&self, reply: &Self, structs: &FieldRenames, spec: &Spec, action: &mut Action) {
        references::in_action(structs, spec, action);
        self.in_fields(&mut action.params);
        self.in_rules(&mut action.rules);
        for rate in &mut action.rate_limits {
            if let RateScope::Param(name) = &mut rate.scope {
                self.name(name);
            }
            if let RateUnit::Items(name) = &mut rate.counts {
                self.name(name);
            }
        }
        for field in &mut action.reply {
            field.selector.iter_mut().for_each(|name| reply.name(name));
        }
        if let Some(items) = &mut action.items {
            items.request.iter_mut().for_each(|source| self.name(&mut source.list));
            items.succeeded.iter_mut().for_each(|name| reply.name(name));
            reply.name(&mut items.failed.list);
        }
        if let Some(paging) = &mut action.paging {
            self.name(&mut paging.cursor);
            paging.limit.iter_mut().for_each(|name| self.name(name));
            reply.name(&mut paging.next);
            paging.total.iter_mut().for_each(|name| reply.name(name));
            reply.name(&mut paging.list.list);
            if let PageEnd::Field(name) = &mut paging.end {
                reply.name(name);
            }
        }
        action.codes.iter_mut().flat_map(|code| &mut code.about).for_each(|name| self.name(name));
        action.visit_values(&mut |value| {
            if let Expr::Param { name, .. } = value {
                self.name(name);
            }
        });
        action.answers.iter_mut().for_each(|answer| reply.name(&mut answer.name));
    }

    /// What parameters say of others beside them; their own names stay.
    pub(super) fn in_fields(&self, params: &mut [Param]) {
        for param in params {
            param.selector.iter_mut().for_each(|name| self.name(name));
            for limit in &mut param.schema.limits {
                if let LimitKind::Base64(when) = &mut limit.kind {
                    self.in_condition(when);
                }
            }
        }
    }

    pub(super) fn in_rules(&self, rules: &mut [Rule]) {
        for rule in rules {
            match &mut rule.kind {
                RuleKind::RequiredIf { param, when } | RuleKind::AllowedIf { param, when } => {
                    self.name(param);
                    self.in_condition(when);
                }
                RuleKind::AtLeastOne(names) | RuleKind::ExactlyOne(names) => {
                    names.iter_mut().for_each(|name| self.name(name));
                }
                RuleKind::Differ(one, other) => {
                    self.name(one);
                    self.name(other);
                }
                RuleKind::NotAmong { value, list } => {
                    self.name(value);
                    self.in_path(list);
                }
                RuleKind::Among { value, others } => {
                    self.name(value);
                    others.iter_mut().for_each(|name| self.name(name));
                }
                RuleKind::AllEqual(path) => self.in_path(path),
                _ => {}
            }
        }
    }

    fn in_condition(&self, when: &mut Condition) {
        self.name(&mut when.param);
    }

    fn in_path(&self, path: &mut FieldPath) {
        self.name(&mut path.list);
    }

    fn name(&self, name: &mut String) {
        replace(&self.names, name);
    }

    fn has_charset(&self, new: &str) -> bool {
        self.old_charset(new).is_some()
    }

    /// Whether a type with another name is what is left of the old one with it.
    fn makes(&self, old: &NamedType, new: &NamedType) -> bool {
        let mut types = self.types.clone();
        types.insert(old.name.clone(), new.name.clone());
        let renames = Self { types, charsets: self.charsets.clone(), names: BTreeMap::new() };
        let mut old = old.clone();
        renames.in_type(&mut old);
        old == *new
    }

    fn in_type(&self, named: &mut NamedType) {
        replace(&self.types, &mut named.name);
        self.in_schema(&mut named.schema);
        named.fields.iter_mut().for_each(|field| self.in_schema(&mut field.schema));
        if let Some(union) = &mut named.union {
            replace(&self.types, &mut union.by);
            union.variants.iter_mut().for_each(|variant| self.in_schema(&mut variant.schema));
        }
    }

    fn in_schema(&self, schema: &mut Schema) {
        schema.named.iter_mut().chain(&mut schema.enumeration).for_each(|name| replace(&self.types, name));
        for limit in &mut schema.limits {
            if let LimitKind::Charset(name) = &mut limit.kind {
                replace(&self.charsets, name);
            }
        }
        match &mut schema.ty {
            Type::List(item) | Type::Json { value: item, .. } => self.in_schema(item),
            Type::Map { key, value } => {
                self.in_schema(key);
                self.in_schema(value);
            }
            Type::Struct(name) | Type::Union(name) => replace(&self.types, name),
            _ => {}
        }
    }
}

pub(super) fn replace(names: &BTreeMap<String, String>, name: &mut String) {
    if let Some(new) = names.get(name) {
        name.clone_from(new);
    }
}
