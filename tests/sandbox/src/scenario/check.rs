//! Holds a scenario against the spec: are there such actions, codes, items, parameters and applications?

use super::read::{Problem, report};
use super::{ANY, Effect, Rule, Scenario, ScenarioError};
use zim_spec::diagnostic::{Diagnostics, nearest, quoted};
use zim_spec::model::{Action, Param, Schema, Spec, Type};

/// All that is wrong with it.
pub(super) fn scenario(scenario: &Scenario, spec: &Spec, apps: &[u32]) -> Result<(), ScenarioError> {
    let mut diagnostics = Diagnostics::default();
    for (position, rule) in scenario.rules.iter().enumerate() {
        for problem in problems(rule, spec, apps) {
            report(&mut diagnostics, position, rule.origin.as_ref(), problem);
        }
    }
    if diagnostics.is_empty() { Ok(()) } else { Err(ScenarioError(diagnostics)) }
}

fn problems(rule: &Rule, spec: &Spec, apps: &[u32]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let named = spec.action(&rule.action);
    if named.is_none() && rule.action != ANY {
        let names = spec.actions.iter().map(|action| action.name.as_str());
        let help = format!("write the action as ZIM calls it, or \"{ANY}\" for all");
        problems.push(unknown(&["action"], "action", &rule.action, names, help));
        return problems;
    }
    if let Some(app) = rule.app.filter(|app| !apps.contains(app)) {
        let known: Vec<String> = apps.iter().map(u32::to_string).collect();
        let help = format!("the applications here are {}", known.join(", "));
        problems.push(unknown(&["app"], "application", &app.to_string(), known.iter().map(String::as_str), help));
    }
    for name in rule.when.keys() {
        let actions = named.map_or(spec.actions.as_slice(), std::slice::from_ref);
        problems.extend(parameter(spec, actions, name));
    }
    match &rule.effect {
        Effect::Code(code) => problems.extend(code_problem(spec, *code)),
        Effect::Item { keys, code } => {
            problems.extend(code_problem(spec, *code));
            problems.extend(item_problem(named, keys));
        }
        Effect::List(_) => problems.extend(list_problem(named)),
        Effect::Delay(_) | Effect::Spoil(_) => {}
    }
    problems
}

fn code_problem(spec: &Spec, code: i64) -> Option<Problem> {
    if code == 0 {
        return Some(Problem::new(&["code"], "0 is the code of success", "leave the rule out for calls that succeed"));
    }
    if spec.codes.contains_key(&code) {
        return None;
    }
    let known: Vec<String> = spec.codes.keys().filter(|code| **code != 0).map(i64::to_string).collect();
    let help = "write one of the spec's return codes; `cargo zim explain CODE` tells what each means";
    Some(unknown(&["code"], "code", &code.to_string(), known.iter().map(String::as_str), help.to_owned()))
}

fn item_problem(action: Option<&Action>, keys: &[String]) -> Option<Problem> {
    let Some(action) = action else {
        return Some(Problem::new(&["action"], "items fail of one action", "name the action"));
    };
    let Some(items) = &action.items else {
        let message = format!("no item of {} can fail: its replies list no failed items", action.name);
        return Some(Problem::new(&["item"], message, "leave item out to refuse the whole call"));
    };
    let nested = items.failed.nested.as_ref().map_or(&[][..], |nested| &nested.keys);
    let names: Vec<&str> = items.failed.keys.iter().chain(nested).map(String::as_str).collect();
    if keys.len() > names.len() {
        let (name, found, known) = (&action.name, keys.len(), names.join(", "));
        let message = format!("an item of {name} is told by {known}, not by {found} keys");
        return Some(Problem::new(&["item"], message, "a rule is about one item; write one for each"));
    }
    None
}

fn list_problem(action: Option<&Action>) -> Option<Problem> {
    match action {
        None => Some(Problem::new(&["action"], "items are listed by one action", "name the action")),
        Some(action) if action.paging.is_none() => {
            let message = format!("the reply of {} does not come page by page", action.name);
            Some(Problem::new(&["items"], message, "leave items out"))
        }
        Some(_) => None,
    }
}

/// What is wrong with the parameter called `name`, if none of the actions has it.
fn parameter(spec: &Spec, actions: &[Action], name: &str) -> Option<Problem> {
    let mut steps = name.split('.');
    let first = steps.next().unwrap_or_default();
    let named: Vec<&Param> = actions.iter().filter_map(|action| action.param(first)).collect();
    if named.is_empty() {
        let known = actions.iter().flat_map(|action| &action.params).map(|param| param.name.as_str());
        let help = match actions {
            [action] => {
                let names: Vec<&str> = action.params.iter().map(|param| param.name.as_str()).collect();
                format!("the parameters of {} are {}", action.name, names.join(", "))
            }
            _ => "write a parameter that some action has".to_owned(),
        };
        return Some(unknown(&["when", name], "parameter", first, known, help));
    }
    let mut level: Vec<&Schema> = named.iter().map(|param| &param.schema).collect();
    for step in steps {
        let fields: Vec<&Param> = level.iter().flat_map(|schema| fields(spec, schema)).collect();
        let inside: Vec<&Schema> =
            fields.iter().filter(|field| field.name == step).map(|field| &field.schema).collect();
        if inside.is_empty() && !level.iter().any(|schema| is_free(schema)) {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let help = match names.as_slice() {
                [] => "it has no fields".to_owned(),
                names => format!("its fields are {}", names.join(", ")),
            };
            return Some(unknown(&["when", name], "field", step, names.iter().copied(), help));
        }
        level = inside;
    }
    None
}

/// The fields of a struct, or of the structs in a list.
fn fields<'a>(spec: &'a Spec, schema: &'a Schema) -> &'a [Param] {
    match &schema.ty {
        Type::List(item) => fields(spec, item),
        Type::Struct(name) => spec.types.get(name).map_or(&[], |named| &named.fields),
        _ => &[],
    }
}

/// Whether its fields are not told by its type alone.
fn is_free(schema: &Schema) -> bool {
    match &schema.ty {
        Type::List(item) => is_free(item),
        Type::Map { .. } | Type::Union(_) => true,
        _ => false,
    }
}

fn unknown<'a>(
    way: &[&str],
    what: &str,
    word: &str,
    known: impl Iterator<Item = &'a str>,
    help: impl Into<String>,
) -> Problem {
    let meant = nearest(word, known).map(|meant| format!(", did you mean {meant}?")).unwrap_or_default();
    Problem::new(way, format!("there is no {what} {}{meant}", quoted(word)), help)
}
