//! The parts of a page put together into facts.

use super::super::rules::{CONFLICT, DOUBT, UNREAD};
use super::super::{Code, Facts, Found, prose};
use super::block::{Block, Table};
use super::example::{self, Example};
use super::inline::clean;
use super::json::{Json, Read};
use super::node::{self, Node};
use super::params::{self, Columns};
use super::piece::{Piece, place};
use super::prototype::{self, Prototype};
use super::section::{Placed, placed};
use super::structs::Structs;
use super::witness::{self, Manner};
use super::words::{self, Part};
use super::{codes, lines, notifies, shown, variants};
use std::collections::BTreeMap;
use std::ops::Range;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, SourceFile, quoted};
use zim_spec::model::Method;

/// What the page says; `None` if it describes no action.
pub(super) fn read(name: &str, text: &str) -> Option<Vec<Facts>> {
    let blocks = lines::blocks(text);
    let placed = placed(text, &blocks);
    let mut page = Page { text, placed: &placed, findings: Diagnostics::new(vec![SourceFile::new(name, text)]) };
    let (prototype, is_named) = page.prototype();
    let tables = page.tables();
    let examples = page.examples();
    // A page about all actions shows the address of one, and what is common to all.
    let has_own = tables.request.iter().any(|node| !words::is_common(node.name()));
    let is_described = has_own || !tables.codes.is_empty();
    (!prototype.actions.is_empty() && (is_named || is_described)).then(|| page.facts(prototype, tables, &examples))
}

/// Rows of all tables of a page that are read.
const MOST: usize = 5000;

/// Texts of one part that are looked at.
const MOST_TEXTS: usize = 300;

/// Blocks of code of a page that are looked at.
const MOST_EXAMPLES: usize = 30;

/// Counts the names of `nodes` and what is inside them.
fn count(nodes: &[Node], names: &mut BTreeMap<String, usize>) {
    for node in nodes {
        *names.entry(node.name().to_owned()).or_default() += 1;
        count(&node.children, names);
    }
}

struct Page<'a> {
    text: &'a str,
    placed: &'a [Placed<'a>],
    findings: Diagnostics,
}

/// What the tables of a page hold.
#[derive(Default)]
struct Tables {
    request: Vec<Node>,
    reply: Vec<Node>,
    codes: Vec<Found<Code>>,
    structs: Structs,
    /// The names of all, and how often each is there.
    names: BTreeMap<String, usize>,
}

/// What the examples of a page show.
#[derive(Default)]
struct Examples {
    request: Vec<Example>,
    reply: Vec<(Read, Range<usize>)>,
}

impl<'a> Page<'a> {
    fn warn(&mut self, rule: &'static str, message: String, span: Range<usize>) {
        self.findings.push(Diagnostic::warning(rule, message).at(place(span)));
    }

