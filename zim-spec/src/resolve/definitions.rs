//! The definitions in `types.yaml` and `codes.yaml`, each checked and resolved.

use super::at::At;
use super::limits::Limited;
use super::names::{Definition, Names, duplicate};
use super::notation::{LAYERS, RECOVERIES};
use super::schema::{DEEPEST, Known, schema};
use super::{bad_name, enumeration, facts, keyword, missing, structs, unions};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document;
use crate::load::{Documents, Ordered};
use crate::model::{Charset, NamedType, ReturnCode, Schema};
use crate::naming::is_pascal_case;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Adds the charsets to `names`.
pub(super) fn charsets<'a>(documents: &'a Documents, names: &mut Names<'a>, report: &mut Diagnostics) {
    for doc in &documents.types {
        for (name, document, at) in entries(&doc.content.charsets, &At::top(&doc.index).key("charsets")) {
            let item = charset(name, document, &at, report);
            match names.charsets.entry(name) {
                Entry::Vacant(free) => drop(free.insert(Definition { at, item })),
                Entry::Occupied(taken) => report.push(duplicate("charset", name, &taken.get().at, &at)),
            }
        }
    }
}

/// Adds the types to `names`, whose charsets must be there.
pub(super) fn types<'a>(documents: &'a Documents, names: &mut Names<'a>, report: &mut Diagnostics) {
    let mut sources = BTreeMap::new();
    for doc in &documents.types {
        for (name, document, at) in entries(&doc.content.types, &At::top(&doc.index).key("types")) {
            match names.types.entry(name) {
                Entry::Vacant(free) => {
                    free.insert(Definition { at, item: None });
                    sources.insert(name, document);
                }
                Entry::Occupied(taken) => report.push(duplicate("type", name, &taken.get().at, &at)),
            }
        }
    }
    let mut resolver = Types { names, sources, done: BTreeMap::new(), open: Vec::new() };
    for name in names.types.keys() {
        resolver.resolve(name, report);
    }
    let done = resolver.done;
    for (name, item) in done {
        if let Some(definition) = names.types.get_mut(name) {
            definition.item = item;
        }
    }
}

/// Adds the return codes to `names`.
pub(super) fn codes<'a>(documents: &'a Documents, names: &mut Names<'a>, report: &mut Diagnostics) {
    for doc in &documents.codes {
        for (number, document, at) in entries(&doc.content, &At::top(&doc.index)) {
            let Ok(code) = number.parse::<i64>() else {
                let message = format!("{} is not the number of a return code", quoted(number));
                report.push(
                    Diagnostic::error("bad-value", message)
                        .at(at.name())
                        .help("write a whole number: `660900005: {name: CallEnded, …}`"),
                );
                names.bad_codes.push(number);
                continue;
            };
            let item = return_code(code, document, &at, report);
            match names.codes.entry(code) {
                Entry::Vacant(free) => drop(free.insert(Definition { at, item })),
                Entry::Occupied(taken) => report.push(duplicate("code", number, &taken.get().at, &at)),
            }
        }
    }
}

fn entries<'a, T>(entries: &'a Ordered<T>, at: &At<'a>) -> impl Iterator<Item = (&'a str, &'a T, At<'a>)> {
    let at = *at;
    entries.iter().map(move |(name, document)| (name, document, at.key(name)))
}

/// Resolves types in whatever order they use each other.
struct Types<'n, 'a> {
    names: &'n Names<'a>,
    sources: BTreeMap<&'a str, &'a document::NamedType>,
    done: BTreeMap<&'a str, Option<NamedType>>,
    /// Those being resolved at this moment, outermost first.
    open: Vec<&'a str>,
}

impl<'a> Types<'_, 'a> {
    fn resolve(&mut self, name: &str, report: &mut Diagnostics) -> Known {
        let Some((&name, &document)) = self.sources.get_key_value(name) else {
            return Known::Not;
        };
        if let Some(done) = self.done.get(name) {
            return done.as_ref().map_or(Known::Broken, |done| Known::As(done.schema.clone()));
        }
        if self.open.contains(&name) {
            return Known::Open;
        }
        if self.open.len() >= DEEPEST {
            return Known::Deep;
        }
        let names = self.names;
        let Some(definition) = names.types.get(name) else {
            return Known::Not;
        };
        self.open.push(name);
        let mut known = |name: &str, report: &mut Diagnostics| self.resolve(name, report);
        let ty = document.ty.as_deref();
        let schema = if definition.at.has("fields") {
            structs::head(name, document, &definition.at, report)
        } else if unions::is_one(&definition.at) {
            unions::head(name, &definition.at, report)
        } else {
            schema(&definition.at, ty, document.written(), names, &mut known, report)
        };
        self.open.pop();
        let resolved = named_type(name, document, &definition.at, schema, report);
        let known = resolved.as_ref().map_or(Known::Broken, |resolved| Known::As(resolved.schema.clone()));
        self.done.insert(name, resolved);
        known
    }
}

