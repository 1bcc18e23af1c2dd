//! What a table says, held against what an example shows.

use super::super::rules::{CONFLICT, DOUBT};
use super::super::{FieldType, Found};
use super::json::{Json, Member};
use super::node::Node;
use super::piece::place;
use super::shown::{correct, example};
use super::types;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};

/// Names without a row that are reported of one object.
const MOST: usize = 8;

/// Names that one is compared with to find out which was meant.
const MOST_COMPARED: usize = 200;

/// How an example is to be taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'a> {
    /// Whether its values show their types, as in JSON; in an address all are texts.
    pub(super) is_typed: bool,
    /// Whether the server wrote it: then it knows better how names are spelled, and how many of a thing there are.
    pub(super) is_reply: bool,
    /// The names that the tables of the page have, and how often.
    pub(super) names: &'a BTreeMap<String, usize>,
}

impl Manner<'_> {
    /// The likelier of two spellings: the one that other names of the page end with, or else that of the example in a
    /// reply, and of the table in a request.
    fn likelier<'s>(&self, table: &'s str, example: &'s str) -> &'s str {
        // The name in question is one of them itself.
        let is_used = |spelling: &str| {
            let others = self.names.iter().filter(|(name, _)| name.ends_with(spelling));
            others.map(|(name, count)| count - usize::from(name == table)).sum::<usize>() > 0
        };
        match (is_used(table), is_used(example)) {
            (true, false) => table,
            (false, true) => example,
            _ if self.is_reply => example,
            _ => table,
        }
    }
}

/// Corrects `nodes` by `example`, and reports what neither the table nor the example can be right about alone.
pub(super) fn compare(nodes: &mut Vec<Node>, example: &Json, manner: Manner<'_>, findings: &mut Diagnostics) {
    compare_all(nodes, &[example], None, manner, findings);
}

/// `owner` is what `nodes` are inside of; `None` for the whole request or reply.
fn compare_all(
    nodes: &mut Vec<Node>,
    objects: &[&Json],
    owner: Option<&str>,
    manner: Manner<'_>,
    findings: &mut Diagnostics,
) {
    let mut members = members(objects);
    if members.is_empty() {
        return;
    }
    respell(nodes, &mut members, manner, findings);
    take_in(nodes, &members, findings);
    for node in nodes.iter_mut() {
        if let Some((values, _)) = members.get(node.name()) {
            hold_against(node, values, manner, findings);
        }
    }
    let names: BTreeSet<&str> = nodes.iter().map(Node::name).collect();
    let strangers = members.iter().filter(|(name, _)| !names.contains(name.as_str()));
    for (name, (_, span)) in strangers.take(MOST) {
        let place_of = owner.map_or_else(String::new, |owner| format!(" of {}", quoted(owner)));
        let message = format!("the example has {}{place_of}, which is in no table", quoted(name));
        let mut finding = Diagnostic::warning(CONFLICT, message).at(place(span.clone()));
        if let Some(meant) = nearest(name, names.iter().copied().take(MOST_COMPARED)) {
            finding = finding.help(format!("perhaps it is {}: the draft follows the table", quoted(meant)));
        }
        findings.push(finding);
    }
}

type Members<'a> = BTreeMap<String, (Vec<&'a Json>, Range<usize>)>;

/// The members of all `objects` by name, each with its values and the place of its first name.
fn members<'a>(objects: &[&'a Json]) -> Members<'a> {
    let mut found: Members<'a> = BTreeMap::new();
    for object in objects {
        let Json::Object(members) = object else { continue };
        for Member { name, span, value } in members {
            let (values, _) = found.entry(name.clone()).or_insert_with(|| (Vec::new(), span.clone()));
            values.push(value);
        }
    }
    found
}

/// Makes one of names that differ by case alone.
fn respell(nodes: &mut [Node], members: &mut Members<'_>, manner: Manner<'_>, findings: &mut Diagnostics) {
    let names: BTreeSet<String> = nodes.iter().map(|node| node.name().to_owned()).collect();
    for node in nodes {
        let is_other = |name: &&String| name.eq_ignore_ascii_case(node.name()) && !names.contains(*name);
        let others = members.keys().find(is_other);
        let Some(other) = others.cloned() else { continue };
        let Some((values, span)) = members.remove(&other) else { continue };
        let is_both = members.contains_key(node.name());
        let taken = if is_both { node.name() } else { manner.likelier(node.name(), &other) }.to_owned();
        let message = format!("the table has {}, the example {}", quoted(node.name()), quoted(&other));
        let help = format!("{} is taken", quoted(&taken));
        let finding = Diagnostic::warning(CONFLICT, message).at(node.place()).help(help);
        findings.push(finding.note("the example", place(span.clone())));
        node.field.name.value.clone_from(&taken);
        members.entry(taken).or_insert_with(|| (Vec::new(), span)).0.extend(values);
    }
}

