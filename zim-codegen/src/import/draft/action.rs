//! The file of one action.

use super::super::facts::{Code, Facts, FieldType, Found, Rate};
use super::fields::{Fields, Spot};
use super::known::Known;
use super::made::Made;
use super::proposals;
use super::scalar::quotation;
use super::source::Source;
use super::yaml::{Entry, Node};
use super::{DraftFile, IMPORT_GUESS, PLACEHOLDER};
use std::collections::{BTreeMap, BTreeSet};
use zim_spec::diagnostic::{Diagnostic, Diagnostics, quoted};
use zim_spec::model::{Method, Recovery};
use zim_spec::naming::{is_identifier, snake_case};

/// The entry of the action that `facts` are about; none if they name none.
pub(super) fn file(
    facts: &Facts,
    source: &Source,
    known: &Known<'_>,
    made: &mut Made,
    findings: &mut Diagnostics,
) -> Option<DraftFile> {
    let name = &facts.action.as_ref()?.value;
    let mut top = head(facts, name, source, known, findings);
    let mut fields = Fields { known, made, findings, group: &source.group };
    let params = fields.entries(&facts.params, Spot::Param, name, 0);
    let reply = fields.entries(&facts.reply, Spot::Reply, name, 0);
    let names: BTreeSet<String> = params.iter().map(|entry| entry.key.clone()).collect();
    if !params.is_empty() {
        top.push(Entry::new("params", Node::Block(params)).apart());
    }
    if !reply.is_empty() {
        top.push(Entry::new("reply", Node::Block(reply)).apart());
    }
    let items = proposals::items(facts, known.spec);
    let needs_items = sees_items(facts, known);
    if let Some(failed) = items.as_ref().filter(|_| needs_items) {
        let pairs = failed.pairs().map(|(key, name)| (key.to_owned(), Node::text(name))).collect();
        let failed = Node::Block(vec![Entry::new("failed", Node::Inline(pairs))]);
        let why = "guess: a code says to read the codes of the items, which are in this list".to_owned();
        top.push(Entry::new("items", failed).comments(vec![why]).apart());
    }
    top.extend(codes(facts, &names, known, fields.made));
    let last = proposals::proposals(facts, items.as_ref().filter(|_| !needs_items), known.spec);
    let path = format!("actions/{}/{}.yaml", source.group, snake_case(name));
    Some(DraftFile::new(path, top, last))
}

fn head(facts: &Facts, name: &str, source: &Source, known: &Known<'_>, findings: &mut Diagnostics) -> Vec<Entry> {
    let service = &known.spec.service;
    let said = facts.summary.as_ref().filter(|summary| !summary.value.trim().is_empty());
    let words = said.map(|summary| format!("page: {}", quotation(&summary.value))).into_iter().collect();
    let mut top =
        vec![Entry::new("action", Node::text(name)), Entry::new("summary", Node::text(PLACEHOLDER)).comments(words)];
    top.extend(method(facts, findings));
    if let Some(host) = facts.host.as_ref().filter(|host| service.hosts.iter().all(|known| known.host != host.value)) {
        top.push(Entry::new("host", Node::text(&host.value)));
    }
    top.extend(envelope(facts, known));
    top.extend(rates(facts, known, findings));
    let pairs =
        vec![("page".to_owned(), Node::text(&source.page)), ("checked".to_owned(), Node::word(&source.checked))];
    top.push(Entry::new("source", Node::Inline(pairs)));
    top.extend(notifies(facts));
    top
}