fn named_type(
    name: &str,
    document: &document::NamedType,
    at: &At<'_>,
    mut schema: Option<Schema>,
    report: &mut Diagnostics,
) -> Option<NamedType> {
    if !is_pascal_case(name) {
        report.push(bad_name("type", name, "a capital, then letters and digits: `UserId`").at(at.name()));
    }
    let is_composite = at.has("fields") || unions::is_one(at);
    let members = if is_composite {
        enumeration::Members::default()
    } else {
        enumeration::members(name, document, at, &mut schema, report)
    };
    if at.has("rules") && !at.has("fields") {
        let message = format!("{} has `rules` but no `fields`", quoted(name));
        let help = "remove them: rules hold between the fields of a struct";
        report.push(Diagnostic::error("bad-struct", message).at(at.key("rules").name()).help(help));
    }
    let disputed = facts::disputed(&document.disputed, at, report);
    Some(NamedType {
        name: name.to_owned(),
        doc: facts::text(&document.doc),
        schema: schema?,
        values: members.values,
        texts: members.texts,
        // These are added once all types are known: a field or variant may be of any.
        fields: Vec::new(),
        rules: Vec::new(),
        union: None,
        disputed,
    })
}

fn charset(name: &str, document: &document::Charset, at: &At<'_>, report: &mut Diagnostics) -> Option<Charset> {
    if !is_pascal_case(name) {
        report.push(bad_name("charset", name, "a capital, then letters and digits: `IdCharacters`").at(at.name()));
    }
    let disputed = facts::disputed(&document.disputed, at, report);
    let Some(written) = &document.chars else {
        missing(at, "chars", "chars: \"0123456789abcdef\"", report);
        return None;
    };
    let wrong = |message: String, help: &str| {
        Diagnostic::error("bad-charset", message).at(at.key("chars").value()).help(help.to_owned())
    };
    if written.is_empty() {
        report
            .push(wrong(format!("charset {} has no characters", quoted(name)), "list every character that is allowed"));
        return None;
    }
    if let Some(strange) = written.chars().find(|char| !matches!(char, ' '..='~')) {
        let message = format!("charset {} holds {}", quoted(name), quoted(&strange.to_string()));
        report.push(wrong(message, "list ASCII characters from the space to `~` only"));
        return None;
    }
    let mut chars: Vec<char> = written.chars().collect();
    chars.sort_unstable();
    if let Some(twice) = chars.windows(2).find_map(|pair| pair.first().filter(|first| pair.last() == Some(first))) {
        let message = format!("charset {} lists {} twice", quoted(name), quoted(&twice.to_string()));
        report.push(wrong(message, "list every character once"));
    }
    chars.dedup();
    Some(Charset {
        name: name.to_owned(),
        doc: facts::text(&document.doc),
        chars: chars.into_iter().collect(),
        disputed,
    })
}

fn return_code(
    code: i64,
    document: &document::ReturnCode,
    at: &At<'_>,
    report: &mut Diagnostics,
) -> Option<ReturnCode> {
    match &document.name {
        None => missing(at, "name", "name: CallEnded", report),
        Some(name) if !is_pascal_case(name) => {
            let allowed = "a capital, then letters and digits: `CallEnded`";
            report.push(bad_name("code", name, allowed).at(at.key("name").value()));
        }
        Some(_) => {}
    }
    let layer = keyword(at, "layer", document.layer.as_deref(), LAYERS, report);
    let recovery = keyword(at, "recovery", document.recovery.as_deref(), RECOVERIES, report);
    Some(ReturnCode {
        code,
        name: document.name.clone()?,
        meaning: facts::text(&document.meaning),
        meaning_zh: facts::text(&document.meaning_zh),
        advice: facts::text(&document.advice),
        layer: layer?,
        recovery: recovery?,
    })
}
