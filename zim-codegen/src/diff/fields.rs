//! Parameters, fields of structs, and fields of replies and callbacks: they are compared alike.

use super::align::{Pair, align, is_in_order};
use super::context::{Context, Spot, Verdict};
use super::rules::*;
use super::uses::Use;
use super::{Behaviour, Rule, Rust, Wire, disputes, schemas};
use crate::emit::Of;
use zim_spec::diagnostic::quoted;
use zim_spec::load::Home;
use zim_spec::model::{Dispute, Param, ReplyField, Scalar, Schema, Type};
use zim_spec::naming::snake_case;

/// A list of parameters or fields of an entry.
pub(super) struct List<'a> {
    pub(super) home: &'a Home,
    /// Where the list stands.
    pub(super) spot: Spot,
    /// What one of them is called: `parameter`, `field`.
    pub(super) noun: &'static str,
    pub(super) how: Use,
    /// The codes that a broken limit has if nothing else is said, in the old and the new spec.
    pub(super) codes: (i64, i64),
}

/// What a parameter and a field of a reply have in common.
pub(super) struct Field<'a> {
    name: &'a str,
    rust_name: Option<&'a str>,
    doc: &'a str,
    schema: &'a Schema,
    required: bool,
    sensitive: bool,
    selector: Option<&'a str>,
    default: Option<&'a Scalar>,
    example: Option<&'a Scalar>,
    code: Option<i64>,
    disputed: &'a [Dispute],
}

impl<'a> From<&'a Param> for Field<'a> {
    fn from(param: &'a Param) -> Self {
        Self {
            name: &param.name,
            rust_name: param.rust_name.as_deref(),
            doc: &param.doc,
            schema: &param.schema,
            required: param.required,
            sensitive: param.sensitive,
            selector: param.selector.as_deref(),
            default: param.default.as_ref(),
            example: param.example.as_ref(),
            code: Some(param.code),
            disputed: &param.disputed,
        }
    }
}

impl<'a> From<&'a ReplyField> for Field<'a> {
    fn from(field: &'a ReplyField) -> Self {
        Self {
            name: &field.name,
            rust_name: field.rust_name.as_deref(),
            doc: &field.doc,
            schema: &field.schema,
            required: !field.optional,
            sensitive: field.sensitive,
            selector: field.selector.as_deref(),
            default: None,
            example: field.example.as_ref(),
            code: None,
            disputed: &field.disputed,
        }
    }
}

impl Field<'_> {
    fn rust(&self) -> String {
        self.rust_name.map_or_else(|| snake_case(self.name), str::to_owned)
    }

    fn is_alike(&self, other: &Field<'_>) -> bool {
        let limits = |field: &Field<'_>| field.schema.limits.clone();
        let (one, another) = (self.schema.to_string(), other.schema.to_string());
        self.doc == other.doc
            && self.required == other.required
            && one == another
            && (self.schema.adjusted == other.schema.adjusted)
            && (limits(self) == limits(other) || (self.schema.named.is_some() && !self.schema.adjusted))
    }
}

/// Which of them in the old spec are called otherwise in the new one.
pub(super) fn renamed<'a, T>(old: &'a [T], new: &'a [T]) -> Vec<(&'a str, &'a str)>
where
    Field<'a>: From<&'a T>,
{
    let (old, new) = (views(old), views(new));
    let mut renamed = Vec::new();
    for pair in pairs(&old, &new) {
        if let Some((old, new)) = both(&old, &new, pair).filter(|(old, new)| old.name != new.name) {
            renamed.push((old.name, new.name));
        }
    }
    renamed
}

/// Reports what differs between two lists.
pub(super) fn fields<'a, T>(cx: &mut Context<'_>, list: &List<'_>, old: &'a [T], new: &'a [T])
where
    Field<'a>: From<&'a T>,
{
    let (old, new) = (views(old), views(new));
    let pairs = pairs(&old, &new);
    order(cx, list, &old, &new, &pairs);
    for pair in pairs {
        match pair {
            Pair::Both(..) => {
                if let Some((old, new)) = both(&old, &new, pair) {
                    field(cx, list, old, new);
                }
            }
            Pair::Added(at) => new.get(at).into_iter().for_each(|new| added(cx, list, new)),
            Pair::Removed(at) => old.get(at).into_iter().for_each(|old| removed(cx, list, old)),
        }
    }
}

