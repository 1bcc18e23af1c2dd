//! What refers to fields of structs from elsewhere, so that it is not taken for changed when one is renamed.

use super::renames::replace;
use std::collections::BTreeMap;
use zim_spec::model::{Action, FailedItems, LimitKind, Param, RuleKind, Schema, Spec, Type};

/// Old names of the fields of structs to new ones, by the struct.
pub(super) type FieldRenames = BTreeMap<String, BTreeMap<String, String>>;

/// What an action says of the fields of the structs in its lists, which still have their old names themselves.
pub(super) fn in_action(structs: &FieldRenames, spec: &Spec, action: &mut Action) {
    if structs.is_empty() {
        return;
    }
    in_limits(structs, &mut action.params);
    let sent: Vec<(String, &BTreeMap<String, String>)> = action
        .params
        .iter()
        .filter_map(|param| Some((param.name.clone(), structs.get(item_struct(&param.schema)?)?)))
        .collect();
    let of = |list: &str| sent.iter().find(|(name, _)| name == list).map(|(_, renamed)| *renamed);
    for rule in &mut action.rules {
        if let RuleKind::NotAmong { list: path, .. } | RuleKind::AllEqual(path) = &mut rule.kind {
            let renamed = of(&path.list);
            path.field.iter_mut().for_each(|name| replace_in(renamed, name));
        }
    }
    let reply = |list: &str| action.reply.iter().find(|field| field.name == list).map(|field| &field.schema);
    if let Some(items) = &mut action.items {
        for source in &mut items.request {
            let renamed = of(&source.list);
            source.keys.iter_mut().chain(&mut source.parts).for_each(|name| replace_in(renamed, name));
        }
        let list = reply(&items.failed.list);
        in_failed(structs, spec, list, &mut items.failed);
    }
    if let Some(paging) = &mut action.paging {
        let renamed = reply(&paging.list.list).and_then(item_struct).and_then(|name| structs.get(name));
        paging.list.field.iter_mut().for_each(|name| replace_in(renamed, name));
    }
}

fn in_failed(structs: &FieldRenames, spec: &Spec, list: Option<&Schema>, failed: &mut FailedItems) {
    let Some(name) = list.and_then(item_struct) else { return };
    let fields = spec.types.get(name).map(|named| named.fields.as_slice()).unwrap_or_default();
    let renamed = structs.get(name);
    let told = failed.code.iter_mut().chain(&mut failed.message);
    failed.keys.iter_mut().chain(told).for_each(|name| replace_in(renamed, name));
    if let Some(nested) = &mut failed.nested {
        let list = fields.iter().find(|field| field.name == nested.list).map(|field| &field.schema);
        in_failed(structs, spec, list, nested);
        replace_in(renamed, &mut nested.list);
    }
}

/// By which field the structs of a list differ.
pub(super) fn in_limits(structs: &FieldRenames, params: &mut [Param]) {
    for schema in params.iter_mut().map(|param| &mut param.schema) {
        let renamed = item_struct(schema).and_then(|name| structs.get(name));
        for limit in &mut schema.limits {
            if let LimitKind::UniqueBy(name) = &mut limit.kind {
                replace_in(renamed, name);
            }
        }
    }
}

/// The struct that the items of a list are.
fn item_struct(list: &Schema) -> Option<&str> {
    match &list.ty {
        Type::List(item) => match &item.ty {
            Type::Struct(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

fn replace_in(names: Option<&BTreeMap<String, String>>, name: &mut String) {
    if let Some(names) = names {
        replace(names, name);
    }
}
