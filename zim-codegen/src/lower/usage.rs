//! Who uses which shared definition: what nobody uses is not emitted, and the rest goes where its users are.

use super::fields::selected_by;
use super::limits::shared_check;
use std::collections::{BTreeMap, BTreeSet};
use zim_spec::model::{Items, LimitKind, NamedType, Param, ReplyField, Schema, Spec, Type};

/// The module of callbacks, which count as a group.
pub(super) const CALLBACKS: &str = "callbacks";

/// The file for what several groups use.
pub(super) const SHARED: &str = "shared";

type Groups = BTreeSet<String>;

/// Which shared definitions the selected actions and callbacks use.
#[derive(Default)]
pub(super) struct Usage {
    groups: Groups,
    types: BTreeMap<String, TypeUse>,
    /// Named types whose check is used, with the groups that do.
    checks: BTreeMap<String, Groups>,
    charsets: BTreeMap<String, Groups>,
    /// Fields of structs that hold the return code of an item.
    codes: BTreeSet<(String, String)>,
    /// Structs and unions that were followed already.
    followed: BTreeSet<(String, String, Direction)>,
    has_features: bool,
}

/// How a named type is used.
#[derive(Default)]
struct TypeUse {
    groups: Groups,
    sent: bool,
    received: bool,
    sensitive: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    Sent,
    Received,
}

impl Usage {
    pub(super) fn of(spec: &Spec, has_features: bool) -> Self {
        let mut usage = Self { has_features, ..Self::default() };
        for action in &spec.actions {
            usage.groups.insert(action.group.clone());
            usage.params(spec, &action.params, &action.group);
            usage.reply(spec, &action.reply, &action.group);
            if let Some(items) = &action.items {
                usage.codes_of(spec, items, &action.reply);
            }
        }
        for callback in &spec.callbacks {
            usage.groups.insert(CALLBACKS.to_owned());
            usage.params(spec, &callback.reply, CALLBACKS);
            usage.reply(spec, &callback.fields, CALLBACKS);
        }
        usage.checks_of_types(spec);
        usage.charsets_of_checks(spec);
        usage
    }

    /// Whether requests hold the type `name`.
    pub(super) fn is_sent(&self, name: &str) -> bool {
        self.types.get(name).is_some_and(|usage| usage.sent)
    }

    /// Whether replies or callbacks hold the type `name`.
    pub(super) fn is_received(&self, name: &str) -> bool {
        self.types.get(name).is_some_and(|usage| usage.received)
    }

    /// Whether anything that holds the type `name` is kept out of logs.
    pub(super) fn is_sensitive(&self, name: &str) -> bool {
        self.types.get(name).is_some_and(|usage| usage.sensitive)
    }

    pub(super) fn is_used(&self, name: &str) -> bool {
        self.types.contains_key(name)
    }

    /// Whether `field` of the struct `name` holds the return code of an item.
    pub(super) fn is_code(&self, name: &str, field: &str) -> bool {
        self.codes.contains(&(name.to_owned(), field.to_owned()))
    }

    /// The named types whose checks lie in the file `home`.
    pub(super) fn checks_at(&self, home: &str) -> Vec<&str> {
        let names = self.checks.keys().map(String::as_str);
        names.filter(|name| self.check_home(name) == home).collect()
    }

    pub(super) fn type_home(&self, name: &str) -> String {
        home(self.types.get(name).map(|usage| &usage.groups))
    }

    pub(super) fn check_home(&self, name: &str) -> String {
        home(self.checks.get(name))
    }

    pub(super) fn charset_home(&self, name: &str) -> String {
        home(self.charsets.get(name))
    }

    pub(super) fn has_charset(&self, name: &str) -> bool {
        self.charsets.contains_key(name)
    }

    /// Every file that something lies in, in order.
    pub(super) fn homes(&self) -> BTreeSet<String> {
        let types = self.types.values().map(|usage| &usage.groups);
        types.chain(self.checks.values()).chain(self.charsets.values()).map(|groups| home(Some(groups))).collect()
    }

    /// The feature that a group's module, or a group's file of types, depends on.
    pub(super) fn group_features(&self, group: &str) -> Vec<String> {
        if self.has_features && group != SHARED { vec![group.to_owned()] } else { Vec::new() }
    }

    pub(super) fn type_features(&self, name: &str) -> Vec<String> {
        self.features(self.types.get(name).map(|usage| &usage.groups))
    }

    pub(super) fn check_features(&self, name: &str) -> Vec<String> {
        self.features(self.checks.get(name))
    }

    pub(super) fn charset_features(&self, name: &str) -> Vec<String> {
        self.features(self.charsets.get(name))
    }

    /// The features that something in the shared file depends on; what all groups use is always there.
    fn features(&self, groups: Option<&Groups>) -> Vec<String> {
        let groups = groups.filter(|groups| self.has_features && groups.len() > 1 && **groups != self.groups);
        groups.map(|groups| groups.iter().cloned().collect()).unwrap_or_default()
    }

