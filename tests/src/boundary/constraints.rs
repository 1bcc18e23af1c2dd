//! All that a spec asks of an action's request, listed without making any value.

use super::numbers;
use crate::rules::Scope;
use crate::sample;
use crate::sample::text;
use zim_spec::model::{Action, Limit, LimitKind, Rule, RuleKind, Schema, Spec, Type};

/// A limit or rule at a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Constraint {
    /// Where in the spec: `Lines[].From.X`, `Marks{key}`, `Body<Text>.Message$.Url`. `[]` are the items of a list, `{}`
    /// the values of a map, `<…>` a variant, `$` what a text holds as JSON.
    pub place: String,
    /// The key of the limit or rule.
    pub rule: &'static str,
    /// What a rule allows, since there may be several of one kind about one field. Empty for limits.
    pub limit: String,
}

/// Everything that the requests of an action can break or keep, with whether Rust's types let it be broken.
#[must_use]
pub fn constraints(spec: &Spec, action: &Action) -> Vec<(Constraint, bool)> {
    let mut walk = Walk { spec, found: Vec::new() };
    walk.scope("", sample::of_action(action));
    walk.found
}

struct Walk<'a> {
    spec: &'a Spec,
    found: Vec<(Constraint, bool)>,
}

impl Walk<'_> {
    fn scope(&mut self, prefix: &str, scope: Scope<'_>) {
        for field in scope.fields {
            let place = format!("{prefix}{}", field.name);
            match sample::selection(self.spec, scope, field) {
                Some((selector, union)) => {
                    for number in sample::allowed_selectors(self.spec, scope, selector) {
                        if let Some(variant) = union.variant(number) {
                            self.schema(&place, &field.schema, Some((&variant.schema, &variant.name)));
                        }
                    }
                }
                None => self.schema(&place, &field.schema, None),
            }
            let fixed = sample::selects(self.spec, scope, &field.name);
            if fixed {
                self.selector(&place, scope, &field.name);
            }
        }
        for Rule { kind, .. } in scope.rules {
            let place = format!("{prefix}{}", kind.subject());
            let constraint = Constraint { place, rule: kind.key(), limit: kind.limit() };
            self.found.push((constraint, can_be_broken(scope, kind)));
        }
    }

    /// Whether the number that selects a variant can be one that is not allowed: only if there is a variant for it.
    fn selector(&mut self, place: &str, scope: Scope<'_>, name: &str) {
        let Some(field) = scope.field(name) else { return };
        let unions: Vec<_> = scope
            .fields
            .iter()
            .filter(|union| union.required)
            .filter_map(|union| sample::selection(self.spec, scope, union))
            .filter(|(by, _)| *by == name)
            .collect();
        let Some((_, first)) = unions.first() else { return };
        let allowed = sample::number::one_of(&field.schema).unwrap_or_default();
        let mut numbers = first.variants.iter().map(|variant| variant.selector);
        let is_buildable = |number: i64| unions.iter().all(|(_, union)| union.variant(number).is_some());
        let breakable = numbers.any(|number| !allowed.contains(&number) && is_buildable(number));
        for (constraint, can_be_broken) in &mut self.found {
            if constraint.place == place && constraint.rule == "one_of" {
                *can_be_broken = breakable;
            }
        }
    }

    fn schema(&mut self, place: &str, schema: &Schema, variant: Option<(&Schema, &str)>) {
        for limit in &schema.limits {
            let constraint = Constraint { place: place.to_owned(), rule: limit.kind.key(), limit: String::new() };
            // The variants of a list of unions share the limits of the list.
            if !self.found.iter().any(|(known, _)| *known == constraint) {
                self.found.push((constraint, self.breakable(schema, limit)));
            }
        }
        match &schema.ty {
            Type::List(item) => self.schema(&format!("{place}[]"), item, variant),
            Type::Map { key, value } => {
                self.schema(&format!("{place}{{key}}"), key, None);
                self.schema(&format!("{place}{{}}"), value, variant);
            }
            Type::Struct(name) => self.scope(&format!("{place}."), sample::of_struct(self.spec, name)),
            Type::Union(_) => {
                if let Some((schema, name)) = variant {
                    self.schema(&format!("{place}<{name}>"), schema, None);
                }
            }
            Type::Json { value, .. } => self.schema(&format!("{place}$"), value, variant),
            _ => {}
        }
    }

    /// Whether a value of Rust's type can break the limit.
    fn breakable(&self, schema: &Schema, limit: &Limit) -> bool {
        let non_empty = schema.limits.iter().any(|limit| limit.kind == LimitKind::NonEmpty);
        match (&schema.ty, &limit.kind) {
            (Type::Int(width), kind) => {
                let (least, most) = width.range();
                let numbers = numbers::near(schema, kind);
                let mut numbers = numbers.iter().filter(|number| (least..=most).contains(*number));
                numbers.any(|number| numbers::breaks(schema, limit, *number))
            }
            // JSON is never empty, and cannot be made as short as one likes.
            (Type::Json { .. }, LimitKind::NonEmpty | LimitKind::MinBytes(_) | LimitKind::MinChars(_)) => false,
            (Type::Json { value, .. }, _) => self.has_text(value),
            (_, LimitKind::MinBytes(n) | LimitKind::MinChars(n)) => *n > u64::from(non_empty),
            (_, LimitKind::MinItems(n)) => *n > 0,
            (_, LimitKind::ForbiddenPrefix(prefix) | LimitKind::Prefix(prefix)) => !prefix.is_empty(),
            _ => true,
        }
    }

    /// Whether a value has a text of any length in it.
    fn has_text(&self, schema: &Schema) -> bool {
        match &schema.ty {
            Type::Text => text::one_of(schema).is_none(),
            Type::List(item) => self.has_text(item),
            Type::Map { value, .. } => self.has_text(value),
            Type::Struct(name) => {
                sample::of_struct(self.spec, name).fields.iter().any(|field| self.has_text(&field.schema))
            }
            Type::Union(name) => {
                let union = self.spec.types.get(name).and_then(|named| named.union.as_ref());
                union.is_some_and(|union| union.variants.iter().any(|variant| self.has_text(&variant.schema)))
            }
            _ => false,
        }
    }
}

/// Whether Rust's types let a request break the rule.
fn can_be_broken(scope: Scope<'_>, rule: &RuleKind) -> bool {
    let may_lack = |name: &String| {
        let lacks = |field: &zim_spec::model::Param| {
            !field.required || matches!(field.schema.ty, Type::List(_) | Type::Map { .. })
        };
        scope.field(name).is_some_and(lacks)
    };
    match rule {
        RuleKind::RequiredIf { param, .. } => may_lack(param),
        RuleKind::AtLeastOne(names) => names.iter().all(may_lack),
        _ => true,
    }
}