/// Puts rows that the example has inside the object above them there.
fn take_in(nodes: &mut Vec<Node>, members: &Members<'_>, findings: &mut Diagnostics) {
    let mut at = 0;
    while at < nodes.len() {
        let inner = nodes.get(at).filter(|node| node.children.is_empty()).and_then(|node| members.get(node.name()));
        let inner: BTreeSet<String> =
            inner.map(|(values, _)| self::members(&objects_in(values)).into_keys().collect()).unwrap_or_default();
        at += 1;
        let is_inner = |node: &Node| inner.contains(node.name()) && !members.contains_key(node.name());
        let count = nodes.iter().skip(at).take_while(|node| is_inner(node)).count();
        if count == 0 {
            continue;
        }
        let moved: Vec<Node> = nodes.drain(at..at + count).collect();
        if let Some(parent) = nodes.get_mut(at - 1) {
            let message =
                format!("the example has the rows after {} inside it: so they are taken", quoted(parent.name()));
            findings.push(Diagnostic::warning(DOUBT, message).at(parent.place()));
            parent.children = moved;
        }
    }
}

/// The objects among `values`, and in their lists.
fn objects_in<'a>(values: &[&'a Json]) -> Vec<&'a Json> {
    let inner = values.iter().flat_map(|value| match value {
        Json::List(items) => items.iter().collect(),
        other => vec![*other],
    });
    inner.filter(|value| matches!(value, Json::Object(_))).collect()
}

/// Corrects the type of one node by the `values` that the example has for it, and goes on inside it.
fn hold_against(node: &mut Node, values: &[&Json], manner: Manner<'_>, findings: &mut Diagnostics) {
    let telling = values.iter().find(|value| !matches!(value, Json::Unknown | Json::Null));
    node.is_seen = true;
    if let Some(value) = telling {
        if manner.is_typed {
            correct(node, value, manner, findings);
        } else if let Json::List(_) = value {
            // Of what the items are, an address does not show.
            correct(node, &Json::List(Vec::new()), manner, findings);
        }
        if node.field.example.is_none() {
            node.field.example = example(node, value).map(|scalar| Found::new(scalar, node.place()));
        }
    }
    let mut objects = objects_in(values);
    if node.field.ty.as_ref().is_some_and(|found| found.value == FieldType::Object) {
        // Objects whose names are nobody's fields, and whose values are: the names are one's own.
        let entries = entries(&objects);
        let inner = members(&objects_in(&entries));
        let own = members(&objects);
        let is_field = |name: &str| node.children.iter().any(|child| child.name().eq_ignore_ascii_case(name));
        if !own.is_empty() && !own.keys().any(|name| is_field(name)) && inner.keys().any(|name| is_field(name)) {
            types::set(&mut node.field, FieldType::Map);
        }
    }
    if node.field.ty.as_ref().is_some_and(|found| found.value == FieldType::Map) {
        objects = objects_in(&entries(&objects));
    }
    let name = node.name().to_owned();
    if !node.children.is_empty() {
        compare_all(&mut node.children, &objects, Some(&name), manner, findings);
    } else if let Some((first, rest)) = undescribed(node, &objects) {
        let and_more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let message =
            format!("no table says what {} holds: the example has {}{and_more}", quoted(&name), quoted(&first));
        findings.push(Diagnostic::warning(DOUBT, message).at(node.place()).help("look for the page that describes it"));
    }
}

/// The first field that an object without a table has in the example, and how many more.
fn undescribed(node: &Node, objects: &[&Json]) -> Option<(String, usize)> {
    let ty = node.field.ty.as_ref().map(|found| found.value)?;
    let names = members(objects);
    let first = names.keys().next()?;
    matches!(ty, FieldType::Object | FieldType::ListOfObject).then(|| (first.clone(), names.len() - 1))
}

/// The values of all members of `objects`.
fn entries<'a>(objects: &[&'a Json]) -> Vec<&'a Json> {
    let members = objects.iter().filter_map(|object| match object {
        Json::Object(members) => Some(members),
        _ => None,
    });
    members.flatten().map(|member| &member.value).collect()
}
