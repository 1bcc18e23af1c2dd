//! What a person may want to add, as comments: which items failed, and how the reply goes on.
//!
//! Both are recognised by what the spec's other actions call such fields.

use super::super::facts::{Facts, Field};
use std::collections::BTreeSet;
use zim_spec::model::{PageEnd, Spec};

/// Comments for the end of the file; `items` is what [`items`] found, unless the file has it already.
pub(super) fn proposals(facts: &Facts, items: Option<&Failed>, spec: &Spec) -> Vec<String> {
    let mut comments = Vec::new();
    comments.extend(items.map(|failed| {
        format!(
            "items: {{failed: {{{}}}}}",
            failed.pairs().map(|(key, name)| format!("{key}: {name}")).collect::<Vec<_>>().join(", ")
        )
    }));
    comments.extend(paging(facts, spec));
    if !comments.is_empty() {
        comments.insert(0, "guess: if this is what the page means, take away the signs in front".to_owned());
    }
    comments
}

/// The list of a reply that names the items that failed.
pub(super) struct Failed {
    list: String,
    key: String,
    code: String,
    message: Option<String>,
}

impl Failed {
    /// The keys that say so, and the names.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let named = [("list", &self.list), ("key", &self.key), ("code", &self.code)].into_iter();
        named.chain(self.message.iter().map(|message| ("message", message))).map(|(key, name)| (key, name.as_str()))
    }
}

/// The first list of the reply whose fields are called as those of items that failed are in other actions.
pub(super) fn items(facts: &Facts, spec: &Spec) -> Option<Failed> {
    let known: Vec<_> =
        spec.actions.iter().filter_map(|action| action.items.as_ref()).map(|items| &items.failed).collect();
    let codes: BTreeSet<&str> = known.iter().filter_map(|failed| failed.code.as_deref()).collect();
    let messages: BTreeSet<&str> = known.iter().filter_map(|failed| failed.message.as_deref()).collect();
    let keys: BTreeSet<&str> = known.iter().flat_map(|failed| &failed.keys).map(String::as_str).collect();
    let called = |field: &Field, names: &BTreeSet<&str>| {
        field.fields.iter().map(|inside| inside.name.value.clone()).find(|name| names.contains(name.as_str()))
    };
    let list = facts.reply.iter().find(|field| called(field, &codes).is_some())?;
    let (key, code) = (called(list, &keys)?, called(list, &codes)?);
    Some(Failed { list: list.name.value.clone(), key, code, message: called(list, &messages) })
}

fn paging(facts: &Facts, spec: &Spec) -> Option<String> {
    let sends = |name: &str| facts.params.iter().any(|param| param.name.value == name);
    let answers = |name: &str| facts.reply.iter().any(|field| field.name.value == name);
    let alike = spec.actions.iter().filter_map(|action| action.paging.as_ref());
    let alike = alike.filter(|paging| sends(&paging.cursor) && answers(&paging.next));
    let known = alike.max_by_key(|paging| {
        usize::from(paging.limit.as_deref().is_some_and(sends))
            + usize::from(paging.total.as_deref().is_some_and(answers))
    })?;
    let list = facts.reply.iter().find(|field| super::fields::is_list(field))?;
    let done = match &known.end {
        PageEnd::Next(values) => {
            let shown: Vec<String> = values.iter().map(|value| format!("{:?}", value.to_string())).collect();
            match values.as_slice() {
                [zim_spec::model::Scalar::Int(n)] => n.to_string(),
                _ => format!("[{}]", shown.join(", ")),
            }
        }
        PageEnd::Field(name) => format!("{{field: {name}}}"),
        _ => return None,
    };
    let optional = |key: &str, name: Option<&String>, is_there: &dyn Fn(&str) -> bool| {
        name.filter(|name| is_there(name)).map(|name| format!(", {key}: {name}")).unwrap_or_default()
    };
    Some(format!(
        "paging: {{cursor: {}, next: {}, done: {done}{}{}, list: {}}}",
        known.cursor,
        known.next,
        optional("limit", known.limit.as_ref(), &sends),
        optional("total", known.total.as_ref(), &answers),
        list.name.value
    ))
}