    fn params(&mut self, spec: &Spec, params: &[Param], group: &str) {
        for param in params {
            // The type of a selector is not used where it is no field; its check is.
            if selected_by(params, &param.name).is_none() {
                self.follow(spec, &param.schema, group, Direction::Sent, param.sensitive);
            }
            self.checks_of(spec, &param.schema, &Groups::from([group.to_owned()]));
        }
    }

    fn reply(&mut self, spec: &Spec, fields: &[ReplyField], group: &str) {
        for field in fields {
            self.follow(spec, &field.schema, group, Direction::Received, field.sensitive);
        }
    }

    /// Everything that a value of `schema` consists of.
    fn follow(&mut self, spec: &Spec, schema: &Schema, group: &str, direction: Direction, sensitive: bool) {
        if let Some(name) = &schema.enumeration {
            self.types.entry(name.clone()).or_default().groups.insert(group.to_owned());
        }
        match &schema.ty {
            Type::List(item) => self.follow(spec, item, group, direction, sensitive),
            Type::Json { value, .. } => self.follow(spec, value, group, direction, sensitive),
            Type::Map { key, value } => {
                self.follow(spec, key, group, direction, sensitive);
                self.follow(spec, value, group, direction, sensitive);
            }
            Type::Struct(name) | Type::Union(name) => self.follow_named(spec, name, group, direction, sensitive),
            _ => {}
        }
    }

    fn follow_named(&mut self, spec: &Spec, name: &str, group: &str, direction: Direction, sensitive: bool) {
        let usage = self.types.entry(name.to_owned()).or_default();
        usage.groups.insert(group.to_owned());
        usage.sensitive |= sensitive;
        match direction {
            Direction::Sent => usage.sent = true,
            Direction::Received => usage.received = true,
        }
        if !self.followed.insert((name.to_owned(), group.to_owned(), direction)) {
            return;
        }
        let Some(named) = spec.types.get(name) else { return };
        for field in &named.fields {
            if direction == Direction::Received || selected_by(&named.fields, &field.name).is_none() {
                self.follow(spec, &field.schema, group, direction, field.sensitive);
            }
        }
        for variant in named.union.iter().flat_map(|union| &union.variants) {
            self.follow(spec, &variant.schema, group, direction, false);
        }
    }

    /// The fields of failed items that hold their codes.
    fn codes_of(&mut self, spec: &Spec, items: &Items, reply: &[ReplyField]) {
        let mut failed = Some(&items.failed);
        let mut list = reply.iter().find(|field| field.name == items.failed.list).map(|field| &field.schema);
        while let (Some(at), Some(name)) = (failed, list.and_then(item_struct)) {
            if let Some(code) = &at.code {
                self.codes.insert((name.to_owned(), code.clone()));
            }
            failed = at.nested.as_deref();
            list = spec.types.get(name).and_then(|named| field_of(named, failed?.list.as_str())).map(|it| &it.schema);
        }
    }

    fn checks_of_types(&mut self, spec: &Spec) {
        let sent = self.types.iter().filter(|(_, usage)| usage.sent);
        let sent: Vec<_> = sent.map(|(name, usage)| (name.clone(), usage.groups.clone())).collect();
        for (name, groups) in sent {
            let Some(named) = spec.types.get(&name) else { continue };
            let variants = named.union.iter().flat_map(|union| &union.variants).map(|variant| &variant.schema);
            for schema in named.fields.iter().map(|field| &field.schema).chain(variants) {
                self.checks_of(spec, schema, &groups);
            }
        }
    }

    fn checks_of(&mut self, spec: &Spec, schema: &Schema, groups: &Groups) {
        if let Some(name) = shared_check(spec, schema) {
            self.checks.entry(name.to_owned()).or_default().extend(groups.iter().cloned());
        } else {
            self.charsets_of(schema, groups);
        }
        match &schema.ty {
            Type::List(inner) | Type::Json { value: inner, .. } => self.checks_of(spec, inner, groups),
            Type::Map { key, value } => {
                self.checks_of(spec, key, groups);
                self.checks_of(spec, value, groups);
            }
            _ => {}
        }
    }

    fn charsets_of_checks(&mut self, spec: &Spec) {
        for (name, groups) in self.checks.clone() {
            if let Some(named) = spec.types.get(&name) {
                self.charsets_of(&named.schema, &groups);
            }
        }
    }

    fn charsets_of(&mut self, schema: &Schema, groups: &Groups) {
        for limit in &schema.limits {
            if let LimitKind::Charset(name) = &limit.kind {
                self.charsets.entry(name.clone()).or_default().extend(groups.iter().cloned());
            }
        }
    }
}

/// The struct that the items of a list are.
pub(super) fn item_struct(list: &Schema) -> Option<&str> {
    match &list.ty {
        Type::List(item) => match &item.ty {
            Type::Struct(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

fn field_of<'a>(named: &'a NamedType, field: &str) -> Option<&'a Param> {
    named.fields.iter().find(|it| it.name == field)
}

/// The file for what these groups use.
fn home(groups: Option<&Groups>) -> String {
    match groups {
        Some(groups) if groups.len() == 1 => groups.iter().cloned().collect(),
        _ => SHARED.to_owned(),
    }
}