    /// The blocks of `part`.
    fn part(&self, part: Part) -> Vec<&'a Block> {
        self.placed.iter().filter(|block| block.part == Some(part)).map(|placed| placed.block).collect()
    }

    /// The prototype, and whether the part under its heading names an action; if not, whatever else on the page does.
    fn prototype(&mut self) -> (Prototype, bool) {
        let blocks = self.part(Part::Prototype);
        let found = prototype::read(self.text, &blocks, &mut self.findings);
        if !found.actions.is_empty() {
            return (found, true);
        }
        let all: Vec<&Block> = self.placed.iter().map(|placed| placed.block).collect();
        let mut anywhere = prototype::read(self.text, &all, &mut Diagnostics::default());
        // Examples may be of several actions; the first is the one of the page.
        anywhere.actions.truncate(1);
        if let Some(call) = anywhere.actions.first() {
            let message = format!("no prototype names the action: {} stands elsewhere", quoted(&call.action.value));
            self.findings.push(Diagnostic::warning(DOUBT, message).at(call.action.place.clone()));
        }
        let rates = if blocks.is_empty() { anywhere.rates } else { found.rates };
        (Prototype { method: found.method.or(anywhere.method), rates, ..anywhere }, false)
    }

    fn tables(&mut self) -> Tables {
        let mut tables = Tables::default();
        let placed = self.placed;
        let mut rows = 0;
        for one in placed {
            let Block::Table(table) = one.block else { continue };
            rows += table.rows.len();
            if rows > MOST {
                self.warn(
                    UNREAD,
                    format!("the page has more than {MOST} rows: the rest is left out"),
                    table.raw.clone(),
                );
                break;
            }
            if let Some(columns) = codes::Columns::of(self.text, table)
                && (one.part == Some(Part::Codes) || Columns::of(self.text, table).is_none())
            {
                tables.codes.extend(codes::codes(self.text, table, &columns, &mut self.findings));
            } else if let Some(columns) = Columns::of(self.text, table) {
                let nodes = params::nodes(self.text, table, &columns, &mut self.findings);
                count(&nodes, &mut tables.names);
                self.sort_in(&mut tables, one, table, &columns, nodes);
            } else if !matches!(one.part, None | Some(Part::Overview)) {
                let message = "a table is neither of parameters nor of codes: it is left out".to_owned();
                self.warn(UNREAD, message, table.header.raw.clone());
            }
        }
        tables
    }

    /// Puts the parameters of a table where they belong: to the request, the reply, or a structure.
    fn sort_in(&self, tables: &mut Tables, one: &Placed<'_>, table: &Table, columns: &Columns, nodes: Vec<Node>) {
        let is_reply = nodes.iter().filter(|node| words::is_envelope(node.name())).count() >= 2;
        let side = match one.part {
            Some(Part::Response | Part::ResponseExample) => Some(&mut tables.reply),
            // A reply under the heading of the request: its own heading is missing.
            _ if is_reply && (one.captions.is_empty() || tables.reply.is_empty()) => Some(&mut tables.reply),
            Some(Part::Request | Part::RequestExample) => Some(&mut tables.request),
            None | Some(Part::Prototype) if columns.has_required() && tables.request.is_empty() => {
                Some(&mut tables.request)
            }
            _ => None,
        };
        match side {
            Some(side) if side.is_empty() || one.captions.is_empty() => side.extend(nodes),
            _ => tables.structs.add(&one.captions, nodes, table.header.raw.clone()),
        }
    }

    fn examples(&mut self) -> Examples {
        let mut examples = Examples::default();
        let is_code = |one: &&Placed<'_>| matches!(one.block, Block::Code { .. });
        for one in self.placed.iter().filter(is_code).take(MOST_EXAMPLES) {
            let Block::Code { raw } = one.block else { continue };
            let example = example::example(self.text, raw.clone());
            let is_reply = |json: &Option<(Read, Range<usize>)>| {
                json.as_ref().is_some_and(|(read, _)| {
                    let Json::Object(members) = &read.value else { return false };
                    members.iter().filter(|member| words::is_envelope(&member.name)).count() >= 2
                })
            };
            match one.part {
                Some(Part::ResponseExample | Part::Response) => examples.reply.extend(example.json),
                _ if is_reply(&example.json) && example.address.is_none() => examples.reply.extend(example.json),
                Some(Part::Codes | Part::Overview) => {}
                _ => examples.request.push(example),
            }
        }
        let jsons = examples.request.iter().filter_map(|example| example.json.as_ref()).chain(&examples.reply);
        let doubts: Vec<_> = jsons.flat_map(|(read, _)| read.doubts.clone()).collect();
        for (what, span) in doubts {
            self.warn(UNREAD, format!("an example is no JSON from here on: {what}"), span);
        }
        examples
    }

    fn facts(mut self, prototype: Prototype, mut tables: Tables, examples: &Examples) -> Vec<Facts> {
        let mut facts = Facts { rates: prototype.rates.clone(), host: prototype.host.clone(), ..Facts::default() };
        let bodies: Vec<&(Read, Range<usize>)> =
            examples.request.iter().filter_map(|example| example.json.as_ref()).collect();
        let in_body = self.in_body(examples, &bodies);
        facts.method = self.method(&prototype, in_body.as_ref());
        // What the method says already is no fact of its own.
        let by_method = facts.method.as_ref().map(|method| method.value == Method::Post);
        facts.in_body = in_body.filter(|found| Some(found.value) != by_method);
        self.check_actions(&prototype, examples);

        let in_body = |name: &str| bodies.iter().any(|(read, _)| read.value.member(name).is_some());
        tables.request.retain(|node| !words::is_common(node.name()) || in_body(node.name()));
        tables.structs.fill(&mut tables.request, &mut self.findings);
        tables.structs.fill(&mut tables.reply, &mut self.findings);
        self.witness(&mut tables, examples);
        node::settle_required(&mut tables.request, false, &mut self.findings);

        let (envelope, reply) = tables.reply.into_iter().partition(|node| words::is_envelope(node.name()));
        facts.envelope = node::fields(envelope, &mut Diagnostics::default()).into_iter().map(|f| f.name).collect();
        facts.params = node::fields(tables.request, &mut self.findings);
        facts.reply = node::fields(reply, &mut self.findings);
        facts.codes = tables.codes;
        self.notes(&mut facts);
        prose::settle_rates(&mut facts.rates, &facts.params, &mut self.findings);
        self.overview(&mut facts);
        for unused in tables.structs.unused() {
            let message = "no parameter names this table: it is left out".to_owned();
            self.warn(UNREAD, message, unused.raw);
        }
        self.finish(facts, &prototype)
    }

    /// Holds the tables against the examples.
    fn witness(&mut self, tables: &mut Tables, examples: &Examples) {
        let manner = Manner { is_typed: true, is_reply: false, names: &tables.names };
        for (read, _) in examples.request.iter().filter_map(|example| example.json.as_ref()) {
            witness::compare(&mut tables.request, &read.value, manner, &mut self.findings);
        }
        for address in examples.request.iter().filter_map(|example| example.address.as_ref()) {
            let json = example::as_json(address, words::is_common);
            witness::compare(&mut tables.request, &json, Manner { is_typed: false, ..manner }, &mut self.findings);
        }
        for (read, _) in &examples.reply {
            witness::compare(&mut tables.reply, &read.value, Manner { is_reply: true, ..manner }, &mut self.findings);
        }
        shown::unseen_lists(&mut tables.request, &mut self.findings);
        shown::unseen_lists(&mut tables.reply, &mut self.findings);
    }

    /// Whether the parameters travel in a body: an example shows one, or shows them in the address.
    fn in_body(&self, examples: &Examples, bodies: &[&(Read, Range<usize>)]) -> Option<Found<bool>> {
        if let Some((_, span)) = bodies.first() {
            return Some(Found::new(true, place(span.clone())));
        }
        let addresses = examples.request.iter().filter_map(|example| example.address.as_ref());
        let shows = |address: &&example::Address| address.query.iter().any(|(name, ..)| !words::is_common(name));
        addresses.into_iter().find(shows).map(|address| Found::new(false, place(address.raw.clone())))
    }

    fn method(&mut self, prototype: &Prototype, in_body: Option<&Found<bool>>) -> Option<Found<Method>> {
        let by_example = in_body.map(|found| {
            let method = if found.value { Method::Post } else { Method::Get };
            Found::new(method, found.place.clone())
        });
        match (&prototype.method, by_example) {
            (Some(method), Some(example)) if method.value != example.value => {
                let shows = if example.value == Method::Post { "a body" } else { "its parameters in the address" };
                let message = format!("the method is {}, yet the example shows {shows}", method.value.as_str());
                let finding = Diagnostic::warning(CONFLICT, message).at(method.place.clone());
                self.findings.push(finding.note("the example", example.place));
                Some(method.clone())
            }
            (Some(method), _) => Some(method.clone()),
            (None, Some(example)) => {
                let message = format!("no method is named: the example looks like {}", example.value.as_str());
                self.findings.push(Diagnostic::warning(DOUBT, message).at(example.place.clone()));
                Some(example)
            }
            (None, None) => None,
        }
    }

    /// Reports examples that call another action than the prototype.
    fn check_actions(&mut self, prototype: &Prototype, examples: &Examples) {
        let known: Vec<&str> = prototype.actions.iter().map(|call| call.action.value.as_str()).collect();
        for address in examples.request.iter().filter_map(|example| example.address.as_ref()) {
            let Some((action, span)) = address.action().filter(|(action, _)| !known.contains(action)) else { continue };
            let message = format!("the example calls {}, the prototype {}", quoted(action), quoted(&known.join(", ")));
            let finding = Diagnostic::warning(CONFLICT, message).at(place(span));
            self.findings.push(finding.help("the draft follows the prototype"));
        }
    }

    /// What the texts outside of the tables say about the parameters.
    fn notes(&mut self, facts: &mut Facts) {
        for part in [Part::Overview, Part::Request] {
            let pieces = self.lines(part);
            if let Some(piece) = pieces.get(MOST_TEXTS) {
                let message = format!("this part has more than {MOST_TEXTS} texts: from here on they are left out");
                self.warn(UNREAD, message, piece.place().span);
            }
            for piece in pieces.iter().take(MOST_TEXTS) {
                self.note(part, piece, facts);
            }
        }
    }

    fn note(&mut self, part: Part, piece: &Piece, facts: &mut Facts) {
        let mut found = Diagnostics::default();
        if part == Part::Overview {
            prose::batch(piece.text(), &node::within(piece), &mut facts.params);
        } else {
            prose::note(piece.text(), node::within(piece), &mut facts.params, &mut found);
        }
        facts.params.iter_mut().for_each(|field| node::settle(field, piece));
        self.findings.extend(found.iter().map(|item| node::settled(item, piece)));
    }

    /// The texts of `part` outside of its tables.
    fn lines(&self, part: Part) -> Vec<Piece> {
        let blocks = self.part(part).into_iter();
        let lines = blocks.filter_map(|block| match block {
            Block::Line { raw, .. } => Some(clean(self.text, raw.clone())),
            _ => None,
        });
        lines.filter(|piece| !piece.is_empty()).collect()
    }

    /// What the page says the action does, and the events that it causes.
    fn overview(&self, facts: &mut Facts) {
        let blocks = self.part(Part::Overview);
        let first = self.lines(Part::Overview).into_iter().next();
        facts.summary = first.map(|piece| Found::new(piece.text().to_owned(), piece.place()));
        let tables = blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        facts.notifies = notifies::events(self.text, &tables.collect::<Vec<_>>());
    }

    /// Reports what stands in other files that the page takes in.
    fn elsewhere(&mut self) {
        let parts = [Part::Prototype, Part::Request, Part::Response, Part::Codes];
        let blocks: Vec<&Block> = parts.into_iter().flat_map(|part| self.part(part)).collect();
        for block in blocks {
            let Block::Line { raw, .. } = block else { continue };
            let line = self.text.get(raw.clone()).unwrap_or_default().trim();
            let name = line.strip_prefix('<').and_then(|rest| rest.strip_suffix("/>")).unwrap_or_default().trim();
            if name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric()) {
                self.warn(UNREAD, format!("{} stands in another file, which is not read", quoted(name)), raw.clone());
            }
        }
    }

    fn finish(mut self, mut facts: Facts, prototype: &Prototype) -> Vec<Facts> {
        let start = || prototype.actions.first().map_or(0..0, |call| call.action.place.span.clone());
        if facts.method.is_none() {
            self.warn(UNREAD, "no method is named".to_owned(), start());
        }
        if facts.rates.is_empty() {
            self.warn(UNREAD, "how often the action may be called is not said".to_owned(), start());
        }
        self.elsewhere();
        self.findings.sort();
        facts.findings = self.findings;
        variants::split(facts, &prototype.actions)
    }
}
