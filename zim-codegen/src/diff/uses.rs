//! Who uses which type and charset, in requests or in what comes back.

use super::context::plain;
use std::collections::{BTreeMap, BTreeSet};
use zim_spec::model::{LimitKind, Schema, Spec, Type};

/// How something is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Use {
    /// In requests, or answers to callbacks.
    pub(super) sent: bool,
    /// In replies or callbacks.
    pub(super) received: bool,
}

impl Use {
    pub(super) const SENT: Self = Self { sent: true, received: false };
    pub(super) const RECEIVED: Self = Self { sent: false, received: true };

    pub(super) fn or(self, other: Self) -> Self {
        Self { sent: self.sent || other.sent, received: self.received || other.received }
    }
}

/// Who uses what.
#[derive(Default)]
pub(super) struct Uses {
    types: BTreeMap<String, Users>,
    charsets: BTreeMap<String, Use>,
}

#[derive(Default)]
struct Users {
    how: Use,
    names: BTreeSet<String>,
}

impl Uses {
    pub(super) fn of(spec: &Spec) -> Self {
        let mut uses = Self::default();
        for action in &spec.actions {
            let mut walk = Walk { spec, uses: &mut uses, user: &action.name, seen: BTreeSet::new() };
            action.params.iter().for_each(|param| walk.schema(&param.schema, Use::SENT));
            action.reply.iter().for_each(|field| walk.schema(&field.schema, Use::RECEIVED));
        }
        for callback in &spec.callbacks {
            let mut walk = Walk { spec, uses: &mut uses, user: &callback.name, seen: BTreeSet::new() };
            callback.fields.iter().for_each(|field| walk.schema(&field.schema, Use::RECEIVED));
            callback.reply.iter().for_each(|param| walk.schema(&param.schema, Use::SENT));
        }
        uses
    }

    pub(super) fn of_type(&self, name: &str) -> Use {
        self.types.get(name).map(|users| users.how).unwrap_or_default()
    }

    pub(super) fn of_charset(&self, name: &str) -> Use {
        self.charsets.get(name).copied().unwrap_or_default()
    }

    /// `CallAccept, CallReject and 3 more`; `None` if nobody uses the type.
    pub(super) fn users(&self, name: &str) -> Option<String> {
        let names: Vec<String> = self.types.get(name)?.names.iter().map(|name| plain(name)).collect();
        Some(match names.as_slice() {
            [] => return None,
            [one] => one.clone(),
            [first, second] => format!("{first} and {second}"),
            [first, second, third] => format!("{first}, {second} and {third}"),
            [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
        })
    }
}

/// The way from one action or callback to everything that it holds.
struct Walk<'a, 'b> {
    spec: &'a Spec,
    uses: &'b mut Uses,
    user: &'a str,
    /// What was walked through, as what is sent and as what is received.
    seen: BTreeSet<(&'a str, bool)>,
}

impl<'a> Walk<'a, '_> {
    fn schema(&mut self, schema: &'a Schema, how: Use) {
        for limit in &schema.limits {
            if let LimitKind::Charset(name) = &limit.kind {
                let charset = self.uses.charsets.entry(name.clone()).or_default();
                *charset = charset.or(how);
            }
        }
        for name in schema.named.iter().chain(&schema.enumeration) {
            self.named(name, how);
        }
        match &schema.ty {
            Type::List(item) | Type::Json { value: item, .. } => self.schema(item, how),
            Type::Map { key, value } => {
                self.schema(key, how);
                self.schema(value, how);
            }
            Type::Struct(name) | Type::Union(name) => self.named(name, how),
            _ => {}
        }
    }

    fn named(&mut self, name: &'a str, how: Use) {
        if !self.seen.insert((name, how.sent)) {
            return;
        }
        let users = self.uses.types.entry(name.to_owned()).or_default();
        users.how = users.how.or(how);
        users.names.insert(self.user.to_owned());
        let Some(named) = self.spec.types.get(name) else { return };
        self.schema(&named.schema, how);
        named.fields.iter().for_each(|field| self.schema(&field.schema, how));
        if let Some(union) = &named.union {
            self.named(&union.by, how);
            union.variants.iter().for_each(|variant| self.schema(&variant.schema, how));
        }
    }
}