fn views<'a, T>(fields: &'a [T]) -> Vec<Field<'a>>
where
    Field<'a>: From<&'a T>,
{
    fields.iter().map(Into::into).collect()
}

fn pairs(old: &[Field<'_>], new: &[Field<'_>]) -> Vec<Pair> {
    align(old, new, |field| field.name.to_owned(), |old, new| old.is_alike(new))
}

fn both<'a, 'b>(old: &'b [Field<'a>], new: &'b [Field<'a>], pair: Pair) -> Option<(&'b Field<'a>, &'b Field<'a>)> {
    match pair {
        Pair::Both(before, after) => Some((old.get(before)?, new.get(after)?)),
        _ => None,
    }
}

fn order(cx: &mut Context<'_>, list: &List<'_>, old: &[Field<'_>], new: &[Field<'_>], pairs: &[Pair]) {
    if is_in_order(pairs, |_, _| true) {
        return;
    }
    let is_argument =
        |at: usize| new.get(at).is_some_and(|field| list.how.sent && cx.is_argument(list.home, field.name));
    let required =
        |before: usize, after: usize| old.get(before).is_some_and(|field| field.required) && is_argument(after);
    if is_in_order(pairs, required) {
        let message = format!("order of the {}s changed", list.noun);
        cx.report(ORDER_CHANGED, &list.spot, message, Verdict::WORDS);
        return;
    }
    let mut arguments: Vec<(usize, usize)> = Vec::new();
    for pair in pairs {
        match *pair {
            Pair::Both(before, after) if required(before, after) => arguments.push((before, after)),
            _ => {}
        }
    }
    let names = |positions: Vec<usize>, fields: &[Field<'_>]| {
        let names = positions.into_iter().filter_map(|at| Some(quoted(fields.get(at)?.name)));
        names.collect::<Vec<_>>().join(", ")
    };
    let after = names(arguments.iter().map(|(_, after)| *after).collect(), new);
    arguments.sort_unstable();
    let before = names(arguments.iter().map(|(before, _)| *before).collect(), old);
    let message = format!("order of what is required changed from {before} to {after}");
    let verdict = Verdict::new(Wire::Same, Behaviour::Changed).rust(Rust::Breaking);
    cx.report(PARAMS_REORDERED, &list.spot, message, verdict);
}

fn added(cx: &mut Context<'_>, list: &List<'_>, new: &Field<'_>) {
    let spot = spot(list, new.name, new.name).added();
    let (sent, rule) = match new.required {
        true => (Verdict::new(Wire::Breaking, Behaviour::Tightened), PARAM_ADDED_REQUIRED),
        false => (Verdict::new(Wire::Compatible, Behaviour::Same), PARAM_ADDED_OPTIONAL),
    };
    let verdict = judge(list.how, sent, Verdict::new(Wire::Compatible, Behaviour::Same));
    let rust = rust(cx, list, new.name, new.name);
    let what = if new.required { "required" } else { "optional" };
    let message = format!("{what} {} added, of type {}", list.noun, quoted(&new.schema.to_string()));
    cx.report(kind(list.how, rule, FIELD_ADDED), &spot, message, verdict.rust(rust));
}

fn removed(cx: &mut Context<'_>, list: &List<'_>, old: &Field<'_>) {
    let spot = spot(list, old.name, old.name).removed();
    let verdict = used(list.how, Verdict::new(Wire::Breaking, Behaviour::Changed));
    let rust = rust(cx, list, old.name, old.name);
    let message = format!("{} removed", list.noun);
    cx.report(kind(list.how, PARAM_REMOVED, FIELD_REMOVED), &spot, message, verdict.rust(rust));
}