fn method(facts: &Facts, findings: &mut Diagnostics) -> Vec<Entry> {
    let has_object = facts.params.iter().any(|param| {
        let ty = param.ty.as_ref().map(|found| found.value);
        !param.fields.is_empty() || matches!(ty, Some(FieldType::Object | FieldType::Map | FieldType::ListOfObject))
    });
    let stated = facts.method.as_ref().map(|method| method.value);
    let in_body = facts.in_body.as_ref().map(|found| found.value);
    let place = facts.action.as_ref().map(|name| name.place.clone());
    let mut guess = |message: &str, help: &str| {
        let finding = Diagnostic::warning(IMPORT_GUESS, message).help(help);
        findings.push(match &place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        });
    };
    let mut comments = Vec::new();
    let method = stated.unwrap_or_else(|| {
        let method = if has_object || in_body == Some(true) { Method::Post } else { Method::Get };
        comments.push("guess: the page names no method".to_owned());
        guess("the page names no method", "look it up, and correct the draft");
        method
    });
    let mut entries = vec![Entry::new("method", Node::text(method.as_str())).comments(comments)];
    match (method, in_body) {
        (Method::Get, Some(true)) => entries.push(Entry::new("in", Node::text("body"))),
        (Method::Post, Some(false)) if !has_object => entries.push(Entry::new("in", Node::text("query"))),
        (Method::Get, _) if has_object => {
            let why = "guess: a query cannot hold the objects among the parameters".to_owned();
            guess(
                "a GET action with objects among its parameters",
                "find out how they travel: the draft puts them into a body",
            );
            entries.push(Entry::new("in", Node::text("body")).comments(vec![why]));
        }
        _ => {}
    }
    entries
}

/// The envelope, where the page shows that one of the service's fields is missing.
fn envelope(facts: &Facts, known: &Known<'_>) -> Option<Entry> {
    let service = &known.spec.service.envelope;
    let shown: BTreeSet<&str> = facts.envelope.iter().map(|found| found.value.as_str()).collect();
    let request_id = service.request_id.as_deref()?;
    let is_shorter = shown.contains(service.code.as_str()) && !shown.contains(request_id);
    let pairs =
        vec![("code".to_owned(), Node::text(&service.code)), ("message".to_owned(), Node::text(&service.message))];
    is_shorter.then(|| Entry::new("envelope", Node::Inline(pairs)))
}

fn rates(facts: &Facts, known: &Known<'_>, findings: &mut Diagnostics) -> Option<Entry> {
    let mut seen = BTreeSet::new();
    let is_new = |rate: &&Found<Rate>| {
        let Rate { window_seconds, per, of, .. } = &rate.value;
        seen.insert((*window_seconds, per.clone(), of.clone()))
    };
    let names: BTreeSet<&str> = facts.params.iter().map(|param| param.name.value.as_str()).collect();
    let mut comments = Vec::new();
    let rates: Vec<Node> = facts
        .rates
        .iter()
        .filter(is_new)
        .filter(|rate| {
            let named = [&rate.value.per, &rate.value.of].into_iter().flatten();
            let unknown: Vec<&String> = named.filter(|name| !names.contains(name.as_str())).collect();
            for name in &unknown {
                comments.push(format!("page: a rate for each {}, which is no parameter", quotation(name)));
                let message = format!("the rate is counted for {}, which is no parameter", quoted(name));
                let finding = Diagnostic::warning(IMPORT_GUESS, message).at(rate.place.clone());
                findings.push(finding.help("write the rate by hand, as in `rate_limit: 1/s per GroupId`"));
            }
            unknown.is_empty()
        })
        .map(|rate| Node::word(notation(&rate.value)))
        .collect();
    let value = match (rates.as_slice(), rate_code(facts, known)) {
        ([], _) => return None,
        ([rate], Some(code)) => {
            Node::Inline(vec![("rate".to_owned(), rate.clone()), ("code".to_owned(), Node::word(code))])
        }
        ([rate], None) => rate.clone(),
        _ => Node::InlineList(rates),
    };
    Some(Entry::new("rate_limit", value).comments(comments))
}

/// The one code of the table about waiting, if the service's own is not in it.
fn rate_code(facts: &Facts, known: &Known<'_>) -> Option<i64> {
    let refusals = &known.spec.service.refusals;
    let listed = || facts.codes.iter().map(|code| code.value.number);
    if listed().any(|code| [refusals.rate_app, refusals.rate_scoped].contains(&code)) {
        return None;
    }
    let waits = |code: &i64| known.spec.codes.get(code).is_some_and(|code| code.recovery == Recovery::WaitForRate);
    let codes: BTreeSet<i64> = listed().filter(waits).collect();
    if codes.len() == 1 { codes.first().copied() } else { None }
}

