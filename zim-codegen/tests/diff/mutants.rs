//! Specs that differ from another in one parameter or field, made without a file.

use zim_spec::model::{Int, Param, ReplyField, Schema, Spec, Type};

/// What is done to a parameter or field, with its name.
const WAYS: [&str; 7] = ["gone", "other presence", "renamed", "pinned", "a number", "a list", "described otherwise"];

/// Every one of them, with what was done.
pub(crate) fn of(spec: &Spec) -> impl Iterator<Item = (String, Spec)> {
    let mut mutants = Vec::new();
    let lists = lists(&mut spec.clone());
    for (list, length) in lists.into_iter().enumerate() {
        for at in 0..length {
            // A third of all, for it takes long; `ZIM_ALL=1` does not mind.
            for (number, way) in WAYS.iter().enumerate() {
                if (list + at * 3 + number) % 3 == 0 || std::env::var_os("ZIM_ALL").is_some() {
                    let mut mutant = spec.clone();
                    let name = change(&mut mutant, list, at, way);
                    mutants.push((format!("{name}: {way}"), mutant));
                }
            }
        }
    }
    mutants.into_iter()
}

/// How long each list of parameters or fields is.
fn lists(spec: &mut Spec) -> Vec<usize> {
    let (params, fields) = all(spec);
    params.iter().map(|list| list.len()).chain(fields.iter().map(|list| list.len())).collect()
}

fn all(spec: &mut Spec) -> (Vec<&mut Vec<Param>>, Vec<&mut Vec<ReplyField>>) {
    let (mut params, mut fields) = (Vec::new(), Vec::new());
    params.extend(spec.types.values_mut().map(|named| &mut named.fields));
    for action in &mut spec.actions {
        params.push(&mut action.params);
        fields.push(&mut action.reply);
    }
    for callback in &mut spec.callbacks {
        params.push(&mut callback.reply);
        fields.push(&mut callback.fields);
    }
    (params, fields)
}

fn change(spec: &mut Spec, list: usize, at: usize, way: &str) -> String {
    let (mut params, mut fields) = all(spec);
    if list < params.len() {
        let list = &mut params[list];
        if way == "gone" {
            return list.remove(at).name;
        }
        let Param { name, rust_name, doc, required, schema, .. } = &mut list[at];
        let before = name.clone();
        alter(way, name, rust_name, doc, schema, required);
        return before;
    }
    let list = &mut fields[list - params.len()];
    if way == "gone" {
        return list.remove(at).name;
    }
    let ReplyField { name, rust_name, doc, optional, schema, .. } = &mut list[at];
    let before = name.clone();
    alter(way, name, rust_name, doc, schema, optional);
    before
}

fn alter(
    way: &str,
    name: &mut String,
    rust_name: &mut Option<String>,
    doc: &mut String,
    schema: &mut Schema,
    presence: &mut bool,
) {
    match way {
        "other presence" => *presence = !*presence,
        "renamed" => name.push_str("New"),
        "pinned" => *rust_name = Some("pinned".to_owned()),
        "a number" => *schema = Schema::plain(Type::Int(Int::U64)),
        "a list" => *schema = Schema::plain(Type::List(Box::new(Schema::plain(Type::Text)))),
        _ => doc.push_str(" Somehow."),
    }
}