fn field(cx: &mut Context<'_>, list: &List<'_>, old: &Field<'_>, new: &Field<'_>) {
    let spot = spot(list, old.name, new.name);
    // What differs in Rust is told if one of the findings, or one about the type, accounts for it.
    let is_shape_same = schemas::shape(old.schema) == schemas::shape(new.schema);
    let is_told = old.name != new.name || old.rust() != new.rust() || old.required != new.required || !is_shape_same;
    let all = if is_told { rust(cx, list, old.name, new.name) } else { Rust::Same };
    let if_not = |is_same: bool| if is_same { Rust::Same } else { all };
    if old.name != new.name {
        let verdict = used(list.how, Verdict::new(Wire::Breaking, Behaviour::Same));
        let message = format!("renamed from {} to {}", quoted(old.name), quoted(new.name));
        let verdict = verdict.rust(if_not(old.rust() == new.rust()));
        cx.report(kind(list.how, PARAM_RENAMED, FIELD_RENAMED), &spot, message, verdict);
    } else if old.rust_name != new.rust_name {
        let message = format!("name in Rust changed from {} to {}", quoted(&old.rust()), quoted(&new.rust()));
        let verdict = Verdict::WORDS.rust(if_not(old.rust() == new.rust()));
        cx.report(
            kind(list.how, PARAM_RUST_NAME_CHANGED, FIELD_RUST_NAME_CHANGED),
            &spot.key("rust_name"),
            message,
            verdict,
        );
    }
    if old.required != new.required {
        presence(cx, list, &spot, new, all);
    }
    types(cx, list, &spot, old, new, all);
    if old.default != new.default {
        default(cx, list, &spot, old, new);
    }
    if old.sensitive != new.sensitive {
        let message = match new.sensitive {
            true => "kept out of `Debug`",
            false => "no longer kept out of `Debug`",
        };
        let verdict = used(list.how, Verdict::new(Wire::Same, Behaviour::Changed));
        let rule = kind(list.how, PARAM_SENSITIVE_CHANGED, FIELD_SENSITIVE_CHANGED);
        cx.report(rule, &spot.key("sensitive"), message, verdict);
    }
    let own = |code: Option<i64>, usual: i64| code.filter(|code| *code != usual);
    let (before, after) = (own(old.code, list.codes.0), own(new.code, list.codes.1));
    if before != after && old.code != new.code {
        let shown = |code: Option<i64>| code.map_or_else(|| "the usual".to_owned(), |code| code.to_string());
        let message = format!("code of a broken limit changed from {} to {}", shown(before), shown(after));
        let sent = Verdict::new(Wire::Same, Behaviour::Changed);
        cx.report(PARAM_CODE_CHANGED, &spot.key("code"), message, judge(list.how, sent, Verdict::WORDS));
    }
    if old.selector != new.selector {
        let shown = |selector: Option<&str>| selector.map_or_else(|| "what stands beside it".to_owned(), quoted);
        let message = format!("variant told by {}, no longer by {}", shown(new.selector), shown(old.selector));
        let verdict = used(list.how, Verdict::new(Wire::Breaking, Behaviour::Changed));
        cx.report(SELECTOR_CHANGED, &spot.key("selector"), message, verdict);
    }
    if old.doc != new.doc {
        let rule = kind(list.how, PARAM_DOC_CHANGED, FIELD_DOC_CHANGED);
        cx.report(rule, &spot.key("doc"), "description changed", Verdict::WORDS);
    }
    if old.example != new.example {
        cx.report(DESCRIPTION_CHANGED, &spot.key("example"), "example changed", Verdict::WORDS);
    }
    disputes(cx, &spot, old.disputed, new.disputed);
}