/// `20/s`, `1/s per GroupId`, `100/24h`.
pub(in crate::import) fn notation(rate: &Rate) -> String {
    let window = match rate.window_seconds {
        1 => "s".to_owned(),
        60 => "m".to_owned(),
        seconds if seconds > 0 && seconds.is_multiple_of(3600) => format!("{}h", seconds / 3600),
        seconds => format!("{seconds}s"),
    };
    let per = rate.per.iter().map(|name| format!(" per {name}"));
    let of = rate.of.iter().map(|name| format!(" of {name}"));
    format!("{}/{window}{}", rate.count, per.chain(of).collect::<String>())
}

/// The event that clients hear; pages spell it as each platform does.
fn notifies(facts: &Facts) -> Option<Entry> {
    let plain = |name: &str| {
        let name = name.strip_prefix("on").or_else(|| name.strip_prefix("On")).unwrap_or(name).to_owned();
        let mut chars = name.chars();
        chars.next().map(|first| first.to_lowercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for found in facts.notifies.iter().filter(|found| is_identifier(&found.value)) {
        *counts.entry(plain(&found.value)).or_default() += 1;
    }
    let first = facts.notifies.iter().map(|found| plain(&found.value)).find(|name| counts.contains_key(name))?;
    let others = counts.keys().filter(|name| **name != first);
    let comments = others.map(|name| format!("page: {} too", quotation(name))).collect();
    Some(Entry::new("notifies", Node::text(first)).comments(comments))
}

/// Whether a code of the table says to read those of the items.
fn sees_items(facts: &Facts, known: &Known<'_>) -> bool {
    let mut codes = facts.codes.iter().filter_map(|code| known.spec.codes.get(&code.value.number));
    codes.any(|code| code.recovery == Recovery::SeeItems)
}

fn codes(facts: &Facts, params: &BTreeSet<String>, known: &Known<'_>, made: &mut Made) -> Option<Entry> {
    let mut levels: BTreeMap<i64, BTreeSet<bool>> = BTreeMap::new();
    let mut order: Vec<&Code> = Vec::new();
    for code in facts.codes.iter().map(|found| &found.value) {
        if !levels.contains_key(&code.number) {
            order.push(code);
        }
        levels.entry(code.number).or_default().insert(code.in_items);
    }
    let items: Vec<Node> = order
        .iter()
        .map(|code| {
            if !known.spec.codes.contains_key(&code.number) {
                let texts = [&code.text, &code.advice].into_iter().filter(|text| !text.trim().is_empty());
                made.code(code.number, texts.map(|text| format!("page: {}", quotation(text))).collect());
            }
            let mut pairs = vec![("code".to_owned(), Node::word(code.number))];
            if levels.get(&code.number).is_some_and(|levels| !levels.contains(&false)) {
                pairs.push(("in".to_owned(), Node::text("item")));
            }
            if let Some(about) = about(code.number, params, known) {
                pairs.push(("about".to_owned(), Node::text(about)));
            }
            if pairs.len() == 1 { Node::word(code.number) } else { Node::Inline(pairs) }
        })
        .collect();
    let is_plain = items.iter().all(|item| matches!(item, Node::Scalar(_)));
    match (items.is_empty(), is_plain) {
        (true, _) => None,
        (_, true) => Some(Entry::new("codes", Node::InlineList(items)).apart()),
        _ => Some(Entry::new("codes", Node::BlockList(items)).apart()),
    }
}

/// The parameter that the code is about in most of the spec's other actions, if this one has it.
fn about<'s>(code: i64, params: &BTreeSet<String>, known: &Known<'s>) -> Option<&'s str> {
    let listed = known.spec.actions.iter().flat_map(|action| &action.codes).filter(|listed| listed.code == code);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for listed in listed {
        all += 1;
        if let Some(about) = &listed.about {
            *counts.entry(about).or_default() += 1;
        }
    }
    let most = counts.into_iter().filter(|(name, _)| params.contains(*name)).max_by_key(|(_, count)| *count)?;
    (most.1 * 2 >= all).then_some(most.0)
}