fn presence(cx: &mut Context<'_>, list: &List<'_>, spot: &Spot, new: &Field<'_>, rust: Rust) {
    // An absent list is read as an empty one.
    let is_collection = matches!(new.schema.ty, Type::List(_) | Type::Map { .. });
    let (rule, message, sent, received) = match new.required {
        true => (
            kind(list.how, PARAM_MADE_REQUIRED, FIELD_MADE_REQUIRED),
            "made required",
            Verdict::new(Wire::Breaking, Behaviour::Tightened),
            Verdict::new(Wire::Compatible, Behaviour::Same),
        ),
        false => (
            kind(list.how, PARAM_MADE_OPTIONAL, FIELD_MADE_OPTIONAL),
            "made optional",
            Verdict::new(Wire::Compatible, Behaviour::Relaxed),
            match is_collection {
                true => Verdict::new(Wire::Compatible, Behaviour::Same),
                false => Verdict::new(Wire::Breaking, Behaviour::Changed),
            },
        ),
    };
    let key = if list.how.sent || matches!(list.home, Home::Type(_)) { "required" } else { "optional" };
    cx.report(rule, &spot.key(key), message, judge(list.how, sent, received).rust(rust));
}

fn types(cx: &mut Context<'_>, list: &List<'_>, spot: &Spot, old: &Field<'_>, new: &Field<'_>, rust: Rust) {
    let (before, after) = (old.schema.to_string(), new.schema.to_string());
    if before == after {
        schemas::values(cx, spot, list.how, old.schema, new.schema);
        return;
    }
    let is_same = schemas::shape(old.schema) == schemas::shape(new.schema);
    let verdict = schemas::type_verdict(cx, list.how, old.schema, new.schema);
    let verdict = verdict.rust(if is_same { Rust::Same } else { rust });
    let limits = schemas::limits_told(cx, old.schema, new.schema);
    let message = format!("type changed from {} to {}{limits}", quoted(&before), quoted(&after));
    cx.report(kind(list.how, PARAM_TYPE_CHANGED, FIELD_TYPE_CHANGED), &spot.key("type"), message, verdict);
    schemas::stated(cx, spot, list.how, (old.schema, new.schema), (None, None), "");
}

fn default(cx: &mut Context<'_>, list: &List<'_>, spot: &Spot, old: &Field<'_>, new: &Field<'_>) {
    let shown = |value: &Scalar| quoted(&value.to_string());
    let (rule, message) = match (old.default, new.default) {
        (Some(old), Some(new)) => {
            (PARAM_DEFAULT_CHANGED, format!("default changed from {} to {}", shown(old), shown(new)))
        }
        (None, Some(new)) => (PARAM_DEFAULT_ADDED, format!("default {} added", shown(new))),
        (Some(old), None) => (PARAM_DEFAULT_REMOVED, format!("default {} removed", shown(old))),
        (None, None) => return,
    };
    let sent = Verdict::new(Wire::Same, Behaviour::Changed);
    cx.report(rule, &spot.key("default"), message, judge(list.how, sent, Verdict::WORDS));
}

fn spot(list: &List<'_>, old: &str, new: &str) -> Spot {
    list.spot.keys(old, new).about(&format!("{} {}", list.noun, quoted(new)))
}

/// The kind of a change of what is sent, or only received.
fn kind(how: Use, sent: &'static Rule, received: &'static Rule) -> &'static Rule {
    if how.received && !how.sent { received } else { sent }
}

fn judge(how: Use, sent: Verdict, received: Verdict) -> Verdict {
    match (how.sent, how.received) {
        (true, true) => sent.and(received),
        (true, false) => sent,
        (false, true) => received,
        (false, false) => Verdict::WORDS,
    }
}

fn used(how: Use, verdict: Verdict) -> Verdict {
    judge(how, verdict, verdict)
}

fn rust(cx: &mut Context<'_>, list: &List<'_>, old: &str, new: &str) -> Rust {
    let mut rust = Rust::Same;
    if list.how.sent {
        rust = rust.max(cx.rust_of(list.home, Of::Param(old.to_owned()), Of::Param(new.to_owned())));
    }
    if list.how.received {
        rust = rust.max(cx.rust_of(list.home, Of::Field(old.to_owned()), Of::Field(new.to_owned())));
    }
    rust
}
